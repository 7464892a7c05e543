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
        from fadu.records import models, registers
        from fadu.storage.triggers import append_only

        for model in models.APPEND_ONLY:
            append_only(model._meta.db_table)
        registers.classify()
        registers.offer_registers()
