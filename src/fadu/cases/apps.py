# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "fadu.cases"
    label = "cases"
    verbose_name = "案件与办件"

    def ready(self) -> None:
        from fadu.cases.acts.proof import register_checks
        from fadu.cases.background import carriers, errata, outbox
        from fadu.cases.papers import serving
        from fadu.ledger.problems import register_projection
        from fadu.storage import triggers

        triggers.append_only("cases_act")
        triggers.append_only("cases_roletaken")
        triggers.append_only("cases_casedocument")
        triggers.append_only("cases_editiontext")
        register_checks()
        register_projection("errata", errata.differ)
        outbox.carry(serving.ARCHIVE, carriers.archive_document)
