# SPDX-License-Identifier: MulanPSL-2.0
"""Golden answers of the law: last days, figures and closed lists, written down apart from the rules they come from.

The last days were counted by another calendar. Whoever changes a rule by one finds here that something no longer agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.kernel.yaml_reader import read
from fadu.law.errors import LawDataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.law.basis import Bracket, Fine, Gate
    from fadu.law.catalogue import Entry
    from fadu.law.library import Law
    from fadu.law.limit import Dated, Limit, Threshold

FILE = Path(__file__).parent / "data" / "coverage" / "golden.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """What the law must answer, by the key of a limit, a threshold or a closed list."""

    #: from which day to which day each value of a limit is in force, and its length
    spans: Mapping[str, tuple[str, ...]]
    #: first day -> last day (or moment) of a limit
    dates: Mapping[str, Mapping[str, str]]
    #: each figure of a threshold, with its unit and whom it is about
    figures: Mapping[str, tuple[str, ...]]
    #: each item of a closed list with its span
    lists: Mapping[str, tuple[str, ...]]
    #: each value of an entry of a catalogue, with its terms and what it says
    entries: Mapping[str, tuple[str, ...]]
    #: each bracket of a basis of punishment, with its range
    bases: Mapping[str, tuple[str, ...]]

    def differences(self, law: Law, key: str) -> Iterator[str]:
        """Where the law answers otherwise than written about one key, in words."""
        for part, spoken in SPOKEN.items():
            book = getattr(self, part)
            if key in book and tuple(spoken(law, key)) != book[key]:
                yield f"{key}：应为{'、'.join(book[key])}；实为{'、'.join(spoken(law, key)) or '无'}。"
        for start, last in self.dates.get(key, {}).items():
            reached = last_day(law, key, start)
            if reached != last:
                yield f"{key} 自{start}起：末日应为{last}；实为{reached}。"


def golden(path: Path = FILE) -> Golden:
    """The golden answers as shipped. Raises LawDataError where the file is no YAML."""
    top = read(path, LawDataError)
    lists = {part: {key: tuple(top[part][key]) for key in top[part]} for part in SPOKEN}
    return Golden(dates={key: dict(top["dates"][key]) for key in top["dates"]}, **lists)


def last_day(law: Law, key: str, start: str) -> str:
    """The last day of a limit from a day; what the law says instead where it has none."""
    try:
        due = law.due(key, date.fromisoformat(start))
    except FaduError as error:
        return error.message
    return due.moment.isoformat() if due.moment else due.last_day.isoformat()


def spans_of(law: Law, key: str) -> list[str]:
    """From which day to which day each value of a limit is in force, and how long it is.

    >>> from fadu.law import library
    >>> spans_of(library(), "publication/withdrawal")[-1]
    '2021-09-01..: 3 working_day'
    """
    return [f"{_span(value)}: {_length(value)}" for value in law.limits_by_key.get(key, ())]


def figures_of(law: Law, key: str) -> list[str]:
    """The figures of a threshold in words that hold all of them.

    >>> from fadu.law import library
    >>> figures_of(library(), "criminal_transfer/officers")
    ['2020-08-07..: 2 person >=']
    """
    return [_figure(value) for value in law.thresholds_by_key.get(key, ())]


def items_of(law: Law, key: str) -> list[str]:
    """The items of a closed list, each with its span."""
    return [f"{_span(value)}: {value.key}" for value in law.options_by_list.get(key, ())]


def entries_of(law: Law, key: str) -> list[str]:
    """The values of an entry of a catalogue: span, rows, its own terms, and what else it says."""
    return [
        f"{_span(value)} {'+'.join(value.rows)}: {'; '.join((*_terms(value), *_said(value)))}"
        for value in law.entries_by_key().get(key, ())
    ]


def bases_of(law: Law, key: str) -> list[str]:
    """The brackets and gates of a basis of punishment: span, row, circumstances, kinds and range; who decides instead."""
    return [
        line
        for value in law.bases_by_key.get(key, ())
        for line in (
            *(f"{_span(value)} {bracket.row}: {_bracket(bracket)}" for bracket in value.brackets),
            *([f"{_span(value)} serious by {value.serious_by}"] if value.serious_by else []),
            *(f"{_span(value)} gate: {_gate(gate)}" for gate in value.gates),
        )
    ]


def _terms(entry: Entry) -> list[str]:
    return [f"{key} {_length(term.limit)}" for key, term in entry.terms.items()]


def _said(entry: Entry) -> list[str]:
    return [f"{key}={said}" for key, said in entry.says.items()]


def _bracket(bracket: Bracket) -> str:
    when = bracket.when
    said = [f"{each.measure} {each.relation} {each.figure}" for each in when.comparisons]
    said += [f"{name}={wanted}" for name, wanted in when.flags]
    said += [
        f"{word} {'+'.join(names)}"
        for word, names in (("any of", when.either), ("none of", when.neither))
        if names
    ]
    said += [when.liable, "+".join(bracket.kinds), *(f"serious {kind}" for kind in bracket.serious_kinds)]
    said += [_fine(bracket.fine)] if bracket.fine else []
    said += (
        ["correction first" + (" or serious" if bracket.or_serious else "")]
        if bracket.correction_first
        else []
    )
    return "; ".join(filter(None, said))


def _gate(gate: Gate) -> str:
    fines = [] if gate.fine_from is None else [f"fine from {gate.fine_from}"]
    finds = ["finds it"] if gate.finding else []
    return "; ".join((gate.level, *finds, *fines, *gate.kinds, *gate.measures, f"since {gate.since}"))


def _fine(fine: Fine) -> str:
    multiple = (
        f" {fine.of} x{fine.times_from}..{fine.times_to} of {fine.counts_at_least} at least"
        if fine.of
        else ""
    )
    return f"fine {fine.least}..{fine.most}{multiple}{' or none' if fine.is_optional else ''}"


def _length(value: Limit) -> str:
    if value.local_key:
        return value.local_key
    return "decided" if value.open_ended else f"{value.amount} {value.unit}"


def _figure(value: Threshold) -> str:
    about = "".join(f"{name}={said} " for name, said in value.about)
    counted = value.local_key if value.local_only else value.value
    return f"{_span(value)}: {about}{counted} {value.unit} {'>=' if value.inclusive else '>'}"


def _span(value: Dated) -> str:
    return f"{value.in_force_from}..{value.in_force_to or ''}"


#: the parts of the file that are pairs of a key and its lines, and how the law speaks them
SPOKEN: Mapping[str, Callable[[Law, str], list[str]]] = {
    "spans": spans_of,
    "figures": figures_of,
    "lists": items_of,
    "entries": entries_of,
    "bases": bases_of,
}


def keys_of(law: Law) -> dict[str, tuple[str, ...]]:
    """Every key that golden answers are due for, by part."""
    return {
        "spans": tuple(law.limits_by_key),
        "figures": tuple(law.thresholds_by_key),
        "lists": tuple(law.options_by_list),
        "entries": tuple(law.entries_by_key()),
        "bases": tuple(law.bases_by_key),
    }
