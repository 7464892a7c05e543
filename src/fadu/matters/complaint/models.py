# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a complaint: a projection of its acts."""

from __future__ import annotations

from django.db import models

from fadu.storage.columns import ShortText


class Complaint(models.Model):
    """A consumer's complaint from receipt to call-back. Money is fen."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="complaint")
    channel = ShortText("渠道", max_length=20, blank=True)
    received_on = models.DateField("收到日期", null=True)
    screened_on = models.DateField("初查决定日期", null=True)
    accepted_on = models.DateField("受理日期", null=True)
    refusal_ground = ShortText("不予受理情形", max_length=40, blank=True)
    transferred_on = models.DateField("转办日期", null=True)
    receiving_body = ShortText("受转机关", max_length=200, blank=True)
    mediated = models.BooleanField("已组织调解", default=False)
    mediation_ended_on = models.DateField("调解结束日期", null=True)
    agreed = models.BooleanField("达成协议", default=False)
    claim_amount = models.BigIntegerField("争议金额（分）", null=True)
    amount_recovered = models.BigIntegerField("挽回损失（分）", null=True)
    reply_reviewed = models.BooleanField("答复已审查", default=False)
    replied = models.BooleanField("已发出须审查的告知", default=False)

    class Meta:
        verbose_name = "消费投诉"
        indexes = [
            models.Index(fields=["received_on"], name="complaint_by_receipt"),
            models.Index(fields=["transferred_on"], name="complaint_by_transfer"),
            models.Index(fields=["accepted_on"], name="complaint_by_acceptance"),
            models.Index(fields=["mediation_ended_on"], name="complaint_by_end"),
            models.Index(fields=["screened_on"], name="complaint_by_screening"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_recovered=None) | models.Q(amount_recovered__gte=0),
                name="complaint_recovers_nothing_negative",
                violation_error_message="挽回损失不得为负数。",
            )
        ]

    def __str__(self) -> str:
        return str(self.case_id)
