# SPDX-License-Identifier: MulanPSL-2.0
"""The keys that sign are entries of the ledger: no other key signs for the bureau, and none is made in silence."""

from __future__ import annotations

import stat
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from fadu.kernel import signatures
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import FaduError
from fadu.ledger import (
    kept_head,
    key_acts,
    key_file,
    key_register,
    keys,
    selectors,
    sequencing,
    services,
    stored_tree,
    verification,
)
from fadu.ledger.heads import Head
from fadu.ledger.models import TreeHead
from fadu.storage import triggers

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
BY = {"account": "guanli", "name": "管理员甲"}
PERSONS = [{"account": "guanli", "name": "甲"}, {"account": "juzhang", "name": "乙"}]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.FADU_KEYS, settings.FADU_WITNESS = tmp_path, ""
    return tmp_path


def head(stream: str = "case:甲") -> Head:
    services.append(stream=stream, kind="act", body={}, at=AT)
    newest = sequencing.sequence()
    assert newest is not None
    return newest


def register() -> key_register.Register:
    current = key_register.register()
    assert current is not None
    return current


def codes() -> list[str]:
    return [problem.code for problem in verification.verify()]


def by_force(statement: str, *parameters: Any) -> None:
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    triggers.install()


def foreign(size: int, root: str, origin: str, private: bytes) -> Head:
    algorithm = signatures.algorithm()
    unsigned = Head(
        origin=origin,
        size=size,
        root=root,
        signed_at="2022-03-02T09:00:00+08:00",
        key=algorithm.public(private).hex(),
    )
    return replace(unsigned, signature=algorithm.sign(private, unsigned.text.encode()).hex())


def test_the_first_head_enters_its_key_and_the_name_of_the_tree(folder: Path) -> None:
    first = head()
    known = register()

    assert (first.origin, first.key) == (known.origin, known.current.key)
    assert known.current.act == key_register.FIRST
    assert selectors.bodies("keys")[0][1]["fingerprint"] == first.fingerprint
    assert stat.S_IMODE((folder / "ledger-signing").stat().st_mode) == 0o600
    assert codes() == []


def test_of_two_that_begin_at_once_the_second_takes_what_the_first_entered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, read = key_acts.begin(), key_register.register
    answers = iter([None, read()])
    monkeypatch.setattr(key_acts, "register", lambda: next(answers))

    assert key_acts.begin() == first
    assert len(selectors.bodies(key_register.STREAM)) == 1


HANDING_OVER = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from pathlib import Path
settings.FADU_KEYS = Path(sys.argv[2])
from fadu.ledger import key_acts
print("ready", flush=True)
sys.stdin.readline()
for number in range(3):
    key_acts.rotate(by={"account": "guanli"}, reason=f"{number}")
