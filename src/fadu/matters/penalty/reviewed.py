# SPDX-License-Identifier: MulanPSL-2.0
"""What the papers say of a review: how it ended and what it asked to be changed; of one that dealt with a heavier proposal than the one
decided which one it was, and by which article the decision is lighter without a new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_numerals import in_characters
from fadu.kernel.money import yuan
from fadu.matters.penalty.bases import named
from fadu.procedure import asked_changes
from fadu.procedure.dealing import asked_of, dealt_last
from fadu.procedure.fields import titles_of
from fadu.procedure.outlines import asks_for_change, outcome_title
from fadu.procedure.proposal import NOBODY, current, in_force, versions
from fadu.procedure.proposal_change import change_between, severity_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.procedure.asked_changes import Part
    from fadu.procedure.decision import World
    from fadu.procedure.proposal import Measure, Version
    from fadu.procedure.state import ChildView

_BY_COUNSEL = "reviewed"
_STEPS = ("examined", _BY_COUNSEL)


def reviewed_another(world: World) -> str:
    """Of each review of another proposal than the one at hand: what it reviewed; nothing where it was this one."""
    return "".join(_said(world))


def said_by_counsel(world: World) -> str:
    """How the last legal review ended, which one it was, and where it agreed once something is changed: what, and which parts were."""
    last = _last(world)
    if last is None:
        return ""
    said, words = f"{outcome_title(last.matter, last.outcome)}（{last.case}）。", asked_changes.words(last)
    if not asks_for_change(last):
        return said
    made = [part for part in _made(world, last) if part in asked_of(last)]
    return "".join(
        (
            said,
            f"应当修改的内容：{words}。" if words else "",
            f"已照改：{asked_changes.titles(world.procedure, made)}。" if made else "",
        )
    )


def _last(world: World) -> ChildView | None:
    reviews = [child for child in world.state.children_of("legal_review") if child.outcome and not child.void]
    return max(reviews, key=lambda child: child.opened_seq, default=None)


def _made(world: World, review: ChildView) -> Sequence[Part]:
    """The parts of the proposal that were changed since it was sent to a review."""
    version, before = current(world), in_force(versions(world.procedure, world.state), review.opened_seq)
    if version is None or before is None:
        return ()
    touched = asked_changes.parts_of(change_between(before, version, severity_of(world)))
    return [part for part in asked_changes.PARTS if part in touched]


def _is_as_asked(world: World) -> bool:
    """Whether the last review agreed once something is changed, and nothing else was: then it covers what was made of it."""
    last = _last(world)
    asked = asked_of(last)
    return last is not None and bool(asked) and {*_made(world, last)} <= {*asked, "prose"}


def _said(world: World) -> Iterator[str]:
    rule, version = world.procedure.proposal, current(world)
    for key in _STEPS if rule and version else ():
        step = rule.steps.get(key) if rule else None
        before = dealt_last(world.procedure, world.state, key)
        if step is None or version is None or before is None or before.digest == version.digest:
            continue
        if key == _BY_COUNSEL and _is_as_asked(world):
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
