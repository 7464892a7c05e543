# SPDX-License-Identifier: MulanPSL-2.0
"""Coverage of the tables of law: nothing is passed over in silence."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.law.law_tables import BASES, ITEMS, RULES, base, item, rule, written

from fadu.assembly.entry import main
from fadu.cli._coverage import dangling, exists, in_use, of_procedures
from fadu.law import coverage, library
from fadu.law.reasons import Reason, Reasons, reasons
from fadu.law.tables import Row, read_tables

TABLES = Path(__file__).resolve().parents[3] / "shared" / "law"
MODELLED = rule("PP-057B", kind="time_limit", amount="5", unit="working_day")
ELSEWHERE = rule("PP-080")
NOT_OURS = rule("CF-020")
IDLE = rule("PP-066A", kind="threshold", amount="200", unit="CNY")
NEW = rule("ZZ-001", summary_zh="新的门槛", checked="memory")
AWAITING = rule("ZZ-002", procedure="petition")
#: rows of the real tables that are still owed an account, by subject; a number may only fall
OWED: dict[str, int] = {}


def covered(
    folder: Path, capsys: pytest.CaptureFixture[str], *rows: dict[str, str]
) -> tuple[int, dict[str, Any]]:
    written(folder / "sample.tsv", RULES, *rows)
    ended = main(["law", "coverage", "--tables", str(folder), "--json"])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return ended, report


def accounts_of(folder: Path) -> tuple[coverage.Accounted, ...]:
    models = (*coverage.of_law(library()), *of_procedures())
    return coverage.account(read_tables(folder), models, reasons(), in_use())


def test_each_row_is_modelled_kept_awaiting_or_not_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, report = covered(tmp_path, capsys, MODELLED, ELSEWHERE, IDLE, AWAITING, NOT_OURS)

    by_row = {row["id"]: row for row in report["rows"]}
    assert ended == 0
    assert {key: row["state"] for key, row in by_row.items()} == {
        "PP-057B": "modelled",
        "PP-080": "modelled",
        "PP-066A": "kept",
        "ZZ-002": "awaiting",
        "CF-020": "not_ours",
    }
    assert "期限 penalty/defence" in by_row["PP-057B"]["models"]
    assert by_row["PP-080"]["models"] == ["module:fadu.law.deadline"]
    assert by_row["PP-066A"]["models"] == ["界限 penalty/simple_fine"]
    assert by_row["PP-066A"]["reason"].startswith("简易程序（当场处罚）和当场收缴后的缴付没有对应的案件种类")
    assert (by_row["ZZ-002"]["awaiting"], by_row["PP-057B"]["awaiting"]) == ("petition", None)


def test_rows_are_counted_by_table_by_kind_by_subject_and_by_what_they_await(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "more" / "bases.tsv", BASES, base("PB9-001"))
    written(tmp_path / "more" / "items.tsv", ITEMS, item("LI-999"))

    ended, report = covered(tmp_path, capsys, MODELLED, AWAITING, NEW)

    nothing = dict.fromkeys(coverage.STATES, 0)
    assert ended == 1
    assert report["total"] == nothing | {"modelled": 1, "awaiting": 1, "unexplained": 3}
    assert report["by_table"] == {
        "more/bases.tsv": nothing | {"unexplained": 1},
        "more/items.tsv": nothing | {"unexplained": 1},
        "sample.tsv": nothing | {"modelled": 1, "awaiting": 1, "unexplained": 1},
    }
    assert (
        report["by_kind"]["penalty_base"] == report["by_kind"]["licence_item"] == nothing | {"unexplained": 1}
    )
    assert report["by_subject"]["penalty"] == nothing | {"modelled": 1, "unexplained": 1}
    assert report["by_awaited"] == {"petition": 1}


def test_a_row_that_nothing_accounts_for_fails_and_is_named_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "sample.tsv", RULES, MODELLED, NEW)

    assert main(["law", "coverage", "--tables", str(tmp_path)]) == 1

    out = capsys.readouterr().out
    assert out.startswith("ZZ-001\t未交代\tsample.tsv:3\tpenalty\t某法 第1条\t新的门槛（未核对）\n按表：")
    assert out.splitlines()[-2].endswith("其中未与文本核对的 1 行。")


def test_with_all_every_row_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "sample.tsv", RULES, MODELLED, AWAITING)

    assert main(["law", "coverage", "--tables", str(tmp_path), "--all"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("PP-057B\t已建模\t")
    assert "\nZZ-002\t待建种类\t" in out


def test_a_row_of_a_subject_nobody_knows_is_owed_an_account(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, report = covered(tmp_path, capsys, rule("ZZ-003", procedure="something_new"))

    assert (ended, report["unexplained"]) == (1, ["ZZ-003"])


def one(name: str = "X-1") -> Row:
    return Row(
        id=name,
        table="a.tsv",
        line=2,
        instrument="法",
        article="1",
        kind="time_limit",
        subject="penalty",
        summary="期限",
        checked="text",
    )


@pytest.mark.parametrize(
    ("model", "said", "state"),
    [
        ("期限 penalty/defence", None, "modelled"),
        ("期限 penalty/defence", "unexplained", "unexplained"),
        ("期限 penalty/simple_filing", None, "unexplained"),
        ("期限 penalty/simple_filing", "kept", "kept"),
        ("期限 penalty/simple_filing", "not_ours", "unexplained"),
        (None, "kept", "unexplained"),
        (None, "not_ours", "not_ours"),
        (None, None, "unexplained"),
    ],
)
def test_what_nothing_acts_on_is_kept_only_with_a_reason_and_a_known_gap_is_no_account(
    model: str | None, said: str | None, state: str
) -> None:
    why = Reasons(by_row={"X-1": Reason(state=said, text="理由")} if said else {})

    (accounted,) = coverage.account([one()], [("X-1", model)] if model else [], why, in_use())

    assert accounted.state == state


def test_acts_facts_and_limits_of_clocks_extensions_and_remedies_are_in_use() -> None:
    is_used = in_use()

    assert is_used("行为 penalty/notify（2021-07-15）")
    assert is_used("期限 penalty/defence")
    assert is_used("期限 licence/annulment_extension")
    assert is_used("期限 reconsideration/application")
    assert is_used("界限 penalty/additional_fine")
    assert is_used("期限 licence/hearing_notice")
    assert not is_used("期限 licence/registration")


def test_a_reason_that_explains_nothing_is_told() -> None:
    why = Reasons(
        by_row={
            "X-1": Reason(state="kept", text="理由"),
            "X-2": Reason(state="not_ours", text="理由"),
            "X-9": Reason(state="not_ours", text="理由"),
        },
        by_subject={
            ("penalty", ""): Reason(state="not_ours", text="理由"),
            ("penalty", "旧法"): Reason(state="not_ours", text="理由"),
        },
    )
    accounts = coverage.account([one("X-1"), one("X-2")], [("X-2", "期限 penalty/defence")], why)

    assert coverage.needless(accounts, why) == ["X-1", "X-2", "X-9", "penalty 旧法"]


def test_a_kind_that_stands_is_no_longer_awaited_and_one_that_does_not_is_not_said_to_stand() -> None:
    why = Reasons(
        by_row={"X-1": Reason(state="elsewhere", text="理由", by=("module:no.such",))},
        built={"petition": "petition", "penalty": "penalty"},
        awaited={"licence": "许可", "petition": "信访"},
    )

    assert dangling(why) == [
        "X-1：module:no.such",
        "petition：petition 尚未建成",
        "licence 已经建成，不再是待建种类",
    ]


def test_the_reasons_that_are_shipped_hold() -> None:
    assert dangling(reasons()) == []


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_the_rows_still_owed_an_account_become_fewer_and_never_more() -> None:
    """When this fails because the number fell, write the lower number above."""
    owed = Counter(accounted.row.subject for accounted in coverage.unexplained(accounts_of(TABLES)))

    assert owed == OWED


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_every_shipped_reason_explains_a_row_of_the_real_tables() -> None:
    assert coverage.needless(accounts_of(TABLES), reasons()) == []


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_every_subject_of_the_real_tables_is_said_to_stand_or_to_be_awaited() -> None:
    why = reasons()
    subjects = {row.subject for row in read_tables(TABLES)}

    said = set(why.built) | {subject for subject, _ in why.by_subject}
    assert subjects == said


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_every_row_that_law_and_procedures_name_stands_in_the_real_tables() -> None:
    known = {row.id for row in read_tables(TABLES)}

    assert {row for row, _ in (*coverage.of_law(library()), *of_procedures())} - known == set()


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_a_limit_that_rests_only_on_rows_from_memory_is_marked() -> None:
    unread = {row.id: row.unverified for row in read_tables(TABLES)}
    wrong = [
        limit.key
        for limit in library().limits()
        if limit.rows and not limit.unverified and all(unread[row] for row in limit.rows)
    ]

    assert wrong == []


#: a row told twice over: the extension within the row of its term, and the two that the legal office is asked about
OF_ANOTHER_LENGTH = {
    ("penalty/dunning", "PP1-068"),
    ("penalty/handling_collective", "PP-064A"),
    ("penalty/handling_collective", "PP1-057"),
    ("penalty/service_on_spot", "PP-081"),
    ("licence/renewal_application", "XK-050A"),
    ("licence/renewal_decision", "XC-027B"),
}


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_a_limit_is_as_long_as_its_rows_say_and_not_longer_in_force() -> None:
    by_row = {
        row["id"]: row for file in TABLES.glob("*.tsv") for row in read(file) if row["kind"] == "time_limit"
    }
    own = [limit for limit in library().limits() if not limit.local_key]
    pairs = [(limit, by_row[row]) for limit in own for row in limit.rows if row in by_row]
    other_length = {
        (limit.key, row["id"])
        for limit, row in pairs
        if (str(limit.amount), limit.unit) != (row["amount"], row["unit"])
        and not limit.key.endswith("_extension")
    }
    outlives = [
        (limit.key, row["id"])
        for limit, row in pairs
        if row["effective_to"] and (limit.in_force_to or date.max).isoformat() > row["effective_to"]
    ]

    assert other_length == OF_ANOTHER_LENGTH
    assert outlives == []


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    "name",
    [
        "module:fadu.law.nothing",
        "module:no.such.thing",
        "guard:penalty/nothing",
        "guard:nothing/assigned",
        "limit:penalty/nothing",
        "wish:anything",
    ],
)
def test_what_is_not_there_is_found_out(name: str) -> None:
    assert not exists(name)


@pytest.mark.parametrize(
    "name",
    [
        "guard:penalty/assigned",
        "fact:penalty/hearing_right",
        "action:penalty/notify",
        "role:penalty/handler",
        "field:penalty/fine",
        "limit:penalty/defence",
    ],
)
def test_what_is_there_is_found(name: str) -> None:
    assert exists(name)


def test_a_folder_without_tables_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "coverage", "--tables", str(tmp_path)]) == 2

    assert "含有法律条目表（*.tsv）的文件夹" in capsys.readouterr().err


def test_a_citation_is_shown_with_the_limits_that_rest_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "程序规定 57"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("《市场监督管理行政处罚程序规定》第57条")
    assert "penalty/defence　陈述申辩期限" in out


def test_a_citation_is_shown_with_the_keys_behind_guards_and_thresholds_that_rest_on_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["law", "show", "程序规定 19", "--json"]) == 0

    shown = json.loads(capsys.readouterr().out)
    assert [(rule["kind"], rule["key"]) for rule in shown["others"]] == [
        ("threshold", "penalty/officers"),
        ("provision", "penalty/filing_conditions"),
    ]


def test_an_article_of_an_instrument_whose_articles_nobody_counted_is_shown_with_that_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["law", "show", "广告法 999"]) == 0

    assert "条数没有登记" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cite", "said"), [("程序规定 99", "共87条"), ("程序规章 57", "最接近的是：程序规定")]
)
def test_a_citation_of_nothing_is_bad_input(cite: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", cite]) == 2

    assert said in capsys.readouterr().err


def test_a_closed_list_is_shown_as_of_its_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "options", "complaint/refusal_grounds", "--on", "2026-05-01", "--json"]) == 0

    assert "false_identity" in [item["key"] for item in json.loads(capsys.readouterr().out)]
