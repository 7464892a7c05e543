# SPDX-License-Identifier: MulanPSL-2.0
"""The code behind a guard: what it reaches, and a digest that only a change of the code moves."""

from __future__ import annotations

import importlib
import linecache
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from fadu.procedure.behind import code_behind, code_digest
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.library import library
from fadu.procedure.reaching import facts_named, guards_named

GUARDS = '''
from own.floors import least
from fadu.procedure.decision import HOLDS

WORDS = ("kind/limit", "kind/other")

def guard(world):
    """Holds."""
    return helper(world, WORDS)

def helper(world, words):
    return least(world)

def unused(world):
    return "kind/unused"
'''
FLOORS = """
TABLE = {"a": "kind/floor"}

def least(world):
    return TABLE["a"]
"""


@pytest.fixture
def kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., ModuleType]:
    """Make the package `own` with a module of guards and one beside it, and import the guards."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(
        sys, "dont_write_bytecode", True
    )  # written twice within a second, it would be read as it was

    def made(guards: str = GUARDS, floors: str = FLOORS) -> ModuleType:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        for name, text in (("__init__", ""), ("floors", floors), ("guards", guards)):
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        for name in ("own", "own.floors", "own.guards"):
            sys.modules.pop(name, None)
        importlib.invalidate_caches()

        linecache.clearcache()
        return importlib.import_module("own.guards")

    yield made
    for name in ("own", "own.floors", "own.guards"):
        sys.modules.pop(name, None)


def test_what_is_called_in_the_package_is_reached_and_nothing_else(kind: Callable[..., ModuleType]) -> None:
    code = code_behind(kind().guard)

    assert set(code.functions) == {"own.guards.guard", "own.guards.helper", "own.floors.least"}


def test_the_words_of_constants_near_and_far_are_reached(kind: Callable[..., ModuleType]) -> None:
    words = code_behind(kind().guard).words

    assert {"kind/limit", "kind/other", "kind/floor"} <= words
    assert "kind/unused" not in words


def test_lay_out_comments_and_docstrings_leave_the_digest(kind: Callable[..., ModuleType]) -> None:
    before = code_digest(kind().guard)
    other = GUARDS.replace('    """Holds."""\n', '    """It holds."""\n    # why\n').replace(
        "helper(world, WORDS)", "helper(\n        world,\n        WORDS,\n    )"
    )

    assert code_digest(kind(other).guard) == before


TWICE = GUARDS.replace(
    "def helper(world, words):\n    return least(world)\n",
    "if True:\n    @cache\n    def helper(world, words):\n        return least(world)\n"
    "else:\n    def helper(world, words):\n        return 'never'\n",
).replace("from own", "from functools import cache\nfrom own", 1)


def test_of_two_functions_of_one_name_the_one_that_is_called_is_read(
    kind: Callable[..., ModuleType],
) -> None:
    before = code_digest(kind(TWICE).guard)

    assert code_digest(kind(TWICE.replace("'never'", "'ever'")).guard) == before
    assert code_digest(kind(TWICE.replace("return least(world)", "return not least(world)")).guard) != before


@pytest.mark.parametrize(
    ("guards", "floors"),
    [
        (GUARDS.replace("return least(world)", "return not least(world)"), FLOORS),
        (GUARDS.replace('"kind/other"', '"kind/another"'), FLOORS),
        (GUARDS, FLOORS.replace('return TABLE["a"]', 'return TABLE["b"]')),
        (GUARDS, FLOORS.replace("kind/floor", "kind/ceiling")),
    ],
    ids=["helper", "constant", "function of another module", "constant of another module"],
)
def test_a_change_of_anything_reached_moves_the_digest(
    kind: Callable[..., ModuleType], guards: str, floors: str
) -> None:
    before = code_digest(kind().guard)

    assert code_digest(kind(guards, floors).guard) != before


CLASSES = '''
from dataclasses import dataclass
from functools import cache

@dataclass(frozen=True)
class Range:
    """A range."""
    least: int
    key: str = "kind/range"

    @property
    def words(self):
        return "kind/property"

@cache
def ranges():
    return (Range(1), KEPT)

KEPT = Range(2, "kind/instance")
TABLE = {"a": ranges, "b": ("kind/nested", ranges)}

def least(world):
    return TABLE["a"]()[0].least
'''


def test_classes_kept_answers_and_values_in_tables_are_reached(kind: Callable[..., ModuleType]) -> None:
    code = code_behind(kind(floors=CLASSES).guard)

    assert {"own.floors.Range", "own.floors.ranges"} <= set(code.functions)
    assert {"kind/property", "kind/instance", "kind/nested", "kind/range"} <= code.words


@pytest.mark.parametrize(
    ("was", "now"),
    [("Range(2,", "Range(3,"), ("least: int", "most: int"), ("(Range(1), KEPT)", "(Range(2), KEPT)")],
)
def test_a_change_of_a_class_or_of_a_value_in_a_table_moves_the_digest(
    kind: Callable[..., ModuleType], was: str, now: str
) -> None:
    before = code_digest(kind(floors=CLASSES).guard)

    assert code_digest(kind(floors=CLASSES.replace(was, now)).guard) != before


def test_a_change_of_what_is_not_reached_leaves_the_digest(kind: Callable[..., ModuleType]) -> None:
    before = code_digest(kind().guard)

    assert code_digest(kind(GUARDS.replace("kind/unused", "kind/useless")).guard) == before


@pytest.mark.parametrize("name", sorted(BUILT_IN_GUARDS))
def test_a_built_in_guard_is_looked_at_in_its_own_module(name: str) -> None:
    function = BUILT_IN_GUARDS[name].function
    modules = {f.__module__ for f in code_behind(function).functions.values()}

    assert modules == {function.__module__}
    assert len(code_digest(function)) == 64


@pytest.mark.parametrize("kind", library().kinds())
def test_the_code_behind_every_guard_and_fact_that_ships_has_a_digest(kind: str) -> None:
    edition = library().editions(kind)[-1]
    functions = [spec.function for spec in guards_named(edition).values()]

    assert all(len(code_digest(function)) == 64 for function in [*functions, *facts_named(edition).values()])
