# SPDX-License-Identifier: MulanPSL-2.0
"""Named checks for contradictions in a record itself: numbers, years, identity codes. They are facts, not law."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fadu.people import services as people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fadu.cases.models import Case
    from fadu.procedure.entry import Entry

#: ﹝﹞ are the six-cornered brackets in another width
_YEAR = re.compile(r"[〔﹝\[（(【](\d{4})[〕﹞\]）)】]")
_DECISION_NUMBER = re.compile(r"[罚处]")


def number_year(case: Case, entries: tuple[Entry, ...]) -> Iterator[str]:
    """The year in a number is not that of the record: before its first act, or long after its last.

    A number that is a decision's own bears the year of the decision, where the day of that is stated.
    """
    found = _YEAR.search(case.number)
    if not found or not entries:
        return
    year, first, last = int(found[1]), entries[0].at.year, entries[-1].at.year
    decided = [entry.at for entry in entries if entry.action == "decide" and entry.imported]
    if decided and _DECISION_NUMBER.search(case.number) and decided[-1].year != year:
        yield f"文号中的年份是{year}，而记录的决定日期是{decided[-1].date()}（来源所载也可能是公布日期）。"
    elif not first <= year <= last + 1:
        yield f"案号中的年份是{year}，而记录的日期在{first}年至{last}年之间。"


def number_brackets(case: Case, entries: tuple[Entry, ...]) -> Iterator[str]:
    """A number's year stands in the six-cornered brackets 〔〕."""
    found = _YEAR.search(case.number)
    if found and found[0][0] not in "〔﹝":
        yield f"案号“{case.number}”的年份应当用六角括号〔〕。"


def identity_codes(case: Case, entries: tuple[Entry, ...]) -> Iterator[str]:
    """A party's code fails its check digit."""
    for row in case.parties.select_related("party"):
        for column, message in people.identity_problems(uscc=row.party.uscc):
            yield f"当事人{row.party.name}的{column}：{message}"


def dates_in_future(case: Case, entries: tuple[Entry, ...]) -> Iterator[str]:
    """An imported act lies after the day it was recorded."""
    for entry in entries:
        if entry.imported and entry.at.date() > case.acts.get(seq=entry.seq).recorded_at.date():
            yield f"第{entry.seq}项的日期{entry.at.date()}晚于导入之日。"


CHECKS: dict[str, Callable[[Case, tuple[Entry, ...]], Iterator[str]]] = {
    "number_year": number_year,
    "number_brackets": number_brackets,
    "identity_codes": identity_codes,
    "dates_in_future": dates_in_future,
}


def contradictions(case: Case, entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """(check, message) of everything in a case that contradicts itself."""
    for name, check in CHECKS.items():
        for message in check(case, entries):
            yield name, message
