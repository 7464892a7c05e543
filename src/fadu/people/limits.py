# SPDX-License-Identifier: MulanPSL-2.0
"""What a power is limited to: kinds of case, actions, departments. Kept with the appointment, bound in every decision."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import BadInputError, UnknownNameError
from fadu.people.models import Department
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.people.models import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerLimits:
    """What a power is limited to: kinds of case, actions, departments (by id). An empty list is no limit."""

    kinds: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    departments: tuple[int, ...] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Sequence[Any]]) -> PowerLimits:
        """The limits as a row keeps them."""
        return cls(**{name: tuple(values) for name, values in kept.items()})

    def kept(self) -> dict[str, list[Any]]:
        """As a row keeps them: only what is limited.

        >>> PowerLimits(kinds=("penalty",)).kept()
        {'kinds': ['penalty']}
        """
        return {name: list(values) for name, values in asdict(self).items() if values}

    def within(self, other: PowerLimits) -> bool:
        """Whether nothing goes beyond what another is limited to.

        >>> PowerLimits(kinds=("penalty",)).within(PowerLimits()), PowerLimits().within(PowerLimits(kinds=("penalty",)))
        (True, False)
        """
        own, wider = asdict(self), asdict(other)
        return all(not wider[name] or (own[name] and set(own[name]) <= set(wider[name])) for name in wider)


UNLIMITED = PowerLimits()


def check(officer: Officer, limits: PowerLimits) -> None:
    """PowerLimits name kinds of case and actions that exist, and departments of the officer's bureau. Raises."""
    for kind in limits.kinds:
        library().folder(kind)
    known = actions_of(limits.kinds) if limits.actions else {}
    for action in limits.actions:
        if action not in known:
            raise UnknownNameError("办理动作", action, known)
    there = officer.bureau.departments.filter(pk__in=limits.departments).count()
    if there != len(set(limits.departments)):
        raise BadInputError(
            expected=f"{officer.bureau}的内设机构",
            got=limits.departments,
            where="限定的机构",
            remedy="从列表中选择",
        )


def actions_of(kinds: Sequence[str]) -> dict[str, str]:
    """Action -> title over all editions of these kinds (none named: all kinds), and of what every kind knows."""
    titles = dict(BUILT_IN)
    for kind in kinds or library().kinds():
        for edition in library().editions(kind):
            titles.update((key, action.title) for key, action in edition.actions.items())
    return titles


def kinds() -> list[tuple[str, str]]:
    """The kinds of case a power may be limited to, with their titles."""
    return [(kind, library().title(kind)) for kind in library().kinds()]


def in_words(limits: PowerLimits) -> str:
    """PowerLimits in words, for screens and grounds; empty where there are none."""
    kinds = [library().title(kind) for kind in limits.kinds]
    titles = actions_of(limits.kinds) if limits.actions else {}
    rows = Department.objects.filter(pk__in=limits.departments).order_by("pk") if limits.departments else []
    parts = (
        kinds,
        list(dict.fromkeys(titles.get(key, key) for key in limits.actions)),
        [row.name for row in rows],
    )
    return "；".join("、".join(part) for part in parts if part)[:200]
