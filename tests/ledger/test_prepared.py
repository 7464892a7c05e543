# SPDX-License-Identifier: MulanPSL-2.0
"""A statement written once answers exactly what the query it was written from answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from fadu.cases.models import Case, Clock
from fadu.ledger.models import ChainHead, LedgerEntry
from fadu.people import services as people
from fadu.people.models import Appointment, Officer, Party
from fadu.people.sealing import SealError
from fadu.storage.prepared import Prepared, PreparedInsert, PreparedUpdate, any_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers() -> list[Officer]:
    bureau = people.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")
    hired = [
        people.hire(bureau=bureau, name=name, since=date(2020, 1, n))
        for n, name in enumerate("甲乙丙", start=1)
    ]
    for day, officer in enumerate(hired, start=1):
        start = datetime(2022, 1, day, tzinfo=UTC)
        people.appoint(officer=officer, post="window_clerk", start=start, document="任命")
    return hired


def test_rows_are_model_instances_with_what_they_are_related_to(officers: list[Officer]) -> None:
    asked = Prepared(lambda pk: Officer.objects.select_related("bureau").filter(pk=pk), int)
    for officer in officers:
        (row,) = asked(officer.pk)
        assert row == officer
        assert row.name == officer.name
        assert row.since == officer.since
        assert not row._state.adding
        assert row.bureau.name == "测试局"
    assert asked(0) == []
    assert asked.first(0) is None


def test_values_come_as_tuples_converted_as_the_query_would(officers: list[Officer]) -> None:
    def query(start: object) -> object:
        return (
            Appointment.objects.filter(start__gte=start)
            .order_by("pk")
            .values_list("post", "start", "officer__since")
        )

    asked = Prepared(query, datetime)
    for day in range(1, 5):
        moment = datetime(2022, 1, day, tzinfo=UTC)
        assert asked(moment) == list(query(moment))  # type: ignore[call-overload]
    abroad = datetime(2022, 1, 2, tzinfo=UTC).astimezone()
    assert len(asked(abroad - timedelta(seconds=1))) == 2


def test_a_list_of_any_length_is_asked_for_and_an_empty_one_finds_nothing(officers: list[Officer]) -> None:
    asked = Prepared(
        lambda ids, on: Officer.objects.filter(any_of("pk", ids), since__lte=on).order_by("pk"), [int], date
    )
    ids = [officer.pk for officer in officers]
    assert [o.pk for o in asked(ids, date(2022, 1, 1))] == ids
    assert [o.pk for o in asked(ids[1:], date(2020, 1, 2))] == [ids[1]]
    assert asked([], date(2022, 1, 1)) == []


def test_setting_where_nobody_set_before_tells_how_many_rows_it_set() -> None:
    ChainHead.objects.create(stream="x", seq=1, hash="a")
    move = PreparedUpdate(ChainHead, sets=("seq", "hash"), where=("stream", "seq"))
    assert move(2, "b", "x", 1) == 1
    assert move(2, "c", "x", 1) == 0
    assert ChainHead.objects.values_list("seq", "hash").get(pk="x") == (2, "b")


def test_an_inserted_row_has_its_key_and_reads_back_the_same(officers: list[Officer]) -> None:
    insert = PreparedInsert(Officer)
    for name in ("丁", "戊"):
        row = Officer(bureau=officers[0].bureau, name=name, since=date(2021, 5, 1))
        insert(row)
        assert Officer.objects.get(pk=row.pk).name == name
        assert not row._state.adding


def test_an_insert_the_database_refuses_raises_as_the_query_would() -> None:
    insert = PreparedInsert(LedgerEntry)
    row = {
        "stream": f"x:{uuid4()}",
        "seq": 1,
        "day": "2022-01-01",
        "previous": "",
        "commitment": "",
    }
    insert(LedgerEntry(**row, hash=uuid4().hex))
    with pytest.raises(IntegrityError):
        insert(LedgerEntry(**row, hash=uuid4().hex))


def test_an_insert_if_new_leaves_the_row_that_is_there_and_says_so() -> None:
    begin = PreparedInsert(ChainHead, if_new=True)
    assert begin(ChainHead(stream="x", seq=1, hash="a"))
    assert not begin(ChainHead(stream="x", seq=9, hash="b"))
    assert ChainHead.objects.values_list("seq", "hash").get(pk="x") == (1, "a")


def test_an_insert_written_once_still_refuses_what_should_have_been_sealed() -> None:
    with pytest.raises(SealError):
        PreparedInsert(Party)(Party(kind="person", name="张某", phone="13800138000"))


def test_an_inserted_row_is_the_row_the_orm_would_have_written(officers: list[Officer]) -> None:
    fields = {
        "kind": "licence",
        "edition": date(2019, 10, 1),
        "title": "许可",
        "bureau": officers[0].bureau,
        "stage": "received",
    }
    fields |= {
        "opened_at": datetime(2022, 3, 1, 9, tzinfo=UTC),
        "role_names": {"a": "b"},
        "opened_by": officers[1],
    }
    case = Case.objects.create(number="1号", **fields)
    PreparedInsert(Case)(Case(number="2号", **fields))
    ran = {
        "clock": "decision",
        "started_seq": 1,
        "title": "期限",
        "limit": "licence/decision",
        "whose": "bureau",
        "started_on": date(2022, 3, 1),
    }
    Clock.objects.create(case=case, about="一", **ran)
    PreparedInsert(Clock)(Clock(case=case, about="二", **ran))
    for model, own in ((Case, ("id", "number")), (Clock, ("id", "about"))):
        columns = [f.attname for f in model._meta.concrete_fields if f.attname not in own]
        first, second = model.objects.order_by("pk").values_list(*columns)
        assert first == second


def test_many_rows_inserted_together_are_all_there_and_a_single_one_has_its_key() -> None:
    insert = PreparedInsert(ChainHead)
    rows = [ChainHead(stream=f"s{n}", seq=n, hash="a") for n in range(3)]
    insert.all(rows)
    insert.all([single := ChainHead(stream="one", seq=9, hash="b")])
    assert list(ChainHead.objects.order_by("seq").values_list("stream", flat=True)) == [
        "s0",
        "s1",
        "s2",
        "one",
    ]
    assert single.pk == "one"
