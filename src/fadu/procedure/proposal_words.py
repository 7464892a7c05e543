# SPDX-License-Identifier: MulanPSL-2.0
"""The proposal in words: what falls on whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.procedure.fields import titles_of
from fadu.procedure.proposal import NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.proposal import Measure, Version


def measures(world: World, version: Version) -> str:
    """What a version proposes: each kind with its amount and its term; by name, where it falls on several."""
    rule, falling = world.procedure.proposal, version.measures or {}
    titles: dict[str, str] = {}
    for key in rule.kinds if rule else ():
        titles.update(titles_of(world.procedure.fields[key], world.law, world.at.date()))
    return "；".join(
        (f"{named(world, party)}：" if party != NOBODY and len(falling) > 1 else "")
        + "、".join(_measure(each, titles) for each in those)
        for party, those in falling.items()
        if those
    )


def named(world: World, party: str) -> str:
    """A party by its name."""
    return next((each.name for each in world.state.parties if each.key == party), "已不在本案的人")


def _measure(measure: Measure, titles: Mapping[str, str]) -> str:
    said = titles.get(measure.kind, measure.kind)
    said += f"{yuan(measure.amount)}元" if measure.amount else ""
    term = "终身" if measure.for_life else f"{measure.months}个月" if measure.months else ""
    beside = "，".join(filter(None, (measure.object, term, measure.words)))
    return f"{said}（{beside}）" if beside else said
