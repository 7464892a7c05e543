# SPDX-License-Identifier: MulanPSL-2.0
"""The Django application of the kind of case “法制审核”."""

from django.apps import AppConfig


class LegalReviewConfig(AppConfig):
    name = "fadu.matters.legal_review"
    label = "legal_review"
    verbose_name = "法制审核"
