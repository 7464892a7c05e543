# SPDX-License-Identifier: MulanPSL-2.0
"""What a bureau has adopted, as of a day: local parameters and names, and the holiday notices its working calendar rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, Q, Value

from fadu.kernel import digests
from fadu.law.calendar import Calendar, shipped
from fadu.law.notices import read_notice
from fadu.ledger import selectors as ledger
from fadu.people.models import HolidayNotice, LocalName, LocalParameter
from fadu.people.proof import CALENDAR
from fadu.people.rules import bodies, particulars
from fadu.storage.once import answers, looked_up
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.people.models import Bureau

_PARAMETERS = Prepared(
    lambda bureau, on: (
        LocalParameter.objects.filter(Q(end=None) | Q(end__gte=on), bureau_id=bureau, start__lte=on)
        .order_by("start")
        .values_list("key", "value")
    ),
    int,
    date,
)
_ALL_PARAMETERS = Prepared(
    lambda bureau: (
        LocalParameter.objects.filter(bureau_id=bureau)
        .order_by("start")
        .values_list("key", "value", "start", "end")
    ),
    int,
)
_NOTICES = Prepared(lambda: HolidayNotice.objects.order_by("year").values_list("year", "text"))
_ADOPTED = Prepared(
    lambda bureau: (
        LocalParameter.objects.filter(bureau_id=bureau)
        .values_list("key", "value", "start", "end")
        .union(
            HolidayNotice.objects.values_list(
                "text", "year", Value(None, DateField()), Value(None, DateField())
            ),
            all=True,
        )
    ),
    int,
)


@dataclass(frozen=True, slots=True)
class LocalParameters:
    """The local parameters of a bureau, of whichever day they are asked for. Equal where they are the same on every day."""

    #: (key, value, first day, last day) by first day
    spans: tuple[tuple[str, int, date, date | None], ...] = ()

    def __call__(self, on: date) -> Mapping[str, int]:
        """Those in force on a day."""
        return {
            key: value for key, value, start, end in self.spans if start <= on and (end is None or end >= on)
        }

    @property
    def changes(self) -> Iterator[date]:
        """The days from which other parameters are in force than the day before."""
        for _, _, start, end in self.spans:
            yield start
            if end is not None:
                yield end + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A local parameter, the day from which it holds, and the later day on which it was entered."""

    key: str
    start: date
    on: date


@dataclass(frozen=True, slots=True)
class KnownThen:
    """The local parameters of a bureau as they were known on a day: one entered afterwards held from its entry only."""

    #: (key, value, first day, day from which it was known) by first day
    spans: tuple[tuple[str, int, date, date], ...] = ()
    #: those entered after their first day
    afterwards: tuple[Entered, ...] = ()

    def __call__(self, on: date) -> Mapping[str, int]:
        """Those known and in force on a day: of several of one key the one that began last."""
        return {key: value for key, value, start, known in self.spans if start <= on and known <= on}


def known_then(bureau: Bureau) -> KnownThen:
    """The local parameters of every day as they were known on it."""
    late = entered_afterwards(bureau)
    rows = list(bureau.parameters.order_by("start", "pk"))
    return KnownThen(
        tuple((row.key, row.value, row.start, late.get(row.pk, row.start)) for row in rows),
        tuple(Entered(key=row.key, start=row.start, on=late[row.pk]) for row in rows if row.pk in late),
    )


def local_parameters_by_day(bureau: Bureau) -> LocalParameters:
    """The local parameters of every day, in one query."""
    return LocalParameters(tuple(_ALL_PARAMETERS(bureau.pk)))


def local_parameters(bureau: Bureau, on: date) -> Mapping[str, int]:
    """The local parameters in force on a day."""
    return dict(_PARAMETERS(bureau.pk, on))


