# SPDX-License-Identifier: MulanPSL-2.0
"""The acts of a case as rows, written by a function: fifty of them cost a template a third of the page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

register = template.Library()
_GREY = ' <span class="lamp lamp-grey">{}</span>'.format


@register.simple_tag
def acts(timeline: Iterable[Mapping[str, Any]]) -> SafeString:
    """Each act of a timeline (``history.timeline``) as an item of a list; whatever is not markup here is escaped.

    >>> from datetime import datetime
    >>> act = dict.fromkeys(["void", "returned", "day_only", "is_signature", "imported"], False)
    >>> act |= dict.fromkeys(["mended", "values", "signed", "warnings"], ())
    >>> acts([act | {"title": "立案<审批>", "by": ["甲", "乙"], "at": datetime(2022, 3, 1, 9, 30)}])
    '<li><time datetime="2022-03-01T09:30:00">2022-03-01<small>09:30</small></time><div><strong class="what">立案&lt;审批&gt;</strong> <span class="by">甲、乙</span></div></li>'
    """
    return SafeString("".join(part for act in timeline for part in _row(act)))


def _row(act: Mapping[str, Any]) -> Iterator[str]:
    at = act["at"]
    yield '<li class="void">' if act["void"] or act["returned"] else "<li>"
    yield f'<time datetime="{at.isoformat()}">{at:%Y-%m-%d}'
    yield "</time>" if act["day_only"] else f"<small>{at:%H:%M}</small></time>"
    yield f'<div><strong class="what">{"签署：" if act["is_signature"] else ""}{_text(act["title"])}</strong>'
    yield f' <span class="by">{_joined("、", act["by"])}</span>'
    if act["void"] or act["returned"]:
        yield _GREY("已作废" if act["void"] else "已退回")
    if act["imported"]:
        yield _GREY("导入")
    if act["mended"] or act["values"] or act["signed"]:
        yield '<dl class="pairs">'
        for name, was, now in act["mended"]:
            yield f"<dt>{_text(name)}</dt><dd><del>{_text(was)}</del> 更正为{_text(now)}</dd>"
        for name, value in act["values"]:
            yield f"<dt>{_text(name)}</dt><dd>{_lines(value)}</dd>"
        if act["signed"]:
            yield f"<dt>先行签署</dt><dd>{_joined('；', act['signed'])}</dd>"
        yield "</dl>"
    yield from (f'<div class="provisional small">提示：{_text(warning)}</div>' for warning in act["warnings"])
    yield "</div></li>"


def _text(value: object) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))


def _joined(between: str, values: Iterable[object]) -> str:
    return between.join(map(_text, values))


def _lines(value: object) -> str:
    """A text with its own line ends, whatever they were typed with."""
    return _text(value).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")
