# SPDX-License-Identifier: MulanPSL-2.0
"""What may be done with cases: open one, perform an act in one, and explain what may be done and why not the rest.

Each service decides by the pure engine, records in one transaction or not at all, and writes a
refusal with every ground after the rollback.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists

from fadu.cases.acts import by_law, judging, moving, opening, relating, relaying, seen, telling
from fadu.cases.acts.recording import claim, claim_all, finish, following_id, write
from fadu.cases.acts.refusing import refuse
from fadu.cases.drafts import Draft
from fadu.cases.errors import (
    ReplayOnlyError,
    RequestReusedError,
    SeparationError,
    StaleRevisionError,
)
from fadu.cases.models import Act, Case
from fadu.cases.papers import drafting, filing, paper, serving
from fadu.cases.papers.particulars import Particulars
from fadu.cases.rules import asked_for, request_digest
from fadu.cases.world import worlds
from fadu.cases.world.sealed import seal_payload, veiled
from fadu.kernel import clock
from fadu.ledger import services as ledger
from fadu.people.actors import LawActor, OfficerActor, officer_behind
from fadu.procedure import engine
from fadu.procedure.decision import Ground, Permitted, Refused, Request, World
from fadu.procedure.state import State
from fadu.storage.once import ask_anew
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fadu.cases.acts.opening import ChildPlan
    from fadu.cases.papers.drafting import DraftPaper
    from fadu.people.actors import AnyActor
    from fadu.people.models import Bureau, Department, Party
    from fadu.procedure.decision import Option

#: how often an act that changes no stage is decided afresh when another came between
ATTEMPTS = 6
#: what a numbered blank paper is called where an act is entered by it
NUMBERED = "编号空白文书"


def open_case(
    *,
    kind: str,
    bureau: Bureau,
    by: AnyActor,
    payload: Mapping[str, Any],
    request_id: UUID,
    at: datetime | None = None,
    action: str = "",
    department: Department | None = None,
    parties: Sequence[tuple[Party, str]] = (),
    links: Sequence[tuple[str, Case]] = (),
    title: str = "",
) -> Case:
    """Open a case of a kind by the start action of its procedure, and return it.

    The edition is that of the legal day of what the start action records, unless a later one took running cases over since. Parties and links are acts of their own, in the same
    transaction. ``at`` is the moment said to have been (default: now). The same ``request_id`` returns the
    case already opened. Raises ActRefusedError with
    every ground, NoEditionError, ReplayOnlyError.
    """
    moment = clock.legal(at or clock.now())
    procedure = worlds.opens_under(kind, payload, moment.date())
    if procedure.replay_only:
        raise ReplayOnlyError
    start = opening.start_action(procedure, action)
    pressed = asked_for(start, veiled(procedure, payload), "", at.isoformat() if at else "")
    if done := Act.objects.filter(request_id=request_id).select_related("case").first():
        return _same(done, pressed, by).case
    known = Particulars(bureau)
    names, linked = [party.name for party, _ in parties], [other for _, other in links]
    world = opening.world_before(
        procedure,
        bureau=bureau,
        at=moment,
        actor=worlds.actor_of(by, moment, bureau),
        parties=parties,
        department=department,
    ).with_(outside=judging.for_opening(known, procedure, payload, names, linked, action=start))
    decision = engine.decide(world, Request(action=start, payload=payload), latest=clock.now())
    if isinstance(decision, Refused):
        refuse(decision, world, bureau=bureau, case=None)
    permitted = judging.warned(decision, world, parties=[party for party, _ in parties])
    try:
        with transaction.atomic(), ledger.together():
            case = opening.create(
                procedure,
                bureau=bureau,
                department=department,
                at=moment,
                title=title,
                opened_by=officer_behind(by),
            )
            numbered = world.with_(case=case.number)  # its first papers carry its number
            children = opening.children_of(numbered, permitted) if permitted.complete else ()
            first = claim(case, 1 + len(children))
            _, state = _record(
                case,
                numbered,
                permitted,
                State(),
                first,
                children,
                known,
                request_id=request_id,
                pressed=pressed,
            )
            state = opening.add_parties(case, state, parties, moment, permitted.by)
            state = opening.add_links(case, state, links, moment, permitted.by)
            opening.entitle(case, procedure, state)
            finish(case, state, moment, before=State())
    except IntegrityError:
        if done := Act.objects.filter(request_id=request_id).select_related("case").first():
            return _same(done, pressed, by).case  # the same press, a moment earlier
        raise
    return case


_DONE = Prepared(lambda request: Act.objects.filter(request_id=request), UUID)
#: a case, and whether a request is done already
_CASE = Prepared(
    lambda case, request: (
        Case.objects.select_related("bureau", "parent", "root")
        .filter(pk=case)
        .annotate(is_done=Exists(Act.objects.filter(request_id=request)))
    ),
    int,
    UUID,
)


def perform(
    *,
    case: Case,
    action: str,
    by: AnyActor,
    request_id: UUID,
    payload: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    revision: int | None = None,
    role: str = "",
    party: str = "",
    drawn: Mapping[str, int] | None = None,
    paper: str = "",
) -> Act:
    """Do one act in a case, or raise ActRefusedError with every ground.

    ``at`` is the legal moment (default: now); ``revision`` the one on the actor's screen, which binds what decides and what
    is signed (``seen``). ``drawn``: template -> the blank paper on which it was written before; ``paper``: the title of that
    paper in the file, by which what was done before the assignment is entered (``procedure.assignment``). The same ``request_id`` twice records
    one act. Raises BadInputError for a blank paper that cannot be meant.
    """
    moment = clock.legal(at or clock.now())
    shown_by = NUMBERED if drawn else paper
    request = Request(action=action, payload=payload or {}, role=role, party=party, paper=shown_by)
    pressed = asked_for(
        action, veiled(worlds.procedure_of(case), request.payload), party, said_of_whom(by, at, drawn)
    )
    for attempt in range(ATTEMPTS):
        case = _CASE(case.pk, request_id)[0]
        if case.is_done and (done := _DONE.first(request_id)):
            return _same(done, pressed, by, case)
        try:
            moving.move(case, moment)
        except StaleRevisionError:
            continue
        known = Particulars(case.bureau, drawn=drawn, entered_by=officer_behind(by))
        world = judging.world_asked(case, by, moment, request, known)
        world = _by_what_lies_there(world, drawn, paper)
        if world.state.entries[-1].seq > case.revision:
            continue  # another act came between the reading of the case and of its acts
        if not isinstance(by, LawActor) and by_law.happens(case, world, perform):
            continue  # what the law brought about came first
        if revision is not None:
            seen.check(world.procedure, world.state, action, request.payload, seen=revision)
        decision = judging.decided(world, request)
        if isinstance(decision, Refused):
            refuse(decision, world, bureau=case.bureau, case=case)
        try:
            return _settled(case, world, decision, known, request_id=request_id, pressed=pressed, by=by)
        except StaleRevisionError:
            if attempt == ATTEMPTS - 1:
                raise  # else look again: where this case itself moved on, a revision given binds then
    raise StaleRevisionError


def _by_what_lies_there(world: World, drawn: Mapping[str, int] | None, paper: str) -> World:
    """The world of an act entered by a paper: a numbered blank one, or one of that title in the file; by none else."""
    return world if drawn or world.state.proof(paper) else world.with_(by_paper="")


def said_of_whom(by: AnyActor, at: datetime | None, drawn: Mapping[str, int] | None = None) -> str:
    """When the act is said to have been done, on which blank papers, and by whom on which paper, where another enters it."""
    moment = at.isoformat() if at else ""
    if drawn:
        moment += "".join(f" {template}:{sheet}" for template, sheet in sorted(drawn.items()))
    if isinstance(by, OfficerActor) and by.done_by:
        return f"{moment} officer:{by.done_by.pk} {by.paper}"
    return moment


def _settled(
    case: Case,
    world: World,
    permitted: Permitted,
    known: Particulars,
    *,
    request_id: UUID,
    pressed: bytes,
    by: AnyActor,
) -> Act:
    """Record the act, or return it where the same press was recorded since this one looked."""
    try:
        return _recorded(case, world, permitted, known, request_id=request_id, pressed=pressed)
    except IntegrityError:
        if done := _DONE.first(request_id):
            return _same(done, pressed, by, case)
        raise
    except SeparationError as error:
        ground = Ground(code="apart", message=error.message, remedy="请由他人办理")
        refused = Refused(action=permitted.action, grounds=(ground,))
        refuse(refused, world, bureau=case.bureau, case=case)


def explain(*, case: Case, by: AnyActor, at: datetime | None = None) -> tuple[Option, ...]:
    """Every action of the case's stage: whether this actor may do it now, and if not, every ground."""
    return engine.explain(world_asked(case, by, at or clock.now(), Request(action="", blank=True)))


