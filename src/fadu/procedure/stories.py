# SPDX-License-Identifier: MulanPSL-2.0
"""A story as it is written: one YAML file, each word of it known, each value of the form its word asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.kernel.kinds import handed_down
from fadu.kernel.problems import DefinitionError, nearest
from fadu.kernel.yaml_reader import Map, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from fadu.kernel.problems import Source


class StoryError(DefinitionError):
    """情景文件有误。"""

    code = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story that can be played: what the file says and of which kind of case. ``law`` is what it leans on, in words."""

    path: Path
    kind: str
    content: Map

    @property
    def name(self) -> str:
        """What the story is called."""
        return str(self.content["name"])

    @property
    def law(self) -> str:
        """The articles it leans on."""
        law = self.content.get("law", ())
        return law if isinstance(law, str) else "、".join(law)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a value must be: in words, and how to tell."""

    words: str
    fits: Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, list) and bool(value) and all(map(_is_text, value)))


def is_day(value: Any) -> bool:
    """Whether a value is a day of the calendar, as a story writes it.

    >>> is_day("2022-02-28"), is_day("2022-02-30"), is_day(3)
    (True, False, False)
    """
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: Any) -> bool:
    try:
        return is_day(value) or ("T" in value and datetime.fromisoformat(value).tzinfo is None)
    except (TypeError, ValueError):
        return False


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _are_grounds(value: Any) -> bool:
    each = value if isinstance(value, list) else [value]
    return value is True or (bool(each) and all(_is_text(v) or (isinstance(v, dict) and v) for v in each))


def _is_map(value: Any) -> bool:
    return isinstance(value, dict)


def _are_maps(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_map, value))


_TEXT = Form(words="文字", fits=_is_text)
_TEXTS = Form(words="文字，或者文字的列表", fits=_is_texts)
_DAY = Form(words="日历上有的日期，如 2022-03-01", fits=is_day)
_MOMENT = Form(words="日历上有的日期或者时刻，如 2022-03-01 或者 2022-03-01T15:30", fits=_is_moment)
_FLAG = Form(words="true 或者 false", fits=lambda value: isinstance(value, bool))
_COUNT = Form(words="当事人的序号，如 1", fits=_is_count)
_MAP = Form(words="“键: 值”的对应表", fits=_is_map)
_MAPS = Form(words="列表，每一项是“键: 值”的对应表", fits=_are_maps)
_GROUNDS = Form(words="true、理由的代码、条文、文字，或者它们的列表", fits=_are_grounds)

TOP: Mapping[str, Form] = {
    "name": _TEXT,
    "kind": _TEXT,
    "law": _TEXTS,
    "rows": _TEXTS,
    "edition": _DAY,
    "bare": _FLAG,
    "people": _MAP,
    "local": _MAP,
    "registers": _MAP,
    "facts": _MAP,
    "opened": _MAP,
    "acts": _MAPS,
}
OPENED: Mapping[str, Form] = {
    "on": _MOMENT,
    "do": _TEXT,
    "by": _TEXT,
    "payload": _MAP,
    "parties": _MAPS,
    "refused": _GROUNDS,
    "then": _MAP,
}
PARTY: Mapping[str, Form] = {"name": _TEXT, "kind": _TEXT, "capacity": _TEXT}
PERSON: Mapping[str, Form] = {"posts": _TEXTS, "post": _TEXTS, "certified": _FLAG, "qualified": _FLAG}
#: what each step may say beside its day
STEPS: Mapping[str, Mapping[str, Form]] = {
    "do": {
        "by": _TEXT,
        "entered_by": _TEXT,
        "paper": _TEXT,
        "party": _COUNT,
        "payload": _MAP,
        "refused": _GROUNDS,
    },
    "serve": {"manner": _TEXT, "effective": _DAY, "party": _COUNT, "failure": _TEXT},
    "child": {"outcome": _TEXT, "fields": _MAP, "party": _COUNT},
    "told": {"outcome": _TEXT, "day": _DAY, "fields": _MAP, "party": _COUNT, "handed_over": _MAP},
    "record": {"payload": _MAP},
    "assign": {"by": _TEXT},
    "release": {"by": _TEXT},
}
#: what any step may say
STEP: Mapping[str, Form] = {"on": _MOMENT, "recorded": _MOMENT, "then": _MAP, "because": _TEXT, "law": _TEXTS}
THEN: Mapping[str, Form] = {
    "on": _MOMENT,
    "stage": _TEXT,
    "outcome": _TEXT,
    "clocks": _MAP,
    "documents": _TEXTS,
    "opened": _TEXTS,
    "fields": _MAP,
    "warnings": _TEXTS,
    "finds": _TEXTS,
    "finds_not": _TEXTS,
    "may": _MAP,
    "may_not": _MAP,
}
CLOCK_STATES = ("running", "paused", "met", "breached", "overdue", "expired", "waived")
CLOCK: Mapping[str, Form] = {
    "due": _DAY,
    "state": Form(words="、".join(CLOCK_STATES), fits=lambda value: value in CLOCK_STATES),
}
GROUND: Mapping[str, Form] = {"code": _TEXT, "cites": _TEXTS, "message_contains": _TEXT}


def story_of(path: Path) -> Story:
    """Read a story. Raises StoryError with line and column where the file is none.

    The kind is what ``kind:`` says, else that in whose folder ``scenarios`` the file stands, else empty.
    """
    try:
        content = read(path, StoryError)
    except OSError as error:
        raise StoryError(str(path), (1, 1), "读不了这个文件；请核对它的权限。") from error
    reading = _Reading(str(path))
    reading.block(content, TOP, needs=("name", "opened"))
    reading.opened(content["opened"])
    for name, person in content.get("people", {}).items():
        reading.value(content["people"], name, _MAP)
        reading.block(person, PERSON)
    for item in content.get("acts", ()):
        reading.step(item)
    return Story(path=path, kind=content.get("kind") or _kind_by_folder(path.resolve()), content=content)


def _kind_by_folder(path: Path) -> str:
    """The kind in whose folder a file stands; an installed kind may have another name than its folder."""
    if path.parent.name != "scenarios":
        return ""
    folder = path.parent.parent
    return next((kind.key for kind in handed_down() if kind.folder == folder), folder.name)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The looking at one file."""

    path: str

    def fail(self, source: Source, message: str, suggestion: str = "") -> None:
        raise StoryError(self.path, source, message, suggestion)

    def value(self, block: Map, key: str, form: Form) -> None:
        if not form.fits(block[key]):
            self.fail(block.at(key), f"“{key}”应为{form.words}；实为“{shown(block[key])}”。")

    def block(self, block: Map, forms: Mapping[str, Form], needs: tuple[str, ...] = ()) -> None:
        for key in block:
            if key not in forms:
                message = f"情景里没有“{key}”这一项；这里可以写{'、'.join(forms)}。"
                self.fail(block.at(key), message, nearest(key, forms))
            self.value(block, key, forms[key])
        for key in needs:
            if key not in block:
                self.fail(block.source, f"缺少“{key}”：应为{forms[key].words}。")

    def opened(self, block: Map) -> None:
        self.block(block, OPENED, needs=("on",))
        for entry in block.get("parties", ()):
            self.block(entry, PARTY)
        self.expected(block)

    def step(self, item: Map) -> None:
        verbs = [key for key in STEPS if key in item]
        if len(verbs) > 1:
            self.fail(item.at(verbs[1]), f"一步只写一件事；这里同时写了{'、'.join(verbs)}。")
        named = dict.fromkeys(verbs or STEPS, _TEXT)
        own = STEPS[verbs[0]] if verbs else {}
        self.block(
            item,
            {**named, **own, **STEP},
            needs=("on", *(("outcome",) if verbs in (["child"], ["told"]) else ())),
        )
        if not verbs and "then" not in item:
            self.fail(item.source, f"这一步没有写做什么；应写{'、'.join(STEPS)}之一，或者只写 then。")
        self.expected(item)

    def expected(self, item: Map) -> None:
        refused = item.get("refused")
        for ground in refused if isinstance(refused, list) else [refused]:
            if isinstance(ground, Map):
                self.block(ground, GROUND)
        then = item.get("then", Map())
        self.block(then, THEN)
        for name, value in then.get("clocks", {}).items():
            if isinstance(value, Map):
                self.block(value, CLOCK)
            elif value is not None:
                self.value(then["clocks"], name, _DAY)
        for word in ("may", "may_not"):
            for role in then.get(word, ()):
                self.value(then[word], role, _TEXTS)


def shown(value: Any) -> str:
    """A value as a person reads it, cut where it is long.

    >>> shown(None), shown(["a", 1]), shown({"a": True})
    ('（空）', '[a、1]', '{a: true}')
    """
    if value is None:
        return "（空）"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        text = f"{{{'，'.join(f'{key}: {shown(each)}' for key, each in value.items())}}}"
    else:
        text = f"[{'、'.join(map(shown, value))}]" if isinstance(value, list) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}……"
