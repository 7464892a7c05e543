# SPDX-License-Identifier: MulanPSL-2.0
"""The law as a library of dated rules: every look-up takes the day whose law governs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.errors import UnknownNameError
from fadu.law import catalogue, deadline, instruments
from fadu.law import remedies as remedy_rules
from fadu.law.calendar import Calendar, shipped
from fadu.law.deadline import Due
from fadu.law.errors import NotInForceError
from fadu.law.explanation import Explanation
from fadu.law.remedies import Contested

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fadu.law.basis import Basis
    from fadu.law.catalogue import Catalogue, Entry, Said, Subject
    from fadu.law.events import Event
    from fadu.law.instruments import Citation, Instrument
    from fadu.law.limit import Dated, Limit, Option, Provision, RemedyRule, Threshold
    from fadu.law.remedies import Remedies
    from fadu.law.stretch import Extension, Pause

#: how many last days a law keeps before it begins anew
_KEPT = 20_000
Rule = TypeVar("Rule", bound="Dated")


#: the book of the bases of punishment
BASES = "bases"
#: what is named instead of a key of the bases where they do not hold what is meant
OWN = "own"
#: under which the full titles of the instruments are kept; no book is called so
_TITLES = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Limits, thresholds, closed lists, provisions, bases of punishment, instruments and the working calendar. Immutable."""

    limits_by_key: Mapping[str, tuple[Limit, ...]]
    thresholds_by_key: Mapping[str, tuple[Threshold, ...]]
    options_by_list: Mapping[str, tuple[Option, ...]]
    instruments: Mapping[str, Instrument]
    events: Mapping[str, Event] = field(default_factory=dict)
    provisions_by_key: Mapping[str, tuple[Provision, ...]] = field(default_factory=dict)
    bases_by_key: Mapping[str, tuple[Basis, ...]] = field(default_factory=dict)
    remedy_rules: Mapping[str, tuple[RemedyRule, ...]] = field(default_factory=dict)
    #: special law by subject matter
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    #: limit -> the catalogue whose entries may have it otherwise
    specials: Mapping[str, str] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=shipped)

    #: last days already computed, of limits that start on a day and that nothing stretches
    _dues: dict[tuple[str, date, date, Subject | None], Due] = field(
        default_factory=dict, compare=False, repr=False
    )

    #: what the books of the law offer, by the book, and the full titles of its instruments: read off once
    _read_off: dict[str, Mapping[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def with_calendar(self, calendar: Calendar) -> Law:
        """The same law with another working calendar (a bureau's adopted notices)."""
        return self if calendar is self.calendar else replace(self, calendar=calendar, _dues={})

    def limits(self) -> tuple[Limit, ...]:
        """Every dated value of every limit."""
        return tuple(value for values in self.limits_by_key.values() for value in values)

    def limit(
        self, key: str, on: date, *, local: Mapping[str, int] | None = None, subject: Subject | None = None
    ) -> Limit:
        """The limit that governs a day; for a subject matter its own one, where a catalogue has one, which says so (``governed``).

        Given the local parameters, one whose length a place sets has that length.
        Raises UnknownNameError, and NotInForceError also where the parameters given do not set the length.
        """
        if subject is not None and self.specials.get(key) == subject.catalogue:
            limit = self._special(key, on, subject, local)
        else:
            limit = in_force(self._values(key), on, key)
        if local is None or not limit.local_key:
            return limit
        if limit.local_key not in local:
            raise NotInForceError(
                f"“{limit.title}”的长度由本机关自定，{on.isoformat()}没有设定。请由系统管理员在“地方参数”中设定。"
            )
        return replace(limit, amount=local[limit.local_key])

    def _values(self, key: str) -> tuple[Limit, ...]:
        values = self.limits_by_key.get(key)
        if values is None:
            if key in self.specials:
                return ()
            raise UnknownNameError("期限", key, self.limits_by_key)
        return values

    def _special(self, key: str, on: date, subject: Subject, local: Mapping[str, int] | None) -> Limit:
        """The limit for a subject; the general one, saying so, where its catalogue is silent."""
        values = self._values(key)
        general = next((value for value in values if value.is_in_force(on)), None)
        limit = catalogue.special(self.catalogues[subject.catalogue], subject, general, key, on, local)
        return in_force(values, on, key) if limit is None else limit

    def says(
        self, attribute: str, subject: Subject, on: date, *, local: Mapping[str, int] | None = None
    ) -> Said | None:
        """What special law says of a subject matter on a day under an attribute of its catalogue; None where it is silent."""
        if subject.catalogue not in self.catalogues:
            raise UnknownNameError("目录", subject.catalogue, self.catalogues)
        return self.catalogues[subject.catalogue].says(attribute, subject, on, local)

    def due(
        self,
        key: str,
        start: date | datetime,
        *,
        on: date | None = None,
        pauses: Sequence[Pause] = (),
        extensions: Sequence[Extension] = (),
        calendar: Calendar | None = None,
        local: Mapping[str, int] | None = None,
        subject: Subject | None = None,
    ) -> Due:
        """The last day of a limit that starts on a day; ``on`` is the day whose law governs (default: the start).

        Where two rules bind at once, the one that prevails is the answer and both are explained. ``calendar``
        counts by other notices than this law's own; ``local`` are the local parameters in force, ``subject`` the subject
        matter that may have a limit of its own. Raises UnknownNameError, NotInForceError, YearError.

        >>> from fadu.law import library
        >>> library().due("penalty/defence", date(2022, 1, 28)).last_day
        datetime.date(2022, 2, 9)
        """
        if calendar is not None:
            other_law = self.with_calendar(calendar)
            return other_law.due(
                key, start, on=on, pauses=pauses, extensions=extensions, local=local, subject=subject
            )
        if pauses or extensions or local or isinstance(start, datetime):
            return self._due(key, start, on, pauses, extensions, local, subject)
        asked = key, start, on or start, subject
        due = self._dues.get(asked)
        if due is None:
            if len(self._dues) >= _KEPT:
                self._dues.clear()
            due = self._dues[asked] = self._due(key, start, on, (), (), None, subject)
        return due

    def _due(
        self,
        key: str,
        start: date | datetime,
        on: date | None,
        pauses: Sequence[Pause],
        extensions: Sequence[Extension],
        local: Mapping[str, int] | None,
        subject: Subject | None,
    ) -> Due:
        began = start.date() if isinstance(start, datetime) else start
        day = on or began
        limit = self.limit(key, day, local=local or {}, subject=subject)
        due = self._compute(limit, start, day, pauses, extensions, subject, local)
        if limit.together:
            due = self._with_another(limit, due, start, day, pauses, extensions)
        return self._asked_of_what_runs(limit, day, due)

    def _with_another(
        self,
        limit: Limit,
        due: Due,
        start: date | datetime,
        day: date,
        pauses: Sequence[Pause],
        extensions: Sequence[Extension],
    ) -> Due:
        """Of two rules that bind at once, the last day of the one that prevails."""
        other = self._compute(self.limit(limit.together, day), start, day, pauses, extensions)
        earlier, later = sorted((due, other), key=lambda d: d.last_day)
        also = self.limit(limit.together, day)
        return _both(earlier if limit.prevails == "earlier" else later, due, other, limit, also.title)

    def _succeeding(self, limit: Limit) -> tuple[Limit, ...]:
        """The values of the rule that a limit is one of; none of those follows what special law says instead."""
        is_special = limit.governed is not None and limit.governed.by == "special"
        return () if is_special else self.limits_by_key[limit.key]

    def _asked_of_what_runs(self, limit: Limit, day: date, due: Due) -> Due:
        """With what later values leave open about a term that still runs when they come."""
        open_questions = [
            later.transition
            for later in self._succeeding(limit)
            if later.transition and day < later.in_force_from <= due.last_day
        ]
        return deadline.asking(due, open_questions) if open_questions else due

    def _compute(
        self,
        limit: Limit,
        start: date | datetime,
        day: date,
        pauses: Sequence[Pause],
        extensions: Sequence[Extension],
        subject: Subject | None = None,
        local: Mapping[str, int] | None = None,
    ) -> Due:
        return deadline.compute(
            limit,
            start,
            calendar=self.calendar,
            pauses=pauses,
            extensions=extensions,
            extension_limit=lambda key: self.limit(
                key, day, subject=subject, local=local if subject else None
            ),
        )

    def threshold(
        self, key: str, on: date, *, local: Mapping[str, int] | None = None, **about: str
    ) -> Threshold:
        """The threshold that governs a day, about a kind of party and the like; a local parameter replaces its value."""
        if key not in self.thresholds_by_key:
            raise UnknownNameError("界限", key, self.thresholds_by_key)
        wanted = set(about.items())
        candidates = [t for t in self.thresholds_by_key[key] if set(t.about) <= wanted or not t.about]
        threshold = in_force(candidates, on, key)
        if local and threshold.local_key in local:
            return replace(threshold, value=local[threshold.local_key])
        if threshold.local_only:
            raise NotInForceError(
                f"“{threshold.title}”由本地规定，{on.isoformat()}没有设定。请由系统管理员在“地方参数”中设定。"
            )
        return threshold

    def local_keys(self) -> Mapping[str, Limit | Threshold]:
        """What the law leaves to a place: local parameter -> the newest rule that reads it."""
        rules: list[Limit | Threshold] = [
            t for versions in self.thresholds_by_key.values() for t in versions if t.local_key
        ]
        rules += [limit for versions in self.limits_by_key.values() for limit in versions if limit.local_key]
        return {rule.local_key: rule for rule in rules}

    def options(self, key: str, on: date) -> tuple[Option, ...]:
        """The items of a closed list on a day, in their order."""
        if key not in self.options_by_list:
            raise UnknownNameError("选项表", key, self.options_by_list)
        return tuple(option for option in self.options_by_list[key] if option.is_in_force(on))

    def basis(self, key: str, on: date) -> Basis:
        """The basis of punishment as the edition of a day has it. Raises UnknownNameError and NotInForceError.

        >>> from fadu.law import library
        >>> library().basis("company/false_registration", date(2024, 5, 20)).cites
        ('公司法(2018) 198',)
        """
        if key not in self.bases_by_key:
            raise UnknownNameError("处罚依据", key, self.bases_by_key)
        return in_force(self.bases_by_key[key], on, key)

    def names_in(self, book: str) -> Mapping[str, str]:
        """The names a book of the law offers, each with what it is called: the bases of punishment, or a catalogue.

        Raises UnknownNameError.
        """
        if book not in self.named_books:
            raise UnknownNameError("目录", book, self.named_books)
        if book not in self._read_off:
            self._read_off[book] = self._names_of(book)
        return self._read_off[book]

    def _names_of(self, book: str) -> dict[str, str]:
        if book == BASES:
            return {key: values[-1].title for key, values in self.bases_by_key.items()} | {OWN: "目录外"}
        return {name: name for e in self.catalogues[book].entries for name in (e.names or (e.title,))[:1]}

    def spelled_in(self, book: str) -> Mapping[str, str]:
        """The names of a book as forms offer them: each with the law it belongs to, where the book is of many laws.

        Raises UnknownNameError.
        """
        names = self.names_in(book)
        if book != BASES:
            return names
        cited = {key: values[-1].cites[:1] for key, values in self.bases_by_key.items()}
        return {key: "——".join((name, *cited.get(key, ()))) for key, name in names.items()}

    @property
    def named_books(self) -> tuple[str, ...]:
        """The books of the law that offer names."""
        return (BASES, *self.catalogues)

    def books(self) -> dict[str, Mapping[str, tuple[Dated, ...]]]:
        """Every dated rule by kind and key; no two kinds share a key."""
        return {
            "limit": self.limits_by_key,
            "threshold": self.thresholds_by_key,
            "options": self.options_by_list,
            "provision": self.provisions_by_key,
            "entry": self.entries_by_key(),
            "basis": self.bases_by_key,
        }

    def entries_by_key(self) -> dict[str, tuple[Entry, ...]]:
        """The dated values of every entry of every catalogue, the oldest first."""
        values: dict[str, list[Entry]] = {}
        for entry in (entry for home in self.catalogues.values() for entry in home.entries):
            values.setdefault(entry.key, []).append(entry)
        return {key: tuple(dated) for key, dated in values.items()}

    def rules(self, key: str) -> tuple[Dated, ...]:
        """Every dated value under a key: of a provision, a limit, a threshold or a closed list. Raises UnknownNameError."""
        plain: tuple[Mapping[str, tuple[Dated, ...]], ...] = (
            self.limits_by_key,
            self.thresholds_by_key,
            self.options_by_list,
            self.provisions_by_key,
        )
        for book in plain:
            if key in book:
                return book[key]
        books = self.books().values()
        for book in books:
            if key in book:
                return book[key]
        raise UnknownNameError("法律依据", key, [known for book in books for known in book])

    def cites(self, key: str, on: date) -> tuple[str, ...]:
        """The articles that govern a day under a key; none on a day on which nothing of it is in force.

        >>> from fadu.law import library
        >>> library().cites("penalty/filing_conditions", date(2022, 3, 1))
        ('程序规定 19',)
        """
        return tuple(
            dict.fromkeys(cite for rule in self.rules(key) if rule.is_in_force(on) for cite in rule.cites)
        )

    def cite(self, text: str) -> Citation | None:
        """What a citation like ``行政处罚法 44`` means; None where the register does not hold it."""
        return instruments.cite(text, self.instruments)

    def in_full(self, text: str) -> str:
        """A text that names laws in 《》, with their full titles."""
        if _TITLES not in self._read_off:
            self._read_off[_TITLES] = instruments.full_titles(self.instruments.values())
        return instruments.in_full(text, self._read_off[_TITLES])

    def cites_known(self, text: str) -> bool:
        """Whether the register of law holds the article."""
        return self.cite(text) is not None

    def remedies(self, contested: Contested, served_on: date | None) -> Remedies:
        """The remedies against a decision, by the law of the day it was made and what it falls under.

        >>> from fadu.law import library
        >>> against = Contested(made_on=date(2024, 3, 18), under=("on_the_spot",))
        >>> [(each.kind, each.length, each.after) for each in library().remedies(against, None).items]
        [('reconsideration', '60日', ''), ('litigation', '15日', 'reconsideration')]
        """
        return remedy_rules.remedies(self, contested, served_on)


def in_force(values: Iterable[Rule], on: date, key: str) -> Rule:
    """The value that governs a day."""
    known = tuple(values)
    for value in reversed(known):
        if value.in_force_from <= on and (value.in_force_to is None or on <= value.in_force_to):
            return value
    spans = "、".join(f"{v.in_force_from}至{v.in_force_to or '今'}" for v in known) or "无"
    raise NotInForceError(f"“{key}”在{on.isoformat()}没有施行的规定；收录的有：{spans}。")


def _both(chosen: Due, own: Due, other: Due, limit: Limit, also: str) -> Due:
    def explain() -> Explanation:
        word = "较早" if limit.prevails == "earlier" else "较晚"
        lines = (
            *own.explanation.lines,
            f"同时适用“{also}”：",
            *other.explanation.lines,
            f"两项规定同时有效，取{word}的一日：{chinese_date(chosen.last_day)}。提请法制机构确认。",
        )
        facts = {
            **own.explanation.facts,
            "together": other.explanation.facts,
            "prevails": limit.prevails,
            "due": chosen.last_day.isoformat(),
            "provisional": own.provisional or other.provisional,
        }
        return Explanation(lines=lines, facts=facts)

    return Due(last_day=chosen.last_day, provisional=own.provisional or other.provisional, _explain=explain)
