# SPDX-License-Identifier: MulanPSL-2.0
"""A dry run: what the judge would say of an act were it done now, its grounds or its warnings. Nothing of it is written.

The answer is the act's own: the same worlds, the same judge. What the law has brought about by then comes first, as it does for the act.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import judging, opening, repeated, services
from fadu.cases.acts.refusing import keep
from fadu.cases.errors import ActRefusedError
from fadu.cases.papers import drafting
from fadu.cases.papers.particulars import Particulars
from fadu.cases.reading.party_pages import known as known_in_cases
from fadu.cases.rules import party_key
from fadu.cases.world import sealed, worlds
from fadu.kernel import clock
from fadu.people import parties as parties_known
from fadu.people import party_views
from fadu.people.actors import OfficerActor
from fadu.people.recognising import doubts
from fadu.procedure import engine
from fadu.procedure.decision import Refused, Request
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.schema import warnings_of
from fadu.procedure.state import PartyView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.cases.papers.drafting import DraftPaper
    from fadu.people.actors import AnyActor
    from fadu.people.models import Bureau, Department, Party
    from fadu.procedure.decision import Decision, Ground, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a press would come to: the grounds on which it would be refused, else what whoever presses is asked about first.

    Never both: nobody is asked to confirm what cannot be done.
    """

    grounds: tuple[Ground, ...] = ()
    warnings: tuple[str, ...] = ()


def dry_run(
    *,
    case: Case,
    action: str,
    by: AnyActor,
    payload: Mapping[str, Any],
    at: datetime | None = None,
    party: str = "",
    paper: str = "",
) -> Decision:
    """What `perform` would decide: Permitted with its warnings, or Refused with every ground. ``paper``: as in ``of_act``."""
    request = Request(action=action, payload=payload, party=party, paper=paper)
    return judging.decided(services.world_asked(case, by, at or clock.now(), request), request)


def refuse_before(*, case: Case, action: str, **asked: Any) -> None:
    """Refuse an act that would be refused before anything is kept that comes with it: nothing of it is stored. Raises ActRefusedError."""
    decision = dry_run(case=case, action=action, **asked)
    if isinstance(decision, Refused):
        keep(action, decision.grounds, bureau=case.bureau, kind=case.kind, case=case)
        raise ActRefusedError(action, decision.grounds)


def against(
    *,
    case: Case,
    action: str,
    by: AnyActor,
    payload: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    party: str = "",
    paper: str = "",
) -> tuple[Ground, ...]:
    """Every ground for which an act cannot be done now, whatever is still to be filled in; ``payload`` is what is by now, ``paper``
    as in ``of_act``.

    Of an act that `explain` offers these are its grounds; of one that has no place in the case, why it has none.
    """
    said = payload if payload and action not in BUILT_IN else {}
    request = Request(action=action, payload=said, party=party, paper=paper, blank=True)
    now = clock.now()
    world = services.world_asked(case, by, clock.legal(at or now), request)
    decision = engine.decide(world, request, latest=now)
    return decision.grounds if isinstance(decision, Refused) else ()


def against_opening(
    *,
    kind: str,
    bureau: Bureau,
    by: AnyActor,
    department: Department | None = None,
    payload: Mapping[str, Any] | None = None,
) -> tuple[Ground, ...]:
    """Every ground for which an actor cannot open a case of a kind now, whatever is still to be filled in; ``payload`` is what is by now.

    Raises NoEditionError where the kind has no procedure today.
    """
    now = clock.now()
    procedure = worlds.opens_under(kind, payload or {}, now.date())
    start = opening.start_action(procedure, "")
    world = opening.world_before(
        procedure, bureau=bureau, at=now, actor=worlds.actor_of(by, now, bureau), department=department
    )
    seen = world.with_(outside=judging.for_opening(Particulars(bureau), procedure, {}, ()))
    decision = engine.decide(seen, Request(action=start, payload=payload or {}, blank=True), latest=now)
    return decision.grounds if isinstance(decision, Refused) else ()


