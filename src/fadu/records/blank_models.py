# SPDX-License-Identifier: MulanPSL-2.0
"""Blank papers drawn with their numbers, for places without a network; each ends once: used, spoiled or returned."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

USED, SPOILED, RETURNED = "used", "spoiled", "returned"
ENDS = [(USED, "已使用"), (SPOILED, "作废"), (RETURNED, "交回未用")]


class BlankSheet(models.Model):
    """One blank paper: its form as printed, its number, who answers for it and by which day."""

    #: no index of its own: nearly every database has one bureau
    bureau = models.ForeignKey(
        "people.Bureau", models.PROTECT, related_name="+", verbose_name="机关", db_index=False
    )
    kind = models.CharField("事项", max_length=40)
    template = models.CharField("文书模板", max_length=80)
    title = models.CharField("文书名称", max_length=120)
    source = models.ForeignKey(
        "records.FormSource", models.PROTECT, related_name="+", verbose_name="模板", db_index=False
    )
    number = models.OneToOneField(
        "records.IssuedNumber", models.PROTECT, related_name="blank", verbose_name="编号"
    )
    drawn_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", verbose_name="领用人")
    department = models.ForeignKey(
        "people.Department", models.PROTECT, related_name="+", null=True, verbose_name="领用机构"
    )
    drawn_at = models.DateTimeField("领用时间")
    due_on = models.DateField("应交代之日")

    class Meta:
        verbose_name = verbose_name_plural = "空白文书"
        ordering: ClassVar = ["drawn_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["bureau", "due_on"], name="blank_sheet_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class BlankEnd(models.Model):
    """What became of a blank paper; of a used one, the document it was entered as."""

    sheet = models.OneToOneField(BlankSheet, models.PROTECT, related_name="ending", verbose_name="空白文书")
    how = models.CharField("去向", max_length=10, choices=ENDS)
    reason = models.CharField("理由", max_length=500, blank=True)
    document = models.OneToOneField(
        "records.Document", models.PROTECT, related_name="blank", null=True, verbose_name="登记的文书"
    )
    ended_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", verbose_name="登记人")
    ended_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "空白文书的去向"
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(how=USED, document__isnull=False)
                | Q(how__in=[SPOILED, RETURNED], document__isnull=True),
                name="records_blank_used_is_a_document",
                violation_error_message="已使用的空白文书应当有登记的文书，其他的没有。",
            ),
            CheckConstraint(
                condition=~Q(how=SPOILED, reason=""),
                name="records_blank_spoiled_says_why",
                violation_error_message="作废的空白文书应当写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.get_how_display()}"
