# SPDX-License-Identifier: MulanPSL-2.0
"""Where everything stands on a flow chart, so that nothing overlaps and no line crosses a box.

Layers: stages in their order are bands; in each band one row of tasks that lead onward, and beside it those that may be
repeated there. Rows are ordered by where their edges go (barycentre). An edge to the next band runs in the channel between
the rows; a longer one has its dummy column in a gutter beside the flow, forward on the left, backward on the right. Every
horizontal run has a track of its own. Actions possible in many stages stand in a side box. Of all numbers of columns those
are taken that fill a sheet best, so that the words are as large as they can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.procedure.drawing import Band, Box, Drawing, Point, Route
from fadu.procedure.labels import (
    Line,
    Words,
    action_lines,
    heads,
    where_words,
    width_of,
    wrap,
)
from fadu.procedure.model import ENDED, OPEN, START

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.model import Action, Procedure

EM = 11.0
LINE = 15.0
TASK_W, TASK_EMS = 196.0, 16.4
HEAD_W, HEAD_EMS = 200.0, 16.2
PILL_H = 26.0
GAP, TRACK, PAD = 18.0, 9.0, 12.0
#: in how many columns at most repeated actions, and actions of many stages, stand
STAY_COLUMNS, SIDE_COLUMNS = 3, 3
#: the long side of a sheet over its short side, and what stands around the drawing on it
RATIO, AROUND = 420 / 297, (56.0, 260.0)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Which action stands where."""

    moving: dict[str, list[Action]]  # stage -> tasks that lead onward, START included
    staying: dict[str, list[Action]]
    side: list[Action]
    order: list[str]  # START and the stages that are not final
    finals: list[str]


def home(procedure: Procedure, action: Action) -> str:
    """The stage in whose band an action is drawn; nothing for the side box.

    An action of two stages stands in the later one, if it leads onward, else in the first.
    """
    if action.sources == (START,):
        return START
    places = [s for s in action.sources if s not in (START, OPEN, ENDED) and not procedure.stages[s].final]
    if len(places) != len(action.sources) or len(places) > 2 or not places:
        return ""
    return places[-1] if action.to and action.to not in places else places[0]


def _rows(procedure: Procedure) -> _Rows:
    order = [START, *(key for key, stage in procedure.stages.items() if not stage.final)]
    finals = [key for key, stage in procedure.stages.items() if stage.final]
    rows = _Rows({key: [] for key in order}, {key: [] for key in order}, [], order, finals)
    for action in procedure.actions.values():
        place = home(procedure, action)
        if not place:
            rows.side.append(action)
        elif action.to and action.to != place:
            rows.moving[place].append(action)
        else:
            rows.staying[place].append(action)
    for place, tasks in rows.moving.items():
        tasks.sort(key=lambda a: _pull(rows, place, a))
    return rows


def _pull(rows: _Rows, place: str, action: Action) -> int:
    """The barycentre of an edge's other end: far forward to the left, near in the middle, backward to the right."""
    if action.to in rows.finals:
        return 1 if place == rows.order[-1] else 0
    distance = rows.order.index(action.to) - rows.order.index(place)
    return 1 if distance == 1 else 0 if distance > 1 else 2


def layout(procedure: Procedure, words: Words | None = None) -> Drawing:
    """Lay a procedure out."""
    said, rows = words or Words(), _rows(procedure)
    texts = {action.key: _texts(procedure, action, said) for action in procedure.actions.values()}
    stays = min(STAY_COLUMNS, max([1, *(len(actions) for actions in rows.staying.values())]))
    sides = min(SIDE_COLUMNS, max(1, len(rows.side)))
    tops = heads(procedure, said, HEAD_EMS)
    columns = [(stay, side) for stay in range(1, stays + 1) for side in range(1, sides + 1)]
    return min((_Layout(procedure, rows, texts, tops, *pair).drawing() for pair in columns), key=_short_side)


def _texts(procedure: Procedure, action: Action, words: Words) -> tuple[Line, ...]:
    """What a box says; where an action is drawn in one band and possible in others too, from where to where."""
    lines = action_lines(procedure, action, words, TASK_EMS)
    if home(procedure, action) and len(action.sources) == 1:
        return lines
    return lines + tuple(Line(text=t, style="where") for t in wrap(where_words(procedure, action), TASK_EMS))


