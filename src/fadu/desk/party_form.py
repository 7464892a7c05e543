# SPDX-License-Identifier: MulanPSL-2.0
"""Naming a party: an identity already known is found by its code, a new one is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from fadu.desk.in_words import InWords
from fadu.people.parties import HAD_BY, party_as_typed, register_for_a_case

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from fadu.people.models import Party
    from fadu.procedure.model import Procedure

KINDS = [("enterprise", "企业、单位"), ("sole_trader", "个体工商户"), ("person", "自然人"), ("organ", "机关")]

IDENTITY = ("kind", "name", "uscc", "id_number", "phone", "address", "legal_representative")


class PartyForm(InWords):
    """One party with its capacity. Codes that fail their check digit are warned about, never blocked."""

    #: which kinds of party have what
    meant_for: ClassVar[Mapping[str, Sequence[str]]] = HAD_BY
    kind = forms.ChoiceField(label="主体类型", choices=KINDS)
    name = forms.CharField(label="姓名或名称", max_length=200)
    uscc = forms.CharField(label="统一社会信用代码", max_length=18, required=False)
    id_number = forms.CharField(
        label="身份证件号码",
        max_length=30,
        required=False,
        help_text="加密保存，屏幕上只显示部分。",
        widget=forms.TextInput(attrs={"data-sealed": ""}),
    )
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    address = forms.CharField(label="住址或住所", max_length=300, required=False)
    legal_representative = forms.CharField(
        label="法定代表人（负责人、经营者）", max_length=100, required=False
    )
    capacity = forms.ChoiceField(label="在本案中的身份")

    def __init__(
        self,
        *args: Any,
        capacities: Sequence[str] = ("当事人",),
        capacity: str = "",
        natural: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        names = list(dict.fromkeys(capacities))
        self.fields["capacity"].choices = [(name, name) for name in names]
        self.heading = capacity or names[0]
        self.initial |= {
            "capacity": self.heading,
            "kind": "person" if self.heading in natural else "enterprise",
        }

    def clean(self) -> dict[str, Any] | None:
        """What a party of that kind does not have is not registered: typed for one kind, and another chosen since."""
        said = super().clean()
        typed = self.cleaned_data if said is None else said
        kind = typed.get("kind")
        for key, kinds in HAD_BY.items():
            if kind and typed.get(key) and kind not in kinds:
                others = "、".join(f"“{title}”" for each, title in KINDS if each in kinds)
                self.add_error(
                    key,
                    f"{dict(KINDS)[kind]}没有{self.fields[key].label}，不予登记。主体类型选错的，改选{others}；没有选错的，清空本栏。",
                )
        return said

    def has_changed(self) -> bool:
        """Whether anything was typed: a choice alone names nobody."""
        return bool(set(self.changed_data) - {"kind", "capacity"})

    def unregistered(self) -> list[Party]:
        """The party as typed, entered nowhere: for looking at only; none where the form was left empty."""
        typed = self.cleaned_data
        if not typed.get("name"):
            return []
        return [party_as_typed(**{key: typed[key] for key in IDENTITY})]

    def as_typed(self) -> tuple[dict[str, str], str] | None:
        """Who is named, and in which capacity, as far as it can be read by now; nobody where there is no name."""
        self.is_valid()
        read = getattr(self, "cleaned_data", {})
        if not read.get("name"):
            return None
        typed = {key: read.get(key, "") for key in IDENTITY} | {"kind": read.get("kind") or "enterprise"}
        return typed, read.get("capacity") or self.heading

    def parties(self) -> list[tuple[Party, str]]:
        """The party registered or found, with its capacity; none where the form was left empty."""
        values = {key: value for key, value in self.cleaned_data.items() if key in IDENTITY}
        if not values.get("name"):
            return []
        capacity = self.cleaned_data["capacity"]
        party, self.warnings = register_for_a_case(**values)
        return [(party, capacity)]


def party_forms(data: Any, procedure: Procedure) -> list[PartyForm]:
    """A form for each capacity in which somebody may be named: the first must be, unless a case may begin without; the
    others may be left empty.
    """
    roles = {role.capacity: role for role in procedure.capacities()}
    names = capacities_of(procedure)
    return [
        PartyForm(
            data,
            prefix="party" if place == 0 else f"party{place}",
            capacities=names,
            capacity=name,
            natural=natural_of(procedure),
            empty_permitted=(optional := place > 0 or (name in roles and roles[name].may_be_unknown)),
            use_required_attribute=not optional,
        )
        for place, name in enumerate(names)
    ]


def natural_of(procedure: Procedure) -> frozenset[str]:
    """The capacities in which mostly a natural person stands."""
    return frozenset(role.capacity for role in procedure.capacities() if role.natural)


def capacities_of(procedure: Procedure) -> list[str]:
    """The capacities in which somebody may be named openly."""
    return list(dict.fromkeys(role.capacity for role in procedure.capacities())) or ["当事人"]
