# SPDX-License-Identifier: MulanPSL-2.0
"""Verifying everything: triggers, chains, keys, tree and heads, witnesses, and every row that is entered or follows.

It only reads, some rows at a time, each time as of one moment, beside a site that goes on. Whatever fails on the way is
named and the rest is looked at all the same: one bad row silences nothing.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from django.db import DatabaseError, InterfaceError, OperationalError

from fadu.kernel.covering import covered
from fadu.kernel.errors import FaduError
from fadu.ledger import (
    chain_checks,
    key_checks,
    problems,
    selectors,
    table_checks,
    tree_checks,
    witness_checks,
)
from fadu.ledger.problems import Check, Problem
from fadu.storage import tables
from fadu.storage.moment import one_moment, still_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from fadu.ledger.expected import Expected
    from fadu.ledger.heads import Head
    from fadu.ledger.problems import Takes

    #: what is looked at, how much of it is done, and how much there is (0: not known)
    Progress = Callable[[str, int, int], None]

T = TypeVar("T")
log = logging.getLogger(__name__)
#: rows looked at together
TOGETHER = 200
#: keys of rows read together
KEYS = 2000
#: nights in which everything is looked at once
NIGHTS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of everything: what is new since the last time, and one share of the rest.

    ``tops``: check -> the highest key looked at then; ``place``: how many entries the tree had; ``share`` of ``NIGHTS``.
    """

    share: int
    place: int = 0
    tops: Mapping[str, int] = field(default_factory=dict)


def _quietly(title: str, done: int, of: int) -> None:
    """Progress that nobody follows."""


def verify(heads: Iterable[Head] = (), *, part: Part | None = None) -> list[Problem]:
    """Everything that does not agree, ``heads`` kept elsewhere included; in ``part``, what that names."""
    return list(findings(heads, part=part))


def findings(
    heads: Iterable[Head] = (), *, part: Part | None = None, progress: Progress = _quietly
) -> Iterator[Problem]:
    """What ``verify`` names, one by one as it comes to light; ``progress`` hears how far it has come.

    Raises what the database raises where it does not answer at all: nothing could be said of what was not read.
    """
    given = list(heads)
    for title, check in table_checks.checks():
        yield from _guarded(title, check)
    yield from of_the_ledger(given, part=part, progress=progress)
    yield from checked(part=part, progress=progress)


def of_the_ledger(
    given: list[Head], *, part: Part | None = None, progress: Progress = _quietly
) -> Iterator[Problem]:
    """What the ledger holds against itself: chains (of a part, some), keys, tree, heads and witnesses."""
    progress("账目和记录流", 0, 0)
    yield from _guarded(
        "账目和记录流", lambda: chain_checks.problems(_taken(part, _new(part)) if part else None)
    )
    progress("账本树、密钥和见证", 0, 0)
    yield from _guarded("账本树、密钥和见证", lambda: _tree(given))


def checked(*names: str, part: Part | None = None, progress: Progress = _quietly) -> Iterator[Problem]:
    """What the checks name that rooms offer over what they keep: those named, or all."""
    new = _new(part)
    takes = _taken(part, new)
    there = tables.existing()
    for check in problems.offered():
        if (names and check.name not in names) or check.model._meta.db_table not in there:
            continue
        if check.whole is not None:
            progress(check.title, 0, 0)
            yield from _guarded(check.title, _in_one_moment(check.whole, takes))
        else:
            yield from _guarded(check.title, partial(_rows, check, part, new, progress))


def _new(part: Part | None) -> frozenset[str]:
    """The streams in which something is new since the last time; none where the ledger's tables are gone, which is named."""
    try:
        return frozenset(selectors.streams_since(part.place) or ()) if part else frozenset()
    except DatabaseError as error:
        if not tables.is_about_a_lacking_one(error):
            raise
        return frozenset()


def _taken(part: Part | None, new: frozenset[str]) -> Takes:
    """Which streams are looked at: of a part, those in which something is new, and its share of the others."""
    if part is None:
        return lambda stream: True
    share = part.share
    return lambda stream: stream in new or crc32(stream.encode()) % NIGHTS == share


