# SPDX-License-Identifier: MulanPSL-2.0
"""Writing entries, their parts and the heads of their chains: those of one act together, in three statements however many."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS, connections

from fadu.kernel.errors import FaduError
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry
from fadu.storage.driver import Statement
from fadu.storage.prepared import PreparedInsert, PreparedUpdate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: number and hash of the last entry of a stream
End = tuple[int, str]


class ChainError(FaduError):
    """同一记录流同时有别的记录写入。请重试。"""

    code = "chain"


@dataclass(slots=True)
class Writing:
    """Entries to be written, with where their streams ended before (None: nowhere yet) and end now."""

    before: dict[str, End | None] = field(default_factory=dict)
    after: dict[str, End] = field(default_factory=dict)
    entries: list[LedgerEntry] = field(default_factory=list)
    parts: list[EntryParts] = field(default_factory=list)

    def advance(self, stream: str, before: End | None, after: End) -> None:
        """Let a stream end elsewhere."""
        self.before.setdefault(stream, before)
        self.after[stream] = after

    def write(self) -> None:
        """Write all of it, heads first. Raises ChainError where a stream ends elsewhere than was thought."""
        if not self.entries:
            return
        _move(self.before, self.after)
        _INSERT.together(self.entries, known_by="hash")
        for entry, row in zip(self.entries, self.parts, strict=True):
            row.entry_id = entry.pk
        _INSERT_PARTS.together(self.parts)


_waiting: ContextVar[Writing | None] = ContextVar("fadu_entries", default=None)


def waiting() -> Writing | None:
    """The entries that wait to be written together; None where each is written at once."""
    return _waiting.get()


@contextmanager
def together() -> Iterator[None]:
    """Entries appended inside are written at its end, together, in the caller's transaction; none if it is left by an error."""
    if _waiting.get() is not None:
        yield  # who began it writes
        return
    writing = Writing()
    token = _waiting.set(writing)
    try:
        yield
    finally:
        _waiting.reset(token)
    writing.write()


# -- the heads of the chains, compared and set --------------------------------------------------------

_INSERT = PreparedInsert(LedgerEntry)
_INSERT_PARTS = PreparedInsert(EntryParts)
_ADVANCE = PreparedUpdate(ChainHead, sets=("seq", "hash"), where=("stream", "seq", "hash"))
_BEGIN = PreparedInsert(ChainHead, if_new=True)


def _move(before: Mapping[str, End | None], after: Mapping[str, End]) -> None:
    """Let streams that end in one place end in another; some begin. In one statement, which skips those that ended elsewhere."""
    if len(after) == 1:
        ((stream, end),) = after.items()
        was = before[stream]
        moved = (
            _ADVANCE(*end, stream, *was) if was else _BEGIN(ChainHead(stream=stream, seq=end[0], hash=end[1]))
        )
    else:
        moved = _moved(before, after) == len(after)
    if not moved:
        raise ChainError


def _moved(before: Mapping[str, End | None], after: Mapping[str, End]) -> int:
    """How many streams were moved, or begun."""
    streams = sorted(after)  # in one order, so that two transactions never wait for each other
    ended = [(stream, *end) for stream in streams if (end := before[stream])]
    values = [value for stream in streams for value in (stream, *after[stream])]
    values += [value for row in ended for value in row]
    return _several(len(streams), len(ended)).count(values, connections[DEFAULT_DB_ALIAS])


@lru_cache(maxsize=64)  # an import writes batches of every size
def _several(streams: int, ended: int) -> Statement:
    table = ChainHead._meta.db_table
    rows = ", ".join(["(%s, %s, %s)"] * streams)
    known = ", ".join(["(%s, %s, %s)"] * ended)
    otherwise = (
        f"UPDATE SET seq = excluded.seq, hash = excluded.hash "
        f"WHERE ({table}.stream, {table}.seq, {table}.hash) IN (VALUES {known})"
        if ended
        else "NOTHING"
    )
    return Statement(
        f"INSERT INTO {table} (stream, seq, hash) VALUES {rows} ON CONFLICT (stream) DO {otherwise}"  # noqa: S608 - a name of the model and places alone
    )
