# SPDX-License-Identifier: MulanPSL-2.0
"""The named checks, each on a record that contradicts itself and on one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from fadu.cases.reading import contradictions
from fadu.cases.reading.contradictions import Record, brought_by
from fadu.people.parties import party_as_typed
from fadu.procedure.entry import Entry
from fadu.procedure.library import library
from fadu.procedure.testing import moment

TIP_OFF = library().editions("tip_off")[0].fields
LICENCE = library().editions("licence")[-1].fields
PENALTY = library().editions("penalty")[-1].fields
PERFORMANCE = library().editions("performance")[-1].fields


def record(
    number: str = "清市监许〔2022〕1号",
    *entries: Entry,
    fields: Mapping[str, Any] = LICENCE,
    parties: Any = (),
) -> Record:
    return Record(number=number, fields=fields, entries=entries, parties=tuple(parties))


def act(action: str, day: str, *, seq: int = 1, imported: bool = False, **payload: Any) -> Entry:
    return Entry(seq=seq, action=action, at=moment(day), payload=payload, imported=imported)


def goods(*rows: Mapping[str, str]) -> Record:
    """A penalty told with these goods to be confiscated."""
    return record("清市监罚〔2022〕1号", act("notify", "2022-03-20", goods_list=list(rows)), fields=PENALTY)


def gathered(day: str) -> Record:
    """A case of 2022 for which evidence was taken on a day."""
    evidence = [{"title": "照片", "kind": "physical", "taken_on": day}]
    lead = act("register", "2022-03-01", received_on="2022-03-01")
    return record(
        "清市监罚〔2022〕1号", lead, act("gather", "2022-03-05", seq=2, evidence=evidence), fields=PENALTY
    )


def verified(day: str) -> Record:
    """A tip-off of 1 March 2022 that was looked into on a day."""
    came = act("register", "2022-03-01", received_on="2022-03-01")
    return record(
        "清市监举〔2022〕1号", came, act("verify", "2022-03-05", seq=2, visited_on=day), fields=TIP_OFF
    )


def named(*names: str, said: str = "") -> Record:
    """A tip-off against those of these names, in its text called as said."""
    came = act("register", "2022-03-01", received_on="2022-03-01", **({"respondent": said} if said else {}))
    added = [
        act("add_party", "2022-03-01", seq=seq, party=f"party:{seq}", name=name, capacity="被举报人")
        for seq, name in enumerate(names, start=2)
    ]
    return record("清市监举〔2022〕1号", came, *added, fields=TIP_OFF)


def inspected(begins: str, ends: str, *, imported: bool = False) -> Record:
    """An inspection of January 2023 between two moments."""
    hours = {"began_at": f"2023-01-{begins}:00+08:00", "ended_at": f"2023-01-{ends}:00+08:00"}
    seen = act("inspect", "2023-01-13", imported=imported, **hours)
    return record("清市监罚〔2023〕1号", seen, fields=PENALTY)


def put_off(*days: str) -> Record:
    """A fine granted by instalments on 13 February 2023, the last on the last of these days."""
    plan = [{"due_on": day, "amount": 100} for day in days]
    granted = act("grant_deferral", "2023-02-13", instalments=plan)
    return record("清市监执〔2023〕1号", granted, fields=PERFORMANCE)


MILK = {"party": "party:1", "name": "纯牛奶", "model": "250ml", "unit": "盒", "quantity": "10"}


def contradicted(check: str, record: Record) -> list[str]:
    return list(contradictions.CHECKS[check](record))


BEGUN = act("receive", "2022-03-01", received_on="2022-03-01")
TRADER, FIRM = "92433123MA4LUHM706", "91110000600037341L"


def mended_to(day: str) -> tuple[Entry, ...]:
    """A lead of 2022 on a violation that ended in 2018, found (as two officers mended it) on this day."""
    asked = {"of": "1", "field": "received_on", "day": day, "stands": "2022-03-01", "paper": "信封"}
    return (
        act("register", "2022-03-01", received_on="2022-03-01"),
        Entry(seq=2, action="correct_day", at=moment("2022-03-10"), payload=asked),
        act("confirm_day", "2022-03-10", seq=3, of="2"),
        act("file", "2022-03-10", seq=4, violation_ended_on="2018-01-02"),
    )


WRONG = [
    ("number_year", record("清市监许〔2020〕1号", BEGUN)),
    (
        "number_year",
        record("清市监罚〔2021〕1号", act("decide", "2022-06-08", imported=True), fields=PENALTY),
    ),
    ("number_brackets", record("清市监许[2022]1号", BEGUN)),
    (
        "later_number",
        record(
            "清市监罚〔2022〕1号",
            act("transfer_to_police", "2022-03-01", police_number="清公立字〔2023〕9号"),
            fields=PENALTY,
        ),
    ),
    (
        "reversed_period",
        record(
            "清市监许〔2022〕1号",
            BEGUN,
            act("grant", "2022-03-20", seq=2, valid_from="2022-04-01", valid_to="2022-03-31"),
        ),
    ),
    (
        "received_after_begun",
        record("清市监许〔2022〕1号", act("receive", "2022-03-01", received_on="2022-03-02")),
    ),
    (
        "found_before_ended",
        record(
            "清市监罚〔2022〕1号",
            act("register", "2022-03-01", received_on="2018-01-01"),
            act("file", "2022-03-10", seq=2, violation_ended_on="2018-01-02"),
            fields=PENALTY,
        ),
    ),
    ("found_before_ended", record("清市监罚〔2022〕1号", *mended_to("2018-01-01"), fields=PENALTY)),
    ("odd_hours", inspected("12T10:00", "12T10:00")),
    ("odd_hours", inspected("12T09:00", "13T09:40")),
    ("odd_hours", inspected("12T09:00", "12T17:01")),
    ("odd_hours", inspected("12T02:00", "12T03:00")),
    ("odd_hours", inspected("12T21:00", "12T22:30")),
    ("set_far_ahead", put_off("2023-03-01", "2033-04-30")),
    ("rows_twice", goods(MILK, MILK)),
    ("rows_twice", goods(MILK, {**MILK, "note": ""})),
    ("long_before_receipt", gathered("2021-02-28")),
    (
        "received_long_before",
        record("清市监许〔2022〕1号", act("receive", "2022-03-01", received_on="2021-03-01")),
    ),
    ("long_before_receipt", verified("2022-02-28")),
    ("named_twice", named("清河百货店", "清河百货店")),
    (
        "named_twice",
        record(
            "清市监许〔2022〕1号",
            BEGUN,
            parties=[party_as_typed(kind=kind, name="某店") for kind in ("enterprise", "sole_trader")],
        ),
    ),
    ("called_otherwise", named("清河百货店", said="清合百货店")),
    (
        "identity_codes",
        record(
            "清市监许〔2022〕1号",
            BEGUN,
            parties=[party_as_typed(kind="enterprise", name="某公司", uscc=FIRM[:-1] + "X")],
        ),
    ),
    (
        "identity_kind",
        record(
            "清市监许〔2022〕1号",
            BEGUN,
            parties=[party_as_typed(kind="enterprise", name="某店", uscc=TRADER)],
        ),
    ),
]
RIGHT = [
    (
        "number_year",
        record("清市监许〔2022〕1号", act("receive", "2022-12-30"), act("grant", "2023-01-20", seq=2)),
    ),
    ("number_year", record("清市监许〔2023〕1号", act("receive", "2022-12-30"))),
    ("number_brackets", record("清市监许〔2022〕1号", BEGUN)),
    (
        "later_number",
        record(
            "清市监罚〔2022〕1号",
            act("transfer_to_police", "2022-03-01", police_number="清公立字〔2022〕9号"),
            fields=PENALTY,
        ),
    ),
    (
        "reversed_period",
        record(
            "清市监许〔2022〕1号",
            BEGUN,
            act("grant", "2022-03-20", seq=2, valid_from="2022-04-01", valid_to="2022-04-01"),
        ),
    ),
    ("received_after_begun", record("清市监许〔2022〕1号", BEGUN)),
    (
        "received_long_before",
        record("清市监许〔2022〕1号", act("receive", "2022-03-01", received_on="2022-01-30")),
    ),
    (
        "received_long_before",
        record("清市监许〔2022〕1号", act("receive", "2022-03-01", received_on="2021-03-01", imported=True)),
    ),
    (
        "found_before_ended",
        record(
            "清市监罚〔2022〕1号",
            act("register", "2022-03-01", received_on="2022-03-01"),
            act("file", "2022-03-10", seq=2, violation_ended_on="2022-03-01"),
            fields=PENALTY,
        ),
    ),
    (
        "found_before_ended",
        record(
            "清市监罚〔2022〕1号",
            act("register", "2022-03-01", received_on="2022-03-01"),
            act("file", "2022-03-10", seq=2, violation_ended_on="2022-03-05", violation_continues=True),
            fields=PENALTY,
        ),
    ),
    ("found_before_ended", record("清市监罚〔2022〕1号", *mended_to("2018-01-02"), fields=PENALTY)),
    ("odd_hours", inspected("12T09:00", "12T17:00")),
    ("odd_hours", inspected("12T06:00", "12T07:00")),
    ("odd_hours", inspected("12T09:00", "13T09:40", imported=True)),
    ("set_far_ahead", put_off("2023-03-01", "2024-02-13")),
    ("rows_twice", goods(MILK, {**MILK, "quantity": "20"})),
    ("rows_twice", goods(MILK, {**MILK, "party": "party:2"})),
    ("rows_twice", goods(MILK, {**MILK, "note": "第二批"})),
    ("long_before_receipt", gathered("2021-03-01")),
    ("long_before_receipt", verified("2022-03-01")),
    ("named_twice", named("清河百货店", "清河书店")),
    ("called_otherwise", named("清河百货店", said="清河 百货店")),
    ("called_otherwise", named("清河区百货店有限公司", said="百货店")),
    ("called_otherwise", named("清河百货店", said="门口摆摊的老王")),
    (
        "identity_codes",
        record(
            "清市监许〔2022〕1号",
            BEGUN,
            parties=[party_as_typed(kind="enterprise", name="某公司", uscc=FIRM)],
        ),
    ),
    (
        "identity_kind",
        record(
            "清市监许〔2022〕1号",
            BEGUN,
            parties=[party_as_typed(kind="sole_trader", name="某店", uscc=TRADER)],
        ),
    ),
]


@pytest.mark.parametrize(("check", "record"), WRONG)
def test_a_record_that_contradicts_itself_is_told(check: str, record: Record) -> None:
    assert len(contradicted(check, record)) == 1


@pytest.mark.parametrize(("check", "record"), RIGHT)
def test_a_record_that_agrees_with_itself_is_left_alone(check: str, record: Record) -> None:
    assert contradicted(check, record) == []


def test_every_check_is_tried_both_ways_here() -> None:
    tried = {check for check, _ in WRONG} & {check for check, _ in RIGHT}

    assert tried == set(contradictions.CHECKS) - {
        "dates_in_future"
    }  # tried on imported rows, in tests/intake


def test_an_act_is_warned_about_what_it_brings_not_about_what_was_there_before() -> None:
    before = (act("receive", "2022-03-01", received_on="2022-03-02"),)
    payload = {"valid_from": "2022-04-01", "valid_to": "2022-03-31"}

    warnings = brought_by(
        "grant", moment("2022-03-20"), payload, number="清市监许〔2022〕1号", fields=LICENCE, entries=before
    )

    assert warnings == ("“有效期至”2022-03-31早于“有效期自”2022-04-01。",)


def test_a_successor_of_the_same_name_is_no_second_party() -> None:
    """A sole trader who becomes an enterprise keeps his name."""
    changed = {"party": "party:2", "successor": "party:9", "name": "清河百货店", "ground": "merger"}
    one = named("清河百货店")
    after = Record(
        number=one.number,
        fields=one.fields,
        entries=(*one.entries, act("succeed", "2022-03-10", seq=3, **changed)),
    )

    assert contradicted("named_twice", after) == []


def test_who_opens_a_case_is_asked_about_a_respondent_called_otherwise_than_the_party() -> None:
    warnings = brought_by(
        "register",
        moment("2022-03-01"),
        {"received_on": "2022-03-01", "respondent": "清合百货店"},
        number="",
        fields=TIP_OFF,
        parties=[party_as_typed(kind="sole_trader", name="清河百货店")],
        capacities=frozenset({"被举报人"}),
    )

    assert warnings == (
        "“被举报人”写作“清合百货店”，登记的当事人是“清河百货店”：有错的改正，确是另一主体的不必改。",
    )
