# SPDX-License-Identifier: MulanPSL-2.0
"""Rows written together leave what rows written one by one leave: acts, entries, parties, and every row that follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.intake.conftest import NOW

from fadu.cases.acts import comparing, opening
from fadu.cases.acts.projection import project
from fadu.cases.acts.recording import claim, following_id, write_all
from fadu.cases.drafts import Draft
from fadu.cases.models import Act, Assignment, Case, CaseParty, Clock, SearchText
from fadu.intake import mapping, parties, taking_in, trying, writing
from fadu.intake.taking_in import take_in
from fadu.kernel import clock
from fadu.ledger import verification
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry
from fadu.matters.penalty.models import Penalty
from fadu.people import services as people
from fadu.people.models import Party, PartyName
from fadu.people.parties import register_party
from fadu.procedure.library import library
from fadu.procedure.state import State

pytestmark = pytest.mark.django_db
MAPPING = """\
kind: penalty
source: 旧台账
number: {column: 案号}
title: {column: 名称}
department: {column: 承办机构}
assigned: [{role: handler, person: {column: 承办人}}]
parties:
  - {capacity: 当事人, kind: enterprise, name: {column: 当事人}, uscc: {column: 代码}, phone: {column: 电话}}
acts:
  - {action: register, at: {column: 登记日期}, sets: {suspected_violation: {column: 案由}}}
  - {action: file, at: {column: 立案日期}}
  - {action: note, at: {column: 备注日期}, text: 备注}
