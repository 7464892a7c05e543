# SPDX-License-Identifier: MulanPSL-2.0
"""A witness forgets nothing: an old backup put back is named before and after the worker ran, and from then on."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from fadu.kernel import signatures
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import (
    alarms,
    head_file,
    kept_head,
    key_acts,
    key_file,
    selectors,
    sequencing,
    services,
    stored_tree,
    tree_checks,
    verification,
    witness,
)
from fadu.ledger.alarms import Cause
from fadu.ledger.heads import Head
from fadu.ledger.merkle import complete
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry, TreeHead, TreeNode
from fadu.storage import triggers

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)


@pytest.fixture(autouse=True)
def path(tmp_path: Path, settings: Any) -> Path:
    settings.FADU_KEYS = tmp_path / "keys"
    settings.FADU_KEYS.mkdir()
    settings.FADU_WITNESS, settings.FADU_WITNESS_2 = str(tmp_path / "witness"), ""
    return tmp_path / "witness"


def lived(stream: str) -> Head:
    """An act, and a minute of the worker."""
    services.append(stream=stream, kind="act", body={}, at=AT)
    newest = sequencing.sequence()
    assert newest is not None
    return newest


def heads(path: Path) -> list[Head]:
    return [one for one in head_file.read_whole(path.read_text()) if isinstance(one, Head)]


def codes() -> list[str]:
    return [problem.code for problem in verification.verify()]


def put_back_to(size: int) -> None:
    """As a backup of the whole home restored: nothing that came after the first ``size`` entries was ever there."""
    kept_head.place().unlink(missing_ok=True)
    triggers.remove()
    TreeHead.objects.filter(size__gt=size).delete()
    TreeNode.objects.filter(position__gte=complete(size)).delete()
    for later in ({"place": None}, {"place__gte": size}):
        EntryParts.objects.filter(**{f"entry__{name}": value for name, value in later.items()}).delete()
        LedgerEntry.objects.filter(**later).delete()
    for head in ChainHead.objects.all():
        last = selectors.entries(head.stream).last()
        if last is None:
            head.delete()
        else:
            ChainHead.objects.filter(stream=head.stream).update(seq=last.seq, hash=last.hash)
    triggers.install()


def test_every_head_is_appended_once(path: Path) -> None:
    first, second = lived("case:甲"), lived("case:乙")
    sequencing.sequence()

    assert heads(path) == [first, second]
    assert heads(path)[0].key == key_acts.begin().current.key
    assert codes() == []


def test_what_a_witness_keeps_is_a_file_of_signed_notes(path: Path) -> None:
    first, second = lived("case:甲"), lived("case:乙")

    assert path.read_text() == f"{first.note}\n{second.note}"


def test_an_old_backup_is_named_before_and_after_a_minute_of_the_worker(path: Path) -> None:
    old = lived("case:甲")
    newest = lived("case:乙")
    before = path.read_bytes()
    put_back_to(old.size)
    assert "old_backup" in codes()

    sequencing.sequence()

    assert path.read_bytes() == before, "nothing is appended"
    assert heads(path)[-1] == newest
    assert {"old_backup", "witness_forked"} <= set(codes())
    assert [alarm.cause for alarm in alarms.alarms()] == [Cause.FORKED]


def test_an_old_backup_stays_named_when_the_ledger_has_outgrown_the_witness(path: Path) -> None:
    old = lived("case:甲")
    lived("case:乙")
    before = path.read_bytes()
    put_back_to(old.size)
    for name in "丙丁戊己庚":
        lived(f"case:{name}")

    assert path.read_bytes() == before
    assert {"history_changed", "witness_forked"} <= set(codes())
    assert len(alarms.alarms()) == 1


def test_the_alarm_stays_named_without_the_witness(path: Path, settings: Any) -> None:
    old = lived("case:甲")
    lived("case:乙")
    put_back_to(old.size)
    sequencing.sequence()
    sequencing.sequence()
    path.unlink()
    settings.FADU_WITNESS = ""

    (problem,) = verification.verify()
    assert problem.code == "witness_forked"
    assert "恢复了旧备份，或者历史被改写" in problem.message


def test_a_history_of_two_branches_in_one_witness_is_named_whichever_is_alive(path: Path) -> None:
    """Even where somebody appended the second branch by hand: all heads are looked at as one history."""
    old = lived("case:甲")
    lived("case:乙")
    put_back_to(old.size)
    for name in "丙丁戊":
        forked = lived(f"case:{name}")
    with path.open("a") as file:
        file.write(f"\n{forked.note}")

    assert "history_changed" in codes()


def test_a_database_rewritten_under_another_name_is_refused_by_the_witness(path: Path) -> None:
    first = lived("case:甲")
    kept_head.place().unlink()
    triggers.remove()
    for model in (TreeHead, TreeNode, EntryParts, LedgerEntry, ChainHead):
        model.objects.all().delete()
    triggers.install()
    lived("case:乙")

    assert heads(path) == [first]
    assert "other_ledger" in codes()
    assert [alarm.cause for alarm in alarms.alarms()] == [Cause.FOREIGN]


def test_a_head_with_a_valid_root_that_is_no_continuation_is_not_appended(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof is asked for, not the stored root of the old size alone."""
    first = lived("case:甲")
    monkeypatch.setattr(witness.stored_tree, "consistency", lambda old, size: [b"x" * 32])
    lived("case:乙")

    assert heads(path) == [first]
    assert [alarm.cause for alarm in alarms.alarms()] == [Cause.FORKED]


