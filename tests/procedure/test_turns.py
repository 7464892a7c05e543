# SPDX-License-Identifier: MulanPSL-2.0
"""Whose turn it is: the first step of the straight way still to come, and what goes before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.procedure.awaited import awaited
from fadu.procedure.clocks import readings
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import Outcome, run, scenarios_of
from fadu.procedure.spans import spans
from fadu.procedure.state import ServiceView
from fadu.procedure.turns import Turn, turns

if TYPE_CHECKING:
    from fadu.procedure.decision import ClockReading, World


@cache
def story(kind: str, name: str) -> Outcome:
    return run(Path(library().folders[kind]) / "scenarios" / f"{name}.yaml", library(), law_library())


def world(outcome: Outcome, day: str, *, acts: int | None = None) -> World:
    """The case of a story as of the end of a day, after so many acts of its record (default: all until that day)."""
    case = outcome.case
    at = datetime.combine(date.fromisoformat(day), time.max, LEGAL_TIME)
    entries = case.state.entries[:acts] if acts else tuple(e for e in case.state.entries if e.at <= at)
    return case.world(at).with_(state=fold(case.procedure, entries))


def open_on(outcome: Outcome, day: str) -> list[tuple[str, str]]:
    return [(turn.kind, turn.what) for turn in turns(world(outcome, day))]


def test_the_first_step_of_the_way_that_is_not_done_is_the_turn() -> None:
    life = story("complaint", "terminated_2021")
    assert [kind for kind, _ in open_on(life, "2021-03-01")] == ["act"]


def test_of_an_ended_case_taken_over_from_a_source_nothing_is_waited_for_until_somebody_acts_in_it_here() -> (
    None
):
    ended = next(
        now
        for scenario in scenarios_of(Path(library().folders["licence"]))
        for outcome in [run(scenario, library(), law_library())]
        if outcome.case.state.entries
        for now in [world(outcome, str(outcome.case.state.entries[-1].at.date()))]
        if now.procedure.stages[now.state.stage].final and turns(now)
    )
    entries = ended.state.entries
    taken_over = tuple(replace(entry, imported=True) for entry in entries)
    since = (*taken_over[:-1], entries[-1])

    assert not turns(ended.with_(state=fold(ended.procedure, taken_over)))
    assert turns(ended.with_(state=fold(ended.procedure, since)))


def test_what_ended_without_a_penalty_and_fell_is_dealt_with_anew_before_it_is_closed() -> None:
    life = story("penalty", "no_penalty_remade_a_day_late")
    ruled = next(i for i, e in enumerate(life.case.state.entries) if e.action == "record_result")

    before = turns(world(life, "2022-07-01", acts=ruled))
    after = turns(world(life, "2022-07-01", acts=ruled + 1))

    assert [(turn.kind, turn.what) for turn in before] == [("act", "close")]
    assert [(turn.kind, turn.what) for turn in after] == [("act", "begin_anew")]


def test_while_the_term_of_a_party_runs_it_is_waited_for_and_the_day_after_the_bureau_acts() -> None:
    life = story("penalty", "term_of_who_left")
    entries = life.case.state.entries
    served = max(e.at.date() for e in entries if e.action == "serve")
    waiting = turns(
        world(life, served.isoformat(), acts=1 + max(i for i, e in enumerate(entries) if e.action == "serve"))
    )
    last = max(turn.until for turn in waiting if turn.until)

    after = turns(
        world(
            life,
            (last + timedelta(days=1)).isoformat(),
            acts=1 + max(i for i, e in enumerate(entries) if e.action == "serve"),
        )
    )

    assert {turn.kind for turn in waiting} == {"wait"}
    assert {turn.role for turn in waiting} == {"party"}
    assert [(turn.kind, turn.what) for turn in after] == [("act", "submit")]


def test_what_a_leader_issued_alone_is_served_by_who_handles_the_case() -> None:
    life = story("penalty", "preservation_and_recusal")

    (turn,) = [
        each for each in turns(world(life, "2022-03-10")) if each.what.startswith("preservation_release")
    ]

    assert (turn.kind, turn.role) == ("serve", "handler")


def test_before_an_act_that_must_find_somebody_assigned_he_is_assigned_by_whoever_does_that() -> None:
    life = story("hearing", "held")
    asked_for = world(life, "2022-05-09", acts=1)
    nobody = asked_for.with_(state=replace(asked_for.state, assigned={}))
    hosted = asked_for.with_(state=replace(asked_for.state, assigned={"host": ("officer:7",)}))

    (turn,) = turns(nobody)
    assert (turn.kind, turn.what, turn.role, turn.about) == ("assign", "designate_host", "head", "host")
    assert [(each.kind, each.what) for each in turns(hosted)] == [("act", "designate_host")]


def test_a_defence_is_answered_while_its_term_still_runs() -> None:
    life = story("penalty", "lighter_after_defence")
    acts = 1 + max(i for i, e in enumerate(life.case.state.entries) if e.action == "plead")

    assert [
        turn.what
        for turn in turns(world(life, life.case.state.entries[acts - 1].at.date().isoformat(), acts=acts))
    ] == ["answer_defence"]


def after(outcome: Outcome, action: str, *, which: int = -1) -> list[tuple[str, str]]:
    """What is open, and by whom, at the end of the day of an act, before anything else is done."""
    entries = outcome.case.state.entries
    acts = 1 + [i for i, entry in enumerate(entries) if entry.action == action][which]
    return [
        (t.role, t.what) for t in turns(world(outcome, entries[acts - 1].at.date().isoformat(), acts=acts))
    ]


def test_what_was_changed_before_the_notice_waits_for_the_examiner_and_then_for_the_notice() -> None:
    life = story("penalty", "lighter_reviewed_before_notice")

    assert after(life, "propose_again") == [("examiner", "examine")]
    assert after(life, "examine") == [("handler", "notify")]


def test_a_review_that_comes_to_be_needed_after_the_notice_is_asked_for_and_waited_for_before_the_case_is_submitted() -> (
    None
):
    life = story("penalty", "review_needed_after_the_notice")

    assert after(life, "propose_again") == [("unit", "ask_legal_review")]
    assert after(life, "child_opened", which=0) == [("", "legal_review")]
    assert after(life, "child_ended", which=0) == [("unit", "submit")]
    assert after(life, "submit") == [("unit", "ask_collective_discussion")]


def test_what_is_heavier_than_told_is_examined_and_told_again() -> None:
    life = story("penalty", "told_again")

    assert after(life, "propose_again")[-1:] == [("handler", "answer_defence")]
    assert after(story("penalty", "told_again_unreviewed"), "propose_again") == [("examiner", "examine")]
    assert after(story("penalty", "told_again_unreviewed"), "examine") == [("handler", "tell_again")]


@pytest.mark.parametrize(
    ("kind", "name", "done", "due"),
    [
        (
            "penalty",
            "preserved_at_once_then_discontinued",
            "preserve_at_once",
            ("head", "approve_preservation"),
        ),
        ("penalty", "publication_push_to_whom_it_stands", "decide", ("unit", "review_publication")),
        ("performance", "deferred_then_enforced", "ask_deferral", ("head", "grant_deferral")),
        ("complaint", "terminated", "terminate", ("handler", "tell_termination")),
    ],
)
def test_what_an_act_calls_for_is_open_beside_whatever_else_is(
    kind: str, name: str, done: str, due: tuple[str, str]
) -> None:
    life = story(kind, name)
    entries = life.case.state.entries
    before = next(i for i, entry in enumerate(entries) if entry.action == done)
    earlier = turns(world(life, entries[before - 1].at.date().isoformat(), acts=before))

    assert due in after(life, done)
    assert due not in [(turn.role, turn.what) for turn in earlier]


def test_what_was_called_for_is_open_until_it_is_settled_in_one_way_or_another() -> None:
    life = story("penalty", "preservation_and_recusal")

    assert "approve_preservation" not in [what for _, what in after(life, "settle_preservation")]


def test_a_notice_told_otherwise_or_left_behind_is_no_more_to_be_served() -> None:
    def papers(done: str, name: str = "mediated") -> set[str]:
        return {what.partition("/")[0] for _, what in after(story("complaint", name), done) if "/" in what}

    assert papers("invite") >= {"mediation_notice"}
    assert papers("mediate").isdisjoint({"mediation_notice"})
    assert papers("accept") == {"acceptance_decision"}
    assert papers("tell_acceptance", "unwritten_2021").isdisjoint({"acceptance_decision"})


def test_once_inspectors_are_assigned_the_inspection_goes_before_the_decision() -> None:
    life = story("licence", "granted")
    accepted = world(life, "2022-03-03")
    alone = accepted.state.with_(documents=(), assigned={})
    assigned = alone.with_(assigned={"inspector": ("officer:1", "officer:2")})

    assert [turn.what for turn in turns(accepted.with_(state=alone))] == ["grant"]
    assert [turn.what for turn in turns(accepted.with_(state=assigned))] == ["inspect_site"]


def test_a_paper_issued_and_not_served_goes_before_what_rests_on_it() -> None:
    life = story("penalty", "assisting_body_is_told_nothing")
    (turn,) = turns(world(life, "2022-04-26"))
    assert (turn.kind, turn.what.partition("/")[0], turn.about) == ("serve", "penalty_notice", "party:1")


def test_a_case_that_stands_still_waits_to_be_resumed() -> None:
    assert open_on(story("penalty", "suspended_then_discontinued"), "2022-03-21") == [("resume", "resume")]


def test_a_child_case_is_waited_for_by_its_number() -> None:
    life = story("penalty", "assisting_body_is_told_nothing")
    waiting = [turn for turn in turns(world(life, "2022-06-30")) if turn.what != "review_publication"]
    assert waiting
    assert {turn.kind for turn in waiting} <= {"child", "serve"}


def test_a_case_that_has_ended_waits_for_nobody_once_everything_in_it_has_been_done() -> None:
    assert open_on(story("complaint", "mediated"), "2026-06-30") == []


def test_where_nobody_is_assigned_somebody_is_to_be_assigned_first() -> None:
    life = story("complaint", "transferred")
    at = life.case.state.entries[0].at.date()
    nobody = world(life, at.isoformat(), acts=1)
    (turn,) = turns(nobody)
    (two,) = turns(nobody.with_(state=nobody.state.with_(assigned={"handler": ("officer:1", "officer:2")})))

    assert (turn.kind, turn.what, turn.role, turn.about) == ("assign", "accept", "unit", "handler")
    assert [(who.who, who.name) for who in awaited(nobody, turn)] == [("post", "unit_head")]
    assert (two.kind, two.what, two.role) == ("act", "accept", "handler")


def test_the_days_on_which_a_paper_announced_runs_are_waited_for_by_nobody_but_the_law() -> None:
    life = story("penalty", "assisting_body_is_told_nothing")
    now = world(life, "2022-04-26")
    (paper,) = (paper for paper in now.state.documents if paper.template == "penalty_notice")
    ahead = date(2022, 6, 1)
    coming = ServiceView(seq=paper.seq, party="party:1", manner="announcement", effective_on=ahead)
    state = now.state.with_(
        documents=tuple(
            replace(one, services=(coming,)) if one is paper else one for one in now.state.documents
        )
    )
    first, *later = (
        span
        for span in sorted(spans(now.with_(state=state)), key=lambda span: span.first)
        if span.turn.what == paper.ref or span.first >= ahead
    )

    assert (first.turn.kind, first.turn.until, first.last) == ("wait", ahead, ahead - timedelta(days=1))
    assert [who.who for who in awaited(now, first.turn)] == ["law"]
    assert {span.first for span in later} >= {ahead}


def test_what_the_bureau_has_reviewed_from_a_day_on_is_a_turn_from_that_day_on() -> None:
    life = story("complaint", "transferred")
    acts = next(n for n, e in enumerate(life.case.state.entries, 1) if e.action == "transfer")
    day = life.case.state.entries[acts - 1].at.date()
    from_then = day + timedelta(days=3)
    now = world(life, day.isoformat(), acts=acts).with_(
        local_on=lambda on: {"complaint/reply_review_transfer": int(on >= from_then)}
    )
    state = now.state.with_(documents=())
    laid = spans(now.with_(state=state), also=[from_then])

    assert [(span.turn.what, span.first) for span in laid if span.turn.kind in {"act", "assign"}] == [
        ("tell_transfer", day),
        ("ask_reply_review", from_then),
    ]


def of_act(outcome: Outcome, action: str, *, which: int = -1, later: int = 0) -> list[Turn]:
    """The turns at the end of the day of an act, with so many acts more."""
    entries = outcome.case.state.entries
    acts = 1 + later + [i for i, entry in enumerate(entries) if entry.action == action][which]
    return list(turns(world(outcome, entries[acts - 1].at.date().isoformat(), acts=acts)))


def test_preserved_goods_are_a_turn_of_their_own_by_their_own_day_and_of_the_officers_too() -> None:
    life = story("penalty", "preservation_and_recusal")
    open_ = {(turn.what, turn.role): turn.until for turn in of_act(life, "preserve")}

    assert open_["settle_preservation", "head"] == open_["settle_preservation", "handler"]
    assert open_["settle_preservation", "head"] == date(2022, 3, 11)  # seven working days after the second
    assert open_["gather", "handler"] == date(2022, 3, 22)  # the term of verification, not that of the goods
    assert "settle_preservation" not in {turn.what for turn in of_act(life, "settle_preservation")}


@pytest.mark.parametrize(
    ("day", "open_"), [("2022-03-10", True), ("2022-03-11", True), ("2022-03-14", False)]
)
def test_the_turn_of_preserved_goods_is_there_on_the_last_day_and_ends_with_what_the_law_releases(
    day: str, open_: bool
) -> None:
    now = world(story("penalty", "preservation_and_recusal"), "2022-03-02", acts=6)
    at = datetime.combine(date.fromisoformat(day), time.max, LEGAL_TIME)
    if not open_:
        now = world(story("penalty", "preservation_and_recusal"), "2022-03-24", acts=10)
    on_the_day = turns(now.with_(at=max(at, now.at)))

    assert any(turn.what == "settle_preservation" for turn in on_the_day) is open_


def test_approval_within_a_day_and_measures_within_seven_are_two_turns_with_two_days() -> None:
    open_ = {
        t.what: t.until for t in of_act(story("penalty", "preservation_and_recusal"), "preserve_at_once")
    }

    assert open_["approve_preservation"] == date(2022, 3, 15)
    assert open_["settle_preservation"] == date(2022, 3, 23)


def test_a_paper_to_be_served_hides_no_duty_that_can_be_done() -> None:
    life = story("penalty", "ordinary")

    assert [turn.kind for turn in of_act(life, "order_correction")] == ["serve", "act"]
    assert [turn.what for turn in of_act(life, "check_correction")][-1] == "conclude"


def test_what_rests_on_the_service_of_a_paper_is_not_named_before_it_is_served() -> None:
    assert {turn.kind for turn in of_act(story("penalty", "ordinary"), "notify")} == {"serve"}


def test_a_paper_is_served_by_the_last_day_of_its_own_term() -> None:
    (decision,) = (
        turn
        for turn in of_act(story("penalty", "ordinary"), "decide")
        if turn.what.startswith("penalty_decision")
    )
    assert decision.until == date(2022, 5, 19)  # seven working days from the decision


def test_while_legal_review_is_open_it_is_waited_for_and_the_notice_is_no_turn() -> None:
    life = story("penalty", "hearing_and_legal_review")

    assert [(t.kind, t.what) for t in of_act(life, "ask_legal_review", which=0, later=1)] == [
        ("child", "legal_review")
    ]
    assert [t.what for t in of_act(life, "ask_legal_review", which=0, later=2)] == ["notify"]


def test_a_review_after_the_hearing_comes_before_the_discussion_of_the_heads() -> None:
    life = story("penalty", "hearing_and_legal_review")

    assert [t.what for t in of_act(life, "submit")] == ["ask_legal_review"]
    assert [t.kind for t in of_act(life, "ask_collective_discussion", later=1)] == ["child"]


def test_papers_that_reached_nobody_are_a_turn_after_the_end_until_they_are_served() -> None:
    granted = story("licence", "granted")
    never = story("penalty", "no_penalty_never_served")

    assert "grant_decision" in {turn.what.partition("/")[0] for turn in of_act(granted, "deliver")}
    assert [(turn.kind, turn.what) for turn in of_act(never, "close") if turn.kind != "serve"] == [
        ("act", "archive")
    ]
    assert "serve" in {turn.kind for turn in of_act(never, "close")}
    assert [turn.what for turn in of_act(never, "serve")] == ["archive"]


def test_after_the_end_what_is_owed_falls_to_who_assigned_where_nobody_is_assigned_any_more() -> None:
    life = story("penalty", "no_penalty_never_served")
    entries = life.case.state.entries
    closed = 1 + max(i for i, entry in enumerate(entries) if entry.action == "close")
    now = world(life, entries[closed - 1].at.date().isoformat(), acts=closed)
    (turn,) = (each for each in turns(now.with_(state=now.state.with_(assigned={}))) if each.kind == "serve")

    assert (turn.kind, turn.role) == ("serve", "unit")


def test_what_was_handed_to_the_police_is_a_turn_by_each_of_its_own_days() -> None:
    life = story("penalty", "police")

    def named(action: str, *, which: int = -1) -> list[tuple[str, str, date | None]]:
        return [(t.kind, t.what, t.until) for t in of_act(life, action, which=which)]

    assert ("act", "transfer_to_police", date(2022, 4, 4)) in named("report_crime", which=0)
    assert named("police_refuse") == [("act", "ask_police_review", date(2022, 4, 14))]
    assert named("ask_police_review") == [("wait", "police_reconsideration", date(2022, 4, 16))]
    assert named("police_uphold") == [("act", "ask_supervision", date(2022, 4, 19))]
    assert named("police_accept") == [
        ("act", "close", date(2022, 5, 23)),
        ("act", "hand_over_goods", date(2022, 5, 1)),
    ]


def test_a_decision_cleared_for_publication_is_to_be_published_by_its_day() -> None:
    life = story("licence", "granted")

    assert ("publish", date(2022, 5, 10)) in [(turn.what, turn.until) for turn in of_act(life, "grant")]


STORIES = [path for kind in library().kinds() for path in scenarios_of(library().folders[kind])]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_in_every_story_somebody_is_always_waited_for_until_the_end_and_spans_say_the_same_day_by_day(
    path: Path,
) -> None:
    case = run(path, library(), law_library()).case
    if case.procedure.replay_only or not case.state.entries:
        return
    last = case.state.entries[-1].at
    now = case.world(datetime.combine(last.date(), time.max, LEGAL_TIME))
    stage = case.procedure.stages.get(case.state.stage)
    laid = spans(now)

    assert stage is not None
    assert turns(now) or stage.final
    assert not stage.final or {turn.kind for turn in turns(now)} <= {"serve", "act", "wait", "sign"}
    owed = [r for r in readings(now) if _keeps_the_bureau(r, last.date())]
    assert (
        turns(now) or not owed
    )  # a term that outlives its case is somebody's turn: by turns such a case is found
    for ahead in (0, 1, 5, 6, 20, 91, 400):
        day = last.date() + timedelta(days=ahead)
        then = turns(now.with_(at=datetime.combine(day, time.max, LEGAL_TIME)))
        assert sorted(map(_key, then)) == sorted(
            _key(span.turn) for span in laid if span.first <= day and (span.last is None or day <= span.last)
        )
    assert all(span.turn.since <= span.first for span in laid)
    assert all(awaited(now, span.turn) for span in laid)  # by whom it is found


def _keeps_the_bureau(reading: ClockReading, on: date) -> bool:
    counts = reading.whose == "bureau" and not (reading.target or reading.void)
    return counts and reading.state(on) in {"running", "overdue"}


def _key(turn: Turn) -> tuple[str, str, str, str, date, date | None]:
    return (turn.kind, turn.what, turn.role, turn.about, turn.since, turn.until)


def test_a_step_of_the_way_that_is_called_for_again_carries_the_term_of_the_whole_case() -> None:
    """The second examination, counsel asked once more: the days in which the case is decided run on."""
    life = story("penalty", "review_agrees_once_changed")
    entries = life.case.state.entries
    changed = next(n for n, entry in enumerate(entries, start=1) if entry.action == "propose_again")
    (turn,) = turns(world(life, "2022-04-26", acts=changed))

    assert (turn.what, turn.until) == ("ask_legal_review", date(2022, 6, 8))


def test_what_rests_on_a_paper_of_another_case_waits_for_its_service_there() -> None:
    life = story("performance", "instalments_missed_twice")
    before = len([e for e in life.case.state.entries if e.at.date() == date(2022, 1, 4)])
    (turn,) = turns(world(life, "2022-01-04", acts=before))

    assert (turn.kind, turn.what) == ("wait", "penalty_decision")
    assert [one.who for one in awaited(world(life, "2022-01-04", acts=before), turn)] == ["body"]
    assert ("act", "confirm_service") not in open_on(life, "2022-01-04")
