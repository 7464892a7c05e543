# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a hearing: a projection of its acts."""

from __future__ import annotations

from django.db import models

from fadu.storage.columns import ShortText


class Hearing(models.Model):
    """One hearing, from the request to the report."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="hearing")
    subject = ShortText("案由", max_length=300, blank=True)
    requested_on = models.DateField("收到申请日期", null=True)
    hearing_at = models.DateTimeField("听证时间", null=True)
    place = ShortText("听证地点", max_length=200, blank=True)
    is_public = models.BooleanField("公开举行", null=True)
    host_name = ShortText("听证主持人", max_length=100, blank=True)
    held_on = models.DateField("举行日期", null=True)
    reported_on = models.DateField("报告日期", null=True)
    postponed = models.PositiveIntegerField("延期次数", default=0)

    class Meta:
        verbose_name = "听证"
        indexes = [
            models.Index(fields=["requested_on"], name="hearing_by_request"),
            models.Index(fields=["held_on"], name="hearing_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reported_on=None)
                | models.Q(held_on__isnull=False, reported_on__gte=models.F("held_on")),
                name="hearing_report_after_hearing",
                violation_error_message="听证报告不能早于听证。",
            )
        ]

    def __str__(self) -> str:
        return self.subject
