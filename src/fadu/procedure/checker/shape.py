# SPDX-License-Identifier: MulanPSL-2.0
"""Properties of the graph: stages reachable, actions possible, none shadowed, interruptions that end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from fadu.procedure.checker.facts import sources_of
from fadu.procedure.checker.never import guard_words
from fadu.procedure.checker.report import Line
from fadu.procedure.checker.search import Model, happening, model_of

if TYPE_CHECKING:
    from fadu.procedure.model import Action, Interruption, Procedure


def lines(procedure: Procedure) -> Iterator[Line]:
    """All properties of the graph."""
    model = model_of(procedure)
    happens = happening(procedure)
    yield from _reachable(procedure, model, happens)
    yield from _exits(procedure, model)
    yield from _possible(procedure, model, happens)
    yield _contradictory(procedure)
    yield _shadowed(procedure)
    for interruption in procedure.interruptions.values():
        yield _ends(procedure, interruption)
        if interruption.told_in_writing:
            yield _told(procedure, interruption)


def _reachable(procedure: Procedure, model: Model, happens: Mapping[str, frozenset[str]]) -> Iterator[Line]:
    ways: dict[str, list[str]] = {}
    for event in model.events:
        if event.to and event.key in happens:
            ways.setdefault(event.to, []).append(event.title)
    for stage in procedure.stages.values():
        into = ways.get(stage.key, [])
        yield Line(
            code=f"reachable:{stage.key}",
            title=f"阶段“{stage.title}”可以到达",
            ok=bool(into),
            witness=f"经“{'”、“'.join(into)}”" if into else "没有可以办成的动作通向这一阶段。",
            source=stage.source,
        )


def _exits(procedure: Procedure, model: Model) -> Iterator[Line]:
    for stage in procedure.stages.values():
        if stage.final:
            continue
        out = [e.title for e in model.events if stage.key in e.sources and e.to and e.to != stage.key]
        yield Line(
            code=f"exit:{stage.key}",
            title=f"阶段“{stage.title}”有出口",
            ok=bool(out),
            witness=f"“{'”、“'.join(out)}”" if out else "没有动作离开这一阶段，案件会停在这里。",
            source=stage.source,
        )


def _possible(procedure: Procedure, model: Model, happens: Mapping[str, frozenset[str]]) -> Iterator[Line]:
    never = [action for action in procedure.actions.values() if action.key not in happens]
    if not never:
        yield Line(
            code="possible",
            title="每个动作都有办成的可能",
            ok=True,
            witness=f"{len(procedure.actions)}个动作都能办成",
        )
    for action in never:
        guards = "；".join(guard_words(procedure, use) for use in action.guards)
        yield Line(
            code=f"possible:{action.key}",
            title=f"动作“{action.title}”有办成的可能",
            ok=False,
            witness=f"它的条件在可以办理它的阶段永远不能满足：{guards or '没有到达这些阶段的路'}。",
            source=action.source,
        )


_OPPOSITES = {"is": "is_not", "done": "not_done"}


def _contradictory(procedure: Procedure) -> Line:
    """No action asks for a thing and for its opposite."""
    for action in procedure.actions.values():
        uses = {(use.name, str(next(iter(use.args.values()), ""))) for use in action.guards if not use.when}
        for name, main in uses:
            if (_OPPOSITES.get(name), main) in uses:
                witness = f"“{action.title}”同时要求“{main}”成立和不成立。"
                return Line(
                    code="consistent",
                    title="动作的条件不自相矛盾",
                    ok=False,
                    witness=witness,
                    source=action.source,
                )
    return Line(code="consistent", title="动作的条件不自相矛盾", ok=True, witness="没有互相排斥的条件")


def _shadowed(procedure: Procedure) -> Line:
    """No two actions in one stage have the same title, or the same actors, conditions, effect and meaning elsewhere."""
    title = "没有动作被另一个动作遮蔽"
    actions = [(each, sources_of(procedure, each), _effect(each)) for each in procedure.actions.values()]
    for (one, from_one, does_one), (two, from_two, does_two) in combinations(actions, 2):
        same = one.title == two.title or (does_one == does_two and _same(procedure, one, two))
        if same and from_one & from_two:
            witness = f"“{two.title}”（{two.key}）与“{one.title}”（{one.key}）在同一阶段无法区别。"
            return Line(code="not_shadowed", title=title, ok=False, witness=witness, source=two.source)
    return Line(code="not_shadowed", title=title, ok=True, witness="任何两个动作的角色、条件或者结果都有区别")


def _same(procedure: Procedure, one: Action, two: Action) -> bool:
    """Whether two actions of one effect are meant alike. A replay-only edition may have two names for one action, as its sources do."""
    return not procedure.replay_only and _meant(procedure, one.key) == _meant(procedure, two.key)


def _meant(procedure: Procedure, key: str) -> object:
    """Where else the procedure speaks of an action: what depends on it tells it from others."""
    triggers = [
        (c.key, t.name == key)
        for c in procedure.clocks.values()
        for t in (*c.starts, *c.stops)
        if t.name == key
    ]
    spells = [
        (i.key, i.start == key, i.end == key)
        for i in procedure.interruptions.values()
        if key in (i.start, i.end)
    ]
    named = [a.key for a in procedure.actions.values() for use in a.uses if key in use.args.values()]
    return triggers, spells, named


def _effect(action: Action) -> object:
    guards = sorted((use.name, str(sorted(use.args.items())), use.when) for use in action.uses)
    papers = [(issue.template, issue.served_to, issue.when) for issue in action.issues]
    opens = [(o.matter, o.topic) for o in action.opens]
    return (
        action.to,
        action.actors,
        guards,
        action.sets,
        sorted(action.adds),
        papers,
        opens,
        action.voids,
        action.restarts,
        sorted(action.extends.items()),
        action.corrects,
        action.links,
        action.publishes,
        action.clears,
        action.cites,
        action.rows,
    )


def _ends(procedure: Procedure, interruption: Interruption) -> Line:
    start, end = procedure.actions[interruption.start], procedure.actions[interruption.end]
    begun = {start.to} if start.to else set(sources_of(procedure, start))
    stuck = (
        begun - sources_of(procedure, end) - {stage.key for stage in procedure.stages.values() if stage.final}
    )
    names = "、".join(procedure.stages[key].title for key in sorted(stuck) if key in procedure.stages)
    return Line(
        code=f"interruption_ends:{interruption.key}",
        title=f"中断“{interruption.title}”可以结束",
        ok=not stuck,
        witness=f"在“{names}”开始后，不能办理“{end.title}”。"
        if stuck
        else f"凡可开始之处，都可办理“{end.title}”",
        source=interruption.source,
    )


def _told(procedure: Procedure, interruption: Interruption) -> Line:
    """What is to be told in writing has a paper that is served: without one a clock would leave out days nobody was told of."""
    start = procedure.actions[interruption.start]
    papers = [issue.template for issue in start.issues if issue.served_to and not issue.when]
    return Line(
        code=f"interruption_told:{interruption.key}",
        title=f"中断“{interruption.title}”书面告知",
        ok=bool(papers),
        witness=f"经“{start.title}”的文书" if papers else f"“{start.title}”没有制发须送达的文书。",
        source=interruption.source,
    )
