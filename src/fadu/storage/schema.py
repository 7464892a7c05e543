# SPDX-License-Identifier: MulanPSL-2.0
"""How a database's tables stand to this release: new, current, behind or ahead; and bringing them up in one step.

An upgrade is one transaction on both databases: every migration, and whatever is to be found true afterwards, or
nothing. On SQLite, foreign keys are checked at its end; on PostgreSQL at once, so that tables with waiting checks can be altered.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from fadu.kernel.errors import FaduError
from fadu.storage import laying_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.apps.registry import Apps


class SchemaBehindError(FaduError):
    """数据库是旧版本的结构。请先停止网站和后台，再运行 fadu upgrade（它先备份，再升级，再核对）。"""

    code = "schema_behind"


class SchemaAheadError(FaduError):
    """数据库已由更新的版本升级过，本版本不能使用。请安装那个版本，或者用本版本的备份恢复到空的 FADU_HOME。"""

    code = "schema_ahead"


class SchemaTooOldError(FaduError):
    """这个 FADU_HOME 由首个发布版本之前的开发版本写出，不能升级。请用写出它的版本导出台账，再导入新设立的机关（fadu import）。"""

    code = "schema_too_old"


#: app -> the last migration of the first release: from there on homes can be upgraded (tools/saved_home.py writes it)
FIRST_RELEASE = Path(__file__).with_name("first_release.json")


def refuse_development() -> None:
    """End here for a home that no release wrote. Raises SchemaTooOldError."""
    if not FIRST_RELEASE.exists():
        return
    seen, first = applied(), json.loads(FIRST_RELEASE.read_text(encoding="utf-8"))
    if any(app in seen and name not in seen[app] for app, name in first.items()):
        raise SchemaTooOldError


def applied() -> dict[str, list[str]]:
    """The migrations the database has seen, by application: what its tables look like."""
    by_app: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        by_app.setdefault(app, []).append(name)
    return by_app


def pending() -> list[str]:
    """The migrations of this release that the database has not seen, in their order. Raises SchemaAheadError."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    unknown = [
        key
        for key in loader.applied_migrations
        if _is_ours(key, executor) and key not in loader.disk_migrations
    ]
    if unknown:
        raise SchemaAheadError
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _is_ours(key: tuple[str, str], executor: MigrationExecutor) -> bool:
    """Whether a migration belongs to an application that is installed: one of a kind that was taken away says nothing."""
    return key[0] in executor.loader.migrated_apps


def prepare() -> None:
    """Lay out a new database; leave one that is current. Raises SchemaBehindError, SchemaAheadError.

    One in which nothing was founded yet (a first run that was killed) is laid out to the end.
    """
    if laying_out.is_new():
        laying_out.lay_out()
        return
    if not pending():
        return
    if holds_a_bureau():
        raise SchemaBehindError
    call_command("migrate", verbosity=0, interactive=False)


def missing_tables() -> list[str] | None:
    """The tables of this release that the database lacks; None where it has none of them at all."""
    present = set(connection.introspection.table_names())
    wanted = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return sorted(wanted - present) if wanted & present else None


def holds_a_bureau() -> bool:
    """Whether a bureau was founded, by this release or an older one."""
    if missing_tables() is None:
        return False
    try:
        return bool(models_as_they_stand().get_model("people", "Bureau")._base_manager.exists())
    except LookupError:
        return False


def models_as_they_stand() -> Apps:
    """The models as the database has them now: those of this release, or, where it is behind, of the migrations it saw."""
    if not pending():
        return apps
    loader = MigrationExecutor(connection).loader
    seen = [key for key in loader.applied_migrations if key in loader.graph.nodes]
    historical: Any = loader.project_state(seen).apps
    return historical


@contextmanager
def upgraded() -> Iterator[None]:
    """Bring the tables up; what the block raises takes everything back."""
    before, after = _AROUND[connection.vendor]
    before()
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                for statement in _AT_ONCE.get(connection.vendor, ()):
                    cursor.execute(statement)
            call_command("migrate", verbosity=0, interactive=False)
            connection.check_constraints()
            yield
    finally:
        after()


#: PostgreSQL alters no table for which checks still wait
_AT_ONCE = {"postgresql": ("SET CONSTRAINTS ALL IMMEDIATE",)}
#: SQLite rebuilds a table in a transaction only where foreign keys were off before it began
_AROUND: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "sqlite": (
        lambda: connection.disable_constraint_checking(),
        lambda: connection.enable_constraint_checking(),
    ),
    "postgresql": (lambda: None, lambda: None),
}
