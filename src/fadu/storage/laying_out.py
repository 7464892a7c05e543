# SPDX-License-Identifier: MulanPSL-2.0
"""A new database laid out at once: our tables as the models of this release say them, not by way of every release before it.

Each migration is noted as applied, so that the next release goes on from here. That it is what going through all of them leaves, on
both databases, is held by a test (`tests/storage/test_laying_out.py`). Tables of others are made by their own migrations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from fadu.storage import fulltext

if TYPE_CHECKING:
    from django.apps import AppConfig

#: how the names of our applications begin
OURS = "fadu."


def is_new() -> bool:
    """Whether a database holds nothing at all: one that was half laid out is gone on with by its migrations."""
    return not connection.introspection.table_names(include_views=True)


def lay_out() -> None:
    """Make every table, index and trigger of this release in an empty database; ours in one transaction.

    First what rests on nothing of ours (libraries), last what rests on it (kinds of case from outside), both by their own migrations.
    """
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    ours = {config.label: config for config in apps.get_app_configs() if config.name.startswith(OURS)}
    theirs = [key for key in graph.leaf_nodes() if key[0] not in ours]
    resting = [key for key in theirs if any(app in ours for app, _ in graph.forwards_plan(key))]
    executor.migrate([key for key in theirs if key not in resting])
    _lay_out_ours(ours, sorted(key for key in executor.loader.disk_migrations if key[0] in ours))
    if resting:
        MigrationExecutor(connection).migrate(resting)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _lay_out_ours(ours: dict[str, AppConfig], migrations: list[tuple[str, str]]) -> None:
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for config in ours.values():
            for model in config.get_models():
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        for statement in fulltext.statements():
            editor.execute(statement, params=None)
        for app, name in migrations:
            recorder.migration_qs.create(app=app, name=name)
