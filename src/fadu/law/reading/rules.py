# SPDX-License-Identifier: MulanPSL-2.0
"""Limits, thresholds, closed lists, provisions, remedies and holidays, one reader for each kind of rule."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from fadu.law.extending import ExtensionRule
from fadu.law.limit import (
    GENERAL,
    THRESHOLD_UNITS,
    UNITS,
    Holiday,
    Limit,
    Option,
    Provision,
    RemedyRule,
    Threshold,
)
from fadu.law.reading.dated import COMMON, common, values
from fadu.law.reading.place import Written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from fadu.kernel.problems import Source
    from fadu.kernel.yaml_reader import Map
    from fadu.law.events import Event
    from fadu.law.limit import Unit
    from fadu.law.reading.place import LawPlace

#: the keys a limit's value may have
LIMIT = (
    *COMMON,
    "amount",
    "unit",
    "first_day_counts",
    "rolls",
    "backwards",
    "excludes",
    "extension",
    "restarts",
    "open_ended",
    "together",
    "prevails",
    "local",
    "within",
    "transition",
)
#: what a limit says once, for all its values
_OF_A_LIMIT = ("event", "runs_from", "special")
_EXTENSION = ("by", "limit", "until_fixed", "times", "when", "reasons_told", "cites")
_THRESHOLD = (*COMMON, "value", "unit", "about", "inclusive", "local", "local_only", "most", "above_by")
#: any year without a 29 February: no holiday is fixed to that day
_A_COMMON_YEAR = 1
_MONTH_AND_DAY = re.compile(r"(\d\d)-(\d\d)")


def limits(place: LawPlace, key: str, rule: Any, source: Source) -> Iterator[Written[Limit]]:
    """A time limit, one value for each span of its law; what only special law fixes has none."""
    block = place.mapping(rule, source, f"期限“{key}”")
    if "special" in block and "values" not in block:
        place.known(block, ("title", *_OF_A_LIMIT), f"期限“{key}”")
        place.text(block, "title", f"期限“{key}”")
        return
    for value, title, what in values(place, "期限", key, rule, source, also=_OF_A_LIMIT):
        place.known(value, LIMIT, what)
        limit = limit_of(place, rule, value, what, common(place, key, title, value, what))
        yield Written(value=limit, place=place, block=value, what=what)


def limit_of(place: LawPlace, rule: Map, value: Map, what: str, shared: dict[str, Any]) -> Limit:
    """A limit from what a value says; ``rule`` says the event, ``shared`` is what every dated value carries."""
    unit = cast("Unit", place.one_of(value, "unit", what, tuple(UNITS)))
    together, prevails = place.text(value, "together", what, ""), _prevails(place, value, what)
    if bool(together) != bool(prevails):
        place.fail(value.source, f"{what}：together 和 prevails 应一并写明。")
    limit = Limit(
        **shared,
        amount=_length(place, value, what),
        unit=unit,
        first_day_counts=place.flag(value, "first_day_counts", what),
        rolls=place.flag(value, "rolls", what) if "rolls" in value else unit != "hour",
        backwards=place.flag(value, "backwards", what),
        excludes=place.distinct(value, "excludes", what),
        event=place.text(rule, "event", what, ""),
        runs_from=_runs_from(place, rule, what),
        extensions=tuple(_extensions(place, value, what, shared)),
        restarts=place.text(value, "restarts", what, ""),
        open_ended=place.flag(value, "open_ended", what),
        together=together,
        prevails=prevails,
        local_key=place.text(value, "local", what, ""),
        within=place.text(value, "within", what, ""),
        transition=place.text(value, "transition", what, ""),
    )
    _coherent(place, value, what, limit)
    return limit


def _runs_from(place: LawPlace, rule: Map, what: str) -> Event | None:
    if "runs_from" not in rule:
        return None
    name = place.text(rule, "runs_from", what)
    return place.events[place.resolve(rule.at("runs_from"), "事件", name, place.events)]


def _length(place: LawPlace, value: Map, what: str) -> int:
    """How long; what a place sets has no amount in the law."""
    if "local" in value and "amount" in value:
        place.fail(value.at("amount"), f"{what}的长度由地方参数（local）决定，不写“amount”。")
    return 0 if "local" in value else place.amount(value, "amount", what)


def _prevails(place: LawPlace, value: Map, what: str) -> Literal["", "earlier", "later"]:
    return cast(
        "Literal['', 'earlier', 'later']",
        place.one_of(value, "prevails", what, ("", "earlier", "later"), ""),
    )


def _coherent(place: LawPlace, value: Map, what: str, limit: Limit) -> None:
    """What contradicts itself within one value."""
    if limit.unit == "hour" and limit.rolls:
        place.fail(value.at("rolls"), f"{what}以小时计，连续计算，不顺延（rolls）。")
    if limit.backwards and limit.extensions:
        place.fail(value.at("extension"), f"{what}是在事件之前倒算的期限，不能延长（extension）。")
    if limit.open_ended and limit.amount:
        place.fail(value.at("amount"), f"{what}的长度由决定确定（open_ended），amount 应为0。")
    if limit.within and not limit.local_key:
        place.fail(value.at("within"), f"{what}：只有由地方参数决定长度的，才写上限（within）。")


def _extensions(place: LawPlace, value: Map, what: str, shared: dict[str, Any]) -> Iterator[ExtensionRule]:
    """The ways to extend a limit: one mapping, or a list of them in their order."""
    if "extension" not in value:
        return
    what = f"{what}的延长（extension）"
    written = value["extension"]
    ways = place.entries(value, "extension", what) if isinstance(written, list) else None
    for item, at in ways or [(written, value.at("extension"))]:
        way = place.mapping(item, at, what)
        place.known(way, _EXTENSION, what)
        if ("limit" in way) == ("until_fixed" in way):
            place.fail(
                way.source,
                f"{what}应写延长多久（limit）或者延至所定之日（until_fixed: true），二者只取其一。",
            )
        if "until_fixed" in way and not place.flag(way, "until_fixed", what):
            place.fail(way.at("until_fixed"), f"{what}的“until_fixed”只能写 true；不是的，写 limit。")
        by = place.resolve(way.at("by"), "决定延长的人", place.text(way, "by", what), place.bodies)
        yield ExtensionRule(
            by=place.bodies[by],
            limit=place.text(way, "limit", what, ""),
            until_fixed="until_fixed" in way,
            times=place.amount(way, "times", what, least=1) if "times" in way else None,
            when=place.text(way, "when", what, ""),
            reasons_told=place.flag(way, "reasons_told", what),
            cites=place.articles(way, "cites", what, shared["in_force_from"], shared["in_force_to"])
            or shared["cites"],
        )


def thresholds(place: LawPlace, key: str, rule: Any, source: Source) -> Iterator[Written[Threshold]]:
    """An amount, a number of persons, a rate: one value for each span and for each kind of party and the like."""
    for value, title, what in values(place, "界限", key, rule, source):
        place.known(value, _THRESHOLD, what)
        local_only, local = place.flag(value, "local_only", what), place.text(value, "local", what, "")
        if local_only and (not local or "value" in value):
            place.fail(
                value.source, f"{what}只由本地规定（local_only）：应写地方参数（local），不写“value”。"
            )
        about = place.part(value, "about")
        threshold = Threshold(
            **common(place, key, title, value, what),
            value=0 if local_only else place.amount(value, "value", what),
            unit=place.one_of(value, "unit", what, tuple(THRESHOLD_UNITS)),
            about=tuple(sorted((name, place.text(about, name, what)) for name in about)),
            inclusive=place.flag(value, "inclusive", what) if "inclusive" in value else True,
            local_key=local,
            local_only=local_only,
            most=_most(place, value, what, local),
            above_by=_above_by(place, value, what, local),
        )
        yield Written(value=threshold, place=place, block=value, what=what)


def _most(place: LawPlace, value: Any, what: str, local: str) -> int | None:
    """The most a place may set instead: only where it may set anything, and no less than what stands without it."""
    if "most" not in value:
        return None
    most = place.amount(value, "most", what)
    if not local or most < (place.amount(value, "value", what) if "value" in value else 0):
        place.fail(value.source, f"{what}：上限（most）写给地方参数（local），不小于“value”。")
    return most


def _above_by(place: LawPlace, value: Any, what: str, local: str) -> tuple[str, ...]:
    """Whose document may set more than the figure of the law: only where a place may set anything, and there is such a figure."""
    bodies = place.distinct(value, "above_by", what)
    if bodies and (not local or "value" not in value):
        place.fail(
            value.source,
            f"{what}：高于法定数额的依据（above_by）写给有法定数额（value）的地方参数（local）。",
        )
    return bodies


def options(place: LawPlace, key: str, rule: Any, source: Source) -> Iterator[Written[Option]]:
    """A closed list, one value for each item."""
    for item, _, what in values(place, "选项表", key, rule, source, under="items"):
        place.known(item, (*COMMON, "key", "item"), what)
        name, title = place.text(item, "key", what), place.text(item, "title", what)
        what = f"{what}的“{name}”"
        number = place.amount(item, "item", what, least=1) if "item" in item else None
        option = Option(**common(place, name, title, item, what), list_key=key, item=number)
        yield Written(value=option, place=place, block=item, what=what)


def provisions(place: LawPlace, key: str, rule: Any, source: Source) -> Iterator[Written[Provision]]:
    """The articles on a subject, one value for each span of its law."""
    for value, title, what in values(place, "法律依据", key, rule, source):
        place.known(value, tuple(name for name in COMMON if name != "rows"), what)
        if "cites" not in value:
            place.fail(value.source, f"{what}缺少“cites”。")
        provision = Provision(**common(place, key, title, value, what))
        yield Written(value=provision, place=place, block=value, what=what)


def remedies(place: LawPlace, key: str, rule: Any, source: Source) -> Iterator[Written[RemedyRule]]:
    """The remedies against every decision (``*``), and where special law has one otherwise for some: those, with what it calls them."""
    kinds = place.mapping(rule, source, f"救济“{key}”")
    about = "" if key == GENERAL else place.text(kinds, "about", f"救济“{key}”")
    for kind in (kind for kind in kinds if kind != "about"):
        for value, title, what in values(place, "救济", f"{key} {kind}", kinds[kind], kinds.at(kind)):
            place.known(value, (*COMMON, "body", "limit", "after"), what)
            remedy = RemedyRule(
                **common(place, kind, title, value, what),
                body=place.text(value, "body", what),
                limit=place.text(value, "limit", what),
                about=about,
                after=place.text(value, "after", what, ""),
            )
            yield Written(value=remedy, place=place, block=value, what=what)


def holidays(place: LawPlace, key: str, rule: Any, source: Source) -> Iterator[Written[Holiday]]:
    """A statutory holiday: its days of the solar calendar, or that it moves."""
    for value, title, what in values(place, "法定节日", key, rule, source):
        place.known(value, (*COMMON, "days", "movable"), what)
        if ("days" in value) == place.flag(value, "movable", what):
            place.fail(
                value.source, f"{what}应写公历的日子（days）或者随农历、节气（movable: true），二者只取其一。"
            )
        days = place.entries(value, "days", what) if "days" in value else []
        holiday = Holiday(
            **common(place, key, title, value, what),
            days=tuple(_month_and_day(place, text, at, what) for text, at in days),
        )
        yield Written(value=holiday, place=place, block=value, what=what)


def _month_and_day(place: LawPlace, text: Any, source: Source, what: str) -> tuple[int, int]:
    parts = _MONTH_AND_DAY.fullmatch(text) if isinstance(text, str) else None
    try:
        day = date(_A_COMMON_YEAR, int(parts[1]), int(parts[2])) if parts else None
    except ValueError:
        day = None
    if day is None:
        place.fail(source, f"{what}的日子应写作月-日，如 10-01；实为“{text}”。")
    return day.month, day.day
