# SPDX-License-Identifier: MulanPSL-2.0
"""Guards weighed: of those an act has, which are not met, what cannot be judged of them, and what those that are met warn of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure import way_back
from fadu.procedure.compiled import rules_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.model import BY_LAW
from fadu.procedure.unsaid import Unsaid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from fadu.procedure.compiled import Rule
    from fadu.procedure.decision import Answer, Verdict, World
    from fadu.procedure.model import Action, GuardUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What guards answer: the grounds of those that are not met, and what those that are met warn of."""

    grounds: tuple[Ground, ...]
    cautions: tuple[str, ...]


def guards_weighed(world: World, rule: Rule) -> Weighed:
    """What every guard answers. What cannot be judged is a ground, and says why."""
    return _weighed(world, rule.action, rule.guards)


def breaches(world: World, rule: Rule) -> Sequence[Ground]:
    """What an act breaks without being refused: it happened as it did, is warned of and becomes a finding."""
    return _weighed(world, rule.action, rule.finds).grounds


def _weighed(
    world: World, action: Action, uses: Iterable[tuple[GuardUse, Callable[..., Verdict]]]
) -> Weighed:
    answers: dict[str, Answer] = {"": "yes"}
    grounds: list[Ground] = []
    cautions: list[str] = []
    for use, function in uses:
        try:
            wanted = answers.get(use.when) or answers.setdefault(use.when, _wanted(world, use.when))
            verdict = _verdict(world, function, use.args) if wanted != "no" else HOLDS
        except FaduError as error:
            wanted, verdict = "unknown", not_judged(error)
        if not isinstance(verdict, Holds):
            ground = _cited(verdict, use, action, unknown=verdict.unknown or wanted == "unknown")
            grounds.append(_to_be_filled_in(world, _to_be_done(world, ground, use), action))
        elif verdict.warning:
            cautions.append(verdict.warning)
    return Weighed(grounds=tuple(grounds), cautions=tuple(cautions))


def _wanted(world: World, when: str) -> Answer:
    """Whether a guard is asked at all: that it would be, by what is about to be filled in anew, is not known yet."""
    proposed = world.proposed
    if not isinstance(proposed, Unsaid):
        return answer_of(world, when)
    proposed.asked.clear()
    answer = answer_of(world, when)
    return "unknown" if answer == "yes" and proposed.asked & proposed.must_say else answer


def _verdict(world: World, function: Callable[..., Verdict], args: Mapping[str, Any]) -> Verdict:
    """What a guard answers; of what is still to be filled in it cannot speak yet."""
    proposed = world.proposed
    if not isinstance(proposed, Unsaid):
        return function(world, **args)
    proposed.asked.clear()
    return proposed.weighed(function(world, **args))


def not_judged(error: FaduError) -> Ground:
    return Ground(code="not_judged", message=f"无法判断：{error.message}", remedy="查明后再办", unknown=True)


def _cited(ground: Ground, use: GuardUse, action: Action, *, unknown: bool) -> Ground:
    return replace(
        ground,
        cites=use.cites or ground.cites or action.cites,
        unknown=unknown,
        guard=use.name,
        about=str(next(iter(use.args.values()), "")),
    )


def _to_be_filled_in(world: World, ground: Ground, action: Action) -> Ground:
    """What is to be filled in and has no box in the form of this act: the acts of this stage whose forms have it are named, else of any."""
    if ground.code != "not_filled" or ground.about in (*action.sets, *action.may_set):
        return ground
    asking = [
        rule
        for rule in rules_of(world.procedure).values()
        if ground.about in (*rule.action.sets, *rule.action.may_set) and rule.action.by != BY_LAW
    ]
    here = [rule for rule in asking if world.state.stage in rule.stages] or asking
    titles = "、".join(f"“{rule.action.title}”" for rule in here)
    field = world.procedure.fields[ground.about].title
    return replace(ground, remedy=f"办理{titles}时填写“{field}”") if titles else ground


def _to_be_done(world: World, ground: Ground, use: GuardUse) -> Ground:
    """A ground that an act has not been done says so truly: where that act has no place in this stage, what can be done instead."""
    first = rules_of(world.procedure).get(str(use.args.get("action", ""))) if use.name == "done" else None
    if first is None or ground.code != "not_done" or world.state.stage in first.stages:
        return ground
    if first.action.by == BY_LAW:
        return replace(ground, remedy=f"“{first.action.title}”依法自动发生，届时自动记录")
    return replace(ground, remedy=f"“{first.action.title}”：{way_back.remedy(world, first)}")
