# SPDX-License-Identifier: MulanPSL-2.0
"""What an entry says lies in three parts, each closed by itself; only an act of erasure or destruction empties one."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.ledger import emptying, selectors, services, verification
from fadu.ledger.models import EntryParts
from fadu.ledger.parts import said, texts_of, without
from fadu.storage import triggers

AT = datetime(2022, 3, 1, 9, 30, tzinfo=LEGAL_TIME)
BODY = {"fine": 100, "who": "甲", "papers": [{"n": 1}, {"n": 2}, {"n": 3}], "note": {"open": 1, "shut": 2}}


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, settings: Any) -> None:
    settings.FADU_KEYS, settings.FADU_WITNESS = tmp_path, ""


def test_what_is_closed_leaves_no_trace_in_the_main_part() -> None:
    closed = {("papers", 1): "secondary", ("note", "shut"): "secondary", ("who",): "sealed"}

    texts = texts_of("act", AT.isoformat(), BODY, closed)

    assert json.loads(texts["main"])["body"] == {
        "fine": 100,
        "papers": [{"n": 1}, {"n": 3}],
        "note": {"open": 1},
    }
    assert json.loads(texts["sealed"]) == [[["who"], "甲"]]


values = st.recursive(
    st.integers(-(2**53), 2**53) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=12,
)


@given(body=st.dictionaries(st.sampled_from("abcd"), values, min_size=1), data=st.data())
def test_parts_put_together_say_what_was_told_apart(body: dict[str, Any], data: st.DataObject) -> None:
    chosen: dict[tuple[str | int, ...], str] = {}
    choose(body, (), data, chosen)

    texts = texts_of("act", AT.isoformat(), body, chosen)

    assert said(texts["main"], texts["secondary"], texts["sealed"]).body == body


def choose(value: Any, path: tuple[Any, ...], data: st.DataObject, chosen: dict[Any, str]) -> None:
    """Close some values, never one inside another that is closed."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        part = data.draw(st.sampled_from(["", "", "secondary", "sealed"]))
        if part:
            chosen[(*path, key)] = part
        else:
            choose(item, (*path, key), data, chosen)


@pytest.mark.django_db
def test_the_header_shows_the_day_and_neither_moment_nor_kind() -> None:
    entry = services.append(stream="case:甲", kind="night_visit", body=BODY, at=AT)

    header = {field.name: str(getattr(entry, field.name)) for field in entry._meta.concrete_fields}

    assert entry.day == "2022-03-01"
    assert not any("09:30" in value or "night_visit" in value for value in header.values())


@pytest.mark.django_db
def test_two_entries_that_say_the_same_have_different_commitments() -> None:
    first, second = (services.append(stream=f"case:{n}", kind="act", body=BODY, at=AT) for n in "甲乙")

    assert first.commitment != second.commitment


def erased(**changed: Any) -> Any:
    asked: dict[str, Any] = {
        "stream": "erasure:case:甲",
        "kind": "erased",
        "streams": ["case:甲"],
        "parts": ["sealed"],
        "reason": "举报人申请",
        "by": "officer:1",
        "at": AT,
    }
    return emptying.empty(**{**asked, **changed})


def entered() -> None:
    for number in range(3):
        services.append(
            stream="case:甲", kind="act", body={**BODY, "seq": number}, at=AT, closed={("who",): "sealed"}
        )
    services.append(stream="case:乙", kind="act", body=BODY, at=AT, closed={("who",): "sealed"})


@pytest.mark.django_db
def test_an_act_of_erasure_empties_the_part_and_everything_still_agrees() -> None:
    entered()

    erased()

    assert verification.verify() == []
    assert [entry.body.get("who") for entry in selectors.said_in("case:甲").values()] == [None] * 3
    assert all(not entry.whole for entry in selectors.said_in("case:甲").values())
    assert selectors.said_in("case:乙")[1].body["who"] == "甲"


@pytest.mark.django_db
def test_an_order_names_where_what_it_empties_stood_and_no_value() -> None:
    body = {"list": ["甲", "乙", "丙"], "who": {"name": "丁", "of": "店"}}
    closed = {("list", 1): "sealed", ("who", "name"): "sealed", ("list", 0): "secondary"}
    services.append(stream="case:甲", kind="act", body=body, at=AT, closed=closed)

    order = erased(parts=["sealed"])

    said = selectors.said_in("case:甲")[1]
    assert set(said.gone) == {("list", 1), ("who", "name")}
    assert without(body, said.gone) == said.body == {"list": ["甲", "丙"], "who": {"of": "店"}}
    assert not any(name in order.parts.main for name in "乙丁")


def test_nothing_is_taken_from_where_nothing_stands() -> None:
    for body in ({}, {"list": []}, {"list": "x"}):
        with pytest.raises((LookupError, TypeError, ValueError)):
            without(body, [("list", 1)])


@pytest.mark.django_db
def test_after_retention_every_part_may_be_destroyed_and_the_chain_stands() -> None:
    entered()
    erased()

    erased(kind="destroyed", parts=["main", "secondary", "sealed"], reason="保管期满")

    assert verification.verify() == []
    assert {entry.body == {} for entry in selectors.said_in("case:甲").values()} == {True}


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"reason": " "}, {"parts": []}, {"parts": ["other"]}])
def test_an_erasure_without_a_reason_or_a_part_is_refused(changed: dict[str, Any]) -> None:
    entered()

    with pytest.raises(BadInputError):
        erased(**changed)


EMPTIED = (
    "UPDATE ledger_entryparts SET sealed = '', sealed_salt = '', sealed_digest = %s, sealed_emptied_by_id = %s "
    "WHERE entry_id = %s"
)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["erased", "act"])
def test_the_database_asks_for_the_act_that_orders_it(kind: str) -> None:
    entered()
    order = services.append(stream="erasure:x", kind=kind, body={"emptied": [], "parts": []}, at=AT)
    target = EntryParts.objects.order_by("pk").first()

    def emptied(by: int | None) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(EMPTIED, ["0" * 64, by, target.pk])  # type: ignore[union-attr]

    with pytest.raises(Error, match="append-only"):
        emptied(None)
    if kind == "act":
        with pytest.raises(Error, match="append-only"):
            emptied(order.pk)
    else:
        emptied(order.pk)
        assert {p.code for p in verification.verify()} == {"payload_changed", "payload_emptied"}


@pytest.mark.django_db
def test_what_was_emptied_cannot_be_filled_or_emptied_again() -> None:
    entered()
    order = erased()
    row = EntryParts.objects.filter(sealed_emptied_by=order).first()

    for statement in (
        "UPDATE ledger_entryparts SET sealed = 'x' WHERE entry_id = %s",
        "UPDATE ledger_entryparts SET sealed_digest = main_digest WHERE entry_id = %s",
        "UPDATE ledger_entryparts SET sealed_emptied_by_id = NULL WHERE entry_id = %s",
        "UPDATE ledger_entryparts SET sealed_emptied_by_id = entry_id WHERE entry_id = %s",
    ):
        with (
            pytest.raises(Error, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [row.pk])  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_part_emptied_by_force_is_named() -> None:
    entered()
    row = EntryParts.objects.order_by("pk").first()
    digest = emptying.part_digest("sealed", row.sealed_salt, row.sealed)  # type: ignore[union-attr]
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(EMPTIED, [digest, None, row.pk])  # type: ignore[union-attr]
    triggers.install()

    assert {problem.code for problem in verification.verify()} == {"payload_emptied"}
