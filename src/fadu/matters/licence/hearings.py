# SPDX-License-Identifier: MulanPSL-2.0
"""Hearings on a licence that are due: asked for in time by somebody who has not given it up since, or called of office.

Each person's right is his own (行政许可法 47): whoever asked and then gave up leaves the others theirs, and a request that
comes after the term obliges nobody to hold one.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure.clocks import readings
from fadu.procedure.facts import fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import Answer, World
    from fadu.procedure.entry import Entry

#: the acts that tell that a licence is to be taken away
PROPOSING = ("propose_revocation", "propose_recall")
#: the acts by which the right to a hearing is told
TELLING = ("tell_interested", *PROPOSING)
#: the acts with which what was told is done with
_ENDING = ("revoke", "not_revoked", "recall", "not_recalled")
#: the terms within which a hearing is asked for
_TERMS = ("hearing_request", "revocation_hearing", "recall_hearing")


@fact("hearing_requested", rows=("XK-046", "XK-047A", "XC-053A"), version=2)
def hearing_requested(world: World) -> Answer:
    """Somebody has asked for a hearing in time and not given it up, or one was called of office."""
    return _answer(_standing(world)) if not _of_office(world) else "yes"


@fact("hearing_awaited", rows=("XK-047B", "XC-053B"), version=2)
def hearing_awaited(world: World) -> Answer:
    """A request obliges to hold a hearing: it came in time and was not given up."""
    return _answer(_standing(world))


@fact("revocation_hearing_requested", rows=("XC-038", "XC-053A"), version=2)
def revocation_hearing_requested(world: World) -> Answer:
    """A hearing was asked for on the revocation that was told, or told anew, and neither held since nor given up."""
    return _asked_since(world, "propose_revocation")


@fact("recall_hearing_requested", rows=("XC-038", "XC-053A"), version=2)
def recall_hearing_requested(world: World) -> Answer:
    """A hearing was asked for on the recall that was told, or told anew, and neither held since nor given up.

    None is held on a recall because the law changed: that is announced (许可程序暂行规定 37, 53).
    """
    return "no" if world.value("recall_ground") == "law" else _asked_since(world, "propose_recall")


def _asked_since(world: World, told_by: str) -> Answer:
    """Whether one was asked for since it was last told, or before and is still to be held: telling anew answers no request."""
    notices = [entry.seq for entry in world.state.done(told_by) if entry.seq > world.state.latest(_ENDING)]
    first, last = min(notices, default=0), max(notices, default=0)
    held = world.state.latest(("hold_hearing",))
    return _answer(
        entry for entry in _standing(world) if first and (entry.seq > last or entry.seq > max(first, held))
    )


def _answer(requests: Iterator[Entry]) -> Answer:
    return "yes" if any(True for _ in requests) else "no"


def _standing(world: World) -> Iterator[Entry]:
    """The requests made in time and not given up since, of whoever is there or whose place somebody took."""
    for request in world.state.done("request_hearing"):
        if _is_held_to(world, request) and not _is_late(world, request):
            yield request


def _is_held_to(world: World, request: Entry) -> bool:
    """Whether somebody still wants the hearing: who asked, or one who took his place and has not given it up.

    A request ends with its author: 李某 asked and died with nobody in his place, or left the case. His heir may give it up.
    """
    asked_by = str(request.payload.get("party") or "")
    holders = [view for view in world.state.parties if asked_by in world.state.standing_for(view.key)]
    if not asked_by:
        return not _is_given_up(world, request, "")
    day = world.at.date()
    there = [view.key for view in holders if view.ended_on is None or view.ended_on > day]
    return any(not _is_given_up(world, request, key) for key in there)


def _is_given_up(world: World, request: Entry, holder: str) -> bool:
    """Whether the holder of a request gave it up since, or one before him in the same place."""
    asked_by = str(request.payload.get("party") or "")
    state = world.state
    for waiver in state.done("waive_hearing"):
        by = str(waiver.payload.get("party") or "")
        same_place = by in state.standing_for(holder) and asked_by in state.standing_for(by)
        if waiver.seq > request.seq and same_place:
            return True
    return False


def _is_late(world: World, request: Entry) -> bool:
    """Whether a request came after the term that ran for its author since he was last told; where none ran yet, it is not."""
    asked = date.fromisoformat(str(request.payload.get("requested_on") or request.at.date()))
    told_at = max((e.seq for act in TELLING for e in world.state.done(act) if e.seq < request.seq), default=0)
    terms = tuple(term for term in _TERMS if term in world.procedure.clocks)
    lasts = [
        each.due_on
        for each in readings(world, only=terms)
        if each.about == request.payload.get("party")
        and told_at < each.started_seq < request.seq
        and each.due_on
    ]
    return bool(lasts) and max(lasts) < asked


def _of_office(world: World) -> bool:
    """Whether a hearing was called that nobody had asked for by then."""
    first = min((request.seq for request in world.state.done("request_hearing")), default=None)
    return any(first is None or call.seq < first for call in world.state.done("notify_hearing"))
