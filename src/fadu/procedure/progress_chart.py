# SPDX-License-Identifier: MulanPSL-2.0
"""How far a case has come as a drawing: stages from left to right with their days, and on the arrows what leads from one to the next.

It bears no styles of its own, so that a page of strict rules may hold it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from fadu.procedure.labels import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.procedure.progress import Leg

#: of a stage, of the arrow between two, and of a row; the width of a character
_WIDE, _HIGH, _GAP, _ROW, _EM = 138.0, 52.0, 84.0, 92.0, 11.0
#: stages in a row, and lines beside an arrow
IN_A_ROW, _LINES = 6, 4
#: so many characters of a title have room in a line of its box
_IN_A_BOX = 9.4
_EDGE = 4.0
_MARKS = {"past": "✓ ", "here": "▶ ", "ahead": ""}
_SAID = {"past": "已经过", "here": "现在", "ahead": "尚未到"}


def svg(legs: Sequence[Leg]) -> str:
    """The drawing as SVG text; classes ``leg-past``, ``leg-here``, ``leg-ahead`` say where a stage lies.

    >>> from datetime import date
    >>> from fadu.procedure.progress import Leg
    >>> text = svg([Leg(title="受理", where="here", since=date(2022, 3, 1)), Leg(title="调解", where="ahead", by="受理")])
    >>> 'class="leg-here"' in text, "自2022-03-01" in text
    (True, True)
    """
    rows = -(-len(legs) // IN_A_ROW)
    columns = min(len(legs), IN_A_ROW)
    width = columns * _WIDE + (columns - 1) * _GAP + 2 * _EDGE
    height = rows * _ROW - (_ROW - _HIGH) + 2 * _EDGE
    body = [
        line for place in range(len(legs)) for line in (*_arrow(legs, place), *_stage(legs[place], place))
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="progress-chart" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
            'role="img" aria-labelledby="progress-title progress-desc">',
            '<title id="progress-title">本件办到哪里</title>',
            f'<desc id="progress-desc">{escape(in_words(legs))}</desc>',
            *body,
            "</svg>",
        ]
    )


def in_words(legs: Sequence[Leg]) -> str:
    """The drawing for those who cannot see it.

    >>> from fadu.procedure.progress import Leg
    >>> in_words([Leg(title="受理", where="past"), Leg(title="调解", where="here", by="受理")])
    '受理：已经过。调解（受理）：现在。'
    """
    return "".join(f"{_named(leg)}：{_SAID[leg.where]}{_days(leg, '，')}。" for leg in legs)


def _named(leg: Leg) -> str:
    return f"{leg.title}（{leg.by}）" if leg.by else leg.title


def _days(leg: Leg, before: str = "") -> str:
    if leg.since is None:
        return ""
    if leg.until is None:
        return f"{before}自{leg.since}"
    if leg.until == leg.since:
        return f"{before}{leg.since}"
    until = f"{leg.until:%m-%d}" if leg.until.year == leg.since.year else f"{leg.until}"
    return f"{before}{leg.since}至{until}"


def _corner(place: int) -> tuple[float, float]:
    row, column = divmod(place, IN_A_ROW)
    return _EDGE + column * (_WIDE + _GAP), _EDGE + row * _ROW


def _stage(leg: Leg, place: int) -> Iterator[str]:
    x, y = _corner(place)
    yield f'<g class="leg-{leg.where}"><rect x="{x:g}" y="{y:g}" width="{_WIDE:g}" height="{_HIGH:g}" rx="6"/>'
    lines = wrap(_MARKS[leg.where] + leg.title, _IN_A_BOX)[:2]
    days = _days(leg)
    first = y + _HIGH / 2 + 4 - 7.5 * (len(lines) - 1 + bool(days))
    for number, line in enumerate(lines):
        yield _text(x + _WIDE / 2, first + 15 * number, line, "leg-title")
    if days:
        yield _text(x + _WIDE / 2, first + 15 * len(lines), days, "leg-day")
    yield "</g>"


def _arrow(legs: Sequence[Leg], place: int) -> Iterator[str]:
    """The arrow into a stage from the one before it, which may end the row above, and what leads along it."""
    if place == 0:
        return
    x, y = _corner(place)
    kind = "way-ahead" if legs[place].where == "ahead" else "way-past"
    middle = y + _HIGH / 2
    if place % IN_A_ROW:
        start, end = x - _GAP, x
        yield f'<path class="{kind}" d="M{start + 2:g} {middle:g}H{end - 3:g}"/><path d="M{end - 9:g} {middle - 4:g}l6 4l-6 4"/>'
        lines = wrap(legs[place].by, (_GAP - 14) / _EM)
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], lines[_LINES - 1][:-1] + "…"]
        above = lines[:2]
        for number, line in enumerate(above):
            yield _text((start + end) / 2, middle - 8 - 13 * (len(above) - 1 - number), line, "leg-by")
        for number, line in enumerate(lines[2:]):
            yield _text((start + end) / 2, middle + 17 + 13 * number, line, "leg-by")
        return
    last_x, last_y = _corner(place - 1)
    between = y - (_ROW - _HIGH) / 2
    down, left = last_x + _WIDE / 2, x + _WIDE / 2
    yield f'<path class="{kind}" d="M{down:g} {last_y + _HIGH + 2:g}V{between:g}H{left:g}V{y - 3:g}"/>'
    yield f'<path d="M{left - 4:g} {y - 9:g}l4 6l4 -6"/>'
    yield _text((down + left) / 2, between - 6, legs[place].by, "leg-by")


def _text(x: float, y: float, words: str, style: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{style}" text-anchor="middle">{escape(words)}</text>'
