# SPDX-License-Identifier: MulanPSL-2.0
"""Reads what stands inside a line: ``{name:filter}``, tick boxes, ``{if …}…{end}``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fadu.records.forms.model import Choice, Condition, Fixed, Hand, Part, Perhaps, Tick, Value
from fadu.records.forms.problems import FormError, nearest_of

FILTERS = ("money", "capital", "date", "time", "blank", "yesno", "slash", "gone", "cited", "offence")
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\Z")
CONDITION = re.compile(r"(?P<not>not\s+)?(?P<name>[a-z][a-z0-9_.]*)(?:\s*(?P<op>!=|=)\s*(?P<key>\S+))?\s*\Z")
TOKEN = re.compile(r"\{\{|\}\}|\{[^{}]*\}|\{|\}|[^{}]+")


@dataclass(slots=True)
class Place:
    """Where the reader stands, for error messages."""

    file: str
    line: int

    def error(self, text: str, suggestion: str = "") -> FormError:
        return FormError(self.file, self.line, text, suggestion)


@dataclass(slots=True)
class _Open:
    condition: Condition | None
    then: list[Part] = field(default_factory=list)
    otherwise: list[Part] | None = None

    @property
    def target(self) -> list[Part]:
        return self.then if self.otherwise is None else self.otherwise


def parse_condition(text: str, place: Place) -> Condition:
    """Read what follows ``{if``.

    >>> parse_condition("not fine", Place("a.form", 1))
    Condition(name='fine', negated=True, equals=None)
    """
    match = CONDITION.match(text.strip())
    if not match:
        raise place.error(f"看不懂的条件“{{if {text}}}”", "写成 {if 名} 、{if not 名} 或 {if 名 = 值}")
    if match["not"] and match["op"]:
        raise place.error("条件不能既有 not 又有比较", "改用 !=")
    return Condition(
        name=match["name"], negated=bool(match["not"]) or match["op"] == "!=", equals=match["key"]
    )


def parse_inline(text: str, place: Place) -> tuple[Part, ...]:
    """Read the text of one line into its parts."""
    frames = [_Open(None)]
    for token in TOKEN.findall(text):
        if token in ("{{", "}}"):
            _add_text(frames[-1].target, token[0])
        elif token in ("{", "}"):
            raise place.error(f"花括号“{token}”没有配对", "补上另一半；要印花括号写 {{ 或 }}")
        elif not token.startswith("{"):
            _add_text(frames[-1].target, token)
        else:
            _read_brace(token[1:-1].strip(), frames, place)
    if len(frames) > 1:
        raise place.error("行内的 {if …} 没有 {end}", "在同一行补上 {end}")
    return tuple(frames[0].then)


def _add_text(target: list[Part], text: str) -> None:
    text = text.replace("\\n", "\n")
    last = target[-1] if target else None
    if isinstance(last, Fixed):
        target[-1] = Fixed(text=last.text + text)
    else:
        target.append(Fixed(text=text))


def _read_brace(inner: str, frames: list[_Open], place: Place) -> None:
    if inner.startswith("if "):
        frames.append(_Open(parse_condition(inner[3:], place)))
    elif inner == "else":
        _require_open(frames, inner, place)
        if frames[-1].otherwise is not None:
            raise place.error("一个 {if} 里有两个 {else}", "只留一个")
        frames[-1].otherwise = []
    elif inner == "end":
        _require_open(frames, inner, place)
        closed = frames.pop()
        assert closed.condition is not None
        frames[-1].target.append(
            Perhaps(
                condition=closed.condition, then=tuple(closed.then), otherwise=tuple(closed.otherwise or ())
            )
        )
    elif inner.startswith("each "):
        raise place.error("{each} 不能写在行内", "让它独占一行；行内要列出各行的一项，直接写 {名.项}")
    else:
        frames[-1].target.append(_value(inner, place))


def _require_open(frames: list[_Open], word: str, place: Place) -> None:
    if len(frames) == 1:
        raise place.error(f"{{{word}}} 前面没有 {{if}}", "删去它，或补上 {if 名}；成块的 {end} 要独占一行")


def _value(inner: str, place: Place) -> Part:
    if inner.startswith("choice:"):
        return _choice(inner.removeprefix("choice:"), place)
    if inner.startswith("tick:"):
        name, _, text = inner.removeprefix("tick:").partition("|")
        return Tick(name=_name(name, place), text=text.strip())
    if inner.startswith("hand:"):
        what = inner.removeprefix("hand:").strip()
        if not what:
            raise place.error("{hand:} 没有写明由人填写什么", "写成 {hand:被询问人的答复}")
        return Hand(what=what)
    name, *filters = (piece.strip() for piece in inner.split(":"))
    for item in filters:
        if item not in FILTERS:
            raise place.error(f"没有名为“{item}”的格式", nearest_of(item, FILTERS))
    return Value(name=_name(name, place), filters=tuple(filters))


def _choice(inner: str, place: Place) -> Choice:
    name, *options = (piece.strip() for piece in inner.split("|"))
    if not options or not all(options):
        raise place.error("选择框没有选项，或有空的选项", "写成 {choice:名 | 甲 | 乙 | 其他：____}")
    return Choice(name=_name(name, place), options=tuple(_option(option) for option in options))


def _option(text: str) -> tuple[str, str]:
    key, mark, title = text.partition("=")
    return (key.strip(), title.strip()) if mark else (text, text)


def _name(text: str, place: Place) -> str:
    name = text.strip()
    if not NAME.match(name):
        raise place.error(f"“{name}”不是名称", "名称用小写字母、数字和下划线，如 {party.name}")
    return name
