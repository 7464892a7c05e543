# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the kind of case “集体讨论”."""

from django.apps import AppConfig


class CommitteeItemConfig(AppConfig):
    name = "fadu.matters.committee_item"
    label = "committee_item"
    verbose_name = "集体讨论"
