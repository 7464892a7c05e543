# SPDX-License-Identifier: MulanPSL-2.0
"""Commands and the site refuse to start without the keys of their database, say in Chinese what to restore, make none anew."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fadu.assembly.entry import main
from fadu.kernel import clock
from fadu.ledger import key_file, sequencing
from fadu.ledger.models import TreeHead
from fadu.people import accounts, sealing, selectors, services
from fadu.people.founding import found
from fadu.people.models import Bureau, SealedKey
from fadu.people.parties import register_party

pytestmark = pytest.mark.django_db
PASSWORD = "足够长的一句口令-7"


@pytest.fixture
def bureau(tmp_path: Path, settings: Any) -> Path:
    """A bureau that was founded, signed and has sealed something; its keys folder."""
    settings.FADU_KEYS, settings.FADU_WITNESS, settings.FADU_WITNESS_2 = tmp_path, "", ""
    found(
        name="清江区市场监督管理局",
        short="清江局",
        abbreviation="清",
        region_code="330000",
        code="",
        admin="guanli",
        admin_name="管理员",
        password=PASSWORD,
    )
    register_party(kind="person", name="李明", id_number="11010519491231002X")
    sequencing.sequence()
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out + said.err


def test_with_its_keys_at_hand_a_bureau_works(bureau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "ledger", "verify")[0] == 0
    assert run(capsys, "ledger", "head")[0] == 0


@pytest.mark.parametrize("name", ["ledger-signing", "master"])
@pytest.mark.parametrize(
    "arguments", [["ledger", "verify"], ["ledger", "root"], ["work", "--once"], ["figures", "2022"]]
)
def test_a_missing_key_ends_every_command_with_what_to_restore(
    bureau: Path, capsys: pytest.CaptureFixture[str], name: str, arguments: list[str]
) -> None:
    (bureau / name).unlink()

    code, said = run(capsys, *arguments)

    assert code == 2
    assert f"{bureau / name} 不在" in said
    assert "请从备份恢复 FADU_HOME 中的 keys 文件夹" in said
    assert not (bureau / name).exists()


@pytest.mark.parametrize("name", ["ledger-signing", "master"])
@pytest.mark.parametrize("content", [b"", b"garbage", b"00" * 31, b"\xff" * 64])
def test_a_spoiled_key_ends_every_command_with_what_to_restore(
    bureau: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    (bureau / name).write_bytes(content)

    code, said = run(capsys, "ledger", "head")

    assert code == 2
    assert str(bureau / name) in said
    assert (bureau / name).read_bytes() == content


@pytest.mark.parametrize("name", ["ledger-signing", "master"])
def test_a_key_of_another_bureau_ends_every_command(
    bureau: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (bureau / name).write_text("11" * 32)

    code, said = run(capsys, "ledger", "head")

    assert code == 2
    assert "不是" in said


def test_nothing_is_sealed_under_a_new_master_key_where_something_was_sealed(bureau: Path) -> None:
    (bureau / "master").unlink()

    with pytest.raises(sealing.MasterKeyError, match="程序不会自行另造密钥"):
        register_party(kind="person", name="王强", id_number="440524188001010014")
    assert not (bureau / "master").exists()


def test_a_seal_erased_still_asks_for_the_master_key(bureau: Path) -> None:
    for row in SealedKey.objects.all():
        sealing.erase(row.owner)
    sealing.check()
    (bureau / "master").unlink()

    with pytest.raises(sealing.MasterKeyError):
        sealing.check()


def test_a_lost_key_is_replaced_by_administrator_and_head_together(
    bureau: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    headed()
    (bureau / "ledger-signing").unlink()
    typed(monkeypatch, PASSWORD, PASSWORD)

    code, said = run(capsys, "ledger", "replace-key", "--by", "guanli", "juzhang", "--reason", "机房失火")

    assert code == 0
    assert "从此一直列出" in said
    assert key_file.read() is not None
    code, said = run(capsys, "ledger", "verify")
    assert code == 1
    assert "由管理员、周局更换为现密钥" in said


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("guanli", "guanli"), (PASSWORD, PASSWORD)),
        (("guanli", "juzhang"), (PASSWORD, "不对的口令")),
        (("guanli", "keyuan"), (PASSWORD, PASSWORD)),
        (("guanli", "meiyou"), (PASSWORD, PASSWORD)),
    ],
)
def test_no_other_two_replace_a_key(
    bureau: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    names: tuple[str, str],
    words: tuple[str, str],
) -> None:
    headed()
    (bureau / "ledger-signing").unlink()
    typed(monkeypatch, *words)

    code, _ = run(capsys, "ledger", "replace-key", "--by", *names, "--reason", "丢失")

    assert code == 2
    assert not (bureau / "ledger-signing").exists()


def test_an_administrator_hands_over_to_a_new_key(
    bureau: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    headed()
    before = key_file.read()
    typed(monkeypatch, PASSWORD)

    code, said = run(capsys, "ledger", "rotate-key", "--by", "guanli", "--reason", "定期更换")

    assert code == 0
    assert "现用签名公钥的指纹" in said
    assert key_file.read() != before
    assert run(capsys, "ledger", "verify")[0] == 0


def test_reading_the_head_changes_nothing(bureau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register_party(kind="person", name="王强")
    before = list(TreeHead.objects.values())

    code, said = run(capsys, "ledger", "head")

    assert code == 0
    assert said.startswith("fadu/")
    assert list(TreeHead.objects.values()) == before


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_head_kept_as_printed_is_one_that_verify_takes(
    bureau: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, as_json: list[str]
) -> None:
    kept = tmp_path / "kept"
    kept.write_text(run(capsys, "ledger", "root", *as_json)[1], encoding="utf-8")
    register_party(kind="person", name="王强")
    sequencing.sequence()

    assert run(capsys, "ledger", "verify", "--head", str(kept))[0] == 0


@pytest.mark.parametrize("content", ["", "hello", "{}", '{"size": 3}', "[1]"])
def test_what_is_no_head_is_refused_with_a_sentence(
    bureau: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    kept = tmp_path / "kept"
    kept.write_text(content, encoding="utf-8")

    code, said = run(capsys, "ledger", "verify", "--head", str(kept))

    assert code == 2
    assert "应为另处保存的账本根" in said


def headed() -> None:
    """Everybody has a password of their own, and there are a head and a clerk."""
    bureau = Bureau.objects.get()
    for name, username, post in (("周局", "juzhang", "bureau_head"), ("科员", "keyuan", "window_clerk")):
        officer = services.hire(bureau=bureau, name=name, since=clock.now().date(), department=None)
        services.appoint(officer=officer, post=post, start=clock.now(), document="任命文件", department=None)
        services.open_account(username=username, password=PASSWORD, officer=officer)
    for username in ("guanli", "juzhang", "keyuan"):
        accounts.settle(selectors.account_of(username))


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What stands on the standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


SITE = """
import os, sys
try:
    import fadu.assembly.wsgi
except Exception as error:
    print(type(error).__name__, error)
"""


def test_the_site_does_not_start_without_its_keys(tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "FADU_WITNESS"}}
    environment = {**kept, "FADU_HOME": str(tmp_path), "FADU_ADMIN_PASSWORD": PASSWORD}
    command = [
        sys.executable,
        "-m",
        "fadu",
        "init",
        "--name",
        "甲局",
        "--abbreviation",
        "甲",
        "--region",
        "330000",
    ]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    (tmp_path / "keys" / "ledger-signing").unlink()

    said = subprocess.run(
        [sys.executable, "-c", SITE], env=environment, check=True, capture_output=True, text=True
    )

    assert "KeyMissingError" in said.stdout
    assert "请从备份恢复" in said.stdout
