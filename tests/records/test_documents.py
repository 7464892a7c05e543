# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers, documents and their service as rows; what is written to the ledger is compared to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.ledger.verification import checked
from fadu.records import selectors, services
from fadu.records.forms import Form, MissingDataError
from fadu.records.models import APPEND_ONLY, IssuedNumber, NumberPattern, NumberSeries
from fadu.storage import triggers

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 1, 9, 30, tzinfo=LEGAL_TIME)
DATA = {
    "party": {"name": "甲公司"},
    "facts": "销售过期食品",
    "fine": 5_000_000,
    "found_on": date(2022, 2, 28),
}
PATTERN = "{abbreviation}市监罚告〔{year}〕{serial}号"


def take(bureau: Any, year: int = 2022, series: str = "notice") -> str:
    return services.next_number(
        bureau_id=bureau.pk,
        series=series,
        pattern=PATTERN,
        year=year,
        abbreviation=bureau.abbreviation,
        at=AT,
    )


def test_numbers_of_a_series_follow_each_other_and_begin_anew_each_year(bureau: Any) -> None:
    assert [take(bureau), take(bureau), take(bureau, 2023), take(bureau)] == [
        "临市监罚告〔2022〕1号",
        "临市监罚告〔2022〕2号",
        "临市监罚告〔2023〕1号",
        "临市监罚告〔2022〕3号",
    ]


def test_a_number_taken_in_a_transaction_that_fails_is_given_to_the_next(bureau: Any) -> None:
    def take_and_fail() -> None:
        with transaction.atomic():
            take(bureau)
            raise LookupError

    take(bureau)
    with pytest.raises(LookupError):
        take_and_fail()
    assert take(bureau) == "临市监罚告〔2022〕2号"
    assert selectors.gaps(bureau_id=bureau.pk, series="notice", year=2022) == []


def test_a_bureau_that_takes_its_running_numbers_over_goes_on_where_it_was(bureau: Any) -> None:
    series = {"bureau_id": bureau.pk, "series": "notice", "year": 2022}
    services.begin_series(**series, first=120, reason="由原系统延续编号", at=AT)
    assert [take(bureau), take(bureau)] == ["临市监罚告〔2022〕120号", "临市监罚告〔2022〕121号"]
    assert selectors.gaps(**series) == []
    assert problems() == []
    with pytest.raises(BadInputError, match="首次取号前"):
        services.begin_series(**series, first=200, reason="再次", at=AT)
    change("records_numberseries", "first", 121)
    assert problems() == ["records_numberseries.first series_changed"]


OWN = {
    "series": "notice",
    "pattern": "{abbreviation}监告字〔{year}〕第{serial}号",
    "document": "清局发〔2022〕3号",
}


