# SPDX-License-Identifier: MulanPSL-2.0
"""Asking the one judge: what a request needs is fetched, and `engine.decide` answers, for a dry run as for the act itself."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import bounds, moving, named_cases, opening, registered, relating, said_openly
from fadu.cases.papers import drafting, paper, serving
from fadu.cases.papers.particulars import Particulars
from fadu.cases.reading import contradictions
from fadu.cases.reading.awaiting import awaits
from fadu.cases.reading.sight import is_known_to
from fadu.cases.rules import officer_id_of, party_number, person_of
from fadu.cases.world import related, sealed, worlds
from fadu.kernel import clock
from fadu.people import party_views
from fadu.people.actors import LawActor, OfficerActor
from fadu.people.models import Officer
from fadu.procedure import (
    before_the_law,
    corrected_act,
    engine,
    forestalled,
    over_at_once,
    recorded_late,
    revived,
    succession,
)
from fadu.procedure.assignment import admits_a_paper
from fadu.procedure.decision import Outside, Permitted, Request, World
from fadu.procedure.entry import BUILT_IN, Entry
from fadu.procedure.fold import after
from fadu.procedure.outside import needs
from fadu.records.selectors import open_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.people.actors import AnyActor
    from fadu.people.models import Party
    from fadu.procedure.decision import Decision, Need
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


def world_asked(
    case: Case, by: AnyActor, moment: datetime, request: Request, known: Particulars | None = None
) -> World:
    """The world in which a request is made in a case, with everything its answer rests on.

    A case that an act would first pass to a new edition is judged under that edition, by an explanation and a dry run too.
    ``known`` keeps what is looked up for its papers, where the act is to be done afterwards.
    """
    case, state = moving.as_moved(case, moment)
    held = worlds.holdings_in(case, state, moment, _looked_at(by, request, state))
    actor = worlds.actor_of(by, moment, case.bureau, held)
    world = worlds.world_of(case, moment, actor, state=state, held=held)
    world = world.with_(**_recorder(case, by, moment, state))
    if request.paper and world.recorder and admits_a_paper(world.procedure, request.action):
        world = world.with_(by_paper=request.paper)
    return world.with_(outside=fetched(case, by, world, request, known or Particulars(case.bureau)))


def _recorder(case: Case, by: AnyActor, moment: datetime, state: State) -> dict[str, Any]:
    """An officer with the posts held at the moment of recording, and what keeps him out of the case by then, where an act is recorded
    later than it is done (moments are typed to the minute).
    """
    now = clock.now()
    if not isinstance(by, OfficerActor) or moment >= now.replace(second=0, microsecond=0):
        return {}
    recorder = worlds.actor_of(OfficerActor(officer=by.officer), now, case.bureau)
    return {
        "recorder": recorder,
        "still": worlds.actor_of(OfficerActor(officer=by.done_by), now, case.bureau) if by.done_by else None,
        "kept_out": worlds.conflicts_in(case, state, now).get(recorder.person, ""),
    }


def _looked_at(by: AnyActor, request: Request, state: State) -> Iterator[str]:
    """Whose posts a request is judged by, beside those assigned in the case: who acts, and whom the request names; where another
    enters what he did, also whoever was assigned beside him and is released since.
    """
    if isinstance(by, OfficerActor):
        yield person_of((by.done_by or by.officer).pk)
        if by.done_by:
            yield from (entry.payload["person"] for entry in state.entries if entry.action == "assign")
    for value in request.payload.values():
        if isinstance(value, str) and value.startswith("officer:"):
            yield value


def fetched(case: Case, by: AnyActor, world: World, request: Request, known: Particulars) -> Outside | None:
    """The facts beyond acts and registers that a request needs, and no others; the law asks for none."""
    if isinstance(by, LawActor):
        return Outside(unfilled=partial(paper.unfilled, known=known), beyond=_beyond)
    facts: dict[str, Any] = {}
    wanted = needs(world.procedure, request)
    for need in wanted & _FETCH.keys():
        facts |= _FETCH[need](case, by, world, request)
    if "papers" in wanted:
        facts["unfilled"] = partial(paper.unfilled, known=known)
        facts["moved"] = partial(drafting.moved, case=case, known=known)
    return Outside(**facts)


def decided(world: World, request: Request) -> Decision:
    """The judge's answer now, with the contradictions that the act would bring among its warnings."""
    decision = engine.decide(world, request, latest=clock.now())
    if isinstance(decision, Permitted):
        return warned(_of_the_register(decision), world, parties=named(request))
    return decision


#: the acts that name an officer: what he is called the register says, whatever was filled in
_NAMING = ("assign", "release")


