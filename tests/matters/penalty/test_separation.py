# SPDX-License-Identifier: MulanPSL-2.0
"""Separation of duties over a whole family: parent, child and sibling, after reassignment, and at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from life import HEAVY, Desk, at, investigated, words_for

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import RoleTaken
from fadu.cases.world import worlds
from fadu.people import services as people
from fadu.procedure import dealing
from fadu.procedure.library import library

if TYPE_CHECKING:
    from fadu.cases.models import Case

ASKED = {"hearing_reason": "事实有误", "requested_on": "2022-05-05"}
OPINION = {
    "facts_opinion": "清楚",
    "law_opinion": "正确",
    "procedure_opinion": "合法",
    "opinion_text": "同意",
}


def posted(desk: Desk, who: str, *posts: str) -> None:
    """Give an officer further posts, with the qualification for legal review where that is one of them."""
    for post in posts:
        people.appoint(officer=desk.officers[who], post=post, start=at("2022-01-01"), document="任免通知")
    if "legal_counsel" in posts:
        people.qualify(officer=desk.officers[who], number=f"A2016{who}", obtained_on=date(2016, 9, 1))


def assign(desk: Desk, by: str, role: str, who: str, on: str, case: Case | None = None) -> None:
    payload = {"role": role, "person": f"officer:{desk.officers[who].pk}", "name": desk.officers[who].name}
    desk.do(by, "assign", on, payload, case=case)


def release(desk: Desk, by: str, role: str, who: str, on: str) -> None:
    payload = {"role": role, "person": f"officer:{desk.officers[who].pk}", "reason": "调整分工"}
    desk.do(by, "release", on, payload)


def notified(desk: Desk) -> None:
    """A heavy case, told to its party."""
    investigated(desk)
    plan = {
        **words_for(desk, fine=20_000_000),
        "nature": "甲",
        "disposition": "penalty",
        "review_grounds": ["complex"],
    }
    desk.do("one", "conclude", "2022-04-20", plan)
    desk.do("unit", "ask_legal_review", "2022-04-21")
    desk.do("counsel", "agree", "2022-04-22", OPINION, case=desk.child("legal_review"))
    desk.signed("notify", "2022-04-26", words_for(desk, **HEAVY), "one", "head")
    desk.serve("penalty_notice", "2022-04-27")


@pytest.mark.django_db
def test_who_handles_the_case_does_not_host_its_hearing(desk: Desk) -> None:
    notified(desk)
    posted(desk, "one", "unit_head")
    desk.do("one", "request_hearing", "2022-05-05", ASKED)

    with pytest.raises(ActRefusedError, match="不得再任"):
        assign(desk, "head", "host", "one", "2022-05-06", desk.child("hearing"))


@pytest.mark.django_db
def test_who_handles_the_case_does_not_review_it(desk: Desk) -> None:
    notified(desk)
    posted(desk, "two", "legal_counsel")
    desk.do("unit", "ask_legal_review", "2022-05-05")

    with pytest.raises(ActRefusedError, match="不得再任"):
        desk.do("two", "agree", "2022-05-06", OPINION, case=desk.child("legal_review"))


@pytest.mark.django_db
def test_a_handler_released_from_the_case_still_does_not_review_it(desk: Desk) -> None:
    notified(desk)
    posted(desk, "two", "legal_counsel")
    posted(desk, "examiner", "case_handler")
    release(desk, "unit", "handler", "two", "2022-05-04")
    assign(desk, "unit", "handler", "examiner", "2022-05-04")
    desk.do("unit", "ask_legal_review", "2022-05-05")

    with pytest.raises(ActRefusedError, match="不得再任"):
        desk.do("two", "agree", "2022-05-06", OPINION, case=desk.child("legal_review"))


@pytest.mark.django_db
def test_who_hosts_the_hearing_is_not_made_a_handler_of_the_case_afterwards(desk: Desk) -> None:
    notified(desk)
    posted(desk, "host", "case_handler")
    desk.do("one", "request_hearing", "2022-05-05", ASKED)
    assign(desk, "head", "host", "host", "2022-05-06", desk.child("hearing"))

    with pytest.raises(ActRefusedError, match="不得再任"):
        assign(desk, "unit", "handler", "host", "2022-05-07")


@pytest.mark.django_db
def test_who_reviewed_in_one_child_does_not_hand_over_the_file_in_another(desk: Desk) -> None:
    notified(desk)
    posted(desk, "counsel", "case_handler")
    desk.do("unit", "ask_legal_review", "2022-04-28")
    desk.do("counsel", "agree", "2022-04-29", OPINION, case=desk.child("legal_review"))
    desk.do("one", "request_hearing", "2022-05-05", ASKED)
    hearing = desk.child("hearing")
    assign(desk, "head", "host", "host", "2022-05-06", hearing)
    desk.do("head", "designate_host", "2022-05-06", {"host_name": desk.officers["host"].name}, case=hearing)

    with pytest.raises(ActRefusedError, match="不得再任"):
        desk.do("counsel", "hand_over", "2022-05-07", {"materials": "案卷一册"}, case=hearing)


def at_once(desk: Desk, *assignments: tuple[str, str, Any]) -> list[str]:
    """Several assignments let go together, each from a thread of its own: nothing, or the refusal."""
    gate = Barrier(len(assignments))

    def press(role: str, who: str, case: Any) -> str:
        try:
            gate.wait(timeout=30)
            assign(desk, "head" if role == "host" else "unit", role, who, "2022-05-06", case)
        except ActRefusedError as error:
            return error.message
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(assignments)) as pool:
        return list(pool.map(lambda asked: press(*asked), assignments))


@pytest.mark.django_db(transaction=True)
def test_of_two_roles_kept_apart_that_are_assigned_at_the_same_moment_one_is_refused(desk: Desk) -> None:
    notified(desk)
    posted(desk, "host", "case_handler")
    desk.do("one", "request_hearing", "2022-05-05", ASKED)

    refusals = at_once(desk, ("host", "host", desk.child("hearing")), ("handler", "host", desk.case))

    assert sorted(bool(words) for words in refusals) == [False, True]
    person = f"officer:{desk.officers['host'].pk}"
    of_the_root = RoleTaken.objects.filter(person=person).exclude(
        separation__contains=":"
    )  # a child's own sets stand apart
    assert of_the_root.values_list("role", flat=True).distinct().count() == 1


@pytest.mark.django_db
def test_who_reviews_is_told_which_proposal_it_is_and_hands_back_the_same(desk: Desk) -> None:
    notified(desk)
    review = worlds.state_of(desk.child("legal_review"))
    case = worlds.state_of(desk.case) if desk.case else None

    assert review.fields["proposal_version"] == 1
    assert case is not None
    version = dealing.dealt_last(library().editions("penalty")[-1], case, "reviewed")
    assert version is not None
    assert review.fields["proposal_digest"] == version.digest
    assert case.children[0].fields["proposal_digest"] == version.digest
