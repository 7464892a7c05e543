# SPDX-License-Identifier: MulanPSL-2.0
"""The sequencer costs what is new, goes on from stored nodes, and holds no lock while it signs."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.ledger import plain_tree

from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import (
    keys,
    regrowth,
    sequencing,
    services,
    stored_tree,
    verification,
)
from fadu.ledger.heads import Head
from fadu.ledger.merkle import leaf_hash
from fadu.ledger.models import LedgerEntry, TreeHead, TreeNode
from fadu.ledger.parts import Record
from fadu.storage import triggers

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, settings: Any) -> None:
    settings.FADU_KEYS = tmp_path
    settings.FADU_WITNESS = ""


def entered(count: int, stream: str = "case:甲") -> None:
    records = [Record(kind="act", body={"n": n}, at=AT) for n in range(count)]
    services.append_many(stream=stream, records=records)


def leaves() -> list[bytes]:
    hashes = LedgerEntry.objects.exclude(place=None).order_by("place").values_list("hash", flat=True)
    return [leaf_hash(bytes.fromhex(one)) for one in hashes]


def codes() -> list[str]:
    return [problem.code for problem in verification.verify()]


def by_force(statement: str) -> None:
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    triggers.install()


def statements() -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        sequencing.sequence()
    return len(captured)


def test_places_are_given_without_a_gap_and_the_head_is_the_root_over_them() -> None:
    entered(7)
    sequencing.sequence()
    entered(6, "case:乙")
    head = sequencing.sequence()

    assert head is not None
    assert head.size == len(leaves()) == 14
    assert head.root == plain_tree.root(leaves()).hex()
    assert codes() == []


def test_roots_and_proofs_of_every_old_size_come_from_stored_nodes() -> None:
    entered(21)
    sequencing.sequence()
    hashes = leaves()

    assert [stored_tree.root(size) for size in range(22)] == [
        plain_tree.root(hashes[:size]) for size in range(22)
    ]
    assert stored_tree.inclusion(range(19), 19) == {
        place: plain_tree.inclusion(place, hashes[:19]) for place in range(19)
    }
    assert [stored_tree.consistency(old, 20) for old in range(1, 21)] == [
        plain_tree.consistency(old, hashes[:20]) for old in range(1, 21)
    ]


def test_proofs_of_many_places_are_read_together() -> None:
    entered(200)
    sequencing.sequence()

    with CaptureQueriesContext(connection) as captured:
        stored_tree.inclusion(range(0, 200, 5), 200)

    assert len(captured) == 2


def test_a_new_entry_costs_the_same_statements_whatever_the_size() -> None:
    entered(3)
    sequencing.sequence()
    entered(1, "case:乙")
    small = statements()
    entered(2499, "case:丙")
    sequencing.sequence()
    entered(1, "case:丁")

    assert statements() == small


def test_what_waits_is_found_by_its_index() -> None:
    entered(2000)
    sequencing.sequence()
    query = LedgerEntry.objects.filter(place=None).order_by("id").values_list("id", "hash")[:10]

    plan = query.explain()

    assert "entries_waiting" in plan or "place_" in plan or "(place=?)" in plan, plan
    assert "SCAN" not in plan
    assert "Seq Scan" not in plan


def test_a_backlog_is_taken_in_batches_that_let_others_write_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencing, "BATCH", 4)
    entered(10)

    head = sequencing.sequence()

    assert head is not None
    assert head.size == 11
    assert head.root == plain_tree.root(leaves()).hex()


@pytest.mark.django_db(transaction=True)
def test_it_signs_outside_of_any_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    entered(3)
    sign, inside = keys.sign, []

    def watched(head: Head) -> Head:
        inside.append(connection.in_atomic_block)
        return sign(head)

    monkeypatch.setattr(keys, "sign", watched)
    sequencing.sequence()

    assert inside == [False]


def test_of_two_that_sign_one_size_the_first_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    entered(3)
    sign = keys.sign

    def raced(head: Head) -> Head:
        monkeypatch.setattr(keys, "sign", sign)
        sequencing.sequence()
        return sign(head)

    monkeypatch.setattr(keys, "sign", raced)
    head = sequencing.sequence()

    assert head is not None
    assert list(TreeHead.objects.values_list("size", "signature")) == [(4, head.signature)]
    assert head.is_signed()


def test_a_place_once_given_is_never_given_anew() -> None:
    entered(2)
    sequencing.sequence()

    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_ledgerentry SET place = 9 WHERE place = 1")


def test_a_changed_node_is_named_once_and_as_the_lowest() -> None:
    entered(16)
    sequencing.sequence()

    by_force(
        "UPDATE ledger_treenode SET hash = (SELECT hash FROM ledger_treenode WHERE position = 1) WHERE position = 0"
    )

    assert [(p.code, p.where) for p in verification.verify()] == [("node_changed", "账本树第1层第0个节点")]


@pytest.mark.parametrize("batch", [1, 2, 3, 7, 16, 50])
def test_every_head_is_checked_wherever_a_batch_ends(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regrowth, "BATCH", batch)
    for more in (1, 2, 5, 8):
        entered(more, f"case:{more}")
        sequencing.sequence()
    by_force(f"UPDATE ledger_treehead SET root = '{64 * 'a'}'")
    monkeypatch.setattr(Head, "is_signed", lambda head: True)

    assert [problem.message for problem in verification.verify()] == [
        *["账本根与现有记录不符。"] * 3,
        "同样的问题还有1处，不逐一列出。",
    ]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE ledger_treehead SET root = 'x'", "head_unreadable"),
        ("UPDATE ledger_treehead SET key = ''", "head_unreadable"),
        ("UPDATE ledger_treehead SET signed_at = ''", "head_unreadable"),
        ("UPDATE ledger_treehead SET origin = 'other'", "signature"),
        ("UPDATE ledger_treehead SET hash_algorithm = 'md5'", "signature"),
        ("UPDATE ledger_treehead SET key_algorithm = 'none'", "signature"),
        ("UPDATE ledger_treehead SET size = 3", "signature"),
        ("UPDATE ledger_treehead SET size = 9", "root_changed"),
        ("UPDATE ledger_ledgerentry SET hash = 'x' WHERE place = 0", "node_changed"),
    ],
)
def test_odd_rows_are_named_and_silence_nothing(statement: str, code: str) -> None:
    entered(4)
    sequencing.sequence()

    by_force(statement)

    assert code in codes()


def test_a_row_that_is_no_hash_gets_no_place_and_stops_no_sequencer() -> None:
    entered(2)
    by_force("UPDATE ledger_ledgerentry SET hash = 'x'")

    head = sequencing.sequence()

    assert head is not None
    assert head.size == 1


def test_a_deleted_node_is_named_and_stops_the_sequencer_with_a_sentence() -> None:
    entered(4)
    sequencing.sequence()
    by_force(f"DELETE FROM ledger_treenode WHERE position = {TreeNode.objects.count() - 1}")
    entered(1, "case:乙")

    assert codes() == ["node_changed"]
    with pytest.raises(stored_tree.TreeDamagedError, match="账本树缺少节点"):
        sequencing.sequence()


def test_a_planted_node_beyond_the_end_is_named() -> None:
    entered(4)
    sequencing.sequence()
    TreeNode.objects.create(position=99, hash=b"x" * 32)

    assert codes() == ["node_unknown"]


def test_a_place_taken_away_is_named() -> None:
    entered(4)
    sequencing.sequence()

    by_force("UPDATE ledger_ledgerentry SET place = NULL WHERE place = 2")

    assert codes() == ["place_missing"]


def test_two_places_exchanged_are_named() -> None:
    entered(4)
    sequencing.sequence()

    by_force("UPDATE ledger_ledgerentry SET place = 99 WHERE place = 1")
    by_force("UPDATE ledger_ledgerentry SET place = 1 WHERE place = 2")
    by_force("UPDATE ledger_ledgerentry SET place = 2 WHERE place = 99")

    assert set(codes()) == {"node_changed", "root_changed", "history_changed"}


WAITING_CHILD = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.FADU_KEYS = sys.argv[2]  # one bureau has one set of keys
import django
django.setup()
from datetime import datetime, UTC
from django.db import transaction
from fadu.ledger import services
with transaction.atomic():
    services.append(stream="case:先取号后提交", kind="act", body={}, at=datetime.now(UTC))
    print("written", flush=True)
    sys.stdin.readline()
print("committed", flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_after_a_later_one_gets_its_place_too(tmp_path: Path) -> None:
    """On PostgreSQL an earlier row id may become visible later; the sequencer has passed it by then."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite 同时只有一个写入者")
    child = subprocess.Popen(
        [sys.executable, "-c", WAITING_CHILD, str(connection.settings_dict["NAME"]), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "written\n"
    entered(3)
    passed = sequencing.sequence()
    child.communicate("go\n", timeout=20)
    head = sequencing.sequence()

    assert passed is not None
    assert head is not None
    assert (passed.size, head.size) == (4, 5)
    assert LedgerEntry.objects.get(place=4).pk < LedgerEntry.objects.get(place=3).pk
    assert codes() == []
