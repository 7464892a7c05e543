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
    #: law of one place: it speaks only where a bureau has adopted it, by a local parameter under its key
    is_local: bool = False

    def is_about(self, subject: Subject, usual: Mapping[str, str]) -> bool:
        """Whether a case of one of its names is one it speaks of; ``usual``: what a facet is where the subject does not say."""
        named = {**usual, **dict(subject.about)}
        return all(named.get(facet) in values for facet, values in self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """What the entries of a catalogue may say besides limits: its title, and of which type it is."""

    key: str
    title: str
    #: ``flag``, ``number``, ``text``, ``texts`` or ``word`` (one of a closed list)
    type: str
    words: Mapping[str, str] = field(default_factory=dict)
    #: a place may say it too, by a local parameter: a number, or yes or no
    is_local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Special law by subject. ``facets`` may narrow an entry down; ``attributes`` are what entries may say."""

    key: str
    title: str
    facets: Mapping[str, str] = field(default_factory=dict)
    #: facet -> what is meant where nothing is said
    usual: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    _by_name: dict[str, list[Entry]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries:
            for name in entry.names:
                self._by_name.setdefault(name, []).append(entry)

    def values_of(self, facet: str) -> list[str]:
        """What a facet may be: the usual value first, then those its entries name."""
        named = sorted(
            {
                value
                for entry in self.entries
                for key, values in entry.about
                if key == facet
                for value in values
            }
        )
        usual = [self.usual[facet]] if facet in self.usual else []
        return list(dict.fromkeys((*usual, *named)))

    def speaking(self, subject: Subject, on: date, local: Mapping[str, int] | None = None) -> list[Entry]:
        """The entries that speak of a subject on a day, the narrowest first, one of the place before one of the country.

        ``local`` are the local parameters, by which a place adopts entries. None: special law is silent.
        """
        adopted = local or {}
        speaking = [
            entry
            for entry in self._by_name.get(subject.bare_name, ())
            if entry.is_in_force(on)
            and entry.is_about(subject, self.usual)
            and (not entry.is_local or adopted.get(entry.key))
        ]
        return sorted(speaking, key=lambda entry: (-len(entry.about), not entry.is_local))

    def says(
        self, attribute: str, subject: Subject, on: date, local: Mapping[str, int] | None = None
    ) -> Said | None:
        """What is said of a subject on a day under an attribute; None where nothing is."""
        own = own_key(f"{self.key}/{attribute}", subject.bare_name)
        if local and own in local and self.attributes[attribute].is_local:
            return bool(local[own]) if self.attributes[attribute].type == "flag" else local[own]
        entry = self.saying(attribute, subject, on, local)
        return entry.says[attribute] if entry else None

    def saying(
        self, attribute: str, subject: Subject, on: date, local: Mapping[str, int] | None = None
    ) -> Entry | None:
        """The entry that says something of a subject on a day under an attribute, with its articles; None where none does."""
        return next((e for e in self.speaking(subject, on, local) if attribute in e.says), None)

    def by_key(self, key: str, on: date) -> Entry | None:
        """The entry of a key as it is in force on a day."""
        return next((entry for entry in self.entries if entry.key == key and entry.is_in_force(on)), None)

    def names(self, on: date) -> tuple[str, ...]:
        """How its subjects are called on a day, each once, in the order written: what a form offers."""
        in_force = (entry for entry in self.entries if entry.is_in_force(on))
        return tuple(dict.fromkeys(entry.names[0] for entry in in_force))


def own_key(limit: str, name: str) -> str:
    """The local parameter by which a place sets a limit, or an attribute of a catalogue, of its own for a subject.

    >>> own_key("licence/decision", "小餐饮登记")
    'licence/decision@小餐饮登记'
    """
    return f"{limit}@{name}"


def special(
    catalogue: Catalogue,
    subject: Subject,
    general: Limit | None,
    key: str,
    on: date,
    local: Mapping[str, int] | None = None,
) -> Limit | None:
    """A limit for a subject on a day, saying which rule governs: a place's own, the entry's, the general one. None: there is none of them."""
    speaking = catalogue.speaking(subject, on, local)
    entry = next((each for each in speaking if key in each.terms), None)
    limit = entry.terms[key].over(general) if entry is not None else general
    if limit is None:
        return None
    instead = f"{general.length}（{'、'.join(general.cites)}）" if general else ""
    own = own_key(key, subject.bare_name)
    first = entry or next(iter(speaking), None)
    governed = Governed(
        by="local" if entry and entry.is_local else "special" if entry else "general",
        catalogue=catalogue.key,
        subject=subject.name,
        entry=first.key if first else "",
        title=first.title if first else catalogue.title,
        instead_of=instead if entry else "",
    )
    if local and own in local:
        governed = replace(governed, by="local", title=subject.bare_name, instead_of=instead)
        return replace(limit, amount=local[own], governed=governed)
    return replace(limit, governed=governed)
