# SPDX-License-Identifier: MulanPSL-2.0
"""Named checks for contradictions in a record itself: numbers, years, dates, identity codes. They are facts, not law.

The same checks find them in a whole record (`fadu check`) and in an act about to be recorded, where they are shown as
warnings and kept with the act: real life holds such records, so they never stand in the way.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from fadu.cases.reading import oddities
from fadu.cases.reading.whole_record import Record
from fadu.cases.rules import names_in, party_key
from fadu.cases.world.worlds import procedure_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.models import Party
from fadu.people.parties import identity_problems
from fadu.procedure import both_ends, mending
from fadu.procedure.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.procedure.model import Field

#: ﹝﹞ are the six-cornered brackets in another width
_YEAR = re.compile(r"[〔﹝\[（(【](\d{4})[〕﹞\]）)】]")
_DECISION_NUMBER = re.compile(r"[罚处]")
#: codes of sole traders begin with 92, all others are enterprises, bodies and organs
SOLE_TRADER = "92"


def number_year(record: Record) -> Iterator[str]:
    """The year in a number is not that of the record: before its first act, or long after its last.

    A number that is a decision's own bears the year of the decision, where the day of that is stated.
    """
    match = _YEAR.search(record.number)
    if not match or not record.entries:
        return
    days = [entry.at for entry in record.entries]
    year, first, last = int(match[1]), min(days).year, max(days).year
    decided = [entry.at for entry in record.entries if entry.action == "decide" and entry.imported]
    if decided and _DECISION_NUMBER.search(record.number) and decided[-1].year != year:
        yield f"文号中的年份是{year}，而记录的决定日期是{decided[-1].date()}（来源所载也可能是公布日期）。"
    elif not first <= year <= last + 1:
        yield f"案号中的年份是{year}，而记录的日期在{first}年至{last}年之间。"


def number_brackets(record: Record) -> Iterator[str]:
    """A number's year stands in the six-cornered brackets 〔〕."""
    match = _YEAR.search(record.number)
    if match and match[0][0] not in "〔﹝":
        yield f"案号“{record.number}”的年份应当用六角括号〔〕。"


def later_number(record: Record) -> Iterator[str]:
    """A number an act names bears a year that had not begun on the day of the act."""
    for entry, field, value in record.given:
        if field.type != "text" or "号" not in field.title:
            continue
        for year in _YEAR.findall(str(value)):
            if int(year) > entry.at.year:
                yield f"“{field.title}”中的年份是{year}，晚于办理之日{entry.at.date()}。"


def reversed_period(record: Record) -> Iterator[str]:
    """A span ends before it begins (``not_before``, ``not_below``), as one act tells both, or as the record does."""
    stated: dict[str, Any] = {}
    for entry in mending.as_read(record.entries):
        own = {key: value for key, value in entry.payload.items() if key in record.fields}
        stated |= own
        for first, last, begins, ends in both_ends.reversed_pairs(record.fields, stated):
            if last.key in own and not (first.sealed or last.sealed):
                first_words, last_words = both_ends.in_words(first, begins), both_ends.in_words(last, ends)
                yield f"“{last.title}”{last_words}{'早' if last.not_before else '低'}于“{first.title}”{first_words}。"


def received_after_begun(record: Record) -> Iterator[str]:
    """What was received is said to have been received after the case that it began."""
    began = min((entry.at.date() for entry in record.entries), default=None)
    for entry, field, value in record.given:
        if not began or field.key != "received_on" or date.fromisoformat(str(value)) <= began:
            continue
        if (
            entry.seq == record.entries[0].seq and entry.at.date() == began
        ):  # the day it bears may be the one that is mistyped
            yield f"“办理时间”{began}早于“{field.title}”{value}，核对两者。"
        else:
            yield f"“{field.title}”{value}晚于本案开始之日{began}。"


def found_before_ended(record: Record) -> Iterator[str]:
    """A day is later than the one that bounds it: a violation that is not said to go on ended after it was found (``not_after``)."""
    said = {field.key: (field, str(value)) for _, field, value in record.given if field.type == "date"}
    excused = {field.key for _, field, value in record.given if value is True}
    for field, day in said.values():
        bound = said.get(field.not_after)
        if bound is None or field.unless in excused or day <= bound[1]:
            continue
        otherwise = record.fields.get(field.unless)
        yield f"“{bound[0].title}”{bound[1]}早于“{field.title}”{day}" + (
            f"；“{otherwise.title}”的，写明。" if otherwise else "。"
        )


