# SPDX-License-Identifier: MulanPSL-2.0
"""BPMN 2.0: valid against the schemas of the OMG, and every reference resolved, which these do not check."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from fadu.procedure.bpmn import bpmn
from fadu.procedure.model import Procedure

_spec = importlib.util.spec_from_file_location("charted", Path(__file__).parent / "charted.py")
assert _spec is not None
assert _spec.loader is not None
charted = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(charted)

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "xsd" / "BPMN20.xsd")))
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
NODES = (
    "startEvent",
    "endEvent",
    "exclusiveGateway",
    "userTask",
    "serviceTask",
    "task",
    "callActivity",
    "adHocSubProcess",
    "boundaryEvent",
)


def problems(root: etree._Element) -> list[str]:
    """What the schema does not see: ids that are wrong, references to nothing, elements without a place."""
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    faults = [f"id {name}" for name in ids if not re.fullmatch(r"[A-Za-z_][\w.-]*", name)]
    faults += [f"twice {name}" for name in set(ids) if ids.count(name) > 1]
    flows = {flow.get("id"): flow for flow in root.iter(f"{BPMN}sequenceFlow")}
    for flow in flows.values():
        faults += [
            f"{flow.get('id')} {end}" for end in ("sourceRef", "targetRef") if flow.get(end) not in ids
        ]
    for node in (n for kind in NODES for n in root.iter(f"{BPMN}{kind}")):
        name = node.get("id")
        incoming, outgoing = (
            {e.text for e in node.findall(f"{BPMN}{word}")} for word in ("incoming", "outgoing")
        )
        faults += [f"incoming {name}"] * (
            incoming != {k for k, f in flows.items() if f.get("targetRef") == name}
        )
        faults += [f"outgoing {name}"] * (
            outgoing != {k for k, f in flows.items() if f.get("sourceRef") == name}
        )
        faults += [f"attached {name}"] * (node.get("attachedToRef", name) not in ids)
    placed = {
        element.get("bpmnElement")
        for kind in ("BPMNShape", "BPMNEdge")
        for element in root.iter(f"{DI}{kind}")
    }
    drawn = {n.get("id") for kind in NODES for n in root.iter(f"{BPMN}{kind}")} | set(flows)
    return (
        faults
        + [f"no place {name}" for name in drawn - placed]
        + [f"place of nothing {name}" for name in placed - drawn]
    )


@pytest.mark.parametrize("path", charted.SHIPPED, ids=charted.name_of)
def test_every_shipped_procedure_is_valid_bpmn_with_every_reference_resolved(path: Path) -> None:
    root = etree.fromstring(bpmn(charted.shipped(path)))

    SCHEMA.assertValid(root)
    assert problems(root) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(charted.procedures())
def test_every_procedure_at_all_is_valid_bpmn_with_every_reference_resolved(procedure: Procedure) -> None:
    root = etree.fromstring(bpmn(procedure))

    SCHEMA.assertValid(root)
    assert problems(root) == []


@pytest.mark.parametrize("path", charted.SHIPPED, ids=charted.name_of)
def test_actions_children_clocks_and_ends_are_all_there(path: Path) -> None:
    procedure = charted.shipped(path)
    root = etree.fromstring(bpmn(procedure))
    names = {element.get("name") for element in root.iter()}
    timers = {element.get("name") for element in root.iter(f"{BPMN}boundaryEvent")}
    calls = {element.get("name") for element in root.iter(f"{BPMN}callActivity")}

    assert {action.title for action in procedure.actions.values()} <= names
    assert {action.title for action in procedure.actions.values() if action.opens} <= calls
    assert timers == {clock.title for clock in procedure.clocks.values()}
    assert len(list(root.iter(f"{BPMN}endEvent"))) == sum(stage.final for stage in procedure.stages.values())


def test_the_own_check_sees_a_reference_to_nothing() -> None:
    root = etree.fromstring(bpmn(charted.shipped(charted.SHIPPED[0])))
    next(root.iter(f"{BPMN}sequenceFlow")).set("targetRef", "nobody")

    assert any("targetRef" in problem for problem in problems(root))
