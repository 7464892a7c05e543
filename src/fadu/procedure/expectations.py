# SPDX-License-Identifier: MulanPSL-2.0
"""What a scenario expects after an act: stage, last days, documents, fields, warnings, what may be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.stories import shown
from fadu.procedure.testing import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from fadu.procedure.decision import ClockReading
    from fadu.procedure.testing import CaseInMemory


class ScenarioError(FaduError):
    """情景没有按预期进行。

    ``line`` and ``day`` say at which step; ``expected`` and ``got`` are what the story says of it and what the engine says, as plain
    values under the words of a story (``{"stage": "notice"}``); ``sentence`` says both to a reader.
    """

    code = "scenario"

    def __init__(
        self,
        file: str,
        line: int,
        day: date,
        sentence: str,
        *,
        expected: Mapping[str, Any],
        got: Mapping[str, Any],
    ) -> None:
        self.line, self.day, self.sentence = line, day, sentence
        self.expected, self.got = expected, got
        super().__init__(f"{file} 第{line}行（{day}）：{sentence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """A step that a story says is refused, without naming a ground, and the grounds the engine gave."""

    line: int
    day: date
    sentence: str


@dataclass(slots=True)
class Run:
    """A story as it is played: the case, and the step that is looked at."""

    case: CaseInMemory
    path: Path
    line: int
    day: date
    warnings: tuple[str, ...] = ()
    #: what was refused where the story names no ground: whether it is the ground that was meant, only a reader can say
    unnamed: list[Unnamed] = field(default_factory=list)

    def fail(self, sentence: str, *, expected: Mapping[str, Any], got: Mapping[str, Any]) -> None:
        """End the story at this step. Raises ScenarioError."""
        raise ScenarioError(self.path.name, self.line, self.day, sentence, expected=expected, got=got)

    def action(self, key: str) -> str:
        """An act by its title and the key a story writes."""
        action = self.case.procedure.actions.get(key)
        return _titled(action.title if action else BUILT_IN.get(key, ""), key)

    def actions(self, keys: Collection[str]) -> str:
        """Several acts, sorted by their keys."""
        return "、".join(self.action(key) for key in sorted(keys)) or "无"

    def stage(self, key: str) -> str:
        """A stage by its title and key."""
        stage = self.case.procedure.stages.get(key)
        return _titled(stage.title if stage else "", key)

    def clock(self, key: str) -> str:
        """A term by its title and key."""
        clock = self.case.procedure.clocks.get(key)
        return _titled(clock.title if clock else "", key)

    def role(self, key: str) -> str:
        """A role by its title and key; a person by the name the story gives."""
        role = self.case.procedure.roles.get(key)
        return _titled(role.title if role else "", key)


def _titled(title: str, key: str) -> str:
    return f"“{title}”（{key}）" if title else f"“{key}”"


def check(running: Run, then: Mapping[str, Any], at: datetime) -> None:
    """Compare what a story expects after a step with what is. Raises ScenarioError at the first that is otherwise."""
    moment_ = moment(then["on"]) if "on" in then else at
    for key, wanted in then.items():
        if key in _THENS:
            _THENS[key](running, wanted, moment_)


def each(value: Any) -> list[Any]:
    """One value or several, as a list.

    >>> each("a"), each(["a", "b"])
    (['a'], ['a', 'b'])
    """
    return value if isinstance(value, list) else [value]


def _stage(running: Run, wanted: Any, at: datetime) -> None:
    stage = running.case.state.stage
    if stage != wanted:
        running.fail(
            f"本案应在{running.stage(wanted)}，实际在{running.stage(stage)}。",
            expected={"stage": wanted},
            got={"stage": stage},
        )


def _outcome(running: Run, wanted: Any, at: datetime) -> None:
    outcome = running.case.procedure.stages[running.case.state.stage].outcome
    if outcome != wanted:
        running.fail(
            f"本案结果应为“{wanted}”，实为“{outcome or '未办结'}”。",
            expected={"outcome": wanted},
            got={"outcome": outcome},
        )


def _clocks(running: Run, wanted: Any, at: datetime) -> None:
    readings = running.case.clocks(at)
    for name, value in wanted.items():
        live = [r for r in readings if r.clock == name and not r.void]
        if not _is_clock(value, live, at):
            actual = (
                "；".join(f"{r.due_on or '末日未定'}（{r.state(at.date())}）" for r in live) or "没有这一期限"
            )
            running.fail(
                f"期限{running.clock(name)}应{_clock_words(value)}，实为：{actual}",
                expected={"clocks": {name: value}},
                got={"clocks": {name: [_plain(r, at) for r in live]}},
            )


def _is_clock(value: Any, live: list[ClockReading], at: datetime) -> bool:
    if value is None:
        return not any(r.state(at.date()) in {"running", "overdue", "paused"} for r in live)
    wanted = value if isinstance(value, dict) else {"due": value}
    due, state = wanted.get("due"), wanted.get("state")
    return any(
        (due is None or (r.due_on is not None and r.due_on.isoformat() == due))
        and state in (None, r.state(at.date()))
        for r in live
    )


def _clock_words(value: Any) -> str:
    if value is None:
        return "当不在计算"
    return f"为{'、'.join(str(v) for v in value.values()) if isinstance(value, dict) else value}"


def _plain(reading: ClockReading, at: datetime) -> dict[str, Any]:
    due = reading.due_on.isoformat() if reading.due_on else None
    return {"due": due, "state": reading.state(at.date())}


def _documents(running: Run, wanted: Any, at: datetime) -> None:
    there = sorted({d.template for d in running.case.state.documents if not d.void})
    missing = [name for name in each(wanted) if name not in there]
    if missing:
        running.fail(
            f"应已制发{'、'.join(missing)}；现有{'、'.join(there) or '无'}。",
            expected={"documents": missing},
            got={"documents": there},
        )


def _fields(running: Run, wanted: Any, at: datetime) -> None:
    for key, value in wanted.items():
        actual = running.case.state.fields.get(key)
        if actual != value:
            running.fail(
                f"“{key}”应为“{shown(value)}”，实为“{shown(actual)}”。",
                expected={"fields": {key: value}},
                got={"fields": {key: actual}},
            )


def _warnings(running: Run, wanted: Any, at: datetime) -> None:
    for text in each(wanted):
        if not any(text in warning for warning in running.warnings):
            running.fail(
                f"应提示“{text}”；实际提示：{'；'.join(running.warnings) or '无'}。",
                expected={"warnings": [text]},
                got={"warnings": list(running.warnings)},
            )


def _children(running: Run, wanted: Any, at: datetime) -> None:
    there = sorted({c.matter for c in running.case.state.children if not c.void})
    missing = [name for name in each(wanted) if name not in there]
    if missing:
        running.fail(
            f"应已启动子程序{'、'.join(missing)}；现有{'、'.join(there) or '无'}。",
            expected={"opened": missing},
            got={"opened": there},
        )


def _may(running: Run, wanted: Any, at: datetime) -> None:
    for role, actions in wanted.items():
        may = {o.action for o in running.case.options(at, role) if o.may}
        missing = set(each(actions)) - may
        if missing:
            running.fail(
                f"{running.role(role)}应可办理{running.actions(missing)}；现可办理{running.actions(may)}。",
                expected={"may": {role: sorted(missing)}},
                got={"may": {role: sorted(may)}},
            )


def _may_not(running: Run, wanted: Any, at: datetime) -> None:
    for role, actions in wanted.items():
        may = {o.action for o in running.case.options(at, role) if o.may}
        wrong = set(each(actions)) & may
        if wrong:
            running.fail(
                f"{running.role(role)}不应可办理{running.actions(wrong)}。",
                expected={"may_not": {role: sorted(wrong)}},
                got={"may": {role: sorted(may)}},
            )


_THENS: dict[str, Callable[[Run, Any, datetime], None]] = {
    "stage": _stage,
    "outcome": _outcome,
    "clocks": _clocks,
    "documents": _documents,
    "fields": _fields,
    "warnings": _warnings,
    "opened": _children,
    "may": _may,
    "may_not": _may_not,
}
