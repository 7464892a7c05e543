# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the kind of case “行政许可”."""

from django.apps import AppConfig


class LicenceConfig(AppConfig):
    name = "fadu.matters.licence"
    label = "licence"
    verbose_name = "行政许可"
