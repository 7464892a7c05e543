# SPDX-License-Identifier: MulanPSL-2.0
"""The shapes that `docs/reference/json.md` promises, and where a value has not the shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from yamlcore import CCoreLoader

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
SHAPES = {
    heading.split("`")[1]: yaml.load(block, Loader=CCoreLoader)
    for heading, block in re.findall(
        r"^## (`fadu .*?)\n.*?^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE
    )
}


def misfits(shape: Any, value: Any, where: str = "$") -> Iterator[str]:
    """Where a value has not the shape."""
    if isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where}：应为列表"
            return
        for at, each in enumerate(value):
            yield from misfits(shape[0], each, f"{where}[{at}]")
    elif isinstance(shape, dict):
        yield from _object(shape, value, where)
    elif not any(_IS[word](value) for word in shape.split(" or ") if word in _IS) and not (
        shape.startswith("yes or no") and isinstance(value, bool)
    ):
        yield f"{where}：应为{shape}，实为{value!r}"


def _object(shape: dict[str, Any], value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}：应为对象"
        return
    if "*" in shape:
        for key, each in value.items():
            yield from misfits(shape["*"], each, f"{where}.{key}")
        return
    known = {key.rstrip("?"): each for key, each in shape.items()}
    yield from (f"{where}.{key}：页面没有说" for key in value if key not in known)
    yield from (f"{where}.{key}：缺少" for key in shape if not key.endswith("?") and key not in value)
    for key in known.keys() & value.keys():
        yield from misfits(known[key], value[key], f"{where}.{key}")


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


_IS = {
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
    "day": _is_day,
    "moment": _is_moment,
    "anything": lambda value: True,
}
