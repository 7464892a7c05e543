# SPDX-License-Identifier: MulanPSL-2.0
"""What every rule of the law carries: a title and dated values, each with its span, articles, rows and doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.kernel.problems import Source
    from fadu.kernel.yaml_reader import Map
    from fadu.law.reading.place import LawPlace

#: the keys every dated value may have
COMMON = ("from", "to", "title", "cites", "rows", "note", "unverified", "question")


def values(
    place: LawPlace,
    kind: str,
    key: str,
    rule: Any,
    source: Source,
    *,
    under: str = "values",
    also: tuple[str, ...] = (),
) -> Iterator[tuple[Map, str, str]]:
    """The dated values of a rule: each with its title, and what it is called in messages. ``also``: what else the rule may say."""
    what = f"{kind}“{key}”"
    block = place.mapping(rule, source, what)
    place.known(block, ("title", under, *also), what)
    title = place.text(block, "title", what)
    for item, at in place.entries(block, under, what):
        value = place.mapping(item, at, f"{what}的值")
        yield value, place.text(value, "title", what, title), what


def common(place: LawPlace, key: str, title: str, value: Map, what: str) -> dict[str, Any]:
    """What every dated value carries; one that rests on no article is unverified and says why it stands here."""
    first, last = place.day(value, "from", what), place.day(value, "to", what)
    if first is None:
        place.fail(value.source, f"{what}缺少“from”（自哪日起施行）。")
    if last is not None and last < first:
        place.fail(value.at("to"), f"{what}的“to”早于“from”：{first}至{last}。")
    cites = place.articles(value, "cites", what, first, last)
    unverified, note = place.flag(value, "unverified", what), place.text(value, "note", what, "")
    if not cites and not (unverified and note):
        place.fail(
            value.source, f"{what}没有引用条文（cites）；确无条文的，写明 unverified: true 和理由（note）。"
        )
    return {
        "key": key,
        "title": title,
        "in_force_from": first,
        "in_force_to": last,
        "cites": cites,
        "rows": place.distinct(value, "rows", what),
        "note": note,
        "unverified": unverified,
        "question": place.text(value, "question", what, ""),
    }
