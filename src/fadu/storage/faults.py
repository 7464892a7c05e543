# SPDX-License-Identifier: MulanPSL-2.0
"""Faults of what surrounds the program, in Chinese: a full or read-only disk, a damaged or absent database, and the remedy.

The command line and the site ask here; what has no sentence here is a fault of the program.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Iterator

#: bytes without which nothing can be written
LEAST_ROOM = 1 << 20

FULL = "磁盘已满，或者到了配额，{where}没有写成。请腾出空间后重来；已经保存的内容不受影响。"
READ_ONLY = (
    "{where}是只读的，不能写入。请以可写方式挂载磁盘、改正权限，或者把环境变量 FADU_HOME 设到可写的文件夹。"
)
FORBIDDEN = "没有权限读写{where}。请用拥有 FADU_HOME 的用户运行，或者改正其权限。"
BROKEN_DISK = "读写{where}时磁盘出错。请检查磁盘；内容有缺损的，从备份恢复（fadu restore）。"
DAMAGED = (
    "数据库已损坏，不能读取。请停止使用，原样保留现有的 FADU_HOME，从备份恢复到另一个空的 FADU_HOME"
    "（fadu restore），并查明原因。"
)
NO_TABLES = (
    "数据库中没有本版本要用的表或者栏目：机关尚未设立、数据库是旧版本的，或者数据库已损坏。新机关请运行 fadu init"
    "（看演示运行 fadu demo），旧版本的请运行 fadu upgrade；都不是的，请停止使用，从备份恢复（fadu restore）。"
)
BUSY = "数据库正被另一个进程长时间占用。请稍后再试；持续如此的，看是否有停住不动的 fadu 进程。"
CANNOT_OPEN = "数据库打不开。请核对 FADU_HOME 和 DATABASE_URL，以及文件夹的权限。"
NO_SERVER = "连不上 PostgreSQL（{said}）。请看它是否在运行，并核对 DATABASE_URL 的地址、用户和口令。"
TRY_AGAIN = "数据库中止了这次操作（{said}），没有写入。请重来一次。"

_OS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.EIO: BROKEN_DISK,
    errno.ENOENT: "没有{where}。请核对路径。",
    errno.ENOTDIR: "{where}不是文件夹。请核对路径。",
    errno.EISDIR: "{where}是文件夹，不是文件。请核对路径。",
    errno.EEXIST: "{where}已经存在，不能在此建立。请核对路径。",
    errno.EADDRINUSE: "端口已被占用。请停止占用它的程序，或者换一个 --port。",
    errno.EMFILE: "打开的文件太多。请提高系统允许的数目（ulimit -n）后重来。",
    errno.ENOMEM: "内存不足。请关闭别的程序后重来。",
}
#: beginning of SQLite's own name of an error -> sentence
_SQLITE = {
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": FORBIDDEN,
    "SQLITE_CANTOPEN": CANNOT_OPEN,
    "SQLITE_IOERR": BROKEN_DISK,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_NOMEM": _OS[errno.ENOMEM],
}
#: beginning of PostgreSQL's SQLSTATE -> sentence
_POSTGRESQL = {
    "08": NO_SERVER,
    "28": NO_SERVER,
    "3D": NO_SERVER,
    "57P": NO_SERVER,
    "53300": NO_SERVER,
    "53100": FULL,
    "53200": _OS[errno.ENOMEM],
    "25006": READ_ONLY,
    "42501": "数据库用户没有所需的权限（{said}）。请由数据库管理员授予。",
    "42P01": NO_TABLES,
    "42703": NO_TABLES,
    "40": TRY_AGAIN,
    "55P03": BUSY,
    "58": BROKEN_DISK,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}


def explained(error: BaseException) -> str | None:
    """The sentence for a fault of the surroundings, with what to do; None where it is none.

    >>> explained(OSError(errno.ENOSPC, "No space left on device", "/srv/fadu/files/x"))
    '磁盘已满，或者到了配额，/srv/fadu/files/x 没有写成。请腾出空间后重来；已经保存的内容不受影响。'
    >>> explained(ValueError("no fault of the disk"))
    """
    for one in _causes(error):
        sentence = _of_system(one) or _of_sqlite(one) or _of_postgresql(one)
        if sentence:
            return sentence
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it was raised from; Django's errors come from those of the driver."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__


def _of_system(error: BaseException) -> str | None:
    if isinstance(error, MemoryError):
        return _OS[errno.ENOMEM]
    if not isinstance(error, OSError) or error.errno is None:
        return None
    place = error.filename2 or error.filename
    where = f" {place} " if place else "文件" if error.errno != errno.ENOSPC else ""
    sentence = _OS.get(error.errno)
    return (
        sentence.format(where=where).replace("， ", "，").replace(" 。", "。").strip() if sentence else None
    )


def _of_sqlite(error: BaseException) -> str | None:
    if not isinstance(error, sqlite3.Error):
        return None
    name = getattr(error, "sqlite_errorname", "") or ""
    said = str(error)
    if "no such table" in said or "no such column" in said or "has no column named" in said:
        return NO_TABLES
    if "Could not decode to UTF-8" in said:
        return DAMAGED
    words = next((words for start, words in _SQLITE.items() if name.startswith(start)), None)
    if words in {BROKEN_DISK, CANNOT_OPEN} and _is_full():
        words = FULL
    return words.format(where="数据库") if words else None


def _is_full() -> bool:
    """Whether the disk of the home has no room left: SQLite calls that an error of the disk where it maps its index."""
    from django.conf import settings

    try:
        return shutil.disk_usage(Path(settings.FADU_KEYS).parent).free < LEAST_ROOM
    except (ImproperlyConfigured, OSError):
        return False


def _of_postgresql(error: BaseException) -> str | None:
    if type(error).__module__.partition(".")[0] != "psycopg":
        return None
    said = str(error).strip().partition("\n")[0]
    state = getattr(error, "sqlstate", None)
    if state is None:  # it never came to a conversation
        return NO_SERVER.format(said=said) if type(error).__name__ == "OperationalError" else None
    template = next((words for start, words in _POSTGRESQL.items() if state.startswith(start)), None)
    return template.format(where="数据库", said=said) if template else None