def _of_the_register(permitted: Permitted) -> Permitted:
    """The act naming an officer as the register does: by that name he stands in acts and papers."""
    if permitted.action not in _NAMING or (permitted.action == "release" and "name" not in permitted.payload):
        return permitted
    key = officer_id_of(str(permitted.payload["person"]))
    name = Officer.objects.values_list("name", flat=True).get(pk=key)
    return replace(permitted, payload={**permitted.payload, "name": name})


def warned(permitted: Permitted, world: World, *, parties: Sequence[Party]) -> Permitted:
    """The act with the contradictions it brings into the record among its warnings."""
    payload = permitted.payload if permitted.complete else permitted.payload.get("payload", {})
    brought = (
        *brings(permitted.action, payload, world, parties),
        *_late(permitted.action, world),
        *_reviving(permitted, world),
        *_before_the_law(permitted, world),
        *_over_at_once(permitted, world),
        *_gone_before(permitted, world),
        *corrected_act.against(world, permitted.action, permitted.payload),
    )
    return replace(permitted, warnings=(*permitted.warnings, *brought)) if brought else permitted


def _late(action: str, world: World) -> Iterator[str]:
    """That an act of the bureau is recorded long after it was done."""
    local = world.local_of(clock.today())
    if days := recorded_late.days_between(world.procedure, action, world.at, clock.now(), world.law, local):
        rule = world.procedure.actions.get(action)
        title = rule.title if rule else BUILT_IN[action]
        yield recorded_late.warning(title, world.at.date(), days)


def _reviving(permitted: Permitted, world: World) -> Iterator[str]:
    """That a term stands overdue today, and does not once the act is there, since it bears or says an earlier day; or is over as it begins."""
    if permitted.complete and world.state.entries:
        now, entry = world.with_(at=max(world.at, clock.now()), proposed={}), _entered(permitted, world)
        yield from (revival.words(world.procedure, entry) for revival in revived.revivals(now, entry))
        yield from (term.words(world.procedure, entry) for term in forestalled.forestalled(now, entry))


def _before_the_law(permitted: Permitted, world: World) -> Iterator[str]:
    """That a term of the bureau will not begin, since its day is said to lie before the law had the term."""
    if not permitted.complete:
        return
    entry = _entered(permitted, world)
    then = world.with_(state=after(world.procedure, world.state, entry), proposed={})
    there = {(term.rule.key, term.day) for term in before_the_law.terms(world)}
    yield from (term.words for term in before_the_law.terms(then) if (term.rule.key, term.day) not in there)


def _over_at_once(permitted: Permitted, world: World) -> Iterator[str]:
    """That a term of the bureau will be over as it begins: the day that begins it lies too far back."""
    if permitted.complete:
        now = world.with_(at=max(world.at, clock.now()), proposed={})
        yield from map(over_at_once.words, over_at_once.begun(now, _entered(permitted, world)))


def _gone_before(permitted: Permitted, world: World) -> Iterator[str]:
    """That a party is said to have died or ended before it did something itself."""
    if permitted.action == succession.SUCCEED and permitted.complete:
        yield from (words for _, words in succession.findings(world.state, _entered(permitted, world)))


def _entered(permitted: Permitted, world: World) -> Entry:
    """The act as it will be written down now."""
    return Entry(
        seq=world.state.entries[-1].seq + 1 if world.state.entries else 1,
        action=permitted.action,
        at=world.at,
        payload=permitted.payload,
        by=permitted.by,
        voids=permitted.voids,
        recorded_at=clock.now(),
    )


def named(request: Request) -> list[Party]:
    """The party an act enters into the case."""
    if request.action != "add_party":
        return []
    number = party_number(str(request.payload.get("party")))
    return [] if number is None else party_views.parties_of([number])


def brings(
    action: str, payload: Mapping[str, Any], world: World, parties: Sequence[Party]
) -> tuple[str, ...]:
    """The contradictions an act would bring into the record."""
    return contradictions.brought_by(
        action,
        world.at,
        payload,
        number=world.case,
        fields=world.procedure.fields,
        entries=world.state.entries,
        parties=parties,
        capacities=frozenset(role.capacity for role in world.procedure.capacities()),
    )


def _sight(case: Case, by: AnyActor, world: World, request: Request) -> dict[str, Any]:
    """Whether the actor knows the case now, whatever moment the act bears: knows of it, or is waited for in it."""
    moment, world = clock.now() if world.recorder else world.at, world.as_recorded() or world
    actor = world.actor
    if actor is None:
        return {"sees": "no"}
    is_waited_for = awaits(world, actor)
    if isinstance(by, OfficerActor):
        is_here = by.officer.bureau_id == case.bureau_id and not _has_left(by, moment)
        is_assigned = any(actor.person in people for people in world.state.assigned.values())
        knows = is_here and (is_assigned or is_waited_for or is_known_to(by.officer, case, moment))
    else:
        knows = is_waited_for
    return {"sees": "yes" if knows else "no"}


