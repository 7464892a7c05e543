# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a licence application: a projection of its acts."""

from __future__ import annotations

from django.db import models

from fadu.storage.columns import ShortText


class Licence(models.Model):
    """An application from receipt to delivery. ``result``: granted, deemed, refused, or empty while it runs."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="licence")
    item = ShortText("许可事项", max_length=200, blank=True)
    application_kind = ShortText("申请类型", max_length=20, blank=True)
    intake = ShortText("收件方式", max_length=20, blank=True)
    received_on = models.DateField("收到日期", null=True)
    accepted_on = models.DateField("受理日期", null=True)
    accepted_by_law = models.BooleanField("视为受理", default=False)
    decided_on = models.DateField("决定日期", null=True)
    result = ShortText("结果", max_length=20, blank=True)
    licence_number = ShortText("许可证号", max_length=100, blank=True)
    valid_to = models.DateField("有效期至", null=True)
    delivered_on = models.DateField("送达日期", null=True)
    published_on = models.DateField("公开日期", null=True)

    class Meta:
        verbose_name = "行政许可"
        indexes = [
            models.Index(fields=["received_on"], name="licence_by_receipt"),
            models.Index(fields=["decided_on"], name="licence_by_decision"),
            models.Index(fields=["accepted_on"], name="licence_by_acceptance"),
            models.Index(fields=["published_on"], name="licence_by_publication"),
        ]

    def __str__(self) -> str:
        return self.item
