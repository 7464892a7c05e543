# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the kind of case “举报”."""

from django.apps import AppConfig


class TipOffConfig(AppConfig):
    name = "fadu.matters.tip_off"
    label = "tip_off"
    verbose_name = "举报"
