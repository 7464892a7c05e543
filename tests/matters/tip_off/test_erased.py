# SPDX-License-Identifier: MulanPSL-2.0
"""What is sealed in a tip-off, files of the secondary file included, can be made unreadable for good, by two persons alone."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from bureau_of import Desk, at
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from fadu.assembly.entry import main
from fadu.cases.models import Act, Case
from fadu.cases.papers.filing import FileOpenError, owner_of
from fadu.cases.world import sealed
from fadu.ledger import proving, selectors, sequencing, verification
from fadu.people import accounts, sealing
from fadu.people import services as people
from fadu.people.models import Party
from fadu.people.parties import register_party
from fadu.records import selectors as records
from fadu.records import services as files
from fadu.records.sealed_files import FileErasedError
from fadu.storage import triggers

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WORD = "yi-ge-hao-mima-9"
LETTER = "鸑鷟鵷雏来信：该店销售过期食品。"
PARTICULARS = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": True,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-03-01",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.FADU_KEYS, settings.FADU_FILES, settings.FADU_WITNESS = tmp_path / "keys", tmp_path / "files", ""
    settings.FADU_KEYS.mkdir()
    settings.STATIC_ROOT = tmp_path
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    return tmp_path


@pytest.fixture
def case(office: Desk) -> Case:
    made = office.open(
        "tip_off",
        "clerk",
        "2022-03-01",
        {**PARTICULARS, "informant_name": "鸑鷟鵷雏", "informant_phone": "13912345678"},
    )
    office.assign(made, "handler", "2022-03-01", "one", "two")
    return made


def attached(office: Desk, case: Case, access: str, owner: str) -> Act:
    file = files.store(name="来信.txt", content=LETTER.encode(), owner=owner)
    office.do(case, "one", "attach", "2022-03-02", title="来信", digest=file.digest, access=access)
    act: Act = Act.objects.filter(case=case, action="attach").latest("seq")
    return act


def test_a_file_of_the_secondary_file_must_lie_sealed_for_its_case(office: Desk, case: Case) -> None:
    for owner in ("", "case:另一件"):
        with pytest.raises(FileOpenError, match="加密"):
            attached(office, case, "secondary", owner)

    assert attached(office, case, "secondary", owner_of(case, "secondary")).action == "attach"
    assert attached(office, case, "main", "").action == "attach"


@pytest.mark.parametrize(("access", "name"), [("main", "邻居来信.txt"), ("secondary", "鸑鷟鵷雏来信.txt")])
def test_an_upload_to_the_secondary_file_cannot_be_read_on_the_disk_and_its_handler_reads_it(
    office: Desk, case: Case, home: Path, access: str, name: str
) -> None:
    account = people.open_account(username="one", password=WORD, officer=office.officers["one"])
    accounts.settle(account)
    client = Client()
    client.force_login(account, backend="fadu.people.backend.AccountBackend")
    form = {"title": "来信", "kind": "书证", "access": access, "request_id": str(uuid4())}

    upload = SimpleUploadedFile(name, LETTER.encode())
    sent = client.post(f"/case/{case.pk}/upload/", {**form, "file": upload})

    assert sent.status_code == 302, sent.content.decode()
    disk = b"".join(path.read_bytes() for path in (home / "files").rglob("*") if path.is_file())
    assert (LETTER.encode() in disk) is (access == "main")
    row = case.evidence.get()
    assert (name == row.file.name) is (access == "main")
    shown = client.get(f"/case/{case.pk}/file/{row.pk}/")
    assert b"".join(shown.streaming_content) == LETTER.encode()  # type: ignore[attr-defined]
    assert quote(name) in shown["Content-Disposition"]


def keepers(office: Desk) -> tuple[str, str]:
    """An administrator and the head, with passwords of their own."""
    head = office.officers["head"]
    one = people.hire(bureau=office.bureau, name="管某", since=at("2020-01-01").date())
    people.appoint(officer=one, post="administrator", start=at("2022-01-01"), document="任免〔2022〕1号")
    for name, officer in (("guan", one), ("tou", head)):
        accounts.settle(people.open_account(username=name, password=WORD, officer=officer))
    return "guan", "tou"


def erase(
    case: Case, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, reason: str = "举报人申请"
) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORD}\n" * 2))
    return int(main(["ledger", "erase", case.number, "--by", *names, "--reason", reason]))


def test_two_persons_erase_what_is_sealed_and_every_proof_stands(
    office: Desk, case: Case, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    act = attached(office, case, "secondary", owner_of(case, "secondary"))
    sequencing.sequence()
    before = proving.prove(f"case:{case.number}")
    register = Act.objects.get(case=case, action="register")
    assert sealed.opened(register.payload)["informant_name"] == "鸑鷟鵷雏"

    assert erase(case, keepers(office), monkeypatch) == 0

    assert sealed.opened(register.payload)["informant_name"] == sealing.ERASED
    with pytest.raises(FileErasedError):
        records.open_stored(records.file_by_digest(act.payload["digest"]))
    said = selectors.said_in(f"case:{case.number}")[register.seq]
    assert not said.whole
    assert "informant_name" not in said.body["payload"]
    assert proving.prove(f"case:{case.number}")["entries"][: len(before["entries"])] == before["entries"]
    assert [entry.kind for entry in selectors.said_in(f"erasure:case:{case.number}").values()] == ["erased"]
    assert verification.verify() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda payload: payload | {"added": "无中生有"},
        lambda payload: {key: value for key, value in payload.items() if key != "informant_name"},
        lambda payload: payload | {"received_on": "2022-01-02"},
    ],
    ids=["a key more", "a key less", "another value"],
)
def test_after_an_erasure_nothing_else_passes_for_what_was_erased(
    office: Desk, case: Case, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    assert erase(case, keepers(office), monkeypatch) == 0
    register = Act.objects.get(case=case, action="register")
    assert verification.verify() == []
    changed = json.dumps(change(register.payload))
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_act SET payload = %s WHERE id = %s", [changed, register.pk])
    triggers.install()

    named = {(p.code, p.table, p.row, p.column) for p in verification.verify()}
    assert ("act_changed", "cases_act", str(register.pk), "payload") in named


def test_after_an_erasure_a_party_is_compared_beside_what_was_erased(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    party, _ = register_party(kind="person", name="某甲", id_number="110101199003070011")
    names = keepers(office)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORD}\n" * 2))
    assert main(["ledger", "erase", f"party:{party.pk}", "--by", *names, "--reason", "本人申请"]) == 0

    Party.objects.filter(pk=party.pk).update(name="某乙")

    named = {(p.code, p.table, p.column) for p in verification.verify()}
    assert ("row_changed", "people_party", "name") in named


def test_one_person_alone_erases_nothing(
    office: Desk, case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guan, _ = keepers(office)

    assert erase(case, (guan, guan), monkeypatch) == 2
    assert "两人" in capsys.readouterr().err
    register = Act.objects.get(case=case, action="register")
    assert sealed.opened(register.payload)["informant_name"] == "鸑鷟鵷雏"


def test_a_party_is_erased_by_its_number(
    office: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    party, _ = register_party(kind="person", name="某甲", id_number="110101199003070011")
    names = keepers(office)

    for whose, code in (
        (f"party:{party.pk}", 0),
        ("party:999999", 2),
        ("party:x", 2),
        ("清市监举〔1999〕9号", 2),
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORD}\n" * 2))
        assert main(["ledger", "erase", whose, "--by", *names, "--reason", "本人申请"]) == code

    party.refresh_from_db()
    assert sealing.unseal(party.id_number) == sealing.ERASED
    assert party.id_index == ""
    assert verification.verify() == []
