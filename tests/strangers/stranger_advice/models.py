# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a request for advice."""

from __future__ import annotations

from django.db import models


class Advice(models.Model):
    """One request, from its receipt to its answer."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="advice")
    received_on = models.DateField("收到之日", null=True)
    answered_on = models.DateField("答复之日", null=True)

    class Meta:
        verbose_name = "业务咨询"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None)
                | models.Q(received_on=None)
                | models.Q(answered_on__gte=models.F("received_on")),
                name="advice_answered_after_receipt",
                violation_error_message="答复不能早于收到。",
            )
        ]

    def __str__(self) -> str:
        return str(self.case_id)