def local_names(bureau: Bureau, on: date) -> dict[str, str]:
    """How the law calls a body -> what it is called here on a day; the superior is the parent bureau where none is entered."""
    rows = LocalName.objects.filter(bureau=bureau, start__lte=on).order_by("start").values_list("key", "name")
    named = {"superior": bureau.parent.name} if bureau.parent else {}
    named.update(rows)
    return {bodies()[key]: name for key, name in named.items() if key in bodies()}


def local_words_of(bureau: Bureau, on: date) -> dict[str, str]:
    """All that a bureau has entered for its papers, by code, as it stands on a day."""
    rows = LocalName.objects.filter(bureau=bureau, start__lte=on).order_by("start").values_list("key", "name")
    return dict(rows)


def particulars_of(bureau: Bureau, on: date) -> dict[str, str]:
    """How a bureau is reached and where one pays on a day, by code; what is not entered is left out."""
    return {key: text for key, text in local_words_of(bureau, on).items() if key in particulars()}


def parameter_documents(bureau: Bureau, on: date) -> list[tuple[str, date]]:
    """(document it rests on, since when) of the local parameters in force on a day."""
    rows = LocalParameter.objects.filter(Q(end=None) | Q(end__gte=on), bureau=bureau, start__lte=on)
    return list(rows.order_by("key", "start").values_list("document", "start"))


_calendars: dict[tuple[tuple[int, str], ...], Calendar] = {}


def working_calendar(bureau: Bureau | None = None) -> Calendar:
    """The shipped calendar with the notices adopted; one object for each set of notices, so that it is built once."""
    if bureau is not None and answers() is not None:
        return adopted_by(bureau)[0]  # the page asks for what the bureau adopted anyway
    return _calendar_with(tuple(_NOTICES()))


def adopted_by(bureau: Bureau) -> tuple[Calendar, LocalParameters]:
    """The working calendar and the local parameters of every day, in one query: what the law leaves to a bureau to adopt."""
    return looked_up(("adopted by", bureau.pk), lambda: _read_off(bureau))


def _read_off(bureau: Bureau) -> tuple[Calendar, LocalParameters]:
    notices, spans = _adopted_by(bureau)
    return _calendar_with(notices), LocalParameters(spans)


def adoption_of(bureau: Bureau) -> str:
    """A digest of what a bureau has adopted: the same where nothing of it was changed."""
    return digests.of(repr(_adopted_by(bureau)).encode())


def _adopted_by(bureau: Bureau) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[Any, ...], ...]]:
    """The notices by year, and the local parameters by first day and key."""
    rows = _ADOPTED(bureau.pk)
    spans = sorted((row for row in rows if row[2] is not None), key=lambda row: (row[2], row[0]))
    return tuple(sorted((year, text) for text, year, start, _ in rows if start is None)), tuple(spans)


def _calendar_with(adopted: tuple[tuple[int, str], ...]) -> Calendar:
    if not adopted:
        return shipped()
    if adopted not in _calendars:
        calendar = shipped()
        for year, text in adopted:
            calendar = calendar.with_notice(read_notice(text, f"已采用的{year}年放假通知", year=year))
        _calendars[adopted] = calendar
    return _calendars[adopted]


def calendar_entered() -> Calendar:
    """The working calendar by the notices as the ledger says they were adopted, whatever their rows say now."""
    adopted = {
        said.body["year"]: str(said.body["text"])
        for said in ledger.said_in(CALENDAR).values()
        if {"year", "text"} <= said.body.keys()
    }
    return _calendar_with(tuple(sorted(adopted.items())))


def entered_afterwards(bureau: Bureau) -> dict[int, date]:
    """The local parameters that were entered later than the day from which they hold: by their key, the day of the entry.

    What was done in between was done without them, and is judged by them from then on.
    """
    rows = {f"parameter:{row.pk}": row for row in bureau.parameters.all()}
    days = ledger.begun_on(rows)
    return {row.pk: days[stream] for stream, row in rows.items() if days.get(stream, row.start) > row.start}
