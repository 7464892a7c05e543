# SPDX-License-Identifier: MulanPSL-2.0
"""Taking a role in a family of cases: what the law keeps apart, the database keeps apart too.

The engine refuses first and says why; the unique row here decides between two who act at the same moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.errors import SeparationError
from fadu.cases.models import Case, RoleTaken
from fadu.cases.rules import separation_sets
from fadu.cases.world.worlds import procedure_of
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

#: stands between a child's id and a separation set of its own
OWN = ":"


def take(case: Case, taken: Iterable[tuple[str, str]]) -> None:
    """Record (person, role); raise SeparationError where a person holds its opposite.

    The root's sets hold over the whole family, in the root's words; a child's own sets hold within the child.
    """
    root = case.root or case
    wanted = _wanted(case, root, taken)
    if not wanted:
        return
    RoleTaken.objects.bulk_create(
        [RoleTaken(root=root, separation=s, person=p, role=r, case=case) for s, p, r in wanted],
        ignore_conflicts=True,
    )
    for text in _clashes(case, root, wanted):
        raise SeparationError(f"{text}请由他人办理。")


def clashes(case: Case, taken: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Where (person, role) would meet its opposite in a case, in words; nothing is written."""
    root = case.root or case
    return tuple(_clashes(case, root, _wanted(case, root, taken)))


def wanted(
    case: Case, root: Case, taken: Iterable[tuple[str, str]], state: State
) -> Iterator[tuple[str, str, str]]:
    """The rows that roles taken must have: separation set, person, role. Pure, as the acts tell it.

    A later edition may name its sets otherwise, and what was taken before keeps the old names: of a case that was moved
    to one nothing is certain.
    """
    if not any(entry.action == "move_edition" for entry in state.entries):
        officers = ((person, role) for person, role in taken if person.startswith("officer:"))
        yield from _wanted(case, root, officers)


def possible(case: Case, root: Case, taken: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str, str]]:
    """The rows that roles taken may have, by the sets of every edition the case and its root may have run under."""
    return frozenset(
        (separation, person, named)
        for person, role in taken
        for own in library().editions(case.kind)
        for above in library().editions(root.kind)
        for separation, named in _separations(case, root, role, own, above)
    )


def _wanted(case: Case, root: Case, taken: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [
        (separation, person, named)
        for person, role in sorted(set(taken))
        for separation, named in separations(case, root, role)
    ]


def _clashes(case: Case, root: Case, wanted: list[tuple[str, str, str]]) -> Iterator[str]:
    have = {(row.separation, row.person): row.role for row in RoleTaken.objects.filter(root=root)}
    for separation, person, role in wanted:
        if have.get((separation, person), role) != role:
            titles = procedure_of(case if separation.startswith(_own(case)) else root).roles
            held, asked = titles[have[separation, person]].title, titles[role].title
            yield f"同一人在本案中已任“{held}”，不得再任“{asked}”。"


def separations(case: Case, root: Case, role: str) -> list[tuple[str, str]]:
    """(separation set, the role's name in it) for a role taken in a case."""
    return _separations(case, root, role, procedure_of(case), procedure_of(root))


def _separations(
    case: Case, root: Case, role: str, own: Procedure, above: Procedure
) -> list[tuple[str, str]]:
    """The same under given editions of the case and of its root."""
    named = case.role_names.get(role, role)
    apart = [(name, named) for name in separation_sets([a.roles for a in above.apart], named)]
    if case.pk != root.pk:
        kept_apart = separation_sets([a.roles for a in own.apart], role)
        apart += [(f"{_own(case)}{name}", role) for name in kept_apart]
    return apart


def _own(case: Case) -> str:
    return f"{case.pk}{OWN}"