def world_asked(case: Case, by: AnyActor, moment: datetime, request: Request) -> World:
    """The world in which a request is made, after what the law has brought about by then."""
    for _ in range(ATTEMPTS):
        world = judging.world_asked(case, by, clock.legal(moment), request)
        if not by_law.happens(case, world, perform):
            return world
        ask_anew()
        case.refresh_from_db()
    raise StaleRevisionError


@transaction.atomic
@ledger.together()
def _recorded(
    case: Case, world: World, permitted: Permitted, known: Particulars, *, request_id: UUID, pressed: bytes
) -> Act:
    children = opening.children_of(world, permitted) if permitted.complete else ()
    wanted = [(case, 1 + len(children))]
    words = relaying.said(world, permitted)
    hearing = relaying.hearers(case, words)
    wanted += [(other, 1) for other in hearing]
    parent = case.parent if _closes(world, permitted) else None
    if parent:
        wanted.append((parent, 1))
    if target := relating.target_of(case, world, permitted):
        carried = relating.carried_over(case, world, permitted)
        wanted.append((target, 1 + len(relating.incoming(case, target)) + len(carried)))
    resting = telling.resting_on(case, world, permitted)
    wanted += [(child, 1) for child in resting]
    places = claim_all(wanted)
    act, state = _record(
        case,
        world,
        permitted,
        world.state,
        places[case.pk],
        children,
        known,
        request_id=request_id,
        pressed=pressed,
    )
    telling.tell(case, resting, places, state, world.at)
    if target:
        state = relating.join(case, state, target, places[target.pk], world.at, permitted.by, carried)
    state = relating.split(case, state, world, permitted)
    relaying.tell(case, words, hearing, places, world.at)
    later = 1 if parent in hearing else 0  # what it is told comes before that this one has ended
    finish(
        case, state, world.at, parent_seq=places[parent.pk] + later if parent else None, before=world.state
    )
    return act


