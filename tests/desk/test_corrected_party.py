# SPDX-License-Identifier: MulanPSL-2.0
"""A slip in what a party is called or known by is put right by a form with its reason: from then on, and beside what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.desk import handed
from tests.desk.pressing import pressed

from fadu.cases.models import Act, Case
from fadu.cases.reading import contradictions
from fadu.cases.rules import names_of, party_key
from fadu.cases.world.worlds import entries_of, state_of
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.oversight import misnamed
from fadu.people.models import Party
from fadu.people.parties import all_names, register_party

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]
SLIP, RIGHT = "东湖区红日食品有线公司", "东湖区红日食品有限公司"
WRONG_CODE, CODE = "91110000600037341X", "91110000600037341L"


@pytest.fixture(autouse=True)
def _on_a_day(lived: None) -> Iterator[None]:
    with clock.set_to(datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)):
        yield


@pytest.fixture
def mistyped() -> tuple[Case, Party]:
    """A case against a firm whose name and code were mistyped."""
    case = handed.penalty(SLIP)
    party = Party.objects.get(pk=case.parties.get().party_id)
    Party.objects.filter(pk=party.pk).update(uscc=WRONG_CODE)
    party.refresh_from_db()
    return case, party


def corrected(client: Client, filled: Filled, case: Case, party: Party, **said: str) -> Any:
    address = f"/case/{case.pk}/do/correct_party/"
    typed = {**filled(client, address), "party": party_key(party.pk), "reason": "登记时笔误", **said}
    return pressed(client, address, typed)


def test_name_and_code_are_right_from_then_on_and_the_history_says_what_they_were(
    desk_of: Desk, filled: Filled, mistyped: tuple[Case, Party]
) -> None:
    (case, party), client = mistyped, desk_of("zhifa")
    where = client.get(f"/case/{case.pk}/parties/{party.pk}/").content.decode()

    answer = corrected(client, filled, case, party, name=RIGHT, uscc=CODE)

    assert f"/case/{case.pk}/do/correct_party/?party={party_key(party.pk)}" in where
    assert answer.status_code == 302
    party.refresh_from_db()
    case.refresh_from_db()
    page = client.get(f"/case/{case.pk}/").content.decode()
    assert (party.name, party.uscc) == (RIGHT, CODE)
    assert names_of(state_of(case)) == {party_key(party.pk): RIGHT}
    assert RIGHT in case.called
    assert f"“{SLIP}”更正为“{RIGHT}”" in page  # beside the papers made before
    assert "更正前的姓名或名称" in page
    said = Act.objects.get(case=case, action="correct_party").payload
    assert said == {
        "party": party_key(party.pk),
        "name": RIGHT,
        "was": SLIP,
        "uscc": CODE,
        "uscc_was": WRONG_CODE,
        "reason": "登记时笔误",
    }


def test_the_slip_is_no_former_name_and_no_finding_afterwards(
    desk_of: Desk, filled: Filled, mistyped: tuple[Case, Party]
) -> None:
    case, party = mistyped

    corrected(desk_of("zhifa"), filled, case, party, name=RIGHT, uscc=CODE)

    names, entries = all_names([party.pk]), entries_of([case])[case.pk]
    assert names[party.pk] == {RIGHT}
    assert list(misnamed.messages(entries, names)) == []
    assert [
        message for name, message in contradictions.of_case(case, entries) if name == "identity_codes"
    ] == []


def test_a_code_that_the_register_knows_by_the_same_name_makes_both_one_record(
    desk_of: Desk, filled: Filled, mistyped: tuple[Case, Party]
) -> None:
    case, party = mistyped
    known, _ = register_party(kind="enterprise", name=RIGHT, uscc=CODE)

    answer = corrected(desk_of("zhifa"), filled, case, party, name=RIGHT, uscc=CODE)

    party.refresh_from_db()
    assert answer.status_code == 302
    assert party.merged_into == known
    assert f"统一社会信用代码 {CODE}" in desk_of("zhifa").get(f"/case/{case.pk}/").content.decode()


def test_a_code_of_somebody_called_otherwise_is_refused_and_nothing_is_changed(
    desk_of: Desk, filled: Filled, mistyped: tuple[Case, Party]
) -> None:
    case, party = mistyped
    register_party(kind="enterprise", name="别的商行", uscc=CODE)

    answer = corrected(desk_of("zhifa"), filled, case, party, name=RIGHT, uscc=CODE)

    party.refresh_from_db()
    assert answer.status_code == 400
    assert "已登记在“别的商行”名下" in answer.content.decode()
    assert (party.name, party.uscc) == (SLIP, WRONG_CODE)
    assert not Act.objects.filter(case=case, action="correct_party").exists()
