# SPDX-License-Identifier: MulanPSL-2.0
"""The form by which local parameters are set, and how they are said: title, unit, value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from fadu.cases.background import calendars
from fadu.desk.bureau_forms import BureauForm, day_field
from fadu.law import library as law_library
from fadu.law import places
from fadu.law.catalogue import Subject
from fadu.law.limit import THRESHOLD_UNITS, UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.law.limit import Limit, Threshold

_ABOUT = {"person": "（对自然人）", "unit": "（对法人、其他组织）"}


class ParameterForm(BureauForm):
    title = "设定地方参数"
    page = "desk:parameters"
    remark = "法律授权地方规定的数额、本机关承诺的时限和公布的上限。自起始日起适用；此前开始的期限和案件仍按当时的参数。"
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
        self.fields["key"].choices = local_choices()

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

    def save(self) -> None:
        values = self.cleaned_data
        rule = places.rule_of(law_library(), values["key"])
        scale = 100 if rule is not None and rule.unit == "fen" else 1
        calendars.set_parameter(
            bureau=self.bureau,
            key=values["key"],
            value=int(values["value"] * scale),
            start=values["start"],
            document=values["document"],
        )


def unit_of(rule: Limit | Threshold) -> str:
    """The unit of a local parameter as it is typed and shown."""
    return "元" if rule.unit == "fen" else {**THRESHOLD_UNITS, **UNITS}[rule.unit]


def local_titles() -> Mapping[str, str]:
    """Local parameter -> what it is and about whom."""
    law = law_library()
    rules = {**law.local_keys(), **places.adopted_by_key(law)}
    named = {key: f"{rule.title}（对一个事项）" for key, rule in places.of_subjects(law).items()}
    return {**{key: rule.title + _about(rule) for key, rule in rules.items()}, **named}


def _about(rule: Limit | Threshold) -> str:
    """Whom or what a rule is about, in brackets; nothing where it is about everybody."""
    about = dict(getattr(rule, "about", ()))
    return _ABOUT.get(about.get("party", ""), f"（{rule.note}）" if about and rule.note else "")


def local_choices() -> list[tuple[str, str]]:
    """The local parameters to choose from, each with its unit."""
    law = law_library()
    rules = {**law.local_keys(), **places.adopted_by_key(law), **places.of_subjects(law)}
    return [(key, f"{title}，以{unit_of(rules[key])}计") for key, title in local_titles().items()]


def parameter_title(key: str, titles: Mapping[str, str]) -> str:
    """What a parameter is, with the item it is set for where it is set for one."""
    rule = None if key in titles else places.rule_of(law_library(), key)
    return rule.title if rule is not None else titles.get(key, key)


def parameter_words(key: str, value: int) -> str:
    """A local parameter's value with its unit."""
    rule = places.rule_of(law_library(), key)
    if rule is None:
        return str(value)
    if rule.unit == "yes_no":
        return "是" if value else "否"
    return f"{value / 100:,.2f}元" if rule.unit == "fen" else f"{value}{unit_of(rule)}"
