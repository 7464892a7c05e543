# SPDX-License-Identifier: MulanPSL-2.0
"""Everything that is kept outside the database, for `verify`: all heads of all witnesses as one history, the newest head kept
beside the keys; and the alarms that stand.

A witness is read twice, line by line: first for what stands out of order or is no head, then for its heads in order of size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.ledger import alarms, kept_head, witness
from fadu.ledger.alarms import Cause
from fadu.ledger.expected import Expected
from fadu.ledger.head_file import Unreadable
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fadu.ledger.heads import Head


def read() -> tuple[list[Iterator[Expected]], list[Problem]]:
    """The heads that today's tree must go on from, and what is wrong with the witnesses themselves."""
    problems: list[Problem] = []
    heads: list[Iterator[Expected]] = []
    where, kept = f"密钥旁保存的账本根 {kept_head.place()}", kept_head.read()
    if isinstance(kept, Unreadable):
        problems.append(Problem(code="witness_unreadable", where=where, message=f"{kept.why}。"))
    elif kept is not None:
        heads.append(in_order([kept], where))
    for path in witness.paths():
        where = f"见证文件 {path}"
        try:
            length = path.stat().st_size
            if not length and alarms.has_begun(path):
                problems.append(Problem(code="witness_gone", where=where, message="见证文件是空的。"))
            late, unreadable = _out_of_order(path, length)
        except FileNotFoundError:
            if alarms.has_begun(path):
                problems.append(Problem(code="witness_gone", where=where, message="见证文件不在了。"))
            continue
        except OSError as error:
            message = f"见证文件读不了（{error.strerror}）：不能发现旧备份的恢复。"
            problems.append(Problem(code="witness_unreachable", where=where, message=message))
            continue
        problems += [
            Problem(code="witness_unreadable", where=f"{where} 第{one.line}行", message=f"{one.why}。")
            for one in unreadable
        ]
        heads += [in_order(late, where), (Expected(head, where) for head in _in_order(path, length))]
    return heads, problems


def alarming() -> Iterator[Problem]:
    """The alarms that stand."""
    for alarm in alarms.alarms():
        yield Problem(
            code=f"witness_{alarm.cause}",
            where=f"{'账本根' if alarm.cause is Cause.BROKEN_OFF else '见证文件'} {alarm.path}",
            message=f"{alarm.since[:19]}：{alarm.message}",
        )


def in_order(heads: list[Head], source: str) -> Iterator[Expected]:
    """Heads of a source that fit in memory, by size."""
    return (Expected(head, source) for head in sorted(heads, key=lambda head: head.size))


def _out_of_order(path: Path, length: int) -> tuple[list[Head], list[Unreadable]]:
    late: list[Head] = []
    unreadable: list[Unreadable] = []
    largest = 0
    for one in witness.kept(path, length):
        if isinstance(one, Unreadable):
            unreadable.append(one)
        elif one.size < largest:
            late.append(one)
        else:
            largest = one.size
    return late, unreadable


def _in_order(path: Path, length: int) -> Iterator[Head]:
    largest = 0
    for one in witness.kept(path, length):
        if not isinstance(one, Unreadable) and one.size >= largest:
            largest = one.size
            yield one
