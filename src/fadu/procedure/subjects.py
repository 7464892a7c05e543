# SPDX-License-Identifier: MulanPSL-2.0
"""What a case is about in a catalogue of special law, as the fields say that its procedure names for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.law.catalogue import Subject
from fadu.procedure import contesting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Any

    from fadu.law.catalogue import Entry, Said
    from fadu.law.limit import Limit
    from fadu.procedure.decision import World


def subject_of(world: World, catalogue: str) -> Subject | None:
    """What a case is about, as proposed or as last set; None where its procedure names no field for it, or nothing is in it yet.

    Subject(catalogue="licence/item", name="食品经营许可", about=(("application_kind", "renewal"),))
    """
    return _subject(world, catalogue, world.value)


def _subject(world: World, catalogue: str, value_of: Callable[[str], Any]) -> Subject | None:
    rule = world.procedure.subjects.get(catalogue)
    name = value_of(rule.field) if rule else None
    if rule is None or not name:
        return None
    about = tuple((facet, str(value)) for facet in rule.about if (value := value_of(facet)))
    return Subject(catalogue=catalogue, name=str(name), about=about)


def subject_for(world: World, limit: str) -> Subject | None:
    """What a case is about, by what happened, for a limit that special law may have otherwise; None for every other limit."""
    catalogue = world.law.specials.get(limit)
    return _subject(world, catalogue, world.state.fields.get) if catalogue else None


def limit_for(world: World, key: str, on: date) -> Limit:
    """The limit that governs a case on a day: its subject's own where special law has one, by the local parameters of that day.

    A term of a remedy is the one against a decision on the bases of the case. Raises NotInForceError.
    """
    key = contesting.limit_in_place_of(world, key, on)
    subject = subject_for(world, key)
    if subject is not None:
        return world.law.limit(key, on, subject=subject, local=world.local_of(on))
    limit = world.law.limit(key, on)
    return world.law.limit(key, on, local=world.local_of(on)) if limit.local_key else limit


def said_of(world: World, catalogue: str, attribute: str, on: date | None = None) -> Said | None:
    """What special law says of the case's subject under an attribute, on the day of the act or another; None where it is silent."""
    subject, day = subject_of(world, catalogue), on or world.at.date()
    if subject is None:
        return None
    return world.law.says(attribute, subject, day, local=world.local_of(day))


def entry_saying(world: World, catalogue: str, attribute: str) -> Entry | None:
    """The entry of special law that says something of the case's subject under an attribute on the day of the act, for its articles."""
    subject, day = subject_of(world, catalogue), world.at.date()
    if subject is None:
        return None
    return world.law.catalogues[catalogue].saying(attribute, subject, day, world.local_of(day))


def own_parameters(subject: Subject, local: Mapping[str, int]) -> dict[str, int]:
    """Of the local parameters those by which a place has law of its own for subjects of a catalogue."""
    return {
        key: value for key, value in local.items() if "@" in key or key.startswith(f"{subject.catalogue}/")
    }
