# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a legal review: a projection of its acts."""

from __future__ import annotations

from django.db import models

from fadu.storage.columns import ShortText


class LegalReview(models.Model):
    """One review slip and its opinion: agreed, amended, supplement, returned or disagreed."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="legal_review")
    subject = ShortText("送审事项", max_length=300, blank=True)
    received_on = models.DateField("收到材料日期", null=True)
    opinion = ShortText("审核意见", max_length=20, blank=True)
    answered_on = models.DateField("审核完成日期", null=True)
    reviewer = ShortText("审核人员", max_length=100, blank=True)
    risk_level = ShortText("法律风险", max_length=10, blank=True)

    class Meta:
        verbose_name = "法制审核"
        indexes = [models.Index(fields=["answered_on"], name="legal_review_by_answer")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None)
                | models.Q(received_on=None)
                | models.Q(answered_on__gte=models.F("received_on")),
                name="legal_review_answered_after_receipt",
                violation_error_message="审核完成日期不能早于收到材料日期。",
            )
        ]

    def __str__(self) -> str:
        return self.subject
