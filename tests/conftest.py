# SPDX-License-Identifier: MulanPSL-2.0
"""What every test may use: the database asked for, append-only tables emptied honestly, a bureau with people."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as chance

if TYPE_CHECKING:
    from worlds import Worlds

T = TypeVar("T")
BeginFrom = Callable[[Callable[[], T]], T]

REAL_DATA = Path(os.environ.get("FADU_REAL_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


#: how fast a machine is says nothing of what is tried on it
chance.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
chance.load_profile("any machine")

TESTS = Path(__file__).parent
#: kinds of case from outside: they live in processes of their own (tests/assembly/test_strangers_kinds.py)
collect_ignore = ["strangers"]
#: rooms that read and write through floors below them, which are tried on both databases: of their own tests those say so that ask otherwise
ABOVE = frozenset({"desk", "matters", "reporting"})
#: whether this run is that on the other database
ONLY_DATABASE = os.environ.get("FADU_DATABASE_TESTS_ONLY") == "1"
#: what stands in a module of those rooms that has a test for both
SAYS_SO = ("both_databases", "own_database", "transaction=True", "transactional_db", "live_server")
#: fixtures by which a test asks for a database
ASKING = {"db", "transactional_db", "live_server", "django_db_setup"}


def asks_for_a_database(item: pytest.Item) -> bool:
    """Whether a test touches a database at all."""
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("own_database")
    return marked is not None or bool(ASKING & set(getattr(item, "fixturenames", ())))


def is_tried_once(item: pytest.Item) -> bool:
    """Whether the other database would say nothing more: no database is asked, or what is said is how papers, pages and the law read.

    What commits is tried on both, wherever it stands; so is what says so (decisions 0095 and 0098).
    """
    if not asks_for_a_database(item) or item.get_closest_marker("papers") is not None:
        return True
    room = item.path.relative_to(TESTS).parts[0] if TESTS in item.path.parents else ""
    if room not in ABOVE:
        return False
    marked = item.get_closest_marker("both_databases") or item.get_closest_marker("own_database")
    return marked is None and not commits(item)


def commits(item: pytest.Item) -> bool:
    """Whether a test commits, and so ends by emptying all tables."""
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or bool(marker and marker.kwargs.get("transaction"))


def pytest_collection_finish() -> None:
    """What was loaded to collect the tests stays to the end: no later search for dead cycles looks through it, and searches are as rare as in a process of the site."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """A module of those rooms that has no test for both is not even read on the other database: reading them all takes long."""
    if not ONLY_DATABASE or not collection_path.match("test_*.py") or TESTS not in collection_path.parents:
        return None
    if collection_path.relative_to(TESTS).parts[0] not in ABOVE:
        return None
    text = collection_path.read_text(encoding="utf-8")
    return None if any(word in text for word in SAYS_SO) else True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What the other database says nothing more about is tried once: the run on it leaves that out.

    Real records are never committed: tests that need them say so and are skipped where they are absent.
    """
    if ONLY_DATABASE:
        once = [item for item in items if is_tried_once(item)]
        config.hook.pytest_deselected(items=once)
        left_out = set(once)
        items[:] = [item for item in items if item not in left_out]
    if REAL_DATA.is_dir():
        return
    for item in items:
        if "real_data" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=f"没有真实记录（{REAL_DATA}）；设 FADU_REAL_DATA 后运行"))


@pytest.fixture(scope="session")
def _laid_out_at_once() -> Iterator[pytest.MonkeyPatch]:
    """The database of a worker is laid out as a new bureau lays out its own: going through every migration takes longer than many tests."""
    from django.core.management.commands import migrate

    from fadu.storage import schema

    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(migrate.Command, "handle", lambda *_, **__: schema.prepare())
        yield meanwhile


@pytest.fixture(scope="session")
def django_db_setup(
    _laid_out_at_once: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: Any
) -> None:
    """The database is the one the environment names, or the run would prove nothing."""
    from django.db import connection

    _laid_out_at_once.undo()
    wanted = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    assert connection.vendor == wanted


