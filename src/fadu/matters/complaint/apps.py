# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the kind of case “消费投诉”."""

from django.apps import AppConfig


class ComplaintConfig(AppConfig):
    name = "fadu.matters.complaint"
    label = "complaint"
    verbose_name = "消费投诉"
