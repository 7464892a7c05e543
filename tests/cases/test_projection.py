# SPDX-License-Identifier: MulanPSL-2.0
"""Typed rows follow from acts by pure functions, and one writer writes what differs: live, rebuilt, and for many new cases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lives import Life, begun, live

from fadu.cases import registry
from fadu.cases.acts import comparing, projection
from fadu.cases.models import Case, CaseParty, Clock, OutboxEvent
from fadu.cases.rows import Given
from fadu.intake import mapping, taking_in
from fadu.intake.histories import History, PastAct
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.kinds import handed_down
from fadu.law import library as law_library
from fadu.matters.licence.models import Licence
from fadu.matters.penalty.models import Penalty, PenaltyKind, PenaltyShare
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.storage.owned import NoKeyError, owned

pytestmark = pytest.mark.django_db
NOTIFIED = [("go_on", 3), ("go_on", 8), ("go_on", 8)]
DECIDED = [*NOTIFIED, *[("go_on", 8)] * 6]


def decided_and_served() -> Life:
    """A penalty case, decided and served."""
    life = begun()
    live(life, DECIDED)
    life.case.refresh_from_db()
    return life


@pytest.fixture
def life(begin_from: Any) -> Life:
    return begin_from(decided_and_served)


def different() -> list[str]:
    """Where rows say otherwise than the acts."""
    return [problem.where for problem in comparing.differences([case.pk for case in Case.objects.all()])]


def test_the_rows_written_act_by_act_are_those_that_follow_from_all_acts(life: Life) -> None:
    assert PenaltyKind.objects.get().kind == "fine"
    assert different() == []
    assert projection.rebuild(Case.objects.all()) == 0


def test_rows_deleted_and_rows_changed_are_named_and_put_back_by_a_rebuild(life: Life) -> None:
    PenaltyShare.objects.all().delete()
    Penalty.objects.update(fine=1)
    Clock.objects.filter(clock="handling").update(due_on=date(2030, 1, 1))
    CaseParty.objects.filter(case=life.case).update(since_seq=99)

    wrong = different()

    for words in ("罚款（分）", "各当事人的处罚", "handling、、7 due on", "当事人 since seq"):
        assert any(words in where for where in wrong), (words, wrong)
    assert len(wrong) == 4
    assert projection.rebuild(Case.objects.all()) == 1
    assert different() == []


def test_comparing_writes_nothing(life: Life) -> None:
    Penalty.objects.update(fine=1)
    with CaptureQueriesContext(connection) as asked:
        assert different()

    assert {query["sql"].split()[0] for query in asked.captured_queries} <= {"SELECT", "DECLARE"}
    assert Penalty.objects.get().fine == 1


def test_a_row_changed_by_hand_stays_to_be_named_when_the_next_act_does_not_concern_it(life: Life) -> None:
    Penalty.objects.update(fine=1)

    live(life, [("note", 1)])

    assert any("罚款" in where for where in different())


def test_a_row_taken_away_by_hand_does_not_stop_the_next_act(life: Life) -> None:
    Clock.objects.all().delete()

    live(life, [("discontinue", 1), ("note", 1)])

    assert projection.rebuild(Case.objects.all()) == 2  # and its performance, which was told of the service
    assert different() == []


def test_a_note_reads_no_typed_row_and_writes_none(life: Life) -> None:
    live(life, [("note", 1)])
    with CaptureQueriesContext(connection) as asked:
        live(life, [("note", 1)])

    typed = ("penalty_", "cases_clock", "cases_searchtext", "cases_casedocument", "cases_assignment")
    assert [q["sql"] for q in asked.captured_queries if any(f'"{name}' in q["sql"] for name in typed)] == []


def test_rows_of_many_new_cases_are_written_together(life: Life) -> None:
    folder = Path(__file__).resolve().parents[2] / "docs" / "examples"
    plan = mapping.load(folder / "receipt-mapping.yaml")
    payload = {
        "item": "许可",
        "application_kind": "new",
        "intake": "window",
        "materials": "申请书一份",
        "received_on": "2026-03-02",
    }
    received = datetime(2026, 3, 2, 9, tzinfo=LEGAL_TIME)
    acts = (PastAct(action="receive", at=received, day_only=True, payload=payload),)
    some = [
        History(place=n, number=f"旧{n}", title="", acts=acts, parties=(), digest=str(n)) for n in range(20)
    ]
    with CaptureQueriesContext(connection) as asked:
        taking_in._take(taking_in.Outcome(), some, plan, life.case.bureau, life.now)

    assert sum('INTO "licence_licence"' in query["sql"] for query in asked.captured_queries) == 1
    assert Licence.objects.filter(received_on="2026-03-02").count() == 20
    assert different() == []


@pytest.mark.parametrize("kind", [kind.key for kind in handed_down()])
def test_each_kind_names_every_column_of_its_tables(kind: str) -> None:
    """A state of no acts is enough: what follows from it says which columns there are."""
    rows_of: Any = registry.furnishing(kind).rows
    about = Given(procedure=library().editions(kind)[-1], law=law_library())
    for model, rows in rows_of(State(), about).items():
        table = owned(model, Case)
        assert [set(row) for row in rows] == [set(table.columns)] * len(rows)


def test_a_table_whose_rows_nothing_tells_apart_is_refused() -> None:
    with pytest.raises(NoKeyError):
        owned(OutboxEvent, Case)


def test_a_term_that_an_announced_paper_will_begin_is_stored_with_its_day_and_runs_by_no_day_of_looking() -> (
    None
):
    life = begun()
    live(life, NOTIFIED)
    row = life.case.documents.get(template="penalty_notice")
    payload = {"document": f"penalty_notice/{row.seq}", "party": life.party, "manner": "announcement"}
    unknown = {"whereabouts_unknown": True, "account": "登记住所无人，邻居和社区均不知去向"}
    life.act("one", "serve", {**payload, **unknown, "sent_on": life.day.isoformat()})

    stored = Clock.objects.get(clock="defence")
    assert stored.started_on > life.day
    assert stored.due_on is not None
    assert stored.due_on > stored.started_on
    life.day = stored.started_on + timedelta(days=1)
    with clock.set_to(life.now):
        assert projection.rebuild(Case.objects.all()) == 0