"""


@pytest.mark.django_db(transaction=True)
def test_hand_overs_at_once_follow_one_another(folder: Path) -> None:
    head()
    command = [sys.executable, "-c", HANDING_OVER, str(connection.settings_dict["NAME"]), str(folder)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for child in running:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in running:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()

    assert [child.communicate(timeout=60) and child.returncode for child in running] == [0, 0, 0]
    assert len(register().keys) == 10
    assert head("case:乙").key == register().current.key
    assert codes() == []


def test_two_ledgers_bear_two_names(settings: Any, folder: Path) -> None:
    first = key_acts.begin().origin
    by_force("DELETE FROM ledger_entryparts")
    by_force("DELETE FROM ledger_ledgerentry")
    by_force("DELETE FROM ledger_chainhead")

    assert key_acts.begin().origin != first


def test_a_head_signed_by_a_key_nobody_entered_is_named() -> None:
    first = head()
    forged = foreign(first.size, first.root, first.origin, bytes(range(32)))
    by_force(
        "UPDATE ledger_treehead SET key = %s, signature = %s, signed_at = %s",
        forged.key,
        forged.signature,
        forged.signed_at,
    )

    assert codes() == ["key_unknown"]


def test_a_database_rewritten_with_a_key_of_its_own_is_named_by_the_key_at_hand(folder: Path) -> None:
    """Whoever reaches the database alone may enter another first key and sign everything anew with it."""
    head()
    genuine = (folder / "ledger-signing").read_bytes()
    for table in (
        "ledger_treehead",
        "ledger_treenode",
        "ledger_entryparts",
        "ledger_ledgerentry",
        "ledger_chainhead",
    ):
        by_force(f"DELETE FROM {table}")
    (folder / "ledger-signing").unlink()
    (folder / kept_head.NAME).unlink()
    head()
    (folder / "ledger-signing").write_bytes(genuine)

    assert codes() == ["key_foreign"]
    with pytest.raises(keys.KeyForeignError, match="不是账本登记的密钥"):
        keys.check()


def test_a_missing_key_is_never_made_anew_once_the_ledger_is_signed(folder: Path) -> None:
    head()
    (folder / "ledger-signing").unlink()
    services.append(stream="case:乙", kind="act", body={}, at=AT)

    with pytest.raises(keys.KeyMissingError, match="请从备份恢复 FADU_HOME 中的 keys 文件夹"):
        keys.check()
    with pytest.raises(keys.KeyMissingError):
        sequencing.sequence()
    assert {file.name for file in folder.iterdir()} == {"ledger-entries", kept_head.NAME}
    assert codes() == ["key_missing"]


@pytest.mark.parametrize("garbage", [b"", b"zz", b"00" * 31, bytes(range(256))])
def test_a_garbage_key_is_refused_with_a_sentence(folder: Path, garbage: bytes) -> None:
    head()
    (folder / "ledger-signing").write_bytes(garbage)

    with pytest.raises(FaduError, match="不是签名密钥"):
        keys.check()
    assert codes() == ["key_unreadable"]


def test_heads_of_an_older_release_are_pinned_to_the_key_that_signed_them(folder: Path) -> None:
    private = key_file.made()
    public = signatures.algorithm().public(private).hex()
    old = Head(size=1, root=stored_tree.root(0).hex(), signed_at="2022-03-01T01:00:00+00:00", key=public)
    signature = signatures.algorithm().sign(private, old.text.encode()).hex()
    TreeHead.objects.create(
        size=1, root=old.root, signed_at=old.signed_at, key=old.key, signature=signature, origin=""
    )
    (folder / "ledger-signing").rename(folder / "away")

    with pytest.raises(keys.KeyMissingError):
        keys.check()
    with pytest.raises(keys.KeyMissingError):
        key_acts.begin()
    (folder / "away").rename(folder / "ledger-signing")

    assert key_acts.begin().current.key == public


def test_a_key_hands_over_by_an_act_that_it_signs() -> None:
    before = head()
    key_acts.rotate(by=BY, reason="定期更换")
    after = head("case:乙")

    known = register()
    assert [key.act for key in known.keys] == [key_register.FIRST, key_register.ROTATED]
    assert (before.key, after.key) == (known.keys[0].key, known.keys[1].key)
    assert before.key != after.key
    assert codes() == []


def test_a_hand_over_without_the_old_keys_signature_is_named() -> None:
    head()
    key_acts.rotate(by=BY, reason="定期更换")
    forged = {**register().current.said, "signature": "00" * 64}
    services.append(
        stream=key_register.STREAM,
        kind=key_register.ROTATED,
        body={**forged, "before": register().current.fingerprint},
        at=AT,
    )

    assert "key_unproved" in codes()


def test_a_key_that_handed_over_signs_no_larger_head(folder: Path) -> None:
    head()
    retired = (folder / "ledger-signing").read_text()
    key_acts.rotate(by=BY, reason="疑似泄露")
    last = head("case:乙")
    forged = foreign(last.size, last.root, last.origin, bytes.fromhex(retired))
    by_force(
        "UPDATE ledger_treehead SET key = %s, signature = %s, signed_at = %s WHERE size = %s",
        forged.key,
        forged.signature,
        forged.signed_at,
        forged.size,
    )

    assert codes() == ["key_retired"]


def test_a_hand_over_that_broke_off_after_its_entry_is_finished(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    head()
    monkeypatch.setattr(keys, "finish", lambda known: None)
    key_acts.rotate(by=BY, reason="定期更换")
    assert (folder / "ledger-signing").read_text() != (folder / "ledger-signing.next").read_text()
    monkeypatch.undo()

    keys.check()
    assert head("case:乙").key == register().current.key
    assert (folder / "ledger-signing").read_text() == (folder / "ledger-signing.next").read_text()
    assert codes() == []


def test_a_lost_key_is_replaced_by_two_persons_and_named_from_then_on(folder: Path) -> None:
    head()
    (folder / "ledger-signing").unlink()

    key_acts.replace(persons=PERSONS, reason="机房失火")
    after = head("case:乙")

    assert after.key == register().current.key
    (problem,) = verification.verify()
    assert problem.code == "key_replaced"
    assert "由甲、乙更换为现密钥" in problem.message
    assert "机房失火" in problem.message


def test_a_key_at_hand_is_rotated_never_replaced() -> None:
    head()

    with pytest.raises(key_acts.KeyPresentError, match="rotate-key"):
        key_acts.replace(persons=PERSONS, reason="图省事")


def test_one_person_replaces_no_key(folder: Path) -> None:
    head()
    (folder / "ledger-signing").unlink()

    key_acts.replace(persons=[PERSONS[0], PERSONS[0]], reason="一人办理")

    assert "key_unproved" in codes()


def test_a_register_that_says_nothing_readable_is_named_and_refused() -> None:
    services.append(stream=key_register.STREAM, kind=key_register.FIRST, body={"key": "zz"}, at=AT)

    assert codes()[0] == "keys_unreadable"
    with pytest.raises(key_register.RegisterDamagedError, match="有人改动了它"):
        keys.check()
