# SPDX-License-Identifier: MulanPSL-2.0
"""Turns that fall to a post and not to this holder of it: who signed the same proposal, took a role kept apart, has an interest, or
would check his own work as a stand-in.

The judge is asked (``who.kept_out``), and only of the few turns in which the person did or is anything: :func:`of` finds them among
turns that were read, :func:`in_doubt` says in a statement which rows they are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from fadu.cases import registry
from fadu.cases.models import Act, Assignment, RoleTaken
from fadu.cases.rules import officer_id_of, person_of
from fadu.cases.world import meetings, worlds
from fadu.kernel.kinds import handed_down
from fadu.people.models import ConflictOfInterest
from fadu.procedure import who
from fadu.procedure.decision import Actor
from fadu.procedure.library import library
from fadu.storage.once import looked_up

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.procedure.decision import Holding, World


class Waiting(Protocol):
    """What is read of an open turn."""

    @property
    def case(self) -> Case: ...
    @property
    def kind(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def whom(self) -> tuple[tuple[str, str], ...]: ...


#: so many turns are asked about in one statement
AT_ONCE = 5_000


@dataclass(frozen=True, kw_only=True)
class KeptOut:
    """Whom which turns are not for, asked for some persons and turns at once."""

    at: datetime
    held: Mapping[str, Sequence[Holding]]
    #: case -> the persons who signed in its stage, are assigned in it, took a separated role (of its root), declared an interest, or
    #: may have been recused in it
    touched: Mapping[int, Collection[str]]
    _worlds: dict[int, World] = field(default_factory=dict)

    def is_kept(self, turn: Waiting, person: str) -> bool:
        """Whether what falls to a post is not for this holder of it."""
        if person not in self.touched.get(turn.case.pk, ()) or not worlds.is_installed(turn.case.kind):
            return False
        world = self._world(turn)
        if turn.role not in world.procedure.roles or world.procedure.roles[turn.role].capacity:
            return False
        pending = next((one for one in world.state.pending if one.action == turn.what), None)
        action = turn.kind if turn.kind in {"serve", "assign"} else turn.what
        actor = Actor(person=person, name="", holdings=tuple(self.held.get(person, ())))
        return any(who.kept_out(world, turn.role, actor, action, pending))

    def _world(self, turn: Waiting) -> World:
        if turn.case.pk not in self._worlds:
            self._worlds[turn.case.pk] = worlds.world_of(turn.case, self.at, None, held={})
        return self._worlds[turn.case.pk]


def of(turns: Iterable[Waiting], held: Mapping[str, Sequence[Holding]], at: datetime) -> KeptOut:
    """What is to be asked of persons with their holdings, for turns that fall to posts: a few queries for all of them."""
    posted = [turn for turn in turns if any(kind == "post" for kind, _ in turn.whom)]
    touched: dict[int, set[str]] = defaultdict(set)
    persons = {number for person in held if (number := officer_id_of(person)) is not None}
    for start in range(0, len(posted) if persons else 0, AT_ONCE):
        part = posted[start : start + AT_ONCE]
        for case, person in (*_did(part, persons, held), *_took(part, held)):
            touched[case].add(person)
    if posted and persons:
        stands = Q(ended_on=None) | Q(ended_on__gt=at.date())
        declared = ConflictOfInterest.objects.filter(stands, officer__in=persons, declared_on__lte=at.date())
        for officer in set(declared.values_list("officer_id", flat=True)):
            for turn in posted:
                touched[turn.case.pk].add(person_of(officer))
        for case in _recusing({turn.case.pk: turn.case.root_id or turn.case.pk for turn in posted}):
            touched[case].update(held)
    return KeptOut(at=at, held=held, touched=touched)


def _recusing(roots: Mapping[int, int]) -> Iterator[int]:
    """Of cases, each with its root, those in which or in whose root a recusal was decided."""
    asked = frozenset((*roots, *roots.values()))
    decided = Act.objects.filter(action__in=recusals(), case__in=asked)
    there = looked_up(("recused in", asked), lambda: set(decided.values_list("case_id", flat=True)))
    return (case for case, root in roots.items() if not there.isdisjoint((case, root)))


def recusals() -> list[str]:
    """The acts, of whatever kind, that decide on a recusal, or by which a proposal comes before a meeting that may enter one."""
    return handed_down().derived("acts that decide on a recusal", lambda: sorted(set(_recusals())))


def _recusals() -> Iterator[str]:
    known = library()
    for kind in known.kinds():
        yield from registry.furnishing(kind).recusals
        for procedure in known.editions(kind):
            yield from meetings.discussions(procedure)


def in_doubt(officer: Officer, at: datetime, *, lent: bool) -> Q:
    """The open rows that fall to a post and may not be for this holder of it, as a condition: what :func:`of` asks the judge about.

    ``lent``: whether he holds any post for another.
    """
    person, same, today = person_of(officer.pk), OuterRef("case_id"), at.date()
    signed = Act.objects.filter(officer=officer, case=same, stage_before=OuterRef("case__stage"))
    took = RoleTaken.objects.filter(person=person, root=Coalesce(OuterRef("case__root_id"), same))
    stands = Q(ended_on=None) | Q(ended_on__gt=today)
    declared = ConflictOfInterest.objects.filter(stands, officer=officer, declared_on__lte=today)
    recused = Act.objects.filter(Q(case=same) | Q(case=OuterRef("case__root_id")), action__in=recusals())
    did = (
        Q(Q(Exists(signed)), kind="sign")
        | Q(Exists(took), _apart())
        | Q(Exists(declared))
        | Q(Exists(recused))
    )
    if lent:
        did |= Q(Exists(Assignment.objects.filter(officer=officer, case=same)))
    return Q(did, who="post")


def _apart() -> Q:
    """The rows whose role is kept apart from others, in the case or in its family, whatever edition the case is of."""
    kept = Q(case__root_id__isnull=False)
    for kind in library().kinds():
        roles = {role for one in library().editions(kind) for apart in one.apart for role in apart.roles}
        kept |= Q(case__kind=kind, role__in=sorted(roles))
    return kept


def _did(
    turns: Collection[Waiting], persons: Collection[int], held: Mapping[str, Sequence[Holding]]
) -> Iterator[tuple[int, str]]:
    """(case, person) of those who acted in the stage of a case that waits for a signature, or whose post is lent and who are assigned."""
    pairs: set[tuple[int, int]] = set()
    if signing := {turn.case.pk for turn in turns if turn.kind == "sign"}:
        own = Act.objects.filter(case__in=signing, officer__in=persons, stage_before=F("case__stage"))
        pairs |= {(case, officer or 0) for case, officer in own.values_list("case_id", "officer_id")}
    if lent := {officer_id_of(p) for p, posts in held.items() if any(one.by in who.LENT for one in posts)}:
        assigned = Assignment.objects.filter(case__in={turn.case.pk for turn in turns}, officer__in=lent)
        pairs |= set(assigned.values_list("case_id", "officer_id"))
    return ((case, person_of(officer)) for case, officer in pairs)


def _took(turns: Collection[Waiting], held: Mapping[str, Sequence[Holding]]) -> Iterator[tuple[int, str]]:
    """(case, person) of those who took a role in the family of a case in which the role of its turn is kept apart from another."""
    roots: dict[int, set[int]] = defaultdict(set)
    for turn in filter(_is_apart, turns):
        roots[turn.case.root_id or turn.case.pk].add(turn.case.pk)
    taken = RoleTaken.objects.filter(root__in=roots, person__in=held.keys()) if roots else ()
    return ((case, row.person) for row in taken for case in roots[row.root_id])


def _is_apart(turn: Waiting) -> bool:
    """Whether the role of a turn is one that is kept apart from others, in its case or in the family."""
    if not worlds.is_installed(turn.case.kind):
        return False
    procedure = worlds.procedure_of(turn.case)
    return turn.case.root_id is not None or any(turn.role in one.roles for one in procedure.apart)
