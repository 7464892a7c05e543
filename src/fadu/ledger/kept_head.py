# SPDX-License-Identifier: MulanPSL-2.0
"""The newest head, kept beside the keys: what was signed and is gone from the database is missed, also where no witness is set.

Marks say that what is there is ours; they say nothing of what somebody took away. So no head is signed that does not go on from
the one kept here. Whoever has the database alone cannot change it; whoever puts the whole home back is met by witnesses.
The file is no part of a backup: what is restored into an empty home begins with the head it brings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.ledger import alarms, head_file, key_file, stored_tree
from fadu.ledger.alarms import Cause
from fadu.ledger.head_file import Unreadable
from fadu.ledger.heads import Head

if TYPE_CHECKING:
    from pathlib import Path

#: with a dot before it, as everything in the folder of keys that is no key and stays out of backups
NAME = ".ledger-head"


class BrokenOffError(FaduError):
    """现有账本不是所保存的账本根的延续，没有签名。"""

    code = "broken_off"


def place() -> Path:
    """Where it lies."""
    return key_file.place(NAME)


def read() -> Head | Unreadable | None:
    """The head that is kept; None where there is none yet."""
    try:
        text = place().read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    heads = head_file.read_whole(text)
    return heads[0] if len(heads) == 1 else Unreadable(line=1, why="不是一个账本根")


def require_continued(origin: str) -> None:
    """Raise BrokenOffError, and enter an alarm, where the tree of that name does not go on from the head that is kept."""
    kept = read()
    if kept is None:
        return
    if isinstance(kept, Unreadable):
        raise BrokenOffError(f"{place()} 读不出来（{kept.why}），账本根没有签名。{_REMEDY}")
    size = stored_tree.size()
    if kept.origin == origin and kept.size <= size and stored_tree.root(kept.size).hex() == kept.root:
        return
    alarms.raise_(place(), Cause.BROKEN_OFF, size=size, kept=kept)
    raise BrokenOffError(
        f"现有账本（{size}项）不是 {place()} 中保存的账本根（{kept.size}项，{kept.signed_at[:19]}）的延续：数据库恢复了旧备份，"
        f"换成了别的数据库，或者历史被改写。账本根没有签名。{_REMEDY}"
    )


_REMEDY = alarms.REMEDIES[Cause.BROKEN_OFF]


def keep(head: Head) -> None:
    """Keep a head in the place of a smaller one; another that is larger, or cannot be read, stays."""
    kept = read()
    if kept is None or (isinstance(kept, Head) and kept.origin == head.origin and kept.size < head.size):
        key_file.write_text(NAME, head.note)


def begin_anew() -> None:
    """A ledger is about to be founded: the head of one that was here before is put aside."""
    if place().exists():
        place().replace(place().with_name(f"{NAME}.before"))
