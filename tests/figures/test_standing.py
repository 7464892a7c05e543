# SPDX-License-Identifier: MulanPSL-2.0
"""What stands in registers and procedures at the end of a period: who and what counts, and beside it what does not."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from fadu.figures import catalogue, standing
from fadu.figures.indicators import Row
from fadu.figures.period import Period

YEAR = Period.year(2022, as_of=date(2023, 3, 1))
ENDS = date(2022, 12, 31)


def edition(begins: date, *actions: Any, replay_only: bool = False) -> Any:
    return SimpleNamespace(
        title="甲程序",
        edition=begins,
        replay_only=replay_only,
        actions={str(n): action for n, action in enumerate(actions)},
    )


def action(title: str = "办理", *, risk: Any = None, cites: tuple[str, ...] = ("某法 1",)) -> Any:
    return SimpleNamespace(title=title, risk=risk, cites=cites)


def risk(measures: str = "双人办理") -> Any:
    return SimpleNamespace(level="高", point="吃拿卡要", measures=measures)


@pytest.fixture
def editions(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """Kinds of case and their editions, as a test fills them in."""
    of_kind: dict[str, list[Any]] = {}
    shelf = SimpleNamespace(kinds=lambda: tuple(of_kind), editions=lambda kind: tuple(of_kind[kind]))
    monkeypatch.setattr(standing, "library", lambda: shelf)
    return of_kind


def test_of_each_kind_the_last_edition_begun_by_then_stands(editions: dict[str, list[Any]]) -> None:
    begun, later = edition(date(2020, 1, 1)), edition(ENDS)
    editions["a"] = [begun, later]
    editions["b"] = [begun, edition(ENDS + timedelta(days=1))]
    editions["c"] = [edition(ENDS + timedelta(days=1))]
    editions["d"] = [begun, edition(date(2021, 1, 1), replay_only=True)]

    assert list(standing.procedures_at(YEAR)) == [later, begun, begun]
    assert [row.on for row in standing.charts(None, YEAR)] == [ENDS, date(2020, 1, 1), date(2020, 1, 1)]  # type: ignore[arg-type]


def test_risk_points_are_those_marked_and_guarded_are_those_with_a_measure(
    editions: dict[str, list[Any]],
) -> None:
    editions["a"] = [
        edition(ENDS, action("收件", risk=risk()), action("审批", risk=risk("")), action("归档"))
    ]

    marked = standing.risk_points(None, YEAR)  # type: ignore[arg-type]
    guarded = standing.guarded_risk_points(None, YEAR)  # type: ignore[arg-type]

    assert marked == [
        Row(record="甲程序·收件：吃拿卡要", on=ENDS, detail="高"),
        Row(record="甲程序·审批：吃拿卡要", on=ENDS, detail="高"),
    ]
    assert guarded == [Row(record="甲程序·收件：吃拿卡要", on=ENDS)]


def test_a_procedure_is_cited_when_each_of_its_actions_is(editions: dict[str, list[Any]]) -> None:
    editions["a"] = [edition(ENDS, action(), action(cites=()))]
    editions["b"] = [edition(date(2021, 1, 1), action(), action())]

    assert [row.on for row in standing.cited_procedures(None, YEAR)] == [date(2021, 1, 1)]  # type: ignore[arg-type]


def test_members_of_the_working_group_count_and_those_of_other_groups_do_not(
    bureau: Any, registers: Any
) -> None:
    from fadu.people import models

    registers.people()
    group = models.Committee.objects.get(bureau=bureau, title=standing.WORKING_GROUP)
    handler = models.Officer.objects.get(bureau=bureau, name="甲")
    models.CommitteeMembership.objects.create(committee=group, officer=handler, since=date(2021, 1, 1))
    other = models.Committee.objects.get(bureau=bureau, kind="committee")
    reviewer = models.Officer.objects.get(bureau=bureau, name="乙")
    models.CommitteeMembership.objects.create(committee=other, officer=reviewer, since=date(2021, 1, 1))

    members = sorted(row.record for row in standing.working_group(bureau, YEAR))
    qualified = [row.record for row in standing.qualified_members(bureau, YEAR)]

    assert members == ["法律事务工作小组：乙", "法律事务工作小组：甲"]
    assert qualified == ["法律事务工作小组：乙"]


def test_of_enforcement_officers_those_with_a_valid_certificate_count_as_certified(
    bureau: Any, registers: Any
) -> None:
    from fadu.people import models

    registers.people()
    plain = models.Officer.objects.create(bureau=bureau, name="丁", since=date(2021, 1, 1))
    held = models.Appointment.objects.get(officer__name="甲", officer__bureau=bureau)
    models.Appointment.objects.create(
        officer=plain, post=held.post, department=held.department, start=held.start, document="任职文件"
    )

    assert {row.record for row in standing.enforcement_officers(bureau, YEAR)} == {"甲", "丁"}
    assert {row.record for row in standing.certified_officers(bureau, YEAR)} == {"甲"}


def test_what_is_part_of_a_rate_alone_is_not_printed_by_itself() -> None:
    assert {one.code for one in standing.INDICATORS if one.inner} == {
        "ORG-04B",
        "RES-02A",
        "ENF-02A",
        "PWR-05A",
        "PWR-07A",
    }
    assert {one.code for one in standing.INDICATORS} <= set(catalogue.indicators())
