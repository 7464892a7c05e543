# SPDX-License-Identifier: MulanPSL-2.0
"""Reads the front matter of a form: YAML between two lines of ``---``, strictly."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml

from fadu.records.forms.inline import NAME, Place, parse_condition
from fadu.records.forms.model import Condition, Field
from fadu.records.forms.problems import FormError, nearest_of

REQUIRED = ("key", "title", "family", "in_force", "mandatory")
ALLOWED = (
    *REQUIRED,
    "code",
    "number",
    "series",
    "seal",
    "signer",
    "access",
    "remedy",
    "evidence",
    "evidence_in",
    "lasting",
    "bound",
    "page_count",
    "optional",
)
CLOSED = {
    "family": ("letter", "form"),
    "access": ("main", "secondary"),
    "seal": ("bureau", "department", "none"),
    "evidence": (True, False),
    "bound": ("cover", "contents", "last"),
}


class _StrictLoader(yaml.CSafeLoader):
    """A safe loader that refuses a key given twice."""


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in seen:
            raise yaml.MarkedYAMLError(problem=f"“{key}”写了两次", problem_mark=key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def split(text: str, file: str) -> tuple[str, str, int]:
    """Front matter, body and the number of the body's first line."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---":
        raise FormError(file, 1, "文件没有以 --- 开头", "先写一行 ---，再写表头，再写一行 ---")
    for index, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            return "\n".join(lines[1:index]), "\n".join(lines[index + 1 :]), index + 2
    raise FormError(file, 1, "表头没有结束", "在表头后写一行 ---")


def parse_front_matter(text: str, file: str) -> dict[str, Any]:
    """The checked front matter as keyword arguments for :class:`Form`."""
    try:
        raw = yaml.load(text, _StrictLoader)  # noqa: S506  a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise FormError(file, line, f"表头不是合法的 YAML：{error.problem}") from error
    if not isinstance(raw, dict):
        raise FormError(file, 1, "表头是空的", f"至少写上 {'、'.join(REQUIRED)}")
    _check_keys(raw, text, file)
    line = _line_of("number", text)
    in_force = _in_force(raw["in_force"], file, _line_of("in_force", text))
    return {
        "key": _text(raw, "key", text, file),
        "title": _text(raw, "title", text, file),
        "family": raw["family"],
        "code": str(raw.get("code") or ""),
        "number": _number(raw.get("number"), file, line),
        "series": str(raw.get("series") or raw["key"]),
        "seal": raw.get("seal") or ("bureau" if raw["family"] == "letter" else "none"),
        "signer": str(raw.get("signer") or ""),
        "access": raw.get("access") or "main",
        "remedy": _remedy(raw.get("remedy", False), file, _line_of("remedy", text)),
        "is_evidence": bool(raw.get("evidence", False)),
        "evidence_in": _names(raw, "evidence_in", text, file),
        "lasting": _names(raw, "lasting", text, file),
        "bound": raw.get("bound") or "",
        "page_count": str(raw.get("page_count") or ""),
        "mandatory": _fields(raw["mandatory"], "mandatory", text, file),
        "optional": _fields(raw.get("optional"), "optional", text, file),
        **in_force,
    }


def _line_of(key: str, text: str) -> int:
    for number, line in enumerate(text.splitlines(), 2):
        if line.lstrip(" -").startswith(f"{key}:"):
            return number
    return 1


def _check_keys(raw: dict[str, Any], text: str, file: str) -> None:
    for key in raw:
        if key not in ALLOWED:
            raise FormError(file, _line_of(key, text), f"表头里没有“{key}”这一项", nearest_of(key, ALLOWED))
    absent = [key for key in REQUIRED if key not in raw]
    if absent:
        raise FormError(file, 1, f"表头缺少 {'、'.join(absent)}", "补上它")
    for key, values in CLOSED.items():
        if key in raw and raw[key] not in values:
            listed = "、".join(str(value).lower() for value in values)
            raise FormError(file, _line_of(key, text), f"{key} 不能是“{raw[key]}”", f"只能是 {listed}")