def is_known(case: Case, by: AnyActor, moment: datetime) -> bool:
    """Whether an actor knows of a case: whoever may act in it sees at least its header.

    In a case whose kind was taken away nobody may act, and so nobody knows of it who does not see it anyway.
    """
    if not worlds.is_installed(case.kind):
        return isinstance(by, OfficerActor) and is_known_to(by.officer, case, moment)
    world = worlds.world_of(case, moment, worlds.actor_of(by, moment, case.bureau))
    return bool(_sight(case, by, world, Request(action="", blank=True))["sees"] == "yes")


def _has_left(by: OfficerActor, moment: datetime) -> bool:
    return by.officer.until is not None and by.officer.until < moment.date()


def _service(case: Case, by: AnyActor, world: World, request: Request) -> dict[str, Any]:
    return {"service": serving.derived(world, request.payload)}


def _join(case: Case, by: AnyActor, world: World, request: Request) -> dict[str, Any]:
    action = world.procedure.actions[request.action]
    return {"join": relating.join_asked(case, action, request.payload, world.state.taken)}


def _sealed(case: Case, by: AnyActor, world: World, request: Request) -> dict[str, Any]:
    said = {**request.payload, **_files_named(request.payload)}
    if not said_openly.repeats(case, world, said):
        return {"repeats_sealed": "no"}
    where = sealed.fields_where(world.procedure, said, partial(said_openly.repeats, case, world))
    return {"repeats_sealed": "yes", "repeats_in": where}


#: the fields of an act that name a stored file
_FILES = ("digest", "proof_digest")


def _files_named(payload: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the open files are called that an act takes into the case: whoever reads the file list reads that."""
    digests = [digest for key in _FILES if isinstance(digest := payload.get(key), str) and digest]
    return {"files": open_names(digests)} if digests else {}


def _bounds(case: Case, by: AnyActor, world: World, request: Request) -> dict[str, Any]:
    return {"beyond": _beyond}


def _beyond(world: World, permitted: Permitted) -> tuple[str, ...]:
    children = opening.children_of(world, permitted)
    return tuple(dict.fromkeys(each.message for each in bounds.of_act(world, permitted, children)))


def _register(case: Case, by: AnyActor, world: World, request: Request) -> dict[str, Any]:
    return {"register": registered.objections(request.action, request.payload)}


def _proof(case: Case, by: AnyActor, world: World, request: Request) -> dict[str, Any]:
    return {"proof": "yes" if world.state.proof(str(request.payload.get("paper") or "")) else "no"}


def _linked(case: Case, by: AnyActor, world: World, request: Request) -> dict[str, Any]:
    action = world.procedure.actions[request.action]
    return {"linked": named_cases.objections(case.bureau, world.procedure, action, request.payload)}


def for_opening(
    known: Particulars,
    procedure: Procedure,
    payload: Mapping[str, Any],
    names: Iterable[str],
    linked: Iterable[Case] = (),
    *,
    action: str = "",
    is_typed: bool = False,
) -> Outside:
    """What is known before a case exists: whoever may open it sees what he opens; nothing is sealed in it yet but what the
    payload is to seal, which none of its open texts and of the parties named may repeat; nor does it say what a case it is linked
    with seals; that, whoever only types is not told (``is_typed``).
    """
    names = list(names)
    around = () if is_typed else (*linked, *named_cases.of_payload(known.bureau, payload))
    tokens = related.tokens_of(around)

    def says(said: Mapping[str, Any]) -> bool:
        return sealed.repeats_own(procedure, said, names) or sealed.says_sealed(
            procedure, said, tokens, names
        )

    in_text = says(payload)
    repeats = in_text or sealed.names_sealed(procedure, payload, names)
    return Outside(
        sees="yes",
        by_itself=True,
        repeats_sealed="yes" if repeats else "no",
        repeats_in=sealed.fields_where(procedure, payload, says) if in_text else (),
        repeats_words=sealed.own_repeated(procedure, payload, names) if in_text else (),
        linked=named_cases.objections(known.bureau, procedure, procedure.actions.get(action), payload),
        unfilled=partial(paper.unfilled, known=known),
        beyond=_beyond,
    )


_FETCH: dict[Need, Callable[[Case, AnyActor, World, Request], dict[str, Any]]] = {
    "sight": _sight,
    "service": _service,
    "join": _join,
    "sealed": _sealed,
    "bounds": _bounds,
    "register": _register,
    "proof": _proof,
    "linked": _linked,
}
