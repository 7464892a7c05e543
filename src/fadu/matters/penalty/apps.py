# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the kind of case “行政处罚”."""

from django.apps import AppConfig


class PenaltyConfig(AppConfig):
    name = "fadu.matters.penalty"
    label = "penalty"
    verbose_name = "行政处罚"
