# SPDX-License-Identifier: MulanPSL-2.0
"""A turn that falls to a post is no turn of the holder who may not take it for what he did or is in the case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from lives import Life, begun

from fadu.cases.acts import services
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Turn
from fadu.cases.reading import kept_out, nobody
from fadu.cases.reading import turns as reading
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Appointment

pytestmark = pytest.mark.django_db
FACTS = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_continues": True,
}


@pytest.fixture
def life(begin_from: Any) -> Life:
    """A penalty case with a party and two handlers assigned."""
    return begin_from(begun)


def lent(life: Life, post: str, to: str) -> None:
    """Let somebody stand in for the holder of a post, from a day ago for a month."""
    held = Appointment.objects.get(officer__in=life.officers.values(), post=post)
    Appointment.objects.create(
        officer=life.officers[to],
        post=post,
        start=life.now - timedelta(days=1),
        end=life.now + timedelta(days=30),
        department=held.department,
        kind="standin",
        delegated_by=held,
        document="休假审批单",
    )


def own(life: Life, who: str) -> list[tuple[str, str]]:
    """What waits for somebody, in the list and on the page of the case."""
    listed = [(turn.kind, turn.what) for turn in reading.turns_of(life.officers[who], life.now)]
    _, on_page = reading.of_case_and_officer(life.case, life.officers[who], life.now)
    assert [(turn.kind, turn.what) for turn in on_page] == listed
    return listed


def refused_as_own_work(life: Life, who: str) -> set[str]:
    """The acts that somebody may not do because they check his own work."""
    options = services.explain(case=life.case, by=OfficerActor(officer=life.officers[who]), at=life.now)
    return {option.action for option in options if "own_work" in {ground.code for ground in option.grounds}}


def test_whoever_signed_a_proposal_has_no_turn_to_sign_it_from_another_post(life: Life) -> None:
    lent(life, "unit_head", "one")
    life.act("one", "file", FACTS)

    assert ("sign", "file") not in own(life, "one")
    assert ("sign", "file") in own(life, "unit")


def test_where_everybody_who_holds_the_post_has_signed_the_turn_is_one_that_nobody_can_take(
    life: Life,
) -> None:
    life.act("one", "file", FACTS)
    assert nobody.turns_without_anybody(life.case.bureau, life.now) == []

    Appointment.objects.filter(officer=life.officers["unit"]).update(officer=life.officers["one"])

    [turn] = nobody.turns_without_anybody(life.case.bureau, life.now)
    assert (turn.kind, turn.what) == ("sign", "file")


def test_a_turn_that_waits_for_somebody_without_an_account_waits_in_vain_and_names_him(life: Life) -> None:
    life.act("one", "file", FACTS)
    bureau, unit = life.case.bureau, life.officers["unit"]
    [silent] = nobody.waited_for_in_vain(bureau, life.now)
    assert (silent.turn.what, silent.persons) == ("file", (unit.pk,))

    people.open_account(username="keshang", password="青山绿水四时常在", officer=unit)

    assert nobody.waited_for_in_vain(bureau, life.now) == []


def test_a_handler_who_stands_in_for_his_head_does_not_check_his_own_case(life: Life) -> None:
    lent(life, "unit_head", "one")
    life.act("one", "file", FACTS)

    with pytest.raises(ActRefusedError) as refused:
        life.act("one", "file")

    assert {"self_approval", "own_work"} <= {ground.code for ground in refused.value.grounds}
    assert refused_as_own_work(life, "one")


def test_a_head_who_holds_the_post_himself_and_handles_a_case_is_not_kept_from_what_no_law_separates(
    life: Life,
) -> None:
    people.appoint(
        officer=life.officers["one"],
        post="unit_head",
        start=datetime(2021, 1, 1, tzinfo=LEGAL_TIME),
        document="任免通知",
        department=life.case.department,
    )

    assert refused_as_own_work(life, "one") == set()


def test_a_stand_in_who_does_not_handle_the_case_has_the_turn_of_the_head(life: Life) -> None:
    lent(life, "unit_head", "examiner")
    life.act("one", "file", FACTS)

    assert ("sign", "file") in own(life, "examiner")


def test_what_may_be_kept_from_somebody_is_in_doubt_in_the_statement_that_counts_news(life: Life) -> None:
    lent(life, "unit_head", "one")
    life.act("one", "file", FACTS)
    rows = Turn.objects.filter(case=life.case)

    def doubted(who: str, *, lent: bool) -> int:
        return rows.filter(kept_out.in_doubt(life.officers[who], life.now, lent=lent)).count()

    assert doubted("one", lent=False) == doubted("one", lent=True) == 1
    assert doubted("head", lent=False) == 0