def _tree(given: list[Head]) -> Iterator[Problem]:
    """Keys, alarms, tree, heads and witnesses: what of them cannot be read keeps none of the others from being looked at."""
    wrong: list[Problem] = []
    register = _as_read("签名公钥登记", key_checks.read, wrong, otherwise=None)
    nothing: list[Iterator[Expected]] = []
    witnessed = _as_read("见证文件", witness_checks.read, wrong, otherwise=nothing)
    yield from _guarded("见证的警报", witness_checks.alarming)
    yield from wrong
    order = witness_checks.in_order(given, "所给的账本根")
    yield from tree_checks.problems(register, *witnessed, order)


def _as_read(
    title: str, read: Callable[[], tuple[T, Iterable[Problem]]], wrong: list[Problem], *, otherwise: T
) -> T:
    """What is read, with what is wrong with it added; where it cannot be read, that."""
    value = otherwise

    def reading() -> Iterable[Problem]:
        nonlocal value
        value, problems_ = read()
        return problems_

    wrong += _guarded(title, reading)
    return value


# -- row by row ------------------------------------------------------------------------------------


def _rows(check: Check, part: Part | None, new: Iterable[str], progress: Progress) -> Iterator[Problem]:
    done, total = 0, check.model._default_manager.count()
    for keys in _keys(check, part, new):
        progress(check.title, done, total)
        yield from _some(check, keys)
        done += len(keys)


def _keys(check: Check, part: Part | None, new: Iterable[str]) -> Iterator[list[int]]:
    """The keys of a table, some at a time; of a part, those that are new, those touched, and its share."""
    rows = check.model._default_manager.order_by("pk")
    last, top = None, part.tops.get(check.name, 0) if part else 0
    touched = set(check.touched(new)) if part and check.touched else set()
    while keys := list(
        (rows if last is None else rows.filter(pk__gt=last)).values_list("pk", flat=True)[:KEYS]
    ):
        before, last = last, keys[-1]
        if before is not None and not last > before:
            raise ValueError(f"主键{before}之后读到的是{last}")
        if part is not None:
            keys = [k for k in keys if k > top or k in touched or k % NIGHTS == part.share]
        for start in range(0, len(keys), TOGETHER):
            yield keys[start : start + TOGETHER]


def _some(check: Check, keys: Sequence[int]) -> Iterator[Problem]:
    """The problems of some rows as of one moment; where that fails, of each half, down to the row that cannot be read."""
    try:
        with one_moment():
            wrong = list(check.of(keys))  # type: ignore[misc]
    except Exception as error:
        _raise_if_gone(error)
        if tables.is_about_a_lacking_one(error):
            raise  # no row's fault: it is said once
        if len(keys) == 1:
            yield _unreadable(check, keys[0], error)
            return
        middle = len(keys) // 2
        yield from _some(check, keys[:middle])
        yield from _some(check, keys[middle:])
        return
    yield from wrong


def _in_one_moment(
    check: Callable[[Takes], Iterable[Problem]], takes: Takes
) -> Callable[[], Iterator[Problem]]:
    """A check made as of one moment; what it named before it failed is not lost."""

    def made() -> Iterator[Problem]:
        wrong: list[Problem] = []
        failure: Exception | None = None
        with one_moment():
            try:
                for problem in check(takes):
                    wrong.append(problem)
            except Exception as error:  # noqa: BLE001 - raised below, out of the moment
                failure = error
        yield from wrong
        if failure is not None:
            raise failure

    return made


def _guarded(title: str, check: Callable[[], Iterable[Problem]]) -> Iterator[Problem]:
    """The problems a check names, and that it could not go on, where it could not."""
    try:
        yield from check()
    except Exception as error:
        _raise_if_gone(error)
        log.exception("%s", title)
        yield Problem(
            code="not_judged", where=title, message=f"没能核对完：{_words(error)}", table="", row=title
        )


def _unreadable(check: Check, key: int, error: Exception) -> Problem:
    log.error("%s %s", check.name, key, exc_info=error)
    return Problem(
        code="row_unreadable",
        where=f"{check.title} {key}",
        message=f"这一行读不出来，或者不能核对：{_words(error)}",
        table=check.model._meta.db_table,
        row=str(key),
    )


def _words(error: Exception) -> str:
    sentence = error.message if isinstance(error, FaduError) else f"{type(error).__name__}：{error}"
    return covered(sentence)[:300]


def _raise_if_gone(error: Exception) -> None:
    """A database that does not answer ends everything: nothing could be said of what was not read."""
    if isinstance(error, OperationalError | InterfaceError) and not still_answers():
        raise error
