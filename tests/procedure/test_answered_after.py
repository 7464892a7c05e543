# SPDX-License-Identifier: MulanPSL-2.0
"""No approval is before what it approves, in whatever kind of case; nor a return, nor a confirmation."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law
from fadu.procedure import answered_after
from fadu.procedure.decision import Outside, Permitted, Refused, Request, World
from fadu.procedure.engine import decide
from fadu.procedure.entry import Entry, Signature
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.replay import replay
from fadu.procedure.testing import CaseInMemory, moment

NOON = datetime(2022, 3, 5, 12, tzinfo=LEGAL_TIME)


def codes(decision: Permitted | Refused) -> list[str]:
    return [ground.code for ground in decision.grounds] if isinstance(decision, Refused) else []


def test_of_every_act_that_several_sign_no_signature_is_of_a_moment_before_the_one_it_follows() -> None:
    tried = 0
    for kind in library().kinds():
        for procedure in library().editions(kind):
            for action in (a for a in procedure.actions.values() if len(a.signs) > 1):
                proposed = Entry(
                    seq=1,
                    action="sign",
                    at=NOON,
                    payload={"of": action.key, "role": action.signs[0], "payload": {}},
                    by=(Signature(person="officer:1", role=action.signs[0], name="甲"),),
                )
                world = World(
                    procedure=procedure,
                    state=fold(procedure, [proposed]),
                    at=NOON,
                    law=law(),
                    outside=Outside(sees="yes"),
                )
                before = world.with_(at=NOON - timedelta(minutes=1))
                asked = Request(action=action.key)

                assert answered_after.BEFORE in codes(decide(before, asked)), (kind, action.key)
                assert answered_after.BEFORE not in codes(decide(world, asked)), (kind, action.key)
                tried += 1

    assert tried > 20


def test_the_refusal_names_both_moments_and_who_signed_before(notified_case: CaseInMemory) -> None:
    first = notified_case.act("grant", moment("2022-03-10", 10), by="handler")
    assert isinstance(first, Permitted)

    refused = notified_case.act("grant", moment("2022-03-09", 10), by="head")

    assert isinstance(refused, Refused)
    (ground,) = [each for each in refused.grounds if each.code == answered_after.BEFORE]
    assert "2022-03-09" in ground.message
    assert "2022-03-10" in ground.message
    assert "退回签批" in ground.remedy


@pytest.mark.parametrize(("hour", "is_refused"), [(9, True), (10, False)])
def test_a_proposal_is_sent_back_at_no_moment_before_it_was_made(
    notified_case: CaseInMemory, hour: int, is_refused: bool
) -> None:
    notified_case.act("grant", moment("2022-03-10", 10), by="handler")

    answer = notified_case.act(
        "return_proposal", moment("2022-03-10", hour), {"of": "grant", "reason": "补正"}
    )

    assert (answered_after.BEFORE in codes(answer)) is is_refused


def test_a_history_in_which_the_approval_is_before_the_proposal_is_found(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-10", 10), by="handler")
    notified_case.act("grant", moment("2022-03-10", 11), by="head")
    right = list(notified_case.history)
    wrong = [*right[:-1], replace(right[-1], at=moment("2022-03-09", 11))]

    def rules(history: list[Entry]) -> set[tuple[str, str]]:
        judged = replay([notified_case.procedure], history, notified_case.law)
        return {(each.severity, each.rule) for each in judged.findings}

    assert ("contradiction", answered_after.BEFORE) in rules(wrong)
    assert ("contradiction", answered_after.BEFORE) not in rules(right)
