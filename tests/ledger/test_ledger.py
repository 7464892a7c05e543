# SPDX-License-Identifier: MulanPSL-2.0
"""Nobody changes a record quietly: the database refuses, and what is forced is named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, transaction

from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import kept_head, key_acts, proving, selectors, sequencing, services, verification
from fadu.ledger.merkle import complete
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry
from fadu.ledger.problems import Problem
from fadu.ledger.rules import MAIN, PARTS, commitment_of, part_digest
from fadu.storage import triggers

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
FORGED = '{"at":"2022-03-01T09:00:00+08:00","body":{"fine":1,"seq":2},"kind":"act"}'


def written(count: int = 3, stream: str = "case:清市监罚〔2022〕1号") -> list[LedgerEntry]:
    return [
        services.append(stream=stream, kind="act", body={"seq": n, "fine": 100 * n}, at=AT)
        for n in range(1, count + 1)
    ]


def codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def by_force(statement: str, *parameters: Any) -> None:
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    triggers.install()


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, settings: Any) -> None:
    settings.FADU_KEYS = tmp_path
    settings.FADU_WITNESS = ""


def test_each_entry_carries_the_hash_of_the_one_before() -> None:
    first, second, third = written()

    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert verification.verify() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_ledgerentry SET day = '2021-01-01'",
        "UPDATE ledger_entryparts SET main = '{}'",
        "UPDATE ledger_entryparts SET kind = 'erased'",
        "UPDATE ledger_entryparts SET sealed = '', sealed_salt = '', sealed_digest = main_salt",
        "DELETE FROM ledger_entryparts",
        "DELETE FROM ledger_ledgerentry",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(statement: str) -> None:
    written()

    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_to_replace_or_to_empty() -> None:
    entry = written()[0]
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO ledger_ledgerentry SELECT * FROM ledger_ledgerentry WHERE id = {entry.pk}",
        "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE ledger_ledgerentry CASCADE",
    }[connection.vendor]

    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_changed_payload_is_named() -> None:
    entry = written()[1]

    by_force("UPDATE ledger_entryparts SET main = %s WHERE entry_id = %s", FORGED, entry.pk)

    problems = verification.verify()
    assert "payload_changed" in codes(problems)
    assert any("第2项" in problem.where for problem in problems)


def test_a_payload_changed_with_its_commitment_still_breaks_the_hash() -> None:
    entry = written()[1]
    row = EntryParts.objects.get(entry=entry)
    digests = {
        part: part_digest(part, getattr(row, f"{part}_salt"), FORGED if part == MAIN else "")
        for part in PARTS
    }

    by_force("UPDATE ledger_entryparts SET main = %s WHERE entry_id = %s", FORGED, entry.pk)
    by_force("UPDATE ledger_ledgerentry SET commitment = %s WHERE id = %s", commitment_of(digests), entry.pk)

    assert codes(verification.verify()) == {"hash_changed"}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE ledger_entryparts SET kind = 'other' WHERE entry_id = %s", "payload_changed"),
        ("UPDATE ledger_entryparts SET main_salt = sealed_salt WHERE entry_id = %s", "payload_changed"),
        ("UPDATE ledger_entryparts SET secondary = '[]' WHERE entry_id = %s", "payload_changed"),
        ("UPDATE ledger_entryparts SET sealed_digest = main_salt WHERE entry_id = %s", "payload_emptied"),
        ("DELETE FROM ledger_entryparts WHERE entry_id = %s", "payload_missing"),
        ("UPDATE ledger_ledgerentry SET day = '2022-03-02' WHERE id = %s", "hash_changed"),
        ("UPDATE ledger_ledgerentry SET format = 'fadu entry/1' WHERE id = %s", "hash_changed"),
        ("UPDATE ledger_ledgerentry SET algorithm = 'sm3' WHERE id = %s", "hash_changed"),
        ("UPDATE ledger_ledgerentry SET previous = hash WHERE id = %s", "chain_broken"),
    ],
)
def test_each_column_of_an_entry_and_its_parts_changed_by_hand_is_named(statement: str, code: str) -> None:
    entry = written()[1]

    by_force(statement, entry.pk)

    assert code in codes(verification.verify())


def test_a_dropped_tail_is_named() -> None:
    entry = written()[2]

    by_force("DELETE FROM ledger_entryparts WHERE entry_id = %s", entry.pk)
    by_force("DELETE FROM ledger_ledgerentry WHERE id = %s", entry.pk)

    assert "tail_dropped" in codes(verification.verify())


def test_a_missing_trigger_is_named() -> None:
    triggers.remove()

    problems = verification.verify()

    assert "trigger_missing" in codes(problems)
    assert any(problem.where.startswith("ledger_ledgerentry") for problem in problems)


def test_an_old_backup_is_noticed_against_a_head_kept_elsewhere() -> None:
    key_acts.begin()
    entries = written()
    sequencing.sequence()
    head = selectors.latest_head()
    assert head is not None

    kept_head.place().unlink()  # the whole home is put back
    by_force("DELETE FROM ledger_treehead")
    by_force("DELETE FROM ledger_treenode WHERE position >= %s", complete(3))
    by_force("DELETE FROM ledger_entryparts WHERE entry_id = %s", entries[2].pk)
    by_force("DELETE FROM ledger_ledgerentry WHERE id = %s", entries[2].pk)
    ChainHead.objects.filter(stream=entries[2].stream).update(seq=2, hash=entries[1].hash)

    assert "old_backup" not in codes(verification.verify())
    assert "old_backup" in codes(verification.verify([head]))


def test_a_rewritten_history_is_noticed_against_a_head_kept_elsewhere() -> None:
    entries = written(2)
    sequencing.sequence()
    head = selectors.latest_head()
    assert head is not None

    by_force("UPDATE ledger_ledgerentry SET hash = %s WHERE id = %s", "0" * 64, entries[0].pk)

    assert {"node_changed", "history_changed"} <= codes(verification.verify([head]))


def test_an_entry_that_was_rolled_back_leaves_no_place_in_the_tree() -> None:
    written(1)
    with transaction.atomic():
        services.append(stream="case:作废", kind="act", body={}, at=AT)
        transaction.set_rollback(True)

    head = sequencing.sequence()
    assert head is not None
    assert head.size == 2, "the entry, and the key that signs"


def test_a_case_that_is_not_in_the_ledger_is_said_to_be_missing() -> None:
    with pytest.raises(proving.NotInLedgerError, match="账本中没有"):
        proving.prove("case:没有此案")
