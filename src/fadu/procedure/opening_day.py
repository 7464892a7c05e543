# SPDX-License-Identifier: MulanPSL-2.0
"""The edition a case opens under: that of the legal day of what its start act records, as far as later editions do not take it over.

What reached the bureau before an edition began is a running case of the earlier one, whenever it is registered. An edition that takes
running cases over (`move`) takes it at once; one that lets them go on (`continue`) leaves it where it was.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.procedure.model import BY_LAW, START

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.procedure.model import Action, Procedure


def starts_of(procedure: Procedure) -> Iterator[Action]:
    """The acts of people that open a case."""
    return (each for each in procedure.actions.values() if START in each.sources and each.by != BY_LAW)


def event_of(procedure: Procedure) -> tuple[str, str]:
    """The event outside that opening a case records, and the field that says its day; both empty where it records none.

    The checker proves that it is one over all editions of a kind.
    """
    return next((pair for each in starts_of(procedure) for pair in each.dated.items()), ("", ""))


def day_of(editions: Sequence[Procedure], payload: Mapping[str, Any], on: date) -> date:
    """The legal day of what opens a case, as its payload says it: that of the act itself where it does not, and never a later one."""
    _event, field = event_of(editions[-1])
    try:
        return min(date.fromisoformat(str(payload.get(field) or "")[:10]), on)
    except ValueError:
        return on


def edition_for(editions: Sequence[Procedure], payload: Mapping[str, Any], on: date) -> Procedure | None:
    """The edition under which a case opens that is recorded on a day; None before the first.

    ``editions`` are those of the kind, oldest first. What happened before the first of them opens under the first.
    """
    begun = [procedure for procedure in editions if procedure.edition <= on]
    if not begun:
        return None
    return _taken_over(begun, day_of(editions, payload, on))


def possible(editions: Sequence[Procedure], on: date) -> tuple[Procedure, ...]:
    """The editions under which a case recorded on a day may open, depending on the day of its event."""
    begun = [procedure for procedure in editions if procedure.edition <= on]
    if not begun or not event_of(editions[-1])[1]:
        return tuple(begun[-1:])
    taken = {each.edition: each for each in (_taken_over(begun, procedure.edition) for procedure in begun)}
    return tuple(taken.values())


def _taken_over(begun: Sequence[Procedure], day: date) -> Procedure:
    standing = next((p for p in reversed(begun) if p.edition <= day), begun[0])
    for later in begun:
        if later.edition > standing.edition and later.running.kind == "move":
            standing = later
    return standing
