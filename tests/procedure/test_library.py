# SPDX-License-Identifier: MulanPSL-2.0
"""The procedures that come with this release: all load, each by its day, and decide and explain agree in them."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fadu.kernel.errors import UnknownNameError
from fadu.kernel.problems import DefinitionError
from fadu.law import library as law_library
from fadu.procedure import engine
from fadu.procedure.compiled import rules_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.decision import Actor, Ground, Holding, Permitted, Request, World
from fadu.procedure.library import Library, NoEditionError, library
from fadu.procedure.model import BY_LAW, START
from fadu.procedure.replay import replay
from fadu.procedure.testing import CaseInMemory, moment, party

KINDS = library().kinds()


@pytest.mark.parametrize("kind", KINDS)
def test_every_edition_loads_and_is_of_its_kind(kind: str) -> None:
    editions = library().editions(kind)

    assert {procedure.key for procedure in editions} == {kind}
    assert [p.edition for p in editions] == sorted(p.edition for p in editions)


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_a_procedure_issues_has_a_form(kind: str) -> None:
    assert library().missing_forms(kind) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_action_and_clock_cites_an_article(kind: str) -> None:
    procedure = library().editions(kind)[-1]
    parts = [*procedure.actions.values(), *procedure.clocks.values()]

    assert [part.key for part in parts if not part.cites] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_limit_of_every_clock_of_the_latest_edition_is_in_the_law(kind: str) -> None:
    known = {limit.key for limit in law_library().limits()}

    assert {clock.limit for clock in library().editions(kind)[-1].clocks.values()} <= known


def test_the_edition_of_a_day_is_the_latest_that_has_begun() -> None:
    assert library().procedure("penalty", date(2021, 7, 14)).edition == date(2019, 4, 1)
    assert library().procedure("penalty", date(2021, 7, 15)).edition == date(2021, 7, 15)


def test_a_day_before_the_first_edition_has_none() -> None:
    with pytest.raises(NoEditionError, match="没有可适用的程序版本"):
        library().procedure("penalty", date(2010, 1, 1))


def test_an_edition_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(NoEditionError, match="有：2019-04-01、2021-07-15"):
        library().edition("penalty", date(2020, 1, 1))


def test_an_unknown_kind_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="penalty"):
        library().editions("penalti")


def content(case: CaseInMemory, key: str, day: date, chance: random.Random) -> dict[str, Any]:
    """Choices and truths at random; the rest as it was set before, or plausible."""
    action = case.procedure.actions[key]
    drawn: dict[str, Any] = {}
    for name in action.sets:
        field = case.procedure.fields[name]
        if field.type in {"choice", "choices"} and field.choices and chance.random() < 0.4:
            picked = chance.choice(field.choices).key
            drawn[name] = picked if field.type == "choice" else [picked]
        elif field.type == "boolean":
            drawn[name] = chance.random() < 0.5
    for name in (*action.sets, *action.may_set):
        field = case.procedure.fields[name]
        if name in drawn or (name in action.may_set and chance.random() < 0.6):
            continue
        if field.type == "money":
            drawn[name] = chance.choice((0, 0, 30000, 2000000))
        elif field.type == "datetime":
            drawn[name] = moment(day + timedelta(days=chance.randrange(30))).isoformat(timespec="minutes")
        elif name in action.may_set and field.type in {"boolean", "date", "text", "longtext"}:
            drawn[name] = {"boolean": True, "date": day.isoformat()}.get(field.type, field.title)
    return drawn


def step(case: CaseInMemory, day: date, chance: random.Random, *, may_end: bool) -> None:
    """The first of the stage's actions, in random order, that is permitted; all are asked for until then."""
    stages = case.procedure.stages
    there = [
        a for a in case.procedure.actions_in(case.state.stage) if may_end or not (a.to and stages[a.to].final)
    ]
    order = chance.sample(there, len(there))
    if chance.random() < 0.4:
        order.sort(key=lambda action: not action.to or action.returns)
    for action in order:
        by = BY_LAW if action.by == BY_LAW else ""
        payload = content(case, action.key, day, chance)
        whom = f"party:{chance.randrange(1, 3)}" if action.per_party else ""
        decision = case.act(action.key, moment(day), payload, by=by, party=whom)
        if isinstance(decision, Permitted):
            return


def happen(case: CaseInMemory, day: date, chance: random.Random) -> None:
    """What others do: documents are served, children end."""
    for template in sorted({d.template for d in case.state.documents if not d.void and not d.services}):
        latest = case.state.document(template)
        if chance.random() < 0.7 and latest and not latest.services:
            case.serve(template, moment(day, 15))
    for child in case.state.children:
        if not child.outcome and chance.random() < 0.5:
            outcomes = sorted(s.key for s in library().editions(child.matter)[-1].stages.values() if s.final)
            case.end_child(child.matter, chance.choice(outcomes), moment(day, 16))


