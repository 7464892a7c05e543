# SPDX-License-Identifier: MulanPSL-2.0
"""The demo year in full: its figures have as many digits as those of a bureau of this kind, and its report is whole."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.processes import environment

#: prints for each account what its holder handles and can do first
DESKS = """
import django
from fadu.assembly import discovery
discovery.hand_down()
django.setup()
import json
from fadu.demo.desks import desks
print(json.dumps([[d.account, d.name, d.post, d.in_hand, d.first] for d in desks()]))
"""
#: prints for each kind of case opened by hand how many cases were lived at the desk, by all who acted in them and what springs from them
WHOLE = """
import django
from fadu.assembly import discovery
discovery.hand_down()
django.setup()
import json
from collections import Counter
from fadu.cases.models import Act, Case
from fadu.desk.models import SignIn
seated = set(SignIn.objects.values_list("account__officer_id", flat=True))
whole = Counter()
for case in Case.objects.filter(parent=None, closed_at__isnull=False):
    family = [case, *case.family.all()]
    officers = set(Act.objects.filter(case__in=family, officer__isnull=False).values_list("officer_id", flat=True))
    if officers <= seated:
        whole.update({f"{case.kind} with {one.kind}" if one != case else case.kind for one in family})
print(json.dumps(whole))
"""
DIGITS = Path(__file__).parent / "masked_digits.tsv"


def fadu(home: Path, *words: str) -> str:
    """What a command of Fadu printed in a home of its own, on SQLite."""
    env = environment(home)
    ended = subprocess.run(
        [sys.executable, "-m", "fadu", *words], env=env, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr + ended.stdout[-2000:]
    return ended.stdout


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    made = tmp_path_factory.mktemp("year")
    return made, json.loads(fadu(made, "demo", "--year", "2022", "--json"))


@pytest.fixture(scope="module")
def home(lived: tuple[Path, dict[str, Any]]) -> Path:
    return lived[0]


@pytest.fixture(scope="module")
def figures_by_code(home: Path) -> dict[str, Any]:
    return {figure["code"]: figure for figure in json.loads(fadu(home, "figures", "2022", "--json"))}


@pytest.fixture(scope="module")
def report(home: Path) -> dict[str, Any]:
    drafted: dict[str, Any] = json.loads(fadu(home, "report", "2022", "--format", "json"))
    return drafted


def masked() -> dict[str, int]:
    with DIGITS.open(encoding="utf-8") as file:
        return {row["code"]: int(row["digits"]) for row in csv.DictReader(file, delimiter="\t")}


def test_every_figure_of_the_year_that_has_a_register_has_as_many_digits_as_the_sample(
    figures_by_code: dict[str, Any],
) -> None:
    there = {code: digits for code, digits in masked().items() if code in figures_by_code}
    assert set(there) >= {"DIS-01", "DIS-02", "CMP-01", "CMP-02", "CMP-10"}
    assert {code: len(str(figures_by_code[code]["value"])) for code in there} == there


def test_every_count_of_the_full_year_opens_as_many_records(figures_by_code: dict[str, Any]) -> None:
    counts = [
        f for f in figures_by_code.values() if f["unit"] not in {"分", "基点"} and f["value"] is not None
    ]
    assert [f["code"] for f in counts if f["value"] != len(f["records"])] == []


def test_every_part_of_the_report_of_the_full_year_stands_and_its_figures_are_traced(
    report: dict[str, Any],
) -> None:
    titles = [part["title"][:3] for part in report["sections"][0]["parts"]]
    assert titles == ["（一）", "（二）", "（三）", "（四）", "（五）", "（六）"]
    assert report["figures"]["SHO-02"]["value"] == 10_000


def test_only_what_has_no_register_and_no_meeting_of_the_party_group_is_a_gap_of_the_full_year(
    report: dict[str, Any],
) -> None:
    figures = {missing for gap in report["gaps"] for missing in gap["missing"] if "记录" not in missing}
    assert "党组审议重大处罚数" in figures
    assert not figures & {figure["name"] for code, figure in report["figures"].items() if code != "PEN-06"}


def test_major_decisions_of_the_full_year_were_legally_reviewed(figures_by_code: dict[str, Any]) -> None:
    assert (figures_by_code["LGL-04"]["value"], len(figures_by_code["LGL-04B"]["records"])) == (
        10_000,
        figures_by_code["PEN-05"]["value"],
    )


def test_what_was_refused_in_the_year_is_what_people_do_now_and_then(
    lived: tuple[Path, dict[str, Any]],
) -> None:
    assert 10 < lived[1]["refusals"] < 60


def test_what_is_unlawful_in_the_year_is_lateness_and_rare(home: Path) -> None:
    env = environment(home)
    asked = [sys.executable, "-m", "fadu", "check", "--json"]
    findings = json.loads(subprocess.run(asked, env=env, capture_output=True, text=True, check=False).stdout)

    assert {finding["rule"].partition(":")[0] for finding in findings} == {"clock"}
    assert len({finding["case"] for finding in findings}) < 30


def test_every_printed_account_has_a_name_a_post_and_something_to_do_first(home: Path) -> None:
    env = environment(home)
    shown = subprocess.run([sys.executable, "-c", DESKS], env=env, capture_output=True, text=True, check=True)
    desks = {account: desk for account, *desk in json.loads(shown.stdout)}

    assert all(name and post and first for name, post, _, first in desks.values())
    _, _, in_hand, first = desks["zhifa"]  # handles cases at investigation, and may act in them
    assert in_hand > 3
    assert "调查终结" in first or "收集证据" in first


def test_cases_of_every_kind_that_officers_open_were_lived_whole_by_those_who_sat_at_the_desk(
    lived: tuple[Path, dict[str, Any]],
) -> None:
    home, said = lived
    env = environment(home)
    shown = subprocess.run([sys.executable, "-c", WHOLE], env=env, capture_output=True, text=True, check=True)

    assert set(json.loads(shown.stdout)) >= {
        "complaint",
        "complaint with legal_review",
        "licence",
        "penalty",
        "penalty with committee_item",
        "penalty with hearing",
        "penalty with legal_review",
        "penalty with performance",
        "tip_off",
    }
    assert said["at_desk"] > 300
