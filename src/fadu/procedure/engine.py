# SPDX-License-Identifier: MulanPSL-2.0
"""`decide` and `explain`: may this act be done now, by this person, with this content; if not, every ground.

Pure and total: nothing is read but the world, nothing is written, every question has an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.kernel.values import changed
from fadu.procedure import (
    ahead,
    answered_after,
    answering,
    assignment,
    both_ends,
    built_in,
    dealing,
    extending,
    hours_asked,
    on_paper,
    outside,
    presence,
    standstill,
    waivers,
    who,
)
from fadu.procedure.compiled import Rule, rules_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.decision import Ground, Option, Permitted, Refused, Request, World
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.in_order import interruption_grounds, stage_grounds, time_grounds
from fadu.procedure.model import BY_LAW, Action
from fadu.procedure.schema import checked
from fadu.procedure.unsaid import Unsaid
from fadu.procedure.voiding import voided
from fadu.procedure.warning import of_each_signature, warnings
from fadu.procedure.weighing import Weighed, guards_weighed, not_judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from fadu.procedure.decision import Decision
    from fadu.procedure.entry import Signature
    from fadu.procedure.state import Pending


def decide(world: World, request: Request, *, latest: datetime | None = None) -> Decision:
    """Decide one request. ``latest`` is the present moment: an act cannot lie in the future.

    The only judge: it knows every source of grounds, and a refusal names all of them at once.
    """
    if request.action in BUILT_IN:
        return built_in.decide(world, request, latest=latest)
    rule = rules_of(world.procedure).get(request.action)
    if rule is None:
        return Refused(action=request.action, grounds=(_unknown(world, request.action),))
    case = _asked(world, rule, request)
    grounds = _grounds(case, latest)
    if grounds:
        return Refused(action=rule.action.key, grounds=grounds)
    return case.permitted


def grounds_of(world: World, request: Request) -> tuple[Ground, ...]:
    """Every ground against a declared act that was done nevertheless: what replay weighs."""
    return _grounds(_asked(world, rules_of(world.procedure)[request.action], request), None)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """A request against its rule: the world in which the payload is proposed, and what is wrong with the payload."""

    world: World
    rule: Rule
    request: Request
    pending: Pending | None
    payload: Mapping[str, Any]
    faults: tuple[Ground, ...]

    @cached_property
    def guards(self) -> Weighed:
        """What the guards answer; asked once."""
        return guards_weighed(self.world, self.rule)

    @cached_property
    def permitted(self) -> Permitted:
        """What there would be to record, were nothing against it; worked out once."""
        cautions = self.guards.cautions
        return _permitted(self.world, self.rule, self.pending, self.payload, cautions)

    @cached_property
    def foreseen(self) -> Permitted:
        """What the act will be once the last has signed, as far as it is signed: whoever signs first is told what its papers lack."""
        if self.permitted.complete:
            return self.permitted
        return _permitted(self.world, self.rule, self.pending, self.payload, (), is_whole=True)


def signed_by_all(world: World, request: Request) -> Permitted | None:
    """What there would be to record, had everybody signed and were nothing against it: of this the papers are drafted.

    None for an act that the procedure does not declare, or that is of the law and not of anybody. Raises FaduError where what was
    asked for is too little to tell.
    """
    rule, actor = rules_of(world.procedure).get(request.action), world.actor
    if rule is None or actor is None or (rule.action.by == BY_LAW) != (actor.kind == who.LAW):
        return None
    return _asked(world, rule, request).foreseen


def _asked(world: World, rule: Rule, request: Request) -> _Asked:
    pending = pending_of(world, rule.action)
    asked = pending.payload if pending and not request.payload else request.payload
    payload, faults = _payload(
        world, rule.action, {**asked, "party": request.party} if request.party else asked
    )
    if request.blank:
        faults = ()
    if request.blank and pending is None:
        world = changed(world, proposed=Unsaid(rule.action, payload))
    elif faulty := frozenset(fault.about for fault in faults if fault.about):
        # what could not be taken is said once: no guard adds that it is missing
        world = changed(world, proposed=Unsaid.of_faults(rule.action, payload, faulty))
    elif payload != world.proposed:
        world = changed(world, proposed=payload)
    return _Asked(world=world, rule=rule, request=request, pending=pending, payload=payload, faults=faults)


def _grounds(case: _Asked, latest: datetime | None) -> tuple[Ground, ...]:
    world, rule, request = case.world, case.rule, case.request
    if outside.is_unseen(world):  # whatever else were said would tell of the case
        return _once([*who.grounds(world, rule.action, case.pending), *outside.grounds(world, request)])
    stage = stage_grounds(world, rule)
    grounds = [
        *stage,
        *time_grounds(world, rule.action, latest),
        *answered_after.of_signature(world, rule.action, case.pending),
        *who.grounds(world, rule.action, case.pending),
        *on_paper.grounds(world, rule.action, case.pending),
        *outside.grounds(world, request),
        *_changed(world, case.pending, request),
        *_party(world, rule.action, request),
        *_first_parties(world),
        *case.faults,
        *interruption_grounds(world, rule),
        *standstill.grounds(world, rule),
        *_nobody_there(world, rule.action),
        *waivers.grounds(world, rule.action),
        *_extension_grounds(world, rule),
        *ahead.grounds(world, rule.action),
        *hours_asked.grounds(world, rule.action, latest),
        *answering.grounds(world, rule.action),
        *both_ends.grounds(world, rule.action),
        *(() if request.blank else dealing.in_hand(world, rule.action)),
        *case.guards.grounds,
    ]
    if not stage and not request.blank:  # out of its stage nothing would follow from an act
        grounds += _consequences(case)
    return _once(grounds) if grounds else ()


def _first_parties(world: World) -> Iterator[Ground]:
    """Grounds against the parties with whom a case is to begin."""
    if world.state.entries or world.replay:
        return
    for view in world.state.parties:
        yield from outside.of_capacity(world.procedure, view.capacity)


def _once(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Each ground once, whichever guards gave it."""
    kept: dict[tuple[object, ...], Ground] = {}
    for ground in grounds:
        kept.setdefault((ground.code, ground.message, ground.cites, ground.unknown), ground)
    return tuple(kept.values())


