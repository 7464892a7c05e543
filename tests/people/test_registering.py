# SPDX-License-Identifier: MulanPSL-2.0
"""Many parties registered together are what they would be one after the other: records, names, sealed data, entries."""

from __future__ import annotations

import re
from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fadu.ledger import services as ledger
from fadu.ledger.models import EntryParts
from fadu.people import parties, registering, sealing
from fadu.people.models import Party, PartyName
from fadu.people.parties import merge_parties, register_party
from fadu.people.registering import register_parties

pytestmark = pytest.mark.django_db
CODES = ("", "", "91350100M000100Y43", "91110000600037341L")
NUMBERS = ("", "", "", "11010519491231002X")
DAY = date(2022, 3, 1)


def somebody(rng: Random) -> dict[str, str]:
    """One of few, so that the same come again: under another name, with a number, with another telephone."""
    return {
        "kind": rng.choice(("enterprise", "enterprise", "person", "sole_trader")),
        "name": rng.choice(("清河商行", "清河食品店", "李明")),
        "uscc": rng.choice(CODES),
        "id_number": rng.choice(NUMBERS),
        "phone": rng.choice(("", "", "", "13900001111", "13900002222")),
        "address": rng.choice(("", "", "", "清河路1号")),
        "legal_representative": rng.choice(("", "张三")),
    }


def before() -> None:
    """Who is there already: one by code, one by name, one by the name of another into which it was merged."""
    register_party(kind="enterprise", name="清河商行", uscc=CODES[2])
    kept, _ = register_party(kind="sole_trader", name="李明")
    register_party(kind="enterprise", name="清河食品店")
    duplicate = Party.objects.create(kind="sole_trader", name="清河商行")
    merge_parties(keep=kept, duplicate=duplicate, document="核对笔录")


def left(those: list[Party]) -> list[Any]:
    """What stands in the registers and the ledger afterwards, the records numbered in the order in which they are named."""
    order = {pk: place for place, pk in enumerate(dict.fromkeys(party.pk for party in those))}
    rows = []
    for pk in order:
        party = Party.objects.get(pk=pk)
        opened = [
            sealing.unseal(text) if text else "" for text in (party.id_number, party.phone, party.address)
        ]
        names = list(PartyName.objects.filter(party=party).order_by("pk").values_list("name", "since"))
        said = EntryParts.objects.filter(entry__stream=f"party:{pk}").order_by("entry__seq")
        mains = [re.sub(rf'"id":{pk}\b', '"id":0', re.sub(r'"at":"[^"]*"', "", row.main)) for row in said]
        sealed = [re.sub(r'sealed:[^"]*', "sealed", row.sealed) for row in said]
        columns = (party.kind, party.name, party.uscc, party.id_index, party.legal_representative)
        rows.append((columns, opened, names, mains, sealed))
    return [[order[party.pk] for party in those], rows, Party.objects.count(), PartyName.objects.count()]


def rolled_back(register: Any) -> list[Any]:
    """What a way of registering leaves; afterwards nothing is left."""
    with transaction.atomic():
        before()
        result = left(register())
        transaction.set_rollback(True)
    return result


@pytest.mark.parametrize("seed", range(25))
def test_many_parties_together_leave_what_they_leave_one_after_the_other(seed: int) -> None:
    rng = Random(seed)
    wanted = [somebody(rng) for _ in range(12)]

    together = rolled_back(lambda: register_parties(wanted, on=DAY))
    singly = rolled_back(lambda: [register_party(**each, on=DAY)[0] for each in wanted])

    assert together == singly


def test_each_is_given_as_it_was_when_its_turn_came() -> None:
    wanted = [{"kind": "enterprise", "name": name, "uscc": CODES[3]} for name in ("旧名商行", "新名商行")]

    assert [party.name for party in register_parties(wanted, on=DAY)] == ["旧名商行", "新名商行"]


def test_a_hundred_new_parties_take_hardly_more_statements_than_ten() -> None:
    def statements(count: int, word: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            register_parties([{"kind": "enterprise", "name": f"{word}{n}"} for n in range(count)], on=DAY)
        return len(asked)

    with ledger.together():
        few, many = statements(10, "甲"), statements(100, "乙")

    assert many <= few + 4


def test_one_whom_somebody_else_registers_at_the_same_moment_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theirs, _ = register_party(kind="enterprise", name="清河商行", uscc=CODES[2])
    monkeypatch.setattr(registering, "_there", lambda _: {})  # when it was asked, they were not there yet

    ours = register_parties(
        [{"kind": "enterprise", "name": "清河商行", "uscc": CODES[2]}, {"kind": "person", "name": "李明"}],
        on=DAY,
    )

    assert ours[0].pk == theirs.pk
    assert [party.name for party in ours] == ["清河商行", "李明"]
    assert Party.objects.count() == 2


def test_nobody_is_asked_for_where_nobody_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parties, "register_party", None)

    assert register_parties([]) == []


@pytest.mark.django_db
def test_a_representative_named_later_is_filled_in_where_there_was_none_and_replaces_none() -> None:
    firm = {"kind": "enterprise", "name": "清河商行", "uscc": "91110000600037341X"}
    first = register_parties([firm, {**firm, "legal_representative": "王某"}])[1]
    later = register_parties([{**firm, "legal_representative": "李某"}])[0]

    assert (first.pk, first.legal_representative) == (later.pk, "王某")
    assert later.legal_representative == "王某"
