# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a tip-off: a projection of its acts. The informant is not in it."""

from __future__ import annotations

from django.db import models

from fadu.storage.columns import ShortText


class TipOff(models.Model):
    """A report of a violation. ``decision``: the act that ended the verification, or empty while it runs."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="tip_off")
    channel = ShortText("渠道", max_length=20, blank=True)
    special_kind = ShortText("类别", max_length=30, blank=True)
    real_name = models.BooleanField("实名", null=True)
    respondent = ShortText("被举报人", max_length=200, blank=True)
    received_on = models.DateField("收到日期", null=True)
    decided_on = models.DateField("决定日期", null=True)
    decision = ShortText("决定", max_length=20, blank=True)
    told_on = models.DateField("告知日期", null=True)
    replied = models.BooleanField("已告知答复", default=False)
    reply_reviewed = models.BooleanField("答复已审查", default=False)

    class Meta:
        verbose_name = "举报"
        indexes = [
            models.Index(fields=["received_on"], name="tip_off_by_receipt"),
            models.Index(fields=["decided_on"], name="tip_off_by_decision"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)
