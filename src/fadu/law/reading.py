# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the law's data files strictly: every error names file and key."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from fadu.law.errors import LawDataError
from fadu.law.limit import UNITS, Limit, Option, Provision, Threshold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_COMMON = {"from", "to", "cites", "rows", "note", "unverified", "question"}
_LIMIT = _COMMON | {
    "amount",
    "unit",
    "first_day_counts",
    "rolls",
    "backwards",
    "excludes",
    "extension",
    "restarts",
    "open_ended",
    "together",
    "prevails",
    "local",
    "within",
    "title",
}
_THRESHOLD = _COMMON | {"value", "unit", "about", "inclusive", "local", "local_only", "title"}
_OPTION = _COMMON | {"key", "title"}
_HOLIDAY = _COMMON | {"days", "movable"}
_PROVISION = (_COMMON - {"rows"}) | {"title"}


class _StrictLoader(yaml.CSafeLoader):
    """YAML in which a key may stand only once: a rule written twice must not silently lose one of its texts."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        keys = [str(key.value) for key, _ in node.value]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            line = node.start_mark.line + 1
            raise yaml.YAMLError(f"第{line}行起，“{'、'.join(twice)}”写了两次")
        return super().construct_mapping(node, deep=deep)


def read_file(path: Path) -> Mapping[str, Any]:
    """A file's sections as plain mappings; dates stay text."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506 - a CSafeLoader
    except yaml.YAMLError as error:
        raise LawDataError(f"{path.name}：不是正确的 YAML：{error}") from error
    if not isinstance(data, dict):
        raise LawDataError(f"{path.name}：最上层应是“键: 值”的对应表。")
    unknown = set(data) - {
        "limits",
        "thresholds",
        "options",
        "provisions",
        "instruments",
        "remedies",
        "coverage",
        "holidays",
    }
    if unknown:
        raise LawDataError(f"{path.name}：没有名为“{'、'.join(sorted(unknown))}”的部分。")
    return data


def limits(data: Mapping[str, Any], where: str) -> Iterator[Limit]:
    """The limits of a file, one for each dated value."""
    for key, rule in data.get("limits", {}).items():
        for value in _dated_values(rule, "values", where, key):
            _known(value, _LIMIT, where, key)
            if value.get("unit") not in UNITS:
                raise LawDataError(
                    f"{where} {key}：unit 应为{'、'.join(UNITS)}之一；实为“{value.get('unit')}”。"
                )
            yield Limit(
                **_common(key, value.get("title", rule["title"]), value, where),
                amount=0 if value.get("local") else _number(value, "amount", where, key),
                unit=value["unit"],
                first_day_counts=value.get("first_day_counts", False),
                rolls=value.get("rolls", value["unit"] != "hour"),
                backwards=value.get("backwards", False),
                excludes=_texts(value.get("excludes")),
                event=str(rule.get("event", "")),
                extension=str(value.get("extension", "")),
                restarts=str(value.get("restarts", "")),
                open_ended=value.get("open_ended", False),
                together=str(value.get("together", "")),
                prevails=value.get("prevails", ""),
                local_key=str(value.get("local", "")),
                within=str(value.get("within", "")),
            )


def thresholds(data: Mapping[str, Any], where: str) -> Iterator[Threshold]:
    """The thresholds of a file, one for each dated value."""
    for key, rule in data.get("thresholds", {}).items():
        for value in _dated_values(rule, "values", where, key):
            _known(value, _THRESHOLD, where, key)
            yield Threshold(
                **_common(key, value.get("title", rule["title"]), value, where),
                value=0 if value.get("local_only") else _number(value, "value", where, key),
                unit=str(value["unit"]),
                about=tuple(sorted((str(k), str(v)) for k, v in value.get("about", {}).items())),
                inclusive=value.get("inclusive", True),
                local_key=str(value.get("local", "")),
                local_only=value.get("local_only", False),
            )


def options(data: Mapping[str, Any], where: str) -> Iterator[Option]:
    """The items of the closed lists of a file."""
    for list_key, rule in data.get("options", {}).items():
        for item in _dated_values(rule, "items", where, list_key):
            _known(item, _OPTION, where, list_key)
            yield Option(**_common(str(item["key"]), str(item["title"]), item, where), list_key=list_key)


def provisions(data: Mapping[str, Any], where: str) -> Iterator[Provision]:
    """The provisions of a file, one for each dated value."""
    for key, rule in data.get("provisions", {}).items():
        for value in _dated_values(rule, "values", where, key):
            _known(value, _PROVISION, where, key)
            yield Provision(**_common(key, value.get("title", rule["title"]), value, where))


def holidays(data: Mapping[str, Any], where: str) -> Iterator[tuple[dict[str, Any], Mapping[str, Any]]]:
    """The statutory holidays of a file: what every dated value carries, and the value itself."""
    for key, rule in data.get("holidays", {}).items():
        for value in _dated_values(rule, "values", where, key):
            _known(value, _HOLIDAY, where, key)
            yield _common(key, rule["title"], value, where), value


def _dated_values(rule: Any, name: str, where: str, key: str) -> list[Mapping[str, Any]]:
    values = rule.get(name) if isinstance(rule, dict) and rule.get("title") else None
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise LawDataError(f"{where} {key}：应有 title 和 {name}（一列带日期的值）。")
    _known(rule, {"title", "event", name}, where, key)
    return values


def _number(value: Mapping[str, Any], name: str, where: str, key: str) -> int:
    found = value.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise LawDataError(f"{where} {key}：{name} 应为不小于零的整数；实为“{found}”。")
    return found


def _common(key: str, title: str, value: Mapping[str, Any], where: str) -> dict[str, Any]:
    if "from" not in value:
        raise LawDataError(f"{where} {key}：缺少 from（自哪日起施行）。")
    return {
        "key": key,
        "title": title,
        "in_force_from": _date(value["from"], where, key),
        "in_force_to": _date(value["to"], where, key) if value.get("to") else None,
        "cites": _texts(value.get("cites")),
        "rows": _texts(value.get("rows")),
        "note": str(value.get("note", "")),
        "unverified": bool(value.get("unverified", False)),
        "question": str(value.get("question", "")),
    }


def _date(value: Any, where: str, key: str) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise LawDataError(f"{where} {key}：应为日期，如 2021-07-15；实为“{value}”。") from None


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)


def _known(value: Mapping[str, Any], keys: set[str], where: str, key: str) -> None:
    unknown = set(value) - keys
    if unknown:
        raise LawDataError(
            f"{where} {key}：不认识的键“{'、'.join(sorted(unknown))}”；可用的有：{'、'.join(sorted(keys))}。"
        )
