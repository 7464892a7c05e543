# SPDX-License-Identifier: MulanPSL-2.0
"""A running case passes to the new edition of its procedure on the day it begins, once, by an act of the law."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from counter import complain, registrar

from fadu.cases.acts import foreseeing, services
from fadu.cases.acts.projection import rebuild
from fadu.cases.background import scheduler
from fadu.cases.errors import ActRefusedError, StaleRevisionError
from fadu.cases.models import Act, Case
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import sequencing, verification
from fadu.people.actors import OfficerActor
from fadu.procedure.decision import Refused

pytestmark = pytest.mark.django_db


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 10, tzinfo=LEGAL_TIME)


@pytest.fixture
def clerk() -> Any:
    return registrar()


@pytest.fixture
def case(clerk: Any) -> Case:
    return complain(clerk, uuid4())


def moves(case: Case) -> list[tuple[str, str, date]]:
    acts = Act.objects.filter(case=case, action="move_edition").order_by("seq")
    return [
        (a.payload["edition"], a.payload["stage"], a.happened_at.astimezone(LEGAL_TIME).date()) for a in acts
    ]


def test_nothing_moves_before_the_new_edition_begins(case: Case) -> None:
    assert scheduler.run(at(2022, 3, 2)) == []
    assert moves(case) == []


def test_the_daily_run_moves_a_case_through_every_edition_it_has_to_pass(case: Case) -> None:
    scheduler.run(at(2026, 5, 1))
    scheduler.run(at(2026, 5, 2))
    assert moves(case) == [
        ("2024-07-01", "registered", date(2024, 7, 1)),
        ("2026-04-15", "registered", date(2026, 4, 15)),
    ]
    case.refresh_from_db()
    assert case.edition == date(2026, 4, 15)
    assert case.stage == "registered"


def test_an_act_done_before_the_daily_run_moves_the_case_first(case: Case, clerk: Any) -> None:
    services.perform(
        case=case,
        action="note",
        by=OfficerActor(officer=clerk),
        payload={"text": "记事"},
        at=at(2024, 7, 2),
        request_id=uuid4(),
    )
    acts = list(Act.objects.filter(case=case).order_by("seq").values_list("action", flat=True))
    assert acts[-2:] == ["move_edition", "note"]


def answers(case: Case, clerk: Any, action: str) -> tuple[list[str], list[str]]:
    """The grounds of a dry run, and those with which the act itself is refused."""
    by, asked = OfficerActor(officer=clerk), {"identity_shown": "已核验"}
    foreseen = foreseeing.dry_run(case=case, action=action, by=by, payload=asked, at=at(2026, 5, 2))
    assert isinstance(foreseen, Refused)
    with pytest.raises(ActRefusedError) as refused:
        services.perform(
            case=case, action=action, by=by, payload=asked, at=at(2026, 5, 2), request_id=uuid4()
        )
    return [g.message for g in foreseen.grounds], [g.message for g in refused.value.grounds]


def test_before_the_move_a_dry_run_and_an_explanation_already_answer_by_the_new_edition(
    case: Case, clerk: Any
) -> None:
    explained = services.explain(case=case, by=OfficerActor(officer=clerk), at=at(2026, 5, 2))
    assert moves(case) == []
    foreseen, refused = answers(case, clerk, "receive_identity")  # an act only the edition of 2026 knows
    assert foreseen == refused == ["尚未办理“要求提供身份证明材料”。"]
    assert [[g.message for g in o.grounds] for o in explained if o.action == "receive_identity"] == [refused]


def test_the_move_is_an_act_of_the_law_and_in_the_ledger(case: Case) -> None:
    scheduler.run(at(2024, 7, 1))
    act = Act.objects.get(case=case, action="move_edition")
    assert [signature["person"] for signature in act.by] == ["law"]
    sequencing.sequence()
    assert verification.verify() == []


def test_a_screen_from_before_the_move_is_told_to_look_again(case: Case, clerk: Any) -> None:
    case.refresh_from_db()
    seen = case.revision
    with pytest.raises((StaleRevisionError, ActRefusedError)):
        services.perform(
            case=case,
            action="accept",
            by=OfficerActor(officer=clerk),
            payload={},
            at=at(2024, 7, 2),
            request_id=uuid4(),
            revision=seen,
        )
    case.refresh_from_db()
    assert case.edition == date(2024, 7, 1)


def test_a_case_rebuilt_from_its_acts_stands_where_it_was_moved_to(case: Case) -> None:
    scheduler.run(at(2026, 5, 1))
    case.refresh_from_db()
    Case.objects.filter(pk=case.pk).update(stage="start", edition=date(2026, 4, 15))
    case.refresh_from_db()
    rebuild(Case.objects.filter(pk=case.pk))
    case.refresh_from_db()
    assert (case.stage, case.edition) == ("registered", date(2026, 4, 15))
