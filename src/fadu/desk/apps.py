# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the officers' site."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "fadu.desk"
    label = "desk"
    verbose_name = "办公桌面"
