# SPDX-License-Identifier: MulanPSL-2.0
"""Who may extend what, by how much and how often: the law's word and the acts of a procedure agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fadu.law import library as law_library
from fadu.procedure.checker import check
from fadu.procedure.checker.report import Line
from fadu.procedure.library import for_checking
from fadu.procedure.model import Action, Procedure

LAW = law_library()
PENALTY = for_checking().editions("penalty")[-1]


def with_action(procedure: Procedure, key: str, **changes: object) -> Procedure:
    return replace(procedure, actions={**procedure.actions, key: replace(procedure.actions[key], **changes)})  # type: ignore[arg-type]


def line(procedure: Procedure, clock: str) -> Line:
    found = check(procedure, law=LAW, explain=False).lines
    return next(each for each in found if each.code == f"extension:{clock}")


def test_who_extends_by_how_much_and_how_often_is_told() -> None:
    found = line(PENALTY, "handling")

    assert found.ok
    assert found.witness == (
        "“延长办案期限三十日”由市场监督管理部门负责人办理，30日（程序规定 64），只能一次；"
        "“集体讨论决定继续延期”由市场监督管理部门负责人办理，延至写明之日"
    )


def test_an_extension_that_could_be_done_again_fails() -> None:
    found = line(with_action(PENALTY, "extend", guards=()), "handling")

    assert not found.ok
    assert found.witness == "“延长办案期限三十日”可以反复办理；依法只能延长一次，应写条件 not_done。"


def test_an_extension_without_a_date_to_extend_to_fails() -> None:
    found = line(with_action(PENALTY, "extend_by_resolution", sets=()), "handling")

    assert not found.ok
    assert "没有要求写明延至何日" in found.witness


def test_what_the_law_lets_the_bureau_extend_must_have_an_act() -> None:
    actions = {key: action for key, action in PENALTY.actions.items() if key != "extend_examination"}

    found = line(replace(PENALTY, actions=actions), "examination")

    assert not found.ok
    assert found.witness.startswith("法律规定“特殊情况经市场监管部门负责人批准可以延长")


def test_what_the_law_does_not_let_the_bureau_extend_may_have_none() -> None:
    found = line(
        with_action(PENALTY, "extend", extends={"closing_time": "penalty/handling_extension"}), "closing_time"
    )

    assert not found.ok
    assert found.witness == "“延长办案期限三十日”延长“结案期限”，而法律没有规定这一期限可以延长。"


EXTENDING = [
    (procedure, action)
    for kind in for_checking().kinds()
    for procedure in for_checking().editions(kind)
    for action in procedure.actions.values()
    for limit in set(action.extends.values())
    if limit != "until"
]


@pytest.mark.parametrize(("procedure", "action"), EXTENDING, ids=lambda each: getattr(each, "key", ""))
def test_every_shipped_extension_by_a_limit_fails_once_its_guard_is_gone(
    procedure: Procedure, action: Action
) -> None:
    again = with_action(
        procedure, action.key, guards=tuple(use for use in action.guards if use.name != "not_done")
    )

    assert [clock for clock in action.extends if line(again, clock).ok] == []
