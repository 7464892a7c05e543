# SPDX-License-Identifier: MulanPSL-2.0
"""What one act tells to have ended did so when it had begun, and no upper end is below its lower."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fadu.procedure import both_ends
from fadu.procedure.testing import CaseInMemory, moment

if TYPE_CHECKING:
    from fadu.procedure.decision import Ground


def grounds(
    case: CaseInMemory, *, before: dict[str, object] | None = None, **proposed: object
) -> list[Ground]:
    """What is said against both ends named by an act that sets and adds them; ``before`` is what the case last said."""
    fields = case.procedure.fields
    named = {
        "began_at": replace(fields["until"], key="began_at", title="开始", type="datetime"),
        "ended_at": replace(
            fields["until"], key="ended_at", title="结束", type="datetime", not_before="began_at"
        ),
        "least": replace(fields["until"], key="least", title="下限", type="money"),
        "most": replace(fields["until"], key="most", title="上限", type="money", not_below="least"),
        "set_for": replace(fields["until"], key="set_for", title="定于", type="datetime"),
        "over_at": replace(
            fields["until"], key="over_at", title="散会", type="datetime", not_before="set_for"
        ),
    }
    rows = replace(fields["until"], key="visits", title="到场", type="rows", columns=tuple(named.values()))
    procedure = replace(case.procedure, fields={**fields, **named, "visits": rows}, lists={"list": "明细"})
    action = replace(
        procedure.actions["grant"],
        sets=("began_at", "ended_at", "over_at"),
        may_set=("visits", "least", "most"),
        adds={"list": ("began_at", "ended_at")},
    )
    world = case.world(moment("2022-03-05"))
    world = world.with_(procedure=procedure, proposed=proposed)
    world = world.with_(state=replace(world.state, fields={**world.state.fields, **(before or {})}))
    return list(both_ends.grounds(world, action))


@pytest.mark.parametrize(
    ("began", "ended", "is_refused"),
    [
        ("2022-03-01T10:30", "2022-03-01T10:29", True),
        ("2022-03-01T10:30", "2022-03-01T10:30", False),
        ("2022-03-01T23:30", "2022-03-02T00:10", False),
        ("2022-03-01T23:30", "2022-03-01T00:10", True),
        ("2022-03-01", "2022-02-28T23:00", True),
        ("2022-03-01T10:30", "2022-03-01", False),
        ("2022-03-01T10:30", "2022-03-01T10:29+09:00", True),
        ("2022-03-01T10:30", "随便", False),
        ("2022-03-01T10:30", "", False),
    ],
)
def test_an_end_is_not_before_its_beginning(
    received_case: CaseInMemory, began: str, ended: str, is_refused: bool
) -> None:
    against = grounds(received_case, began_at=began, ended_at=ended)
    assert [each.code for each in against] == (["ends_before_it_begins"] if is_refused else [])


def test_the_refusal_names_both_fields_what_they_say_and_what_to_do(received_case: CaseInMemory) -> None:
    (against,) = grounds(received_case, began_at="2022-03-01T10:30", ended_at="2022-03-01T09:00")

    assert against.message == "“结束”为2022-03-01 09:00，早于“开始”的2022-03-01 10:30。"
    assert "“开始”或者“结束”" in against.remedy
    assert against.cites == received_case.procedure.actions["grant"].cites


def test_an_upper_end_is_not_below_its_lower(received_case: CaseInMemory) -> None:
    assert grounds(received_case, least=100, most=100) == []
    (against,) = grounds(received_case, least=10000, most=100)
    assert (against.code, against.about) == ("upper_below_lower", "most")
    assert "“上限”为1.00元，低于“下限”的100.00元" in against.message


@pytest.mark.parametrize(("name", "title"), [("visits", "到场"), ("list", "明细")])
def test_each_row_is_compared_with_itself(received_case: CaseInMemory, name: str, title: str) -> None:
    right = {"began_at": "2022-03-02T09:00", "ended_at": "2022-03-02T10:00"}
    wrong = {"began_at": "2022-03-02T09:00", "ended_at": "2022-03-01T10:00"}
    (against,) = grounds(received_case, **{name: [right, wrong]})
    assert against.message.startswith(f"“{title}”第2行的“结束”")


def test_an_end_told_alone_is_not_before_what_the_case_last_said(received_case: CaseInMemory) -> None:
    before = {"set_for": "2022-03-01T09:00"}
    assert grounds(received_case, before=before, over_at="2022-03-01T09:00") == []
    assert len(grounds(received_case, before=before, over_at="2022-03-01T08:59")) == 1


def test_an_end_told_with_no_beginning_is_not_held_against_that_of_another_act(
    received_case: CaseInMemory,
) -> None:
    before = {"began_at": "2022-03-04T09:00"}
    assert grounds(received_case, before=before, ended_at="2022-03-01T10:00") == []
