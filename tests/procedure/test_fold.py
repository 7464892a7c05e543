# SPDX-License-Identifier: MulanPSL-2.0
"""Folding acts to a state: history is applied, lawful or not; what is void stays readable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fadu.procedure.decision import Permitted, Refused
from fadu.procedure.entry import Entry
from fadu.procedure.fold import after, fold, read_again
from fadu.procedure.loader import load
from fadu.procedure.model import Procedure
from fadu.procedure.state import State
from fadu.procedure.testing import CaseInMemory, moment

PERMIT = load(Path(__file__).parent / "samples" / "permit.yaml")
BUILT_IN_ACTS = [
    ("assign", {"role": "handler", "person": "officer:1"}),
    ("release", {"role": "handler", "person": "officer:1", "reason": ""}),
    ("add_party", {"party": "party:1", "name": "甲", "capacity": "申请人", "kind": "unit"}),
    ("remove_party", {"party": "party:1", "reason": ""}),
    ("child_opened", {"child": "c1", "matter": "hearing"}),
    ("child_ended", {"child": "c1", "matter": "hearing", "outcome": "held"}),
    ("sign", {"of": "grant", "role": "handler", "payload": {"amount": 1}}),
    ("return_proposal", {"of": "grant", "reason": ""}),
    ("note", {"text": "记"}),
]
declared = st.sampled_from(sorted(PERMIT.actions)).map(lambda key: (key, {"size": "small", "reason": key}))
acts = st.lists(st.tuples(st.one_of(declared, st.sampled_from(BUILT_IN_ACTS)), st.booleans()), max_size=25)


def entries_of(drawn: list[tuple[tuple[str, dict[str, str]], bool]]) -> list[Entry]:
    return [
        Entry(
            seq=n,
            action=action,
            at=moment("2022-03-01"),
            payload=payload,
            voids=(n // 2,) if voids and n > 1 else (),
        )
        for n, ((action, payload), voids) in enumerate(drawn, start=1)
    ]


@given(acts, st.integers(min_value=0, max_value=25))
@settings(deadline=None, max_examples=150)
def test_folding_in_two_parts_gives_the_same_state(drawn: list, cut: int) -> None:  # type: ignore[type-arg]
    entries = entries_of(drawn)
    state = fold(PERMIT, entries[:cut])
    for entry in entries[cut:]:
        state = after(PERMIT, state, entry)

    assert state == fold(PERMIT, entries)


@given(acts)
@settings(deadline=None, max_examples=150)
def test_a_case_never_leaves_the_declared_stages(drawn: list) -> None:  # type: ignore[type-arg]
    assert fold(PERMIT, entries_of(drawn)).stage in {"start", *PERMIT.stages}


@given(acts)
@settings(deadline=None, max_examples=150)
def test_nothing_that_happened_is_ever_lost(drawn: list) -> None:  # type: ignore[type-arg]
    entries = entries_of(drawn)

    assert fold(PERMIT, entries).entries == tuple(entries)


@given(acts)
@settings(deadline=None, max_examples=150)
def test_no_field_comes_from_a_void_act(drawn: list) -> None:  # type: ignore[type-arg]
    state = fold(PERMIT, entries_of(drawn))

    assert not set(state.set_by.values()) & state.void


def test_no_acts_leave_a_case_before_its_start() -> None:
    assert fold(PERMIT, []) == State()


def test_a_void_act_gives_its_fields_back(reviewed_case: CaseInMemory) -> None:
    reviewed_case.act("send_back", moment("2022-03-04"))

    assert "reason" not in reviewed_case.state.fields


def test_a_document_of_a_void_act_stays_readable_and_is_void(reviewed_case: CaseInMemory) -> None:
    reviewed_case.act("send_back", moment("2022-03-04"))

    assert [(d.template, d.void) for d in reviewed_case.state.documents] == [("report", True)]
    assert reviewed_case.state.document("report") is None


def test_an_act_that_is_not_void_keeps_its_rows(reviewed_case: CaseInMemory) -> None:
    reviewed_case.act("send_back", moment("2022-03-04"))

    assert len(reviewed_case.state.lists["evidence"]) == 1


def test_an_interruption_that_is_void_does_not_count(permit: Procedure) -> None:
    begun = Entry(seq=1, action="receive", at=moment("2022-03-01"), payload={"size": "small"})
    sent = Entry(seq=2, action="send_out", at=moment("2022-03-02"))
    undone = Entry(seq=3, action="note", at=moment("2022-03-03"), voids=(2,))

    assert fold(permit, [begun, sent, undone]).spells == ()


def test_children_opened_by_a_void_act_are_void(fresh_case: CaseInMemory) -> None:
    fresh_case.open("receive", moment("2022-03-01"), {"size": "large"})
    seq = fresh_case.record("child_opened", moment("2022-03-02"), {"child": "h1", "matter": "hearing"}).seq
    fresh_case.record("note", moment("2022-03-03"), voids=(seq,))

    assert fresh_case.state.children_of("hearing") == ()


def test_roles_once_taken_are_never_forgotten(received_case: CaseInMemory) -> None:
    handler = received_case.people["handler"][0]
    received_case.record(
        "release", moment("2022-03-02"), {"role": "handler", "person": handler.person, "reason": "调岗"}
    )

    assert handler.person not in received_case.state.assigned["handler"]
    assert (handler.person, "handler") in received_case.state.taken


def test_of_two_spells_that_run_at_once_each_end_closes_one(received_case: CaseInMemory) -> None:
    received_case.act("send_out", moment("2022-03-05"))
    received_case.act("send_out", moment("2022-03-07"))
    received_case.act("get_back", moment("2022-03-10"))
    (reading,) = [each for each in received_case.clocks(moment("2022-03-12")) if each.clock == "decision"]

    assert [(spell.start.day, spell.end and spell.end.day) for spell in received_case.state.spells] == [
        (5, 10),
        (7, None),
    ]
    assert reading.state(date(2022, 3, 12)) == "paused"
    assert isinstance(received_case.act("get_back", moment("2022-03-15")), Permitted)
    assert isinstance(received_case.act("get_back", moment("2022-03-16")), Refused)
    (reading,) = [each for each in received_case.clocks(moment("2022-03-16")) if each.clock == "decision"]
    assert reading.due_on == date(2022, 3, 31)


def test_a_spell_is_a_half_open_range_of_days(received_case: CaseInMemory) -> None:
    received_case.act("send_out", moment("2022-03-05"))
    received_case.act("get_back", moment("2022-03-10"))

    (spell,) = received_case.state.spells
    assert (spell.start, spell.end) == (date(2022, 3, 5), date(2022, 3, 10))


def test_moving_to_a_new_edition_sets_stage_and_edition(received_case: CaseInMemory) -> None:
    received_case.record("move_edition", moment("2023-01-01"), {"edition": "2023-01-01", "stage": "review"})

    assert received_case.state.edition == date(2023, 1, 1)
    assert received_case.state.stage == "review"


def test_an_act_of_an_earlier_edition_keeps_what_it_set_and_issued(permit: Procedure) -> None:
    payload = {"reason": "旧版", "documents": [{"template": "report", "number": "1", "parties": []}]}
    old = Entry(seq=1, action="an_act_of_old", at=moment("2021-12-01"), payload=payload)
    moved = Entry(
        seq=2,
        action="move_edition",
        at=moment("2022-01-01"),
        payload={"edition": "2022-01-01", "stage": "review"},
    )

    state = fold(permit, [old, moved])

    assert state.stage == "review"
    assert state.fields["reason"] == "旧版"
    assert state.document("report") is not None


@given(st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=6))
@settings(deadline=None, max_examples=60)
def test_of_several_corrections_the_one_confirmed_last_stands(days: list[int]) -> None:
    entries = [Entry(seq=1, action="gather", at=moment("2022-03-10"), payload={"taken_on": "2022-03-05"})]
    for day in days:
        asked = {"of": "1", "field": "taken_on", "day": f"2022-03-0{day}"}
        seq = len(entries) + 1
        entries += [
            Entry(seq=seq, action="correct_day", at=moment("2022-03-10"), payload=asked),
            Entry(seq=seq + 1, action="confirm_day", at=moment("2022-03-10"), payload={"of": str(seq)}),
        ]

    state = fold(PERMIT, entries)

    assert state.fields["taken_on"] == f"2022-03-0{days[-1]}"
    assert read_again(PERMIT, state.entries) == state