def _consequences(case: _Asked) -> Iterator[Ground]:
    """What would stay empty in the papers, and what the registers could not hold, were the act done as asked."""
    action, world = case.rule.action, case.world
    if world.actor is None or (action.by == BY_LAW) != (world.actor.kind == who.LAW):
        return
    named = {*action.sets, *case.request.payload}
    faulty = frozenset(key for key in named if key not in case.payload)
    try:
        yield from outside.of_papers(world, case.foreseen, faulty if case.faults else frozenset())
        if case.pending and not case.faults:
            yield from outside.of_signed(world, case.pending, case.foreseen)
        yield from _bound_grounds(case)
    except FaduError as error:
        yield not_judged(error)


def _bound_grounds(case: _Asked) -> Sequence[Ground]:
    """What the registers could not hold; where what was filled in has faults of its own, as far as that can be told."""
    try:
        return tuple(outside.of_bounds(case.world, case.permitted, case.request))
    except FaduError as error:
        return () if case.faults else (not_judged(error),)


def pending_of(world: World, action: Action) -> Pending | None:
    """The signatures an action has so far; also those it had when the case ended, so that its stage alone speaks against the next."""
    for pending in (*world.state.pending, *world.state.lapsed):
        if pending.action == action.key:
            return pending
    return None


def _permitted(
    world: World,
    rule: Rule,
    pending: Pending | None,
    payload: Mapping[str, Any],
    cautions: tuple[str, ...],
    *,
    is_whole: bool = False,
) -> Permitted:
    action = rule.action
    earlier: tuple[Signature, ...] = pending.signatures if pending else ()
    by = (*earlier, *who.signatures(world, action, pending))
    complete = is_whole or len(earlier) + 1 >= len(action.signs)
    if not complete:
        signing = {"of": action.key, "role": action.signs[len(earlier)], "payload": dict(payload)}
        return Permitted(
            action=action.key,
            complete=False,
            stage=world.state.stage,
            payload=signing,
            by=by[len(earlier) :],
            warnings=(*on_paper.warnings(world), *of_each_signature(world, rule), *cautions),
        )
    voids, papers = voided(world, action)
    more: dict[str, Any] = {"void_documents": list(papers)} if papers else {}
    if action.extends:
        more["last_days"] = extending.last_days(world, action, payload)
    everybody = who.with_colleagues(world, action, by, pending)
    return Permitted(
        action=action.key,
        complete=True,
        stage=action.to or world.state.stage,
        payload={**payload, **more} if more else payload,
        by=everybody,
        issues=tuple([i.template for i in action.issues if answer_of(world, i.when) != "no"]),
        opens=action.opens,
        voids=voids,
        warnings=(
            *on_paper.warnings(world),
            *assignment.warnings(world, everybody),
            *warnings(world, rule),
            *cautions,
        ),
    )


