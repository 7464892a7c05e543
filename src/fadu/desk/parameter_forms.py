# SPDX-License-Identifier: MulanPSL-2.0
"""The form by which local parameters are proposed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from fadu.desk import by_two
from fadu.desk.bureau_forms import BureauForm, day_field
from fadu.kernel import clock
from fadu.law import library as law_library
from fadu.law import places
from fadu.law.catalogue import Subject
from fadu.people import adopted
from fadu.people.parameter_words import local_titles, title_of, unit_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.law.limit import Limit, Threshold


class ParameterForm(BureauForm):
    title = "设定地方参数"
    page = "desk:parameters"
    remark = "法律授权地方规定的数额、本机关承诺的时限和公布的上限。自起始日起适用；此前开始的期限和案件仍按当时的参数。"
    is_by_two = True
    has_preview = True
    key = forms.ChoiceField(label="参数")
    item = forms.CharField(
        label="事项",
        max_length=60,
        required=False,
        help_text="只对一个事项设定的，填写事项名称，如 小餐饮登记；其他参数不填。",
    )
    value = forms.DecimalField(label="数值", min_value=Decimal(0), max_digits=14, decimal_places=2)
    start = day_field("自")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = local_choices(adopted.local_parameters(self.bureau, clock.today()))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["key"] = self._key(values.get("key", ""), values.get("item", "").strip())
        rule, value = places.rule_of(law_library(), values["key"]), values.get("value")
        if rule is not None and rule.unit != "fen" and value is not None and value != int(value):
            self.add_error("value", f"应为整数（{unit_of(rule)}）；实为“{value}”。请改为整数。")
        if rule is not None and rule.unit == "yes_no" and value is not None and value not in (0, 1):
            self.add_error("value", f"应为1（是）或者0（否）；实为“{value}”。请改为1或者0。")
        return values

    def _key(self, key: str, item: str) -> str:
        """The parameter, with the item it is set for where it is set for one."""
        if key in places.of_subjects(law_library()):
            if not item:
                self.add_error("item", "此参数只对一个事项设定。请填写事项名称。")
            return f"{key}{Subject(catalogue='', name=item).bare_name}"
        if key and item:
            self.add_error("item", "此参数不对一个事项设定。请留空。")
        return key

    def follows(self) -> list[str]:
        return by_two.follows(self.bureau, "parameter", self._content())

    def save(self) -> str:
        values, content = self.cleaned_data, self._content()
        title, value = title_of(values["key"]), value_of(values["key"], content["value"])
        words = f"地方参数：{title}为{value}，自{values['start']}，依据：{values['document']}"
        return by_two.proposed(self.bureau, "parameter", content, words)

    def _content(self) -> dict[str, Any]:
        values = self.cleaned_data
        rule = places.rule_of(law_library(), values["key"])
        scale = 100 if rule is not None and rule.unit == "fen" else 1
        return {
            "key": values["key"],
            "value": int(values["value"] * scale),
            "start": values["start"].isoformat(),
            "document": values["document"],
        }


def local_choices(held: Mapping[str, int]) -> list[tuple[str, str]]:
    """The local parameters to choose from, each with its unit, what holds today, and the articles that leave it to the place."""
    law = law_library()
    rules = {**law.local_keys(), **places.adopted_by_key(law), **places.of_subjects(law)}
    return [(key, f"{title}（{_said(key, rules[key], held)}）") for key, title in local_titles().items()]


def _said(key: str, rule: Limit | Threshold, held: Mapping[str, int]) -> str:
    """How a parameter is typed, what it is today, and by which articles a place sets it."""
    typed = "填1为是、0为否" if rule.unit == "yes_no" else f"以{unit_of(rule)}计"
    now = f"现为{value_of(key, held[key])}" if key in held else "现在没有设定"
    return "；".join(filter(None, (typed, now, "、".join(rule.cites))))
