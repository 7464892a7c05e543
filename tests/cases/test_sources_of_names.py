# SPDX-License-Identifier: MulanPSL-2.0
"""What a form prints is said by the act that issues it, or declared to last: no paper shows what another act said of itself."""

from __future__ import annotations

import pytest

from fadu.cases.papers import sources_of_names
from fadu.cases.papers.form_sources import forms_of
from fadu.procedure.library import library
from fadu.records.forms import read_form

HEAD = """---
key: matter_approval
title: 行政处罚案件有关事项审批表
family: form
in_force: {from: 2021-07-15}
mandatory: []
%soptional:
  - approval_reason: 提请理由
  - own.approval_reason: 提请理由
  - issued.penalty_decision: 决定书
  - done_on.file: 立案日期
---
%s
"""


def faults(monkeypatch: pytest.MonkeyPatch, body: str, head: str = "") -> list[str]:
    broken = read_form(HEAD % (head, body), file="matter_approval.form")
    procedures = library().editions("penalty")
    known = {**forms_of(procedures[-1]), "matter_approval": (broken,)}
    monkeypatch.setattr(sources_of_names, "forms_of", lambda _: known)
    return list(sources_of_names.faults(procedures))


def test_a_field_that_only_some_of_the_acts_say_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    (fault,) = faults(monkeypatch, "| 提请理由 | {approval_reason:gone} |")

    assert "“集体讨论决定继续延期”不填写这一项，会印出别的动作所填" in fault
    assert "写 own.approval_reason" in fault


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("| 提请理由 | {own.approval_reason:gone} |", ""),
        ("| 提请理由 | {approval_reason:gone} |", "lasting: [approval_reason]\n"),
        ("决定于{issued.penalty_decision.issued_on}作出。", ""),
    ],
)
def test_what_the_act_itself_says_and_what_is_said_to_last_is_let_be(
    body: str, head: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert faults(monkeypatch, body, head) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("issued.penalty_decision.on", "文书没有“on”一项"),
        ("issued.penalty_decisions.number", "没有“penalty_decisions”"),
        ("done_on.filed", "没有“filed”"),
        ("own.approval", "没有“approval”"),
    ],
)
def test_a_name_of_nothing_is_refused(name: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (fault,) = faults(monkeypatch, f"| 内容 | {{{name}}} |")

    assert f"“{name}”：{why}" in fault
