# SPDX-License-Identifier: MulanPSL-2.0
"""The form in which an officer says where and how often they want mail."""

from __future__ import annotations

from typing import Any

from django import forms

from fadu.desk.in_words import InWords


class MailForm(InWords):
    """No mail, a digest a day, or a mail for each piece of news; and the address."""

    often = forms.ChoiceField(
        label="邮件提醒",
        required=False,
        choices=[("", "不发邮件"), ("daily", "每日一封汇总（八时以后）"), ("at_once", "有新消息即发")],
    )
    address = forms.EmailField(
        label="邮箱",
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Mail needs an address."""
        values = super().clean() or {}
        if values.get("often") and not values.get("address") and "address" not in self.errors:
            self.add_error("address", "请写明邮箱，如 zhang@qinghe.gov.cn；不要邮件的，选“不发邮件”。")
        return values
