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

from fadu.kernel.kinds import handed_down
from fadu.kernel.yaml_reader import Map, read
from fadu.procedure.decision import Actor, Holding, Permitted, Refused
from fadu.procedure.expectations import Run, ScenarioError, check, known
from fadu.procedure.model import START
from fadu.procedure.testing import CaseInMemory, moment, party

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fadu.law import Law
    from fadu.procedure.decision import Ground
    from fadu.procedure.library import Library
    from fadu.procedure.model import Procedure

__all__ = ["Outcome", "ScenarioError", "run", "scenarios_of"]

_TOP = ("name", "law", "rows", "facts", "opened", "acts", "people", "local", "registers", "bare", "edition")
_ACT = (
    "on",
    "do",
    "by",
    "payload",
    "party",
    "refused",
    "then",
    "serve",
    "manner",
    "effective",
    "child",
    "outcome",
    "fields",
    "record",
    "assign",
    "release",
    "because",
    "law",
)


@dataclass(slots=True)
class Outcome:
    """What a scenario reached."""

    case: CaseInMemory
    performed: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)


def scenarios_of(folder: Path) -> tuple[Path, ...]:
    """The scenarios of a kind of case."""
    return tuple(sorted((folder / "scenarios").glob("*.yaml")))


def run(path: Path, library: Library, law: Law) -> Outcome:
    """Run one scenario of the kind in whose folder it stands. Raises ScenarioError where it goes otherwise."""
    scenario = read(path)
    known(path, scenario, _TOP)
    opened = scenario["opened"]
    at = _moment(opened["on"])
    kind = _kind_of(path.parent.parent)
    on_edition = scenario.get("edition")
    procedure = (
        library.edition(kind, date.fromisoformat(on_edition))
        if on_edition
        else library.procedure(kind, at.date())
    )
    running = Run(_case(procedure, law, scenario), path, opened.source[0])
    _open(running, opened, at)
    for item in scenario.get("acts", ()):
        running.line = item.source[0]
        known(path, item, _ACT)
        _step(running, item)
    return Outcome(running.case, set(running.case.performed), set(running.case.refused))


def _kind_of(folder: Path) -> str:
    """The kind in whose folder a scenario stands; an installed kind may have another name than its folder."""
    return next((kind.key for kind in handed_down() if kind.folder == folder), folder.name)


def _case(procedure: Procedure, law: Law, scenario: Map) -> CaseInMemory:
    opened = scenario["opened"]
    parties = tuple(
        party(
            i,
            p.get("name", ""),
            capacity=p.get("capacity") or _capacity(procedure),
            kind=p.get("kind", "unit"),
        )
        for i, p in enumerate(opened.get("parties", ({},)), start=1)
    )
    return CaseInMemory(
        procedure=procedure,
        law=law,
        parties=parties,
        local=scenario.get("local", {}),
        registers=scenario.get("registers", scenario.get("facts", {})),
        people={
            name: (_person(name, i, p),)
            for i, (name, p) in enumerate(scenario.get("people", {}).items(), start=101)
        },
        fills=not scenario.get("bare", False),
    )


def _capacity(procedure: Procedure) -> str:
    return next((role.capacity for role in procedure.roles.values() if role.capacity), "当事人")


def _person(name: str, number: int, entry: Mapping[str, Any]) -> Actor:
    posts = entry.get("posts", entry.get("post", ()))
    held = tuple(
        Holding(post=post, certified=entry.get("certified", True), qualified=entry.get("qualified", True))
        for post in ([posts] if isinstance(posts, str) else posts)
    )
    return Actor(person=f"officer:{number}", name=name, holdings=held)


def _moment(text: str) -> datetime:
    return moment(text)


def _open(running: Run, opened: Map, at: datetime) -> None:
    starts = [a.key for a in running.case.procedure.actions.values() if START in a.sources]
    decision = running.case.open(
        opened.get("do", starts[0]), at, opened.get("payload"), by=opened.get("by", "")
    )
    _judge(running, opened, decision)
    check(running, opened.get("then", {}), at)


def _step(running: Run, item: Map) -> None:
    at = _moment(item["on"])
    kind = next((key for key in _STEPS if key in item), "")
    if kind:
        _STEPS[kind](running, item, at)
    check(running, item.get("then", {}), at)


def _do(running: Run, item: Map, at: datetime) -> None:
    key = f"party:{item['party']}" if item.get("party") else ""
    action = running.case.procedure.actions.get(item["do"])
    if action is not None and action.per_party and not key:
        key = "party:1"
    decision = running.case.act(item["do"], at, item.get("payload"), by=item.get("by", ""), party=key)
    _judge(running, item, decision)


def _judge(running: Run, item: Map, decision: Permitted | Refused) -> None:
    expected = item.get("refused")
    if isinstance(decision, Permitted):
        running.warnings = decision.warnings
        if expected:
            running.fail(f"“{decision.action}”应被拒绝，却获准办理。")
        return
    reasons = "".join(f"\n  - [{g.code}] {g.message}（{'、'.join(g.cites)}）" for g in decision.grounds)
    if not expected:
        running.fail(f"“{decision.action}”应获准办理，却被拒绝：{reasons}")
    for wanted in expected if isinstance(expected, list) else [expected]:
        if wanted is not True and not any(_is_ground(wanted, ground) for ground in decision.grounds):
            running.fail(f"“{decision.action}”应因“{wanted}”被拒绝，实际的理由是：{reasons}")


def _is_ground(wanted: Any, ground: Ground) -> bool:
    if isinstance(wanted, dict):
        same_code = wanted.get("code") in (None, ground.code)
        cited = wanted.get("cites", ())
        same_cites = set([cited] if isinstance(cited, str) else cited) <= set(ground.cites)
        return same_code and same_cites and str(wanted.get("message_contains", "")) in ground.message
    return wanted == ground.code or wanted in ground.cites or str(wanted) in ground.message


def _serve(running: Run, item: Map, at: datetime) -> None:
    effective = date.fromisoformat(item["effective"]) if item.get("effective") else None
    key = f"party:{item['party']}" if item.get("party") else ""
    running.case.serve(
        item["serve"], at, manner=item.get("manner", "personal"), effective=effective, party=key
    )


def _child(running: Run, item: Map, at: datetime) -> None:
    key = f"party:{item['party']}" if item.get("party") else ""
    running.case.end_child(item["child"], item["outcome"], at, item.get("fields"), party=key)


def _record(running: Run, item: Map, at: datetime) -> None:
    running.case.record(item["record"], at, item.get("payload"))


def _assign(running: Run, item: Map, at: datetime) -> None:
    role = item["assign"]
    for actor in running.case.people[item.get("by", role)]:
        running.case.record("assign", at, {"role": role, "person": actor.person, "name": actor.name})


def _release(running: Run, item: Map, at: datetime) -> None:
    role = item["release"]
    for actor in running.case.people[item.get("by", role)]:
        running.case.record(
            "release", at, {"role": role, "person": actor.person, "reason": item.get("because", "")}
        )


_STEPS: dict[str, Callable[[Run, Map, datetime], None]] = {
    "do": _do,
    "serve": _serve,
    "child": _child,
    "record": _record,
    "assign": _assign,
    "release": _release,
}
