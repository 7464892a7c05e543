# SPDX-License-Identifier: MulanPSL-2.0
"""Who may extend what, by how much and how often: the law's word and the acts of a procedure agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.procedure.checker import check
from fadu.procedure.checker.report import Line
from fadu.procedure.library import for_checking
from fadu.procedure.model import Action, GuardUse, Procedure

LAW = law_library()
PENALTY = for_checking().editions("penalty")[-1]


def with_action(procedure: Procedure, key: str, **changes: object) -> Procedure:
    return replace(procedure, actions={**procedure.actions, key: replace(procedure.actions[key], **changes)})  # type: ignore[arg-type]


def line(procedure: Procedure, clock: str) -> Line:
    lines = check(procedure, law=LAW, explain=False).lines
    return next(each for each in lines if each.code == f"extension:{clock}")


def test_who_extends_by_how_much_and_how_often_is_told() -> None:
    verdict = line(PENALTY, "handling")

    assert verdict.ok
    assert verdict.witness == (
        "“延长办案期限三十日”由市场监督管理部门负责人办理，30日（程序规定 64），只能一次；"
        "“集体讨论决定继续延期”由市场监督管理部门负责人办理，延至写明之日"
    )


def test_an_extension_that_could_be_done_again_fails() -> None:
    verdict = line(with_action(PENALTY, "extend", guards=()), "handling")

    assert not verdict.ok
    assert verdict.witness == "“延长办案期限三十日”可以反复办理；依法至多延长1次，应写条件 not_done。"


def test_an_extension_without_a_date_to_extend_to_fails() -> None:
    verdict = line(with_action(PENALTY, "extend_by_resolution", sets=()), "handling")

    assert not verdict.ok
    assert "没有要求写明延至何日" in verdict.witness


def test_what_the_law_lets_the_bureau_extend_must_have_an_act() -> None:
    actions = {key: action for key, action in PENALTY.actions.items() if key != "extend_examination"}

    verdict = line(replace(PENALTY, actions=actions), "examination")

    assert not verdict.ok
    assert (
        verdict.witness
        == "法律规定“特殊情况的，由本机关负责人决定延长至所定之日”，程序中没有办理延长的动作。"
    )


def test_what_the_law_does_not_let_the_bureau_extend_may_have_none() -> None:
    verdict = line(
        with_action(PENALTY, "extend", extends={"closing_time": "penalty/handling_extension"}), "closing_time"
    )

    assert not verdict.ok
    assert verdict.witness == "“延长办案期限三十日”延长“结案期限”，而法律没有规定这一期限可以延长。"


def test_an_extension_to_any_day_fails_where_the_law_allows_a_length() -> None:
    to_any_day = with_action(
        PENALTY, "extend_verification", sets=("until",), extends={"verification": "until"}
    )

    verdict = line(to_any_day, "verification")

    assert not verdict.ok
    assert verdict.witness == (
        "“延长核查期限”延至写明之日，而法律只许：特殊情况的，由本机关负责人决定延长15个工作日（程序规定 18），至多1次。"
    )


def test_an_extension_by_another_length_than_the_law_allows_fails() -> None:
    verdict = line(
        with_action(PENALTY, "extend_verification", extends={"verification": "penalty/handling_extension"}),
        "verification",
    )

    assert not verdict.ok
    assert (
        "延长30日（程序规定 64），而法律只许：特殊情况的，由本机关负责人决定延长15个工作日" in verdict.witness
    )


def test_an_extension_by_somebody_else_than_the_law_names_fails() -> None:
    verdict = line(with_action(PENALTY, "extend", by="unit"), "handling")

    assert not verdict.ok
    assert verdict.witness == "“延长办案期限三十日”由办案机构负责人办理，而依法由本机关负责人决定。"


def test_an_extension_that_the_last_to_sign_may_not_decide_fails() -> None:
    decided_below = with_action(PENALTY, "extend", by="", signs=("head", "unit"))
    decided_above = with_action(PENALTY, "extend", by="", signs=("unit", "head"))

    assert not line(decided_below, "handling").ok
    assert line(decided_above, "handling").ok


def test_a_collective_extension_without_a_resolution_fails() -> None:
    guards = tuple(use for use in PENALTY.actions["extend_by_resolution"].guards if use.name != "resolved")

    verdict = line(with_action(PENALTY, "extend_by_resolution", guards=guards), "handling")

    assert not verdict.ok
    assert "没有以决议为条件（resolved），而依法由本机关负责人集体讨论决定" in verdict.witness


def test_a_further_extension_that_does_not_presume_the_first_fails() -> None:
    guards = tuple(use for use in PENALTY.actions["extend_by_resolution"].guards if use.name != "done")

    verdict = line(with_action(PENALTY, "extend_by_resolution", guards=guards), "handling")

    assert not verdict.ok
    assert "不以先前的延长为条件（done）" in verdict.witness


def test_two_acts_that_use_one_way_once_each_fail() -> None:
    again = replace(
        PENALTY.actions["extend"], key="extend_again", title="再延长三十日", guards=once("extend_again")
    )

    verdict = line(replace(PENALTY, actions={**PENALTY.actions, "extend_again": again}), "handling")

    assert not verdict.ok
    assert verdict.witness == "“延长办案期限三十日”、“再延长三十日”合计可以延长2次，而依法至多1次。"


def once(action: str) -> tuple[GuardUse, ...]:
    return (GuardUse(name="not_done", args={"action": action}),)


def test_an_extension_whose_reasons_nobody_is_told_fails() -> None:
    licence = for_checking().editions("licence")[-1]

    verdict = line(with_action(licence, "extend", issues=()), "decision")

    assert not verdict.ok
    assert verdict.witness == "“延长许可期限”没有制发送达的文书；依法应当告知延长的理由。"


def test_a_term_of_a_party_is_extended_only_where_the_law_lets_it() -> None:
    performance = for_checking().editions("performance")[-1]
    forbidden = {
        key: tuple(replace(value, extensions=()) for value in values)
        for key, values in LAW.limits_by_key.items()
    }

    verdict = next(
        each
        for each in check(performance, law=replace(LAW, limits_by_key=forbidden), explain=False).lines
        if each.code == "extension:payment"
    )

    assert line(performance, "payment").ok
    assert verdict.witness == "“批准暂缓、分期缴纳”延长“缴纳罚款”，而法律没有规定这一期限可以延长。"


def test_a_law_that_changes_while_the_edition_governs_is_held_against_it_too() -> None:
    old = LAW.limit("penalty/verification", PENALTY.edition)
    new = replace(old, in_force_from=date(2027, 1, 1), extensions=())
    ended = replace(old, in_force_to=date(2026, 12, 31))
    law = replace(LAW, limits_by_key={**LAW.limits_by_key, "penalty/verification": (ended, new)})

    governing = check(PENALTY, law=law, explain=False)
    followed = check(PENALTY, law=law, until=date(2027, 1, 1), explain=False)

    assert [each.ok for each in governing.lines if each.code == "extension:verification"] == [False]
    assert [each.ok for each in followed.lines if each.code == "extension:verification"] == [True]


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
