# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the kind of case “行政处罚听证”."""

from django.apps import AppConfig


class HearingConfig(AppConfig):
    name = "fadu.matters.hearing"
    label = "hearing"
    verbose_name = "行政处罚听证"
