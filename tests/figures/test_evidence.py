# SPDX-License-Identifier: MulanPSL-2.0
"""Acts beyond the ledger and refusals as a report lists them: which count in a period, and beside them which do not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from fadu.cases.models import Act, Case
from fadu.cases.reading.refusals import Refused
from fadu.figures import evidence
from fadu.figures.period import Period, start_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import sequencing
from fadu.procedure.library import library

YEAR = Period.year(2022, as_of=date(2023, 3, 1))


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=LEGAL_TIME)


# -- acts beyond the ledger --------------------------------------------------------------------------


@pytest.fixture
def case(bureau: Any, registers: Any) -> Case:
    """A case whose acts are in the ledger, and another one beside it."""
    made: Case = registers.complaint().case
    registers.complaint()
    sequencing.sequence()
    return made


def set_to(case: Case, **values: Any) -> None:
    Case.objects.filter(pk=case.pk).update(**values)


def test_a_case_whose_acts_are_all_entered_lacks_nothing(bureau: Any, case: Case) -> None:
    assert evidence.without_entry(bureau, YEAR) == set()


def test_a_case_with_an_act_past_the_ledger_is_named(bureau: Any, case: Case, registers: Any) -> None:
    registers.unrecord(case)

    assert evidence.without_entry(bureau, YEAR) == {case.number}


def test_a_case_of_which_the_ledger_knows_nothing_is_named(bureau: Any, case: Case) -> None:
    unknown = Case.objects.create(
        number="无账1号",
        kind="complaint",
        edition=case.edition,
        title="示例",
        bureau=bureau,
        stage="open",
        opened_at=case.opened_at,
    )
    without = evidence.without_entry(bureau, YEAR)
    first = case.acts.get(seq=1)
    Act.objects.create(
        case=unknown,
        seq=1,
        action="open",
        happened_at=first.happened_at,
        recorded_at=first.recorded_at,
        stage_before="",
        stage_after="",
        request_id="00000000-0000-0000-0000-000000000001",
        algorithm="sha256",
    )

    assert without == set()
    assert evidence.without_entry(bureau, YEAR) == {"无账1号"}


def test_a_case_closed_before_the_period_or_opened_after_it_is_none_of_its(
    bureau: Any, case: Case, registers: Any
) -> None:
    registers.unrecord(case)

    def is_named() -> bool:
        return evidence.without_entry(bureau, YEAR) == {case.number}

    set_to(case, opened_at=moment(date(2021, 5, 1)), closed_at=YEAR.start - timedelta(seconds=1))
    closed_before = is_named()
    set_to(case, closed_at=YEAR.start)
    closed_within = is_named()
    set_to(case, closed_at=None, opened_at=YEAR.end - timedelta(seconds=1))
    opened_within = is_named()
    set_to(case, opened_at=start_of(date(2023, 1, 1)))

    assert (closed_before, closed_within, opened_within, is_named()) == (False, True, True, False)


# -- refusals ----------------------------------------------------------------------------------------


def line(month: str, **changes: Any) -> Refused:
    given: dict[str, Any] = {
        "kind": "licence",
        "action": "grant",
        "grounds": ("hearing_first",),
        "cites": ("某法 1", "某法 2"),
        "times": 1,
        "entry": 1,
    }
    return Refused(month=month, **given | changes)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[Refused]:
    """What the ledger says of refusals, as a test fills it in."""
    said: list[Refused] = []
    monkeypatch.setattr(evidence, "refusals", SimpleNamespace(refused=lambda bureau: said))
    return said


def months(period: Period) -> list[str]:
    return [row.record for row in evidence.refused(None, period)]  # type: ignore[arg-type]


def test_refusals_count_in_the_months_of_a_period_that_are_over(lines: list[Refused]) -> None:
    lines += [line(f"{year}-{month:02}") for year, month in ((2021, 12), (2022, 1), (2022, 11), (2022, 12))]
    lines.append(line("2023-01"))

    assert months(YEAR) == ["2022年1月", "2022年11月", "2022年12月"]
    assert months(Period.year(2022, as_of=date(2022, 12, 30))) == ["2022年1月", "2022年11月"]
    assert months(Period.year(2022, as_of=date(2022, 12, 31))) == ["2022年1月", "2022年11月", "2022年12月"]
    assert months(Period.year(2022, as_of=date(2022, 11, 30))) == ["2022年1月", "2022年11月"]


def test_a_refusal_stands_as_often_as_it_happened(lines: list[Refused]) -> None:
    lines += [line("2022-02", times=3), line("2022-03", times=2)]
    listing = evidence.refused(None, YEAR)  # type: ignore[arg-type]

    assert len(listing) == len(list(listing)) == 5
    assert [row.on for row in listing] == [date(2022, 2, 28)] * 3 + [date(2022, 3, 31)] * 2


def detail(lines: list[Refused], **changes: Any) -> str:
    lines[:] = [line("2022-03", **changes)]
    (row,) = evidence.refused(None, YEAR)  # type: ignore[arg-type]
    return row.detail


def test_a_refusal_says_what_was_asked_for_and_why_not(lines: list[Refused]) -> None:
    title = library().title("licence")
    granting = library().procedure("licence", date(2022, 3, 31)).actions["grant"].title

    assert detail(lines) == f"{title}“{granting}”：某法 1、某法 2"
    assert detail(lines, cites=()) == f"{title}“{granting}”：填写的内容或者办理的时间不合要求"
    assert detail(lines, action="note") == f"{title}“记事”：某法 1、某法 2"
    assert detail(lines, action="dance") == f"{title}“办理”：某法 1、某法 2"
    assert detail(lines, kind="stranger") == "办理：某法 1、某法 2"


def test_a_refusal_is_called_as_the_last_edition_begun_by_then_called_it(
    lines: list[Refused], monkeypatch: pytest.MonkeyPatch
) -> None:
    def edition(begins: date, **titles: str) -> Any:
        actions = {key: SimpleNamespace(title=title) for key, title in titles.items()}
        return SimpleNamespace(edition=begins, actions=actions)

    editions = (
        edition(date(2020, 1, 1), grant="准予", only_then="旧事"),
        edition(date(2022, 3, 31), grant="批准"),
        edition(date(2022, 4, 1), grant="核准", only_later="新事"),
    )
    shelf = SimpleNamespace(editions=lambda kind: editions, title=lambda kind: "许可")
    monkeypatch.setattr(evidence, "library", lambda: shelf)

    assert detail(lines).startswith("许可“批准”")
    assert detail(lines, action="only_then").startswith("许可“旧事”")
    assert detail(lines, action="only_later").startswith("许可“办理”")
