# SPDX-License-Identifier: MulanPSL-2.0
"""Who may be assigned in a case, and to what: whoever the judge would have nothing against, those of the case's own unit first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.cases.reading.loads import Load, loads
from fadu.cases.rules import officer_id_of, person_of
from fadu.cases.world import worlds
from fadu.people import selectors as people
from fadu.people.rules import posts
from fadu.procedure.contents import CHECKS

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.procedure.decision import World
    from fadu.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An officer who may be assigned, with the unit and the posts held there, the roles he may be assigned to, the number of his
    certificate, how much waits for him already, and whether he can sign in to do it.
    """

    person: str
    name: str
    unit: str
    posts: tuple[str, ...]
    roles: tuple[str, ...]
    certificate: str
    load: Load
    has_account: bool = True


def candidates(case: Case, state: State, at: datetime) -> list[Candidate]:
    """Everybody of the bureau who may be assigned to some role of a case at a moment."""
    units = people.units_of(case.bureau_id, at.date())
    persons = [person_of(number) for number, _, _, _ in units]
    held = worlds.holdings_in(case, state, at, persons)
    world = worlds.world_of(case, at, None, state=state, held=held)
    able, waiting = [], loads(persons, at.date())
    accounts = people.with_account(case.bureau_id)
    for number, name, department, unit in units:
        if roles := _roles(world, person_of(number)):
            titles = tuple(dict.fromkeys(posts().get(h.post, h.post) for h in held[person_of(number)]))
            numbers = [h.certificate for h in held[person_of(number)] if h.certificate]
            one = Candidate(
                person=person_of(number),
                name=name,
                unit=unit,
                posts=titles,
                roles=roles,
                certificate=next(iter(numbers), ""),
                load=waiting.get(person_of(number), Load()),
                has_account=number in accounts,
            )
            able.append((department != case.department_id, one))
    return [
        one
        for _, one in sorted(able, key=lambda each: (each[0], each[1].unit, officer_id_of(each[1].person)))
    ]


def _roles(world: World, person: str) -> tuple[str, ...]:
    """The roles to which nothing speaks against assigning a person."""
    return tuple(
        role.key
        for role in world.procedure.roles.values()
        if role.assigned_by and not any(CHECKS["assign"](world, {"role": role.key, "person": person}))
    )