def test_a_quicker_process_is_no_alarm(path: Path) -> None:
    first, second = lived("case:甲"), lived("case:乙")

    witness.keep(first)

    assert heads(path) == [first, second]
    assert alarms.alarms() == []


def test_a_witness_that_does_not_answer_is_told_and_filled_up_later(path: Path) -> None:
    path.mkdir()
    missed = lived("case:甲")
    lived("case:乙")

    (alarm,) = alarms.alarms()
    assert alarm.cause is Cause.UNREACHABLE
    assert "新的账本根没有另处保存" in alarm.message
    assert "witness_unreachable" in codes()

    path.rmdir()
    later = lived("case:丙")
    assert heads(path) == [later]
    assert later.size > missed.size
    assert alarms.alarms() == []


def test_a_witness_that_is_gone_is_not_begun_anew(path: Path) -> None:
    lived("case:甲")
    kept = path.read_bytes()
    path.unlink()
    lived("case:乙")

    assert not path.exists()
    assert [alarm.cause for alarm in alarms.alarms()] == [Cause.GONE]
    assert "witness_gone" in codes()

    path.write_bytes(kept)
    lived("case:丙")
    assert alarms.alarms() == []
    assert codes() == []


def test_a_witness_emptied_is_named_at_once_and_not_begun_anew(path: Path) -> None:
    lived("case:甲")
    path.write_bytes(b"")
    assert codes() == ["witness_gone"]
    lived("case:乙")

    assert path.read_bytes() == b""
    assert [alarm.cause for alarm in alarms.alarms()] == [Cause.GONE]


def test_two_witnesses_are_kept(path: Path, settings: Any, tmp_path: Path) -> None:
    settings.FADU_WITNESS = os.pathsep.join([str(path), str(tmp_path / "second")])
    settings.FADU_WITNESS_2 = str(tmp_path / "third")
    head = lived("case:甲")

    assert [heads(tmp_path / name) for name in ("witness", "second", "third")] == [[head]] * 3


def test_what_one_witness_lost_the_other_still_names(path: Path, settings: Any, tmp_path: Path) -> None:
    settings.FADU_WITNESS_2 = str(tmp_path / "second")
    old = lived("case:甲")
    lived("case:乙")
    put_back_to(old.size)
    path.write_text(old.note)
    sequencing.sequence()

    assert [alarm.path for alarm in alarms.alarms() if alarm.cause is Cause.FORKED] == [
        str(tmp_path / "second")
    ]
    assert "old_backup" in codes()


def test_lines_that_are_no_head_are_named_and_hide_nothing(path: Path) -> None:
    old = lived("case:甲")
    lived("case:乙")
    path.write_text(f"有人写了一行\n\n{path.read_text()}\n{{}}\n")
    put_back_to(old.size)

    named = codes()
    assert named.count("witness_unreadable") == 2
    assert "old_backup" in named


def test_a_witness_of_an_older_release_is_gone_on_from(path: Path) -> None:
    head = replace(lived("case:甲"), origin="")
    private = key_file.read()
    assert private is not None
    kept = replace(head, signature=signatures.algorithm().sign(private, head.text.encode()).hex()).as_json()
    path.write_text(
        json.dumps({name: kept[name] for name in ("size", "root", "signed_at", "key", "signature")}) + "\n"
    )

    later = lived("case:乙")

    assert heads(path)[-1] == later
    assert "history_changed" not in codes()


def test_a_torn_end_does_not_swallow_the_next_head(path: Path) -> None:
    first = lived("case:甲")
    with path.open("a") as file:
        file.write(f"\n{first.note[:40]}")

    later = lived("case:乙")

    assert heads(path) == [first, later]


def test_of_a_long_witness_the_end_alone_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "TAIL", 900)
    first, second = lived("case:甲"), lived("case:乙")
    path.write_text("x" * 5000 + f"\n\n{first.note}\n{second.note}")
    read: list[int] = []
    monkeypatch.setattr(head_file, "read", lambda lines: read.append(len("\n".join(lines))) or iter([second]))

    lived("case:丙")

    assert max(read) <= 900


def test_a_head_signed_while_verify_reads_is_no_finding(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lived("case:甲")
    size, late = stored_tree.size, iter(["case:乙"])

    def then_another_minute() -> int:
        before = size()
        for stream in late:
            lived(stream)
        return before

    monkeypatch.setattr(tree_checks.stored_tree, "size", then_another_minute)

    assert codes() == []
    assert len(heads(path)) == 2


def test_heads_out_of_order_in_a_witness_are_looked_at_too(path: Path) -> None:
    old, newest = lived("case:甲"), lived("case:乙")
    put_back_to(old.size)
    for name in "丙丁戊己":
        last = lived(f"case:{name}")
    path.write_text(f"{last.note}\n{newest.note}\n{old.note}")

    assert codes().count("history_changed") == 1


def test_a_long_row_of_equal_findings_is_said_three_times_and_counted(path: Path) -> None:
    old = lived("case:甲")
    for name in "乙丙丁戊己":
        lived(f"case:{name}")
    put_back_to(old.size)

    repeated = [problem for problem in verification.verify() if problem.code == "old_backup"]
    assert len(repeated) == 4
    assert (repeated[-1].where, repeated[-1].message) == (
        f"见证文件 {path}",
        "同样的问题还有2处，不逐一列出。",
    )