def identity_codes(record: Record) -> Iterator[str]:
    """A party's code fails its check digit."""
    for party in record.parties:
        for column, message in identity_problems(uscc=party.uscc):
            yield f"当事人{party.name}的{column}：{message}"


def identity_kind(record: Record) -> Iterator[str]:
    """What a party is said to be is not what its code says: codes of sole traders begin with 92."""
    for party in record.parties:
        if party.uscc and party.kind in {"enterprise", "sole_trader"}:
            by_code = "sole_trader" if party.uscc.startswith(SOLE_TRADER) else "enterprise"
            if by_code != party.kind:
                names = {"enterprise": "企业、单位", "sole_trader": "个体工商户"}
                yield f"当事人{party.name}记为{names[party.kind]}，而代码{party.uscc}是{names[by_code]}的代码。"


def dates_in_future(record: Record) -> Iterator[str]:
    """An imported act lies after the day it was recorded."""
    for entry in record.entries:
        if entry.imported and record.recorded_on and entry.at.date() > record.recorded_on(entry.seq):
            yield f"第{entry.seq}项的日期{entry.at.date()}晚于导入之日。"


CHECKS: dict[str, Callable[[Record], Iterator[str]]] = {
    "number_year": number_year,
    "number_brackets": number_brackets,
    "later_number": later_number,
    "reversed_period": reversed_period,
    "received_after_begun": received_after_begun,
    "found_before_ended": found_before_ended,
    "received_long_before": oddities.received_long_before,
    "long_before_receipt": oddities.long_before_receipt,
    "set_far_ahead": oddities.set_far_ahead,
    "odd_hours": oddities.odd_hours,
    "rows_twice": oddities.rows_twice,
    "named_twice": oddities.named_twice,
    "called_otherwise": oddities.called_otherwise,
    "identity_codes": identity_codes,
    "identity_kind": identity_kind,
    "dates_in_future": dates_in_future,
}


def contradictions(record: Record) -> Iterator[tuple[str, str]]:
    """(check, message) of everything in a record that contradicts itself."""
    for name, check in CHECKS.items():
        for message in dict.fromkeys(check(record)):
            yield name, message


def of_case(
    case: Case,
    entries: tuple[Entry, ...],
    parties: Iterable[Party] | None = None,
    recorded_on: Callable[[int], date] | None = None,
) -> Iterator[tuple[str, str]]:
    """What contradicts itself in a case as it stands; its parties and the days its acts were recorded, where they have been read."""
    if parties is None:
        parties = [row.party for row in case.parties.select_related("party").order_by("pk")]
    names = names_in(entries)
    record = Record(
        number=case.number,
        fields=procedure_of(case).fields,
        entries=entries,
        parties=tuple(_as_named_here(party, names) for party in dict.fromkeys(parties)),
        recorded_on=recorded_on or _days_recorded(case),
    )
    yield from contradictions(record)


def _as_named_here(party: Party, names: Mapping[str, str]) -> Party:
    """A party by the name recorded in the case: what the register calls it today says nothing of a case of then."""
    name = names.get(party_key(party.pk), party.name)
    return Party(kind=party.kind, name=name, uscc=party.uscc)


def _days_recorded(case: Case) -> Callable[[int], date]:
    """The day each act was recorded; read for all acts together, where it is asked for."""

    @cache
    def days() -> dict[int, date]:
        acts = case.acts.values_list("seq", "recorded_at")
        return {seq: at.astimezone(LEGAL_TIME).date() for seq, at in acts}

    return lambda seq: days()[seq]


def brought_by(
    action: str,
    at: datetime,
    payload: Mapping[str, Any],
    *,
    number: str,
    fields: Mapping[str, Field],
    entries: tuple[Entry, ...] = (),
    parties: Iterable[Party] = (),
    capacities: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """The contradictions that an act about to be recorded would bring, none that were there before."""
    before = Record(number=number, fields=fields, entries=entries, capacities=capacities)
    proposed = Entry(seq=len(entries) + 1, action=action, at=at, payload=payload)
    after = replace(before, entries=(*entries, proposed), parties=tuple(parties))
    contradicted = tuple(contradictions(after))
    known = set(contradictions(before)) if contradicted else set()
    return tuple(message for name, message in contradicted if (name, message) not in known)
