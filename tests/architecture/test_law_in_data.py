# SPDX-License-Identifier: MulanPSL-2.0
"""No article, amount or day of the law stands in Python: the code names keys, the dated data names the law.

The scan reads every string and number of the source, docstrings apart (they may say where a rule comes from). The
demo's lives are fiction, dated like any diary, and migrations keep the words of their day: neither is read.
"""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fadu.law import library
from fadu.procedure.offering import offered_by

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fadu"
#: bounds of what a register of other times may hold, and no law
NO_LAW = {
    "intake/days.py": {"date(1978, 1, 1)", "date(2100, 1, 1)"},
    "intake/reading/cells.py": {"date(1899, 12, 30)"},
    "intake/reading/header.py": {"'千元'", "'百万元'"},
    "intake/reading/worksheets.py": {"datetime(1904, 1, 1)", "datetime(1899, 12, 30)"},
    "procedure/schema.py": {"date(1900, 1, 1)", "date(2199, 12, 31)"},
}

_NUMBER = r"(?:\d[\d,]*|[一二三四五六七八九十两百千][一二三四五六七八九十百千万零]*)"
_NAMES = {name for held in library().instruments.values() for name in (held.short, held.title)}
WORDS = {
    "article": re.compile(rf"第{_NUMBER}条"),
    "citation": re.compile(r"(?:法|规定|办法|条例|解释|意见)(?:\(\d{4}\))? ?\d+"),
    "instrument": re.compile("|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))),
    "amount": re.compile(
        rf"{_NUMBER}(?:个?工作日|个?自然日|日[内前后]|日以[内上下]|个月|小时|万?元|倍)"
        r"|[二三四五六七八九十两]+年|(?<!\d)\d{1,2}年|百分之[一二三四五六七八九十]"
    ),
    "year": re.compile(r"(?:19|20)\d\d年"),
}
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d$")


def relapses(text: str) -> Iterator[str]:
    """What stands in a module's text that belongs into the data of the law."""
    tree = ast.parse(text)
    docstrings = set(_docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield from (f"{kind}: {node.value!r}" for kind, word in WORDS.items() if word.search(node.value))
        elif isinstance(node, ast.Compare):
            yield from (f"year: {ast.unparse(node)}" for part in ast.walk(node) if _is_day(part))
        elif isinstance(node, ast.Assign) and _is_day(node.value) and not _is_number(node.value):
            yield f"day: {ast.unparse(node)}"
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            if _name(node) in ("date", "datetime", "fromisoformat"):
                yield f"day: {ast.unparse(node)}"
        elif isinstance(node, ast.keyword) and node.arg == "cites" and _texts(node.value):
            yield f"cites: {ast.unparse(node.value)}"


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Docstrings, and texts that stand alone in a class or module to describe what is above them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _is_day(node: ast.AST) -> bool:
    """A year as a number, or a day written out."""
    value = node.value if isinstance(node, ast.Constant) else None
    is_year = isinstance(value, int) and 1949 <= value <= 2100
    return is_year or (isinstance(value, str) and bool(_DAY.match(value)))


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _texts(node: ast.expr) -> bool:
    parts = node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
    return any(isinstance(part, ast.Constant) and part.value for part in parts)


def modules() -> list[str]:
    paths = [path.relative_to(SOURCE) for path in sorted(SOURCE.rglob("*.py"))]
    return [
        path.as_posix()
        for path in paths
        if path.parts[0] != "demo" and path.name != "demo.py" and "migrations" not in path.parts
    ]


def test_no_law_stands_in_python() -> None:
    by_module = {
        module: [
            each
            for each in relapses((SOURCE / module).read_text(encoding="utf-8"))
            if each.partition(": ")[2] not in NO_LAW.get(module, ())
        ]
        for module in modules()
    }

    assert {module: each for module, each in by_module.items() if each} == {}


GUARDS = sorted(path.parent.name for path in (SOURCE / "matters").glob("*/guards.py"))


@pytest.mark.parametrize("kind", GUARDS)
def test_every_key_named_in_the_guards_of_a_kind_is_declared_where_a_guard_is_offered(kind: str) -> None:
    module = import_module(f"fadu.matters.{kind}.guards")
    declared = {key for spec in offered_by(module).values() for key in spec.law}
    named = [
        node.args[0]
        for node in ast.walk(ast.parse((SOURCE / "matters" / kind / "guards.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _name(node) == "cites"
    ]
    texts = {part.value for arg in named for part in ast.walk(arg) if isinstance(part, ast.Constant)}

    assert {text for text in texts if "/" in str(text)} - declared == set()


@pytest.mark.parametrize(
    "text",
    [
        'Ground(code="x", cites=("程序规定 19",))',
        'Indicator(cites=("三项制度指导意见",))',
        'LAW = "行政处罚法"',
        'message = f"依照第{7}条、第五十七条办理"',
        'message = "应当在五个工作日内办结"',
        'message = "罚款不得超过3000元"',
        'message = "违法行为在二年内未被发现的"',
        'remark = "2018年前已从事法制审核的"',
        "found = [] if year >= 2025 else [1]",
        "if day >= date(2021, 7, 15): pass",
        'SINCE = "2021-07-15"',
        'if day.isoformat() < "2021-07-15": pass',
        'SINCE = date.fromisoformat("2021-07-15")',
    ],
)
def test_a_relapse_is_seen(text: str) -> None:
    assert list(relapses(text)) != []


def test_docstrings_may_say_where_a_rule_comes_from() -> None:
    assert list(relapses('def due():\n    """Within five days (行政处罚法 61)."""\n')) == []
