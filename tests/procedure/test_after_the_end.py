# SPDX-License-Identifier: MulanPSL-2.0
"""No act takes a breach away: what stretches, restarts or voids a term of the bureau touches it up to its last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fadu.procedure import engine
from fadu.procedure.decision import ClockReading, Permitted, Refused, Request
from fadu.procedure.entry import Entry
from fadu.procedure.fold import after
from fadu.procedure.replay import replay
from fadu.procedure.testing import CaseInMemory, moment

#: the decision of `received_case` (1 March, twenty days) is due on 21 March
LAST_DAY, DAY_AFTER = "2022-03-21", "2022-03-22"


def decision(case: CaseInMemory, day: str) -> list[ClockReading]:
    return [reading for reading in case.clocks(moment(day)) if reading.clock == "decision"]


def ask(case: CaseInMemory, action: str, day: str) -> Permitted | Refused:
    """What the engine says of an act on a day; nothing is recorded."""
    return engine.decide(case.world(moment(day), case.actor_for(action)), Request(action=action))


def changed(case: CaseInMemory, **actions: dict[str, object]) -> CaseInMemory:
    """The case under a procedure in which some actions are otherwise."""
    replaced = {key: replace(case.procedure.actions[key], **change) for key, change in actions.items()}
    case.procedure = replace(case.procedure, actions={**case.procedure.actions, **replaced})
    return case


@pytest.mark.parametrize("day", ["2022-03-20", LAST_DAY])
def test_a_term_is_extended_up_to_its_last_day(received_case: CaseInMemory, day: str) -> None:
    received_case.act("extend", moment(day))

    assert received_case.refused == []
    assert decision(received_case, day)[0].due_on == date(2022, 3, 31)


def test_a_term_that_has_run_out_is_not_extended(received_case: CaseInMemory) -> None:
    asked = ask(received_case, "extend", DAY_AFTER)

    assert isinstance(asked, Refused)
    (ground,) = [ground for ground in asked.grounds if ground.code == "term_over"]
    assert ground.message == "“决定期限”已于2022-03-21届满，届满后不得延长。"
    assert ground.cites == ("测试法 30",)


def test_a_term_that_does_not_run_is_not_extended(received_case: CaseInMemory) -> None:
    asked = ask(changed(received_case, extend={"extends": {"lapse": "permit/extension"}}), "extend", LAST_DAY)

    assert isinstance(asked, Refused)
    assert [ground.code for ground in asked.grounds] == ["nothing_runs"]
    assert asked.grounds[0].message == "“补正期限”没有在计算，没有可以延长的期限。"


def test_an_extension_recorded_too_late_leaves_the_term_overdue_and_is_a_certain_finding(
    received_case: CaseInMemory,
) -> None:
    received_case.record("extend", moment(DAY_AFTER))

    (reading,) = decision(received_case, "2022-03-25")
    judged = replay([received_case.procedure], received_case.state.entries, received_case.law)

    assert (reading.due_on, reading.state(date(2022, 3, 25))) == (date(2022, 3, 21), "overdue")
    assert [f.severity for f in judged.findings if f.rule == "term_over"] == ["certain"]
    assert [f.severity for f in judged.findings if f.rule == "clock:decision"] == ["certain"]


def test_a_late_extension_is_only_possibly_unlawful_where_the_source_may_leave_out_what_stretched_the_term(
    received_case: CaseInMemory,
) -> None:
    received_case.record("extend", moment(DAY_AFTER))
    entries = [replace(entry, imported=True) for entry in received_case.state.entries]

    judged = replay([received_case.procedure], entries, received_case.law)

    assert [f.severity for f in judged.findings if f.rule == "term_over"] == ["possible"]


def test_a_term_that_stood_still_on_its_last_day_is_extended_while_it_does(
    received_case: CaseInMemory,
) -> None:
    received_case.act("send_out", moment("2022-03-20"))

    received_case.act("extend", moment("2022-04-10"))

    assert received_case.refused == []


def test_an_extension_stands_though_the_end_of_the_pause_was_recorded_later_for_an_earlier_day(
    received_case: CaseInMemory,
) -> None:
    received_case.act("send_out", moment("2022-03-20"))
    received_case.act("extend", moment("2022-04-10"))
    received_case.record("get_back", moment("2022-03-21"))

    (reading,) = decision(received_case, "2022-04-12")

    assert reading.due_on == date(2022, 4, 1)


def test_a_pause_that_was_recorded_after_a_late_extension_does_not_make_it_good(
    received_case: CaseInMemory,
) -> None:
    received_case.record("extend", moment("2022-03-25"))
    received_case.record("send_out", moment("2022-03-10"))
    received_case.record("get_back", moment("2022-03-20"))

    (reading,) = decision(received_case, "2022-04-12")

    assert reading.due_on == date(2022, 3, 31)  # the ten days of the pause, none of the extension


@pytest.mark.parametrize(
    ("day", "state"), [("2022-03-20", "paused"), (LAST_DAY, "paused"), (DAY_AFTER, "overdue")]
)
def test_a_pause_that_begins_after_the_last_day_takes_nothing_off(
    received_case: CaseInMemory, day: str, state: str
) -> None:
    received_case.act("send_out", moment(day))

    (reading,) = decision(received_case, "2022-03-30")

    assert received_case.refused == []
    assert reading.state(date(2022, 3, 30)) == state


def test_whoever_begins_a_pause_too_late_is_told_that_it_takes_nothing_off(
    received_case: CaseInMemory,
) -> None:
    asked = ask(received_case, "send_out", DAY_AFTER)

    assert isinstance(asked, Permitted)
    assert "“决定期限”已于2022-03-21届满，此后的期间不从中扣除，逾期照记。" in asked.warnings


def test_a_child_that_is_not_counted_takes_nothing_off_once_the_term_has_run_out(
    received_case: CaseInMemory,
) -> None:
    received_case.record("child_opened", moment(DAY_AFTER), {"child": "h1", "matter": "hearing"})

    (reading,) = decision(received_case, "2022-03-30")

    assert reading.state(date(2022, 3, 30)) == "overdue"


@pytest.mark.parametrize(
    ("day", "states"), [(LAST_DAY, ["void", "running"]), (DAY_AFTER, ["overdue", "running"])]
)
def test_a_term_that_has_run_out_stands_beside_the_one_that_starts_anew(
    received_case: CaseInMemory, day: str, states: list[str]
) -> None:
    changed(received_case, correct={"restarts": ("decision",), "by": "clerk", "per_party": False})
    received_case.record("correct", moment(day), {"reason": "补充"})

    counts = decision(received_case, "2022-03-24")

    assert [count.state(date(2022, 3, 24)) for count in counts] == states


def test_a_term_that_was_kept_late_stands_when_it_starts_anew(received_case: CaseInMemory) -> None:
    changed(received_case, correct={"restarts": ("decision",)}, grant={"to": ""})
    received_case.record("grant", moment("2022-03-25"))
    received_case.record("correct", moment("2022-03-26"), {"reason": "补充"})

    counts = decision(received_case, "2022-03-27")

    assert [count.state(date(2022, 3, 27)) for count in counts] == ["breached", "running"]


@pytest.mark.parametrize(("day", "state"), [(LAST_DAY, "void"), (DAY_AFTER, "breached")])
def test_voiding_the_start_of_a_term_leaves_it_standing_once_it_has_run_out(
    received_case: CaseInMemory, day: str, state: str
) -> None:
    start = received_case.state.entries[0].seq
    entry = Entry(seq=99, action="note", at=moment(day), payload={"text": "撤销受理"}, voids=(start,))
    received_case.state = after(received_case.procedure, received_case.state, entry)

    (reading,) = decision(received_case, "2022-04-01")

    assert reading.state(date(2022, 4, 1)) == state


def test_a_term_goes_on_after_its_last_day_where_an_article_says_so(received_case: CaseInMemory) -> None:
    clocks = dict(received_case.procedure.clocks)
    clocks["decision"] = replace(clocks["decision"], after_end=("测试法 30",))
    received_case.procedure = replace(received_case.procedure, clocks=clocks)

    received_case.act("extend", moment("2022-03-25"))

    assert received_case.refused == []
    assert decision(received_case, "2022-03-25")[0].due_on == date(2022, 3, 31)


def test_an_extension_keeps_the_last_day_before_and_after_it(received_case: CaseInMemory) -> None:
    asked = ask(received_case, "extend", LAST_DAY)

    assert isinstance(asked, Permitted)
    assert asked.payload["last_days"] == {"decision": {"before": "2022-03-21", "after": "2022-03-31"}}


def test_a_term_that_was_kept_is_not_extended(notified_case: CaseInMemory) -> None:
    changed(notified_case, extend={"sources": ("open", "ended")})
    notified_case.act("grant", moment("2022-03-08"))

    asked = ask(notified_case, "extend", "2022-03-09")

    assert isinstance(asked, Refused)
    assert "“决定期限”已于2022-03-08停止计算，不能再延长。" in [ground.message for ground in asked.grounds]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2022-03-31", ["“决定期限”延至2022-03-31，不晚于原届满之日2022-03-31，等于没有延长。"]),
        ("2022-04-01", []),
    ],
)
def test_a_day_to_extend_to_lies_after_the_last_day(
    received_case: CaseInMemory, until: str, words: list[str]
) -> None:
    received_case.act("extend", moment("2022-03-15"))
    world = received_case.world(moment("2022-03-20"), received_case.actor_for("extend_until"))

    asked = engine.decide(world, Request(action="extend_until", payload={"until": until}))

    grounds = asked.grounds if isinstance(asked, Refused) else ()
    assert [ground.message for ground in grounds if ground.code == "until_not_later"] == words
