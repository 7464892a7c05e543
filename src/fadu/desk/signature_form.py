# SPDX-License-Identifier: MulanPSL-2.0
"""The form by which a party signs a paper of ours: on the screen, on paper that is photographed; or refuses, before a witness or a camera."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fadu.desk.in_words import InWords
from fadu.desk.signed_by_hand import LONGEST, reasons

if TYPE_CHECKING:
    from collections.abc import Sequence

SCREEN, PHOTO, REFUSED = "screen", "photo", "refused"
WAYS = [(SCREEN, "在屏幕上签名"), (PHOTO, "在纸上签名，拍照收入"), (REFUSED, "拒绝或者不能签名")]


class SignatureForm(InWords):
    """Which paper, who, how; and of a refusal the reason and who saw it."""

    paper = forms.ChoiceField(label="签在哪份文书上")
    who = forms.CharField(
        label="签名人", max_length=60, help_text="当事人、被询问人、代收人的姓名；单位的写经办人姓名和职务。"
    )
    way = forms.ChoiceField(label="怎样签", choices=WAYS, widget=forms.RadioSelect, initial=SCREEN)
    drawn = forms.CharField(max_length=LONGEST, required=False, widget=forms.HiddenInput)
    photo = forms.FileField(
        label="签了名的纸件照片",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    reason = forms.ChoiceField(label="没有签名的原因", required=False)
    witness = forms.CharField(
        label="见证人", max_length=100, required=False, help_text="姓名和单位、职业；没有见证人的须录音录像。"
    )
    filmed = forms.BooleanField(label="已录音录像", required=False)
    words = forms.CharField(
        label="说明（可以不写）", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, papers: Sequence[tuple[str, str]], names: Sequence[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.fields["paper"].choices = [("", "（请选择）"), *papers]
        self.fields["reason"].choices = [("", "（请选择）"), *reasons().items()]
        self.fields["who"].widget.attrs["list"] = "signers"

    def clean(self) -> dict[str, Any]:
        """What each way needs: a drawing, a photograph, or a reason and who saw it."""
        values = super().clean() or {}
        way = values.get("way")
        if way == SCREEN and not values.get("drawn"):
            self.add_error("way", "还没有签名。请当事人在框内签写；不能在屏幕上签写的，改为拍摄纸上的签名。")
        if way == PHOTO and not values.get("photo"):
            self.add_error("photo", "没有选择“签了名的纸件照片”。请拍照或者选择照片。")
        if way == REFUSED:
            if not values.get("reason"):
                self.add_error("reason", "没有选择“没有签名的原因”。请从列表中选择。")
            if not values.get("witness") and not values.get("filmed"):
                self.add_error("witness", "应写明“见证人”，或者勾选“已录音录像”；两样都没有。请补上一样。")
        return values
