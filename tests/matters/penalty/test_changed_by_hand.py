# SPDX-License-Identifier: MulanPSL-2.0
"""One record of each kind is changed by hand in a database with a lived case, and `fadu ledger verify` names it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, transaction
from life import Desk, decided, staffed

from fadu.assembly.entry import main
from fadu.cases.models import EditionText
from fadu.ledger import kept_head, sequencing
from fadu.ledger.merkle import complete
from fadu.ledger.models import EntryParts
from fadu.people import services as people
from fadu.people.parties import register_party
from fadu.records import services as records
from fadu.records.archive import vault
from fadu.storage import triggers

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOTICE = """year: 2031
title: 国务院办公厅关于2031年部分节假日安排的通知
number: 国办发明电〔2030〕1号
off: {元旦: ['01-01']}
worked: {}
"""


def lived_to_its_decision() -> Desk:
    """A decided case with its papers, numbers and services, entered into the tree."""
    desk = staffed()
    decided(desk)
    sequencing.sequence()
    return desk


@pytest.fixture
def lived(begin_from: Any, settings: Any) -> Desk:
    settings.FADU_WITNESS = ""
    return begin_from(lived_to_its_decision)


def by_force(statement: str, *parameters: Any) -> None:
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert cursor.rowcount == 1, statement
    triggers.install()


def verified(capsys: pytest.CaptureFixture[str], *more: str) -> list[tuple[str, str]]:
    """(code, sentence) of every problem the command tells, and that its exit code says the same."""
    capsys.readouterr()
    code = main(["ledger", "verify", "--json", *more])
    problems = [(problem["finding"], problem["message"]) for problem in json.loads(capsys.readouterr().out)]
    assert code == (1 if problems else 0)
    return problems


def newest(table: str, condition: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table} WHERE {condition}")
        return int(cursor.fetchone()[0])


def test_an_untouched_database_agrees_with_its_ledger(
    lived: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(capsys) == []


#: what is changed: (table, which row, what is set), and the code and words that name it
CHANGES: dict[str, tuple[str, str, str, str, str]] = {
    "payload of an act": ("cases_act", "action = 'gather'", "payload = '{}'", "act_changed", "第"),
    "signer of an act": (
        "cases_act",
        "action = 'decide'",
        "\"by\" = '[]'",
        "act_changed",
        "清市监案〔2022〕1号",
    ),
    "day of an act": (
        "cases_act",
        "action = 'decide'",
        "happened_at = '2022-05-01 00:00:00+00'",
        "act_changed",
        "清市监案",
    ),
    "number": (
        "records_issuednumber",
        "series = 'penalty_decision'",
        "text = '清市监处罚〔2022〕9号'",
        "row_changed",
        "9号",
    ),
    "day of service": ("records_service", "1 = 1", "effective_on = '2022-04-20'", "row_changed", "送达"),
    "template": (
        "records_formsource",
        "key = 'penalty_decision'",
        "source_text = '改'",
        "row_changed",
        "决定书",
    ),
    "content of a paper": (
        "records_document",
        "template = 'penalty_decision'",
        "data = '{}'",
        "row_changed",
        "决定书",
    ),
    "appointment": (
        "people_appointment",
        "post = 'bureau_head'",
        "start = '2019-01-01 00:00:00+00'",
        "row_changed",
        "任职",
    ),
    "certificate": ("people_certificate", "1 = 1", "valid_to = '2031-01-01'", "row_changed", "执法证"),
    "qualification": (
        "people_legalqualification",
        "1 = 1",
        "reviewing_since = '2010-01-01'",
        "row_changed",
        "资格",
    ),
    "leaving day": ("people_officer", "1 = 1", "until = '2031-01-01'", "row_changed", "工作人员"),
    "bureau of a case": ("cases_case", "kind = 'penalty'", "topic = '别处'", "case_changed", "清市监案"),
    "stage of a case": (
        "cases_case",
        "kind = 'penalty'",
        "stage = 'lead'",
        "row_changed",
        "清市监案〔2022〕1号 环节",
    ),
    "list of papers": (
        "cases_casedocument",
        "template = 'penalty_decision'",
        "access = 'secondary'",
        "row_changed",
        "案件文书",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_record_changed_by_hand_is_named(
    lived: Desk, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    table, condition, change, code, words = CHANGES[what]
    by_force(f"UPDATE {table} SET {change} WHERE id = %s", newest(table, condition))

    problems = verified(capsys)
    assert code in {problem for problem, _ in problems}
    assert any(words in where for problem, where in problems if problem == code)


def test_a_fine_changed_in_its_typed_column_is_named_with_both_values(
    lived: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lived.case is not None
    by_force("UPDATE penalty_penalty SET fine = 1 WHERE case_id = %s", lived.case.pk)

    capsys.readouterr()
    assert main(["ledger", "verify"]) == 1
    out = capsys.readouterr().out
    assert "罚款" in out
    assert "“1”" in out
    assert "“5000000”" in out


DELETIONS: dict[str, tuple[str, str, str]] = {
    "act": ("cases_act", "action = 'decide'", "act_missing"),
    "service": ("records_service", "1 = 1", "row_missing"),
    "role taken": ("cases_roletaken", "role = 'examiner'", "role_missing"),
    "paper of a case": ("cases_casedocument", "template = 'penalty_decision'", "row_missing"),
    "certificate": ("people_certificate", "1 = 1", "row_missing"),
}


@pytest.mark.parametrize("what", DELETIONS)
def test_a_record_deleted_by_hand_is_named(
    lived: Desk, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    table, condition, code = DELETIONS[what]
    by_force(f"DELETE FROM {table} WHERE id = %s", newest(table, condition))

    assert code in {problem for problem, _ in verified(capsys)}


def test_what_the_ledger_says_of_an_act_changed_by_hand_is_named(
    lived: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = EntryParts.objects.get(kind="decide")
    by_force("UPDATE ledger_entryparts SET main = '{}' WHERE entry_id = %s", entry.pk)

    assert {code for code, where in verified(capsys) if where.startswith("case:")} == {"payload_changed"}


def test_the_last_entry_of_a_chain_deleted_by_hand_is_named(
    lived: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    key = newest("ledger_ledgerentry", "stream LIKE 'opened:%'")
    by_force("DELETE FROM ledger_entryparts WHERE entry_id = %s", key)
    by_force("DELETE FROM ledger_ledgerentry WHERE id = %s", key)

    assert "tail_dropped" in {problem for problem, _ in verified(capsys)}


def test_the_text_that_judged_changed_by_hand_is_named(
    lived: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EditionText.objects.filter(kind="penalty", what="judges").latest("pk")
    by_force("UPDATE cases_editiontext SET text = '{}' WHERE digest = %s", text.pk)
    assert [code for code, _ in verified(capsys)] == ["row_changed"]

    by_force("DELETE FROM cases_editiontext WHERE digest = %s", text.pk)
    assert [code for code, _ in verified(capsys)] == ["row_missing"]


def test_a_holiday_notice_changed_by_hand_is_named(lived: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    people.adopt_notice(text=NOTICE, by=None)
    assert verified(capsys) == []
    by_force(
        "UPDATE people_holidaynotice SET text = %s WHERE year = 2031", NOTICE.replace("'01-01'", "'01-02'")
    )

    assert verified(capsys) == [("row_changed", "放假通知 2031 内容：与账本所记不符。")]


def test_a_trigger_taken_away_is_named(lived: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    on = " ON cases_act" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER cases_act_no_update{on}")

    assert [code for code, _ in verified(capsys)] == ["trigger_missing"]
    triggers.install()


@pytest.mark.parametrize("table", ["cases_act", "records_service", "ledger_ledgerentry", "cases_roletaken"])
def test_with_its_triggers_there_the_database_refuses_the_change(lived: Desk, table: str) -> None:
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id")


def test_a_file_changed_on_disk_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, settings: Any
) -> None:
    settings.FADU_FILES = tmp_path / "files"
    file = records.store(name="照片.txt", content="现场照片".encode())
    assert verified(capsys) == []
    vault().path(file.digest).write_bytes(b"")

    assert [(code, said[:9]) for code, said in verified(capsys)] == [("row_changed", "文件 照片.txt")]


def test_an_old_backup_put_back_is_named_against_a_head_kept_elsewhere(
    lived: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The whole tail goes, cleanly, in every table: only what was kept elsewhere still knows of it."""
    head = tmp_path / "head.json"
    party, _ = register_party(kind="person", name="某甲")
    kept = sequencing.sequence()
    assert kept is not None
    head.write_text(kept.note, encoding="utf-8")
    kept_head.place().unlink()  # the whole home is put back
    put_back_to(kept.size - 1, party.pk)

    assert verified(capsys) == []
    assert [code for code, _ in verified(capsys, "--head", str(head))] == ["old_backup"]


def put_back_to(size: int, party: int) -> None:
    """As if an older backup had been restored: the last entry, its row, its nodes and the newest head were never there."""
    triggers.remove()
    with connection.cursor() as cursor:
        for statement in (
            f"DELETE FROM ledger_treehead WHERE size > {size}",
            f"DELETE FROM ledger_treenode WHERE position >= {complete(size)}",
            f"DELETE FROM ledger_chainhead WHERE stream = 'party:{party}'",
            "DELETE FROM ledger_entryparts WHERE entry_id IN "
            f"(SELECT id FROM ledger_ledgerentry WHERE stream = 'party:{party}')",
            f"DELETE FROM ledger_ledgerentry WHERE stream = 'party:{party}'",
            f"DELETE FROM people_partyname WHERE party_id = {party}",
            f"DELETE FROM people_partyfinding WHERE party_id = {party}",
            f"DELETE FROM people_party WHERE id = {party}",
        ):
            cursor.execute(statement)
    triggers.install()
