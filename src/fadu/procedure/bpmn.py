# SPDX-License-Identifier: MulanPSL-2.0
"""A procedure as BPMN 2.0 with diagram interchange, for tools of others.

A stage is an exclusive gateway: what leads into it joins there, what leads onward parts there. What may be repeated in a
stage stands in an ad-hoc sub-process beside it, to which its clocks are attached as boundary timers; what starts a child case
is a call activity; every final stage is an end event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from fadu.procedure.checker.facts import sources_of
from fadu.procedure.labels import clocks_of
from fadu.procedure.layout import GAP, PAD, layout
from fadu.procedure.model import BY_LAW, START

if TYPE_CHECKING:
    from fadu.procedure.drawing import Box, Drawing, Point
    from fadu.procedure.model import Action, ClockRule, Procedure

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMES = {"bpmn": _BPMN, "bpmndi": _DI, "dc": _DC, "di": _DD, "xsi": _XSI}
_TIMER = 28.0
_GATE = 40.0


@dataclass(slots=True)
class _Node:
    """An element to be: its kind, what it holds, where it stands."""

    id: str
    kind: str
    name: str
    box: tuple[float, float, float, float]
    inside: list[_Node] = field(default_factory=list)
    incoming: list[str] = field(default_factory=list)
    outgoing: list[str] = field(default_factory=list)
    action: Action | None = None
    attached: str = ""
    clock: ClockRule | None = None


@dataclass(frozen=True, slots=True)
class _Flow:
    id: str
    source: str
    target: str
    points: tuple[Point, ...]


def bpmn(procedure: Procedure) -> bytes:
    """The procedure as a BPMN 2.0 file (UTF-8 XML), valid against the schemas of the OMG."""
    nodes, flows = _graph(procedure, layout(procedure))
    root = etree.Element(_q("bpmn", "definitions"), nsmap=_NAMES)
    root.set("id", _id("definitions", procedure.key))
    root.set("targetNamespace", "urn:fadu:procedure")
    root.set("exporter", "Fadu")
    process = _sub(
        root, "bpmn", "process", id=_id("process", procedure.key), name=procedure.title, isExecutable="false"
    )
    _documentation(
        process, f"{procedure.edition}版；依据：{'、'.join(procedure.cites)}；指纹：{procedure.fingerprint}"
    )
    for node in nodes:
        _element(process, procedure, node)
    for flow in flows:
        _sub(process, "bpmn", "sequenceFlow", id=flow.id, sourceRef=flow.source, targetRef=flow.target)
    _diagram(root, procedure, nodes, flows)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _q(prefix: str, name: str) -> str:
    return f"{{{_NAMES[prefix]}}}{name}"


def _id(kind: str, *parts: str) -> str:
    """An NCName: letters, digits, underscores; begins with a letter."""
    return "_".join([kind, *(re.sub(r"[^A-Za-z0-9_]", lambda m: f"-{ord(m[0]):x}-", part) for part in parts)])


def _sub(parent: etree._Element, prefix: str, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _q(prefix, tag), attributes)


def _documentation(parent: etree._Element, text: str) -> None:
    _sub(parent, "bpmn", "documentation").text = text


# -- the graph -------------------------------------------------------------------------------------


def _graph(procedure: Procedure, drawing: Drawing) -> tuple[list[_Node], list[_Flow]]:
    nodes = list(_nodes(procedure, drawing))
    flows = [*_drawn(drawing), *_many_stages(procedure, drawing), *_loops(drawing, nodes)]
    known = {node.id: node for node in nodes}
    for flow in flows:
        known[flow.source].outgoing.append(flow.id)
        known[flow.target].incoming.append(flow.id)
    return nodes, flows


def _nodes(procedure: Procedure, drawing: Drawing) -> Iterator[_Node]:
    clocks = clocks_of(procedure)
    staying: dict[str, list[Box]] = {}
    for box in drawing.boxes:
        if box.kind in ("start", "end", "stage"):
            yield _event_or_gate(procedure, box)
        elif box.kind == "task" or (box.kind == "side" and procedure.actions[box.key].to):
            yield _task(procedure, box)
        elif box.kind in ("stay", "side"):
            staying.setdefault(_place(drawing, box), []).append(box)
    for place, boxes in staying.items():
        yield _adhoc(procedure, place, boxes)
    for stage, rules in clocks.items():
        if rules and stage not in staying:
            head = drawing.box(f"head:{stage}")
            width = max(150.0, len(rules) * (_TIMER + 8) + PAD)
            name = f"办理（{procedure.stages[stage].title if stage else '办结之后'}）"
            yield _Node(_id("work", stage or "all"), "task", name, (head.x, head.y + head.h / 2, width, 50.0))
    for stage, rules in clocks.items():
        yield from _timers(drawing, stage, rules, staying.get(stage, []))


def _place(drawing: Drawing, box: Box) -> str:
    if box.kind == "side":
        return ""
    return next(band.stage for band in drawing.bands if band.y <= box.y < band.y + band.h)


def _event_or_gate(procedure: Procedure, box: Box) -> _Node:
    key = box.key.removeprefix("stage:")
    kind = {"start": "startEvent", "end": "endEvent", "stage": "exclusiveGateway"}[box.kind]
    size = _GATE if box.kind == "stage" else 30.0
    name = "开始" if key == START else procedure.stages[key].title
    return _Node(_stage_id(key), kind, name, (box.cx - size / 2, box.y + box.h / 2 - size / 2, size, size))


def _stage_id(key: str) -> str:
    return _id("stage", key)


def _task(procedure: Procedure, box: Box) -> _Node:
    action = procedure.actions[box.key]
    kind = "callActivity" if action.opens else "serviceTask" if action.by == BY_LAW else "userTask"
    return _Node(_id("action", action.key), kind, action.title, (box.x, box.y, box.w, box.h), action=action)


def _adhoc(procedure: Procedure, place: str, boxes: list[Box]) -> _Node:
    title = f"可反复办理（{procedure.stages[place].title}）" if place else "多个阶段均可办理"
    inside = [_task(procedure, box) for box in boxes]
    return _Node(_id("anytime", place or "all"), "adHocSubProcess", title, _around(boxes), inside=inside)


def _around(boxes: list[Box]) -> tuple[float, float, float, float]:
    x, y = min(b.x for b in boxes) - PAD / 2, min(b.y for b in boxes) - PAD
    right, bottom = max(b.x + b.w for b in boxes) + PAD / 2, max(b.y + b.h for b in boxes) + PAD
    return x, y, right - x, bottom - y


def _timers(drawing: Drawing, stage: str, clocks: tuple[ClockRule, ...], boxes: list[Box]) -> Iterator[_Node]:
    """The clocks that begin in a stage, on the lower edge of what stands for its work."""
    if not clocks:
        return
    if boxes:
        x, y, _, h = _around(boxes)
        host = _id("anytime", stage or "all")
    else:
        head = drawing.box(f"head:{stage}")
        x, y, h = head.x, head.y + head.h / 2, 50.0
        host = _id("work", stage or "all")
    for place, clock in enumerate(clocks):
        left = x + PAD / 2 + place * (_TIMER + 8)
        node = _Node(
            _id("clock", clock.key), "boundaryEvent", clock.title, (left, y + h - _TIMER / 2, _TIMER, _TIMER)
        )
        node.attached, node.clock = host, clock
        yield node


# -- flows -----------------------------------------------------------------------------------------


def _node_id(key: str) -> str:
    return _stage_id(key.removeprefix("stage:")) if key.startswith("stage:") else _id("action", key)


def _drawn(drawing: Drawing) -> Iterator[_Flow]:
    for route in drawing.routes:
        source, target = _node_id(route.source), _node_id(route.target)
        yield _Flow(f"flow_{source}_{target}", source, target, route.points)


def _many_stages(procedure: Procedure, drawing: Drawing) -> Iterator[_Flow]:
    """What leads onward from several stages: flows that the chart writes out in words."""
    drawn = {(r.source, r.target) for r in drawing.routes}
    for action in procedure.actions.values():
        box = drawing.box(action.key)
        if not action.to or box.kind == "stay":
            continue
        for stage in sorted(sources_of(procedure, action) - {START}, key=list(procedure.stages).index):
            if not procedure.stages[stage].final and (f"stage:{stage}", action.key) not in drawn:
                yield _plain_flow(drawing, f"stage:{stage}", action.key)
        if (action.key, f"stage:{action.to}") not in drawn:
            yield _plain_flow(drawing, action.key, f"stage:{action.to}")


def _plain_flow(drawing: Drawing, source: str, target: str) -> _Flow:
    one, two = drawing.box(source), drawing.box(target)
    start, end = _node_id(source), _node_id(target)
    middle = (one.cx + two.cx) / 2
    points = (
        (one.cx, one.y + one.h / 2),
        (middle, one.y + one.h / 2),
        (middle, two.y + two.h / 2),
        (two.cx, two.y + two.h / 2),
    )
    return _Flow(f"flow_{start}_{end}", start, end, points)


def _loops(drawing: Drawing, nodes: list[_Node]) -> Iterator[_Flow]:
    """From the stage to what may be repeated in it, and back."""
    for node in nodes:
        stage = node.id.split("_", 1)[1]
        if node.id.startswith(("anytime_", "work_")) and stage != "all":
            gate = _stage_id(stage)
            pill = drawing.box(f"stage:{stage}")
            x, y, w, _ = node.box
            edge = x if x > pill.x else x + w
            lower, upper = max(pill.y + 6, y + 4), max(pill.y + 6, y + 4) + GAP
            yield _Flow(f"flow_{gate}_{node.id}", gate, node.id, ((pill.cx, lower), (edge, lower)))
            yield _Flow(f"flow_{node.id}_{gate}", node.id, gate, ((edge, upper), (pill.cx, upper)))


# -- writing ---------------------------------------------------------------------------------------


def _element(parent: etree._Element, procedure: Procedure, node: _Node) -> None:
    element = _sub(parent, "bpmn", node.kind, id=node.id, name=node.name)
    if node.action is not None:
        _documentation(element, _said(procedure, node.action))
        if node.action.opens and node.kind == "callActivity":
            element.set("calledElement", _id("process", node.action.opens[0].matter))
    if node.clock is not None:
        element.set("attachedToRef", node.attached)
        element.set("cancelActivity", "false")
        _documentation(element, f"期限：{node.clock.limit}；依据：{'、'.join(node.clock.cites)}")
        timer = _sub(element, "bpmn", "timerEventDefinition", id=f"timer_{node.id}")
        duration = _sub(timer, "bpmn", "timeDuration", id=f"duration_{node.id}")
        duration.text = node.clock.limit
        return
    for flow in node.incoming:
        _sub(element, "bpmn", "incoming").text = flow
    for flow in node.outgoing:
        _sub(element, "bpmn", "outgoing").text = flow
    if node.kind == "exclusiveGateway":
        element.set("gatewayDirection", "Mixed")
    for child in node.inside:
        _element(element, procedure, child)


def _said(procedure: Procedure, action: Action) -> str:
    actors = " → ".join("依法自动" if r == BY_LAW else procedure.roles[r].title for r in action.actors)
    risk = f"；风险〔{action.risk.level}〕{action.risk.point}" if action.risk else ""
    return f"办理：{actors or '未写明'}；依据：{'、'.join(action.cites)}{risk}"


def _diagram(root: etree._Element, procedure: Procedure, nodes: list[_Node], flows: list[_Flow]) -> None:
    diagram = _sub(root, "bpmndi", "BPMNDiagram", id=_id("diagram", procedure.key), name=procedure.title)
    plane = _sub(
        diagram,
        "bpmndi",
        "BPMNPlane",
        id=_id("plane", procedure.key),
        bpmnElement=_id("process", procedure.key),
    )
    for node in nodes:
        for shown in (node, *node.inside):
            shape = _sub(plane, "bpmndi", "BPMNShape", id=f"shape_{shown.id}", bpmnElement=shown.id)
            if shown.inside:
                shape.set("isExpanded", "true")
            x, y, w, h = shown.box
            _sub(shape, "dc", "Bounds", x=f"{x:g}", y=f"{y:g}", width=f"{w:g}", height=f"{h:g}")
    for flow in flows:
        edge = _sub(plane, "bpmndi", "BPMNEdge", id=f"edge_{flow.id}", bpmnElement=flow.id)
        for x, y in flow.points:
            _sub(edge, "di", "waypoint", x=f"{x:g}", y=f"{y:g}")
