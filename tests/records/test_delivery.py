# SPDX-License-Identifier: MulanPSL-2.0
"""When a document counts as served, by manner and by the law of its date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fadu.kernel.errors import BadInputError, FaduError, UnknownNameError
from fadu.law import library
from fadu.records import delivery
from fadu.records.delivery import BORNE_OUT, NEEDS, WAYS, effective_date, manners, may_sign, objections


@pytest.mark.parametrize("manner", ["personal", "left", "post", "entrusted", "transferred", "electronic"])
def test_a_document_counts_as_served_on_the_day_it_is_signed_left_or_arrives(manner: str) -> None:
    day = effective_date(manner, sent_on=date(2022, 3, 1), arrived_on=date(2022, 3, 4))
    assert day == date(2022, 3, 4)


@pytest.mark.parametrize(
    ("published", "served"),
    [(date(2022, 10, 31), date(2022, 12, 30)), (date(2022, 11, 1), date(2022, 12, 1))],
)
def test_an_announcement_serves_after_the_days_of_its_date(published: date, served: date) -> None:
    assert effective_date("announcement", sent_on=published, arrived_on=None, law=library()) == served


def test_an_announcement_needs_the_law() -> None:
    with pytest.raises(BadInputError, match="传入 law"):
        effective_date("announcement", sent_on=date(2022, 3, 1), arrived_on=None)


def test_a_letter_returned_from_the_confirmed_address_counts_on_the_day_of_its_return() -> None:
    day = effective_date(
        "post",
        sent_on=date(2022, 3, 1),
        arrived_on=None,
        returned_on=date(2022, 3, 9),
        address_confirmed=True,
    )
    assert day == date(2022, 3, 9)


def test_a_letter_returned_from_another_address_serves_nobody() -> None:
    with pytest.raises(BadInputError, match="签收日期"):
        effective_date("post", sent_on=date(2022, 3, 1), arrived_on=None, returned_on=date(2022, 3, 9))


def test_nothing_arrives_before_it_is_sent() -> None:
    with pytest.raises(BadInputError, match="不早于送出日"):
        effective_date("personal", sent_on=date(2022, 3, 2), arrived_on=date(2022, 3, 1))


def test_electronic_service_needs_consent_and_a_confirmed_address() -> None:
    on = date(2022, 3, 1)
    assert len(objections("electronic", template="notice", on=on, law=library())) == 3
    assert len(objections("electronic", template="notice", on=on, law=library(), given={"consent"})) == 2
    assert any(
        "程序规定 82" in each for each in objections("electronic", template="notice", on=on, law=library())
    )
    assert allowed("notice", on) == []


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ((), ["下落不明", "原因和经过"]),
        (("unreachable",), ["原因和经过"]),
        (("account",), ["下落不明"]),
        (("unreachable", "account"), []),
    ],
)
def test_an_announcement_needs_that_nobody_is_found_and_why_in_writing(
    given: tuple[str, ...], lacks: list[str]
) -> None:
    on = date(2023, 2, 6)
    against = objections("announcement", template="notice", on=on, law=library(), given=given)

    assert len(against) == len(lacks)
    assert all(word in said and "程序规定 82" in said for word, said in zip(lacks, against, strict=True))


@pytest.mark.parametrize(("on", "count"), [(date(2023, 12, 31), 0), (date(2024, 1, 1), 1)])
def test_who_is_served_electronically_is_told_where_to_apply_online_since_2024(on: date, count: int) -> None:
    assert len(allowed("penalty_decision", on)) == count


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ((), ["拒收事由", "见证人"]),
        (("refused",), ["见证人"]),
        (("witnessed",), ["拒收事由"]),
        (("refused", "witnessed"), []),
    ],
)
def test_what_is_left_behind_needs_why_it_was_refused_and_a_witness_or_a_film(
    given: tuple[str, ...], lacks: list[str]
) -> None:
    against = objections("left", template="notice", on=date(2022, 3, 1), law=library(), given=given)

    assert len(against) == len(lacks)
    assert all(word in said and "民事诉讼法 89" in said for word, said in zip(lacks, against, strict=True))


@pytest.mark.parametrize(
    ("receiver", "relation", "kind", "may"),
    [
        ("", "", "unit", True),
        ("清河 百货店", "", "unit", True),
        ("王某", "", "unit", False),
        ("王某", "邻居", "unit", False),
        ("", "代理人", "unit", True),
        ("王某", "代理人", "unit", True),
        ("王某", "负责收件的人（办公室、收发室、值班室等）", "unit", True),
        ("王某", "负责收件的人（办公室、收发室、值班室等）", "person", False),
        ("王某", "同住成年家属", "person", True),
        ("王某", "同住成年家属", "sole_trader", True),
        ("王某", "同住成年家属", "enterprise", False),
        ("王某", "同住成年家属", "unit", False),
        ("王某", "法定代表人或者主要负责人", "sole_trader", True),
    ],
)
def test_who_signs_for_another_is_one_whom_the_law_lists(
    receiver: str, relation: str, kind: str, may: bool
) -> None:
    assert may_sign(receiver=receiver, relation=relation, addressee="清河百货店", kind=kind) is may


@pytest.mark.parametrize(
    ("manner", "lacks"),
    [
        ("personal", ["签收人的登记", "有权签收的人"]),
        ("entrusted", ["代为送达的单位", "签收人的登记", "有权签收的人"]),
        ("transferred", ["代为送达的单位", "签收人的登记", "有权签收的人"]),
        ("post", ["邮件号码或者回执"]),
    ],
)
def test_each_manner_asks_for_what_its_day_is_borne_out_by(manner: str, lacks: list[str]) -> None:
    against = objections(manner, template="notice", on=date(2022, 3, 1), law=library())

    assert len(against) == len(lacks)
    assert all(word in said and "程序规定 82" in said for word, said in zip(lacks, against, strict=True))


def test_every_manner_says_by_what_its_day_is_borne_out() -> None:
    assert all(set(item.needs).intersection(BORNE_OUT[item.counts]) for item in manners().values())


def test_a_manner_that_says_nothing_of_the_kind_does_not_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = delivery.DATA.read_text(encoding="utf-8").replace(", needs: [return_receipt]", "")
    monkeypatch.setattr(delivery, "DATA", tmp_path / "manners.yaml")
    delivery.DATA.write_text(data, encoding="utf-8")

    with pytest.raises(FaduError, match="送达方式“post”没有写明其送达之日凭什么认定"):
        manners.__wrapped__()


@pytest.mark.parametrize(("on", "count"), [(date(2021, 7, 14), 1), (date(2021, 7, 15), 0)])
def test_a_penalty_decision_may_be_served_electronically_since_the_law_of_2021(on: date, count: int) -> None:
    assert len(allowed("penalty_decision", on)) == count


def allowed(template: str, on: date) -> list[str]:
    """What speaks against electronic service with consent to a confirmed address."""
    return objections(
        "electronic", template=template, on=on, law=library(), given={"consent", "confirmed_address", "kept"}
    )


@pytest.mark.parametrize(
    ("on", "cites"),
    [
        (date(2020, 5, 6), "（程序暂行规定 74）"),
        (date(2021, 8, 2), "（程序规定 82）"),
        (date(2022, 3, 1), "（程序规定 82、民事诉讼法 90）"),
    ],
)
def test_an_objection_names_the_articles_of_the_day(on: date, cites: str) -> None:
    faults = objections("electronic", template="notice", on=on, law=library(), given={"consent", "kept"})

    assert faults == [f"电子送达须有受送达人确认的电子送达地址{cites}"]


def test_an_unknown_manner_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="personal"):
        effective_date("persnal", sent_on=date(2022, 3, 1), arrived_on=None)


def test_every_manner_has_a_chinese_title_and_cites_the_law() -> None:
    on = date(2022, 3, 1)

    assert all(item.title.endswith("送达") and library().cites(item.law, on) for item in manners().values())


def test_whatever_a_manner_needs_has_a_way_out_of_its_own_where_it_is_lacking() -> None:
    assert WAYS.keys() == NEEDS.keys()
    assert len(set(WAYS.values())) == len(WAYS)
