# SPDX-License-Identifier: MulanPSL-2.0
"""Taking values out of a file: each getter checks the type and says where what it does not like stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from fadu.kernel.problems import DefinitionError, nearest
from fadu.kernel.yaml_reader import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Collection

    from fadu.kernel.problems import Source

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The file being read, and the error its faults are told by."""

    path: str
    error: type[DefinitionError] = DefinitionError

    def fail(self, source: Source, message: str, suggestion: str = "") -> NoReturn:
        """Refuse the file, pointing at a place in it, or in the file of the edition it amends."""
        raise self.error(getattr(source, "path", self.path), source, message, suggestion)

    def known(self, block: Map, allowed: Collection[str], what: str) -> None:
        """Refuse keys nobody reads."""
        for key in block:
            if key not in allowed:
                self.fail(block.at(key), f"{what}里没有“{key}”这一项。", nearest(key, allowed))

    def resolve(self, source: Source, kind: str, name: str, known: Collection[str]) -> str:
        """Refuse a name that resolves to nothing."""
        if name not in known:
            self.fail(source, f"没有名为“{name}”的{kind}。", nearest(name, known))
        return name

    def mapping(self, value: Any, source: Source, what: str) -> Map:
        """A mapping."""
        if not isinstance(value, Map):
            self.fail(source, f"{what}应为“键: 值”的对应表；实为“{value}”。")
        return value

    def part(self, block: Map, key: str) -> Map:
        """A mapping under a key; empty where the key is absent."""
        return self.mapping(block[key], block.at(key), f"“{key}”") if key in block else _empty(block.source)

    def text(self, block: Map, key: str, what: str, default: str | None = None) -> str:
        """A text under a key; absent without a default is an error."""
        value = block.get(key)
        if value is None:
            if default is not None and key not in block:
                return default
            self.fail(block.at(key), f"{what}缺少“{key}”。")
        if isinstance(value, Map | Seq | bool):
            self.fail(block.at(key), f"{what}的“{key}”应为文字；实为“{_said(value)}”。")
        return str(value)

    def texts(self, block: Map, key: str, what: str) -> tuple[str, ...]:
        """One text or a list of texts under a key; absent: none."""
        value = block.get(key)
        if value is None:
            if key in block:
                self.fail(block.at(key), f"{what}的“{key}”没有内容。")
            return ()
        items = value if isinstance(value, list) else [value]
        if any(isinstance(item, Map | Seq | bool) or item is None for item in items):
            self.fail(block.at(key), f"{what}的“{key}”应为文字或者文字的列表；实为“{_said(value)}”。")
        return tuple(str(item) for item in items)

    def flag(self, block: Map, key: str, what: str) -> bool:
        """True or false under a key; absent: false."""
        value = block.get(key, False)
        if not isinstance(value, bool):
            self.fail(block.at(key), f"{what}的“{key}”应为 true 或 false；实为“{_said(value)}”。")
        return value

    def number(self, block: Map, key: str, what: str) -> int | None:
        """A whole number under a key; absent: None."""
        value = block.get(key)
        if key in block and (isinstance(value, bool) or not isinstance(value, int)):
            self.fail(block.at(key), f"{what}的“{key}”应为整数；实为“{_said(value)}”。")
        return value

    def amount(self, block: Map, key: str, what: str, *, least: int = 0) -> int:
        """A whole number not below ``least`` under a key; absent is an error."""
        value = block.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            said = "没有写" if value is None else f"实为“{_said(value)}”"
            self.fail(block.at(key), f"{what}的“{key}”应为不小于{least}的整数；{said}。")
        return value

    def day(self, block: Map, key: str, what: str) -> date | None:
        """A day of the calendar under a key, written 2021-07-15; absent: None."""
        if key not in block:
            return None
        value = block[key]
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fail(block.at(key), f"{what}的“{key}”应为日历上有的日期，如 2021-07-15；实为“{_said(value)}”。")

    def entries(self, block: Map, key: str, what: str) -> list[tuple[Any, Source]]:
        """The items of a list under a key, each with its place; absent or empty is an error."""
        value = block.get(key)
        if not isinstance(value, Seq) or not value:
            self.fail(block.at(key), f"{what}的“{key}”应为列表，至少有一项。")
        return list(zip(value, value.places, strict=True))

    def one_of(
        self, block: Map, key: str, what: str, allowed: Collection[str], default: str | None = None
    ) -> str:
        """A text that is one of a closed list."""
        value = self.text(block, key, what, default)
        if value not in allowed:
            known = "、".join(item for item in allowed if item)
            self.fail(
                block.at(key), f"{what}的“{key}”应为{known}之一；实为“{value}”。", nearest(value, allowed)
            )
        return value


def _empty(source: Source) -> Map:
    block = Map()
    block.source, block.places = source, {}
    return block


def _said(value: Any) -> str:
    text = "、".join(map(str, value)) if isinstance(value, list | dict) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
