# SPDX-License-Identifier: MulanPSL-2.0
"""A row of a sheet whose typed rows no register could hold is rejected with its reasons when it is read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from fadu.intake import mapping, templates
from fadu.intake.histories import History, PastAct
from fadu.intake.manning import Staff
from fadu.intake.vetting import Numbers, vetted
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.library import library

pytestmark = pytest.mark.django_db


def reasons(*acts: tuple[str, int, dict[str, Any]]) -> list[tuple[str, str]]:
    """Column and sentence of each reason against a penalty case of March 2022: (act, day, what it says)."""
    past = tuple(
        PastAct(action=a, at=datetime(2022, 3, d, tzinfo=LEGAL_TIME), day_only=True, payload=p)
        for a, d, p in acts
    )
    history = History(place=2, number="旧1", title="", parties=(), acts=past, digest="d")
    plan = mapping.with_defaults(templates.plan("penalty", on=date(2022, 3, 1)), history=True)
    nobody = Staff(departments={}, officers={}, names={}, held={})
    procedure = library().procedure("penalty", date(2022, 3, 1))
    vetting = vetted(history, Numbers(), plan, procedure, nobody, strict=False)
    return [(r.column, r.message) for r in vetting] if isinstance(vetting, tuple) else []


LEAD: dict[str, Any] = {"suspected_violation": "销售过期食品"}


def test_a_lawful_history_gives_no_reason() -> None:
    assert reasons(("register", 1, LEAD), ("file", 2, {}), ("decide", 20, {"fine": 100})) == []


def test_dates_that_contradict_each_other_in_the_register_are_a_reason() -> None:
    broken = reasons(("register", 1, LEAD), ("decide", 5, {"fine": 100}), ("file", 9, {}))

    assert broken == [("处罚决定日期、立案日期", "处罚决定日期不能早于立案日期。")]


def test_every_bound_that_a_row_breaks_is_told_at_once() -> None:
    broken = reasons(("register", 1, {"suspected_violation": "案" * 301}), ("decide", 5, {"fine": 2**70}))

    assert [column for column, _ in broken] == ["案由", "罚款（分）", "罚款（分）"][: len(broken)]
    assert "应不超过300个字" in broken[0][1]
