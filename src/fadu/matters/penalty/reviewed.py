# SPDX-License-Identifier: MulanPSL-2.0
"""What the papers say of a review and of the discussion by the heads: how it ended, what it asked to be changed or resolved; of a review
that dealt with a heavier proposal than the one decided which one it was, and by which article the decision is lighter without a new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.chinese_numerals import in_characters
from fadu.kernel.plain_days import plain_day
from fadu.procedure import asked_changes, proposal_words
from fadu.procedure.dealing import asked_of, dealt_last
from fadu.procedure.outlines import asks_for_change, outcome_title
from fadu.procedure.proposal import current, in_force, versions
from fadu.procedure.proposal_change import change_between, severity_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fadu.procedure.asked_changes import Part
    from fadu.procedure.decision import World
    from fadu.procedure.state import ChildView

_BY_COUNSEL = "reviewed"
_STEPS = ("examined", _BY_COUNSEL)
#: how it is said that something was changed since a child was asked for
_SINCE = {"legal_review": "送审以后", "committee_item": "提请讨论以后"}
#: on which topic the heads decide together
_DISCUSSION = "collective_discussion"


def reviewed_another(world: World) -> str:
    """Of each review of another proposal than the one at hand: what it reviewed; nothing where it was this one."""
    return "".join(_said(world))


def said_by_counsel(world: World) -> str:
    """How the last legal review ended, which one it was, and where it agreed once something is changed: what it asked for, and which
    fields are others since. Whether that is what was asked for is for whoever signs to say.
    """
    last = _last(world)
    if last is None:
        return ""
    return f"{outcome_title(last.matter, last.outcome)}（{last.case}）。{_wanted(world, last)}"


def resolved_by_heads(world: World) -> str:
    """How the last discussion by the heads ended: its number, its day, the outcome and the resolution in its words (程序规定 60)."""
    last = _ended_last(world.state.children_of("committee_item", _DISCUSSION))
    if last is None:
        return ""
    met = plain_day(last.fields.get("meeting_on"))
    text = str(last.fields.get("resolution") or "").strip().rstrip("。")
    day = met or (last.ended_at.date() if last.ended_at else None)
    about = "，".join(filter(None, (last.case, chinese_date(day) if day else "")))
    ended = f"{outcome_title(last.matter, last.outcome)}（{about}）。"
    return "".join((ended, f"决议：{text}。" if text else "", _wanted(world, last)))


def _wanted(world: World, child: ChildView) -> str:
    """Where a child agreed once something is changed: what that is, and which fields are others since."""
    if not asks_for_change(child):
        return ""
    words = asked_changes.words(child)
    changed = "；".join(proposal_words.changes(world, child.opened_seq))
    since = f"{_SINCE[child.matter]}的改动：{changed}。" if changed else f"{_SINCE[child.matter]}没有改动。"
    return f"应当修改的内容：{words}。{since}" if words else since


def _last(world: World) -> ChildView | None:
    return _ended_last(world.state.children_of("legal_review"))


def _ended_last(children: Iterable[ChildView]) -> ChildView | None:
    ended = (child for child in children if child.outcome and not child.void)
    return max(ended, key=lambda child: child.opened_seq, default=None)


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
        yield f"{step.title}的是改变以前的拟处理意见（{proposal_words.measures(world, before)}），本决定没有再经{step.title}，由负责人依{articles}审查决定。"
