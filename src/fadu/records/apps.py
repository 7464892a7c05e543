# SPDX-License-Identifier: MulanPSL-2.0
"""The records room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "fadu.records"
    label = "records"
    verbose_name = "文书与档案"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fadu.ledger.problems import register_projection
        from fadu.records import models, projection
        from fadu.storage.triggers import append_only

        for model in models.APPEND_ONLY:
            append_only(model._meta.db_table)
        for name, check in projection.CHECKS.items():
            register_projection(name, check)
