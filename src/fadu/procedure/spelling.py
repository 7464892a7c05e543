# SPDX-License-Identifier: MulanPSL-2.0
"""The names a story uses are names of its procedure: a slip of the pen is no refusal and no clock that does not run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.kernel.kinds import handed_down
from fadu.kernel.problems import nearest
from fadu.procedure.built_in import NEEDED, TITLES
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.model import BY_LAW
from fadu.procedure.stories import StoryError, is_day, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from fadu.kernel.yaml_reader import Map
    from fadu.procedure.model import Procedure
    from fadu.procedure.stories import Story

#: the ground of an act the edition does not know: a story that names it means an act that is not there
NOT_THERE = "unknown_action"


@dataclass(frozen=True, slots=True)
class _Names:
    """What may be named, by what it is called on screen."""

    story: Story
    procedure: Procedure
    actions: Collection[str]
    people: Collection[str]
    outcomes: Mapping[str, Collection[str]]

    def known(self, block: Map, key: str, title: str, names: Collection[str], value: str = "") -> None:
        named = value or str(block[key])
        if named not in names:
            message = f"“{self.procedure.title}”{self.procedure.edition}版没有名为“{named}”的{title}。"
            raise StoryError(str(self.story.path), block.at(key), message, nearest(named, names))


def check(story: Story, procedure: Procedure, outcomes: Mapping[str, Collection[str]]) -> None:
    """Look up every name of a story. Raises StoryError with line, column and the nearest name where there is none such.

    ``outcomes``: other kind of case -> how its cases can end; of a kind that is not in it any outcome may be written.
    """
    people = (*procedure.roles, *story.content.get("people", ()))
    names = _Names(story, procedure, (*procedure.actions, *BUILT_IN), people, outcomes)
    for item in (story.content["opened"], *story.content.get("acts", ())):
        _step(names, item)
        if "then" in item:
            _then(names, item["then"])


def _step(names: _Names, item: Map) -> None:
    procedure = names.procedure
    refused = item.get("refused", ())
    asked = refused if isinstance(refused, list) else [refused]
    if "do" in item and NOT_THERE not in asked:
        names.known(item, "do", "办理", names.actions)
    _persons(names, item)
    if "serve" in item:
        templates = {i.template for action in procedure.actions.values() for i in action.issues}
        names.known(item, "serve", "文书", templates | procedure.rests_on.keys())
    if "child" in item:
        names.known(item, "child", "子程序", _matters(procedure))
        if item["child"] in names.outcomes:
            names.known(item, "outcome", f"“{item['child']}”的结果", names.outcomes[item["child"]])
    if "told" in item:
        names.known(item, "told", "案件种类", [kind.key for kind in handed_down()])
    if "record" in item:
        names.known(item, "record", "可以径行记下的办理", (*procedure.actions, *NEEDED))
        _recorded(names, item)
    for verb in ("assign", "release"):
        if verb in item:
            names.known(item, verb, "角色", procedure.roles)
            names.known(item, "by" if "by" in item else verb, "人员", _officers(names))


def _persons(names: _Names, item: Map) -> None:
    """Who does a step, and who enters it in another's place."""
    for key in ("by", "entered_by"):
        if key in item:
            names.known(item, key, "角色或者人员", (*names.people, BY_LAW))


def _recorded(names: _Names, item: Map) -> None:
    """What is written down unasked still says what its kind of act says."""
    payload = item.get("payload", {})
    for key in NEEDED.get(item["record"], ()):
        if not isinstance(payload.get(key), str) or not payload[key]:
            got = f"；实为“{shown(payload[key])}”" if key in payload else "；没有写"
            message = f"{item['record']} 的 payload 应有“{key}”（{TITLES[key]}），为文字{got}。"
            raise StoryError(str(names.story.path), item.at("payload"), message)
    for key, value in payload.items() if item["record"] in NEEDED else ():
        if key.endswith("_on") and not is_day(value):
            message = f"“{key}”应为日历上有的日期，如 2022-03-01；实为“{shown(value)}”。"
            raise StoryError(str(names.story.path), payload.at(key), message)


def _then(names: _Names, then: Map) -> None:
    procedure = names.procedure
    if "stage" in then:
        names.known(then, "stage", "阶段", procedure.stages)
    if "outcome" in then:
        names.known(then, "outcome", "结果", {s.outcome for s in procedure.stages.values() if s.outcome})
    for name in then.get("clocks", ()):
        names.known(then["clocks"], name, "期限", procedure.clocks, name)
    for matter in _each(then.get("opened", ())):
        names.known(then, "opened", "子程序", _matters(procedure), matter)
    for word in ("may", "may_not"):
        for role, actions in then.get(word, {}).items():
            names.known(then[word], role, "人员", _officers(names), role)
            for action in _each(actions):
                names.known(then[word], role, "办理", names.actions, action)


def _each(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _officers(names: _Names) -> list[str]:
    """Whom a story can name as a person: a capacity is held by a party."""
    roles = names.procedure.roles
    return [name for name in names.people if name not in roles or not roles[name].capacity]


def _matters(procedure: Procedure) -> set[str]:
    return {opening.matter for action in procedure.actions.values() for opening in action.opens}