def papers_of(
    *,
    case: Case,
    action: str,
    by: AnyActor,
    payload: Mapping[str, Any],
    at: datetime | None = None,
    party: str = "",
) -> tuple[DraftPaper, ...]:
    """The papers an act would issue were it done and signed by all: what it lacks yet is a gap in them, also where an earlier act said
    it. Nothing of it is written.

    They are made as the act makes them, of the same world. An act that every procedure knows has none. Raises FaduError where what
    is filled in is too little to tell.
    """
    moment = clock.legal(at or clock.now())
    request, known = Request(action=action, payload=payload, party=party), Particulars(case.bureau)
    world = services.world_asked(case, by, moment, replace(request, blank=True))
    whole = engine.signed_by_all(world, request)
    if whole is None:
        return ()
    return drafting.drafted(case, world, whole, known, unsaid=drafting.unsaid(world, whole))


def moved_since_signed(*, case: Case, action: str, by: AnyActor) -> tuple[str, ...]:
    """What of the papers of an act is no longer as it was when the first signature was put to it; nothing where nobody signed."""
    moment, request = clock.legal(clock.now()), Request(action=action, blank=True)
    world = services.world_asked(case, by, moment, request)
    pending = next((each for each in world.state.pending if each.action == action), None)
    whole = engine.signed_by_all(world, Request(action=action)) if pending else None
    if pending is None or whole is None:
        return ()
    return drafting.moved(world, pending, whole, case=case, known=Particulars(case.bureau))


def papers_of_opening(
    *,
    kind: str,
    bureau: Bureau,
    by: AnyActor,
    payload: Mapping[str, Any],
    at: datetime | None = None,
    department: Department | None = None,
    parties: Sequence[tuple[Mapping[str, str], str]] = (),
) -> tuple[DraftPaper, ...]:
    """The papers that opening a case would issue. ``parties`` are those named, as typed, with their capacities: nobody is registered."""
    moment, known = clock.legal(at or clock.now()), Particulars(bureau)
    procedure = worlds.opens_under(kind, payload, moment.date())
    start = opening.start_action(procedure, "")
    world = opening.world_before(
        procedure,
        bureau=bureau,
        at=moment,
        actor=worlds.actor_of(by, moment, bureau),
        department=department,
    )
    views = tuple(_comes(known, by, -place, *party) for place, party in enumerate(parties, start=1))
    world = world.with_(state=world.state.with_(parties=views))
    whole = engine.signed_by_all(world, Request(action=start, payload=payload))
    return drafting.drafted(None, world, whole, known) if whole else ()


def _comes(
    known: Particulars, by: AnyActor, number: int, typed: Mapping[str, str], capacity: str
) -> PartyView:
    """Somebody who would come into a case by the press that opens it. What the register says beside is shown to whoever knows that
    party from cases they may see: a number typed here tells nobody whose it is.
    """
    identity = {key: typed.get(key, "") for key in ("kind", "name", "uscc", "id_number")}
    registered = parties_known.known_as(parties_known.party_as_typed(**identity))
    if registered is not None and not _knows(by, registered):
        registered = None
    known.comes(number, party_views.view_as_typed(registered, **typed))
    kind = "person" if typed["kind"] == "person" else "unit"
    return PartyView(key=party_key(number), name=typed["name"], capacity=capacity, kind=kind, since=0)


def _knows(by: AnyActor, party: Party) -> bool:
    """Whether an officer knows a party from a case that he may see."""
    return isinstance(by, OfficerActor) and known_in_cases(by.officer, clock.now(), party.pk) is not None


