# SPDX-License-Identifier: MulanPSL-2.0
"""Catalogues: what special law says of one subject matter (a licence item, a basis of punishment, a field of tip-offs).

Special law goes before general law. An entry says which limits are other ones for its subject, and whatever else its
catalogue declares. Where an entry is silent, and where there is none, the general rule stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fadu.law.limit import Dated, Governed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.law.limit import Limit

#: what an entry may say of an attribute
Said = str | int | bool | tuple[str, ...]
#: brackets after a name narrow it down, and do not make it another one: 食品经营许可（热食类）
_BRACKETS = "（("


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The subject matter of a case as its fields name it: in which catalogue, by which name, and what narrows it down.

    >>> Subject(catalogue="licence/item", name="食品经营许可", about=(("application_kind", "renewal"),)).bare_name
    '食品经营许可'
    """

    catalogue: str
    name: str
    about: tuple[tuple[str, str], ...] = ()

    @property
    def bare_name(self) -> str:
        """The name without spaces and without what stands in brackets at its end."""
        name = "".join(self.name.split())
        opening = min((place for place in map(name.find, _BRACKETS) if place > 0), default=len(name))
        return name[:opening]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A limit as an entry has it: what it says itself, and which parts; the others are those of the general rule."""

    limit: Limit
    said: tuple[str, ...]

    def over(self, general: Limit | None) -> Limit:
        """The limit that governs: the entry's own words in the general rule's place."""
        if general is None:
            return self.limit
        kept = {name: getattr(general, name) for name in _MAY_KEEP if name not in self.said}
        return replace(self.limit, **kept)


#: what a term takes from the general rule where it does not say it itself
_MAY_KEEP = ("first_day_counts", "rolls", "backwards", "excludes", "extensions", "restarts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Dated):
    """What special law says of one subject over a span of days. ``key`` names the entry within its catalogue."""

    catalogue: str
    #: how a case may name it, besides its title
    names: tuple[str, ...] = ()
    #: what narrows it down: ``(("application_kind", ("renewal",)),)``; nothing: every case of that name
    about: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: the limits it has of its own
    terms: Mapping[str, Term] = field(default_factory=dict)
    #: what else it says, by the attributes of its catalogue; a silent one is absent
    says: Mapping[str, Said] = field(default_factory=dict)

    def is_about(self, subject: Subject) -> bool:
        """Whether a case of this subject is one it speaks of."""
        if subject.bare_name not in self.names:
            return False
        named = dict(subject.about)
        return all(named.get(facet) in values for facet, values in self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """What the entries of a catalogue may say besides limits: its title, and of which type it is."""

    key: str
    title: str
    #: ``flag``, ``number``, ``text``, ``texts`` or ``word`` (one of a closed list)
    type: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Special law by subject. ``facets`` may narrow an entry down; ``attributes`` are what entries may say."""

    key: str
    title: str
    facets: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()

    def speaking(self, subject: Subject, on: date) -> list[Entry]:
        """The entries that speak of a subject on a day, the one narrowed down the most first. None: special law is silent."""
        speaking = [entry for entry in self.entries if entry.is_in_force(on) and entry.is_about(subject)]
        return sorted(speaking, key=lambda entry: -len(entry.about))

    def says(self, attribute: str, subject: Subject, on: date) -> Said | None:
        """What is said of a subject on a day under an attribute; None where nothing is."""
        saying = (entry.says[attribute] for entry in self.speaking(subject, on) if attribute in entry.says)
        return next(saying, None)

    def by_key(self, key: str, on: date) -> Entry | None:
        """The entry of a key as it is in force on a day."""
        return next((entry for entry in self.entries if entry.key == key and entry.is_in_force(on)), None)

    def names(self, on: date) -> tuple[str, ...]:
        """How its subjects are called on a day, each once, in the order written: what a form offers."""
        in_force = (entry for entry in self.entries if entry.is_in_force(on))
        return tuple(dict.fromkeys(entry.names[0] for entry in in_force))


def special(
    catalogue: Catalogue, subject: Subject, general: Limit | None, key: str, on: date
) -> Limit | None:
    """A limit for a subject on a day, saying which rule governs: the entry's own, else the general one. None: there is neither."""
    speaking = catalogue.speaking(subject, on)
    entry = next((each for each in speaking if key in each.terms), None)
    if entry is not None:
        instead = f"{general.length}（{'、'.join(general.cites)}）" if general else ""
        governed = Governed(
            by="special",
            catalogue=catalogue.key,
            subject=subject.name,
            entry=entry.key,
            title=entry.title,
            instead_of=instead,
        )
        return replace(entry.terms[key].over(general), governed=governed)
    if general is None:
        return None
    entry = next(iter(speaking), None)
    governed = Governed(
        by="general",
        catalogue=catalogue.key,
        subject=subject.name,
        entry=entry.key if entry else "",
        title=entry.title if entry else catalogue.title,
    )
    return replace(general, governed=governed)
