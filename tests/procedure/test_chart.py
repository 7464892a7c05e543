# SPDX-License-Identifier: MulanPSL-2.0
"""The flow chart: nothing overlaps, no line crosses a box, every action is on it, and it is a proper sheet."""

from __future__ import annotations

import importlib.util
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from fadu.procedure.chart import svg
from fadu.procedure.drawing import Box, Drawing, Route
from fadu.procedure.labels import carried, clocks_of, width_of, wrap
from fadu.procedure.layout import EM, TASK_EMS, layout
from fadu.procedure.model import Procedure

_spec = importlib.util.spec_from_file_location("charted", Path(__file__).parent / "charted.py")
assert _spec is not None
assert _spec.loader is not None
charted = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(charted)

SVG = "{http://www.w3.org/2000/svg}"


def overlap(one: Box, two: Box) -> bool:
    return one.x < two.x + two.w and two.x < one.x + one.w and one.y < two.y + two.h and two.y < one.y + one.h


def crossed(route: Route, box: Box) -> bool:
    """Whether a line runs through the inside of a box (touching its edge is arriving)."""
    return any(
        min(a[0], b[0]) < box.x + box.w
        and max(a[0], b[0]) > box.x
        and min(a[1], b[1]) < box.y + box.h
        and max(a[1], b[1]) > box.y
        for a, b in pairwise(route.points)
    )


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    return [(one.key, two.key) for one, two in combinations(drawing.boxes, 2) if overlap(one, two)]


def crossings(drawing: Drawing) -> list[tuple[str, str, str]]:
    return [(r.source, r.target, box.key) for r in drawing.routes for box in drawing.boxes if crossed(r, box)]


def slanted(drawing: Drawing) -> list[Route]:
    return [r for r in drawing.routes if any(a[0] != b[0] and a[1] != b[1] for a, b in pairwise(r.points))]


@pytest.mark.parametrize("path", charted.SHIPPED, ids=charted.name_of)
def test_on_no_shipped_chart_boxes_overlap_or_lines_cross_boxes(path: Path) -> None:
    drawing = layout(charted.shipped(path))

    assert overlaps(drawing) == []
    assert crossings(drawing) == []
    assert slanted(drawing) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(charted.procedures())
def test_on_no_chart_at_all_boxes_overlap_or_lines_cross_boxes(procedure: Procedure) -> None:
    drawing = layout(procedure)

    assert overlaps(drawing) == []
    assert crossings(drawing) == []
    assert slanted(drawing) == []


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(charted.procedures())
def test_every_action_and_stage_stands_on_the_chart_once_and_inside_the_sheet(procedure: Procedure) -> None:
    drawing = layout(procedure)
    keys = [box.key for box in drawing.boxes if box.kind != "head"]

    assert sorted(keys) == sorted(
        [*procedure.actions, "stage:start", *(f"stage:{key}" for key in procedure.stages)]
    )
    assert all(
        b.x >= 0 and b.x + b.w <= drawing.width and b.y >= 0 and b.y + b.h <= drawing.height
        for b in drawing.boxes
    )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(charted.procedures())
def test_every_line_begins_and_ends_at_its_boxes(procedure: Procedure) -> None:
    drawing = layout(procedure)
    for route in drawing.routes:
        source, target = drawing.box(route.source), drawing.box(route.target)
        assert route.points[0] == (source.cx, source.y + source.h)
        assert route.points[-1] == (target.cx, target.y)


@pytest.mark.parametrize("path", charted.SHIPPED, ids=charted.name_of)
def test_no_text_is_wider_than_its_box(path: Path) -> None:
    drawing = layout(charted.shipped(path))
    small = [
        (b.key, line.text)
        for b in drawing.boxes
        if b.kind in ("task", "stay", "side")
        for line in b.lines
        if width_of(line.text) > TASK_EMS
    ]

    assert small == []


@pytest.mark.parametrize("path", charted.SHIPPED, ids=charted.name_of)
def test_the_sheet_can_be_read_on_a_wall_is_named_described_and_marked_with_edition_and_fingerprint(
    path: Path,
) -> None:
    procedure = charted.shipped(path)
    root = etree.fromstring(svg(procedure).encode())
    _, _, width, height = (float(part) for part in root.get("viewBox", "").split())
    text = "".join(root.itertext())

    printed = float(root.get("width", "").removesuffix("mm"))
    assert max(width, height) / min(width, height) == pytest.approx(420 / 297, rel=0.01)
    assert printed in {297, 420, 594, 841, 1189}
    assert EM * printed / width >= 2.8
    assert root.findtext(f"{SVG}title") == f"{procedure.title}流程图（{procedure.edition}版）"
    assert all(stage.title in (root.findtext(f"{SVG}desc") or "") for stage in procedure.stages.values())
    assert procedure.fingerprint in text
    assert all(action.risk.level in text for action in procedure.actions.values() if action.risk)


def test_a_line_breaks_neither_before_a_comma_nor_after_an_opening_bracket() -> None:
    lines = wrap("行政处罚事先告知，听证权利（行政处罚法）", 8)

    assert not any(line[0] in "，）" for line in lines)
    assert not any(line[-1] == "（" for line in lines)


def test_the_number_of_an_article_is_never_broken() -> None:
    assert wrap("（行政处罚法 60、程序规定 64）", 8) == ["（行政处罚法 ".rstrip(), "60、", "程序规定 64）"]


def test_an_article_stays_on_a_line_with_its_instrument_and_its_brackets() -> None:
    assert wrap("公告期间 60日（程序规定 82、民事诉讼法 95）", 12) == [
        "公告期间 60日",
        "（程序规定 82、",
        "民事诉讼法 95）",
    ]
    assert wrap("《行政处罚决定书》（送达）", 11) == ["《行政处罚决定书》", "（送达）"]


def test_a_band_says_which_clocks_of_the_bureau_run_on_in_it() -> None:
    path = next(p for p in charted.SHIPPED if p.parent.parent.name == "complaint" and p.stem == "2026-04-15")
    procedure = charted.shipped(path)

    running = {
        stage: [clock.key for clock in clocks]
        for stage, clocks in carried(procedure, clocks_of(procedure)).items()
        if clocks
    }

    assert running == {"passing": ["acceptance"]}
    assert "续算：受理决定期限" in svg(procedure)


def test_the_titles_of_forms_stand_on_the_chart_where_they_are_given() -> None:
    path = next(p for p in charted.SHIPPED if p.parent.parent.name == "penalty" and p.stem == "2021-07-15")

    drawn = svg(charted.shipped(path), titles={"filing_approval": "立案审批表"})

    assert "《立案审批表》" in drawn


LIVE = [path for path in charted.SHIPPED if not charted.shipped(path).replay_only]


@pytest.mark.parametrize("path", LIVE, ids=charted.name_of)
def test_where_power_can_be_abused_the_chart_says_how_it_is_guarded(path: Path) -> None:
    procedure = charted.shipped(path)
    risky = [action for action in procedure.actions.values() if action.risk]
    bare = [a.key for a in procedure.actions.values() if len(a.signs) > 1 and a.risk is None]

    assert bare == []  # what several must sign is where power lies
    assert risky
    assert all(a.risk.point in svg(procedure) for a in risky[:1] if a.risk)
    assert all(len(a.risk.point) >= 4 and len(a.risk.measures) >= 6 for a in risky if a.risk)