def _remedy(said: Any, file: str, line: int) -> str:
    """Whose remedies the paper names: ``true`` those of every decision, ``bases``, or a kind of decision the law has others for."""
    if said in (True, False):
        return "general" if said else ""
    if not isinstance(said, str) or not NAME.match(said):
        raise FormError(file, line, f"remedy 不能是“{said}”", "只能是 true、false、bases，或者救济规定的键")
    return said


def _text(raw: dict[str, Any], key: str, text: str, file: str) -> str:
    value = raw[key]
    if not isinstance(value, str) or not value.strip() or (key == "key" and not NAME.match(value)):
        raise FormError(
            file, _line_of(key, text), f"{key} 不能是“{value}”", "key 用小写字母和下划线，title 用中文"
        )
    return value.strip()


def _in_force(value: object, file: str, line: int) -> dict[str, date | None]:
    if (
        not isinstance(value, dict)
        or not set(value) <= {"from", "to"}
        or not isinstance(value.get("from"), date)
    ):
        raise FormError(
            file, line, "in_force 看不懂", "写成 in_force: {from: 2021-07-15} 或加上 to: 2026-04-14"
        )
    start, end = value["from"], value.get("to")
    if end is not None and (not isinstance(end, date) or end < start):
        raise FormError(file, line, "in_force 的 to 不是 from 之后的日期", "写最后适用的一天")
    return {"in_force_from": start, "in_force_to": end}


def _number(value: object, file: str, line: int) -> str | None:
    if value is None:
        return None
    pattern = str(value)
    try:
        pattern.format(abbreviation="", year=2022, serial=1)
    except (KeyError, ValueError, IndexError) as error:
        raise FormError(
            file, line, f"文号式样“{pattern}”看不懂", "只用 {abbreviation}、{year}、{serial}"
        ) from error
    if "{year" not in pattern or "{serial" not in pattern:
        raise FormError(file, line, f"文号式样“{pattern}”里没有 {{year}} 和 {{serial}}", "两者都要有")
    return pattern


def _fields(value: object, key: str, text: str, file: str) -> tuple[Field, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise FormError(file, _line_of(key, text), f"{key} 应是一个列表", "每行写成 - facts: 违法事实")
    fields: list[Field] = []
    for item in value:
        named = {k: v for k, v in item.items() if k != "when"} if isinstance(item, dict) else {}
        if len(named) != 1:
            raise FormError(
                file, _line_of(key, text), f"{key} 里的“{item}”没有中文标题", "写成 - facts: 违法事实"
            )
        ((name, title),) = named.items()
        line = _line_of(str(name), text)
        if "when" in item and key != "mandatory":
            raise FormError(file, line, f"{key} 里的“{name}”写了 when", "只有 mandatory 里的项可以写 when")
        if not NAME.match(str(name)) or not str(title or "").strip():
            raise FormError(file, line, f"{key} 里的“{name}”看不懂", "名称用小写字母和下划线，后面写中文标题")
        if any(known.key == name for known in fields):
            raise FormError(file, line, f"“{name}”写了两次", "只留一个")
        when = _conditions(item.get("when"), Place(file, line))
        fields.append(Field(key=str(name), title=str(title).strip(), when=when))
    return tuple(fields)


def _names(raw: dict[str, Any], key: str, text: str, file: str) -> tuple[str, ...]:
    """A list of names of fields."""
    value = raw.get(key)
    listed = value if isinstance(value, list) else [] if value is None else [value]
    for name in listed:
        if not NAME.match(str(name)):
            raise FormError(
                file,
                _line_of(key, text),
                f"“{name}”不是名称",
                f"写成 {key}: [evidence_summary]",
            )
    return tuple(str(name) for name in listed)


def _conditions(value: object, place: Place) -> tuple[Condition, ...]:
    """One condition or a list of them, as after ``{if``."""
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(parse_condition(str(text), place) for text in listed)
