# SPDX-License-Identifier: MulanPSL-2.0
"""The paragraph that names the remedies: body, term and last day come as data from the law of the date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.chinese_numerals import in_characters

#: what one does: kind of remedy → words
ACTIONS = {"reconsideration": "申请行政复议", "litigation": "提起行政诉讼", "court": "提起行政诉讼"}
VERBS = ("申请", "提起")


def paragraph(remedy: Any) -> str:
    """The text of the remedies: a finished text as it is, the answer of ``law.remedies`` as a sentence.

    Each remedy has ``kind`` (or ``title``), ``body``, ``length`` such as 60日, and perhaps ``last_day``; ``after`` where another
    must come first, ``part`` where it is against a part of the decision only, ``grounds`` where special law says so.

    >>> paragraph([{"kind": "reconsideration", "body": "江州市临水区人民政府", "length": "60日"},
    ...            {"kind": "litigation", "body": "江州市临水区人民法院", "length": "6个月"}])
    '如不服本决定，可以自收到本文书之日起60日内向江州市临水区人民政府申请行政复议；也可以自收到本文书之日起6个月内依法向江州市临水区人民法院提起行政诉讼。'
    >>> paragraph([{"kind": "reconsideration", "body": "江州市临水区人民政府", "length": "60日", "grounds": ["《某规定》第20条"]},
    ...            {"kind": "litigation", "body": "江州市临水区人民法院", "length": "15日", "after": "reconsideration"}])
    '如不服本决定，依照《某规定》第二十条的规定，应当自收到本文书之日起60日内先向江州市临水区人民政府申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内依法向江州市临水区人民法院提起行政诉讼。'
    """
    if remedy is None or isinstance(remedy, str):
        return remedy or ""
    items = [_mapping(item) for item in _items(remedy)]
    parts = [
        (part, _part(list(of))) for part, of in groupby(items, key=lambda item: str(item.get("part") or ""))
    ]
    said = [f"对{part}，{text}" if part else text for part, text in parts if text]
    return f"如不服本决定，{'。'.join(said)}。" if said else ""


def _part(items: list[Mapping[str, Any]]) -> str:
    """The remedies against one part of a decision, or against all of it."""
    first = {str(item.get("after") or "") for item in items}
    sentences = [text for item in items if (text := _sentence(item, is_first=str(item.get("kind")) in first))]
    return "；".join(
        f"也{text}" if place and text.startswith("可以") else text for place, text in enumerate(sentences)
    )


def _items(remedy: Any) -> Sequence[Any]:
    if isinstance(remedy, Mapping):
        listed = remedy.get("items")
        return listed if isinstance(listed, Sequence) else [remedy]
    listed = getattr(remedy, "items", remedy)
    return listed if isinstance(listed, Sequence) else []


def _mapping(item: Any) -> Mapping[str, Any]:
    if isinstance(item, Mapping):
        return item
    names = ("kind", "title", "body", "length", "last_day", "after", "part", "grounds")
    return {name: getattr(item, name, None) for name in names}


def _sentence(item: Mapping[str, Any], *, is_first: bool) -> str:
    action, length, body = _action(item), item.get("length"), item.get("body")
    if not (action and length and body):
        return ""
    lawfully = "依法" if "诉讼" in action else ""
    if item.get("after"):
        before = ACTIONS[str(item["after"])].removeprefix("申请")
        return f"对{before}决定不服的，可以自收到{before}决定书之日起{length}内{lawfully}向{body}{action}"
    within = f"自收到本文书之日起{length}内{_until(item.get('last_day'))}"
    by = "、".join(in_characters(str(ground)) for ground in item.get("grounds") or ())
    ground = f"依照{by}的规定，" if by else ""
    if is_first:
        return f"{ground}应当{within}先{lawfully}向{body}{action}"
    return f"可以{ground}{within}{lawfully}向{body}{action}"


def _action(item: Mapping[str, Any]) -> str:
    title = str(item.get("title") or "")
    known = ACTIONS.get(str(item.get("kind") or ""), title)
    return known if known.startswith(VERBS) or not known else f"申请{known}"


def _until(day: Any) -> str:
    if isinstance(day, str) and day:
        day = date.fromisoformat(day)
    return f"（至{chinese_date(day)}止）" if isinstance(day, date) else ""
