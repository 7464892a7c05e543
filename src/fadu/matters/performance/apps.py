# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the kind of case “处罚决定的履行”."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "fadu.matters.performance"
    label = "performance"
    verbose_name = "处罚决定的履行"
