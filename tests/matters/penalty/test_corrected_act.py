# SPDX-License-Identifier: MulanPSL-2.0
"""A correction by which the act that said the day should not have been done: who asks and who confirms is told, and a check finds it."""

from __future__ import annotations

import pytest
from life import Desk, at

from fadu.cases.models import Act
from fadu.kernel import clock
from fadu.oversight import checking
from fadu.records import services as files

pytestmark = pytest.mark.django_db
FILING = {
    "suspected_violation": "经营超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_continues": False,
    "violation_ended_on": "2022-02-20",
}
LEAD = {
    "source": "inspection",
    "received_on": "2022-03-01",
    "suspected_violation": "经营超过保质期的食品",
    "lead_content": "现场所见",
}


@pytest.fixture
def filed(desk: Desk) -> Desk:
    """A case filed with a violation that ended nine days before it was discovered."""
    with clock.set_to(at("2022-03-10T18:00")):
        desk.open("2022-03-01", LEAD)
        for who in ("one", "two"):
            person = f"officer:{desk.officers[who].pk}"
            desk.do("unit", "assign", "2022-03-01", {"role": "handler", "person": person, "name": who})
        desk.signed("file", "2022-03-10", FILING, "one", "unit", "head")
        film = files.store(name="录像.txt", content="录像".encode(), owner="")
        desk.do(
            "one", "attach", "2022-03-10T12:00", {"title": "录像", "digest": film.digest, "access": "main"}
        )
    return desk


def corrected(desk: Desk, day: str) -> list[tuple[str, list[str]]]:
    """What is told when the day is asked to be another and when that is confirmed."""
    of = Act.objects.get(case=desk.case, action="file").seq
    said = {"of": str(of), "field": "violation_ended_on", "day": day, "paper": "录像", "reason": "核对录像"}
    with clock.set_to(at("2022-03-10T18:00")):
        desk.do("one", "correct_day", "2022-03-10T12:10", said)
        asked = Act.objects.get(case=desk.case, action="correct_day")
        desk.do("head", "confirm_day", "2022-03-10T12:20", {"of": str(asked.seq)})
    acts = Act.objects.filter(case=desk.case, action__in=("correct_day", "confirm_day")).order_by("seq")
    return [(each.action, list(each.warnings)) for each in acts]


def found(desk: Desk) -> list[str]:
    with clock.set_to(at("2022-03-11T18:00")):
        rules = checking.check(desk.bureau, again=True)
    return [each.severity for each in rules if each.rule == "turned_by_correction"]


def test_a_day_within_the_two_years_is_told_of_nothing(filed: Desk) -> None:
    assert corrected(filed, "2020-03-01") == [("correct_day", []), ("confirm_day", [])]
    assert found(filed) == []


def test_a_day_by_which_it_was_too_late_is_told_to_both_and_found(filed: Desk) -> None:
    warned = corrected(filed, "2020-02-29")

    assert [action for action, _ in warned] == ["correct_day", "confirm_day"]
    assert all("“立案”：违法行为于2020-02-29终了" in warnings[0] for _, warnings in warned)
    assert found(filed) == ["possible"]