@pytest.fixture(scope="session")
def _worlds(
    django_db_setup: None,
    _home_of_its_own: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Worlds]:
    """The bureaus that tests of this worker begin from, each built when the first asks for it."""
    import worlds

    with django_db_blocker.unblock():
        begun = worlds.begun(tmp_path_factory.mktemp("worlds"))
    yield begun
    with django_db_blocker.unblock():
        worlds.ended(begun)


@pytest.fixture
def begin_from(request: pytest.FixtureRequest, _worlds: Worlds, db: None) -> Iterator[BeginFrom]:
    """Gives what a builder makes of an empty database: made once a worker, and begun from anew by each test that does not commit."""
    with ExitStack() as taken_back:

        def begin(build: Callable[[], T]) -> T:
            return build() if commits(request.node) else taken_back.enter_context(_worlds.lived_in(build))

        yield begin


@pytest.fixture(scope="session")
def begin_from_another(_worlds: Worlds, django_db_blocker: Any) -> BeginFrom:
    """Gives what a builder makes of an empty database, made once a worker; the database of the test knows nothing of it."""

    def begin(build: Callable[[], T]) -> T:
        with django_db_blocker.unblock():
            return _worlds.given(build)

    return begin


@pytest.fixture(scope="session", autouse=True)
def _static_files_of_its_own() -> None:
    """Each worker collects static files into a folder of its own: two that write one folder meet half-written files."""
    from django.conf import settings

    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        settings.STATIC_ROOT = Path(settings.STATIC_ROOT).with_name(f"static-{worker}")


@pytest.fixture(scope="session", autouse=True)
def _passwords_hashed_quickly() -> Iterator[None]:
    """A third of a second for each account and each sign-in is for who guesses, not for tests; what was hashed slowly is still read."""
    from django.conf import settings
    from django.test import override_settings

    quickly = "django.contrib.auth.hashers.MD5PasswordHasher"
    with override_settings(PASSWORD_HASHERS=[quickly, *settings.PASSWORD_HASHERS]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own() -> None:
    """Each worker has a database of its own, and so keys and files of its own: the newest head is kept beside the keys."""
    from django.conf import settings

    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        home = Path(settings.FADU_KEYS).parent / worker
        settings.HOME, settings.FADU_KEYS, settings.FADU_FILES = home, home / "keys", home / "files"
        settings.FADU_KEYS.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy(home.parent / "keys" / "django-secret", settings.FADU_KEYS)
        os.environ["FADU_HOME"] = str(home)  # for the processes that tests start


@pytest.fixture(scope="session", autouse=True)
def _static_files_listed_once() -> Iterator[None]:
    """What lies in a folder of static files is listed once a worker, and not for each browser of each test: they do not change there."""
    from whitenoise.base import WhiteNoise

    listed: dict[tuple[str, str, int], dict[str, Any]] = {}
    lists = WhiteNoise.update_files_dictionary

    def once(self: WhiteNoise, root: str, prefix: str) -> None:
        key = (root, prefix, Path(root).stat().st_mtime_ns)
        if key not in listed:
            lists(self, root, prefix)
            listed[key] = dict(self.files)
        self.files.update(listed[key])

    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(WhiteNoise, "update_files_dictionary", once)
        yield


@pytest.fixture(scope="module", autouse=True)
def _no_head_of_another_file(_home_of_its_own: None) -> None:
    """What a file of tests prepares for all of them begins without the head of another ledger."""
    from fadu.ledger import kept_head

    kept_head.place().unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _no_head_of_another_test(_home_of_its_own: None) -> None:
    """Each test has a ledger of its own: what is kept beside the keys is that of the test before."""
    from fadu.ledger import kept_head

    kept_head.place().unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _append_only_tables(request: pytest.FixtureRequest) -> Iterator[None]:
    """The triggers stand while a test runs; where it ends by emptying all tables, they step aside for that.

    Transactional tests run after the others, so that few tests have to put them back.
    """
    asked = {"db", "transactional_db", "live_server", "_django_db_helper"} & set(request.fixturenames)
    if not asked and request.node.get_closest_marker("django_db") is None:
        yield
        return
    from fadu.storage import triggers

    request.getfixturevalue("_django_db_helper")
    if triggers.missing():
        triggers.install()
    yield
    if commits(request.node):
        triggers.remove()
