# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of an item of collective discussion, and of each member's part in it."""

from __future__ import annotations

from django.db import models

from fadu.storage.columns import ShortText


class CommitteeItem(models.Model):
    """One item: which body, when, with how many, and what was resolved."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="committee_item")
    subject = ShortText("议题", max_length=300, blank=True)
    body = ShortText("讨论形式", max_length=30, blank=True)
    meeting_on = models.DateField("会议日期", null=True)
    quorum = models.PositiveIntegerField("法定到会人数", null=True)
    present = models.PositiveIntegerField("实到人数", default=0)
    votes_for = models.PositiveIntegerField("同意票", default=0)
    resolved_on = models.DateField("决议日期", null=True)
    resolution = models.TextField("决议", blank=True)

    class Meta:
        verbose_name = "集体讨论议题"
        indexes = [
            models.Index(fields=["meeting_on", "body"], name="committee_item_by_meeting"),
            models.Index(fields=["resolved_on"], name="committee_item_by_resolution"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(votes_for__lte=models.F("present")),
                name="committee_votes_not_above_present",
                violation_error_message="同意票不能多于有表决权的到会人数。",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class CommitteeMember(models.Model):
    """One member at one item: present, recused, absent or observing, and the vote."""

    item = models.ForeignKey(CommitteeItem, models.CASCADE, related_name="members")
    name = ShortText("姓名", max_length=100)
    post = ShortText("职务", max_length=100, blank=True)
    status = ShortText("到会情况", max_length=20)
    vote = ShortText("表决", max_length=20, blank=True)
    opinion = models.TextField("发言意见", blank=True)

    class Meta:
        verbose_name = "到会人员"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "name"],
                name="one_row_per_member",
                violation_error_message="同一到会人员只登记一次。",
            )
        ]

    def __str__(self) -> str:
        return self.name
