# SPDX-License-Identifier: MulanPSL-2.0
"""Coverage of the tables of law: nothing is passed over in silence."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from fadu.assembly.entry import main
from fadu.cli.law import exists, in_use, of_procedures
from fadu.kernel.errors import BadInputError
from fadu.law import coverage, library
from fadu.law.errors import LawDataError

TABLES = Path(__file__).resolve().parents[3] / "shared" / "law"
HEAD = "id\tinstrument\tarticle\tkind\tprocedure\tsummary_zh\tchecked\n"
MODELLED = "PP-057B\t程序规定\t第57条\ttime_limit\tpenalty\t五个工作日\ttext\n"
ELSEWHERE = "PP-080\t程序规定\t第80条\tgate\tpenalty\t期间计算\ttext\n"
REASONED = "CF-016\t行政处罚法\t第16条\tgate\tpenalty\t规范性文件不得设定处罚\ttext\n"
NEW = "ZZ-001\t新法\t第1条\tgate\tpenalty\t新的门槛\ttext\n"
FOREIGN = "ZZ-002\t新法\t第2条\tgate\tlitigation\t别的主题\ttext\n"


def table(folder: Path, *rows: str) -> str:
    (folder / "sample.tsv").write_text(HEAD + "".join(rows), encoding="utf-8")
    return str(folder)


def test_each_row_is_modelled_done_elsewhere_or_has_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["law", "coverage", "--tables", table(tmp_path, MODELLED, ELSEWHERE, REASONED), "--json"]) == 0
    )

    by_row = {row["id"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert {key: row["state"] for key, row in by_row.items()} == {
        "PP-057B": "modelled",
        "PP-080": "elsewhere",
        "CF-016": "not_modelled",
    }
    assert "期限 penalty/defence" in by_row["PP-057B"]["models"]
    assert by_row["PP-080"]["models"] == ["module:fadu.law.deadline"]
    assert by_row["CF-016"]["reason"].startswith("约束规范性文件的制定")


def test_a_row_that_nothing_accounts_for_fails_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["law", "coverage", "--tables", table(tmp_path, MODELLED, NEW)]) == 1

    assert "未交代：ZZ-001" in capsys.readouterr().out


IDLE = "PP-066A\t程序规定\t第66条\tthreshold\tpenalty\t简易程序罚款上限\ttext\n"


def test_a_row_whose_limit_no_procedure_uses_is_told_as_kept_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["law", "coverage", "--tables", table(tmp_path, MODELLED, IDLE), "--json"]) == 0

    by_row = {row["id"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert (by_row["PP-057B"]["used"], by_row["PP-057B"]["reason"]) == (True, "")
    assert (by_row["PP-066A"]["used"], by_row["PP-066A"]["models"]) == (False, ["界限 penalty/simple_fine"])
    assert by_row["PP-066A"]["reason"].startswith("简易程序（当场处罚）和当场收缴后的缴付没有对应的案件种类")


def test_a_row_whose_limit_nothing_uses_and_that_does_not_say_why_fails() -> None:
    row = coverage.Row(
        id="X-1",
        instrument="法",
        article="1",
        kind="time_limit",
        subject="penalty",
        summary="期限",
        checked="text",
    )
    models = [("X-1", "期限 penalty/simple_filing")]

    idle = coverage.account([row], models, {}, in_use())
    explained = coverage.account([row], models, {"X-1": coverage.Reason(text="没有这一案件种类")}, in_use())

    assert [each.row.id for each in coverage.unused(idle)] == ["X-1"]
    assert coverage.unused(explained) == []


def test_acts_facts_and_limits_of_clocks_extensions_and_remedies_are_in_use() -> None:
    is_used = in_use()

    assert is_used("行为 penalty/notify（2021-07-15）")
    assert is_used("期限 penalty/defence")
    assert is_used("期限 licence/annulment_extension")
    assert is_used("期限 reconsideration/application")
    assert is_used("界限 penalty/additional_fine")
    assert is_used("期限 licence/hearing_notice")
    assert not is_used("期限 licence/registration")


def test_rows_of_other_subjects_need_no_account(tmp_path: Path) -> None:
    assert main(["law", "coverage", "--tables", table(tmp_path, MODELLED, FOREIGN)]) == 0


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_every_row_of_the_real_tables_is_accounted_for() -> None:
    rows = coverage.read_tables(TABLES)
    accounts = coverage.account(rows, (*coverage.of_law(library()), *of_procedures()), coverage.reasons())

    assert coverage.unaccounted(accounts) == []


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_every_row_whose_limit_nothing_uses_says_why() -> None:
    models = (*coverage.of_law(library()), *of_procedures())
    accounts = coverage.account(coverage.read_tables(TABLES), models, coverage.reasons(), in_use())

    assert [each.row.id for each in coverage.unused(accounts)] == []


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_every_row_that_law_and_procedures_name_stands_in_the_real_tables() -> None:
    known = {row.id for row in coverage.read_tables(TABLES)}
    named = {row for row, _ in (*coverage.of_law(library()), *of_procedures())} | set(coverage.reasons())

    assert named - known == set()


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_no_reason_is_given_for_a_row_that_is_modelled_and_used() -> None:
    is_used = in_use()
    modelled = {row for row, model in (*coverage.of_law(library()), *of_procedures()) if is_used(model)}

    assert modelled & set(coverage.reasons()) == set()


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"没有法律条目表（{TABLES}）")
def test_a_limit_that_rests_only_on_rows_from_memory_is_marked() -> None:
    checked = {row.id: row.checked for row in coverage.read_tables(TABLES)}
    wrong = [
        limit.key
        for limit in library().limits()
        if limit.rows and not limit.unverified and all(checked[row] != "text" for row in limit.rows)
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


def test_what_a_reason_points_to_is_really_there() -> None:
    assert [name for reason in coverage.reasons().values() for name in reason.by if not exists(name)] == []


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


def test_a_table_without_a_column_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "sample.tsv").write_text("id\tinstrument\n", encoding="utf-8")

    with pytest.raises(BadInputError, match=r"sample\.tsv：.*缺少 article"):
        coverage.read_tables(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("coverage: []", "第1行第1列：条目说明的“coverage”应为列表，至少有一项"),
        ("coverage: [{rows: [A-1]}]", "第1行第12列：条目说明的一组缺少“reason”"),
        ("coverage: [{reason: 一}]", "条目说明的一组的“rows”应为列表，至少有一项"),
        ("coverage: [{rows: [A-1], reason: 一, why: 二}]", "条目说明的一组里没有“why”这一项"),
        (
            "coverage: [{rows: [A-1], reason: 一}, {rows: [A-1], reason: 二}]",
            "第1行第46列：条目“A-1”写了两次",
        ),
    ],
)
def test_a_broken_file_of_reasons_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "coverage.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(LawDataError, match=said):
        coverage.reasons(file)


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


@pytest.mark.parametrize(
    ("cite", "said"), [("程序规定 99", "共87条"), ("程序规章 57", "最接近的是：程序规定")]
)
def test_a_citation_of_nothing_is_bad_input(cite: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", cite]) == 2

    assert said in capsys.readouterr().err


def test_a_closed_list_is_shown_as_of_its_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "options", "complaint/refusal_grounds", "--on", "2026-05-01", "--json"]) == 0

    assert "false_identity" in [item["key"] for item in json.loads(capsys.readouterr().out)]
