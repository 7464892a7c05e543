# SPDX-License-Identifier: MulanPSL-2.0
"""Running a scenario: a story a lawyer can read, with what the engine must permit, refuse and calculate.

A scenario is one YAML file; one that stands in no kind's folder says its ``kind`` at the top::

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
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import UnknownNameError
from fadu.procedure import spelling, story_findings
from fadu.procedure.decision import Actor, Holding, Permitted, Refused
from fadu.procedure.expectations import Run, ScenarioError, Unnamed, check, each
from fadu.procedure.handing_over import SEPARATED_ON
from fadu.procedure.model import START
from fadu.procedure.problems import NoEditionError
from fadu.procedure.stories import Story, StoryError, shown, story_of
from fadu.procedure.testing import CaseInMemory, moment, party

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from fadu.kernel.yaml_reader import Map
    from fadu.law import Law
    from fadu.procedure.decision import Ground
    from fadu.procedure.library import Library
    from fadu.procedure.model import Procedure

__all__ = ["Outcome", "ScenarioError", "StoryError", "play", "procedure_of", "run", "scenarios_of"]


@dataclass(slots=True)
class Outcome:
    """What a scenario reached: the case, what was done and refused in it, and the line and day of the last step."""

    case: CaseInMemory
    line: int
    day: date
    performed: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    #: the refusals for which the story names no ground, with the grounds there were
    unnamed: tuple[Unnamed, ...] = ()


def scenarios_of(folder: Path) -> tuple[Path, ...]:
    """The scenarios of a kind of case."""
    return tuple(sorted((folder / "scenarios").glob("*.yaml")))


def run(path: Path, library: Library, law: Law) -> Outcome:
    """Run one scenario. Raises StoryError where the file is none, ScenarioError where it goes otherwise than it says."""
    story = story_of(path)
    return play(story, procedure_of(story, library), law)


def procedure_of(story: Story, library: Library) -> Procedure:
    """The procedure a story is about, with every name in it looked up. Raises StoryError where there is none such."""
    content, key = story.content, "edition" if "edition" in story.content else "opened"
    try:
        procedure = (
            library.edition(story.kind, date.fromisoformat(content["edition"]))
            if "edition" in content
            else library.opens_under(
                story.kind, content["opened"].get("payload", {}), moment(content["opened"]["on"]).date()
            )
        )
    except UnknownNameError as error:
        raise StoryError(str(story.path), content.at("kind"), _no_kind(story, library, error)) from None
    except NoEditionError as error:
        raise StoryError(str(story.path), content.at(key), error.message) from None
    spelling.check(story, procedure, _outcomes(story, library))
    return procedure


def _outcomes(story: Story, library: Library) -> Mapping[str, set[str]]:
    """How the children that a story ends can end, of the kinds there are."""
    matters = {item["child"] for item in story.content.get("acts", ()) if "child" in item}
    return {
        matter: {stage.outcome for edition in library.editions(matter) for stage in edition.stages.values()}
        for matter in matters.intersection(library.kinds())
    }


def _no_kind(story: Story, library: Library, error: UnknownNameError) -> str:
    every = "、".join(library.kinds())
    if "kind" in story.content:
        return f"{error.message}可写的有：{every}。"
    by_folder = (
        f"文件夹“{story.kind}”也不是案件种类的文件夹"
        if story.kind
        else "文件也不在某一种类的 scenarios 文件夹里"
    )
    return f"缺少“kind”：应为案件种类，如 kind: penalty；没有写，{by_folder}。可写的有：{every}。"


def play(story: Story, procedure: Procedure, law: Law) -> Outcome:
    """Play a story to its end. Raises ScenarioError at the first step that goes otherwise than it says."""
    opened = story.content["opened"]
    at = moment(opened["on"])
    case = _case(procedure, law, story.content)
    running = Run(case, story.path, line=opened.source[0], day=at.date())
    _open(running, opened, at)
    for item in story.content.get("acts", ()):
        at = moment(item["on"])
        running.line, running.day = item.source[0], at.date()
        _step(running, item, at)
    return Outcome(
        case,
        line=running.line,
        day=running.day,
        performed=set(case.performed),
        refused=set(case.refused),
        unnamed=tuple(running.unnamed),
    )


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


def _open(running: Run, opened: Map, at: datetime) -> None:
    first = next((a.key for a in running.case.procedure.actions.values() if START in a.sources), "")
    decision = running.case.open(opened.get("do", first), at, opened.get("payload"), by=opened.get("by", ""))
    _judge(running, opened, decision)
    _check(running, opened.get("then", {}), at)


def _step(running: Run, item: Map, at: datetime) -> None:
    running.case.recorded_at = moment(item["recorded"]) if "recorded" in item else None
    for verb, doing in _STEPS.items():
        if verb in item:
            doing(running, item, at)
    _check(running, item.get("then", {}), at)


def _check(running: Run, then: Mapping[str, Any], at: datetime) -> None:
    check(running, then, at)
    story_findings.check(running, then, moment(then["on"]) if "on" in then else at)


def _do(running: Run, item: Map, at: datetime) -> None:
    key = f"party:{item['party']}" if item.get("party") else ""
    action = running.case.procedure.actions.get(item["do"])
    if action is not None and action.per_party and not key:
        key = "party:1"
    running.case.latest = (running.case.recorded_at or at) if "T" in str(item["on"]) else None
    decision = running.case.act(
        item["do"],
        at,
        item.get("payload"),
        by=item.get("by", ""),
        party=key,
        entered_by=item.get("entered_by", ""),
        paper=item.get("paper", ""),
    )
    _judge(running, item, decision)


def _judge(running: Run, item: Map, decision: Permitted | Refused) -> None:
    refused = item.get("refused", False)
    action = running.action(decision.action)
    if isinstance(decision, Permitted):
        running.warnings = decision.warnings
        if refused:
            running.fail(
                f"{action}应被拒绝，却获准办理。", expected={"refused": refused}, got={"refused": []}
            )
        return
    reasons = "".join(map(_ground_words, decision.grounds))
    got = {"refused": [_plain(ground) for ground in decision.grounds]}
    if not refused:
        running.fail(f"{action}应获准办理，却被拒绝：{reasons}", expected={"refused": False}, got=got)
    if refused is True:
        running.unnamed.append(
            Unnamed(line=running.line, day=running.day, sentence=f"{action}被拒绝：{reasons}")
        )
    for wanted in each(refused):
        if wanted is not True and not any(_is_ground(wanted, ground) for ground in decision.grounds):
            sentence = f"{action}应因“{shown(wanted)}”被拒绝，实际的理由是：{reasons}"
            running.fail(sentence, expected={"refused": refused}, got=got)


def _ground_words(ground: Ground) -> str:
    cites = f"（{'、'.join(ground.cites)}）" if ground.cites else ""
    return f"\n  - [{ground.code}] {ground.message}{cites}"


def _plain(ground: Ground) -> dict[str, Any]:
    return {"code": ground.code, "message": ground.message, "cites": list(ground.cites)}


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
    template = item["serve"]
    elsewhere = template in running.case.procedure.rests_on
    if not elsewhere and running.case.state.document(template) is None:
        there = sorted({d.template for d in running.case.state.documents if not d.void})
        running.fail(
            f"应有可送达的{template}；本案现有文书：{'、'.join(there) or '无'}。",
            expected={"documents": [template]},
            got={"documents": there},
        )
    manner, failure = item.get("manner", "personal"), item.get("failure", "")
    running.case.serve(template, at, manner=manner, effective=effective, party=key, failure=failure)


def _child(running: Run, item: Map, at: datetime) -> None:
    key = f"party:{item['party']}" if item.get("party") else ""
    matter = item["child"]
    waiting = [c for c in running.case.state.children if not c.outcome and key in ("", c.party)]
    if matter not in {c.matter for c in waiting}:
        there = sorted({c.matter for c in waiting})
        running.fail(
            f"应有未办结的子程序{matter}；现有{'、'.join(there) or '无'}。",
            expected={"opened": [matter]},
            got={"opened": there},
        )
    running.case.end_child(matter, item["outcome"], at, item.get("fields"), party=key)


def _told(running: Run, item: Map, at: datetime) -> None:
    key = f"party:{item['party']}" if item.get("party") else ""
    family = [c.case for c in running.case.state.children_of(item["told"]) if key in ("", c.party)]
    payload = {
        "case": family[-1] if family else running.case.number,
        "matter": item["told"],
        "topic": "",
        "says": item["outcome"],
        "on": item.get("day", at.date().isoformat()),
        "fields": dict(item.get("fields", {})),
    }
    if "handed_over" in item:
        by = str(item["handed_over"].get("by", ""))
        fields = {SEPARATED_ON: at.date().isoformat(), **item.get("fields", {})}
        payload |= {"case": by, "party": key, "handed_over": dict(item["handed_over"]), "fields": fields}
    running.case.record("told", at, payload)


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
    "told": _told,
    "record": _record,
    "assign": _assign,
    "release": _release,
}
