# SPDX-License-Identifier: MulanPSL-2.0
"""Bases of punishment: which bracket the answers of a case pick, what is missing, and what the law of a day says."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.assembly.entry import main
from fadu.kernel.errors import UnknownNameError
from fadu.law import library as law_library
from fadu.law.basis import KINDS, Answers
from fadu.law.errors import NotInForceError

LAW = law_library()
FOOD = LAW.basis("food_safety/124-1-5", date(2024, 3, 1))


@pytest.mark.parametrize(
    ("goods", "bounds"),
    [
        (999_999, (5_000_000, 10_000_000)),
        (1_000_000, (10_000_000, 20_000_000)),
        (1_000_001, (10_000_010, 20_000_020)),
    ],
)
def test_the_value_of_the_goods_picks_the_bracket_and_ten_thousand_yuan_is_the_upper_one(
    goods: int, bounds: tuple[int, int]
) -> None:
    (bracket,), missing = FOOD.fitting(Answers(goods=goods))

    assert bracket.fine is not None
    assert bracket.fine.bounds(Answers(goods=goods)) == bounds
    assert missing == ()


def test_an_answer_that_is_missing_is_named_and_all_brackets_stay_open() -> None:
    brackets, missing = FOOD.fitting(Answers())

    assert len(brackets) == 2
    assert missing == ("goods",)


def test_a_person_of_whom_the_edition_says_nothing_has_no_bracket() -> None:
    responsible = Answers(liable="responsible")
    old, new = (LAW.basis("company/false_registration", day) for day in (date(2024, 6, 30), date(2024, 7, 1)))

    assert old.fitting(responsible) == ((), ())
    assert len(new.fitting(responsible)[0]) == 1


def test_a_small_value_counts_as_much_as_the_drug_law_says() -> None:
    (bracket,), _ = LAW.basis("drug/115", date(2024, 1, 1)).fitting(Answers(goods=100))

    assert bracket.fine is not None
    assert bracket.fine.bounds(Answers(goods=100)) == (150_000_000, 300_000_000)


def test_refusal_or_seriousness_is_enough_where_the_article_says_or() -> None:
    minors = LAW.basis("minors/123", date(2024, 1, 1))

    (heavy,), _ = minors.fitting(Answers(refused=True))
    (light,), _ = minors.fitting(Answers(refused=False, serious=False))

    assert "stop_business" in heavy.kinds
    assert "stop_business" not in light.kinds
    assert minors.fitting(Answers(refused=False))[1] == ("serious",)


@pytest.mark.parametrize(
    ("key", "last_day", "first_day", "before", "after"),
    [
        ("company/contribution", date(2024, 6, 30), date(2024, 7, 1), "公司法(2018) 199", "公司法 252"),
        (
            "unfair_competition/publicity",
            date(2025, 10, 14),
            date(2025, 10, 15),
            "反不正当竞争法(2017) 20",
            "反不正当竞争法 25",
        ),
    ],
)
def test_the_edition_changes_with_the_first_day_of_the_new_law(
    key: str, last_day: date, first_day: date, before: str, after: str
) -> None:
    assert LAW.basis(key, last_day).cites == (before,)
    assert LAW.basis(key, first_day).cites == (after,)


def test_an_unknown_basis_and_a_day_before_any_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="food_safety/124-1-5"):
        LAW.basis("food_safety/124-1-55", date(2024, 1, 1))
    with pytest.raises(NotInForceError):
        LAW.basis("food_safety/124-1-5", date(2015, 9, 30))


def test_a_lawyer_looks_a_basis_up_by_its_key_or_by_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "base", "food_safety/124-1-5", "--on", "2024-03-01"]) == 0
    text = capsys.readouterr().out
    assert "货值金额不足10,000.00元" in text
    assert "罚款50,000.00元至100,000.00元" in text
    assert "罚款300,000.00元以上由设区的市级以上机关决定（食品安全法实施条例 81）" in text

    assert main(["law", "base", "明码标价"]) == 0
    assert capsys.readouterr().out.startswith("price/42\t")
    assert main(["law", "base", "没有这样的案由"]) == 2
    assert "错误：" in capsys.readouterr().err
    assert main(["law", "base", "food_safety/124-1-55"]) == 2
    assert "最接近的是“food_safety/124-1-5”" in capsys.readouterr().err


def test_the_procedure_of_punishment_has_the_kinds_of_the_catalogue() -> None:
    from fadu.procedure.fields import choices_of
    from fadu.procedure.library import library

    books = library()
    edition = books.editions("penalty")[-1]
    choices = choices_of(edition.fields["penalty_kinds"], books.law, edition.edition)

    assert set(choices) == set(KINDS)
