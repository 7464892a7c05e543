# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "fadu.cases"
    label = "cases"
    verbose_name = "案件与办件"

    def ready(self) -> None:
        from fadu.cases import carriers
        from fadu.cases.proof import register_checks
        from fadu.ledger import triggers

        triggers.append_only("cases_act")
        triggers.append_only("cases_refusal")
        triggers.append_only("cases_roletaken")
        triggers.append_only("cases_casedocument")
        register_checks()
        carriers.bind()