"""
HEADER = "案号,名称,承办机构,承办人,当事人,代码,电话,登记日期,案由,立案日期,备注日期"
CODE, OTHER = "91350100M000100Y43", "91110000600037341L"
ROWS = [
    f"1号,,执法大队,,甲商行,{CODE},,2022-03-01,销售过期食品,2022-03-10,",
    f"2号,案件二,执法大队,张三,甲食品店,{CODE},13900001111,2022-03-02,,2022-03-11,2022-03-12",
    "3号,,,张三、李四,乙商行,,,2021-06-01,无照经营,,",
    "4号,,执法大队,,乙商行,,,2021-08-01,,2021-08-02,",
    f"5号,,执法大队,,丙商行,{OTHER},,2022-01-05,虚假宣传,2022-01-06,2022-01-05",
    "6号,,执法大队,,,,,2022-01-05,,,",
]


@pytest.fixture
def bureau(bureau: Any) -> Any:
    """A bureau with a brigade and two officers."""
    brigade = people.found_department(bureau=bureau, name="执法大队")
    for name, post in (("赵队", "unit_head"), ("张三", "case_handler"), ("李四", "case_handler")):
        officer = people.hire(bureau=bureau, name=name, since=date(2020, 1, 1), department=brigade)
        people.appoint(
            officer=officer, post=post, start=NOW.replace(year=2020), document="任免通知", department=brigade
        )
    return bureau


@pytest.fixture
def take(bureau: Any, tmp_path: Path) -> Callable[..., Any]:
    """Takes rows in, so many in a batch."""
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    plan = mapping.load(tmp_path / "map.yaml")

    def run(rows: list[str], path: str = "old.csv") -> Any:
        (tmp_path / path).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return take_in(tmp_path / path, plan, bureau=bureau, at=NOW)

    return run


def without_keys(text: str) -> str:
    """A text in which parties bear their name and code instead of the key of their row, and what is sealed says only that."""
    named = {str(party.pk): f"{party.name}/{party.uscc}" for party in Party.objects.all()}
    text = re.sub(r"(?<=party:)\d+", lambda key: named.get(key[0], key[0]), text)
    text = re.sub(r'"id":\d+', '"id":0', re.sub(r'"wrapped":"\w+"', '"wrapped":""', text))
    text = re.sub(r"data_key:\d+", "data_key", text)
    return re.sub(r"sealed:[^\"']*", "sealed", text)


def recorded() -> dict[str, list[Any]]:
    """All that is recorded, in an order of its own."""
    own = {"id", "case", "owner", "entry", "party"}

    def rows(model: Any, *named: str) -> list[Any]:
        columns = [f.attname for f in model._meta.concrete_fields if f.name not in own]
        return sorted(without_keys(repr(row)) for row in model.objects.values_list(*named, *columns))

    entries = EntryParts.objects.select_related("entry").exclude(entry__stream__startswith="administration:")
    return {
        "cases": rows(Case),
        "acts": rows(Act, "case__number"),
        "entries": sorted(
            without_keys(
                str(
                    (
                        row.entry.stream,
                        row.entry.seq,
                        row.entry.day,
                        row.kind,
                        row.main,
                        row.secondary,
                        row.sealed,
                    )
                )
            )
            for row in entries
        ),
        "heads": sorted(
            without_keys(str(each))
            for each in ChainHead.objects.exclude(stream__startswith="administration:").values_list(
                "stream", "seq"
            )
        ),
        "parties": rows(CaseParty, "case__number", "party__name", "party__uscc"),
        "assigned": rows(Assignment, "case__number"),
        "clocks": rows(Clock, "case__number"),
        "words": rows(SearchText, "case__number"),
        "typed": rows(Penalty, "case__number"),
        "names": sorted(PartyName.objects.values_list("party__name", "party__uscc", "name", "since")),
    }


def rolled_back(do: Callable[[], Any]) -> dict[str, list[Any]]:
    """What is recorded after something; afterwards nothing is."""
    with clock.set_to(NOW), transaction.atomic():
        do()
        left = recorded()
        transaction.set_rollback(True)
    return left


def one_by_one(histories: Any, plan: Any, *, bureau: Any, at: Any, known: Any) -> list[writing.Taken]:
    """Each history by the services of daily work: the case opened, each act written for itself, the rows following."""
    assert not known
    taken = []
    for history in histories:
        began = history.acts[0].at
        procedure = library().procedure(plan.kind, began.date())
        case = opening.create(
            procedure,
            bureau=bureau,
            department=writing._department(history),
            at=began,
            title=history.title,
            number=history.number,
            imported_from=plan.source,
            import_digest=history.digest,
            exercise=plan.exercise,
            not_judged="",
        )
        state = written(case, procedure, State(), history.acts[0])
        for named in history.parties:
            party, _ = register_party(**parties.fields_of(named), renames=False)
            seq = claim(case, 1)
            draft = parties.party_draft(case, seq, party, named, began)
            state = write_all(case, state, seq, [draft])[1]
        for act in history.acts[1:]:
            state = written(case, procedure, state, act)
        for act in writing._assigning(state, history, at):
            state = written(case, procedure, state, act)
        opening.entitle(case, procedure, state)
        project(case, state)
        taken.append(writing.Taken(ending="imported", case=case))
    return taken


def written(case: Case, procedure: Any, state: State, act: Any) -> State:
    seq = claim(case, 1)
    draft = Draft(
        action=act.action,
        at=act.at,
        payload=act.payload,
        by=(parties.THE_SOURCE,),
        request_id=following_id("import", case.bureau_id, case.number, seq),
        day_only=act.day_only,
        imported=True,
    )
    return write_all(case, state, seq, [draft])[1]


def test_a_batch_leaves_what_the_services_of_daily_work_leave_act_by_act(
    take: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = rolled_back(lambda: take(ROWS))
    monkeypatch.setattr(taking_in, "take_all", one_by_one)
    singly = rolled_back(lambda: take(ROWS))

    assert [len(together[name]) for name in ("cases", "parties", "assigned")] == [6, 5, 3]
    for name, rows in singly.items():
        assert together[name] == rows, name


def test_new_changed_and_unchanged_rows_in_one_batch_leave_what_batches_of_one_leave(
    take: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(ROWS[::2], "before.csv")
    rows = [row.replace("虚假宣传", "虚假广告").replace("2021-06-01", "2021-06-02") for row in ROWS]

    together = rolled_back(lambda: take(rows))
    monkeypatch.setattr(trying, "BATCH", 1)
    singly = rolled_back(lambda: take(rows))

    for name, left in singly.items():
        assert together[name] == left, name


def test_what_a_batch_leaves_agrees_with_the_ledger_and_bears_its_marks(take: Any) -> None:
    take(ROWS)

    assert verification.verify() == []
    assert list(comparing.differences(list(Case.objects.values_list("pk", flat=True)))) == []
    assert not LedgerEntry.objects.filter(mark="").exists()


def test_a_batch_of_many_rows_takes_hardly_more_statements_than_one_of_few(take: Any) -> None:
    def statements(first: int, count: int) -> int:
        rows = [
            f"旧{n}号,,执法大队,,商行{n},,,2022-03-01,销售过期食品,2022-03-10,2022-03-12"
            for n in range(first, first + count)
        ]
        with CaptureQueriesContext(connection) as asked:
            assert take(rows).imported == count
        return len(asked)

    statements(1, 1)  # texts that judge are kept, and what is remembered is remembered
    few, many = statements(10, 10), statements(100, 90)

    assert many - few <= 20  # entries go fifty to a statement
