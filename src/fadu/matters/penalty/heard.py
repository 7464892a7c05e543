# SPDX-License-Identifier: MulanPSL-2.0
"""The hearing a party has a right to: what was told of it, and what became of the request (行政处罚法 63, 64)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.matters.penalty.facts import hearing_held, hearing_right, needs_legal_review
from fadu.matters.penalty.sanctions import accused
from fadu.procedure.clocks import readings
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import ChildView


@guard("hearing_not_refused_in_time", "没有拒绝期限内提出的听证要求", law="penalty/hearing_right")
def hearing_not_refused_in_time(world: World) -> Verdict:
    """Who has a right to a hearing and asks for it by the last day is heard; a later hearing makes a refusal good."""
    for child, request in _refused(world):
        party, day = str(request.payload.get("party") or ""), _asked_on(child, request)
        terms = [r for r in readings(world, only=("hearing_request",)) if r.about == party and not r.void]
        in_time = [r.due_on for r in terms if r.due_on is not None and r.started_on <= day <= r.due_on]
        if in_time:
            return Ground(
                code="hearing_refused_in_time",
                message=f"当事人于{day}要求听证，在期限内（至{max(in_time)}），不得不予受理（{child.case}）。",
                remedy="重新受理，组织听证；当事人撤回的，登记撤回",
                unknown=world.replay and not request.payload.get("requested_on"),
            )
    return HOLDS


@guard("hearing_not_broken_off", "听证没有被中途终止而不再举行", law="penalty/hearing_right")
def hearing_not_broken_off(world: World) -> Verdict:
    """A hearing ended otherwise than by being held, by withdrawal or by absence frees the decision only where nobody is to be heard.

    Who asked has died or ended, has left the case, has given the hearing up since, was told again and may ask afresh, or
    has no right to one under the proposal that stands. 听证办法 27 lets a hearing be ended on other grounds; the right
    of 行政处罚法 63 is not ended by it.
    """
    there = {party.key: party for party in accused(world.state) if party.ended_on is None}
    again = world.state.last("tell_again")
    if hearing_right(world) == "no":
        return HOLDS
    for party, (child, request) in last_hearings(world).items():
        asked = [key for key in there if key == party or not party]
        if child.outcome != "terminated" or not asked or _given_up(world, party, request):
            continue
        if again is not None and again.seq > child.ended_seq:
            continue
        return Ground(
            code="hearing_broken_off",
            message=f"{'、'.join(there[key].name for key in asked)}要求的听证没有举行即告终止（{child.case}），"
            "其没有死亡、终止，也没有撤回、放弃。",
            remedy="重新受理，组织听证；当事人放弃的，登记放弃；死亡或者终止的，先登记",
            unknown=world.replay,
        )
    return HOLDS


def _given_up(world: World, party: str, request: Entry) -> bool:
    """Whether the party gave the hearing up after it had asked for it."""
    waived = world.state.done("waive_hearing")
    return any(e.seq > request.seq and e.payload.get("party") in (None, "", party) for e in waived)


def _refused(world: World) -> Iterator[tuple[ChildView, Entry]]:
    """The last hearing of each party that asked, where it was refused, with the request."""
    people = {party.key for party in accused(world.state)}
    for party, (child, request) in last_hearings(world).items():
        if child.outcome == "inadmissible" and (party in people or not party):
            yield child, request


def last_hearings(world: World) -> dict[str, tuple[ChildView, Entry]]:
    """Of each party that asked, the last hearing with the request it follows."""
    last: dict[str, tuple[ChildView, Entry]] = {}
    for child in world.state.children_of("hearing"):
        asked = [e for e in world.state.done("request_hearing") if e.seq < child.opened_seq]
        if asked:
            last[str(asked[-1].payload.get("party") or "")] = (child, asked[-1])
    return last


@guard("no_hearing_of_theirs_open", "该当事人没有尚未终结的听证", law="penalty/hearing_first")
def no_hearing_of_theirs_open(world: World) -> Verdict:
    """One party has one hearing at a time; once it ended, whether a further one is due is for that hearing to say."""
    child, request = last_hearings(world).get(str(world.proposed.get("party") or ""), (None, None))
    if child is None or request is None or child.ended_at is not None:
        return HOLDS
    return Ground(
        code="hearing_under_way",
        message=f"其{request.at.date()}要求的听证尚未终结，不重复进行。",
        remedy="在已经进行的听证中办理",
        unknown=world.replay,
    )


def _asked_on(child: ChildView, request: Entry) -> date:
    """The day of the request: as the request says, which is mended here and not in the hearing; else as the hearing does, else that of the act."""
    said = request.payload.get("requested_on") or child.fields.get("requested_on")
    return date.fromisoformat(str(said)[:10]) if said else request.at.date()


@guard(
    "review_weighed",
    "是否应当法制审核已经核对",
    law=("penalty/collective_discussion", "penalty/hearing_right"),
)
def review_weighed(world: World) -> Verdict:
    """A case heavy enough for a hearing that nobody held needs no legal review and no heads for that alone; whoever submits it is asked.

    程序规定 50 counts major interests only after a hearing, 60 has the heads discuss what 50 has reviewed; the other cases
    of 50, and a wider range that the bureau has laid down (50, third paragraph), are for people to see.
    """
    if hearing_right(world) != "yes" or hearing_held(world) == "yes" or needs_legal_review(world) == "yes":
        return HOLDS
    grounds = "；".join(choice.title for choice in world.procedure.fields["review_grounds"].choices)
    return Holds(
        warning=f"本案达到听证标准而没有举行听证，没有登记法制审核情形。请核对是否属于：{grounds}，或者本局规定的法制审核范围；属于的，先法制审核并由负责人集体讨论。"
    )