def _unknown(world: World, action: str) -> Ground:
    from fadu.kernel.problems import nearest

    near = nearest(action, world.procedure.actions)
    return Ground(
        code="unknown_action",
        message=f"“{world.procedure.title}”没有办理动作“{action}”。",
        remedy=f"改办本程序的动作；最接近的是“{world.procedure.actions[near].title}”（{near}）"
        if near
        else "改办本程序的动作",
        form=True,
    )


def _payload(
    world: World, action: Action, payload: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[Ground, ...]]:
    if world.replay:
        return dict(payload), ()
    stands = world.state.fields
    return checked(world.procedure, action, payload, world.law, world.at.date(), stands=stands)


def _changed(world: World, pending: Pending | None, request: Request) -> tuple[Ground, ...]:
    if world.replay or not pending:
        return ()
    same_party = request.party in ("", pending.payload.get("party", ""))
    if same_party and (not request.payload or {**pending.payload} == {**request.payload}):
        return ()
    return (
        Ground(
            code="changed_while_signing",
            message="所附内容与前面签署的内容不一致；签署中的内容不得更改。",
            remedy="退回签批，由经办人改后重新送签",
        ),
    )


def _party(world: World, action: Action, request: Request) -> tuple[Ground, ...]:
    """Whoever an act is done for is named where the act asks for it, and is a party of the case wherever he is named."""
    if world.replay or request.blank:
        return ()
    named = world.proposed.get("party")  # by this request, or by whoever signed first
    if not named and action.per_party:
        return (
            Ground(
                code="no_party",
                message=f"“{action.title}”应写明是哪一当事人。",
                remedy="选择当事人",
                form=True,
            ),
        )
    is_said = bool(request.party) or ("party" in world.proposed and "party" not in world.procedure.fields)
    if is_said and named not in [p.key for p in world.state.parties]:
        return (
            Ground(
                code="not_a_party", message="所选的人不是本案当事人。", remedy="选择本案当事人", form=True
            ),
        )
    return ()


def _nobody_there(world: World, action: Action) -> Iterator[Ground]:
    """That nobody is left to act or to be reached; a form still asks for the day of the act, which may lie before the end."""
    proposed = world.proposed
    must, may = (
        (proposed.must_say, proposed.may_say)
        if isinstance(proposed, Unsaid)
        else (frozenset[str](), frozenset[str]())
    )
    yield from presence.nobody_reached(world, action)
    if must.isdisjoint(action.dated.values()):
        is_open = not may.isdisjoint(action.dated.values())
        yield from presence.nobody_speaking(world, action, is_open=is_open)


def _extension_grounds(world: World, rule: Rule) -> Sequence[Ground]:
    """The terms an act extends still run; where that cannot be told, it is a ground and says why."""
    if not rule.action.extends:
        return ()
    try:
        return tuple(extending.grounds(world, rule.action))
    except FaduError as error:
        return (not_judged(error),)


def explain(world: World) -> tuple[Option, ...]:
    """Every action that belongs to the case's stage: may this actor do it now, and if not, every ground.

    What the action still has to be told (its fields) is no ground here: the form will ask for it.
    """
    if world.actor is None:
        return ()
    options = [_option(world, rule) for rule in in_stage(world) if rule.action.by != BY_LAW]
    return (*options, *built_in.options(world))


def in_stage(world: World) -> tuple[Rule, ...]:
    """The actions that may be done in the stage in which the case stands."""
    return tuple(rule for rule in rules_of(world.procedure).values() if world.state.stage in rule.stages)


def is_open(world: World, rule: Rule) -> bool:
    """Whether nothing in the case speaks against an action of its stage yet, whoever does it: what its guards answer before anything is said."""
    weighed = _asked(world, rule, Request(action=rule.action.key, blank=True)).guards
    return all(ground.unknown for ground in weighed.grounds)


def _option(world: World, rule: Rule) -> Option:
    action = rule.action
    pending = pending_of(world, action)
    decision = decide(world, Request(action=action.key, blank=True))
    signed = len(pending.signatures) if pending else 0
    return Option(
        action=action.key,
        title=action.title,
        may=isinstance(decision, Permitted),
        roles=who.roles_for(world, action, pending),
        grounds=decision.grounds if isinstance(decision, Refused) else (),
        waits_for=action.signs[signed:],
        warnings=decision.warnings if isinstance(decision, Permitted) else (),
    )
