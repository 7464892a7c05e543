# SPDX-License-Identifier: MulanPSL-2.0
"""Cells: what was counted of a month, and what the count rests on. All of it is derived and may be thrown away at any time."""

from __future__ import annotations

from django.db import models


class Cell(models.Model):
    """The part of an indicator that adds up, for one bureau and month. Recounted when behind, never incremented."""

    bureau = models.ForeignKey("people.Bureau", models.CASCADE, related_name="+")
    code = models.CharField("指标", max_length=40)
    month = models.DateField("月份")
    value = models.BigIntegerField("数值")
    #: the latest day on which anything counts: for an earlier day the month is counted afresh
    latest = models.DateField("最晚一日", null=True)
    #: the ledger as it was counted: everything below this place is in it
    place = models.PositiveBigIntegerField("账本位置")
    #: how many holiday notices and local parameters there were; another one moves last days
    calendar = models.PositiveIntegerField("日历版本")
    #: fingerprint of the indicator's definition
    definition = models.CharField("定义指纹", max_length=80)

    class Meta:
        verbose_name = "数据单元"
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "month", "code"], name="one_cell_per_bureau_month_and_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.month:%Y-%m} {self.value}"


class Mark(models.Model):
    """How far the cells of a bureau have followed the ledger, and with what they were counted."""

    bureau = models.OneToOneField("people.Bureau", models.CASCADE, primary_key=True, related_name="+")
    place = models.PositiveBigIntegerField("账本位置")
    calendar = models.PositiveIntegerField("日历版本")
    definitions = models.CharField("全部定义指纹", max_length=80)
    #: the first and the last month that is stored
    first = models.DateField("起始月份")
    last = models.DateField("最近月份")

    class Meta:
        verbose_name = "数据单元的依据"

    def __str__(self) -> str:
        return f"{self.bureau_id} {self.place}"


class Comparison(models.Model):
    """When all cells of a year were last compared with a plain recount, and how many differed."""

    bureau = models.ForeignKey("people.Bureau", models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    compared_on = models.DateField("核对日期")
    differing = models.PositiveIntegerField("不符单元数", default=0)

    class Meta:
        verbose_name = "数据核对"
        constraints = [
            models.UniqueConstraint(fields=["bureau", "year"], name="one_comparison_per_bureau_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.bureau_id} {self.year} {self.compared_on}"
