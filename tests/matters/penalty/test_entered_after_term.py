# SPDX-License-Identifier: MulanPSL-2.0
"""Through the services: a notice entered as served once the time for a defence is over warns, is kept with the act and found."""

from __future__ import annotations

from datetime import date

import pytest
from life import Desk, at, investigated, words_for

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Clock
from fadu.kernel import clock
from fadu.oversight import checking

pytestmark = pytest.mark.django_db


@pytest.fixture
def notified(desk: Desk) -> Desk:
    """A case whose notice was made on 26 April and reached nobody yet."""
    investigated(desk)
    words = words_for(desk)
    own = {key: value for key, value in words.items() if key != "hearing_told"}
    desk.do(
        "one", "conclude", "2022-04-20", {**own, "nature": "经营超过保质期的食品", "disposition": "penalty"}
    )
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words, "one", "head")
    return desk


def serve(desk: Desk, recorded: str, arrived: str, **more: str) -> list[str]:
    """What an officer is told who enters on a day that the notice arrived on another."""
    document = desk.case.documents.filter(template="penalty_notice").latest("seq")
    payload = {
        "document": f"penalty_notice/{document.seq}",
        "party": f"party:{desk.party.pk}",
        "manner": "personal",
        "sent_on": arrived,
        "arrived_on": arrived,
        "receiver": desk.party.name,
        **more,
    }
    with clock.set_to(at(f"{recorded}T18:00")):
        desk.do("one", "serve", recorded, payload)
    served = Act.objects.filter(case=desk.case, action="serve").latest("seq")
    return [each for each in served.warnings if "陈述申辩期限" in each]


def severities(desk: Desk, on: str) -> list[str]:
    with clock.set_to(at(f"{on}T18:00")):
        rules = checking.check(desk.bureau, again=True)
    return [each.severity for each in rules if each.rule == "recorded_after_term"]


@pytest.mark.parametrize(("recorded", "is_told"), [("2022-05-07", False), ("2022-05-08", True)])
def test_a_term_over_before_its_beginning_was_entered_is_told(
    notified: Desk, recorded: str, is_told: bool
) -> None:
    warnings = serve(notified, recorded, "2022-04-27")

    assert warnings == (
        ["“陈述申辩期限”自2022-04-27起算，2022-05-07届满；使其起算的“送达”2022-05-08才登记，登记时期限已过。"]
        if is_told
        else []
    )
    assert severities(notified, recorded) == (["possible"] if is_told else [])


def test_a_second_service_that_moves_the_term_forward_is_told(notified: Desk) -> None:
    assert serve(notified, "2022-05-19", "2022-05-19") == []

    warnings = serve(notified, "2022-05-20", "2022-04-27", repeated_because="回执另有其日")

    assert Clock.objects.get(case=notified.case, clock="defence").due_on == date(2022, 5, 7)
    assert warnings == [
        "“陈述申辩期限”原自2022-05-19起算，2022-05-26届满；2022-05-20登记的“送达”使其改自2022-04-27起算，提前到2022-05-07届满。"
    ]
    assert severities(notified, "2022-05-20") == ["possible"]


def test_a_second_service_on_a_later_day_moves_nothing(notified: Desk) -> None:
    assert serve(notified, "2022-05-05", "2022-05-05") == []

    with pytest.raises(ActRefusedError, match="已于2022-05-05送达"):
        serve(notified, "2022-05-06", "2022-05-06")
    assert serve(notified, "2022-05-06", "2022-05-06", repeated_because="应其要求补给") == []
    assert Clock.objects.get(case=notified.case, clock="defence").started_on == date(2022, 5, 5)
    assert severities(notified, "2022-05-06") == []
