# SPDX-License-Identifier: MulanPSL-2.0
"""Nothing starts on a database that lacks tables it once had, or on an empty one beside the keys of a bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.assembly.home import no_bureau
from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from pathlib import Path

#: how many of the tables are named
NAMED = 5


class TablesMissingError(FaduError):
    """数据库已损坏：缺少本应有的表。"""

    code = "tables_missing"


def refuse_missing_tables(home: Path) -> None:
    """End here where tables are missing that no upgrade will make. Raises NoHomeError, TablesMissingError.

    A database that does not answer, or is behind this release, is the affair of whoever asks it next.
    """
    from django.db import DatabaseError

    from fadu.storage import schema

    try:
        missing = schema.missing_tables()
    except DatabaseError:
        return
    if missing is None:
        raise no_bureau(home)
    if missing and not schema.pending():
        named = "、".join(missing[:NAMED]) + ("等" if len(missing) > NAMED else "")
        raise TablesMissingError(
            f"数据库已损坏：缺少{len(missing)}张表（{named}）。请停止使用，原样保留 FADU_HOME（{home}），"
            "从备份恢复到另一个空的 FADU_HOME（fadu restore），并查明原因。"
        )


def refuse_lost_database(home: Path) -> None:
    """End here where a bureau is to be founded beside the keys or files of another, whose database is gone. Raises NoHomeError."""
    from django.db import DatabaseError

    from fadu.people import backup, restoring
    from fadu.storage import schema

    try:
        is_free = not schema.holds_a_bureau()
    except DatabaseError:
        return
    if is_free and any(restoring.occupants(backup.folders().values())):
        raise no_bureau(home)
