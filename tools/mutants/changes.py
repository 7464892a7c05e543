# SPDX-License-Identifier: MulanPSL-2.0
"""Every small change of a module that a test should notice: one place, one change, the rest of the text as it was."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

#: arguments that hold words, not behaviour
WORDS = frozenset(
    {"message", "remedy", "name", "definition", "title", "verbose_name", "detail", "maxsize", "strict"}
)
FILTERS = frozenset({"filter", "exclude", "Q"})
#: calls whose arguments are alike: in another order they do the same, or plainly nothing
FIXED_ORDER = frozenset({"isinstance", "partial", "min", "max"})
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Change:
    """One change: the line, the bytes it replaces, and what stands there before and after."""

    line: int
    start: int
    end: int
    kind: str
    before: str
    after: str

    def applied(self, text: str) -> str:
        """The module with this change.

        >>> change = next(c for c in changes("def f(a):\\n    return a < 3\\n") if c.kind == "boundary")
        >>> change.before, change.after
        ('a < 3', '(a <= 3)')
        """
        raw = text.encode()
        return (raw[: self.start] + self.after.encode() + raw[self.end :]).decode()


def changes(text: str) -> list[Change]:
    """Every change of a module, in the order of its text. A few may be no program: see :func:`compiles`.

    Not changed: docstrings, annotations, decorators, imports, what a module gives out, types and blocks for their checker, texts, and the
    words of grounds and errors. A change there would be none of behaviour.
    """
    starts = [0]
    for line in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    made = set()
    for node in _behaviour(ast.parse(text)):
        for kind, place, new in _changed(node):
            start = starts[place.lineno - 1] + place.col_offset
            end = starts[place.end_lineno - 1] + place.end_col_offset
            before = text.encode()[start:end].decode()
            after = f"({ast.unparse(new)})" if isinstance(new, ast.expr) else ast.unparse(new)
            change = Change(line=place.lineno, start=start, end=end, kind=kind, before=before, after=after)
            made.add(change)
    return sorted(made)


def compiles(text: str) -> bool:
    """Whether a text is a program at all."""
    try:
        compile(text, "<mutant>", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def _behaviour(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """The expressions and statements that do something, each before what it holds."""
    if _is_silent(node):
        return
    if isinstance(node, ast.Assign) and isinstance(
        node.targets[0], ast.Tuple
    ):  # one element less is no program
        yield from (each for value in ast.iter_child_nodes(node.value) for each in _behaviour(value))
        return
    if isinstance(node, ast.expr | ast.stmt):
        yield node
    if isinstance(node, ast.Raise):  # what it says is words; that it is raised is not
        return
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_comment", "slice", "bases"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _behaviour(child)


def _is_silent(node: ast.AST) -> bool:
    """Whether nothing in it is behaviour."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.JoinedStr() | ast.Assert():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.keyword(arg=str(name)):
            return name in WORDS
        case ast.ClassDef(bases=bases):
            return any("Enum" in ast.unparse(base) for base in bases)
        case ast.Assign(value=value):
            return _is_type(value)
    return False


def _is_type(value: ast.expr) -> bool:
    """Whether a value is a name for several types: an annotation in another place."""
    match value:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return all(
                _is_type(side) or (isinstance(side, ast.Name) and side.id[:1].isupper())
                for side in (left, right)
            )
    return False


def _changed(node: ast.AST) -> Iterator[tuple[str, Any, ast.AST]]:
    """Kind of change, what is replaced, and by what: the node itself, or the test of a statement with a body."""
    if isinstance(node, ast.If | ast.While):
        yield from (("condition", node.test, new) for new in _negated(node.test))
    of = _of_expression if isinstance(node, ast.expr) else _of_statement
    yield from ((kind, node, new) for kind, new in of(node))


def _of_expression(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:  # noqa: C901 - a table
    match node:
        case ast.Compare(ops=[op]):
            yield "boundary", _with(node, ops=[COMPARED[type(op)]()])
        case ast.UnaryOp(op=ast.Not()):
            yield "negation", node.operand
        case ast.BoolOp(values=values):
            for at in range(len(values)):
                rest = values[:at] + values[at + 1 :]
                yield "side", rest[0] if len(rest) == 1 else _with(node, values=rest)
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr(), left=left, right=right):
            yield from (("side", left), ("side", right))
        case ast.BinOp(op=ast.Add() | ast.Sub() as op):
            yield "sign", _with(node, op=ast.Sub() if isinstance(op, ast.Add) else ast.Add())
        case ast.Constant(value=bool() | int() as value):
            others = (not value,) if isinstance(value, bool) else (value + 1, value - 1)
            yield from (("constant", ast.Constant(value=other)) for other in others)
        case ast.IfExp(test=test):
            yield from (("condition", _with(node, test=new)) for new in _negated(test))
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            yield from _of_comprehension(node)
        case ast.Tuple(elts=held, ctx=ast.Load()) | ast.List(elts=held, ctx=ast.Load()) if len(held) > 1:
            yield from (("element", _with(node, elts=held[:at] + held[at + 1 :])) for at in range(len(held)))
        case ast.Call():
            yield from _of_call(node)


def _of_comprehension(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    for place, generator in enumerate(node.generators):
        for at in range(len(generator.ifs)):
            fewer = deepcopy(node)
            del fewer.generators[place].ifs[at]
            yield "condition", fewer
            for new in _negated(generator.ifs[at]):
                negated = deepcopy(node)
                negated.generators[place].ifs[at] = new
                yield "condition", negated


def _of_call(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called in FILTERS:
        for at, given in enumerate(node.keywords):
            if given.arg and len(node.keywords) + len(node.args) > 1:
                yield "filter", _with(node, keywords=node.keywords[:at] + node.keywords[at + 1 :])
    match node.args:
        case [ast.Attribute() as one, ast.Attribute() as other] if called not in FIXED_ORDER:
            if one.attr == other.attr or ast.dump(one.value) == ast.dump(other.value):
                yield "order", _with(node, args=[other, one])


def _of_statement(node: ast.stmt) -> Iterator[tuple[str, ast.stmt]]:
    match node:
        case ast.If(orelse=[]):
            yield "statement", ast.Pass()
        case ast.Return(value=ast.expr() as value):
            yield from (("return", ast.Return(value=other)) for other in _others(value))
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue():
            yield "statement", ast.Pass()
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield "statement", ast.Pass()


def _others(value: ast.expr) -> Iterator[ast.expr]:
    """Another value of the same sort, where the sort is plain to see."""
    match value:
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            yield from (ast.Constant(value=answer) for answer in (True, False))
        case ast.Call(func=ast.Name(id="Ground")):
            yield ast.Name(id="HOLDS", ctx=ast.Load())
        case ast.Call(func=ast.Name(id="tuple" | "list" | "set" | "frozenset" | "dict" as sort)):
            yield ast.Call(func=ast.Name(id=sort, ctx=ast.Load()), args=[], keywords=[])
        case ast.Call(func=ast.Name(id="any" | "all" | "bool")):
            yield from (ast.Constant(value=answer) for answer in (True, False))


def _negated(test: ast.expr) -> Iterator[ast.expr]:
    """Its opposite, unless the test is changed to that already in its own right."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            return
        case ast.Compare(ops=[ast.Eq() | ast.NotEq() | ast.Is() | ast.IsNot() | ast.In() | ast.NotIn()]):
            return
    yield ast.UnaryOp(op=ast.Not(), operand=test)


def _with(node: Any, **parts: object) -> Any:
    new = deepcopy(node)
    for name, value in parts.items():
        setattr(new, name, value)
    return new
