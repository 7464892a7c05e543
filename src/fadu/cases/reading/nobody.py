# SPDX-License-Identifier: MulanPSL-2.0
"""Turns for which nobody is found: the post is held by nobody, whoever was assigned has left or lacks the certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.cases.reading import kept_out, turns
from fadu.cases.reading.sight import is_of_a_department
from fadu.cases.rules import officer_id_of, person_of
from fadu.cases.world import worlds
from fadu.people import selectors as people
from fadu.procedure.decision import Holding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from fadu.cases.reading.kept_out import KeptOut
    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Appointment, Bureau

#: turns that are an act of the bureau; the others are waited for
_ACTS = frozenset({"act", "sign", "resume", "confirm"})


def turns_without_anybody(bureau: Bureau, at: datetime) -> list[OpenTurn]:
    """The open turns of a bureau that nobody could take at a moment, in the order of the cases."""
    held, waiting = _held(bureau, at, frozenset()), _waiting(bureau, at)
    kept = kept_out.of(waiting, held, at)
    return [turn for turn in waiting if not any(True for _ in takers(turn, held, kept))]


@dataclass(frozen=True, slots=True, kw_only=True)
class InVain:
    """An open turn that nobody at the desk will take: nobody can, or those who can (``persons``) have no account to sign in with."""

    turn: OpenTurn
    persons: tuple[int, ...] = ()


def waited_for_in_vain(bureau: Bureau, at: datetime) -> list[InVain]:
    """The open turns of a bureau that wait for nobody, or for somebody who cannot sign in, in the order of the cases."""
    held, waiting = _held(bureau, at, frozenset()), _waiting(bureau, at)
    kept, accounts = kept_out.of(waiting, held, at), people.with_account(bureau.pk)
    vain = []
    for turn in waiting:
        persons: list[int] = []
        for person in takers(turn, held, kept):
            persons.append(officer_id_of(person) or 0)
            if persons[-1] in accounts:
                break
        else:
            vain.append(InVain(turn=turn, persons=tuple(persons)))
    return vain


def turns_left_by(bureau: Bureau, at: datetime, ending: Collection[int]) -> list[OpenTurn]:
    """The open turns that somebody can take at a moment, and nobody could if some appointments, by their keys, were over."""
    before, after = _held(bureau, at, frozenset()), _held(bureau, at, frozenset(ending))
    return [t for t in _waiting(bureau, at) if _is_taken(t, before) and not _is_taken(t, after)]


def turns_taken_by(bureau: Bureau, at: datetime, given: Appointment) -> list[OpenTurn]:
    """The open turns that nobody can take at a moment, and that whoever were given a post could."""
    officer, on = given.officer, at.date()
    certified = officer.certificates.filter(valid_from__lte=on, valid_to__gte=on).exists()
    qualified = people.is_qualified_officer(officer, on)
    new = Holding(
        post=given.post,
        by=given.kind,
        certified=certified,
        qualified=qualified,
        department=str(given.department_id or ""),
    )
    before = _held(bureau, at, frozenset())
    after = {**before, person_of(officer.pk): [*before.get(person_of(officer.pk), []), new]}
    return [t for t in _waiting(bureau, at) if not _is_taken(t, before) and _is_taken(t, after)]


def _held(bureau: Bureau, at: datetime, without: frozenset[int]) -> dict[str, list[Holding]]:
    """Who holds what in a bureau at a moment, some appointments left out."""
    staff = [number for number, _ in people.officers_of(bureau.pk, at.date())]
    return {
        person_of(number): [worlds.holding_of(one) for one in rows if one.appointment_id not in without]
        for number, rows in people.holdings_of(staff, at, bureau.pk).items()
    }


def _waiting(bureau: Bureau, at: datetime) -> list[OpenTurn]:
    return [turn for turn in turns.open_in(bureau.pk, at.date()) if _is_ours(turn)]


def _is_ours(turn: OpenTurn) -> bool:
    """Whether an officer is waited for, in a case whose kind this program knows."""
    return worlds.is_installed(turn.case.kind) and any(who in {"post", "officer"} for who, _ in turn.whom)


def _is_taken(turn: OpenTurn, held: dict[str, list[Holding]]) -> bool:
    """Whether somebody holds what the turn asks for."""
    return any(True for _ in _holders(turn, held))


def takers(turn: OpenTurn, held: dict[str, list[Holding]], kept: KeptOut) -> Iterator[str]:
    """The persons who hold what a turn asks for and are not kept out of it for what they did or are in the case."""
    by_name = bool(worlds.procedure_of(turn.case).roles[turn.role].assigned_by)
    return (one for one in _holders(turn, held) if by_name or not kept.is_kept(turn, one))


def _holders(turn: OpenTurn, held: dict[str, list[Holding]]) -> Iterator[str]:
    """The persons who hold a post of the turn's role where the case is, with the certificate the role asks for."""
    role = worlds.procedure_of(turn.case).roles[turn.role]
    action = turn.what if turn.kind in _ACTS else turn.kind
    names = {name for _, name in turn.whom}
    persons: Iterable[tuple[str, list[Holding]]] = (
        [(person, held.get(person, [])) for person in names] if role.assigned_by else held.items()
    )
    for person, holdings in persons:
        if any(
            holding.post in role.post
            and _is_there(holding, str(turn.case.department_id or ""))
            and holding.covers(turn.case.kind, str(turn.case.department_id or ""), action)
            and (holding.certified or not role.certified)
            and (holding.qualified or not role.qualified)
            for holding in holdings
        ):
            yield person


def _is_there(holding: Holding, department: str) -> bool:
    """Whether a holding is where the case is: the head of one department is not waited for in another."""
    if not (is_of_a_department(holding.post) and holding.department and department):
        return True
    return holding.department == department
