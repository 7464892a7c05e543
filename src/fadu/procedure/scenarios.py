# SPDX-License-Identifier: MulanPSL-2.0
"""Running a scenario: a story a lawyer can read, with what the engine must permit, refuse and calculate.

A scenario is one YAML file::

    name: 陈述申辩期限届满前不得作出决定
    law: 行政处罚法 45
    opened: {on: 2022-03-01, parties: [{name: 某商店}]}
    acts:
      - {on: 2022-03-02, do: file, then: {stage: investigation, clocks: {handling: 2022-05-31}}}
      - {on: 2022-03-20, serve: penalty_notice, manner: personal}
      - {on: 2022-03-22, do: submit, refused: [still_running]}
      - {on: 2022-04-02, child: legal_review, outcome: agreed}

Required fields that are not said are filled in plausibly (``bare: true`` turns this off). Persons are made up,
one for each role; ``people`` names others. ``refused`` lists codes, articles, or words of the message.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.procedure.decision import Actor, Holding, Permitted, Refused
from fadu.procedure.model import START
from fadu.procedure.problems import nearest
from fadu.procedure.testing import CaseInMemory, moment, party
from fadu.procedure.yaml_reader import Map, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fadu.law import Law
    from fadu.procedure.decision import ClockReading, Ground
    from fadu.procedure.library import Library
    from fadu.procedure.model import Procedure

_TOP = ("name", "law", "rows", "facts", "opened", "acts", "people", "local", "registers", "bare", "edition")
_ACT = (
    "on", "do", "by", "payload", "party", "refused", "then", "serve", "manner", "effective", "child", "outcome", "fields",
    "record", "assign", "release", "because", "law",
)  # fmt: skip
_THEN = ("stage", "clocks", "documents", "fields", "warnings", "may", "may_not", "on", "outcome", "opened")


class ScenarioError(FaduError):
    """情景没有按预期进行。"""

    code = "scenario"


@dataclass(slots=True)
class Outcome:
    """What a scenario reached."""

    case: CaseInMemory
    performed: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Run:
    case: CaseInMemory
    path: Path
    line: int = 0
    warnings: tuple[str, ...] = ()

    def fail(self, message: str) -> None:
        raise ScenarioError(f"{self.path.name} 第{self.line}行：{message}")


def scenarios_of(folder: Path) -> tuple[Path, ...]:
    """The scenarios of a kind of case."""
    return tuple(sorted((folder / "scenarios").glob("*.yaml")))


def run(path: Path, library: Library, law: Law) -> Outcome:
    """Run one scenario of the kind in whose folder it stands. Raises ScenarioError where it goes otherwise."""
    told = read(path)
    _known(path, told, _TOP)
    opened = told["opened"]
    at = _moment(opened["on"])
    kind = path.parent.parent.name
    on_edition = told.get("edition")
    procedure = library.edition(kind, date.fromisoformat(on_edition)) if on_edition else library.procedure(kind, at.date())
    running = _Run(_case(procedure, law, told), path, opened.source[0])
    _open(running, opened, at)
    for item in told.get("acts", ()):
        running.line = item.source[0]
        _known(path, item, _ACT)
        _step(running, item)
    return Outcome(running.case, set(running.case.performed), set(running.case.refused))


def _known(path: Path, found: Map, allowed: tuple[str, ...]) -> None:
    for key in found:
        if key not in allowed:
            near = nearest(key, allowed)
            hint = f"是不是“{near}”？" if near else ""
            raise ScenarioError(f"{path.name} 第{found.at(key)[0]}行：情景里没有“{key}”这一项。{hint}")


def _case(procedure: Procedure, law: Law, told: Map) -> CaseInMemory:
    opened = told["opened"]
    parties = tuple(
        party(i, p.get("name", ""), capacity=p.get("capacity") or _capacity(procedure), kind=p.get("kind", "unit"))
        for i, p in enumerate(opened.get("parties", ({},)), start=1)
    )
    return CaseInMemory(
        procedure=procedure,
        law=law,
        parties=parties,
        local=told.get("local", {}),
        registers=told.get("registers", told.get("facts", {})),
        people={name: (_person(name, i, p),) for i, (name, p) in enumerate(told.get("people", {}).items(), start=101)},
        fills=not told.get("bare", False),
    )


def _capacity(procedure: Procedure) -> str:
    return next((role.capacity for role in procedure.roles.values() if role.capacity), "当事人")


def _person(name: str, number: int, told: Mapping[str, Any]) -> Actor:
    posts = told.get("posts", told.get("post", ()))
    held = tuple(
        Holding(post=post, certified=told.get("certified", True), qualified=told.get("qualified", True))
        for post in ([posts] if isinstance(posts, str) else posts)
    )
    return Actor(person=f"officer:{number}", name=name, holdings=held)


def _moment(told: str) -> datetime:
    return moment(told)


def _open(running: _Run, opened: Map, at: datetime) -> None:
    starts = [a.key for a in running.case.procedure.actions.values() if START in a.sources]
    decision = running.case.open(opened.get("do", starts[0]), at, opened.get("payload"), by=opened.get("by", ""))
    _judge(running, opened, decision)
    _then(running, opened.get("then", {}), at)


def _step(running: _Run, item: Map) -> None:
    at = _moment(item["on"])
    kind = next((key for key in _STEPS if key in item), "")
    if kind:
        _STEPS[kind](running, item, at)
    _then(running, item.get("then", {}), at)


def _do(running: _Run, item: Map, at: datetime) -> None:
    key = f"party:{item['party']}" if item.get("party") else ""
    action = running.case.procedure.actions.get(item["do"])
    if action is not None and action.per_party and not key:
        key = "party:1"
    decision = running.case.act(item["do"], at, item.get("payload"), by=item.get("by", ""), party=key)
    _judge(running, item, decision)


def _judge(running: _Run, item: Map, decision: Permitted | Refused) -> None:
    expected = item.get("refused")
    if isinstance(decision, Permitted):
        running.warnings = decision.warnings
        if expected:
            running.fail(f"“{decision.action}”应被拒绝，却获准办理。")
        return
    told = "".join(f"\n  - [{g.code}] {g.message}（{'、'.join(g.cites)}）" for g in decision.grounds)
    if not expected:
        running.fail(f"“{decision.action}”应获准办理，却被拒绝：{told}")
    for wanted in expected if isinstance(expected, list) else [expected]:
        if wanted is not True and not any(_is_ground(wanted, ground) for ground in decision.grounds):
            running.fail(f"“{decision.action}”应因“{wanted}”被拒绝，实际的理由是：{told}")


def _is_ground(wanted: Any, ground: Ground) -> bool:
    if isinstance(wanted, dict):
        same_code = wanted.get("code") in (None, ground.code)
        cited = wanted.get("cites", ())
        same_cites = set([cited] if isinstance(cited, str) else cited) <= set(ground.cites)
        return same_code and same_cites and str(wanted.get("message_contains", "")) in ground.message
    return wanted == ground.code or wanted in ground.cites or str(wanted) in ground.message


def _serve(running: _Run, item: Map, at: datetime) -> None:
    effective = date.fromisoformat(item["effective"]) if item.get("effective") else None
    key = f"party:{item['party']}" if item.get("party") else ""
    running.case.serve(item["serve"], at, manner=item.get("manner", "personal"), effective=effective, party=key)


def _child(running: _Run, item: Map, at: datetime) -> None:
    key = f"party:{item['party']}" if item.get("party") else ""
    running.case.end_child(item["child"], item["outcome"], at, item.get("fields"), party=key)


def _record(running: _Run, item: Map, at: datetime) -> None:
    running.case.record(item["record"], at, item.get("payload"))


def _assign(running: _Run, item: Map, at: datetime) -> None:
    role = item["assign"]
    for actor in running.case.people[item.get("by", role)]:
        running.case.record("assign", at, {"role": role, "person": actor.person, "name": actor.name})


def _release(running: _Run, item: Map, at: datetime) -> None:
    role = item["release"]
    for actor in running.case.people[item.get("by", role)]:
        running.case.record("release", at, {"role": role, "person": actor.person, "reason": item.get("because", "")})


_STEPS: dict[str, Callable[[_Run, Map, datetime], None]] = {
    "do": _do,
    "serve": _serve,
    "child": _child,
    "record": _record,
    "assign": _assign,
    "release": _release,
}


# -- what must be so afterwards ---------------------------------------------------------------------


def _then(running: _Run, then: Mapping[str, Any], at: datetime) -> None:
    if isinstance(then, Map):
        _known(running.path, then, _THEN)
    moment_ = _moment(then["on"]) if "on" in then else at
    for key, wanted in then.items():
        if key in _THENS:
            _THENS[key](running, wanted, moment_)


def _stage(running: _Run, wanted: Any, at: datetime) -> None:
    if running.case.state.stage != wanted:
        running.fail(f"本案应在“{wanted}”，实际在“{running.case.state.stage}”。")


def _outcome(running: _Run, wanted: Any, at: datetime) -> None:
    stage = running.case.procedure.stages[running.case.state.stage]
    if stage.outcome != wanted:
        running.fail(f"本案结果应为“{wanted}”，实为“{stage.outcome or '未办结'}”。")


def _clocks(running: _Run, wanted: Any, at: datetime) -> None:
    found = running.case.clocks(at)
    for name, value in wanted.items():
        live = [r for r in found if r.clock == name and not r.void]
        _clock(running, name, value, live, at)


def _clock(running: _Run, name: str, value: Any, live: list[ClockReading], at: datetime) -> None:
    told = "；".join(f"{r.due_on}（{r.state(at.date())}）" for r in live) or "没有这一期限"
    if value is None:
        if any(r.state(at.date()) in {"running", "overdue", "paused"} for r in live):
            running.fail(f"期限“{name}”应当不在计算，实为：{told}")
        return
    wanted = value if isinstance(value, dict) else {"due": value}
    due, state = wanted.get("due"), wanted.get("state")
    if not any(
        (due is None or (r.due_on is not None and r.due_on.isoformat() == due)) and state in (None, r.state(at.date()))
        for r in live
    ):
        running.fail(f"期限“{name}”应为{'、'.join(str(v) for v in wanted.values())}，实为：{told}")


def _documents(running: _Run, wanted: Any, at: datetime) -> None:
    there = {d.template for d in running.case.state.documents if not d.void}
    missing = [name for name in ([wanted] if isinstance(wanted, str) else wanted) if name not in there]
    if missing:
        running.fail(f"应已制发{'、'.join(missing)}；现有{'、'.join(sorted(there)) or '无'}。")


def _fields(running: _Run, wanted: Any, at: datetime) -> None:
    for key, value in wanted.items():
        if running.case.state.fields.get(key) != value:
            running.fail(f"“{key}”应为“{value}”，实为“{running.case.state.fields.get(key)}”。")


def _warnings(running: _Run, wanted: Any, at: datetime) -> None:
    for text in [wanted] if isinstance(wanted, str) else wanted:
        if not any(text in warning for warning in running.warnings):
            running.fail(f"应提示“{text}”；实际提示：{'；'.join(running.warnings) or '无'}。")


def _children(running: _Run, wanted: Any, at: datetime) -> None:
    there = {c.matter for c in running.case.state.children if not c.void}
    missing = [name for name in ([wanted] if isinstance(wanted, str) else wanted) if name not in there]
    if missing:
        running.fail(f"应已启动子程序{'、'.join(missing)}；现有{'、'.join(sorted(there)) or '无'}。")


def _may(running: _Run, wanted: Any, at: datetime) -> None:
    for role, actions in wanted.items():
        may = {o.action for o in running.case.options(at, role) if o.may}
        missing = set([actions] if isinstance(actions, str) else actions) - may
        if missing:
            running.fail(f"“{role}”应可办理{'、'.join(sorted(missing))}；现可办理{'、'.join(sorted(may))}。")


def _may_not(running: _Run, wanted: Any, at: datetime) -> None:
    for role, actions in wanted.items():
        may = {o.action for o in running.case.options(at, role) if o.may}
        wrong = set([actions] if isinstance(actions, str) else actions) & may
        if wrong:
            running.fail(f"“{role}”不应可办理{'、'.join(sorted(wrong))}。")


_THENS: dict[str, Callable[[_Run, Any, datetime], None]] = {
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
