# SPDX-License-Identifier: MulanPSL-2.0
"""The code behind a guard or a fact: what it calls in its own package, which words it uses, and a digest of it all.

What it calls of the engine is the engine's: a built-in guard is looked at in its own module alone, one of a kind of case in the
whole package of that kind. The digest is of the code's structure: lay-out, comments, docstrings and the version of
Python that reads it make no difference.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

import orjson

from fadu.kernel.canonical import canonical, digest

_ENGINE = __name__.rpartition(".")[0]
_PLAIN = (str, bytes, int, float, bool, date, type(None))


@dataclass(frozen=True, slots=True)
class Code:
    """What was reached from one function: functions and classes by module and name, constants, and every word in them."""

    functions: dict[str, FunctionType | type] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)


@cache
def code_behind(function: Callable[..., Any]) -> Code:
    """Everything a guard or fact reaches in its own package.

    >>> from fadu.procedure.guards import BUILT_IN_GUARDS
    >>> sorted(code_behind(BUILT_IN_GUARDS["done"].function).functions)[0]
    'fadu.procedure.guards._title'
    """
    reached = Code()
    start = inspect.unwrap(function)
    _visit(reached, start, _home(str(start.__module__)), start.__qualname__)
    return reached


def code_digest(function: Callable[..., Any]) -> str:
    """A digest of the structure of everything reached. Raises OSError where the source is not there."""
    code = code_behind(function)
    return digest(
        {
            "functions": [[name, _structure(code.functions[name])] for name in sorted(code.functions)],
            "constants": [[name, code.constants[name]] for name in sorted(code.constants)],
        }
    )


def _home(module: str) -> str:
    package = module.rpartition(".")[0]
    return module if package in ("", _ENGINE) else package


def _visit(reached: Code, value: Any, home: str, name: str) -> None:
    """Take in a function, class or constant, and what it names."""
    if hasattr(value, "__wrapped__"):  # a decorated function, or one whose answers are kept
        value = inspect.unwrap(value)
    if isinstance(value, FunctionType | type):
        key = f"{value.__module__}.{value.__qualname__}"
        if key not in reached.functions and _belongs(value.__module__, home):
            reached.functions[key] = value
            for function in [value] if isinstance(value, FunctionType) else _methods(reached, value):
                _follow(reached, function, home)
    elif (words := _constant(value)) is not None:
        reached.constants[name] = repr(words)
        reached.words.update(words)
    else:
        for place, part in _parts(value):
            _visit(reached, part, home, f"{name}[{place}]")


def _methods(reached: Code, value: type) -> Iterator[FunctionType]:
    """The functions written in a class; its source is the class's own, only what they name is followed."""
    for name, part in vars(value).items():
        method = getattr(part, "fget", None) or getattr(part, "__func__", part)
        if isinstance(method, FunctionType) and method.__module__ == value.__module__:
            yield method
        elif not name.startswith("__"):
            reached.words.update(_constant(part) or ())


def _parts(value: Any) -> Iterator[tuple[Any, Any]]:
    """What a table, a collection or a value of fields is made of."""
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, tuple | list | frozenset | set):
        yield from enumerate(value)
    elif is_dataclass(value):
        yield from ((part.name, getattr(value, part.name)) for part in fields(value))


def _belongs(module: str, home: str) -> bool:
    return module == home or module.startswith(f"{home}.")


def _follow(reached: Code, function: FunctionType, home: str) -> None:
    for code in _codes(function.__code__):
        for constant in code.co_consts:
            if (words := _constant(constant)) is not None:
                reached.words.update(words)
        for name in code.co_names:
            value = function.__globals__.get(name)
            if isinstance(value, ModuleType) and _belongs(value.__name__, home):
                for other in code.co_names:
                    if hasattr(value, other):
                        _visit(reached, getattr(value, other), home, f"{value.__name__}.{other}")
            elif value is not None:
                _visit(reached, value, home, f"{function.__module__}.{name}")


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _constant(value: Any) -> list[str] | None:
    """A plain value, or a collection or table of such, as words in a stable order; None for anything else."""
    if isinstance(value, _PLAIN):
        return [str(value)]
    if isinstance(value, Mapping):
        parts = [_constant(item) for pair in value.items() for item in pair]
    elif isinstance(value, tuple | list):
        parts = [_constant(item) for item in value]
    elif isinstance(value, frozenset | set):
        parts = sorted((_constant(item) for item in value), key=repr)
    else:
        return None
    return None if any(part is None for part in parts) else [word for part in parts for word in part or ()]


@cache
def _structure(function: FunctionType | type) -> orjson.Fragment:
    """The parsed source of a function, without docstrings and decorators, written down; many guards call the same one."""
    return orjson.Fragment(canonical(_listed(_parsed(function))))


def _parsed(function: FunctionType | type) -> ast.Module:
    """The source of a function or class alone. Its file is parsed as a whole: that is quicker than to look for where one ends."""
    file = inspect.getsourcefile(function) or ""
    linecache.checkcache(file)
    written = _definitions("".join(linecache.getlines(file)))
    start = function.__code__.co_firstlineno if isinstance(function, FunctionType) else 0
    if (function.__qualname__, start) in written:
        return ast.Module(body=[written[function.__qualname__, start]], type_ignores=[])
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


@cache
def _definitions(text: str) -> Mapping[tuple[str, int], ast.stmt]:
    """Name and first line -> each function of a file; name and 0 -> each class."""
    written: dict[tuple[str, int], ast.stmt] = {}

    def look(node: ast.AST, within: str) -> None:
        for part in ast.iter_child_nodes(node):
            if isinstance(part, _FUNCTIONS):
                start = min(each.lineno for each in (part, *part.decorator_list))
                written[f"{within}{part.name}", start] = part
                look(part, f"{within}{part.name}.<locals>.")
            elif isinstance(part, ast.ClassDef):
                written.setdefault((f"{within}{part.name}", 0), part)
                look(part, f"{within}{part.name}.")
            elif not isinstance(part, ast.expr):
                look(part, within)

    look(ast.parse(text), "")
    return written


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _listed(value: Any) -> Any:
    """A node with what it says; empty parts are left out, for later versions of Python add such."""
    if isinstance(value, ast.AST):
        listed: list[Any] = [type(value).__name__]
        for name in _parts_of(value._fields):
            part = getattr(value, name, None)
            if name == "body" and isinstance(value, (*_FUNCTIONS, ast.ClassDef)):
                part = value.body[1:] if ast.get_docstring(value, clean=False) is not None else value.body
            if part is not None and part != []:
                listed.append([name, _listed(part)])
        return listed
    if isinstance(value, list):
        return [_listed(item) for item in value]
    return f"{type(value).__name__} {value!r}"


@cache
def _parts_of(fields_of_node: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*fields_of_node} - {"ctx", "decorator_list"}))
