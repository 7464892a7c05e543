# SPDX-License-Identifier: MulanPSL-2.0
"""Database settings: SQLite by default, PostgreSQL by ``DATABASE_URL``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

#: WAL so that readers never wait for a writer; FULL because NORMAL may lose a served
#: number at power loss; recursive_triggers so that INSERT OR REPLACE meets our triggers.
PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA recursive_triggers=ON;"
    "PRAGMA cache_size=-32000;"
)
#: seconds a connection is used again: opening one costs milliseconds, and its pages are cold
CONN_MAX_AGE = 60


def database_settings(home: Path, url: str) -> dict[str, Any]:
    """Return Django's settings for ``url`` (``postgresql://…``) or for the SQLite file in ``home``."""
    if url:
        return postgresql(url)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "fadu.sqlite3",
        "CONN_MAX_AGE": CONN_MAX_AGE,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": PRAGMAS},
        "TEST": {"NAME": os.environ.get("FADU_TEST_SQLITE") or home / "test.sqlite3"},
    }


def postgresql(url: str) -> dict[str, Any]:
    """Return Django's settings for a ``postgresql://user:password@host:port/name`` address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadInputError(
            expected="以 postgresql:// 开头的地址",
            got=f"{parts.scheme}://…",
            where="DATABASE_URL",
            remedy="改正它，或者去掉它而使用 SQLite",
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "fadu",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(query.pop("port", "") or parts.port or ""),
        "CONN_MAX_AGE": CONN_MAX_AGE,
        "OPTIONS": {"prepare_threshold": 1, **query},
    }
