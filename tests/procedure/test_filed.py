# SPDX-License-Identifier: MulanPSL-2.0
"""What the files of a case are called: those of the main file are offered and compared, those of the secondary file are not."""

from __future__ import annotations

from fadu.procedure.entry import Entry
from fadu.procedure.state import State
from fadu.procedure.testing import moment

LETTER = {"title": "来信", "digest": "sm3:01", "access": "main"}
SEALED = {"title": "sealed:case:清市监案〔2022〕1号:AAAA", "digest": "sm3:02", "access": "secondary"}


def taken_in(*payloads: dict[str, str], void: tuple[int, ...] = ()) -> State:
    entries = tuple(
        Entry(seq=seq, action="attach", at=moment("2022-03-25"), payload=payload)
        for seq, payload in enumerate(payloads, start=1)
    )
    return State(entries=entries, void=frozenset(void))


def test_a_file_of_the_secondary_file_is_named_nowhere_and_proves_nothing_by_its_title() -> None:
    state = taken_in(LETTER, SEALED, LETTER)

    assert state.titles_filed() == ("来信",)
    assert state.filed(SEALED["title"]) == ()
    assert state.proof(SEALED["title"]) == ""
    assert [entry.seq for entry in state.filed()] == [1, 3]


def test_a_file_that_was_taken_back_is_not_named_and_no_title_names_none() -> None:
    state = taken_in(LETTER, void=(1,))

    assert state.titles_filed() == ()
    assert taken_in(LETTER).filed("") == ()
    assert taken_in(LETTER).proof("来信") == "sm3:01"
