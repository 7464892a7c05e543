# SPDX-License-Identifier: MulanPSL-2.0
"""The registers rules refer to: legal instruments, the bodies that may decide on an extension, the events terms run from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.law.events import Event
from fadu.law.extending import Body
from fadu.law.instruments import Instrument

if TYPE_CHECKING:
    from fadu.kernel.problems import Source
    from fadu.law.reading.place import LawPlace

_INSTRUMENT = ("title", "number", "from", "to", "articles", "unverified")
_BODY = ("title", "posts", "collective")
_EVENT = ("title", "outside")


def instrument(place: LawPlace, short: str, value: Any, source: Source) -> Instrument:
    """A law, regulation or rule by its short name."""
    what = f"法律文件“{short}”"
    block = place.mapping(value, source, what)
    place.known(block, _INSTRUMENT, what)
    first, last = place.day(block, "from", what), place.day(block, "to", what)
    if first is None:
        place.fail(block.source, f"{what}缺少“from”（自哪日起施行）。")
    if last is not None and last < first:
        place.fail(block.at("to"), f"{what}的“to”早于“from”：{first}至{last}。")
    return Instrument(
        short=short,
        title=place.text(block, "title", what),
        number=place.text(block, "number", what, ""),
        in_force_from=first.isoformat(),
        in_force_to=last.isoformat() if last else "",
        articles=place.amount(block, "articles", what, least=1) if "articles" in block else 0,
        unverified=place.flag(block, "unverified", what),
    )


def body(place: LawPlace, key: str, value: Any, source: Source) -> Body:
    """Who may decide: officers by their posts, alone or together, or somebody outside the bureau."""
    what = f"决定机关“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _BODY, what)
    posts, collective = place.distinct(block, "posts", what), place.flag(block, "collective", what)
    if collective and not posts:
        place.fail(block.at("collective"), f"{what}集体决定的，应写明是哪些岗位（posts）。")
    return Body(key=key, title=place.text(block, "title", what), posts=posts, collective=collective)


def event(place: LawPlace, key: str, value: Any, source: Source) -> Event:
    """What a term may run from, and whether it happens outside the bureau."""
    what = f"事件“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _EVENT, what)
    return Event(key=key, title=place.text(block, "title", what), outside=place.flag(block, "outside", what))
