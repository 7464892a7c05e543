# SPDX-License-Identifier: MulanPSL-2.0
"""Acts in their order: in their stage, not before the case nor in the future, and an interruption begun before it is ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import way_back, who
from fadu.procedure.assignment import admits_a_paper
from fadu.procedure.compiled import rules_of
from fadu.procedure.decision import Ground
from fadu.procedure.legal_day import day_of
from fadu.procedure.model import BY_LAW, ENDED, OPEN, START

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from fadu.procedure.compiled import Rule
    from fadu.procedure.decision import World
    from fadu.procedure.model import Action, Interruption
    from fadu.procedure.state import Spell


def stage_grounds(world: World, rule: Rule) -> tuple[Ground, ...]:
    """The action may be done in the stage in which the case stands."""
    stage, action = world.state.stage, rule.action
    if stage in rule.stages:
        return ()
    titles = "、".join(_stage_title(world, source) for source in action.sources)
    return (
        Ground(
            code="wrong_stage",
            message=f"“{action.title}”应在“{titles}”办理；本案现在“{_stage_title(world, stage)}”。{_lapsed(world, action)}",
            cites=action.cites,
            remedy=way_back.remedy(world, rule),
        ),
    )


def _lapsed(world: World, action: Action) -> str:
    """That what waited for a signature when the case ended is signed no more."""
    is_lapsed = any(pending.action == action.key for pending in world.state.lapsed)
    return "签署完毕以前案件已结束，不再签署。" if is_lapsed else ""


def _how_to_get_there(world: World, wanted: Collection[str]) -> str:
    """What to do where an act has its place in other stages: go on to them, where any act still leads there."""
    stage, procedure = world.state.stage, world.procedure
    if set(wanted) == {START}:
        return "本案已经开始，不再办理；另有事项的，另行登记"
    seen, reached = {stage}, [stage]
    while reached:
        here = reached.pop()
        final = procedure.stages[here].final if here in procedure.stages else False
        names = {here, ENDED if final else OPEN}
        onward = {a.to for a in procedure.actions.values() if a.to and names & set(a.sources)} - seen
        seen |= onward
        reached += onward
    if seen & set(wanted):
        return "按程序办理到该环节后再办"
    return f"本案已{'办结' if procedure.stages[stage].final else '过该环节'}，不再办理"


def _stage_title(world: World, stage: str) -> str:
    words = {START: "登记之前", OPEN: "办结之前", ENDED: "办结之后"}
    defined = world.procedure.stages.get(stage)
    return defined.title if defined else words.get(stage, stage)


def time_grounds(world: World, action: Action, latest: datetime | None) -> Sequence[Ground]:
    """The act does not lie before the case began nor in the future; what was done on paper does not lie before what the case springs from."""
    opened, at = world.state.opened_at, world.at
    grounds: list[Ground] = []
    # the law acts at its moment, whenever a case was registered
    by_law = world.actor is not None and world.actor.kind == who.LAW
    if opened is not None and at.date() < opened.date() and not by_law:
        grounds += _before_opening(world, action, opened)
    if latest is not None and at > latest:
        grounds.append(
            Ground(
                code="in_future", message=f"办理时间{at:%Y-%m-%d %H:%M}在将来。", remedy="改为实际办理的时间"
            )
        )
    return grounds


def _before_opening(world: World, action: Action, opened: datetime) -> Iterator[Ground]:
    """Why an act may not be of a day before its case was registered.

    What officers wrote down on the spot happened, though the case was registered only when they were back: it is entered by its
    paper (``procedure.assignment``), down to the day on which what the case springs from became known. An earlier paper is none
    of this case's course.
    """
    message = f"办理时间{world.at:%Y-%m-%d %H:%M}早于本案开始时间{opened:%Y-%m-%d %H:%M}。"
    if not admits_a_paper(world.procedure, action.key):
        yield Ground(code="before_opening", message=message, remedy="改正办理时间")
        return
    known = day_of(world.procedure, world.state.entries[0])
    if world.at.date() < known:
        remedy = "核对办理时间；填早了的，改正；纸件在本案以前写成的，作为证据收入材料；本案开始之日登记有误的，先更正日期"
        message = f"{message}本案所由来的事项{known}才发生或者发现，在此以前的不是本案的办理。"
        yield Ground(code="before_opening", message=message, remedy=remedy)
    elif not world.by_paper:
        remedy = "当时确已办理、写有纸件的，同时收入签字原件，照实补录（列为待核实）；不是的，改正办理时间"
        yield Ground(code="before_opening", message=message, remedy=remedy)


def interruption_grounds(world: World, rule: Rule) -> tuple[Ground, ...]:
    """What ends an interruption needs one that runs; what begins one needs that none runs, where only one may at a time."""
    if not rule.begins and not rule.ends:
        return ()
    running = {spell.key: spell for spell in world.state.spells if spell.end is None}
    return (*_begun_already(world, rule, running), *_nothing_to_end(world, rule, running))


def _begun_already(world: World, rule: Rule, running: Mapping[str, Spell]) -> Iterator[Ground]:
    for interruption in rule.begins:
        if interruption.several or interruption.key not in running:
            continue
        yield Ground(
            code="begun_already",
            message=f"“{interruption.title}”自{running[interruption.key].start}起，尚未结束，不重复办理“{rule.action.title}”。",
            cites=interruption.cites or rule.action.cites,
            remedy=_first_end(world, world.procedure.actions[interruption.end]),
            about=interruption.key,
        )


def _nothing_to_end(world: World, rule: Rule, running: Mapping[str, Spell]) -> tuple[Ground, ...]:
    ended = {spell.key: spell.end for spell in world.state.spells if spell.end is not None}
    return tuple(
        Ground(
            code="nothing_to_end",
            message=f"“{interruption.title}”"
            f"{f'已于{ended[interruption.key]}结束' if interruption.key in ended else '没有开始'}，不能办理“{rule.action.title}”。",
            cites=interruption.cites or rule.action.cites,
            remedy=_first_begin(world, interruption),
            unknown=world.replay,
        )
        for interruption in rule.ends
        if interruption.key not in running
    )


def _first_end(world: World, ending: Action) -> str:
    if ending.by == BY_LAW:
        return f"待“{ending.title}”，届时自动记录"
    return f"先办理“{ending.title}”"


def _first_begin(world: World, interruption: Interruption) -> str:
    """What was ended is not ended again; what has not begun is begun first, where the stage allows it."""
    beginning = rules_of(world.procedure)[interruption.start]
    ended = [spell.end for spell in world.state.spells if spell.key == interruption.key and spell.end]
    if ended:
        return f"已于{max(ended)}结束，不重复办理"
    if world.state.stage in beginning.stages:
        return f"先办理“{beginning.action.title}”"
    return f"“{beginning.action.title}”：{way_back.remedy(world, beginning)}"
