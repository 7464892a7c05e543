# SPDX-License-Identifier: MulanPSL-2.0
"""Cases that become one, and a case that becomes two: joining and splitting, with what goes over and both ends told.

A procedure says which act joins (``merges_into``: the field that holds the other case's number) and which splits
(``splits``: the kind of the link). What follows is recorded on both cases in the act's own transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.acts import opening, roles
from fadu.cases.acts.projection import project
from fadu.cases.acts.recording import claim, following_id, system_draft, write
from fadu.cases.drafts import Draft
from fadu.cases.errors import StaleRevisionError
from fadu.cases.models import Case, CaseParty
from fadu.cases.world.worlds import state_of
from fadu.procedure.decision import Join
from fadu.procedure.handing_over import carried, handed_over, leaving
from fadu.procedure.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from fadu.procedure.decision import Permitted, World
    from fadu.procedure.entry import Signature
    from fadu.procedure.model import Action

#: what a link is called at its other end
OPPOSITE = {"merged_into": "merged_from", "split_from": "split_into"}


def join_asked(
    case: Case, action: Action, payload: Mapping[str, Any], taken: Iterable[tuple[str, str]]
) -> Join:
    """The case named by an act that joins, as the judge needs to know it. ``taken``: the roles taken in this one."""
    number = str(payload[action.merges_into])
    other = Case.objects.select_related("root").filter(number=number, bureau_id=case.bureau_id).first()
    if other is None:
        return Join(number=number, exists=False)
    is_other_kind = other.kind != case.kind
    return Join(
        number=number,
        is_same=other.pk == case.pk,
        is_other_kind=is_other_kind,
        has_ended=other.closed_at is not None,
        clashes=() if is_other_kind or other.pk == case.pk else roles.clashes(other, taken),
    )


def target_of(case: Case, world: World, permitted: Permitted) -> Case | None:
    """The case that takes this one over, if the act joins them.

    Raises StaleRevisionError where it has ended since the act was judged.
    """
    action = world.procedure.actions.get(permitted.action)
    if action is None or not action.merges_into or not permitted.complete:
        return None
    number = permitted.payload[action.merges_into]
    target = Case.objects.select_related("bureau", "parent", "root").get(
        number=number, bureau_id=case.bureau_id
    )
    if target.closed_at is not None:
        raise StaleRevisionError
    return target


def incoming(case: Case, target: Case) -> list[CaseParty]:
    """The parties that come with a case and do not stand in the other in that capacity."""
    there = set(CaseParty.objects.filter(case=target).values_list("party_id", "capacity"))
    ours = CaseParty.objects.filter(case=case).select_related("party").order_by("pk")
    return [row for row in ours if (row.party_id, row.capacity) not in there]


def carried_over(case: Case, world: World, permitted: Permitted) -> list[dict[str, Any]]:
    """What the case that takes this one over is told of what was done here."""
    action = world.procedure.actions[permitted.action]
    return list(carried(world.procedure, world.state, case.number, action.hands_over))


def join(
    case: Case,
    state: State,
    target: Case,
    seq: int,
    at: datetime,
    by: tuple[Signature, ...],
    brought: Sequence[Mapping[str, Any]] = (),
) -> State:
    """Tell both cases of their joining and bring the parties over, with what was done; return the joined case's state.

    ``seq`` is the first place claimed on the target. Whoever took a role in the joined case has taken it in the other too:
    SeparationError where the law keeps it apart from a role held there.
    """
    roles.take(target, state.taken)
    known = state_of(target)
    _, above = write(target, known, seq, _link("merged_from", case.number, at, by, case, seq))
    place = 0
    for place, row in enumerate(incoming(case, target), start=1):
        payload = opening.party_payload(row.party, row.capacity)
        draft = Draft(
            action="add_party",
            at=at,
            payload=payload,
            by=opening.neutral(by),
            request_id=following_id("join", case.number, seq + place),
        )
        _, above = write(target, above, seq + place, draft)
    for later, says in enumerate(brought, start=place + 1):
        draft = system_draft("told", at, says, following_id("carried", case.number, target.number, later))
        _, above = write(target, above, seq + later, draft)
    project(target, above, before=known)
    return _linked(case, state, "merged_into", target.number, at, by)


def split(case: Case, state: State, world: World, permitted: Permitted) -> State:
    """Open the case that leaves this one, if the act splits it; return the state of the one that stays."""
    action = world.procedure.actions.get(permitted.action)
    if action is None or not action.splits or not permitted.complete:
        return state
    at, by = world.at, permitted.by
    procedure = world.procedure
    gone = leaving(action, permitted.payload)
    made = opening.create(procedure, bureau=case.bureau, department=case.department, at=at, title="")
    start = procedure.actions[opening.start_action(procedure, "")]
    carried = {
        key: state.fields[key] for key in (*start.sets, *start.may_set) if state.fields.get(key) is not None
    }
    draft = Draft(
        action=start.key,
        at=at,
        payload=carried,
        by=opening.neutral(by),
        request_id=following_id("split", case.number, made.number),
    )
    _, new = write(made, State(), claim(made, 1), draft)
    for party in state.parties:
        if not gone or party.key == gone:
            payload = opening.view_payload(party)
            new = opening.follow(made, new, "add_party", at, payload, opening.neutral(by))
    new = _hand_over(case, made, new, world, [gone] if gone else [party.key for party in state.parties])
    new = _linked(made, new, action.splits, case.number, at, by)
    opening.entitle(made, procedure, new)
    if gone:
        state = opening.follow(
            case,
            state,
            "remove_party",
            at,
            {"party": gone, "reason": f"分案，另见{made.number}"},
            opening.neutral(by),
        )
    state = _linked(case, state, OPPOSITE[action.splits], made.number, at, by)
    project(made, new, before=State())
    return state


def _hand_over(case: Case, made: Case, new: State, world: World, gone: Sequence[str]) -> State:
    """Tell the new case what the old one was told of those who leave it."""
    at = world.at
    to_tell = handed_over(world.procedure, world.state, case.number, gone, at.date())
    for place, payload in enumerate(to_tell):
        draft = system_draft(
            "told", at, payload, following_id("handed_over", case.number, made.number, place)
        )
        _, new = write(made, new, claim(made, 1), draft)
    return new


def _linked(
    case: Case, state: State, kind: str, other: str, at: datetime, by: tuple[Signature, ...]
) -> State:
    return opening.follow(case, state, "link", at, {"kind": kind, "case": other}, opening.neutral(by))


def _link(kind: str, other: str, at: datetime, by: tuple[Signature, ...], case: Case, seq: int) -> Draft:
    payload = {"kind": kind, "case": other}
    return Draft(
        action="link",
        at=at,
        payload=payload,
        by=opening.neutral(by),
        request_id=following_id("join", case.number, seq),
    )
