# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the kind."""

from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "stranger_advice"
    label = "stranger_advice"
    verbose_name = "业务咨询"
    default_auto_field = "django.db.models.BigAutoField"
