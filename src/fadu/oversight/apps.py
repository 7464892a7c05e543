# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of oversight."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "fadu.oversight"
    label = "oversight"
    verbose_name = "监督"

    def ready(self) -> None:
        from fadu.oversight.comparing import classify, register_checks

        classify()
        register_checks()
