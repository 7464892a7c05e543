# SPDX-License-Identifier: MulanPSL-2.0
"""The mark of each entry: that this program wrote it, with a key that lies outside the database.

Chains and trees need no key: whoever writes into the database can work them out anew, and the sequencer would sign them. The
mark (HMAC-SHA256 over the entry's hash, and with it over everything before it in its stream) is what such a hand cannot make.
An entry without it gets no place in the tree, and `verify` names it for good.
"""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING

from fadu.kernel import digests
from fadu.kernel.errors import FaduError
from fadu.ledger import key_file
from fadu.ledger.models import LedgerEntry

if TYPE_CHECKING:
    from pathlib import Path

NAME = "ledger-entries"
SIZE = 32


class MarkKeyError(FaduError):
    """为账目作印记的密钥不能用。"""

    code = "mark_key"


def mark_of(entry_hash: str, key: bytes) -> str:
    """The mark of an entry with this hash.

    >>> mark_of("ab" * 32, bytes(32))[:12]
    'd8b8d801071e'
    """
    return digests.keyed(key, b"fadu entry mark/1\n" + entry_hash.encode()).hex()


def is_ours(entry: LedgerEntry, key: bytes) -> bool:
    """Whether an entry bears the mark of this key."""
    return secrets.compare_digest(entry.mark.encode(), mark_of(entry.hash, key).encode())


def key() -> bytes:
    """The key, made with mode 600 where the ledger is empty. Raises MarkKeyError."""
    known = held()
    if known is not None:
        return known
    if LedgerEntry.objects.exists():
        raise lost("不在")
    return _made(key_file.place(NAME))


def held() -> bytes | None:
    """The key as it lies there; None where there is no file. Raises MarkKeyError for a file that holds none."""
    path = key_file.place(NAME)
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return _read(path, state.st_mtime_ns, state.st_ino, state.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, *_changes: int) -> bytes:
    try:
        content = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        content = b""
    if len(content) != SIZE:
        raise lost("损坏或被改动")
    return content


def _made(path: Path) -> bytes:
    content = secrets.token_bytes(SIZE)
    waiting = path.with_name(f".{NAME}-{secrets.token_hex(8)}")
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        key_file.written(descriptor, content)
        os.link(waiting, path)  # whole or not at all; of two processes that make it at once, the first stays
    except FileExistsError:
        return held() or _made(path)
    finally:
        waiting.unlink()
    return content


def renew() -> None:
    """Put a new key in the place of one that is lost; what was marked before is from then on held by signed heads alone."""
    key_file.write(NAME, secrets.token_bytes(SIZE))


def lost(what: str) -> MarkKeyError:
    """What is wrong with the key, and what a person can do."""
    return MarkKeyError(
        f"{key_file.place(NAME)} {what}，而这个数据库中已有账目。请从备份恢复 FADU_HOME 中的 keys 文件夹（或核对 FADU_HOME 与"
        " DATABASE_URL 是否配对）；密钥确已丢失的，由两人用 fadu ledger replace-key 更换。程序不会自行另造密钥。"
    )
