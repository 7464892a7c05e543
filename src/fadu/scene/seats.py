# SPDX-License-Identifier: MulanPSL-2.0
"""Where the acts of a scene may be done besides by the services: at a desk, by those who have a seat there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from fadu.cases.models import Act, Case
    from fadu.people.models import Department, Officer, Party


#: one in so many lives of a kind is lived at the desk
ONE_IN = 25


class Desk(Protocol):
    """Where officers who hold an account do their acts themselves: what the services do, done by forms that are filled in."""

    def has(self, officer: Officer) -> bool:
        """Whether an officer can sign in."""

    def open(
        self,
        kind: str,
        by: Officer,
        payload: Mapping[str, Any],
        *,
        department: Department,
        parties: Sequence[tuple[Party, str]],
    ) -> Case:
        """Register a case."""

    def act(
        self, case: Case, action: str, by: Officer, payload: Mapping[str, Any], *, party: str = ""
    ) -> Act:
        """Do an act of a case, and bring the case up to date."""


@dataclass(slots=True)
class Seats:
    """Which cases are lived at the desk, whole and with all that springs from them; without a desk none are."""

    desk: Desk | None = None
    #: the kinds of which some lives are lived there
    kinds: frozenset[str] = frozenset()
    #: keys of the cases opened there
    _lived: set[int] = field(default_factory=set)

    def drawn(self, kind: str, places: Sequence[int], rng: Random) -> frozenset[int]:
        """Which of several lives of a kind are lived at the desk: one in ``ONE_IN``, and one at least."""
        if kind not in self.kinds or not places:
            return frozenset()
        return frozenset(rng.sample(places, -(-len(places) // ONE_IN)))

    def those(self, officers: Sequence[Officer], *, at_desk: bool | Case) -> list[Officer]:
        """Whoever of several may act in a case: where it is lived at the desk, those who can sign in."""
        is_there = at_desk if isinstance(at_desk, bool) else self._is_lived(at_desk)
        if not is_there or self.desk is None:
            return list(officers)
        return [officer for officer in officers if self.desk.has(officer)]

    def open(
        self,
        kind: str,
        by: Officer,
        payload: Mapping[str, Any],
        *,
        department: Department,
        parties: Sequence[tuple[Party, str]],
    ) -> Case:
        """Register a case at the desk, where it is lived from then on."""
        assert self.desk is not None
        case = self.desk.open(kind, by, payload, department=department, parties=parties)
        self._lived.add(case.pk)
        return case

    def desk_of(self, case: Case, by: Officer) -> Desk | None:
        """The desk, where a case is lived there and an officer has a seat at it."""
        return self.desk if self.desk and self._is_lived(case) and self.desk.has(by) else None

    def _is_lived(self, case: Case) -> bool:
        return (case.root_id or case.pk) in self._lived
