# SPDX-License-Identifier: MulanPSL-2.0
"""A record of what two officers did together names both, and does not let who has not confirmed it pass for having done so.

Also where somebody approves it after them, and on each line to sign on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from life import Desk, at, investigated
from printed import text_of

from fadu.cases.models import Act
from fadu.cases.reading import turns
from fadu.kernel import clock
from fadu.oversight import checking

pytestmark = [pytest.mark.django_db, pytest.mark.papers]


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.FADU_FILES = tmp_path / "files"


def test_the_record_names_both_and_marks_whoever_has_not_confirmed_it(desk: Desk) -> None:
    investigated(desk)

    text = text_of("evidence_sheet")

    assert "one某、two某（待本人确认）" in text
    assert "one某（待本人确认）" not in text


def test_what_two_do_and_a_third_approves_waits_for_the_second_of_them_alone(desk: Desk) -> None:
    with clock.set_to(at("2022-03-11")):
        investigated(desk)
    seized = {
        "preserved_goods": [{"name": "奶", "quantity": "十盒"}],
        "preserved_at": "店内",
        "approval_reason": "可能灭失",
    }
    with clock.set_to(at("2022-03-12")):
        desk.signed("preserve", "2022-03-12", seized, "one", "head")

    act = Act.objects.get(case=desk.case, action="preserve")
    assert [(one["name"], one["role"]) for one in act.by] == [
        ("one某", "handler"),
        ("two某", "handler"),
        ("head某", "head"),
    ]
    assert "办案人员：one某、two某（待本人确认）" in text_of("preservation_notice")
    assert found(desk, "2022-03-12T20:00", "先行登记保存证据") == []
    (message,) = found(desk, "2022-03-13", "先行登记保存证据")
    assert "由one某一人登记，two某没有确认" in message

    with clock.set_to(at("2022-03-13")):
        assert "confirm_joint" not in [
            t.what for t in turns.turns_of(desk.officers["head"], at("2022-03-13"))
        ]
        assert "confirm_joint" in [t.what for t in turns.turns_of(desk.officers["two"], at("2022-03-13"))]
        desk.do("two", "confirm_joint", "2022-03-13", {"of": str(act.seq)})

    assert found(desk, "2022-03-14", "先行登记保存证据") == []


def found(desk: Desk, on: str, title: str) -> list[str]:
    """What a check finds of acts that nobody confirmed."""
    with clock.set_to(at(on)):
        findings = list(checking.check(desk.bureau, again=True))
    return [f.message for f in findings if f.rule == "joint_unconfirmed" and f"“{title}”" in f.message]
