# SPDX-License-Identifier: MulanPSL-2.0
"""What checks found, kept from one check to the next (`fadu check --again` works all of it out anew), and what people made of it."""

from __future__ import annotations

from django.db import models

from fadu.cases.models import Case
from fadu.people.models import Bureau


class Checked(models.Model):
    """What was found in a case when it was last looked at, and what that rests on."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="checked")
    #: how many acts it had then
    revision = models.PositiveIntegerField("修订号")
    #: over the law, the procedures, the code that judges, and what the bureau adopted
    mark = models.CharField("依据的标记", max_length=64)
    #: the last day on which the same would be found; none where the day does not matter
    holds_until = models.DateField("有效至", null=True)
    count = models.PositiveIntegerField("项数")
    findings = models.JSONField("核对结果")

    class Meta:
        verbose_name = "核对记录"
        verbose_name_plural = "核对记录"

    def __str__(self) -> str:
        return f"{self.case_id}"


class Round(models.Model):
    """How far the ledger had come when all cases of a bureau had last been looked at: parties changed since are told by it."""

    bureau = models.OneToOneField(Bureau, models.PROTECT, primary_key=True, related_name="+")
    place = models.BigIntegerField("账本位置")
    #: the last day on which the background had looked at everything
    looked_on = models.DateField("核对日期", null=True)

    class Meta:
        verbose_name = "核对轮次"
        verbose_name_plural = "核对轮次"

    def __str__(self) -> str:
        return f"{self.bureau_id}"


class Raised(models.Model):
    """A finding put before people: since when, until when it is to be disposed of, why it came about, and what it was held to be.

    What is found is worked out from the acts; here stands only which finding it is. Its words are read from the last check: they may
    name persons, and the ledger forgets nothing.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="raised", verbose_name="案件")
    rule = models.CharField("规则", max_length=120)
    #: the act it is about; 0 for none, so that the database knows one finding from another
    seq = models.PositiveIntegerField("所指的办理")
    #: which of several of the same rule about the same act
    nth = models.PositiveSmallIntegerField("序次", default=0)
    severity = models.CharField("核对所知", max_length=20)
    cites = models.JSONField("依据", default=list, blank=True)
    raised_on = models.DateField("列出日期")
    due_on = models.DateField("核定期限")
    #: the day from which a check found it no more
    gone_on = models.DateField("不再列出日期", null=True)
    cause = models.CharField("起因", max_length=20, blank=True)
    explained = models.CharField("说明", max_length=500, blank=True)
    explained_by = models.ForeignKey(
        "people.Officer", models.PROTECT, null=True, related_name="+", verbose_name="说明人"
    )
    explained_at = models.DateTimeField("说明时间", null=True)
    outcome = models.CharField("结论", max_length=20, blank=True)
    character = models.CharField("法律性质", max_length=20, blank=True)
    words = models.CharField("核定说明", max_length=500, blank=True)
    disposed_by = models.ForeignKey(
        "people.Officer", models.PROTECT, null=True, related_name="+", verbose_name="核定人"
    )
    disposed_at = models.DateTimeField("核定时间", null=True)

    class Meta:
        verbose_name = "核对事项"
        verbose_name_plural = "核对事项"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rule", "seq", "nth", "severity"], name="one_row_per_finding"
            ),
        ]
        indexes = [
            models.Index(fields=["outcome", "due_on"], name="raised_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.rule} {self.seq}"
