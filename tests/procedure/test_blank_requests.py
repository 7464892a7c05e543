# SPDX-License-Identifier: MulanPSL-2.0
"""A form can be opened whenever it can be filled in lawfully: a blank request is not judged by values it is about to replace."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from fadu.kernel.kinds import handed_down
from fadu.law import library as law_library
from fadu.procedure import engine, scenarios
from fadu.procedure.decision import HOLDS, Decision, Ground, Permitted, Refused, Request
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.testing import CaseInMemory, moment, party
from fadu.procedure.unsaid import Unsaid

SCENARIOS = [path for kind in handed_down() for path in scenarios.scenarios_of(kind.folder)]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_before_an_act_that_is_permitted_its_form_can_be_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut: list[tuple[str, tuple[Ground, ...]]] = []
    ask = CaseInMemory._ask

    def watched(
        case: CaseInMemory, action: str, at: datetime, payload: Any, by: str, party: str
    ) -> Permitted | Refused:
        world = case.world(at, case.actor_for(action, by, party))
        blank = engine.decide(world, Request(action=action, blank=True, party=party))
        answer = ask(case, action, at, payload, by, party)
        if isinstance(answer, Permitted) and isinstance(blank, Refused):
            known = tuple(ground for ground in blank.grounds if not ground.unknown)
            shut.extend([(action, known)] if known else [])
        return answer

    monkeypatch.setattr(CaseInMemory, "_ask", watched)
    scenarios.run(path, library(), law_library())

    assert shut == []


def scheduled() -> CaseInMemory:
    """A hearing set for 30 May, of which the notice has been given."""
    procedure = library().procedure("hearing", date(2022, 5, 9))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("receive", moment("2022-05-09"), {"requested_on": "2022-05-09"})
    case.act("designate_host", moment("2022-05-10"))
    case.act("hand_over", moment("2022-05-11"))
    case.act("schedule", moment("2022-05-12"), {"hearing_at": "2022-05-30T09:00", "public": True})
    return case


def blank(case: CaseInMemory, action: str, day: str) -> Decision:
    at = moment(day)
    return engine.decide(case.world(at, case.actor_for(action)), Request(action=action, blank=True))


def test_a_hearing_can_be_put_off_also_when_the_day_set_before_has_come_too_near() -> None:
    assert isinstance(blank(scheduled(), "postpone", "2022-05-27"), Permitted)


def test_the_new_day_is_judged_when_it_is_said() -> None:
    case = scheduled()
    too_near = case.act("postpone", moment("2022-05-27"), {"hearing_at": "2022-06-01T09:00", "public": True})

    assert isinstance(too_near, Refused)
    assert [ground.code for ground in too_near.grounds] == ["no_room_for_notice"]


def test_a_late_application_to_the_court_can_be_opened_and_says_that_a_reason_is_needed() -> None:
    procedure = library().procedure("performance", date(2022, 1, 4))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("begin", moment("2022-01-04"), {"fine": 1_000_000})
    case.serve("penalty_decision", moment("2022-01-05"))
    case.act("confirm_service", moment("2022-01-05"))
    case.act("record_remedies_ended", moment("2022-07-06"), {"remedies_ended_on": "2022-07-05"})
    case.act("dun", moment("2022-07-07"))
    case.serve("dunning_letter", moment("2022-07-07"))
    refused = blank(case, "apply_to_court", "2022-11-01")

    assert isinstance(refused, Refused)
    assert [(ground.code, ground.unknown) for ground in refused.grounds] == [("late_without_reason", True)]


def test_what_a_guard_says_of_a_field_that_must_be_filled_in_is_nothing_and_of_one_that_may_be_is_open() -> (
    None
):
    postpone = library().procedure("hearing", date(2022, 5, 9)).actions["postpone"]
    unsaid = Unsaid(postpone, {"party": "party:1"})
    ground = Ground(code="x", message="不行。")

    assert unsaid.weighed(ground) == ground  # it asked for nothing that is still to be said
    assert unsaid.get("party") == "party:1"
    assert unsaid.weighed(ground) == ground
    assert unsaid.get("closed_reason") is None
    assert unsaid.weighed(ground).unknown  # type: ignore[union-attr]
    assert unsaid.get("hearing_at") is None
    assert unsaid.weighed(ground) is HOLDS


def test_what_no_filling_in_could_mend_is_a_ground_before_the_form_is_opened() -> None:
    procedure = library().procedure("performance", date(2022, 1, 4))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("begin", moment("2022-01-04"), {"fine": 1_000_000})
    case.serve("penalty_decision", moment("2022-01-05"))
    case.act("confirm_service", moment("2022-01-05"))
    too_early = blank(case, "record_remedies_ended", "2022-07-05")

    assert isinstance(too_early, Refused)
    assert [ground.code for ground in too_early.grounds] == ["remedies_open"]
    assert isinstance(blank(case, "record_remedies_ended", "2022-07-06"), Permitted)


def test_a_notice_is_not_offered_before_the_review_that_it_needs_whatever_is_going_to_be_filled_in() -> None:
    path = Path(library().folders["penalty"]) / "scenarios" / "hearing_and_legal_review.yaml"
    life = scenarios.run(path, library(), law_library()).case
    opened = next(n for n, e in enumerate(life.state.entries, 1) if e.action == "child_opened")
    at = life.state.entries[opened - 1].at
    now = life.world(at, life.actor_for("notify")).with_(
        state=fold(life.procedure, life.state.entries[:opened])
    )

    answer = engine.decide(now, Request(action="notify", blank=True))

    assert isinstance(answer, Refused)
    assert "child_open" in [ground.code for ground in answer.grounds]
