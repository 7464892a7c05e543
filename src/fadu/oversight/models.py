# SPDX-License-Identifier: MulanPSL-2.0
"""What checks found, kept from one check to the next. Nothing rests on these rows: `fadu check --again` works all of it out anew."""

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

    class Meta:
        verbose_name = "核对轮次"
        verbose_name_plural = "核对轮次"

    def __str__(self) -> str:
        return f"{self.bureau_id}"
