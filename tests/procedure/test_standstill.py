# SPDX-License-Identifier: MulanPSL-2.0
"""While a case stands still, nothing is done in it but what may go on; facts are recorded all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fadu.procedure import engine
from fadu.procedure.decision import Ground, Refused, Request
from fadu.procedure.replay import replay
from fadu.procedure.testing import THE_LAW, CaseInMemory, moment


@pytest.fixture
def standing(received_case: CaseInMemory) -> CaseInMemory:
    """A case that stands still since 5 March but for the gathering of material."""
    interruptions = {
        "appraisal": replace(
            received_case.procedure.interruptions["appraisal"], goes_on=False, allows=("gather",)
        )
    }
    received_case.procedure = replace(received_case.procedure, interruptions=interruptions)
    received_case.act("send_out", moment("2022-03-05"))
    return received_case


def grounds(case: CaseInMemory, action: str, day: str = "2022-03-06", by: str = "") -> list[Ground]:
    """The grounds against an act for which the case stands still."""
    actor = THE_LAW if by == "law" else case.actor_for(action)
    decided = engine.decide(case.world(moment(day), actor), Request(action=action, blank=True))
    every = decided.grounds if isinstance(decided, Refused) else ()
    return [ground for ground in every if ground.code == "stands_still"]


def test_what_leads_on_is_refused_with_the_reason_and_the_way_out(standing: CaseInMemory) -> None:
    (ground,) = grounds(standing, "examine")

    assert ground.message == "“鉴定”自2022-03-05起，尚未结束；其间不办理“审查”。"
    assert ground.cites == ("测试法 20",)
    assert ground.remedy.startswith("原因消除的，先办理")


@pytest.mark.parametrize("action", ["gather", "get_back"])
def test_what_may_go_on_and_what_ends_the_standstill_are_done(standing: CaseInMemory, action: str) -> None:
    assert grounds(standing, action) == []


def test_what_the_law_brings_about_goes_on(standing: CaseInMemory) -> None:
    assert grounds(standing, "lapse_by_law", by="law") == []


def test_once_it_has_ended_everything_goes_on(standing: CaseInMemory) -> None:
    standing.act("get_back", moment("2022-03-08"))

    assert grounds(standing, "examine", "2022-03-08") == []


def test_an_act_done_while_the_case_stood_still_is_a_certain_finding(standing: CaseInMemory) -> None:
    standing.record("examine", moment("2022-03-06"), {"reason": "合格"})

    judged = replay([standing.procedure], standing.state.entries, standing.law)

    assert [f.severity for f in judged.findings if f.rule == "stands_still"] == ["certain"]


def test_an_imported_act_is_only_possibly_unlawful_where_the_source_does_not_tell_of_resumptions(
    standing: CaseInMemory,
) -> None:
    standing.record("examine", moment("2022-03-06"), {"reason": "合格"})
    entries = [replace(entry, imported=True) for entry in standing.state.entries]

    judged = replay([standing.procedure], entries, standing.law)

    assert [f.severity for f in judged.findings if f.rule == "stands_still"] == ["possible"]


def test_where_the_case_goes_on_meanwhile_nothing_is_refused_for_it(received_case: CaseInMemory) -> None:
    received_case.act("send_out", moment("2022-03-05"))

    assert grounds(received_case, "examine") == []
