# SPDX-License-Identifier: MulanPSL-2.0
"""The demo bureau lives through the services alone: the same seed gives the same year, whole and lawful."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.json_shapes import SHAPES, misfits
from tests.processes import environment

from fadu.figures.figure import basis_points

SCALE = "0.05"


def fadu(home: Path, *words: str) -> Any:
    """A command of Fadu in a home of its own, on SQLite; what it printed as JSON."""
    env = environment(home)
    ended = subprocess.run(
        [sys.executable, "-m", "fadu", *words, "--json"], env=env, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr + ended.stdout[-2000:]
    return json.loads(ended.stdout)


def figures(home: Path) -> dict[str, Any]:
    """Code -> value and the cases behind it."""
    printed = fadu(home, "figures", "2022")
    return {
        f["code"]: (f["value"], f["records"])
        for f in (printed if isinstance(printed, list) else printed["figures"])
    }


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    first, second = (tmp_path_factory.mktemp(name) for name in ("one", "two"))
    for home in (first, second):
        lived = fadu(home, "demo", "--year", "2022", "--seed", "5", "--scale", SCALE)
        assert list(misfits(SHAPES["fadu demo"], lived)) == []
    return first, second


def test_the_same_seed_gives_the_same_figures_from_the_same_cases(homes: tuple[Path, Path]) -> None:
    assert figures(homes[0]) == figures(homes[1])


def test_a_figure_on_the_command_line_has_these_six_keys_and_no_others(homes: tuple[Path, Path]) -> None:
    keys = {tuple(figure) for figure in fadu(homes[0], "figures", "2022")}
    assert keys == {("code", "name", "value", "unit", "records", "definition")}


def test_every_count_of_the_year_it_lives_has_as_many_records(homes: tuple[Path, Path]) -> None:
    counts = [
        f
        for f in fadu(homes[0], "figures", "2022")
        if f["unit"] not in {"分", "基点"} and f["value"] is not None
    ]
    assert [f["code"] for f in counts if f["value"] != len(f["records"])] == []
    assert len(counts) > 60


def test_every_rate_of_the_year_it_lives_is_computed_from_the_two_figures_it_names(
    homes: tuple[Path, Path],
) -> None:
    by_code = {f["code"]: f for f in fadu(homes[0], "figures", "2022")}
    rates = {
        code: re.search(r"（([\w-]+)÷([\w-]+)）$", f["definition"])
        for code, f in by_code.items()
        if f["unit"] == "基点"
    }
    assert [code for code, named in rates.items() if named is None] == []
    worked_out = {
        code: basis_points(len(by_code[named[1]]["records"]), len(by_code[named[2]]["records"]))
        for code, named in rates.items()
        if named
    }
    assert worked_out == {code: by_code[code]["value"] for code in rates}


@pytest.mark.parametrize(
    "code", ["CMP-07", "PEN-03", "PEN-03A", "PEN-03B", "PEN-03C", "PRF-01", "PRF-01A", "PRF-07"]
)
def test_the_records_of_a_sum_add_up_to_it(code: str, homes: tuple[Path, Path]) -> None:
    (figure,) = fadu(homes[0], "figures", "2022", "--code", code)
    assert figure["value"] == sum(row["value"] for row in figure["rows"])
    assert [row["record"] for row in figure["rows"]] == figure["records"]


#: prints the rows that count on a day outside the months that the acts of their case name
NAMED_DAYS = """
import django
from fadu.assembly import discovery
discovery.hand_down()
django.setup()
import json
from collections import defaultdict
from fadu.cases.models import Act
from fadu.figures import behind, compiling, tallies
from fadu.figures.indicators import Rows
from fadu.figures.period import month_of
from fadu.kernel.clock import LEGAL_TIME
named = defaultdict(set)
for case, at, payload in Act.objects.values_list("case__number", "happened_at", "payload"):
    named[case].add(month_of(at.astimezone(LEGAL_TIME).date()))
    named[case].update(map(month_of, behind.days_in(payload)))
wrong, seen = [], 0
for code, rows in tallies.adding_up().items():
    if isinstance(rows, Rows):
        for number, on in rows.of._default_manager.values_list(f"{rows.case}__number", rows.on):
            day = on.astimezone(LEGAL_TIME).date() if hasattr(on, "hour") else on
            seen += day is not None
            if day and month_of(day) not in named[number]:
                wrong.append((code, number, str(day)))
print(json.dumps([seen, wrong]))
"""


def test_whatever_counts_counts_in_a_month_that_the_acts_of_its_case_name(homes: tuple[Path, Path]) -> None:
    env = environment(homes[0])
    output = subprocess.run(
        [sys.executable, "-c", NAMED_DAYS], env=env, capture_output=True, text=True, check=True
    ).stdout
    seen, wrong = json.loads(output)
    assert seen > 500
    assert wrong == []


def test_the_year_it_lives_leaves_a_ledger_that_verifies(homes: tuple[Path, Path]) -> None:
    assert fadu(homes[0], "ledger", "verify") == []


def test_a_bureau_that_is_there_is_not_overwritten(homes: tuple[Path, Path]) -> None:
    env = environment(homes[0])
    ended = subprocess.run(
        [sys.executable, "-m", "fadu", "demo"], env=env, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert "已有机关的资料" in ended.stderr
