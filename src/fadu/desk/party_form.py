# SPDX-License-Identifier: MulanPSL-2.0
"""Naming a party: an identity already known is found by its code, a new one is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fadu.people import services as people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.people.models import Party

KINDS = [("enterprise", "企业、单位"), ("sole_trader", "个体工商户"), ("person", "自然人"), ("organ", "机关")]


class PartyForm(forms.Form):
    """One party with its capacity. Codes that fail their check digit are warned about, never blocked."""

    kind = forms.ChoiceField(label="主体类型", choices=KINDS)
    name = forms.CharField(label="姓名或名称", max_length=200)
    uscc = forms.CharField(label="统一社会信用代码", max_length=18, required=False)
    id_number = forms.CharField(
        label="身份证件号码", max_length=30, required=False, help_text="加密保存，屏幕上只显示部分。"
    )
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    address = forms.CharField(label="住址或住所", max_length=300, required=False)
    legal_representative = forms.CharField(
        label="法定代表人（负责人、经营者）", max_length=100, required=False
    )
    capacity = forms.ChoiceField(label="在本案中的身份")

    def __init__(self, *args: Any, capacities: Sequence[str] = ("当事人",), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].choices = [(name, name) for name in dict.fromkeys(capacities)]  # type: ignore[attr-defined]

    def unregistered(self) -> list[Party]:
        """The party as typed, entered nowhere: for looking at only."""
        told = self.cleaned_data
        return [people.party_as_typed(kind=told["kind"], name=told["name"], uscc=told["uscc"])]

    def parties(self) -> list[tuple[Party, str]]:
        """The party registered or found, with its capacity."""
        values = dict(self.cleaned_data)
        capacity = values.pop("capacity")
        party, _ = people.register_party(**values)
        return [(party, capacity)]
