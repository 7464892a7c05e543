# SPDX-License-Identifier: MulanPSL-2.0
"""Bases of punishment: one value for each edition of the law, its brackets and its gates. Amounts are written in yuan."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from fadu.law.basis import (
    COERCIVE,
    FLAGS,
    KINDS,
    LIABLE,
    MEASURES,
    RELATIONS,
    Basis,
    Bracket,
    Comparison,
    Fine,
    Gate,
    When,
)
from fadu.law.reading.dated import COMMON, common, values
from fadu.law.reading.place import Written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Literal

    from fadu.kernel.problems import Source
    from fadu.kernel.yaml_reader import Map
    from fadu.law.reading.place import LawPlace

_FEN = 100
_TIMES = re.compile(r"\d+(\.\d+)?")
_VALUE = (*COMMON, "violates", "punished", "brackets", "gates", "crime", "remedies", "serious_by", "refers")
_BRACKET = ("when", "kinds", "serious_kinds", "fine", "correction_first", "or_serious", "words", "row")
_FINE = ("from", "to", "of", "times_from", "times_to", "counts_at_least", "optional")
_GATE = ("level", "cites", "since", "fine_from", "kinds", "finding", "rows", "measures")
_COMPARISONS = {f"{m}_{r}": (m, r) for m in MEASURES for r in RELATIONS}


def bases(place: LawPlace, key: str, rule: Any, source: Source) -> Iterator[Written[Basis]]:
    """A basis of punishment, one value for each edition."""
    for value, title, what in values(place, "处罚依据", key, rule, source):
        place.known(value, _VALUE, what)
        shared = common(place, key, title, value, what)
        first, last = shared["in_force_from"], shared["in_force_to"]
        gates = place.entries(value, "gates", what) if "gates" in value else []
        basis = Basis(
            **shared,
            violates=place.text(value, "violates", what, ""),
            punished=place.text(value, "punished", what),
            brackets=tuple(
                _bracket(place, item, at, what) for item, at in place.entries(value, "brackets", what)
            ),
            gates=tuple(_gate(place, item, at, what, first, last) for item, at in gates),
            crime=place.text(value, "crime", what, ""),
            remedies=place.text(value, "remedies", what, ""),
            serious_by=place.text(value, "serious_by", what, ""),
            refers=place.flag(value, "refers", what),
        )
        yield Written(value=basis, place=place, block=value, what=what)


def _bracket(place: LawPlace, item: Any, at: Source, what: str) -> Bracket:
    block = place.mapping(item, at, f"{what}的情形")
    place.known(block, _BRACKET, f"{what}的情形")
    kinds = _kinds(place, block, "kinds", what)
    fine = _fine(place, block, what) if "fine" in block else None
    if (fine is not None) != ("fine" in kinds):
        place.fail(block.source, f"{what}的情形：有罚款（fine）的，写明数额或者倍数，二者缺一不可。")
    return Bracket(
        when=_when(place, place.part(block, "when"), what),
        kinds=kinds,
        serious_kinds=_kinds(place, block, "serious_kinds", what),
        fine=fine,
        correction_first=place.flag(block, "correction_first", what),
        or_serious=place.flag(block, "or_serious", what),
        words=place.text(block, "words", what, ""),
        row=place.text(block, "row", what, ""),
    )


def _kinds(place: LawPlace, block: Map, key: str, what: str) -> tuple[str, ...]:
    kinds = place.distinct(block, key, what)
    for kind in kinds:
        place.resolve(block.at(key), "处罚种类", kind, KINDS)
    return kinds


def _when(place: LawPlace, block: Map, what: str) -> When:
    place.known(block, (*_COMPARISONS, *FLAGS, "either", "neither", "liable"), f"{what}的条件（when）")
    either, neither = place.distinct(block, "either", what), place.distinct(block, "neither", what)
    for key, names in (("either", either), ("neither", neither)):
        for name in names:
            place.resolve(block.at(key), "情节", name, FLAGS)
    return When(
        comparisons=tuple(
            Comparison(measure=measure, relation=relation, figure=place.amount(block, key, what) * _FEN)
            for key, (measure, relation) in _COMPARISONS.items()
            if key in block
        ),
        flags=tuple((name, place.flag(block, name, what)) for name in FLAGS if name in block),
        either=either,
        neither=neither,
        liable=place.one_of(block, "liable", what, tuple(LIABLE), "operator"),
    )


def _fine(place: LawPlace, bracket: Map, what: str) -> Fine:
    block = place.part(bracket, "fine")
    place.known(block, _FINE, f"{what}的罚款")
    of = place.one_of(block, "of", what, ("", *MEASURES), "")
    fine = Fine(
        least=_yuan(place, block, "from", what) or 0,
        most=_yuan(place, block, "to", what),
        of=of,
        times_from=_times(place, block, "times_from", what),
        times_to=_times(place, block, "times_to", what),
        counts_at_least=_yuan(place, block, "counts_at_least", what) or 0,
        is_optional=place.flag(block, "optional", what),
    )
    if of and (not fine.times_to or fine.times_from > fine.times_to or fine.least):
        place.fail(block.source, f"{what}的罚款按倍数计（of）：写最高倍数（times_to），不低于最低倍数。")
    if not of and (fine.most is None or fine.most < fine.least or fine.times_to or fine.counts_at_least):
        place.fail(block.source, f"{what}的罚款是固定幅度：写最高数额（to），不低于最低数额，不写倍数。")
    return fine


def _yuan(place: LawPlace, block: Map, key: str, what: str) -> int | None:
    return place.amount(block, key, what) * _FEN if key in block else None


def _times(place: LawPlace, block: Map, key: str, what: str) -> Fraction:
    text = place.text(block, key, what, "0")
    if not _TIMES.fullmatch(text):
        place.fail(block.at(key), f"{what}的“{key}”应为倍数，如 10 或 0.3；实为“{text}”。")
    return Fraction(text)


def _measures(place: LawPlace, block: Map, what: str) -> tuple[str, ...]:
    measures = place.distinct(block, "measures", what)
    for measure in measures:
        place.resolve(block.at("measures"), "强制措施", measure, COERCIVE)
    return measures


def _gate(place: LawPlace, item: Any, at: Source, what: str, first: date, last: date | None) -> Gate:
    what = f"{what}的决定机关（gates）"
    block = place.mapping(item, at, what)
    place.known(block, _GATE, what)
    since = place.day(block, "since", what) or first
    level = place.one_of(block, "level", what, ("city", "province", "issuer"))
    return Gate(
        level=cast("Literal['city', 'province', 'issuer']", level),
        cites=place.articles(block, "cites", what, max(first, since), last),
        since=since,
        fine_from=_yuan(place, block, "fine_from", what),
        kinds=_kinds(place, block, "kinds", what),
        measures=_measures(place, block, what),
        finding=place.flag(block, "finding", what),
        rows=place.texts(block, "rows", what),
    )
