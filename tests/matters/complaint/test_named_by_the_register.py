# SPDX-License-Identifier: MulanPSL-2.0
"""Who comes into a case is somebody of the register, by a name it knows; asked through the services, on a database."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from bureau_of import Desk, at

from fadu.cases.acts import foreseeing, services
from fadu.cases.acts.opening import party_payload
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.cases.rules import party_key
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.oversight.checking import check
from fadu.people.actors import OfficerActor
from fadu.people.models import Party
from fadu.people.parties import merge_parties, register_party
from fadu.procedure import outside
from fadu.records import services as files

pytestmark = pytest.mark.both_databases

COMES = "2022-03-01T11:00"
RECEIVED = {
    "channel": "visit",
    "received_on": "2022-03-01",
    "goods": "手机",
    "dispute": "质量",
    "request": "退货",
}


@pytest.fixture
def case(office: Desk) -> Case:
    with clock.set_to(at("2022-03-01T18:00")):
        return office.open("complaint", "clerk", "2022-03-01", RECEIVED, (office.consumer, "投诉人"))


@pytest.mark.parametrize(("name", "codes"), [("张继", []), ("赵七", ["not_as_registered"])])
def test_who_takes_the_place_of_a_party_comes_by_the_name_of_the_record_too(
    office: Desk, case: Case, name: str, codes: list[str]
) -> None:
    heir, _ = register_party(kind="person", name="张继")
    payload = {
        "party": party_key(office.consumer.pk),
        "ground": "death",
        "happened_on": "2022-03-01",
        "paper": "死亡证明",
        "successor": party_key(heir.pk),
        "name": name,
        "kind": "person",
    }
    digest = files.store(name="证明.pdf", content="死亡证明".encode(), owner="").digest
    with clock.set_to(at("2022-03-01T18:00")):
        office.do(case, "clerk", "attach", COMES, title="死亡证明", digest=digest, access="main")
        decision = foreseeing.dry_run(
            case=case,
            action="succeed",
            by=OfficerActor(officer=office.officers["clerk"]),
            payload=payload,
            at=at(COMES),
        )

    assert [ground.code for ground in getattr(decision, "grounds", ())] == codes


def entered(office: Desk, case: Case, **says: str) -> list[str]:
    """The grounds against entering the trader with these words; none: entered."""
    payload = {**party_payload(office.trader, "被投诉人"), "reason": "补充登记", **says}
    try:
        with clock.set_to(at("2022-03-01T18:00")):
            services.perform(
                case=case,
                action="add_party",
                by=OfficerActor(officer=office.officers["clerk"]),
                payload=payload,
                at=at(COMES),
                request_id=uuid.uuid4(),
            )
    except ActRefusedError as error:
        return [ground.code for ground in error.grounds]
    return []


@pytest.mark.parametrize(
    ("says", "codes"),
    [
        ({}, []),
        ({"name": "完全另一家公司"}, ["not_as_registered"]),
        ({"kind": "person"}, ["not_as_registered"]),
        ({"party": "x"}, ["not_as_registered"]),
        ({"party": "officer:1"}, ["not_as_registered"]),
        ({"party": "party:9999"}, ["not_as_registered"]),
        ({"party": f"party:{'9' * 40}"}, ["not_as_registered"]),
    ],
)
def test_a_party_comes_in_by_the_name_and_kind_of_its_record(
    office: Desk, case: Case, says: dict[str, str], codes: list[str]
) -> None:
    assert entered(office, case, **says) == codes
    assert len(worlds.known_state_of(case).parties) == 2 - len(codes)


def test_no_refusal_tells_whom_a_key_stands_for(office: Desk, case: Case) -> None:
    stranger, _ = register_party(kind="enterprise", name="不相干公司", uscc="91110000600037341L")
    wrong = {**party_payload(stranger, "被投诉人"), "name": "甲", "kind": "person", "reason": "补"}

    with clock.set_to(at("2022-03-01T18:00")):
        refused = foreseeing.dry_run(
            case=case,
            action="add_party",
            by=OfficerActor(officer=office.officers["clerk"]),
            payload=wrong,
            at=at(COMES),
        )

    messages = [ground.message for ground in getattr(refused, "grounds", ())]
    assert len(messages) == 2
    assert not any(stranger.name in message for message in messages)


def test_a_name_it_bore_once_is_a_name_of_the_register(office: Desk, case: Case) -> None:
    firm, _ = register_party(kind="enterprise", name="旧名公司", uscc="91110000600037341L")
    register_party(kind="enterprise", name="新名公司", uscc="91110000600037341L", on=date(2022, 2, 1))

    assert entered(office, case, party=party_key(firm.pk), name="从未用过") == ["not_as_registered"]
    assert entered(office, case, party=party_key(firm.pk), name="旧名公司") == []


def test_a_record_that_another_stands_for_comes_in_by_that_one(office: Desk, case: Case) -> None:
    twin, _ = register_party(kind="sole_trader", name="清河百货店（重）")
    merge_parties(keep=office.trader, duplicate=twin, document="核对营业执照")

    assert entered(office, case, party=party_key(twin.pk), name=twin.name) == ["not_as_registered"]
    assert entered(office, case) == []


def test_no_case_begins_with_one_party_on_both_sides(office: Desk) -> None:
    sides = ((office.consumer, "投诉人"), (office.consumer, "被投诉人"))
    with clock.set_to(at("2022-03-01T18:00")), pytest.raises(ActRefusedError) as error:
        office.open("complaint", "clerk", "2022-03-01", RECEIVED, *sides)

    assert [ground.code for ground in error.value.grounds] == ["both_sides"]


def test_a_name_that_stands_in_a_case_already_and_was_never_borne_is_found(
    office: Desk, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "_register", lambda _: ())  # as it was entered once
    assert entered(office, case, name="完全另一家公司") == []

    with clock.set_to(at("2022-03-02")):
        (misnamed,) = [each for each in check(office.bureau) if each.rule == "name_not_registered"]

    assert misnamed.severity == "contradiction"
    assert "“完全另一家公司”，在登记簿中是“清河百货店”" in misnamed.message


def test_a_name_that_changed_in_the_register_since_is_no_finding(office: Desk, case: Case) -> None:
    assert entered(office, case) == []
    Party.objects.filter(pk=office.trader.pk).update(name="清河新百货店")

    with clock.set_to(at("2022-03-02")):
        assert [each for each in check(office.bureau) if each.rule == "name_not_registered"] == []
