# SPDX-License-Identifier: MulanPSL-2.0
"""The folder of everything a bureau owns, and the secrets made in it at first run.

Only a command that founds a bureau makes the folder. Where there is none, every other one ends with the folder's name: it
was mistyped or forgotten, and a second, empty home would hide that.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: characters of a secret that was cut off or emptied are fewer
SHORTEST_SECRET = 32


class HomeDamagedError(FaduError):
    """FADU_HOME 中有文件损坏。"""

    code = "home_damaged"


class NoHomeError(FaduError):
    """FADU_HOME 中没有数据库。"""

    code = "no_home"


def home_folder() -> Path:
    """The home that the environment names."""
    return Path(os.environ.get("FADU_HOME") or "var").expanduser().resolve()


def has_database(home: Path) -> bool:
    """Whether a database can be in use for this home: its own file with something in it, or a server's and the keys here."""
    if os.environ.get("DATABASE_URL"):
        return (home / "keys").is_dir()
    file = home / "fadu.sqlite3"
    return file.is_file() and file.stat().st_size > 0


def no_bureau(home: Path) -> NoHomeError:
    """What to say where no bureau is in the database of a home, or no database: mistyped, new, or lost."""
    if (home / "keys" / "ledger-signing").exists() or (home / "keys" / "master").exists():
        return NoHomeError(
            f"FADU_HOME（{home}）中有机关的密钥，数据库却不在或者是空的：原来的数据库丢失了，或者 DATABASE_URL 不对。"
            "请原样保留这个文件夹，从备份恢复到另一个空的 FADU_HOME（fadu restore）；确知这里从未设立成功的，删去它再运行 fadu init。"
        )
    unset = "" if os.environ.get("FADU_HOME") else "没有设环境变量 FADU_HOME，用的是当前文件夹下的 var。"
    return NoHomeError(
        f"FADU_HOME（{home}）中没有机关的数据库。{unset}已有机关的，请把 FADU_HOME 设为它的文件夹；"
        "新机关请运行 fadu init（看演示运行 fadu demo）。"
    )


def refuse_no_home(home: Path) -> None:
    """End here where nothing can be read, and make nothing. Raises HomeDamagedError, NoHomeError."""
    _refuse_a_file(home)
    if not has_database(home):
        raise no_bureau(home)


def _refuse_a_file(home: Path) -> None:
    if home.exists() and not home.is_dir():
        raise HomeDamagedError(f"FADU_HOME（{home}）是一个文件，应为文件夹。请改正环境变量 FADU_HOME。")


@contextmanager
def borrowed_home() -> Iterator[None]:
    """A home for the time of a command that keeps nothing in it."""
    named = os.environ.get("FADU_HOME")
    with tempfile.TemporaryDirectory(prefix="fadu-") as folder:
        os.environ["FADU_HOME"] = folder
        try:
            yield
        finally:
            os.environ.pop("FADU_HOME")
            if named is not None:
                os.environ["FADU_HOME"] = named


def ensure_home(home: Path) -> Path:
    """Return the absolute home folder, made with mode 700 where it is new, with its sub-folders."""
    home = home.expanduser().resolve()
    _refuse_a_file(home)
    for folder in (home, home / "keys", home / "files"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def memories() -> tuple[Path, ...]:
    """Where what follows from files alone may be kept: in the home, if there is one, else in the user's cache. Makes nothing."""
    home = home_folder()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "fadu"
    return (home / "cache", cache) if (home / "keys").is_dir() else (cache,)


def secret(home: Path, name: str, *, bytes_: int = 48) -> str:
    """Return the secret of that name, made at first use in ``keys/`` with mode 600.

    Two processes that start at once agree: the file is created exclusively, the loser reads.
    """
    path = home / "keys" / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    import secrets

    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        value = secrets.token_urlsafe(bytes_)
        file.write(value)
    return value


def _read(path: Path) -> str:
    """A secret as it was made. Raises HomeDamagedError for one that nobody made."""
    try:
        content = path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        content = ""
    if len(content) < SHORTEST_SECRET:
        raise HomeDamagedError(
            f"{path} 是空的或者已损坏。请从备份恢复；没有备份的，删去这个文件，系统会重新生成（各账号须重新登录）。"
        )
    return content


def secret_key(home: Path) -> str:
    """Django's secret key, from the environment or from the home folder."""
    return os.environ.get("FADU_SECRET_KEY") or secret(home, "django-secret")


def practice_shift(path: Path) -> timedelta:
    """How far this home lives from the true time, in seconds. Only `fadu demo` writes the file; a real bureau has none."""
    if not path.exists():
        return timedelta()
    try:
        return timedelta(seconds=int(path.read_text(encoding="ascii")))
    except (ValueError, OverflowError):
        raise HomeDamagedError(
            f"{path} 已损坏：应是一个整数（演示机关与真实时间相差的秒数）。演示机关请从备份恢复或者重新生成；"
            "真实机关没有这个文件，请删去它。"
        ) from None
