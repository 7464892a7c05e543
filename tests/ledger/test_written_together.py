# SPDX-License-Identifier: MulanPSL-2.0
"""Entries of one act are written together at its end; heads are compared and set as for a single one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import selectors
from fadu.ledger import services as ledger
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry
from fadu.ledger.rules import GENESIS

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)


def append(stream: str, word: str, **more: Any) -> LedgerEntry:
    return ledger.append(stream=stream, kind="said", body={"word": word}, at=AT, **more)


def test_streams_that_go_on_and_streams_that_begin_are_written_at_the_end() -> None:
    first = append("a", "1")
    with transaction.atomic(), ledger.together():
        second, third = append("a", "2"), append("a", "3")
        append("b", "1", begins=True)
        append("c", "1")
        assert LedgerEntry.objects.count() == 1

    assert [entry.previous for entry in selectors.entries("a")] == [GENESIS, first.hash, second.hash]
    assert selectors.head("a") == (3, third.hash)
    assert [body["word"] for stream in "abc" for _, body in selectors.bodies(stream)] == [
        "1",
        "2",
        "3",
        "1",
        "1",
    ]
    assert second.pk == LedgerEntry.objects.get(hash=second.hash).pk
    assert EntryParts.objects.count() == 5


@ledger.together()
def broken_down() -> None:
    append("a", "1")
    raise RuntimeError


@transaction.atomic
@ledger.together()
def while_another_writes() -> None:
    append("a", "2")
    append("b", "1")
    ChainHead.objects.filter(stream="a").update(hash="0" * 64)


@transaction.atomic
@ledger.together()
def all_begin(*streams: str) -> None:
    for stream in streams:
        append(stream, "1", begins=True)


def test_where_an_error_leaves_the_block_nothing_is_written() -> None:
    with pytest.raises(RuntimeError):
        broken_down()
    append("a", "1")

    assert selectors.head("a") is not None
    assert LedgerEntry.objects.count() == 1


def test_a_stream_in_which_somebody_else_wrote_meanwhile_is_not_gone_on_with() -> None:
    append("a", "1")
    with pytest.raises(ledger.ChainError):
        while_another_writes()

    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("others", [(), ("b",)], ids=["alone", "with another"])
def test_a_stream_that_has_begun_does_not_begin_again(others: tuple[str, ...]) -> None:
    append("a", "1")
    with pytest.raises(ledger.ChainError):
        all_begin("a", *others)

    assert LedgerEntry.objects.count() == 1


def test_a_block_within_a_block_leaves_the_writing_to_the_outer_one() -> None:
    with transaction.atomic(), ledger.together():
        with ledger.together():
            append("a", "1")
        assert not LedgerEntry.objects.exists()
        append("a", "2")

    assert [entry.seq for entry in selectors.entries("a")] == [1, 2]


def test_more_entries_than_one_statement_takes_are_written_all_the_same() -> None:
    with transaction.atomic(), ledger.together():
        for number in range(120):
            append("a", str(number))

    assert [body["word"] for _, body in selectors.bodies("a")] == [str(number) for number in range(120)]
