# SPDX-License-Identifier: MulanPSL-2.0
"""Cases handed from one officer to others: in each the new one is assigned and the former released, by whoever assigns there.

Nothing is handed over that could not be handed over one by one: the trial asks the judge, the press records two acts in each
case with the reason, and a case that refuses does not stop the others. Whether the reason repeats what is sealed is told to the press
alone, which leaves a trace: a trial that told it would name an informant to whoever guesses.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.cases.acts import foreseeing, judging, said_openly, services
from fadu.cases.errors import ActRefusedError
from fadu.cases.reading import assignable, workload
from fadu.cases.reading.sight import visible_to
from fadu.cases.rules import person_of
from fadu.cases.world import worlds
from fadu.kernel.errors import FaduError
from fadu.people import selectors as people
from fadu.people.actors import OfficerActor
from fadu.procedure import who
from fadu.procedure.decision import Refused, Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from fadu.cases.reading.assignable import Candidate
    from fadu.cases.reading.workload import Assigned
    from fadu.people.models import Officer
    from fadu.procedure.decision import Ground


#: what is said first where the second of the two acts did not go through
HALF = "已指派接手人，原承办人没有解除，请在案件页解除："


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is assigned to an officer in one role of one kind, and who could take how many of it: the most first."""

    key: str
    title: str
    assigned: Sequence[Assigned]
    able: Sequence[tuple[Candidate, int]]
    #: where whoever asks does not assign in these cases: who does, by role and name; empty where he does
    asked_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One case handed over, or why it is not: every ground, or the sentence of another error."""

    assigned: Assigned
    to: str
    grounds: tuple[Ground, ...] = ()
    error: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether it stays where it is."""
        return bool(self.grounds or self.error)


def groups(former: Officer, by: Officer, at: datetime, most: int) -> list[Group]:
    """What an officer has in hand of the cases that another may see, at most so many, by kind and role, with who could take it."""
    seen = set(visible_to(by, at).filter(assignments__officer=former).values_list("pk", flat=True))
    by_key: dict[tuple[str, str], list[Assigned]] = {}
    for one in [each for each in workload.assigned_to(former, at) if each.case.pk in seen][:most]:
        by_key.setdefault((key_of(one), _asked_of(one, by, at)), []).append(one)
    return [_group(key, assigned, former, at, asked_of) for (key, asked_of), assigned in by_key.items()]


def given_by_others(formers: Sequence[Officer], by: Officer, at: datetime) -> dict[int, str]:
    """Of officers whose cases somebody may see, but hand over none of: number -> who hands them over. Asked once for each kind of place."""
    seen = set(visible_to(by, at).filter(assignments__officer__in=formers).values_list("pk", flat=True))
    known: dict[tuple[str, str, int | None], str] = {}
    said: dict[int, str] = {}
    for former in formers:
        others = []
        for one in workload.assigned_to(former, at):
            place = one.case.kind, one.role, one.case.department_id
            if one.case.pk in seen:
                if place not in known:
                    known[place] = _asked_of(one, by, at)
                others.append(known[place])
        if others and all(others):
            said[former.pk] = "、".join(dict.fromkeys(others))
    return said


def _asked_of(assigned: Assigned, by: Officer, at: datetime) -> str:
    """Who assigns in a case where somebody does not: the role, and those who hold its posts where the case is."""
    world = worlds.world_of(assigned.case, at, worlds.actor_of(OfficerActor(officer=by), at))
    role = world.procedure.roles.get(assigned.role)
    giving = world.procedure.roles.get(role.assigned_by) if role and role.assigned_by else None
    if giving is None or (world.actor and who.lacks(world, giving, world.actor, "assign") is None):
        return ""
    names = people.holders_of(assigned.case.bureau_id, giving.post, assigned.case.department_id, at)
    return f"{giving.title}（{'、'.join(names) or '现在没有人担任'}）"


def key_of(assigned: Assigned) -> str:
    """Kind and role, by which cases are handed over together."""
    return f"{assigned.case.kind}-{assigned.role}"


def _group(key: str, assigned: Sequence[Assigned], former: Officer, at: datetime, asked_of: str) -> Group:
    title = f"{assigned[0].kind_title}：{assigned[0].role_title}"
    if asked_of:
        return Group(key=key, title=title, assigned=assigned, able=(), asked_of=asked_of)
    count: dict[str, int] = {}
    known: dict[str, Candidate] = {}
    for one in assigned:
        for candidate in assignable.candidates(one.case, worlds.known_state_of(one.case), at):
            if one.role in candidate.roles and candidate.person != person_of(former.pk):
                known.setdefault(candidate.person, candidate)
                count[candidate.person] = count.get(candidate.person, 0) + 1
    able = sorted(((known[person], number) for person, number in count.items()), key=lambda each: -each[1])
    return Group(key=key, title=title, assigned=assigned, able=able)


def tried(
    chosen: Iterable[tuple[Assigned, str]], *, former: Officer, by: Officer, reason: str, at: datetime
) -> list[Handed]:
    """What would become of each case given to a person; nothing is recorded, no refusal either."""
    return [_tried(one, person, former, by, reason, at) for one, person in chosen]


def _tried(
    assigned: Assigned, person: str, former: Officer, by: Officer, reason: str, at: datetime
) -> Handed:
    actor = OfficerActor(officer=by)
    grounds: list[Ground] = []
    for action, payload in _steps(assigned, person, former, reason):
        request = Request(action=action, payload=payload)
        world = foreseeing.of_nothing_sealed(services.world_asked(assigned.case, actor, at, request))
        decision = judging.decided(world, request)
        if isinstance(decision, Refused):
            grounds += decision.grounds
    return Handed(assigned=assigned, to=person, grounds=tuple(dict.fromkeys(grounds)))


def hand_over(
    chosen: Iterable[tuple[Assigned, str]], *, former: Officer, by: Officer, reason: str, press: uuid.UUID
) -> list[Handed]:
    """Hand each case to a person: assign the new one, then release the former. The same press twice hands over once."""
    return [_handed(one, person, former, by, reason, press) for one, person in chosen]


def _handed(
    assigned: Assigned, person: str, former: Officer, by: Officer, reason: str, press: uuid.UUID
) -> Handed:
    half = ""
    if ground := said_openly.barred(assigned.case, "release", reason):  # before the first of the two acts
        return Handed(assigned=assigned, to=person, grounds=(ground,))
    for action, payload in _steps(assigned, person, former, reason):
        try:
            services.perform(
                case=assigned.case,
                action=action,
                by=OfficerActor(officer=by),
                payload=payload,
                request_id=uuid.uuid5(press, f"{assigned.case.pk} {assigned.role} {action}"),
            )
        except ActRefusedError as error:
            return Handed(assigned=assigned, to=person, grounds=tuple(error.grounds), error=half)
        except FaduError as error:
            return Handed(assigned=assigned, to=person, error=half + error.message)
        half = HALF
    return Handed(assigned=assigned, to=person)


def _steps(
    assigned: Assigned, person: str, former: Officer, reason: str
) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """The two acts in a case; names are those of the register."""
    return (
        ("assign", {"role": assigned.role, "person": person, "name": ""}),
        ("release", {"role": assigned.role, "person": person_of(former.pk), "reason": reason}),
    )