def test_a_bureau_writes_a_series_in_its_own_way_from_its_day_on_and_the_counting_goes_on(
    bureau: Any,
) -> None:
    services.set_pattern(bureau_id=bureau.pk, start=date(2022, 3, 1), at=AT, **OWN)
    services.set_pattern(bureau_id=bureau.pk, start=date(2022, 3, 2), at=AT, **{**OWN, "pattern": PATTERN})
    assert take(bureau) == "临监告字〔2022〕第1号"
    assert take(bureau, series="other").startswith("临市监罚告")

    later = AT.replace(day=2)
    text = services.next_number(
        bureau_id=bureau.pk,
        series="notice",
        pattern="{year}-{serial}",
        year=2022,
        abbreviation="临",
        at=later,
    )
    assert text == "临市监罚告〔2022〕2号"
    assert problems() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pattern": "{abbreviation}{serial}号"}, "年份"),
        ({"pattern": "{year}{serial}{court}"}, "其他花括号"),
        ({"document": ""}, "文件"),
        ({"series": "other"}, "不同的式样"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_with_its_reason(
    bureau: Any, change: dict[str, str], words: str
) -> None:
    services.set_pattern(bureau_id=bureau.pk, start=date(2022, 3, 1), at=AT, **OWN)

    with pytest.raises(BadInputError, match=words):
        services.set_pattern(bureau_id=bureau.pk, start=date(2022, 4, 1), at=AT, **{**OWN, **change})


def test_a_pattern_changed_by_hand_is_named(bureau: Any) -> None:
    services.set_pattern(bureau_id=bureau.pk, start=date(2022, 3, 1), at=AT, **OWN)
    triggers.remove()
    NumberPattern.objects.update(pattern="{year}{serial}")
    triggers.install()

    assert [(problem.code, problem.column) for problem in checked()] == [("row_changed", "pattern")]


def test_a_void_number_stays_visible_and_is_never_given_out_again(bureau: Any) -> None:
    first = take(bureau)
    services.void_number(bureau_id=bureau.pk, number=first, reason="重复取号", at=AT)
    assert take(bureau) == "临市监罚告〔2022〕2号"
    rows = selectors.numbers(bureau_id=bureau.pk, series="notice", year=2022)
    assert [(row.text, row.is_void) for row in rows] == [(first, True), ("临市监罚告〔2022〕2号", False)]
    with pytest.raises(BadInputError, match="作废理由"):
        services.void_number(bureau_id=bureau.pk, number="临市监罚告〔2022〕2号", reason=" ", at=AT)


def test_an_issued_document_gets_the_next_number_and_keeps_form_and_data(bureau: Any, notice: Form) -> None:
    document = services.issue(form=notice, data=DATA, bureau_id=bureau.pk, at=AT)
    assert document.number == "临市监罚告〔2022〕1号"
    assert document.fingerprint == notice.fingerprint
    assert selectors.form_of(document).source_text == notice.source_text
    text = selectors.rendered(document, "text").decode()
    assert "拟罚款50,000.00元" in text
    assert "2022年3月1日" in text
    assert "江州市临水区市场监督管理局" in text


def test_missing_data_issue_nothing_and_use_no_number(bureau: Any, notice: Form) -> None:
    with pytest.raises(MissingDataError, match=r"违法事实.*罚款金额"):
        services.issue(form=notice, data={"party": {"name": "甲"}}, bureau_id=bureau.pk, at=AT)
    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize("fmt", ["text", "html", "docx", "pdf"])
def test_a_document_is_archived_when_first_viewed_and_shown_the_same_ever_after(
    bureau: Any, notice: Form, fmt: str
) -> None:
    document = services.issue(form=notice, data=DATA, bureau_id=bureau.pk, at=AT)
    first = selectors.rendered(document, fmt)
    assert document.renderings.get(fmt=fmt).file.size == len(first)
    assert selectors.rendered(document, fmt) == first


def test_a_void_document_stays_readable_with_its_mark_and_its_number_is_void(
    bureau: Any, notice: Form
) -> None:
    document = services.issue(form=notice, data=DATA, bureau_id=bureau.pk, at=AT)
    before = selectors.rendered(document, "text")
    services.void(document, "金额有误，另行制作", AT)
    after = selectors.rendered(document, "text").decode()
    assert after == "【作废】\n" + before.decode()
    assert IssuedNumber.objects.get(text=document.number).is_void


def serve(document: Any, **changed: Any) -> Any:
    facts: dict[str, Any] = {
        "party_name": "甲公司",
        "manner": "personal",
        "sent_at": AT,
        "arrived_at": AT,
        "effective_on": AT.date(),
        "at": AT,
    }
    return services.serve(document=document, **{**facts, **changed})


def test_each_attempt_to_serve_is_kept_and_the_one_that_succeeded_counts(bureau: Any, notice: Form) -> None:
    document = services.issue(form=notice, data=DATA, bureau_id=bureau.pk, at=AT)
    serve(document, arrived_at=None, effective_on=None, failure="经营场所无人")
    arrived = datetime(2022, 3, 5, 10, tzinfo=LEGAL_TIME)
    second = serve(document, arrived_at=arrived, effective_on=arrived.date(), receiver="王某")
    assert [row.attempt for row in selectors.services_of(document)] == [1, 2]
    assert selectors.served_on(document, "甲公司") == second
    assert second.effective_on == date(2022, 3, 5)
    assert selectors.served_on(document, "乙公司") is None


@pytest.mark.parametrize("changed", [{"effective_on": None}, {"failure": "经营场所无人"}])
def test_an_attempt_has_the_day_it_counts_as_served_or_why_it_did_not_arrive(
    bureau: Any, notice: Form, changed: dict[str, Any]
) -> None:
    document = services.issue(form=notice, data=DATA, bureau_id=bureau.pk, at=AT)
    with pytest.raises(BadInputError, match="二者有其一"):
        serve(document, **changed)


def problems() -> list[str]:
    return [f"{problem.table}.{problem.column} {problem.code}" for problem in checked()]


def change(table: str, column: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])


@pytest.fixture
def unguarded(bureau: Any) -> None:
    """Take the triggers of this room away, as somebody with the database password could."""
    with connection.cursor() as cursor:
        for model in APPEND_ONLY:
            _drop_triggers(cursor, model._meta.db_table)


def _drop_triggers(cursor: Any, table: str) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("records_issuednumber", "text", "临市监罚告〔2022〕9号", "row_changed"),
        ("records_document", "digest", "0" * 64, "row_changed"),
        ("records_document", "data", "{}", "row_changed"),
        ("records_service", "effective_on", date(2022, 2, 1), "row_changed"),
        ("records_formsource", "source_text", "别的", "row_changed"),
        ("records_numberseries", "last", 5, "series_changed"),
    ],
)
def test_a_row_changed_by_hand_is_named(
    bureau: Any, notice: Form, table: str, column: str, value: object, code: str
) -> None:
    document = services.issue(form=notice, data=DATA, bureau_id=bureau.pk, at=AT)
    serve(document)
    services.void(services.issue(form=notice, data=DATA, bureau_id=bureau.pk, at=AT), "重复", AT)
    assert problems() == []
    change(table, column, value) if table != "records_issuednumber" else _change_first(value)
    assert f"{table}.{column} {code}" in problems()


def _change_first(value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_issuednumber SET text = %s WHERE serial = 1", [value])


@pytest.mark.usefixtures("unguarded")
def test_a_deleted_service_is_named(bureau: Any, notice: Form) -> None:
    serve(services.issue(form=notice, data=DATA, bureau_id=bureau.pk, at=AT))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_service")
    assert problems() == ["records_service. row_missing"]


@pytest.mark.parametrize(
    "break_law",
    [
        lambda document: change("records_document", "title", "x"),
        lambda document: change("records_service", "party_name", "x"),
        lambda document: change("records_issuednumber", "text", "x"),
    ],
)
def test_the_database_itself_refuses_to_change_a_legal_record(
    bureau: Any, notice: Form, break_law: Callable[[Any], None]
) -> None:
    triggers.install()
    document = services.issue(form=notice, data=DATA, bureau_id=bureau.pk, at=AT)
    serve(document)
    with pytest.raises(DatabaseError), transaction.atomic():
        break_law(document)
