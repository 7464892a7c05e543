# SPDX-License-Identifier: MulanPSL-2.0
"""Writing one history into the register: a new case, or what a row that has changed brings to a known one.

Nothing is deleted: where a row now states an act otherwise, or one that came earlier, the acts from there on become void
and are written anew in their order. What a row no longer states stays, for a blank is not a "no".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, Literal

from fadu.cases.acts import bounds, opening, taking_over
from fadu.cases.acts.projection import project
from fadu.cases.acts.recording import claim, enter, following_id, write_all
from fadu.cases.acts.taking_over import TakenOver
from fadu.cases.drafts import Draft
from fadu.cases.rules import person_of
from fadu.cases.world import worlds
from fadu.cases.world.sealed import opened, seal_payload
from fadu.intake.histories import PastAct, Reason
from fadu.intake.mapping import BESIDE_THE_COURSE
from fadu.intake.parties import THE_SOURCE, add_parties, fields_of, party_draft, renamed
from fadu.ledger import services as ledger
from fadu.people.models import Department
from fadu.people.registering import register_parties
from fadu.procedure.entry import BUILT_IN, Entry
from fadu.procedure.library import library
from fadu.procedure.ours import rests_on_ours
from fadu.procedure.problems import NoEditionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.intake.histories import History
    from fadu.intake.mapping import Plan
    from fadu.people.models import Bureau, Party
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

Ending = Literal["imported", "updated", "unchanged"]


class ChangedCaseError(Exception):
    """A row that cannot change a known case; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a history."""

    ending: Ending
    case: Case


def take_all(
    histories: Sequence[History], plan: Plan, *, bureau: Bureau, at: datetime, known: Mapping[str, Case]
) -> list[Taken]:
    """Take histories in, in their order; the caller is in a transaction. ``known`` are the cases there are, by number.

    Raises ChangedCaseError where one may not change its case.
    """
    taken: list[Taken] = []
    with ledger.together():
        for is_known, some in groupby(histories, key=lambda history: history.number in known):
            if is_known:
                taken += [_changed(history, known[history.number], at) for history in some]
            else:
                taken += _opened(list(some), plan, bureau, at)
    return taken


def _changed(history: History, case: Case, at: datetime) -> Taken:
    return Taken(ending=_update(history, case, at), case=case)


def _opened(histories: Sequence[History], plan: Plan, bureau: Bureau, at: datetime) -> list[Taken]:
    """Open a case for each history, all of them together."""
    named = [fields_of(party) for history in histories for party in history.parties]
    parties = iter(register_parties(named, renames=False))
    cases = [
        _begun(history, plan, bureau, at, list(islice(parties, len(history.parties))))
        for history in histories
    ]
    taking_over.write(cases)
    return [Taken(ending="imported", case=one.case) for one in cases]


def _begun(history: History, plan: Plan, bureau: Bureau, at: datetime, parties: Sequence[Party]) -> TakenOver:
    """A case with all its acts: what began it, who its parties are, what was done, and who goes on with it."""
    procedure, not_judged = edition_for(plan.kind, history.acts[0])
    case = opening.begun(
        procedure,
        number=history.number,
        bureau=bureau,
        department_id=history.department_id,
        at=history.acts[0].at,
        title=history.title,
        imported_from=plan.source,
        import_digest=history.digest,
        exercise=plan.exercise,
        not_judged=not_judged,
    )
    one = TakenOver(case=case, procedure=procedure)
    one.add(_drafts(case, procedure, history.acts[:1], first=1))
    in_capacity = zip(parties, history.parties, strict=True)
    one.add(
        [
            party_draft(case, seq, party, named, history.acts[0].at)
            for seq, (party, named) in enumerate(in_capacity, start=one.next_seq)
        ]
    )
    one.add(_drafts(case, procedure, history.acts[1:], first=one.next_seq))
    one.add(_drafts(case, procedure, _assigning(one.state, history, at), first=one.next_seq))
    return one


def edition_for(kind: str, opening: PastAct) -> tuple[Procedure, str]:
    """The edition a case opened under; a past without one is kept under the earliest and not judged."""
    began = opening.at.date()
    try:
        return library().opens_under(kind, opening.payload, began), ""
    except NoEditionError:
        first = library().editions(kind)[0]
        return first, f"没有收录{began.isoformat()}施行的程序版本"


def obstacle(history: History, known: Case) -> Reason | None:
    """Why a changed row may not change a known case, if so."""
    state = worlds.state_of(known)
    kept, wanted = _taken_so_far(known, state), _merged(known, state, history)
    lived = [e.at for e in state.entries if e.is_an_officers]
    if _common(kept, wanted) and (other := renamed(state, history)) is not None:
        return other
    if wanted[: len(kept)] == [act for act, _ in kept]:
        return _told_of_ours(known, state, wanted[len(kept) :], lived) if lived else None
    if lived:
        message = f"本案导入后已在本系统办理（{lived[0].date()}起），本行改动了此前的经过。请在系统内更正。"
        return Reason(column="案号", message=message)
    edition, _ = edition_for(known.kind, wanted[0])
    if edition.edition != known.edition:
        message = (
            f"本行改变了本案开始之日（{wanted[0].at.date()}），所适用的程序版本随之不同。请换一个案号导入。"
        )
        return Reason(column="案号", message=message)
    return next(iter(beyond(edition, entries_of(wanted))), None)


def _told_of_ours(
    known: Case, state: State, more: Sequence[PastAct], ours: Sequence[datetime]
) -> Reason | None:
    """What speaks against more that a source tells of a case in which officers have acted here, at the moments of ``ours``.

    Here an act of the course is signed by those who do it, after what the law asks before it: no row stands for that, nor for
    the service of a paper issued here, nor the publication of what was decided here. Only what else lies beside the course is
    taken, and of that nothing from before our own last act.
    """
    procedure = worlds.procedure_of(known)
    course = [
        act.action
        for act in more
        if act.action not in BESIDE_THE_COURSE or rests_on_ours(procedure, state, act.action, act.payload)
    ]
    if not course:
        return _before_ours(more, max(ours))
    own = procedure.actions
    titles = "、".join(
        own[key].title if key in own else BUILT_IN.get(key, key) for key in dict.fromkeys(course)
    )
    message = (
        f"本案导入后已在本系统办理（{ours[0].date()}起），本行又带来“{titles}”。此后的办理由承办人员在本系统签署；"
        "在系统外办理的，凭原件在系统内补录。来源所载文书的送达、所载决定的公示和记事仍可导入。"
    )
    return Reason(column="案号", message=message)


def _before_ours(more: Sequence[PastAct], ours: datetime) -> Reason | None:
    """What a source tells for the first time of the days before our own last act in a case: it is mended here, where it is seen."""
    early = [act.at.date() for act in more if act.at.date() < ours.date()]
    if not early:
        return None
    message = f"本案导入后已在本系统办理（至{ours.date()}），本行补记了此前{early[0]}的经过。请在系统内登记。"
    return Reason(column="案号", message=message)


def entries_of(acts: Sequence[PastAct]) -> list[Entry]:
    """Acts as they would stand in a new case."""
    return [
        Entry(seq=seq, action=act.action, at=act.at, payload=act.payload, by=(THE_SOURCE,), imported=True)
        for seq, act in enumerate(acts, start=1)
    ]


def beyond(procedure: Procedure, entries: Sequence[Entry]) -> list[Reason]:
    """What the registers could not hold of the rows that would follow from a history."""
    try:
        broken = bounds.of_history(procedure, entries)
    except bounds.NoRowsError as error:
        return [Reason(column="（整行）", message=error.message)]
    return [Reason(column=each.titles, message=each.message) for each in broken]


def _update(history: History, case: Case, at: datetime) -> Ending:
    if case.import_digest == history.digest:
        return "unchanged"
    if (reason := obstacle(history, case)) is not None:
        raise ChangedCaseError(reason)
    state = worlds.state_of(case)
    kept, wanted = _taken_so_far(case, state), _merged(case, state, history)
    same = _common(kept, wanted)
    void = tuple(entry.seq for _, entry in kept[same:])
    if not same and void:
        void += tuple(
            e.seq
            for e in state.entries
            if e.action == "add_party" and e.by == (THE_SOURCE,) and e.seq not in state.void
        )
        case.opened_at = wanted[0].at
    if case.department_id is None:
        case.department = _department(history)
    state = _write_all(case, state, wanted[same:], void=void)
    state = add_parties(case, state, history, wanted[0].at, anew=not same)
    state = _write_all(case, state, _assigning(state, history, at))
    case.title = history.title or case.title
    case.import_digest = history.digest
    case.save(update_fields=["import_digest", "title", "opened_at", "department"])
    enter(case, anew=True)
    project(case, state)
    return "updated"


def _taken_so_far(case: Case, state: State) -> list[tuple[PastAct, Entry]]:
    """The acts the source has told of a case so far, with their entries; sealed values opened to be compared."""
    return [
        (
            PastAct(
                action=e.action, at=e.at, day_only=e.day_only, payload={**e.payload, **opened(e.payload)}
            ),
            e,
        )
        for e in state.entries
        if e.imported
        and e.seq not in state.void
        and (e.action not in BUILT_IN or e.action in BESIDE_THE_COURSE)
    ]


def _merged(case: Case, state: State, history: History) -> list[PastAct]:
    """The acts known with those the row states now: an act stated otherwise replaces the one it was."""
    before = _by_occurrence(act for act, _ in _taken_so_far(case, state))
    merged = {**before, **_by_occurrence(history.acts)}
    same_order = {key: place for place, key in enumerate(merged)}
    return [merged[key] for key in sorted(merged, key=lambda key: (merged[key].at, same_order[key]))]


def _by_occurrence(acts: Iterable[PastAct]) -> dict[tuple[str, int], PastAct]:
    seen: Counter[str] = Counter()
    numbered = {}
    for act in acts:
        numbered[(act.action, seen[act.action])] = act
        seen[act.action] += 1
    return numbered


def _common(kept: Sequence[tuple[PastAct, Entry]], wanted: Sequence[PastAct]) -> int:
    place = 0
    while place < min(len(kept), len(wanted)) and kept[place][0] == wanted[place]:
        place += 1
    return place


def _department(history: History) -> Department | None:
    if history.department_id is None:
        return None
    return Department.objects.get(pk=history.department_id)


def _assigning(state: State, history: History, at: datetime) -> list[PastAct]:
    """The persons a row names for the case, from the moment of the import on; who handles it already is not named twice."""
    return [
        PastAct(
            action="assign",
            at=max(at, state.entries[-1].at),
            day_only=False,
            payload={"role": one.role, "person": person_of(one.officer_id), "name": one.name},
        )
        for one in history.assigned
        if person_of(one.officer_id) not in state.assigned.get(one.role, ())
    ]


def _write_all(case: Case, state: State, acts: Iterable[PastAct], *, void: tuple[int, ...] = ()) -> State:
    """Write acts in their order; the first of them makes void what it replaces."""
    waiting = list(acts)
    if not waiting:
        return state
    procedure, first = worlds.procedure_of(case), claim(case, len(waiting))
    return write_all(case, state, first, _drafts(case, procedure, waiting, first=first, void=void))[1]


def _drafts(
    case: Case, procedure: Procedure, acts: Sequence[PastAct], *, first: int, void: tuple[int, ...] = ()
) -> list[Draft]:
    return [
        Draft(
            action=act.action,
            at=act.at,
            payload=seal_payload(procedure, case, act.payload),
            by=(THE_SOURCE,),
            request_id=following_id("import", case.bureau_id, case.number, seq),
            voids=void if seq == first else (),
            day_only=act.day_only,
            imported=True,
        )
        for seq, act in enumerate(acts, start=first)
    ]
