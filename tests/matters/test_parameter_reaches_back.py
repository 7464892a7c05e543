# SPDX-License-Identifier: MulanPSL-2.0
"""A local parameter that one person enters for days gone by takes no finding away unsaid."""

from __future__ import annotations

from datetime import date

import pytest
from bureau_of import Desk, at

from fadu.kernel import clock
from fadu.oversight import checking
from fadu.people import services as people

pytestmark = pytest.mark.django_db
RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-03-01",
}


@pytest.fixture
def written_late(office: Desk) -> Desk:
    """A bureau with a tip-off that was written down twelve days after it was received."""
    with clock.set_to(at("2022-03-13")):
        case = office.open("tip_off", "clerk", "2022-03-01", RECEIVED)
        office.assign(case, "handler", "2022-03-13", "one", "two")
    return office


def allow(office: Desk, start: date, on: str) -> None:
    """Let an act be written down as late as fifteen days after it, from a day on."""
    with clock.set_to(at(on)):
        people.set_parameter(
            bureau=office.bureau, key="record/late_entry", value=15, start=start, document="本局通知"
        )


def told(office: Desk, on: str = "2022-03-20") -> dict[str, tuple[str, str]]:
    with clock.set_to(at(on)):
        findings = list(checking.check(office.bureau))
    return {
        f.rule: (f.severity, f.message)
        for f in findings
        if f.rule in ("recorded_late", "turned_by_parameter")
    }


def test_what_it_takes_away_of_acts_before_its_entry_is_told(written_late: Desk) -> None:
    assert list(told(written_late)) == ["recorded_late"]

    allow(written_late, date(2019, 1, 1), "2022-03-20")

    ((rule, (severity, message)),) = told(written_late).items()
    assert (rule, severity) == ("turned_by_parameter", "noted")
    assert "自2019-01-01起，2022-03-20才登记" in message


def test_one_entered_before_the_act_reaches_nothing_back(office: Desk) -> None:
    allow(office, date(2019, 1, 1), "2022-02-28")
    with clock.set_to(at("2022-03-13")):
        office.open("tip_off", "clerk", "2022-03-01", RECEIVED)

    assert told(office) == {}


def test_one_that_begins_when_it_is_entered_takes_nothing_away(written_late: Desk) -> None:
    allow(written_late, date(2022, 3, 20), "2022-03-20")

    assert list(told(written_late)) == ["recorded_late"]
