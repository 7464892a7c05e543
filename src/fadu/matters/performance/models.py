# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of one party's performance, and each payment received. Money in fen."""

from __future__ import annotations

from django.db import models

from fadu.storage.columns import ShortText


class Performance(models.Model):
    """What one party owes and has paid, each apart, and how it came to an end."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="performance")
    party = models.ForeignKey("people.Party", models.PROTECT, null=True, related_name="+")
    fine = models.BigIntegerField("罚款（分）", default=0)
    confiscated_gains = models.BigIntegerField("没收违法所得（分）", default=0)
    confiscated_goods = models.BigIntegerField("没收非法财物价值（分）", default=0)
    additional_fine = models.BigIntegerField("加处罚款（分）", default=0)
    fine_paid = models.BigIntegerField("已缴罚款（分）", default=0)
    gains_paid = models.BigIntegerField("已缴违法所得（分）", default=0)
    additional_paid = models.BigIntegerField("已缴加处罚款（分）", default=0)
    enforced_amount = models.BigIntegerField("强制执行到位（分）", default=0)
    served_on = models.DateField("处罚决定书送达日期", null=True)
    deferred_until = models.DateField("暂缓、分期至", null=True)
    dunned_on = models.DateField("催告日期", null=True)
    applied_on = models.DateField("申请强制执行日期", null=True)
    ended_on = models.DateField("终结日期", null=True)

    class Meta:
        verbose_name = "处罚决定的履行"
        indexes = [
            models.Index(fields=["ended_on"], name="performance_by_end"),
            models.Index(fields=["dunned_on"], name="performance_by_dunning"),
            models.Index(fields=["applied_on"], name="performance_by_application"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    fine__gte=0, confiscated_gains__gte=0, confiscated_goods__gte=0, additional_fine__gte=0
                ),
                name="performance_amounts_not_negative",
                violation_error_message="应缴数额不能为负数。",
            ),
            models.CheckConstraint(
                condition=models.Q(additional_fine__lte=models.F("fine")),
                name="additional_fine_within_principal",
                violation_error_message="加处罚款不得超出罚款数额。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class Payment(models.Model):
    """One payment received."""

    performance = models.ForeignKey(Performance, models.CASCADE, related_name="payments")
    place = models.PositiveIntegerField("序号")
    paid_on = models.DateField("缴款日期")
    amount = models.BigIntegerField("金额（分）")
    kind = ShortText("款项", max_length=20)
    receipt = ShortText("票据号", max_length=100, blank=True)

    class Meta:
        verbose_name = "缴款"
        indexes = [
            models.Index(fields=["paid_on"], name="payment_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "place"],
                name="one_payment_per_place",
                violation_error_message="同一序号的缴款只登记一次。",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="payment_is_positive",
                violation_error_message="缴款金额应当大于零。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on} {self.amount}"
