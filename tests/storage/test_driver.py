# SPDX-License-Identifier: MulanPSL-2.0
"""Statements written once go to the driver itself, and what Django sees to is seen to all the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Length
from django.test.utils import CaptureQueriesContext

from fadu.people.models import Party, PartyName
from fadu.storage.prepared import Prepared, PreparedInsert, PreparedUpdate

UNTIL = datetime(2030, 1, 2, 3, 4, 5, 678901, UTC)
BEGINNING = Prepared(
    lambda text: Session.objects.filter(session_data__startswith="100%", session_key=text), str
)
INSERT = PreparedInsert(Session)
UPDATE = PreparedUpdate(Session, sets=("session_data",), where=("session_key", "expire_date"))


def row(key: str) -> Session:
    return Session(session_key=key, session_data="100% and ?", expire_date=UNTIL)


@pytest.mark.django_db
def test_what_is_written_and_read_is_what_the_orm_writes_and_reads() -> None:
    INSERT(row("a"))
    row("b").save(force_insert=True)

    (mine,) = BEGINNING("a")
    (other,) = BEGINNING("b")
    assert (mine.session_data, mine.expire_date) == (other.session_data, other.expire_date)
    assert mine == Session.objects.get(session_key="a")
    assert UPDATE("100% new", "a", UNTIL) == 1
    assert UPDATE("100% new", "c", UNTIL) == 0
    assert Session.objects.get(session_key="a").session_data == "100% new"


@pytest.mark.django_db
def test_many_rows_are_written_and_set_together() -> None:
    INSERT.all([row("a"), row("b")])
    UPDATE.all([("x", "a", UNTIL), ("y", "b", UNTIL)])

    assert list(Session.objects.order_by("pk").values_list("session_data", flat=True)) == ["x", "y"]


@pytest.mark.django_db
def test_whoever_watches_statements_sees_them() -> None:
    seen: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql.split()[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), CaptureQueriesContext(connection) as logged:
        INSERT(row("a"))
        UPDATE("x", "a", UNTIL)
        UPDATE.all([("y", "a", UNTIL), ("z", "b", UNTIL)])
        BEGINNING("a")

    assert seen == ["INSERT", "UPDATE", "UPDATE", "SELECT"]
    assert [query["sql"].replace("2 times: ", "").split()[0] for query in logged] == seen


@pytest.mark.django_db
def test_an_error_of_the_driver_comes_as_djangos() -> None:
    INSERT(row("a"))

    with pytest.raises(IntegrityError), transaction.atomic():
        INSERT(row("a"))
    assert len(BEGINNING("a")) == 1


@pytest.mark.django_db
def test_a_broken_transaction_takes_no_more_statements() -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            BEGINNING("a")


def test_where_no_database_was_asked_for_none_is_reached() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        BEGINNING("a")


@pytest.mark.django_db
def test_rows_in_one_statement_get_the_keys_they_are_known_by() -> None:
    parties = [Party(kind="enterprise", name=f"{number}店", uscc=str(number)) for number in range(70)]

    PreparedInsert(Party).together(parties, known_by="uscc")

    kept = dict(Party.objects.values_list("uscc", "pk"))
    assert {party.uscc: party.pk for party in parties} == kept
    assert len(kept) == 70


@pytest.mark.django_db
def test_a_row_refers_to_one_that_is_there_or_is_not_written() -> None:
    insert, shop = PreparedInsert(PartyName), Party.objects.create(kind="enterprise", name="店", uscc="1")
    named, nobody = (PartyName(name="旧名", since=UNTIL.date()) for _ in range(2))

    assert insert.referring(named, "party", uscc="1")
    assert not insert.referring(nobody, "party", uscc="2")
    assert (named.party_id, named.pk) == (shop.pk, PartyName.objects.get().pk)
    assert PartyName.objects.get().name == "旧名"


@pytest.mark.django_db
def test_what_a_query_annotates_stands_on_the_row() -> None:
    asked = Prepared(lambda key: Session.objects.filter(pk=key).annotate(size=Length("session_data")), str)
    INSERT(row("a"))

    assert asked("a")[0].size == len("100% and ?")
