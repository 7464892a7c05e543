# SPDX-License-Identifier: MulanPSL-2.0
"""The duty report of a post and a year: the author's wordings, and the figures as they stood when it was locked."""

from __future__ import annotations

from django.db import models


class DutyReport(models.Model):
    """One report for each bureau, year and post."""

    bureau = models.ForeignKey("people.Bureau", models.PROTECT, related_name="duty_reports")
    year = models.PositiveSmallIntegerField("年度")
    post = models.CharField("岗位", max_length=40, default="bureau_head")
    locked_at = models.DateTimeField("定稿时间", null=True)
    locked_by = models.ForeignKey("people.Officer", models.PROTECT, null=True, related_name="+")
    #: figures at the moment of locking: code -> [value, digest of its records]
    locked_figures = models.JSONField(default=dict)
    #: the report as it was locked: format -> digest of the file kept
    locked_files = models.JSONField(default=dict)

    class Meta:
        verbose_name = "述法报告"
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "year", "post"],
                name="one_report_per_post_and_year",
                violation_error_message="同一岗位同一年度只有一份述法报告。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.year}"


class Wording(models.Model):
    """The author's own wording of one statement; its placeholders are still computed."""

    report = models.ForeignKey(DutyReport, models.CASCADE, related_name="wordings")
    statement = models.CharField("表述", max_length=20)
    text = models.TextField("内容")

    class Meta:
        verbose_name = "表述改写"
        constraints = [
            models.UniqueConstraint(fields=["report", "statement"], name="one_wording_per_statement")
        ]

    def __str__(self) -> str:
        return self.statement