@cache
def walk(kind: str, seed: int, steps: int = 45) -> CaseInMemory:
    """A random walk through a procedure, by permitted acts only; it may end in the last third."""
    chance = random.Random(seed)
    procedure = library().editions(kind)[-1]
    day = procedure.edition + timedelta(days=chance.randrange(600))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1), party(2, kind="person")))
    start = next(a.key for a in procedure.actions.values() if START in a.sources and a.by != BY_LAW)
    case.open(start, moment(day))
    for number in range(steps):
        day += timedelta(days=chance.randrange(12))
        step(case, day, chance, may_end=number * 3 > steps * 2)
        happen(case, day, chance)
    return case


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_a_random_walk_never_leaves_the_declared_stages_and_every_clock_can_be_read(
    kind: str, seed: int
) -> None:
    case = walk(kind, seed)

    assert case.state.stage in {"start", *case.procedure.stages}
    assert {r.clock for r in case.clocks(moment("2030-01-01"))} <= set(case.procedure.clocks)


class Watched(dict[str, Any]):
    """What is proposed, and whether anybody looked at it."""

    looked = False

    def __getitem__(self, key: str) -> Any:
        self.looked = True
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.looked = True
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.looked = True
        return super().get(key, default)

    def items(self) -> Any:
        self.looked = True
        return super().items()


def hangs_on_what_is_typed(world: World, action: str, ground: Ground) -> bool:
    """Whether a ground comes from the form, or from a guard or a `when` that looks at what is proposed."""
    typed = {"missing", "invalid", "unknown_field", "no_party", "not_a_party", "together", "until_not_later"}
    typed |= {"already_past", "nothing_to_waive", "other_side", "for_another"}  # whose right it is, is typed
    if ground.code in typed:
        return True
    for use, function in rules_of(world.procedure)[action].guards:
        if use.name == ground.guard:
            watched = Watched(world.proposed)
            seen = world.with_(proposed=watched)
            answer_of(seen, use.when)
            function(seen, **use.args)
            if watched.looked:
                return True
    return False


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", KINDS)
def test_what_explain_says_of_an_act_decide_says_too_but_for_what_is_typed(kind: str, seed: int) -> None:
    case = walk(kind, seed, steps=15)
    at = moment("2029-06-01")
    wrong = []
    for role, actors in case.people.items():
        world = case.world(at, actors[0])
        for option in engine.explain(world):
            action = case.procedure.actions.get(option.action)
            if action is None:
                continue
            payload = case._complete(action, {}, at)
            whom = "party:1" if action.per_party else ""
            decision = engine.decide(world, Request(action=option.action, payload=payload, party=whom))
            against = {(g.code, g.message, g.guard): g for g in getattr(decision, "grounds", ())}
            explained = {(g.code, g.message, g.guard): g for g in option.grounds}
            assert option.may is not bool(option.grounds)
            for key in against.keys() ^ explained.keys():
                ground = against.get(key) or explained[key]
                if not hangs_on_what_is_typed(world.with_(proposed=payload), option.action, ground):
                    wrong.append((role, option.action, key))
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_built_in_act_is_offered_to_exactly_those_who_may_do_it(kind: str) -> None:
    case = walk(kind, 0, steps=15)
    at = moment("2029-06-01")
    stranger = Actor(person="officer:99", holdings=(Holding(post="no_such_post"),))
    for actor in (*(actors[0] for actors in case.people.values()), stranger):
        world = case.world(at, actor)
        offered = {option.action for option in engine.explain(world) if option.may}
        note = engine.decide(world, Request(action="note", payload={"text": "记"}))
        assert ("note" in offered) is isinstance(note, Permitted), actor.person


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_replaying_what_the_engine_permitted_finds_nothing_but_what_was_late(kind: str, seed: int) -> None:
    """A walk says days as they come, so what it enters may bear one before the end of a term that had run out: that is told, too.

    No second officer of a walk confirms what a colleague entered for both, a meeting may be minuted after its day, a court of a
    walk changes a decision for the worse, and a walk may end before what fell was given back.
    """
    case = walk(kind, seed)

    replayed = replay([case.procedure], case.state.entries, law_library())

    late = {f"clock:{clock}" for clock in case.procedure.clocks} | {
        *(
            "recorded_after_end",
            "recorded_after_term",
            "joint_unconfirmed",
            "seizure_overran",
            "after_the_meeting",
            "changed_for_the_worse",
            "held_without_ground",
        ),
    }
    assert [f for f in replayed.findings if f.rule not in late] == []
    assert replayed.state == case.state
    assert replayed.stages == {case.state.stage}


def test_a_procedure_that_is_not_called_like_its_folder_is_refused_with_both_names(tmp_path: Path) -> None:
    folder = tmp_path / "enquiry"
    shutil.copytree(library().folders["legal_review"] / "procedure", folder / "procedure")

    with pytest.raises(DefinitionError, match="同名“enquiry”；实为“legal_review”"):
        Library({"enquiry": folder}).editions("enquiry")
