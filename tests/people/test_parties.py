# SPDX-License-Identifier: MulanPSL-2.0
"""One party, one record; what identifies a person is sealed at rest and masked on screen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
from django.db import connection

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.ledger.verification import checked
from fadu.people import sealing, selectors
from fadu.people import services as people
from fadu.people.erasing import erase_party
from fadu.people.models import Party, PartyName
from fadu.people.parties import merge_parties, party_as_typed, register_party
from fadu.people.party_views import party_view
from fadu.people.recognising import doubts

pytestmark = pytest.mark.django_db
CODE, NUMBER, PHONE = "91350100M000100Y43", "11010519491231002X", "13900001111"


def test_a_code_finds_the_party_and_keeps_its_old_name() -> None:
    first, _ = register_party(kind="enterprise", name="旧名商行", uscc=CODE)
    again, _ = register_party(kind="enterprise", name="新名商行", uscc=CODE)

    assert first.pk == again.pk
    assert Party.objects.count() == 1
    assert list(PartyName.objects.order_by("pk").values_list("name", flat=True)) == ["旧名商行", "新名商行"]


def test_a_party_found_by_its_code_is_found_by_an_id_number_it_gave_later() -> None:
    first, _ = register_party(kind="sole_trader", name="某小吃店", uscc=CODE)
    register_party(kind="sole_trader", name="某小吃店", uscc=CODE, id_number=NUMBER)
    by_number, _ = register_party(kind="sole_trader", name="某小吃店", id_number=NUMBER)

    assert by_number.pk == first.pk


def test_two_people_of_one_name_without_a_number_are_two_records() -> None:
    assert (
        register_party(kind="person", name="李明")[0].pk != register_party(kind="person", name="李明")[0].pk
    )


def test_what_identifies_a_person_is_neither_in_the_table_nor_on_the_screen() -> None:
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
    party, warnings = register_party(kind="enterprise", name="某商行", uscc="91350100M000100Y44")

    assert party.pk
    assert warnings


def test_whoever_names_a_party_anew_fills_in_what_the_record_lacks_and_replaces_nothing_of_it() -> None:
    register_party(kind="enterprise", name="某商行", uscc=CODE, phone=PHONE, id_number=NUMBER)
    party, _ = register_party(
        kind="enterprise",
        name="某商行",
        uscc=CODE,
        phone="13800002222",
        id_number="110105194912310038",
        address="清河路1号",
        legal_representative="王某",
    )
    party, _ = register_party(
        kind="enterprise", name="某商行", uscc=CODE, address="假地址9号", legal_representative="冒名者"
    )

    assert sealing.unseal(party.phone) == PHONE
    assert sealing.unseal(party.id_number) == NUMBER
    assert sealing.unseal(party.address) == "清河路1号"
    assert party.legal_representative == "王某"


def test_what_is_typed_otherwise_than_the_record_says_is_named_before_the_press_and_never_what_it_says() -> (
    None
):
    register_party(kind="enterprise", name="某商行", uscc=CODE, phone=PHONE, legal_representative="王某")
    typed = party_as_typed(
        kind="enterprise", name="某商行", uscc=CODE, phone="13800002222", legal_representative="王某"
    )

    (said,) = doubts(typed)

    assert "联系电话与所填的不同" in said
    assert "法定代表人" not in said
    assert PHONE not in said


def test_the_number_of_a_person_tells_nobody_whose_it_is() -> None:
    register_party(kind="person", name="李明", id_number=NUMBER)

    said = "".join(doubts(party_as_typed(kind="person", name="某人", id_number=NUMBER)))
    _, warnings = register_party(kind="enterprise", name="某商行", uscc=CODE, id_number=NUMBER)

    assert "另有姓名" in said
    assert "李明" not in said
    assert warnings
    assert "李明" not in "".join(warnings)


def test_an_erased_person_can_be_neither_read_nor_found() -> None:
    party, _ = register_party(
        kind="person", name="李明", id_number=NUMBER, phone=PHONE, address="清河区某路1号"
    )
    erase_party(number=party.pk, by=[{"officer": "1"}], reason="本人要求删除")
    shown = party_view(party.pk)

    assert {shown["id_number"], shown["phone"], shown["address"]} == {sealing.ERASED}
    assert register_party(kind="person", name="李明", id_number=NUMBER)[0].pk != party.pk


def test_a_party_changed_by_hand_is_named() -> None:
    party, _ = register_party(kind="enterprise", name="某商行", uscc=CODE)
    person, _ = register_party(kind="person", name="李明", id_number=NUMBER)
    erase_party(number=person.pk, by=[{"officer": "1"}], reason="本人要求删除")
    assert list(checked()) == []

    Party.objects.filter(pk=party.pk).update(name="别家商行")
    assert [(problem.table, problem.row, problem.column) for problem in checked()] == [
        ("people_party", str(party.pk), "name")
    ]


def test_two_records_of_one_party_become_one_that_everything_finds() -> None:
    """First known by name alone, later by its code: the acts that name either stay, and both show the record kept."""
    by_name, _ = register_party(kind="enterprise", name="清河百货")
    by_code, _ = register_party(kind="enterprise", name="清河百货店", uscc=CODE, phone=PHONE)
    merge_parties(keep=by_code, duplicate=by_name, document="营业执照复印件")

    assert register_party(kind="enterprise", name="清河百货")[0].pk != by_name.pk
    assert register_party(kind="enterprise", name="清河百货店", uscc=CODE)[0].pk == by_code.pk
    assert party_view(by_name.pk) == party_view(by_code.pk)
    assert set(by_code.names.values_list("name", flat=True)) == {"清河百货店", "清河百货"}


def test_an_interest_declared_against_one_record_keeps_out_of_all_that_were_merged() -> None:
    bureau = people.found_bureau(
        name="清河市市场监督管理局", short="清河局", abbreviation="清", region_code="370000"
    )
    officer = people.hire(bureau=bureau, name="赵越", since=date(2022, 1, 1))
    first, second, kept = (
        register_party(kind="enterprise", name=name)[0] for name in ("甲店", "甲商店", "甲百货店")
    )
    people.declare_conflict(officer=officer, party=first, reason="近亲属", on=date(2022, 1, 1))
    merge_parties(keep=second, duplicate=first, document="核对")
    merge_parties(keep=kept, duplicate=second, document="核对")

    noon = datetime(2022, 3, 1, 12, tzinfo=LEGAL_TIME)
    assert [list(selectors.conflicts([party.pk], noon)) for party in (first, second, kept)] == [
        [officer.pk]
    ] * 3
    stranger, _ = register_party(kind="enterprise", name="乙店")
    assert selectors.conflicts([stranger.pk], noon) == {}


def test_two_parties_with_codes_of_their_own_are_not_made_one() -> None:
    first, _ = register_party(kind="enterprise", name="甲店", uscc=CODE)
    other, _ = register_party(kind="enterprise", name="乙店", uscc="91350100M000100Y44")

    with pytest.raises(BadInputError, match="矛盾"):
        merge_parties(keep=first, duplicate=other, document="核对")


def test_a_number_that_belongs_to_another_record_is_warned_about() -> None:
    register_party(kind="person", name="李明", id_number=NUMBER)
    _, warnings = register_party(kind="sole_trader", name="李明小吃店", uscc=CODE, id_number=NUMBER)

    assert any("另一主体" in words and "合并" in words for words in warnings)
    assert "李明" not in "".join(warnings)


@pytest.mark.django_db(transaction=True)
def test_one_party_registered_by_many_hands_at_one_moment_is_one_record() -> None:
    gate = Barrier(6)

    def press(_: int) -> int:
        try:
            gate.wait(timeout=30)
            return int(register_party(kind="enterprise", name="某商行", uscc=CODE)[0].pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        keys = set(pool.map(press, range(6)))

    assert len(keys) == Party.objects.count() == 1
    assert list(checked()) == []


def test_a_name_told_of_an_earlier_day_is_kept_in_the_history_and_is_not_todays() -> None:
    party, _ = register_party(kind="enterprise", name="今名商行", uscc=CODE, on=date(2022, 5, 1))
    register_party(kind="enterprise", name="旧名商行", uscc=CODE, on=date(2019, 5, 1))
    register_party(kind="enterprise", name="旧名商行", uscc=CODE, on=date(2019, 6, 1))

    party.refresh_from_db()
    assert party.name == "今名商行"
    assert sorted(party.names.values_list("name", flat=True)) == ["今名商行", "旧名商行"]


def test_a_number_of_another_record_and_a_kind_of_another_are_to_be_confirmed() -> None:
    register_party(kind="sole_trader", name="某店", uscc=CODE, id_number=NUMBER)
    other = party_as_typed(kind="enterprise", name="某店", uscc=CODE, id_number="110105194912310038")

    kind, number = [said for said in doubts(other) if "登记簿" in said]
    assert "是个体工商户，而这里选的是企业、单位" in kind
    assert "已有另一身份证件号码" in number


def test_a_party_nobody_knows_leaves_nothing_to_confirm() -> None:
    register_party(kind="enterprise", name="某店", uscc=CODE)

    assert list(doubts(party_as_typed(kind="enterprise", name="别店"))) == []
