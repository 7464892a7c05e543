# SPDX-License-Identifier: MulanPSL-2.0
"""Special law before general law: a limit asked for a subject matter is the catalogue's own, and says which of the two governs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from fadu.law import Law
from fadu.law.catalogue import Subject
from fadu.law.errors import NotInForceError
from fadu.law.loading import load
from fadu.law.stretch import Extension

HERE = Path(__file__).parent
TERM, WINDOW = "sample/term", "sample/window"


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    folder = tmp_path_factory.mktemp("law")
    for name in ("registers.yaml", "catalogue.yaml"):
        shutil.copy(HERE / name, folder / name)
    return load([folder])


def of(name: str, kind: str = "new") -> Subject:
    return Subject(catalogue="sample/item", name=name, about=(("kind", kind),))


@pytest.mark.parametrize(
    ("day", "name", "amount", "by"),
    [
        (date(2021, 12, 31), "饮品许可", 2, "special"),
        (date(2022, 1, 1), "饮品许可", 3, "special"),
        (date(2022, 1, 1), " 饮料许可 ", 3, "special"),
        (date(2022, 1, 1), "饮品许可（现制）", 3, "special"),
        (date(2022, 1, 1), "面点许可", 5, "general"),
        (date(2022, 1, 1), "别的许可", 5, "general"),
    ],
)
def test_the_own_term_governs_where_there_is_one(
    law: Law, day: date, name: str, amount: int, by: str
) -> None:
    limit = law.limit(TERM, day, subject=of(name))

    assert limit.governed is not None
    assert (limit.amount, limit.governed.by) == (amount, by)


def test_without_a_subject_the_general_rule_answers_and_says_nothing_of_which(law: Law) -> None:
    assert (law.limit(TERM, date(2022, 1, 4)).amount, law.limit(TERM, date(2022, 1, 4)).governed) == (5, None)


def test_an_own_term_keeps_of_the_general_rule_what_it_does_not_say(law: Law) -> None:
    limit = law.limit(TERM, date(2022, 1, 4), subject=of("饮品许可"))

    assert (limit.excludes, limit.cites, limit.rows) == (("检验",), ("测试法 9",), ("XX-001",))
    assert [way.limit for way in limit.extensions] == ["sample/longer"]


def test_last_day_and_extension_are_both_those_of_the_subject(law: Law) -> None:
    by_one = Extension(limit="sample/longer", until=None, cites="测试法 3")

    def last_day(name: str, *extensions: Extension) -> date:
        return law.due(TERM, date(2022, 3, 1), subject=of(name), extensions=extensions).last_day

    assert (last_day("饮品许可"), last_day("面点许可")) == (date(2022, 3, 4), date(2022, 3, 8))
    assert (last_day("饮品许可", by_one), last_day("面点许可", by_one)) == (
        date(2022, 3, 7),
        date(2022, 3, 14),
    )


def test_the_explanation_says_which_of_the_two_governed(law: Law) -> None:
    own = law.due(TERM, date(2022, 3, 1), subject=of("饮品许可")).explanation
    silent = law.due(TERM, date(2022, 3, 1), subject=of("面点许可")).explanation
    unknown = law.due(TERM, date(2022, 3, 1), subject=of("别的许可")).explanation

    assert "对“饮品许可”另有规定，从其规定，不适用一般规定的5个工作日（测试法 3）。" in own.lines
    assert "对“面点许可”没有另外的规定，适用一般规定。" in silent.lines
    assert "“样例许可事项”目录没有收录“别的许可”，适用一般规定。" in unknown.lines
    assert own.facts["governed"]["entry"] == "sample/item/drinks"
    assert (silent.facts["governed"]["by"], unknown.facts["governed"]["entry"]) == ("general", None)
    assert "governed" not in law.due(TERM, date(2022, 3, 1)).explanation.facts


def test_the_narrower_entry_speaks_first_and_the_wider_one_where_it_is_silent(law: Law) -> None:
    renewal = of("饮品许可", "renewal")

    assert law.limit(WINDOW, date(2022, 3, 1), subject=renewal).unverified
    assert law.limit(TERM, date(2022, 3, 1), subject=renewal).amount == 3
    assert law.says("years", renewal, date(2022, 3, 1)) == 5


def test_what_only_special_law_fixes_is_not_in_force_for_other_subjects(law: Law) -> None:
    for subject in (of("饮品许可"), of("面点许可"), None):
        with pytest.raises(NotInForceError):
            law.limit(WINDOW, date(2022, 3, 1), subject=subject)


def test_an_entry_says_what_its_catalogue_declares(law: Law) -> None:
    on, home = date(2022, 3, 1), law.catalogues["sample/item"]
    entry = home.by_key("sample/item/drinks", on)

    assert entry is not None
    assert entry.says == {
        "decided_by": "city",
        "years": 5,
        "site": True,
        "papers": ("申请书", "场所证明"),
        "note": "样例",
    }
    assert home.speaking(of("别的许可"), on) == []
    assert law.says("years", of("面点许可"), on) is None
    assert home.names(on) == ("饮品许可", "面点许可")
