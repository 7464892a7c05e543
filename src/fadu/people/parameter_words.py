# SPDX-License-Identifier: MulanPSL-2.0
"""How local parameters are said: what each is, in which unit, and its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.law import library as law_library
from fadu.law import places
from fadu.law.limit import THRESHOLD_UNITS, UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.law.limit import Limit, Threshold

_ABOUT = {"person": "（对自然人）", "unit": "（对法人、其他组织）"}


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


def title_of(key: str, titles: Mapping[str, str] | None = None) -> str:
    """What a parameter is, with the item it is set for where it is set for one."""
    titles = local_titles() if titles is None else titles
    rule = None if key in titles else places.rule_of(law_library(), key)
    return rule.title if rule is not None else titles.get(key, key)


def value_of(key: str, value: int) -> str:
    """A local parameter's value with its unit."""
    rule = places.rule_of(law_library(), key)
    if rule is None:
        return str(value)
    if rule.unit == "yes_no":
        return "是" if value else "否"
    return f"{value / 100:,.2f}元" if rule.unit == "fen" else f"{value}{unit_of(rule)}"
