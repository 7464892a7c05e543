# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of oversight."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "fadu.oversight"
    label = "oversight"
    verbose_name = "监督"

    def ready(self) -> None:
        from fadu.cases.background import rounds
        from fadu.oversight import background, raising
        from fadu.oversight.comparing import classify, register_checks

        classify()
        register_checks()
        raising.offer()
        rounds.also("案件核对", background.work)
