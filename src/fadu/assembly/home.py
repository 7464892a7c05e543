# SPDX-License-Identifier: MulanPSL-2.0
"""The folder of everything a bureau owns, and the secrets made in it at first run."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from fadu.kernel.errors import FaduError

#: characters of a secret that was cut off or emptied are fewer
SHORTEST_SECRET = 32


class HomeDamagedError(FaduError):
    """FADU_HOME 中有文件损坏。"""

    code = "home_damaged"


def ensure_home(home: Path) -> Path:
    """Return the absolute home folder, made with mode 700 where it is new, with its sub-folders."""
    home = home.expanduser().resolve()
    for folder in (home, home / "keys", home / "files"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def memories() -> tuple[Path, ...]:
    """Where what follows from files alone may be kept: in the home, if there is one, else in the user's cache. Makes nothing."""
    home = Path(os.environ.get("FADU_HOME", "var")).expanduser().resolve()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "fadu"
    return (home / "cache", cache) if home.is_dir() else (cache,)


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