def _record(
    case: Case,
    world: World,
    permitted: Permitted,
    before: State,
    seq: int,
    children: Sequence[ChildPlan],
    known: Particulars,
    *,
    request_id: UUID,
    pressed: bytes,
) -> tuple[Act, State]:
    """Write the act in its claimed place, with its papers and the children it opens in the places after it."""
    if permitted.action == "attach":
        filing.refuse_open(case, permitted.payload)
    draft = Draft(
        action=permitted.action if permitted.complete else "sign",
        at=world.at,
        payload=seal_payload(world.procedure, case, permitted.payload),
        by=permitted.by,
        voids=permitted.voids,
        warnings=permitted.warnings,
        request_id=request_id,
        asked=pressed,
        actor=world.actor,
        calendar=world.law.calendar.version,
    )
    served = serving.served(case, before, draft.payload) if permitted.action == "serve" else None
    if served is not None:
        draft = replace(draft, outbox=serving.to_follow(served))
    if not permitted.complete:
        draft = drafting.signed(draft, _put_to(case, world, permitted, known))
    papers = paper.issue(case, world, permitted, known)
    act, state = write(case, before, seq, paper.cited(draft, papers))
    if served is not None:
        serving.record(served, before, draft.payload, world.at)
    serving.void_papers(case, before, state, f"因“{_title(world, permitted)}”作废", world.at)
    for place, child in enumerate(children, start=1):
        state = opening.open_child(
            case, state, seq + place, child, world.at, permitted.by, following_id(request_id, place)
        )
    return act, state


def _put_to(case: Case, world: World, signature: Permitted, known: Particulars) -> tuple[DraftPaper, ...]:
    """The papers that a signature is put to, which is not the last."""
    of = Request(action=signature.payload["of"], payload=signature.payload["payload"])
    whole = engine.signed_by_all(world, of)
    return drafting.drafted(case, world, whole, known) if whole else ()


def _title(world: World, permitted: Permitted) -> str:
    definition = world.procedure.actions.get(permitted.action)
    return definition.title if definition else permitted.action


def _same(act: Act, pressed: bytes, by: AnyActor, case: Case | None = None) -> Act:
    """The act of a press that comes again: in the same case, by the same hand, with the same content; else it is another's."""
    if act.request_digest != request_digest(pressed, act.request_salt):
        raise RequestReusedError
    if case is not None and act.case_id != case.pk:
        raise RequestReusedError
    hand, said = worlds.actor_of(by, clock.now(), held={}), act.actor
    if said is not None and (said["person"], said["channel"] or "") != (hand.person, hand.channel):
        raise RequestReusedError("这次提交是他人办理的，您没有办理。请重新打开页面，看案件现在的情形。")
    return act


def _closes(world: World, permitted: Permitted) -> bool:
    """Whether an act ends the case, or ends one that had ended already in another way."""
    after = world.procedure.stages.get(permitted.stage)
    before = world.procedure.stages.get(world.state.stage)
    ended_so = before is not None and before.final and before.key == permitted.stage
    return bool(permitted.complete and after and after.final and not ended_so)
