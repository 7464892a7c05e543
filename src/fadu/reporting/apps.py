# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of reporting."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "fadu.reporting"
    label = "reporting"
    verbose_name = "报告"

    def ready(self) -> None:
        from fadu.figures import catalogue
        from fadu.reporting import registers, traced

        catalogue.offer("reporting", traced.INDICATORS)
        registers.offer()
