# SPDX-License-Identifier: MulanPSL-2.0
"""Bureaus that many tests begin from: each founded and staffed once in a database of its own, and lived in as a copy.

What a test does there is taken back when it ends, as it is in the database of the run. Its keys and its files lie beside.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings

from fadu.storage import triggers

T = TypeVar("T")


@contextmanager
def connected_to(other: BaseDatabaseWrapper) -> Iterator[None]:
    """Ask another database for a while."""
    before = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before


def copied(source: BaseDatabaseWrapper, suffix: str) -> BaseDatabaseWrapper:
    """A copy of a database that nobody asks at the moment."""
    if source.vendor == "sqlite":  # the file is copied without its journal
        source.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    source.close()
    source.creation.clone_test_db(suffix=suffix, autoclobber=True, verbosity=0)
    return type(source)(source.creation.get_test_db_clone_settings(suffix), DEFAULT_DB_ALIAS)


def dropped(source: BaseDatabaseWrapper, suffix: str, copy: BaseDatabaseWrapper) -> None:
    """Remove a copy."""
    copy.close()
    source.creation.destroy_test_db(suffix=suffix, verbosity=0)


@dataclass(frozen=True, slots=True)
class World:
    """A database, the folder of its keys and files, and what its builder gave."""

    database: BaseDatabaseWrapper
    suffix: str
    folder: Path
    given: bytes


@dataclass
class Worlds:
    """The worlds of one worker, by their builders."""

    #: laid out, with its triggers, and asked by nobody
    empty: BaseDatabaseWrapper
    folder: Path
    built: dict[Callable[[], Any], World] = field(default_factory=dict)

    @contextmanager
    def lived_in(self, build: Callable[[], T]) -> Iterator[T]:
        """What ``build`` gives in an empty database, and that database to live in."""
        world = self._of(build)
        for kept, now in (("keys", settings.FADU_KEYS), ("files", settings.FADU_FILES)):
            shutil.copytree(world.folder / kept, now, dirs_exist_ok=True)
        taken_back = transaction.atomic()
        taken_back._from_testcase = True  # type: ignore[attr-defined]  # as around every test: what is durable may stand in it
        with connected_to(world.database), taken_back:
            yield pickle.loads(world.given)
            if not world.database.needs_rollback:
                world.database.check_constraints()
            transaction.set_rollback(True)

    def given(self, build: Callable[[], T]) -> T:
        """What ``build`` gives, without its database."""
        return pickle.loads(self._of(build).given)  # type: ignore[no-any-return]

    def _of(self, build: Callable[[], Any]) -> World:
        return self.built.get(build) or self._built(build)

    def _built(self, build: Callable[[], Any]) -> World:
        suffix = f"world{len(self.built)}"
        database, folder = copied(self.empty, suffix), self.folder / suffix
        for own in ("keys", "files"):
            (folder / own).mkdir(parents=True)
        # that of the run, whatever folder of keys the test has that is the first to live in this world
        secret = folder / "keys" / "django-secret"
        secret.write_text(settings.SECRET_KEY, encoding="ascii")
        secret.chmod(0o600)
        there = override_settings(FADU_KEYS=folder / "keys", FADU_FILES=folder / "files")
        with there, connected_to(database):
            given = pickle.dumps(build())
        world = self.built[build] = World(database, suffix, folder, given)
        return world

    def end(self) -> None:
        """Remove them."""
        for world in self.built.values():
            dropped(self.empty, world.suffix, world.database)


def begun(folder: Path) -> Worlds:
    """The worlds of a worker, none built yet. The database of the run must be empty and nobody asks it."""
    of_the_run = connections[DEFAULT_DB_ALIAS]
    if triggers.missing():
        triggers.install()
    return Worlds(copied(of_the_run, "empty"), folder)


def ended(worlds: Worlds) -> None:
    """Remove all of them."""
    worlds.end()
    dropped(connections[DEFAULT_DB_ALIAS], "empty", worlds.empty)
