# SPDX-License-Identifier: MulanPSL-2.0
"""The paragraph that names the remedies: body, term and last day come as data from the law of the date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fadu.kernel.chinese_dates import chinese_date

#: what one does: kind of remedy → words
ACTIONS = {"reconsideration": "申请行政复议", "litigation": "提起行政诉讼", "court": "提起行政诉讼"}
VERBS = ("申请", "提起")


def paragraph(remedy: Any) -> str:
    """The text of the remedies: a finished text as it is, the answer of ``law.remedies`` as a sentence.

    Each remedy has ``kind`` (or ``title``), ``body``, ``length`` such as 60日, and perhaps ``last_day``.

    >>> paragraph([{"kind": "reconsideration", "body": "江州市临水区人民政府", "length": "60日"},
    ...            {"kind": "litigation", "body": "江州市临水区人民法院", "length": "6个月"}])
    '如不服本决定，可以自收到本文书之日起60日内向江州市临水区人民政府申请行政复议；也可以自收到本文书之日起6个月内依法向江州市临水区人民法院提起行政诉讼。'
    """
    if remedy is None or isinstance(remedy, str):
        return remedy or ""
    items = [_mapping(item) for item in _items(remedy)]
    sentences = [text for text in map(_sentence, items) if text]
    return f"如不服本决定，{'；也'.join(sentences)}。" if sentences else ""


def _items(remedy: Any) -> Sequence[Any]:
    if isinstance(remedy, Mapping):
        listed = remedy.get("items")
        return listed if isinstance(listed, Sequence) else [remedy]
    listed = getattr(remedy, "items", remedy)
    return listed if isinstance(listed, Sequence) else []


def _mapping(item: Any) -> Mapping[str, Any]:
    if isinstance(item, Mapping):
        return item
    names = ("kind", "title", "body", "length", "last_day")
    return {name: getattr(item, name, None) for name in names}


def _sentence(item: Mapping[str, Any]) -> str:
    action, length, body = _action(item), item.get("length"), item.get("body")
    if not (action and length and body):
        return ""
    lawfully = "依法" if "诉讼" in action else ""
    return f"可以自收到本文书之日起{length}内{_until(item.get('last_day'))}{lawfully}向{body}{action}"


def _action(item: Mapping[str, Any]) -> str:
    title = str(item.get("title") or "")
    known = ACTIONS.get(str(item.get("kind") or ""), title)
    return known if known.startswith(VERBS) or not known else f"申请{known}"


def _until(day: Any) -> str:
    if isinstance(day, str) and day:
        day = date.fromisoformat(day)
    return f"（至{chinese_date(day)}止）" if isinstance(day, date) else ""
