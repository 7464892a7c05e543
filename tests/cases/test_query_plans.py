# SPDX-License-Identifier: MulanPSL-2.0
"""The questions of every sign-in are answered by index: what they read grows with the open cases, not with the archive."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fadu.cases.background import rounds
from fadu.cases.models import Act, Case, Turn
from fadu.cases.reading import news, overview, selectors, sight, turns, worklist
from fadu.desk import agenda
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.records.models import Document

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 6, 1, 10, tzinfo=LEGAL_TIME)
OPEN, CLOSED_FOR_EACH = 10, 400
CLOSED = OPEN * CLOSED_FOR_EACH


@pytest.fixture
def head() -> Any:
    """The head of a bureau with four hundred closed cases for each open one, as its database knows: an index is cheaper by far, not by chance."""
    bureau = people.found_bureau(name="清河局", short="清河局", abbreviation="清", region_code="370000")
    officer = people.hire(bureau=bureau, name="局长", since=date(2020, 1, 1))
    people.appoint(
        officer=officer,
        post="bureau_head",
        start=datetime(2020, 1, 1, tzinfo=LEGAL_TIME),
        document="任免1号",
    )
    began = datetime(2018, 1, 1, tzinfo=UTC)
    cases = Case.objects.bulk_create(
        Case(
            number=f"第{n}号",
            kind="penalty",
            edition=date(2021, 7, 15),
            title="案件",
            bureau=bureau,
            stage="filed",
            opened_at=began + timedelta(hours=9 * n),
            closed_at=None if n % (CLOSED_FOR_EACH + 1) == 0 else began + timedelta(hours=9 * n + 300),
            next_due=date(2022, 6, 1) + timedelta(days=n % 90) if n % (CLOSED_FOR_EACH + 1) == 0 else None,
        )
        for n in range(CLOSED + OPEN)
    )
    Turn.objects.bulk_create(
        Turn(
            case=case,
            place=1,
            bureau=bureau,
            who="post",
            name="handler",
            kind="act",
            what="archive",
            since=date(2022, 1, 1),
            first=date(2022, 1, 1),
        )
        for case in cases[CLOSED - 20 :]
    )
    Act.objects.bulk_create(
        act(case, seq, "sign" if seq == 2 else "file") for case in cases for seq in (1, 2)
    )
    rounds.survey_tables()
    return officer


def act(case: Case, seq: int, action: str) -> Act:
    return Act(
        case=case,
        seq=seq,
        action=action,
        happened_at=case.opened_at,
        recorded_at=case.opened_at,
        stage_before="filed",
        stage_after="filed",
        request_id=uuid4(),
        request_digest="0" * 64,
    )


def plans(ask: Any, table: str = "cases_case") -> str:
    """The plans of every question that is put to the cases, or another table, as the database writes them."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    lines = []
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if f'FROM "{table}"' in query["sql"]:
                cursor.execute(explain + query["sql"].replace("%", "%%"), [])
                lines += [" ".join(map(str, row)) for row in cursor.fetchall()]
    return "\n".join(lines)


SCANS = re.compile(r"SCAN cases_case(?! USING (COVERING )?INDEX)|Seq Scan on cases_case")


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda officer: worklist.page(officer, NOW), "case_inbox"),
        (lambda officer: worklist.counts(officer, NOW), "case_inbox"),
        (lambda officer: list(overview.cases_led(officer, None, NOW)), "case_inbox"),
        (lambda officer: list(agenda.cases_of(officer, "unit", NOW)), "case_inbox"),
        (lambda officer: worklist.closed(officer, NOW), "case_by_closing"),
        (lambda officer: selectors.newest_year(officer.bureau_id, 2030), "case_by_opening"),
    ],
    ids=["page", "counts", "overview", "calendar", "closed", "newest year"],
)
def test_what_every_page_asks_is_answered_by_its_index(head: Any, ask: Any, index: str) -> None:
    plan = plans(lambda: ask(head))

    assert index in plan, plan
    assert not SCANS.search(plan), plan


def test_the_kin_of_a_case_is_found_by_its_keys_and_not_among_all_cases(head: Any) -> None:
    case = Case.objects.filter(closed_at=None)[0]

    plan = plans(lambda: sight.kin_known(head, case, NOW))

    assert plan
    assert not SCANS.search(plan), plan
    assert not re.search(r"SEARCH cases_case USING (COVERING )?INDEX case_by_(?!parent)\w+ \(bureau", plan), (
        plan
    )


def test_my_turns_and_signatures_are_sought_by_my_posts_and_my_name_among_those_of_everybody(
    head: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = list(Case.objects.filter(closed_at=None))
    Turn.objects.bulk_create(
        Turn(
            case=case,
            place=place,
            bureau_id=head.bureau_id,
            who="post" if place % 2 else "officer",
            name="bureau_head" if place == 1 else f"post{place}" if place % 2 else f"officer:{place * 999}",
            kind="sign",
            what="file",
            since=NOW.date(),
            first=NOW.date(),
        )
        for case in waiting
        for place in range(CLOSED_FOR_EACH)
    )
    rounds.survey_tables()

    plan = plans(lambda: turns.turns_of(head, NOW), "cases_turn")

    assert len(turns.turns_of(head, NOW)) == len(waiting)
    assert "turn_by_whom" in plan, plan
    assert not re.search(r"SCAN cases_turn|Seq Scan on cases_turn", plan), plan
    monkeypatch.setattr(selectors, "_may_sign", lambda world: False)
    monkeypatch.setattr(selectors.worlds, "state_of", lambda case: SimpleNamespace(pending=()))
    assert not SCANS.search(plans(lambda: selectors.waiting_for(head, NOW)))


def test_what_is_new_is_sought_from_ones_own_and_never_among_all_acts_and_cases(head: Any) -> None:
    sources = [
        ("cases_turn", news.turns(head, NOW)),
        *(("cases_act", rows) for rows in news.acts(head, NOW)),
        ("cases_assignment", news.given(head, NOW)),
        ("cases_clock", news.terms(head, NOW)),
    ]

    for table, rows in sources:
        plan = plans(lambda rows=rows: list(rows), table)
        assert plan
        assert not re.search(r"SCAN cases_act|Seq Scan on cases_act\b", plan), plan
        assert not SCANS.search(plan), plan


def test_no_index_on_the_bureau_alone_misleads_the_planner() -> None:
    with connection.cursor() as cursor:
        for model in (Case, Document):
            constraints = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
            assert [c for c in constraints if c["index"] and c["columns"] == ["bureau_id"]] == []


def test_the_worker_surveys_the_tables_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr(rounds, "survey_tables", lambda: done.append(1))

    rounds.run()
    rounds.run()
    with clock.set_to(clock.now() + timedelta(hours=7)):
        rounds.run()

    assert len(done) == 2
