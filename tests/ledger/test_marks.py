# SPDX-License-Identifier: MulanPSL-2.0
"""Only this program writes entries: whoever has the database alone can work out hashes, and not the mark."""

from __future__ import annotations

import json
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from fadu.assembly.entry import main
from fadu.kernel import signatures
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import (
    kept_head,
    key_acts,
    key_register,
    keys,
    mark_checks,
    marks,
    proving,
    sequencing,
    services,
    verification,
)
from fadu.ledger.merkle import Growth, leaf_of
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry, TreeHead, TreeNode
from fadu.ledger.parts import Record
from fadu.ledger.rules import PARTS, commitment_of, entry_hash, part_digest
from fadu.storage import triggers

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
POST = "post:14"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.FADU_KEYS, settings.FADU_WITNESS = tmp_path, ""
    return tmp_path


@pytest.fixture
def begun() -> None:
    """A ledger with two streams, signed."""
    services.append(stream=POST, kind="appointment", body={"post": "window_clerk"}, at=AT)
    services.append_many(
        stream="case:1", records=[Record(kind="act", body={"n": n}, at=AT) for n in range(3)]
    )
    sequencing.sequence()


def findings() -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in verification.verify()]


def codes() -> set[str]:
    return {code for code, _ in findings()}


class ByHand:
    """A hand that has the database and not the keys: it takes the triggers off and works out every hash."""

    def __enter__(self) -> ByHand:
        triggers.remove()
        return self

    def __exit__(self, *_: object) -> None:
        triggers.install()

    def append(self, stream: str, kind: str, body: dict[str, Any], mark: str = "") -> LedgerEntry:
        """One more entry at the end of a stream, sound but for its mark."""
        head = ChainHead.objects.filter(stream=stream).first() or ChainHead(
            stream=stream, seq=0, hash="0" * 64
        )
        main = json.dumps(
            {"at": AT.isoformat(), "body": body, "kind": kind}, sort_keys=True, separators=(",", ":")
        )
        texts = {"main": main, "secondary": "", "sealed": ""}
        salts = dict.fromkeys(PARTS, "00" * 16)
        commitment = commitment_of({part: part_digest(part, salts[part], texts[part]) for part in PARTS})
        header = {"seq": head.seq + 1, "day": "2022-03-01", "previous": head.hash, "commitment": commitment}
        entry = LedgerEntry.objects.create(
            stream=stream,
            **header,
            hash=entry_hash(stream=stream, **header),
            format="fadu entry/2",
            algorithm="sha256",
            mark=mark or marks.mark_of("00" * 32, b"guessed" * 4 + b"four"),
        )
        salted = {f"{part}_salt": salts[part] for part in PARTS}
        EntryParts.objects.create(entry=entry, kind=kind, **texts, **salted)
        ChainHead.objects.update_or_create(stream=stream, defaults={"seq": entry.seq, "hash": entry.hash})
        return entry

    def rewrite(self, stream: str, seq: int, body: dict[str, Any]) -> None:
        """Another content of an entry, and every hash after it in its stream and in the tree."""
        for entry in LedgerEntry.objects.filter(stream=stream, seq__gte=seq).order_by("seq"):
            parts = entry.parts
            if entry.seq == seq:
                parts.main = json.dumps(json.loads(parts.main) | {"body": body}, sort_keys=True)
                parts.save()
            before = LedgerEntry.objects.filter(stream=stream, seq=entry.seq - 1).first()
            entry.previous = before.hash if before else "0" * 64
            entry.commitment = commitment_of(
                {
                    part: part_digest(part, getattr(parts, f"{part}_salt"), getattr(parts, part))
                    for part in PARTS
                }
            )
            header = {
                "seq": entry.seq,
                "day": entry.day,
                "previous": entry.previous,
                "commitment": entry.commitment,
            }
            entry.hash = entry_hash(stream=stream, **header)
            entry.save()
            ChainHead.objects.filter(stream=stream).update(seq=entry.seq, hash=entry.hash)
        placed = LedgerEntry.objects.exclude(place=None).order_by("place").values_list("hash", flat=True)
        for position, node in enumerate(Growth(0, []).extend(map(leaf_of, placed))):
            TreeNode.objects.filter(position=position).update(hash=node)
        TreeHead.objects.all().delete()


@pytest.mark.usefixtures("begun")
def test_every_entry_of_the_program_bears_its_mark(folder: Path) -> None:
    key = marks.key()

    assert all(marks.is_ours(entry, key) for entry in LedgerEntry.objects.all())
    assert findings() == []
    assert stat.S_IMODE((folder / marks.NAME).stat().st_mode) == 0o600


@pytest.mark.usefixtures("begun")
def test_an_entry_written_past_the_program_is_named_and_gets_no_place() -> None:
    with ByHand() as hand:
        forged = hand.append(POST, "appointment", {"post": "bureau_head"})
    head = sequencing.sequence()

    forged.refresh_from_db()
    assert forged.place is None
    assert head is not None
    assert head.size == LedgerEntry.objects.exclude(place=None).count()
    assert ("entry_foreign", f"{POST} 第2项") in findings()
    assert sequencing.foreign() == [f"{POST} 第2项"]
    services.append(stream=POST, kind="appointment", body={"post": "registrar"}, at=AT)
    sequencing.sequence()
    with pytest.raises(proving.NotInLedgerError, match="第2项不在账本树中"):
        proving.prove(POST)


