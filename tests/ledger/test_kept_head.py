# SPDX-License-Identifier: MulanPSL-2.0
"""What was signed and is gone is missed without any witness: no head is signed that does not go on from the one beside the keys."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import alarms, kept_head, key_acts, selectors, sequencing, services, verification
from fadu.ledger.alarms import Cause
from fadu.ledger.heads import Head
from fadu.ledger.key_register import STREAM, RegisterDamagedError
from fadu.ledger.merkle import Growth, leaf_of
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry, TreeHead, TreeNode
from fadu.people import restoring
from fadu.storage import triggers

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.FADU_KEYS, settings.FADU_WITNESS, settings.FADU_WITNESS_2 = tmp_path, "", ""
    return tmp_path


def lived(*streams: str) -> Head:
    """An act in each stream, and a minute of the worker."""
    for stream in streams:
        services.append(stream=stream, kind="act", body={}, at=AT)
    newest = sequencing.sequence()
    assert newest is not None
    return newest


def codes() -> list[str]:
    return [problem.code for problem in verification.verify()]


def taken_back(stream: str) -> None:
    """By hand, with the database alone: the last entry of a stream was never there, and nothing in the tree shows a gap."""
    triggers.remove()
    last = LedgerEntry.objects.filter(stream=stream).latest("seq")
    EntryParts.objects.filter(entry=last).delete()
    last.delete()
    before = LedgerEntry.objects.filter(stream=stream).order_by("seq").last()
    if before is None:
        ChainHead.objects.filter(stream=stream).delete()
    else:
        ChainHead.objects.filter(stream=stream).update(seq=before.seq, hash=before.hash)
    placed = list(LedgerEntry.objects.exclude(place=None).order_by("place"))
    for place, entry in enumerate(placed):
        LedgerEntry.objects.filter(pk=entry.pk).update(place=place)
    TreeNode.objects.all().delete()
    nodes = Growth(0, []).extend(leaf_of(entry.hash) for entry in placed)
    TreeNode.objects.bulk_create(TreeNode(position=at, hash=node) for at, node in enumerate(nodes))
    TreeHead.objects.all().delete()
    triggers.install()


def test_the_newest_head_is_kept_beside_the_keys() -> None:
    lived("case:甲")
    newest = lived("case:乙")

    assert kept_head.read() == newest
    assert codes() == []


def test_what_was_taken_out_of_the_middle_is_named_and_nothing_is_signed_over_it() -> None:
    lived("post:1", "case:甲")
    kept = lived("post:1", "case:乙")
    taken_back("post:1")

    assert set(codes()) == {"old_backup", "head_missing"}
    for _ in range(2):
        with pytest.raises(kept_head.BrokenOffError, match="查清以后，由维护人员把该文件移出"):
            lived("case:丙")
    assert selectors.latest_head() is None
    assert kept_head.read() == kept
    assert [alarm.cause for alarm in alarms.alarms()] == [Cause.BROKEN_OFF]


def test_once_somebody_has_moved_the_kept_head_away_signing_goes_on_and_the_alarm_stays() -> None:
    lived("post:1", "case:甲")
    lived("post:1")
    taken_back("post:1")
    with pytest.raises(kept_head.BrokenOffError):
        lived("case:乙")

    kept_head.place().unlink()
    newest = lived("case:丙")

    assert kept_head.read() == newest
    assert codes() == ["witness_broken_off"]


def test_a_register_of_keys_that_was_taken_away_with_all_heads_is_not_begun_anew() -> None:
    lived("case:甲")
    taken_back(STREAM)

    with pytest.raises(RegisterDamagedError):
        key_acts.begin()
    assert {"head_missing", "other_ledger"} & set(codes()) == {"head_missing"}


def test_a_kept_head_that_cannot_be_read_is_named_and_stops_the_signing(folder: Path) -> None:
    lived("case:甲")
    (folder / kept_head.NAME).write_text("x")

    assert codes() == ["witness_unreadable"]
    with pytest.raises(kept_head.BrokenOffError, match="读不出来"):
        lived("case:乙")


def test_a_smaller_head_never_takes_the_place_of_a_larger_one() -> None:
    first = lived("case:甲")
    second = lived("case:乙")

    kept_head.keep(first)

    assert kept_head.read() == second


def test_a_home_without_a_kept_head_begins_with_the_newest_there_is() -> None:
    newest = lived("case:甲")
    kept_head.place().unlink()

    assert lived() == newest
    assert kept_head.read() == newest


def test_a_kept_head_alone_occupies_no_home(folder: Path) -> None:
    lived("case:甲")

    assert {path.name for path in restoring.occupants([folder])} == {"ledger-entries", "ledger-signing"}


def test_a_ledger_that_is_founded_puts_the_head_of_another_aside(folder: Path) -> None:
    kept = lived("case:甲")

    kept_head.begin_anew()

    assert kept_head.read() is None
    assert (folder / f"{kept_head.NAME}.before").read_text() == kept.note
