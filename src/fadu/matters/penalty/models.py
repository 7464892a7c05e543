# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a penalty case: a projection of its acts. Money in fen."""

from __future__ import annotations

from django.db import models

from fadu.storage.columns import ShortText


class Penalty(models.Model):
    """What became of a penalty case. An order to correct or to refund is no penalty and stands apart."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="penalty")
    source = ShortText("案件来源", max_length=40, blank=True)
    suspected_violation = ShortText("案由", max_length=300, blank=True)
    received_on = models.DateField("发现线索或收到材料之日", null=True)
    filed_on = models.DateField("立案日期", null=True)
    not_filed_on = models.DateField("不予立案日期", null=True)
    told_on = models.DateField("告知日期", null=True)
    decided_on = models.DateField("处罚决定日期", null=True)
    decision_number = ShortText("处罚决定书文号", max_length=120, blank=True)
    no_penalty_on = models.DateField("不予处罚决定日期", null=True)
    no_penalty_ground = ShortText("不予处罚情形", max_length=40, blank=True)
    dismissed_on = models.DateField("违法事实不成立决定日期", null=True)
    discretion_grade = ShortText("裁量阶次", max_length=20, blank=True)
    fine = models.BigIntegerField("罚款（分）", default=0)
    confiscated_gains = models.BigIntegerField("没收违法所得（分）", default=0)
    confiscated_goods = models.BigIntegerField("没收非法财物价值（分）", default=0)
    corrections_ordered = models.PositiveIntegerField("责令改正次数", default=0)
    refund_ordered = models.BigIntegerField("责令退还价款（分）", default=0)
    hearings_requested = models.PositiveIntegerField("要求听证次数", default=0)
    hearings_held = models.PositiveIntegerField("听证次数", default=0)
    needs_review = models.BooleanField("依法应当法制审核", default=False)
    legally_reviewed = models.BooleanField("决定前已法制审核", default=False)
    discussed_by_heads = models.BooleanField("已由负责人集体讨论", default=False)
    police_on = models.DateField("批准移送公安机关日期", null=True)
    police_accepted_on = models.DateField("公安机关立案日期", null=True)
    transferred_on = models.DateField("移送其他机关日期", null=True)
    discontinued_on = models.DateField("终止调查日期", null=True)
    withdrawn_on = models.DateField("撤销处罚决定日期", null=True)
    result = ShortText("处理结果", max_length=20, blank=True)

    class Meta:
        verbose_name = "行政处罚案件"
        indexes = [
            models.Index(fields=["filed_on"], name="penalty_by_filing"),
            models.Index(fields=["decided_on"], name="penalty_by_decision"),
            models.Index(fields=["no_penalty_on"], name="penalty_by_no_penalty"),
            models.Index(fields=["police_on"], name="penalty_by_transfer"),
            models.Index(fields=["police_accepted_on"], name="penalty_by_police"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    fine__gte=0, confiscated_gains__gte=0, confiscated_goods__gte=0, refund_ordered__gte=0
                ),
                name="penalty_amounts_not_negative",
                violation_error_message="罚款、没收和退款数额不能为负数。",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on=None)
                | models.Q(filed_on=None)
                | models.Q(decided_on__gte=models.F("filed_on")),
                name="penalty_decided_after_filing",
                violation_error_message="处罚决定日期不能早于立案日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.decision_number or str(self.case_id)


class PenaltyKind(models.Model):
    """One kind of penalty that a decision imposes."""

    penalty = models.ForeignKey(Penalty, models.CASCADE, related_name="kinds")
    kind = ShortText("处罚种类", max_length=30)

    class Meta:
        verbose_name = "处罚种类"
        constraints = [
            models.UniqueConstraint(
                fields=["penalty", "kind"],
                name="one_row_per_penalty_kind",
                violation_error_message="同一处罚种类只登记一次。",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class PenaltyShare(models.Model):
    """What the decision imposes on one party."""

    penalty = models.ForeignKey(Penalty, models.CASCADE, related_name="shares")
    party = models.ForeignKey("people.Party", models.PROTECT, related_name="+")
    fine = models.BigIntegerField("罚款（分）", default=0)
    confiscated_gains = models.BigIntegerField("没收违法所得（分）", default=0)
    confiscated_goods = models.BigIntegerField("没收非法财物价值（分）", default=0)

    class Meta:
        verbose_name = "各当事人的处罚"
        constraints = [
            models.UniqueConstraint(
                fields=["penalty", "party"],
                name="one_share_per_party",
                violation_error_message="对同一当事人的处罚只写一次。",
            ),
            models.CheckConstraint(
                condition=models.Q(fine__gte=0, confiscated_gains__gte=0, confiscated_goods__gte=0),
                name="penalty_share_not_negative",
                violation_error_message="各当事人的罚款和没收数额不能为负数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penalty_id} {self.party_id}"


class PenaltyPublication(models.Model):
    """One publication of the decision in one channel."""

    penalty = models.ForeignKey(Penalty, models.CASCADE, related_name="publications")
    channel = ShortText("公示渠道", max_length=60)
    published_on = models.DateField("公示日期")

    class Meta:
        verbose_name = "处罚信息公示"
        indexes = [
            models.Index(fields=["published_on"], name="penalty_by_publication"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["penalty", "channel", "published_on"],
                name="one_publication",
                violation_error_message="同一渠道同一日只登记一次公示。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.published_on}"