def _short_side(drawing: Drawing) -> float:
    """How long the short side of the sheet is, in the drawing's own measure: the shorter, the larger the words."""
    wide, high = drawing.width + AROUND[0], drawing.height + AROUND[1]
    return max(high, wide / RATIO) if wide > high else max(wide, high / RATIO)


class _Layout:
    """One run: rows are measured, stacked, then lines are routed."""

    def __init__(
        self,
        procedure: Procedure,
        rows: _Rows,
        texts: Mapping[str, tuple[Line, ...]],
        heads: Mapping[str, tuple[Line, ...]],
        stay_columns: int,
        side_columns: int,
    ) -> None:
        self.procedure, self.rows, self.texts, self.heads = procedure, rows, texts, heads
        self.stay_columns, self.side_columns = stay_columns, side_columns
        self.boxes: dict[str, Box] = {}
        self.bands: list[Band] = []
        self.in_track: dict[str, float] = {}
        self.out_track: dict[tuple[str, str], float] = {}
        self.fan_track: dict[str, float] = {}
        edges = [(place, a.to) for place, tasks in self.rows.moving.items() for a in tasks]
        self.left = list(dict.fromkeys(e for e in edges if self._side(*e) == "left"))
        self.right = list(dict.fromkeys(e for e in edges if self._side(*e) == "right"))
        widest = max([1, *(len(tasks) for tasks in self.rows.moving.values())])
        pills = sum(self._pill_width(key) + GAP for key in self.rows.finals)
        self.left_x = HEAD_W + 2 * PAD
        self.flow_x = self.left_x + len(self.left) * TRACK + GAP
        longest = max(self._pill_width(key) for key in self.rows.order)
        self.flow_w = max(widest * (TASK_W + GAP) - GAP, pills - GAP, longest)
        self.right_x = self.flow_x + self.flow_w + GAP
        self.stay_x = self.right_x + len(self.right) * TRACK + GAP

    def drawing(self) -> Drawing:
        y = 0.0
        for place in self.rows.order:
            y = self._band(place, y)
        y = self._finals(y)
        stays = max([0, *(min(len(s), self.stay_columns) for s in self.rows.staying.values())])
        width = self.stay_x + stays * (TASK_W + GAP)
        side_x, side_w, side_bottom = self._side_box(width)
        routes = tuple(self._routes())
        return Drawing(
            boxes=tuple(self.boxes.values()),
            routes=routes,
            bands=tuple(self.bands),
            width=side_x + side_w if side_w else width,
            height=max(y, side_bottom),
            side=(side_x, side_w),
            flow=(self.flow_x, self.flow_w),
        )

    # -- boxes ------------------------------------------------------------------------------------

    def _band(self, place: str, top: float) -> float:
        """One stage: channel for what comes in, the stage, its tasks, tracks for what goes out."""
        moving, staying = self.rows.moving[place], self.rows.staying[place]
        self.in_track[place] = top + PAD
        y = top + PAD + GAP
        centre = self.flow_x + self.flow_w / 2
        width = self._pill_width(place)
        kind = "start" if place == START else "stage"
        self._put(
            place, kind, centre - width / 2, y, width, PILL_H, (Line(text=self._name(place), style="pill"),)
        )
        self.fan_track[place] = y + PILL_H + TRACK
        y += PILL_H + 2 * TRACK
        heights = [self._task(action, "task", 0, y) for action in moving]
        x = centre - (len(moving) * (TASK_W + GAP) - GAP) / 2
        for action in moving:
            self._task(action, "task", x, y)
            x += TASK_W + GAP
        y += max([0, *heights])
        for target in dict.fromkeys(action.to for action in moving):
            y += TRACK
            self.out_track[place, target] = y
        bottom = max(
            y + PAD, self._grid(staying, "stay", self.stay_x, top + PAD + GAP, self.stay_columns) + PAD
        )
        if place != START:
            lines = self.heads[place]
            height = len(lines) * LINE + PAD
            self._put(f"head:{place}", "head", PAD, top + PAD, HEAD_W, height, lines)
            bottom = max(bottom, top + height + 2 * PAD)
        self.bands.append(Band(stage=place, y=top, h=bottom - top))
        return bottom

    def _finals(self, top: float) -> float:
        y = top + PAD
        for key in self.rows.finals:
            self.in_track[key] = y
            y += TRACK
        y += PAD
        total = sum(self._pill_width(key) + GAP for key in self.rows.finals) - GAP
        x = self.flow_x + (self.flow_w - total) / 2
        for key in self.rows.finals:
            width = self._pill_width(key)
            self._put(key, "end", x, y, width, PILL_H, (Line(text=self._name(key), style="pill"),))
            x += width + GAP
        bottom = y + PILL_H + PAD
        if self.heads[""]:
            lines = (Line(text="办结之后", style="stage"), *self.heads[""])
            self._put("head:", "head", PAD, top + PAD, HEAD_W, len(lines) * LINE + PAD, lines)
            bottom = max(bottom, top + len(lines) * LINE + 3 * PAD)
        self.bands.append(Band(stage="", y=top, h=bottom - top))
        return bottom

    def _side_box(self, x: float) -> tuple[float, float, float]:
        if not self.rows.side:
            return x, 0.0, 0.0
        left, width = x + PAD, self.side_columns * (TASK_W + GAP) - GAP + 2 * PAD
        bottom = self._grid(self.rows.side, "side", left + PAD, 3 * PAD + LINE, self.side_columns)
        return left, width, bottom + PAD

    def _grid(self, actions: list[Action], kind: str, x: float, y: float, columns: int) -> float:
        """Boxes in columns, each put where the column is shortest; answers where the longest ends."""
        ends = [y] * columns
        for action in actions:
            column = ends.index(min(ends))
            ends[column] += self._task(action, kind, x + column * (TASK_W + GAP), ends[column]) + PAD
        return max(ends)

    def _task(self, action: Action, kind: str, x: float, y: float) -> float:
        lines = self.texts[action.key]
        height = len(lines) * LINE + PAD
        self._put(action.key, kind, x, y, TASK_W, height, lines)
        return height

    def _put(
        self, key: str, kind: str, x: float, y: float, w: float, h: float, lines: tuple[Line, ...]
    ) -> None:
        name = f"stage:{key}" if kind in ("stage", "end", "start") else key
        self.boxes[name] = Box(key=name, kind=kind, x=x, y=y, w=w, h=h, lines=lines)

    def _name(self, place: str) -> str:
        return "开始" if place == START else self.procedure.stages[place].title

    def _pill_width(self, place: str) -> float:
        return max(90.0, width_of(self._name(place)) * 13 + 2 * PAD)

    # -- lines ------------------------------------------------------------------------------------

    def _side(self, place: str, target: str) -> str:
        """The gutter an edge runs in; nothing where it leads to the next band."""
        order = [*self.rows.order, ""]
        end = order.index(target) if target in self.rows.order else len(order) - 1
        distance = end - order.index(place)
        return "" if distance == 1 else "left" if distance > 1 else "right"

    def _routes(self) -> list[Route]:
        routes = []
        for place, tasks in self.rows.moving.items():
            pill = self.boxes[f"stage:{place}"]
            for action in tasks:
                box = self.boxes[action.key]
                fan = self.fan_track[place]
                points = ((pill.cx, pill.y + pill.h), (pill.cx, fan), (box.cx, fan), (box.cx, box.y))
                routes.append(Route(source=pill.key, target=box.key, points=_straight(points)))
                routes.append(self._onward(place, action, box))
        return routes

    def _onward(self, place: str, action: Action, box: Box) -> Route:
        target = self.boxes[f"stage:{action.to}"]
        out, into = self.out_track[place, action.to], self.in_track[action.to]
        gutter = self._gutter(place, action.to)
        points: tuple[Point, ...] = ((box.cx, box.y + box.h), (box.cx, out))
        if gutter is None:
            points += ((target.cx, out), (target.cx, target.y))
        else:
            points += ((gutter, out), (gutter, into), (target.cx, into), (target.cx, target.y))
        return Route(source=box.key, target=target.key, points=_straight(points))

    def _gutter(self, place: str, target: str) -> float | None:
        edge = (place, target)
        if edge in self.left:
            return self.left_x + self.left.index(edge) * TRACK
        if edge in self.right:
            return self.right_x + self.right.index(edge) * TRACK
        return None


def _straight(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Without points that repeat."""
    corners = [points[0]]
    for point in points[1:]:
        if point != corners[-1]:
            corners.append(point)
    return tuple(corners)
