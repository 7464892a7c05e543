# SPDX-License-Identifier: MulanPSL-2.0
"""Clocks, triggers, assurances, and what running cases do when an edition begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fadu.kernel.problems import nearest
from fadu.kernel.yaml_reader import Map, Seq
from fadu.procedure.model import Assurance, ClockRule, Resting, Running, Trigger

if TYPE_CHECKING:
    from typing import Any, Literal

    from fadu.kernel.problems import Source
    from fadu.procedure.loading.place import Place

TRIGGERS = ("served", "child_opened", "child", "told", "over", "published", "field", "rows")
#: triggers that begin and end clocks and bring about no act of the law
_OF_CLOCKS_ALONE = frozenset({"told", "rows"})
PROPERTIES = ("no_dead_end", "every_clock_stops")
_CLOCK = (
    "title",
    "limit",
    "starts",
    "stops",
    "excludes",
    "counts",
    "per",
    "whose",
    "means",
    "when",
    "waived_by",
    "after_end",
    "event_is_the_act",
    "target",
    "cites",
)
_PER = ("case", "party", "document", "child", "channel", "row")
_RESTING = ("title", "day", "manner", "told_by")
_ASSURANCE = ("never", "before", "while_running", "since", "because", "when")
_SAME = ("same", "at", "dealt_with", "unchanged", "because", "when")


def trigger(place: Place, value: Any, source: Source, what: str) -> Trigger:
    """An act by its name, or what happens besides acts: ``{served: template}``."""
    if isinstance(value, str):
        return Trigger(kind="act", name=value, source=source)
    block = place.mapping(value, source, what)
    place.known(block, (*TRIGGERS, "outcome", "day", "amount", "only"), what)
    kinds = [key for key in block if key in TRIGGERS]
    if len(kinds) != 1:
        place.fail(source, f"{what}应恰好写{'、'.join(TRIGGERS)}之一。")
    if kinds == ["rows"]:
        return _rows(place, block, source, what)
    kind = cast("Literal['served', 'child_opened', 'child', 'told', 'over', 'published', 'field']", kinds[0])
    return Trigger(
        kind=kind,
        name=place.text(block, kind, what),
        outcomes=place.texts(block, "outcome", what),
        day=place.text(block, "day", what, ""),
        source=source,
    )


def _rows(place: Place, block: Map, source: Source, what: str) -> Trigger:
    """``{rows: instalments, day: due_on, amount: amount}``: each row has a day and a sum of its own."""
    only = place.part(block, "only")
    return Trigger(
        kind="rows",
        name=place.text(block, "rows", what),
        day=place.text(block, "day", what),
        amount=place.text(block, "amount", what),
        only=tuple((key, place.text(only, key, what)) for key in only),
        source=source,
    )


def cause(place: Place, block: Map, what: str) -> Trigger:
    """What an act of the law comes from (``on``)."""
    at = block.at("on")
    caused = trigger(place, block["on"], at, f"{what}的“on”")
    if caused.kind in _OF_CLOCKS_ALONE:
        place.fail(at, f"{what}不能因“{caused.kind}”依法发生（on）；它只起算、停止时钟。")
    return caused


def triggers(place: Place, block: Map, key: str, what: str) -> tuple[Trigger, ...]:
    """One trigger or a list of them."""
    value = block.get(key)
    if value is None:
        return ()
    if isinstance(value, Seq):
        return tuple(
            trigger(place, item, value.places[i], f"{what}的“{key}”") for i, item in enumerate(value)
        )
    return (trigger(place, value, block.at(key), f"{what}的“{key}”"),)


def clock(place: Place, key: str, value: Any, source: Source) -> ClockRule:
    """A limit of the law in this procedure."""
    what = f"时钟“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _CLOCK, what)
    starts = triggers(place, block, "starts", what)
    if not starts:
        place.fail(source, f"{what}没有写自何时起算（starts）。")
    _row_by_row(place, block, starts, what)
    return ClockRule(
        key=key,
        title=place.text(block, "title", what, key),
        limit=place.text(block, "limit", what),
        starts=starts,
        stops=triggers(place, block, "stops", what),
        excludes=place.texts(block, "excludes", what),
        counts={
            matter: place.texts(counts, matter, what)
            for counts in [place.part(block, "counts")]
            for matter in counts
        },
        per=cast("Literal['case']", place.one_of(block, "per", what, _PER, "case")),
        whose=place.text(block, "whose", what, "bureau"),
        means=place.text(block, "means", what, ""),
        when=place.text(block, "when", what, ""),
        waived_by=place.text(block, "waived_by", what, ""),
        after_end=place.cites(block, "after_end", what),
        event_is_the_act=place.cites(block, "event_is_the_act", what),
        target=place.flag(block, "target", what),
        cites=place.cites(block, "cites", what),
        source=source,
    )


def _row_by_row(place: Place, block: Map, starts: tuple[Trigger, ...], what: str) -> None:
    """What begins with each row of a plan runs per row, and nothing else does."""
    of_rows = [trigger.kind == "rows" for trigger in starts]
    if any(of_rows) != (block.get("per") == "row") or any(of_rows) != all(of_rows):
        place.fail(block.source, f"{what}：自明细各行（rows）起算的，逐行计算（per: row），二者并用。")


def resting(place: Place, key: str, value: Any, source: Source) -> Resting:
    """A paper of the case that opens this one: ``penalty_decision: {title, day, manner, told_by}``."""
    what = f"他案送达的文书“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _RESTING, what)
    return Resting(
        template=key,
        title=place.text(block, "title", what),
        day=place.text(block, "day", what, ""),
        manner=place.text(block, "manner", what, ""),
        told_by=place.text(block, "told_by", what, ""),
        source=source,
    )


def assurance(place: Place, value: Any, source: Source) -> Assurance:
    """A property of the whole graph by its name, or ``{never: action, before: […]}``."""
    if isinstance(value, str):
        if value not in PROPERTIES:
            place.fail(source, f"没有名为“{value}”的程序保证。", nearest(value, PROPERTIES))
        return Assurance(kind=value, source=source)
    block = place.mapping(value, source, "程序保证")
    if "same" in block:
        return _same(place, block, source)
    place.known(block, _ASSURANCE, "程序保证")
    before, running = (
        place.texts(block, "before", "程序保证"),
        place.texts(block, "while_running", "程序保证"),
    )
    if bool(before) == bool(running):
        place.fail(
            source, "程序保证应写在何者之前不得（before）或者何期限未满不得（while_running），二者只取其一。"
        )
    since = place.texts(block, "since", "程序保证")
    if since and not before:
        place.fail(source, "程序保证的 since 只与 before 并用：须在何者之后重新办理。")
    return Assurance(
        kind="never",
        action=place.text(block, "never", "程序保证"),
        before=before,
        while_running=running,
        since=since,
        because=place.cites(block, "because", "程序保证"),
        when=place.text(block, "when", "程序保证", ""),
        source=source,
    )


def _same(place: Place, block: Map, source: Source) -> Assurance:
    """``{same: proposal, at: action, dealt_with: [step, …]}``."""
    place.known(block, _SAME, "程序保证")
    place.one_of(block, "same", "程序保证", ("proposal",))
    steps = place.texts(block, "dealt_with", "程序保证")
    if not steps:
        place.fail(source, "程序保证 same 应写明经过拟处理意见的哪些环节（dealt_with）。")
    return Assurance(
        kind="same",
        action=place.text(block, "at", "程序保证"),
        before=steps,
        unchanged=place.flag(block, "unchanged", "程序保证"),
        because=place.cites(block, "because", "程序保证"),
        when=place.text(block, "when", "程序保证", ""),
        source=source,
    )


def running(place: Place, top: Map) -> Running:
    """``first``, ``{move: {old stage: new stage}, because}`` or ``{continue: true, because}``, with a ``question``; absent: first."""
    value = top.get("running", "first")
    if value == "first":
        return Running(kind="first")
    block = place.mapping(value, top.at("running"), "在办案件的处理（running）")
    place.known(block, ("move", "continue", "because", "question"), "在办案件的处理（running）")
    if ("move" in block) == ("continue" in block):
        place.fail(block.source, "在办案件的处理（running）应写 move 或者 continue，二者只取其一。")
    because = place.cites(block, "because", "在办案件的处理（running）")
    if not because:
        place.fail(block.source, "在办案件的处理（running）应写明依据（because）。")
    question = place.text(block, "question", "在办案件的处理（running）", "")
    if "continue" in block:
        return Running(kind="continue", because=because, question=question)
    stages = place.part(block, "move")
    moved = {old: place.text(stages, old, "阶段对应（move）") for old in stages}
    for old, new in moved.items():
        place.resolve(stages.at(old), "阶段", new, place.part(top, "stages"))
    return Running(kind="move", stages=moved, because=because, question=question)
