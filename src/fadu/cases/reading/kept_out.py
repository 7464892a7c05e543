# SPDX-License-Identifier: MulanPSL-2.0
"""Turns that fall to a post and not to this holder of it: who signed the same proposal, took a role kept apart, has an interest, or
would check his own work as a stand-in.

The judge is asked (``who.kept_out``), and only of the few turns in which the person did or is anything.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F, Q

from fadu.cases.models import Act, Assignment, RoleTaken
from fadu.cases.rules import officer_id_of, person_of
from fadu.cases.world import worlds
from fadu.people.models import ConflictOfInterest
from fadu.procedure import who
from fadu.procedure.decision import Actor

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from fadu.cases.reading.turns import OpenTurn
    from fadu.procedure.decision import Holding, World


@dataclass(frozen=True, kw_only=True)
class KeptOut:
    """Whom which turns are not for, asked for some persons and turns at once."""

    at: datetime
    held: Mapping[str, Sequence[Holding]]
    #: case -> the persons who signed in its stage, are assigned in it, took a separated role (of its root), or declared an interest
    touched: Mapping[int, Collection[str]]
    _worlds: dict[int, World] = field(default_factory=dict)

    def is_kept(self, turn: OpenTurn, person: str) -> bool:
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

    def _world(self, turn: OpenTurn) -> World:
        if turn.case.pk not in self._worlds:
            self._worlds[turn.case.pk] = worlds.world_of(turn.case, self.at, None, held={})
        return self._worlds[turn.case.pk]


def of(turns: Collection[OpenTurn], held: Mapping[str, Sequence[Holding]], at: datetime) -> KeptOut:
    """What is to be asked of persons with their holdings, for turns that fall to posts: a few queries for all of them."""
    cases = {turn.case.pk: turn.case for turn in turns if any(kind == "post" for kind, _ in turn.whom)}
    persons = {officer_id_of(person) for person in held} - {None}
    touched: dict[int, set[str]] = defaultdict(set)
    if not cases or not persons:
        return KeptOut(at=at, held=held, touched=touched)
    signing = {turn.case.pk for turn in turns if turn.kind == "sign"} & cases.keys()
    signed = Act.objects.filter(case__in=signing, officer__in=persons, stage_before=F("case__stage"))
    lent = {officer_id_of(p) for p, posts in held.items() if any(one.by in who.LENT for one in posts)}
    assigned = Assignment.objects.filter(case__in=cases, officer__in=lent)
    for rows in (signed, assigned):
        for case, officer in rows.values_list("case_id", "officer_id").distinct():
            touched[case].add(person_of(officer))
    roots: dict[int, list[int]] = defaultdict(list)
    for case in cases.values():
        roots[case.root_id or case.pk].append(case.pk)
    taken = RoleTaken.objects.filter(root__in=roots, person__in=held.keys())
    for root, person in taken.values_list("root_id", "person").distinct():
        for case in roots[root]:
            touched[case].add(person)
    stands = Q(ended_on=None) | Q(ended_on__gt=at.date())
    interested = ConflictOfInterest.objects.filter(stands, officer__in=persons, declared_on__lte=at.date())
    for officer in set(interested.values_list("officer_id", flat=True)):
        for case in cases:
            touched[case].add(person_of(officer))
    return KeptOut(at=at, held=held, touched=touched)
