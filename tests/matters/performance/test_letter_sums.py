# SPDX-License-Identifier: MulanPSL-2.0
"""What sums a letter of dunning may name: refused is what is certainly not due, asked about what may be something else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.kernel.money import capital, yuan
from fadu.kernel.sums_in_words import sums_in
from fadu.law import library as law_library
from fadu.matters.performance.demanding import demands_what_is_due
from fadu.procedure.decision import HOLDS, Ground, Holds, Verdict
from fadu.procedure.library import library
from fadu.procedure.testing import CaseInMemory, moment, party


@pytest.fixture(scope="module")
def missed_twice() -> CaseInMemory:
    """A fine of 10,000 yuan in instalments of 4,000, 3,000, 2,500 and 500; the first two are missed, 1,000 came in."""
    procedure = library().procedure("performance", date(2022, 1, 4))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("begin", moment("2022-01-04"), {"fine": 1_000_000})
    case.serve("penalty_decision", moment("2022-01-05"))
    case.act("confirm_service", moment("2022-01-05"))
    case.act("ask_deferral", moment("2022-01-06"))
    rows = [
        {"due_on": day, "amount": amount}
        for day, amount in (
            ("2022-03-31", 400_000),
            ("2022-04-30", 300_000),
            ("2022-06-30", 250_000),
            ("2022-07-31", 50_000),
        )
    ]
    case.act(
        "grant_deferral",
        moment("2022-01-07"),
        {"deferral_kind": "instalments", "until": "2022-07-31", "instalments": rows},
    )
    paid = {"paid_on": "2022-05-10", "amount": 100_000, "payment_kind": "fine", "collected_by": "bank"}
    case.act("pay", moment("2022-05-10"), {"payments": [paid]})
    return case


def judged(case: CaseInMemory, obligation: str) -> Verdict:
    world = case.world(moment("2022-05-11")).with_(proposed={"obligation": obligation})
    return demands_what_is_due(world)


@pytest.mark.parametrize(
    "letter",
    [
        "缴纳罚款6000元",
        "缴纳罚款6,000.00元（大写：陆仟元整）",
        "第一期罚款4000元已缴1000元，尚欠3000元；第二期罚款3000元未缴，共应缴纳6000元",
        "第一期罚款4000元，已于5月10日缴纳1000元，剩余3000元；第二期3000元。合计陆仟元整",
        "处罚决定罚款10000元，已缴1000元，其中到期未缴的6000元请立即缴纳",
        "缴纳第二期（4月30日到期）罚款3000元",
        "缴纳罚款0.6万元；第三期2500元、第四期500元尚未到期，届时按期缴纳",
        "缴纳罚款6千元",
        "缴纳全部到期未缴的罚款",
        "缴清第一期的全部罚款",
        "到中国工商银行三元支行缴纳罚款6000元",
        "由王二元缴纳罚款6000元，移交没收的手机电池二十块",
        "缴纳罚款",
        "请缴纳罚款10000元中到期未缴的6000元",
        "你单位应缴纳罚款10000元，其中6000元到期未缴，请立即缴纳6000元",
        "缴纳罚款6000元；第三期2500元尚未到期，按期缴纳",
    ],
)
def test_a_letter_that_names_what_is_due_in_any_of_its_parts_holds_unasked(
    missed_twice: CaseInMemory, letter: str
) -> None:
    assert judged(missed_twice, letter) == HOLDS


@pytest.mark.parametrize(
    ("letter", "word"),
    [
        ("缴纳罚款6000元，退还货款28000元", "28000元"),
        ("缴纳罚款6000元，逾期将每日按3%加处罚款180元", "180元"),
        ("缴纳第一期罚款2000元", "2000元"),
        ("处罚决定罚款10000元，请缴纳到期部分", "没有写明到期未缴的数额"),
        ("缴纳罚款6000元和第三期罚款", "第3期，没有逾期"),
        ("缴纳罚款伍万", "伍万"),
        ("到期未缴6000元；现要求立即一并缴纳9000元", "要求缴纳9000元，其中有没有到期的"),
        ("立即缴纳10000元，因到期未缴6000元", "要求缴纳10000元"),
        ("到期未缴罚款6000元，罚款10000元一并缴清", "要求缴纳10000元"),
        ("缴纳罚款6000元，第三期2500元未到期，也请一并缴纳", "未到期的款项"),
        ("缴纳罚款6000元，逾期不缴的加处罚款180元", "加处的罚款180元"),
        ("缴纳罚款6000元，逾期不缴的，按日加处罚款180元", "加处的罚款180元"),
        ("缴纳罚款6000元，逾期不缴的加处罚款10000元", "加处的罚款10000元"),
    ],
)
def test_what_may_be_something_else_is_asked_about(
    missed_twice: CaseInMemory, letter: str, word: str
) -> None:
    verdict = judged(missed_twice, letter)
    assert isinstance(verdict, Holds)
    assert word in verdict.warning
    assert "到期未缴的是罚款6,000.00元" in verdict.warning


@pytest.mark.parametrize(
    ("letter", "word"),
    [
        ("缴纳罚款10000元", "10000元"),
        ("缴纳全部罚款", "全部罚款"),
        ("缴纳罚款8,500元", "8,500元"),
        ("缴纳罚款6000元伍角", "6000元"),
        ("缴纳罚款6000元伍角陆分（大写：陆仟元伍角陆分）", "陆仟元伍角陆分"),
        ("缴纳罚款6000元和加处罚款1200元，共计7200元", "加处的罚款1200元、7200元"),
        ("缴纳第一期、第二期、第三期罚款8500元", "8500元"),
        ("缴纳第三期罚款2500元", "2500元"),
        ("缴纳罚款3万5千元", "3万5千元"),
        ("缴纳罚款6000元、没收的违法所得800元", "800元"),
        ("缴纳罚款6000元，加处罚款6000元", "加处的罚款6000元"),
        ("缴纳罚款6000元，加处罚款10000元", "加处的罚款10000元"),
    ],
)
def test_what_is_certainly_not_due_is_refused_and_only_that_is_named(
    missed_twice: CaseInMemory, letter: str, word: str
) -> None:
    verdict = judged(missed_twice, letter)
    assert isinstance(verdict, Ground)
    assert word in verdict.message.split("；")[0]


@given(st.integers(min_value=100, max_value=10**14))
def test_a_sum_reads_back_from_its_characters_and_from_its_figures(fen: int) -> None:
    assert sums_in(f"罚款{yuan(fen)}元（大写：{capital(fen)}）") == [fen, fen]


def test_the_fine_beside_gains_that_alone_are_due_and_an_instalment_named_once_too_often_are_asked_about() -> (
    None
):
    procedure = library().procedure("performance", date(2022, 1, 4))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("begin", moment("2022-01-04"), {"fine": 900_000, "confiscated_gains": 123_456})
    case.serve("penalty_decision", moment("2022-01-05"))
    case.act("confirm_service", moment("2022-01-05"))
    case.act("ask_deferral", moment("2022-01-06"))
    rows = [{"due_on": f"2022-0{month}-28", "amount": 300_000} for month in (3, 4, 5)]
    case.act(
        "grant_deferral",
        moment("2022-01-07"),
        {"deferral_kind": "instalments", "until": "2022-05-28", "instalments": rows},
    )

    def warning(day: str, obligation: str) -> str:
        world = case.world(moment(day)).with_(proposed={"obligation": obligation})
        verdict = demands_what_is_due(world)
        assert isinstance(verdict, Holds)
        return verdict.warning

    both = "缴纳罚款9000元和没收的违法所得1,234.56元"
    assert "罚款9000元，没有逾期" in warning("2022-02-01", both)
    assert warning("2022-02-01", "缴纳没收的违法所得1,234.56元；罚款9000元按期缴纳") == ""
    assert warning("2022-05-09", "缴纳罚款3000元、3000元和没收的违法所得1,234.56元") == ""
    assert "3次写有3,000.00元" in warning("2022-05-09", "缴纳罚款3000元、第二期3000元、另一期3000元")
