# SPDX-License-Identifier: MulanPSL-2.0
"""Faults planted by `make mutants` are faults: of behaviour, one at a time, the same ones for the same seed."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "mutants"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.syspath_prepend(str(TOOL))
    return runpy.run_path(str(TOOL / "__main__.py"), run_name="mutants")


def changed(tool: dict[str, Any], text: str) -> set[str]:
    return {change.applied(text) for change in tool["changes"](text)}


def test_a_comparison_moves_by_one_and_everything_else_stays(tool: dict[str, Any]) -> None:
    text = "x = 1 < y  # 小于\n"
    assert changed(tool, text) == {
        "x = (1 <= y)  # 小于\n",
        "x = (2) < y  # 小于\n",
        "x = (0) < y  # 小于\n",
    }


def test_one_condition_of_a_filter_is_left_out(tool: dict[str, Any]) -> None:
    mutants = changed(tool, "c = rows.filter(a & b, bureau=c, exercise=d)\n")
    assert mutants == {
        "c = (rows.filter(a & b, exercise=d))\n",
        "c = (rows.filter(a & b, bureau=c))\n",
        "c = rows.filter((a), bureau=c, exercise=d)\n",
        "c = rows.filter((b), bureau=c, exercise=d)\n",
    }


def test_a_statement_is_left_out_and_a_condition_turned_round(tool: dict[str, Any]) -> None:
    text = "if a:\n    raise Late\n"
    assert changed(tool, text) == {"if (not a):\n    raise Late\n", "pass\n", "if a:\n    pass\n"}


@pytest.mark.parametrize(
    "text",
    [
        '"""Words."""\n',
        "import a\n",
        '__all__ = ["a", "b"]\n',
        "Answer = Yes | No | Unknown\n",
        "if TYPE_CHECKING:\n    from a import b\n",
        "x: tuple[int, str] | None\n",
        "g = ground(message=1 if a else 2)\n",
        "class Sight(IntEnum):\n    HEADER = 1\n",
    ],
)
def test_words_and_types_are_not_changed(tool: dict[str, Any], text: str) -> None:
    assert changed(tool, text) == set()


def test_the_same_seed_draws_the_same_and_a_smaller_number_the_first_of_them(tool: dict[str, Any]) -> None:
    drawn = tool["drawn"]
    assert drawn("a", 30) == drawn("a", 30)
    assert drawn("a", 30)[:6] == drawn("a", 6)
    assert drawn("a", 30) != drawn("b", 30)


def test_every_group_is_drawn_from(tool: dict[str, Any]) -> None:
    files = {mutant.file for mutant in tool["drawn"]("a", 3)}
    assert [bool(files & set(group)) for group in tool["GROUPS"].values()] == [True] * 3


def test_every_module_of_figures_has_its_nearest_tests_and_all_of_them_exist(tool: dict[str, Any]) -> None:
    figures = set(tool["GROUPS"]["figures"])
    there = {str(p.relative_to(ROOT)) for p in (ROOT / "src/fadu/figures").glob("*.py")}
    assert there - figures == {f"src/fadu/figures/{name}.py" for name in ("__init__", "apps", "models")}
    named = {test for group in tool["GROUPS"].values() for tests in group.values() for test in tests}
    missing = [path for path in {*named, *figures} if not (ROOT / path).is_file()]
    assert missing == []