def of_act(
    *,
    case: Case,
    action: str,
    by: AnyActor,
    payload: Mapping[str, Any],
    at: datetime | None = None,
    party: str = "",
    parties: Sequence[Party] = (),
    paper: str = "",
) -> Foreseen:
    """What would become of an act, were it done now: why it is refused, else what it is to be asked about.

    ``parties`` are those it names, as typed: they need not be registered yet. Whether a text repeats what is sealed is told to
    a press alone, which leaves a trace.
    ``paper`` is the one it is entered by, which comes with it.
    """
    moment = clock.legal(at or clock.now())
    request = Request(action=action, payload=payload, party=party, paper=paper)
    world = services.world_asked(case, by, moment, request)
    if parties and world.outside is not None:  # the register takes them in, by the name typed, before the act
        world = world.with_(outside=replace(world.outside, register=()))
    world = of_nothing_sealed(world)
    decision = judging.decided(world, request)
    if isinstance(decision, Refused):
        return Foreseen(grounds=decision.grounds)
    brought = judging.brings(action, payload, world, parties or judging.named(request))
    asked = (each for party in parties for each in doubts(party))
    again = _again(case, by, request, at)
    return Foreseen(warnings=tuple(dict.fromkeys((*again, *decision.warnings, *brought, *asked))))


def of_nothing_sealed(world: World) -> World:
    """The world of a request whose text repeats nothing that is sealed: whoever only types or tries is not told whether it does."""
    return world.with_(outside=replace(world.outside, repeats_sealed="no")) if world.outside else world


def _again(case: Case, by: AnyActor, request: Request, at: datetime | None) -> Iterator[str]:
    """That the same was done a short while ago by the same officer."""
    if not isinstance(by, OfficerActor):
        return
    words = repeated.in_case(
        case,
        worlds.procedure_of(case),
        by.officer,
        action=request.action,
        payload=request.payload,
        party=request.party,
        said=services.said_of_whom(by, at),
        now=clock.now(),
    )
    if words:
        yield words


def of_opening(
    *,
    kind: str,
    bureau: Bureau,
    by: AnyActor,
    payload: Mapping[str, Any],
    parties: Sequence[Party],
    at: datetime | None = None,
    department: Department | None = None,
    named: Sequence[tuple[Mapping[str, str], str]] | None = None,
) -> Foreseen:
    """What would become of the act that opens a case: why it is refused, else its warnings and what is to be confirmed of its parties.

    ``parties`` need not be registered yet. ``named`` are they as typed, with their capacities, where the form is whole; None
    while it is not: then only its warnings are told. What a text repeats of the sealed field of the same form is told whoever types both;
    what it repeats of other cases, a press alone.
    """
    moment, known = clock.legal(at or clock.now()), Particulars(bureau)
    procedure = worlds.opens_under(kind, payload, moment.date())
    world = opening.world_before(
        procedure,
        bureau=bureau,
        at=moment,
        actor=worlds.actor_of(by, moment, bureau),
        department=department,
    )
    start = opening.start_action(procedure, "")
    called = [*(party.name for party in parties), *(typed["name"] for typed, _ in named or ())]
    if named is not None:
        views = tuple(_comes(known, by, -place, *party) for place, party in enumerate(named, start=1))
        outside = judging.for_opening(known, procedure, payload, called, action=start, is_typed=True)
        whole = world.with_(state=world.state.with_(parties=views), outside=outside)
        decision = engine.decide(whole, Request(action=start, payload=payload), latest=clock.now())
        if isinstance(decision, Refused):
            return Foreseen(grounds=decision.grounds)
        said = judging.warned(decision, whole, parties=parties).warnings
    else:
        said = (*warnings_of(procedure, payload), *judging.brings(start, payload, world, parties))
    asked = [each for party in parties for each in doubts(party)]
    asked += sealed.doubts_of_own(procedure, payload, called)
    again = (
        repeated.by_opening(
            procedure,
            by.officer,
            action=start,
            payload=payload,
            names=[party.name for party in parties],
            said=at.isoformat() if at else "",
            now=clock.now(),
        )
        if isinstance(by, OfficerActor)
        else ""
    )
    return Foreseen(warnings=tuple(dict.fromkeys((*filter(None, (again,)), *said, *asked))))
