# SPDX-License-Identifier: MulanPSL-2.0
"""Replaying histories kept elsewhere: what would have been refused, and what was late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fadu.procedure.entry import Entry
from fadu.procedure.model import Procedure, Running
from fadu.procedure.plain_law import PlainLaw
from fadu.procedure.replay import replay
from fadu.procedure.testing import moment


def act(seq: int, action: str, day: str, **payload: Any) -> Entry:
    return Entry(seq=seq, action=action, at=moment(day), payload=payload, day_only=True)


def judged(permit: Procedure, law: PlainLaw, *entries: Entry, **options: Any) -> list[tuple[str, str]]:
    result = replay([permit], entries, law, **options)  # type: ignore[arg-type]
    return [(finding.severity, finding.rule) for finding in result.findings]


def notice(seq: int, day: str) -> Entry:
    documents = [{"template": "notice_letter", "number": "1", "parties": ["party:1"]}]
    return act(seq, "notify", day, documents=documents)


def service(seq: int, issued: int, day: str) -> Entry:
    return act(
        seq,
        "serve",
        day,
        document=f"notice_letter/{issued}",
        party="party:1",
        manner="post",
        sent_on=day,
        effective_on=day,
    )


#: whoever handles the case, two as the role asks
APPOINTED = tuple(
    act(seq, "assign", "2022-03-01", role="handler", person=f"officer:{seq}", name=f"承办人{seq}")
    for seq in (-2, -1)
)
RECEIVED = act(1, "receive", "2022-03-01", size="small")
LAWFUL = (
    RECEIVED,
    *APPOINTED,
    act(2, "gather", "2022-03-02", evidence=[{"name": "营业执照"}]),
    act(3, "examine", "2022-03-02", reason="齐备"),
    act(4, "approve", "2022-03-03"),
    notice(5, "2022-03-04"),
    service(6, 5, "2022-03-04"),
    act(7, "grant", "2022-03-21", amount=100),
)


def test_a_lawful_history_shows_nothing_and_its_last_day_is_in_time(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    assert judged(permit, plain_law, *LAWFUL) == []


def test_a_decision_one_day_late_is_a_certain_finding(permit: Procedure, plain_law: PlainLaw) -> None:
    late = (*LAWFUL[:-1], act(7, "grant", "2022-03-22", amount=100))

    assert judged(permit, plain_law, *late) == [("certain", "clock:decision")]


def test_the_finding_says_what_was_late_by_how_much_and_by_which_article(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    late = (*LAWFUL[:-1], act(7, "grant", "2022-03-24", amount=100))

    finding = replay([permit], late, plain_law).findings[0]  # type: ignore[arg-type]

    assert finding.message == "“决定期限”2022-03-21届满，2022-03-24才办结，逾期3日。"
    assert finding.cites == ("测试法 30",)
    assert finding.seq == 7


def imported(*entries: Entry) -> tuple[Entry, ...]:
    return tuple(replace(entry, imported=True) for entry in entries)


def test_lateness_that_an_unrecorded_interruption_could_explain_is_only_possible(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    late = imported(*LAWFUL[:-1], act(7, "grant", "2022-03-22", amount=100))

    assert judged(permit, plain_law, *late) == [("possible", "clock:decision")]


def test_lateness_is_certain_where_the_source_records_all_that_could_explain_it(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    late = imported(*LAWFUL[:-1], act(7, "grant", "2022-03-22", amount=100))
    recorded = {"grant", "refuse", "send_out", "ask_hearing", "extend", "extend_until"}

    assert judged(permit, plain_law, *late, records=recorded) == [("certain", "clock:decision")]


def test_an_early_decision_that_an_unrecorded_waiver_could_explain_is_only_possible(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    early = imported(*LAWFUL[:-1], act(7, "grant", "2022-03-05", amount=100))

    assert judged(permit, plain_law, *early) == [("possible", "still_running")]


def test_an_imported_case_without_a_decision_is_only_possibly_overdue(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    assert judged(permit, plain_law, *imported(LAWFUL[0]), until=moment("2022-05-01")) == [
        ("possible", "clock:decision")
    ]


def test_a_case_without_a_decision_is_overdue_on_the_day_asked_about(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    assert judged(permit, plain_law, LAWFUL[0], until=moment("2022-05-01")) == [("certain", "clock:decision")]


def test_an_internal_limit_of_a_party_is_no_finding_of_the_bureau(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    history = (
        LAWFUL[0],
        act(2, "ask_correction", "2022-03-02"),
        act(3, "correct", "2022-03-20", reason="迟交"),
    )

    assert judged(permit, plain_law, *history) == []


def test_a_decision_within_the_partys_term_is_certain(permit: Procedure, plain_law: PlainLaw) -> None:
    early = (*LAWFUL[:-1], act(7, "grant", "2022-03-05", amount=100))

    assert judged(permit, plain_law, *early) == [("certain", "still_running")]


def test_an_act_the_source_may_have_left_out_is_only_possible(permit: Procedure, plain_law: PlainLaw) -> None:
    history = imported(*LAWFUL[:5], notice(4, "2022-03-04"))

    assert judged(permit, plain_law, *history) == [("possible", "not_done")]


def test_an_act_of_our_own_history_is_certainly_missing(permit: Procedure, plain_law: PlainLaw) -> None:
    assert judged(permit, plain_law, *LAWFUL[:5], notice(4, "2022-03-04")) == [("certain", "not_done")]


def test_an_act_the_source_would_have_recorded_is_certainly_missing(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    history = imported(*LAWFUL[:5], notice(4, "2022-03-04"))

    assert judged(permit, plain_law, *history, records={"examine", "approve"}) == [("certain", "not_done")]


def test_acts_missing_between_two_stages_are_a_possible_finding(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    history = (LAWFUL[0], act(2, "grant", "2022-03-10", amount=100))

    assert ("possible", "missing_acts") in judged(permit, plain_law, *history)


def test_after_a_gap_nothing_is_certain_about_what_the_gap_may_hold(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    history = (LAWFUL[0], act(2, "approve", "2022-03-10"), act(3, "notify", "2022-03-11"))

    assert {severity for severity, _ in judged(permit, plain_law, *history)} == {"possible"}


def test_an_act_no_lawful_path_leads_to_is_a_contradiction(permit: Procedure, plain_law: PlainLaw) -> None:
    history = (*LAWFUL, act(8, "examine", "2022-03-22", reason="再审"))

    assert ("contradiction", "wrong_stage") in judged(permit, plain_law, *history)


def test_a_stage_changing_act_dated_before_the_last_one_is_a_contradiction(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    history = (*LAWFUL[:6], notice(5, "2022-03-01"))

    assert ("contradiction", "back_dated") in judged(permit, plain_law, *history)


def test_history_goes_on_after_an_act_that_would_have_been_refused(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    early = (*LAWFUL[:-1], act(7, "grant", "2022-03-05", amount=100))

    assert replay([permit], early, plain_law).state.stage == "granted"  # type: ignore[arg-type]


def test_a_past_without_an_edition_is_not_judged(permit: Procedure, plain_law: PlainLaw) -> None:
    history = (act(1, "receive", "2019-03-01", size="small"), act(2, "grant", "2021-03-01", amount=1))

    assert judged(permit, plain_law, *history) == [("not_judged", "no_edition")]


def test_an_act_the_procedure_does_not_know_is_not_judged(permit: Procedure, plain_law: PlainLaw) -> None:
    assert judged(permit, plain_law, LAWFUL[0], act(2, "dance", "2022-03-02")) == [
        ("not_judged", "unknown_action")
    ]


def test_an_interruption_whose_beginning_is_not_recorded_is_a_possible_finding(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    assert judged(permit, plain_law, LAWFUL[0], act(2, "get_back", "2022-03-05")) == [
        ("possible", "nothing_to_end")
    ]


def later_edition(permit: Procedure, **running: Any) -> Procedure:
    return replace(permit, edition=date(2022, 3, 3), running=Running(because=("测试法 50",), **running))


def test_a_running_case_moves_to_a_later_edition_that_says_so(permit: Procedure, plain_law: PlainLaw) -> None:
    moved = later_edition(
        permit, kind="move", stages={"received": "received", "review": "review", "notice": "notice"}
    )

    result = replay([permit, moved], LAWFUL, plain_law)  # type: ignore[arg-type]

    assert result.procedure.edition == date(2022, 3, 3)
    assert result.findings == ()


def test_a_running_case_stays_where_the_later_edition_lets_it_continue(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    stays = later_edition(permit, kind="continue")

    assert replay([permit, stays], LAWFUL, plain_law).procedure.edition == date(2022, 1, 1)  # type: ignore[arg-type]


def test_two_acts_of_one_day_are_judged_in_their_order(permit: Procedure, plain_law: PlainLaw) -> None:
    entries = (
        *LAWFUL[:6],
        notice(5, "2022-03-03"),
        service(6, 5, "2022-03-03"),
        act(7, "grant", "2022-03-07", amount=1),
    )

    assert judged(permit, plain_law, *entries) == []


def test_a_paper_that_went_to_somebody_it_does_not_address_is_a_finding(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    """It was served as the record says; whoever should have been told was not."""
    wrong = replace(service(6, 5, "2022-03-04"), payload={**LAWFUL[7].payload, "party": "party:2"})
    ours = (*LAWFUL[:7], wrong, replace(LAWFUL[7], seq=7))
    imported = tuple(replace(entry, imported=True) for entry in ours)

    assert judged(permit, plain_law, *ours, until=moment("2022-03-05")) == [("certain", "not_addressed")]
    assert judged(permit, plain_law, *imported, until=moment("2022-03-05")) == [("possible", "not_addressed")]


def test_a_paper_for_the_file_that_went_to_a_party_is_a_finding(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    report = {**LAWFUL[4].payload, "documents": [{"template": "report", "number": "", "parties": []}]}
    handed = replace(LAWFUL[7], payload={**LAWFUL[7].payload, "document": "report/3"})
    acts = (*LAWFUL[:4], replace(LAWFUL[4], payload=report), *LAWFUL[5:7], handed, replace(LAWFUL[7], seq=7))

    assert judged(permit, plain_law, *acts, until=moment("2022-03-05")) == [("certain", "for_the_file")]


def test_a_paper_served_twice_without_a_word_is_a_possible_finding(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    again = replace(service(6, 5, "2022-03-05"), seq=8)
    said = replace(again, payload={**again.payload, "repeated_because": "补给代理人"})

    def acts(second: Entry) -> tuple[Entry, ...]:
        return (*LAWFUL[:8], second, replace(LAWFUL[8], seq=9))

    assert judged(permit, plain_law, *acts(again)) == [("possible", "served_already")]
    assert judged(permit, plain_law, *acts(said)) == []


def test_that_nobody_was_appointed_is_found_where_the_source_shows_appointments(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    nobody = tuple(entry for entry in LAWFUL if entry.action != "assign")
    one = (RECEIVED, APPOINTED[0], *nobody[1:])

    assert judged(permit, plain_law, *nobody) == [("certain", "assigned")]
    assert judged(permit, plain_law, *one) == [("certain", "assigned")]
    assert judged(permit, plain_law, *imported(*one)) == [("certain", "assigned")]
    assert judged(permit, plain_law, *imported(*nobody)) == []


#: somebody in the case, and that he died
PARTY = act(
    -4, "add_party", "2022-03-01", party="party:1", name="甲", capacity="申请人", kind="person", reason="立案"
)
DIED = act(
    -3, "succeed", "2022-03-05", party="party:1", ground="died", effect="ended", happened_on="2022-03-04"
)


def test_a_paper_sent_to_somebody_whose_death_was_recorded_is_found(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    before_it = judged(permit, plain_law, PARTY, *LAWFUL[:6], notice(5, "2022-03-03"), DIED)
    after_it = judged(permit, plain_law, PARTY, *LAWFUL[:6], DIED, notice(8, "2022-03-06"))

    assert ("certain", "party_ended") not in before_it
    assert ("certain", "party_ended") in after_it


def test_what_reached_him_the_day_before_his_death_and_was_recorded_after_it_is_not_found(
    permit: Procedure, plain_law: PlainLaw
) -> None:
    on_the_day = judged(permit, plain_law, PARTY, *LAWFUL[:6], DIED, notice(8, "2022-03-04"))
    the_day_before = judged(permit, plain_law, PARTY, *LAWFUL[:6], DIED, notice(8, "2022-03-03"))

    assert ("certain", "party_ended") in on_the_day
    assert ("certain", "party_ended") not in the_day_before