@pytest.mark.usefixtures("begun")
def test_a_mark_taken_from_another_entry_is_none() -> None:
    genuine = LedgerEntry.objects.filter(stream="case:1").first()
    assert genuine is not None
    with ByHand() as hand:
        hand.append(POST, "appointment", {"post": "bureau_head"}, mark=genuine.mark)

    assert ("entry_foreign", f"{POST} 第2项") in findings()


@pytest.mark.usefixtures("begun")
def test_an_order_of_erasure_forged_in_the_database_hides_nothing() -> None:
    with ByHand() as hand:
        order = hand.append("erasures", "erased", {"emptied": [[POST, 1]], "parts": ["main"]})
        row = EntryParts.objects.get(entry__stream=POST, entry__seq=1)
        digest = part_digest("main", row.main_salt, row.main)
        EntryParts.objects.filter(pk=row.pk).update(
            main="", main_salt="", main_digest=digest, main_emptied_by=order
        )

    assert ("entry_foreign", "erasures 第1项") in findings()


@pytest.mark.usefixtures("begun")
def test_a_history_rewritten_whole_is_named_and_not_signed_over_in_silence() -> None:
    """Entry, chain and tree are worked out anew and every head taken away, so that the program would sign the new root."""
    with ByHand() as hand:
        hand.rewrite("case:1", 2, {"n": 99})

    before = codes()
    with pytest.raises(kept_head.BrokenOffError):
        sequencing.sequence()

    assert {"entry_foreign", "head_missing"} <= before
    assert {where for code, where in findings() if code == "entry_foreign"} == {
        "case:1 第2项",
        "case:1 第3项",
    }


@pytest.mark.usefixtures("begun")
def test_the_key_of_marks_is_never_made_anew_where_there_are_entries(folder: Path) -> None:
    (folder / marks.NAME).unlink()

    with pytest.raises(marks.MarkKeyError, match="请从备份恢复"):
        keys.check()
    with pytest.raises(marks.MarkKeyError):
        services.append(stream=POST, kind="appointment", body={}, at=AT)
    assert not (folder / marks.NAME).exists()
    assert codes() == {"mark_key"}


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("content", [b"", b"zz", b"00" * 31, bytes(range(200, 255)), b"00" * 32])
def test_a_key_of_marks_that_is_none_or_another_is_refused(folder: Path, content: bytes) -> None:
    (folder / marks.NAME).write_bytes(content)

    with pytest.raises(marks.MarkKeyError):
        keys.check()


@pytest.mark.usefixtures("begun")
def test_a_key_of_marks_that_is_lost_is_replaced_by_two_persons_and_named_for_good(folder: Path) -> None:
    (folder / marks.NAME).unlink()

    key_acts.replace(persons=[{"name": "甲"}, {"name": "乙"}], reason="磁盘损坏")
    keys.check()
    services.append(stream=POST, kind="appointment", body={"post": "registrar"}, at=AT)
    sequencing.sequence()

    assert mark_checks.since() == 5
    assert codes() == {"key_replaced"}


def test_a_mark_cannot_be_changed_in_the_database() -> None:
    services.append(stream=POST, kind="appointment", body={}, at=AT)

    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_ledgerentry SET mark = 'x'")


# -- entries that are none -------------------------------------------------------------------------


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("stream", ["witness", "nights", "keys", "calendar", POST])
@pytest.mark.parametrize(
    ("main_part", "sealed"),
    [
        ({"body": []}, ""),
        ({"body": "x"}, ""),
        ({"kind": 7}, ""),
        ({"at": 7}, ""),
        ({"body": {"x": []}}, '[[["x",18446744073709551615],1]]'),
        ({"body": {"x": []}}, '[[["x",-1],1]]'),
        ({"body": {"path": "x", "kept_size": [1]}, "kind": "forked"}, ""),
    ],
    ids=range(7),
)
def test_an_entry_that_is_none_silences_neither_tree_nor_heads(
    stream: str, main_part: dict[str, Any], sealed: str
) -> None:
    with ByHand() as hand:
        entry = hand.append(stream, "forked", {})
        said = {"at": AT.isoformat(), "kind": "forked", "body": {}} | main_part
        EntryParts.objects.filter(entry=entry).update(main=json.dumps(said), sealed=sealed)
        TreeHead.objects.update(root="00" * 32)

    assert {"entry_foreign", "root_changed", "signature"} <= codes()


# -- proofs by keys that nobody entered ------------------------------------------------------------


@pytest.mark.usefixtures("begun")
def test_a_key_put_into_the_register_is_no_measure_of_a_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has the database enters a key of their own as replaced by two persons, and signs a proof with it."""
    proof = tmp_path / "proof.json"
    proof.write_bytes(proving.written(proving.prove("case:1")))
    assert main(["ledger", "verify", str(proof)]) == 0
    register = key_register.register()
    assert register is not None
    own = register.current
    public = signatures.algorithm().public(signatures.algorithm().made()).hex()
    theirs = signatures.fingerprint(bytes.fromhex(public))
    persons = [{"name": "甲"}, {"name": "乙"}]
    with ByHand() as hand:  # and the bureau's own key after it: so that the key at hand is the last
        for key, before in ((public, own.fingerprint), (own.key, theirs)):
            said = {"key_algorithm": "ed25519", "key": key, "before": before, "persons": persons}
            hand.append("keys", "replaced", said)
    capsys.readouterr()

    assert main(["ledger", "verify", str(proof)]) == 1
    assert "没有本机关密钥所作的印记" in capsys.readouterr().out
    assert {"key_unproved", "entry_foreign"} <= codes()
