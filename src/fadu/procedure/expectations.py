# SPDX-License-Identifier: MulanPSL-2.0
"""What a scenario expects after an act: stage, last days, documents, fields, warnings, what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.kernel.problems import nearest
from fadu.kernel.yaml_reader import Map
from fadu.procedure.testing import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from fadu.procedure.decision import ClockReading
    from fadu.procedure.testing import CaseInMemory

_THEN = ("stage", "clocks", "documents", "fields", "warnings", "may", "may_not", "on", "outcome", "opened")


class ScenarioError(FaduError):
    """情景没有按预期进行。"""

    code = "scenario"


@dataclass(slots=True)
class Run:
    case: CaseInMemory
    path: Path
    line: int = 0
    warnings: tuple[str, ...] = ()

    def fail(self, message: str) -> None:
        raise ScenarioError(f"{self.path.name} 第{self.line}行：{message}")


def known(path: Path, block: Map, allowed: tuple[str, ...]) -> None:
    for key in block:
        if key not in allowed:
            near = nearest(key, allowed)
            hint = f"是不是“{near}”？" if near else ""
            raise ScenarioError(f"{path.name} 第{block.at(key)[0]}行：情景里没有“{key}”这一项。{hint}")


def check(running: Run, then: Mapping[str, Any], at: datetime) -> None:
    if isinstance(then, Map):
        known(running.path, then, _THEN)
    moment_ = moment(then["on"]) if "on" in then else at
    for key, wanted in then.items():
        if key in _THENS:
            _THENS[key](running, wanted, moment_)


def _stage(running: Run, wanted: Any, at: datetime) -> None:
    if running.case.state.stage != wanted:
        running.fail(f"本案应在“{wanted}”，实际在“{running.case.state.stage}”。")


def _outcome(running: Run, wanted: Any, at: datetime) -> None:
    stage = running.case.procedure.stages[running.case.state.stage]
    if stage.outcome != wanted:
        running.fail(f"本案结果应为“{wanted}”，实为“{stage.outcome or '未办结'}”。")


def _clocks(running: Run, wanted: Any, at: datetime) -> None:
    readings = running.case.clocks(at)
    for name, value in wanted.items():
        live = [r for r in readings if r.clock == name and not r.void]
        _clock(running, name, value, live, at)


def _clock(running: Run, name: str, value: Any, live: list[ClockReading], at: datetime) -> None:
    actual = "；".join(f"{r.due_on}（{r.state(at.date())}）" for r in live) or "没有这一期限"
    if value is None:
        if any(r.state(at.date()) in {"running", "overdue", "paused"} for r in live):
            running.fail(f"期限“{name}”应当不在计算，实为：{actual}")
        return
    wanted = value if isinstance(value, dict) else {"due": value}
    due, state = wanted.get("due"), wanted.get("state")
    if not any(
        (due is None or (r.due_on is not None and r.due_on.isoformat() == due))
        and state in (None, r.state(at.date()))
        for r in live
    ):
        running.fail(f"期限“{name}”应为{'、'.join(str(v) for v in wanted.values())}，实为：{actual}")


def _documents(running: Run, wanted: Any, at: datetime) -> None:
    there = {d.template for d in running.case.state.documents if not d.void}
    missing = [name for name in ([wanted] if isinstance(wanted, str) else wanted) if name not in there]
    if missing:
        running.fail(f"应已制发{'、'.join(missing)}；现有{'、'.join(sorted(there)) or '无'}。")


def _fields(running: Run, wanted: Any, at: datetime) -> None:
    for key, value in wanted.items():
        if running.case.state.fields.get(key) != value:
            running.fail(f"“{key}”应为“{value}”，实为“{running.case.state.fields.get(key)}”。")


def _warnings(running: Run, wanted: Any, at: datetime) -> None:
    for text in [wanted] if isinstance(wanted, str) else wanted:
        if not any(text in warning for warning in running.warnings):
            running.fail(f"应提示“{text}”；实际提示：{'；'.join(running.warnings) or '无'}。")


def _children(running: Run, wanted: Any, at: datetime) -> None:
    there = {c.matter for c in running.case.state.children if not c.void}
    missing = [name for name in ([wanted] if isinstance(wanted, str) else wanted) if name not in there]
    if missing:
        running.fail(f"应已启动子程序{'、'.join(missing)}；现有{'、'.join(sorted(there)) or '无'}。")


def _may(running: Run, wanted: Any, at: datetime) -> None:
    for role, actions in wanted.items():
        may = {o.action for o in running.case.options(at, role) if o.may}
        missing = set([actions] if isinstance(actions, str) else actions) - may
        if missing:
            running.fail(f"“{role}”应可办理{'、'.join(sorted(missing))}；现可办理{'、'.join(sorted(may))}。")


def _may_not(running: Run, wanted: Any, at: datetime) -> None:
    for role, actions in wanted.items():
        may = {o.action for o in running.case.options(at, role) if o.may}
        wrong = set([actions] if isinstance(actions, str) else actions) & may
        if wrong:
            running.fail(f"“{role}”不应可办理{'、'.join(sorted(wrong))}。")


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
