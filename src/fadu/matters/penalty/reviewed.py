# SPDX-License-Identifier: MulanPSL-2.0
"""What the papers say of a review that dealt with a heavier proposal than the one decided: which one it was, and by which article the
decision is lighter without a new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_numerals import in_characters
from fadu.kernel.money import yuan
from fadu.matters.penalty.bases import named
from fadu.procedure.dealing import dealt_last
from fadu.procedure.fields import titles_of
from fadu.procedure.proposal import NOBODY, current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.proposal import Measure, Version

_STEPS = ("examined", "reviewed")


def reviewed_another(world: World) -> str:
    """Of each review of another proposal than the one at hand: what it reviewed; nothing where it was this one."""
    return "".join(_said(world))


def _said(world: World) -> Iterator[str]:
    rule, version = world.procedure.proposal, current(world)
    for key in _STEPS if rule and version else ():
        step = rule.steps.get(key) if rule else None
        before = dealt_last(world.procedure, world.state, key)
        if step is None or version is None or before is None or before.digest == version.digest:
            continue
        articles = "、".join(in_characters(str(world.law.cite(cite) or cite)) for cite in step.lighter)
        yield f"{step.title}的是改变以前的拟处理意见（{_measures(world, before)}），本决定没有再经{step.title}，由负责人依{articles}审查决定。"


def _measures(world: World, version: Version) -> str:
    field = world.procedure.fields["penalty_kinds"]
    titles = titles_of(field, world.law, world.at.date())
    return "；".join(
        (f"{named(world, [party])}：" if party != NOBODY and len(version.measures or {}) > 1 else "")
        + "、".join(_measure(each, titles.get(each.kind, each.kind)) for each in falling)
        for party, falling in (version.measures or {}).items()
    )


def _measure(measure: Measure, title: str) -> str:
    return f"{title}{yuan(measure.amount)}元" if measure.amount else title
