# SPDX-License-Identifier: MulanPSL-2.0
"""One party, one record; what identifies a person is sealed at rest and masked on screen."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
CODE, NUMBER, PHONE = "91350100M000100Y43", "11010519491231002X", "13900001111"


def test_a_code_finds_the_party_and_keeps_its_old_name() -> None:
    from fadu.people.models import Party, PartyName
    from fadu.people.services import register_party

    first, _ = register_party(kind="enterprise", name="旧名商行", uscc=CODE)
    again, _ = register_party(kind="enterprise", name="新名商行", uscc=CODE)

    assert first.pk == again.pk
    assert Party.objects.count() == 1
    assert list(PartyName.objects.order_by("pk").values_list("name", flat=True)) == ["旧名商行", "新名商行"]


def test_a_party_found_by_its_code_is_found_by_an_id_number_it_gave_later() -> None:
    from fadu.people.services import register_party

    first, _ = register_party(kind="sole_trader", name="某小吃店", uscc=CODE)
    register_party(kind="sole_trader", name="某小吃店", uscc=CODE, id_number=NUMBER)
    by_number, _ = register_party(kind="sole_trader", name="某小吃店", id_number=NUMBER)

    assert by_number.pk == first.pk


def test_two_people_of_one_name_without_a_number_are_two_records() -> None:
    from fadu.people.services import register_party

    assert register_party(kind="person", name="李明")[0].pk != register_party(kind="person", name="李明")[0].pk


def test_what_identifies_a_person_is_neither_in_the_table_nor_on_the_screen() -> None:
    from django.db import connection

    from fadu.people.selectors import party_view
    from fadu.people.services import register_party

    party, _ = register_party(kind="person", name="李明", id_number=NUMBER, phone=PHONE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_party WHERE id = %s", [party.pk])
        row = str(cursor.fetchone())
    shown = str(party_view(party.pk))

    assert NUMBER not in row
    assert PHONE not in row
    assert NUMBER not in shown
    assert PHONE not in shown


def test_a_wrong_check_digit_is_warned_about_and_loses_nothing() -> None:
    from fadu.people.services import register_party

    party, warnings = register_party(kind="enterprise", name="某商行", uscc="91350100M000100Y44")

    assert party.pk
    assert warnings


def test_a_new_telephone_replaces_the_old_and_an_id_number_is_never_replaced() -> None:
    from fadu.people import sealing
    from fadu.people.services import register_party

    register_party(kind="enterprise", name="某商行", uscc=CODE, phone=PHONE, id_number=NUMBER)
    party, _ = register_party(kind="enterprise", name="某商行", uscc=CODE, phone="13800002222", id_number="110105194912310038")

    assert sealing.unseal(party.phone) == "13800002222"
    assert sealing.unseal(party.id_number) == NUMBER


def test_an_erased_person_can_be_neither_read_nor_found() -> None:
    from fadu.people import sealing
    from fadu.people.selectors import party_view
    from fadu.people.services import erase_party, register_party

    party, _ = register_party(kind="person", name="李明", id_number=NUMBER, phone=PHONE, address="清河区某路1号")
    erase_party(party=party)
    shown = party_view(party.pk)

    assert {shown["id_number"], shown["phone"], shown["address"]} == {sealing.ERASED}
    assert register_party(kind="person", name="李明", id_number=NUMBER)[0].pk != party.pk
