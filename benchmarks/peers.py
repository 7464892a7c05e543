# SPDX-License-Identifier: MulanPSL-2.0
"""The peers of the engine: each makes its objects and takes one step under a condition that holds. Benchmark environment only."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

#: tasks of the BPMN process
TASKS = 20


def transitions() -> Callable[[], object]:
    """A machine of the library `transitions` with ten conditions."""
    from transitions import Machine

    class Model:
        def allowed(self) -> bool:
            return True

    def step() -> object:
        model = Model()
        machine = Machine(model, states=["lead", "filed"], initial="lead", auto_transitions=False)
        machine.add_transition("file", "lead", "filed", conditions=["allowed"] * 10)
        return model.file()  # type: ignore[attr-defined]

    return step


def statemachine() -> Callable[[], object]:
    """A machine of `python-statemachine` with one condition."""
    from statemachine import State, StateMachine

    class Peer(StateMachine):
        lead, filed = State(initial=True), State(final=True)
        file = lead.to(filed, cond="allowed")

        def allowed(self) -> bool:
            return True

    return lambda: Peer().file()


def django_fsm() -> Callable[[], object]:
    """A model of `django-fsm-2` with two conditions; nothing is saved."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(INSTALLED_APPS=[], DATABASES={}, USE_TZ=True)
        django.setup()
    from django.db import models
    from django_fsm import FSMField, transition

    class Peer(models.Model):
        state = FSMField(default="lead")

        class Meta:
            app_label = "benchmarks"

        def __str__(self) -> str:
            return self.state

        @transition(
            field=state, source="lead", target="filed", conditions=[lambda peer: True, lambda peer: True]
        )
        def file(self) -> None: ...

    return lambda: Peer().file()


def process() -> Any:
    """A BPMN process of manual tasks, each followed by a gateway with two conditions."""
    from SpiffWorkflow.bpmn import BpmnWorkflow
    from SpiffWorkflow.bpmn.parser import BpmnParser

    parts = [
        '<startEvent id="s"/>',
        '<sequenceFlow id="f0" sourceRef="s" targetRef="t0"/>',
        '<endEvent id="done"/>',
        '<endEvent id="no"/>',
    ]
    for n in range(TASKS):
        after = f"t{n + 1}" if n + 1 < TASKS else "done"
        condition = '<conditionExpression xsi:type="tFormalExpression">day &lt;= due and officers &gt;= 2</conditionExpression>'
        parts += [
            f'<manualTask id="t{n}"/>',
            f'<sequenceFlow id="a{n}" sourceRef="t{n}" targetRef="g{n}"/>',
            f'<exclusiveGateway id="g{n}" default="d{n}"/>',
            f'<sequenceFlow id="d{n}" sourceRef="g{n}" targetRef="no"/>',
            f'<sequenceFlow id="c{n}" sourceRef="g{n}" targetRef="{after}">{condition}</sequenceFlow>',
        ]
    spaces = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    text = f'<definitions {spaces} targetNamespace="fadu"><process id="p" isExecutable="true">{"".join(parts)}</process></definitions>'
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "p.bpmn"
        file.write_text(text, encoding="utf-8")
        parser = BpmnParser()
        parser.add_bpmn_file(str(file))
        workflow = BpmnWorkflow(parser.get_spec("p"))
    workflow.data.update(day=1, due=2, officers=2)
    workflow.do_engine_steps()
    for task in workflow.get_tasks():
        task.data.update(day=1, due=2, officers=2)
    return workflow


def take(workflow: Any) -> None:
    """Finish the task that is ready."""
    from SpiffWorkflow.util.task import TaskState

    workflow.get_tasks(state=TaskState.READY, manual=True)[0].run()
    workflow.do_engine_steps()


def spiff_task() -> Callable[[], object]:
    """One task of the process; a new process where the last has ended."""
    running = [process()]

    def step() -> None:
        if running[0].completed:
            running[0] = process()
        take(running[0])

    return step


def spiff_store() -> tuple[Callable[[], object], int]:
    """Storing and loading the process half way, and how many bytes it takes."""
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

    workflow, serializer = process(), BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
    for _ in range(TASKS // 2):
        take(workflow)
    stored = serializer.serialize_json(workflow)
    return lambda: serializer.deserialize_json(serializer.serialize_json(workflow)), len(stored)
