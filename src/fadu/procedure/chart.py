# SPDX-License-Identifier: MulanPSL-2.0
"""The flow chart of a procedure as SVG: a sheet a bureau can hang on its wall, as large as its smallest words need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import chinese_date
from fadu.procedure.labels import Words, in_articles, width_of, wrap
from fadu.procedure.layout import EM, LINE, PAD, layout

if TYPE_CHECKING:
    from fadu.law import Law
    from fadu.procedure.drawing import Box, Drawing, Route
    from fadu.procedure.model import Procedure

_HEAD, _MARGIN = 92.0, 28.0
#: in how many columns the risk points may stand at the foot
_RISK_COLUMNS = 3
#: the sheets, short and long side in millimetres, and the height the smallest words should have on them
_SHEETS, _READABLE = ((297, 420), (420, 594), (594, 841), (841, 1189)), 2.8
_FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif"
_RULES = f"""
text{{font-family:{_FONT};font-size:11px;fill:#1d2733}}
.title{{font-size:26px;font-weight:700}} .subtitle{{font-size:12px;fill:#4a5868}} .name{{font-size:12.5px;font-weight:700}}
.who{{fill:#274b7a}} .law{{fill:#5d5347}} .paper{{fill:#2c6142}} .child{{fill:#7a3e10;font-weight:700}} .where{{fill:#555}}
.stage{{font-size:15px;font-weight:700;fill:#14365f}} .clock{{fill:#9c1c1c}} .pill{{font-size:13px;font-weight:700;fill:#fff}}
.band0{{fill:#f5f8fc}} .band1{{fill:#fff}} .bandline{{stroke:#b9c6d6;stroke-width:1}} .box{{fill:#fff;stroke:#3b6ea5;stroke-width:1.2}}
.stay .box{{stroke:#7b8794;stroke-dasharray:5 3}} .side .box{{stroke:#7b8794}} .calls .box{{stroke-width:3}}
.stagebox{{fill:#1f4e8c}} .startbox{{fill:#2f7d4f}} .endbox{{fill:#3d4752}} .edge{{fill:none;stroke:#51667d;stroke-width:1.4}}
.sidebox{{fill:#fbfaf6;stroke:#b8ad93}} .lv-高{{fill:#b3261e}} .lv-中{{fill:#b26a00}} .lv-低{{fill:#2f7d4f}} .level{{fill:#fff;font-weight:700}}
.sheet-ground{{fill:#fff}} .rule{{stroke:#14365f;stroke-width:2}} .tip{{fill:#51667d}}
.band-here{{fill:#fdf1cf}} .done .box{{fill:#e9f3ea;stroke:#2f7d4f}} .markbox{{fill:#2f7d4f}} .mark{{fill:#fff;font-weight:700}}
"""


def _scoped(rules: str) -> str:
    """Rules that hold in a chart alone, wherever it stands."""
    return re.sub(r"(?m)(^|\} ?)(?=[.t])", r"\1.chart ", rules.strip())


#: how a chart looks; a page that holds one without ``styled`` serves these rules beside it
STYLE = _scoped(_RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whose chart it is, as it hangs on a wall: the bureau, the department that handles such cases, where one complains about it."""

    bureau: str
    department: str = ""
    supervision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far one case has come: the stage in which it stands, and action -> the days on which it was done, in words."""

    here: str
    done: Mapping[str, str] = field(default_factory=dict)


def svg(
    procedure: Procedure,
    *,
    law: Law | None = None,
    titles: Mapping[str, str] | None = None,
    heading: Heading | None = None,
    course: Course | None = None,
    styled: bool = True,
) -> str:
    """The chart as SVG text.

    ``law`` gives the lengths of limits, ``titles`` the names of forms and kinds of case by key. With a ``heading`` it is a bureau's
    own and says so in place of the fingerprint; ``course`` marks how far a case has come; not ``styled``, the page holds ``STYLE``.
    """
    drawing = layout(procedure, Words(titles=titles or {}, law=law))
    risks = _risk_columns(procedure, drawing.width)
    foot = 44.0 + max(len(column) for column in risks) * LINE
    width, height = drawing.width + 2 * _MARGIN, drawing.height + _HEAD + foot + 2 * _MARGIN
    landscape = width > height
    ratio = 420 / 297 if landscape else 297 / 420
    sheet_w, sheet_h = max(width, height * ratio), max(height, width / ratio)
    shift = (sheet_w - width) / 2 + _MARGIN
    body = [
        *_title_block(procedure, drawing.width, heading),
        f'<g transform="translate(0 {_HEAD:g})">',
        *_bands(drawing, course),
        *_side(drawing),
        *(_edge(route) for route in drawing.routes),
        *(line for box in drawing.boxes for line in _box(procedure, box, course)),
        "</g>",
        *_foot(risks, _HEAD + drawing.height + 22, drawing.width),
    ]
    return "\n".join(
        [
            *_head(procedure, sheet_w, sheet_h, styled=styled),
            f'<g transform="translate({shift:g} {_MARGIN:g})">',
            *body,
            "</g></svg>",
            "",
        ]
    )


def _head(procedure: Procedure, width: float, height: float, *, styled: bool) -> Iterator[str]:
    """The sheet with its name, its description and its styles."""
    short, long = sheet_of(min(width, height))
    wide, high = (long, short) if width > height else (short, long)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{wide}mm" height="{high}mm" viewBox="0 0 {width:g} {height:g}" role="img" '
        'aria-labelledby="chart-title chart-desc" lang="zh-CN">'
    )
    yield f'<title id="chart-title">{escape(procedure.title)}流程图（{procedure.edition}版）</title>'
    yield f'<desc id="chart-desc">{escape(_description(procedure))}</desc>'
    if styled:
        yield f"<style>{STYLE}</style>"
    yield (
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path class="tip" d="M0,0 L8,4 L0,8 z"/></marker></defs>'
    )
    yield f'<rect class="sheet-ground" width="{width:g}" height="{height:g}"/>'


def lies_across(drawn: str) -> bool:
    """Whether a chart is wider than high."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
    return box is not None and float(box[1]) > float(box[2])


def sheet_of(short: float) -> tuple[int, int]:
    """The smallest sheet from A3 on which the smallest words of a drawing with that short side can be read on a wall.

    >>> sheet_of(900), sheet_of(2118)
    ((297, 420), (594, 841))
    """
    fitting = [sheet for sheet in _SHEETS if EM * sheet[0] / short >= _READABLE]
    return fitting[0] if fitting else _SHEETS[-1]


def _description(procedure: Procedure) -> str:
    """The chart in words, for those who cannot see it."""
    said = []
    for stage in procedure.stages.values():
        onward = [
            f"“{a.title}”进入“{procedure.stages[a.to].title}”"
            for a in procedure.actions_in(stage.key)
            if a.to and a.to != stage.key
        ]
        said.append(
            f"阶段“{stage.title}”：{'；'.join(onward) if onward else '办结' if stage.final else '没有出口'}。"
        )
    return "".join(said)


def _text(x: float, y: float, words: str, style: str, anchor: str = "start") -> str:
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:g}" y="{y:g}" class="{style}"{place}>{escape(words)}</text>'


def _title_block(procedure: Procedure, width: float, heading: Heading | None) -> Iterator[str]:
    whose = f"{heading.bureau}　" if heading else ""
    yield _text(0, 28, f"{whose}{procedure.title}流程图", "title")
    replay = "　只供回放历史案件" if procedure.replay_only else ""
    since = f"自{chinese_date(procedure.edition)}起" if heading else f"版本：{procedure.edition}"
    cites = in_articles("、".join(procedure.cites))
    yield _text(0, 50, f"职权类别：{procedure.power}　{since}{replay}　依据：{cites}", "subtitle")
    last = (
        [
            f"承办机构：{heading.department or '（未注明）'}",
            f"监督电话：{heading.supervision or '（尚未登记）'}",
        ]
        if heading
        else [f"程序指纹（SHA-256）：{procedure.fingerprint or '未计算'}"]
    )
    yield _text(0, 68, "　".join(last), "subtitle")
    yield f'<line x1="0" y1="78" x2="{width:g}" y2="78" class="rule"/>'


def _bands(drawing: Drawing, course: Course | None) -> Iterator[str]:
    width = drawing.side[0] if drawing.side[1] else drawing.width
    for place, band in enumerate(drawing.bands):
        style = "band-here" if course and course.here == band.stage else f"band{place % 2}"
        yield f'<rect class="{style}" x="0" y="{band.y:g}" width="{width:g}" height="{band.h:g}"/>'
        yield f'<line class="bandline" x1="0" y1="{band.y + band.h:g}" x2="{width:g}" y2="{band.y + band.h:g}"/>'


def _side(drawing: Drawing) -> Iterator[str]:
    x, width = drawing.side
    if width:
        yield f'<rect class="sidebox" x="{x:g}" y="0" width="{width:g}" height="{drawing.height:g}" rx="6"/>'
        yield _text(x + PAD, PAD + LINE, "多个阶段均可办理的事项", "stage")


def _edge(route: Route) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in route.points)
    return f'<polyline class="edge" points="{points}" marker-end="url(#arrow)"/>'


_FILLS = {"stage": "stagebox", "start": "startbox", "end": "endbox"}


def _box(procedure: Procedure, box: Box, course: Course | None) -> Iterator[str]:
    if box.kind in _FILLS:
        radius = box.h / 2 if box.kind != "stage" else 5
        yield f'<rect class="{_FILLS[box.kind]}" x="{box.x:g}" y="{box.y:g}" width="{box.w:g}" height="{box.h:g}" rx="{radius:g}"/>'
        yield _text(box.cx, box.y + box.h / 2 + 4.5, box.lines[0].text, "pill", "middle")
        return
    action = procedure.actions.get(box.key)
    days = course.done.get(action.key, "") if course and action else ""
    yield f'<g class="{box.kind}{" calls" if action and action.opens else ""}{" done" if days else ""}">'
    if action is not None:
        yield f"<title>{escape(action.title)}{escape('：' + action.help) if action.help else ''}</title>"
        yield f'<rect class="box" x="{box.x:g}" y="{box.y:g}" width="{box.w:g}" height="{box.h:g}" rx="4"/>'
    for place, line in enumerate(box.lines):
        yield _text(box.x + 8, box.y + LINE * (place + 1) + 2, line.text, line.style)
    if action is not None and action.risk is not None:
        yield f'<circle class="lv-{escape(action.risk.level)}" cx="{box.x + box.w - 13:g}" cy="{box.y + 13:g}" r="9"/>'
        yield _text(box.x + box.w - 13, box.y + 17, action.risk.level, "level", "middle")
    if days:
        wide = width_of(f"✓ {days}") * EM + 10
        yield f'<rect class="markbox" x="{box.x - 3:g}" y="{box.y - 13:g}" width="{wide:g}" height="15" rx="3"/>'
        yield _text(box.x + 2, box.y - 1.5, f"✓ {days}", "mark")
    yield "</g>"


def _risk_columns(procedure: Procedure, width: float) -> list[list[str]]:
    """The risk points in as many columns as keep the foot low; each stays whole."""
    said = [
        in_articles(f"〔{a.risk.level}〕{a.title}：{a.risk.point}。防控：{a.risk.measures}。")
        for a in procedure.actions.values()
        if a.risk
    ]
    count = min(_RISK_COLUMNS, 1 + len(said) // 8)
    wrapped = [wrap(text, width / count / EM - 2) for text in said]
    total, columns = sum(len(lines) for lines in wrapped), [list[str]()]
    for lines in wrapped:
        if len(columns[-1]) * count >= total and len(columns) < count:
            columns.append([])
        columns[-1] += lines
    return columns


def _foot(risks: list[list[str]], y: float, width: float) -> Iterator[str]:
    legend = (
        "图例：实线框＝办理后进入另一阶段；虚线框＝在本阶段可反复办理；粗线框＝启动子程序；◷＝法定期限，○＝内部目标，续算＝此前起算、仍在计算的期限；"
        "“甲 → 乙”＝依次签批；圆点＝廉政风险等级（高、中、低）。"
    )
    yield _text(0, y, legend, "subtitle")
    if any(risks):
        yield _text(0, y + LINE + 4, "廉政风险点与防控措施", "name")
    for number, column in enumerate(risks):
        for place, line in enumerate(column):
            yield _text(number * width / len(risks), y + LINE * (place + 2) + 6, line, "law")
