# SPDX-License-Identifier: MulanPSL-2.0
"""Who informs is nobody's party: tip-offs without a name, and with one that stays sealed."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
from bureau_of import Desk, at
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk.pressing import pressed

import static_files
from fadu.cases.acts import services
from fadu.cases.acts.opening import party_payload
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.intake import mapping, taking_in, templates
from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.people import accounts
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Party
from fadu.people.parties import register_party

PARTICULARS = {
    "channel": "letter",
    "received_on": "2022-03-01",
    "special_kind": "general",
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
}
NAMED = {"informant_name": "赵小六", "informant_phone": "13900990099"}
MAPPING = """\
kind: tip_off
history: true
number: {column: 案号}
parties: [{capacity: 被举报人, name: {column: 当事人}}]
acts:
  - {action: register, at: {column: 登记日期}, sets: {informant_name: {column: 举报人}}}
  - {action: verify, at: {column: 核查日期}}
"""


@pytest.fixture
def clerk(office: Desk) -> Client:
    """The registrar at her desk."""
    static_files.collect()
    account = people.open_account(
        username="dengji", password="Qing-He-Da-Dui-7", officer=office.officers["clerk"]
    )
    accounts.settle(account)
    client = Client()
    client.force_login(account, backend="fadu.people.backend.AccountBackend")
    return client


def grounds(office: Desk, payload: dict[str, str], *sides: tuple[Party, str]) -> list[str]:
    with pytest.raises(ActRefusedError) as error:
        office.open("tip_off", "clerk", "2022-03-01", {**PARTICULARS, "real_name": True, **payload}, *sides)
    return [ground.code for ground in error.value.grounds]


def added(office: Desk, case: Case, party: Party, capacity: str) -> list[str]:
    """The grounds on which a party is not added later."""
    with pytest.raises(ActRefusedError) as error:
        services.perform(
            case=case,
            action="add_party",
            by=OfficerActor(officer=office.officers["clerk"]),
            payload={**party_payload(party, capacity), "reason": "补充登记"},
            at=at("2022-03-02"),
            request_id=uuid.uuid4(),
        )
    return [ground.code for ground in error.value.grounds]


def test_a_tip_off_without_a_name_is_registered_by_the_form(clerk: Client) -> None:
    page = clerk.get("/open/tip_off/").content.decode()
    form = {**PARTICULARS, "real_name": "no", "request_id": str(uuid.uuid4())}

    answer = pressed(clerk, "/open/tip_off/", form)

    assert answer.status_code == 302
    case = Case.objects.get()
    assert (case.title, case.parties.count()) == ("清河百货店举报", 0)
    assert '<option value="举报人"' not in page


def test_the_firm_complained_of_is_entered_by_the_form_as_what_it_is(clerk: Client) -> None:
    firm = {"party-kind": "enterprise", "party-name": "清河百货有限公司", "party-capacity": "被举报人"}
    form = {
        **PARTICULARS,
        **firm,
        "real_name": "no",
        "respondent": "清河百货有限公司",
        "request_id": str(uuid.uuid4()),
    }

    assert pressed(clerk, "/open/tip_off/", form).status_code == 302

    (row,) = Case.objects.get().parties.all()
    assert (row.party.name, row.capacity) == ("清河百货有限公司", "被举报人")


def test_a_named_informant_stands_in_no_title_and_among_no_parties(clerk: Client) -> None:
    form = {**PARTICULARS, **NAMED, "real_name": "yes", "request_id": str(uuid.uuid4())}

    assert pressed(clerk, "/open/tip_off/", form).status_code == 302

    case = Case.objects.get()
    assert "赵小六" not in case.title
    assert case.parties.count() == 0
    assert "赵小六" not in clerk.get(f"/case/{case.pk}/").content.decode()


def test_nobody_is_a_party_in_the_capacity_of_an_informant(office: Desk) -> None:
    assert grounds(office, NAMED, (office.consumer, "举报人")) == ["sealed_capacity"]

    case = office.open("tip_off", "clerk", "2022-03-01", {**PARTICULARS, "real_name": False})
    assert added(office, case, office.consumer, "举报人") == ["sealed_capacity"]


def test_a_party_of_the_name_that_is_sealed_is_refused_at_once_and_later(office: Desk) -> None:
    same, _ = register_party(kind="person", name="赵小六")
    assert grounds(office, NAMED, (same, "被举报人")) == ["sealed_repeated"]

    case = office.open("tip_off", "clerk", "2022-03-01", {**PARTICULARS, **NAMED, "real_name": True})
    assert added(office, case, same, "被举报人") == ["sealed_repeated"]


def test_the_sealed_name_is_written_in_no_reason_and_is_nobodys_name(office: Desk) -> None:
    case = office.open("tip_off", "clerk", "2022-03-01", {**PARTICULARS, "real_name": True, **NAMED})
    two = f"officer:{office.officers['two'].pk}"

    with clock.set_to(at("2022-03-02")):
        office.do(case, "unit", "assign", "2022-03-02", role="handler", person=two, name="赵小六")
        with pytest.raises(ActRefusedError) as refused:
            office.do(
                case, "unit", "release", "2022-03-02", role="handler", person=two, reason="应赵小六要求"
            )

    assert [ground.code for ground in refused.value.grounds] == ["sealed_repeated"]
    assigned = case.acts.get(action="assign")
    assert assigned.payload["name"] == office.officers["two"].name != "赵小六"


def test_an_import_names_no_informant_among_the_parties(office: Desk, tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(MAPPING.replace("被举报人", "举报人", 1), encoding="utf-8")
    sheet = tmp_path / "old.csv"
    sheet.write_text(
        "案号,登记日期,核查日期,举报人,当事人\n旧1号,2022-03-01,2022-03-09,赵小六,赵小六\n旧2号,2022-03-01,2022-03-09,赵小六,清河百货店\n",
        encoding="utf-8",
    )
    with pytest.raises(BadInputError, match="可以公开的当事人身份"):
        taking_in.take_in(sheet, mapping.load(path), bureau=office.bureau, at=clock.now())

    path.write_text(MAPPING, encoding="utf-8")
    taken = taking_in.take_in(
        sheet, mapping.load(path), bureau=office.bureau, at=at("2022-05-01"), on_error="sheet", dry_run=True
    )

    assert [(row.row, row.as_json()["column"]) for row in taken.rejected] == [(2, "当事人名称")]
    assert "赵小六" not in str(list(taken.rejected))


def test_the_template_asks_for_the_party_complained_of() -> None:
    (party,) = templates.plan("tip_off", on=clock.today()).parties

    assert party.capacity == "被举报人"


@pytest.mark.parametrize(
    ("name", "access", "status"),
    [
        ("赵小六的来信.txt", "main", 422),
        ("来信.txt", "main", 302),
        ("赵小六的来信.txt", "secondary", 302),
    ],
)
def test_a_file_named_after_the_informant_is_not_taken_in_openly(
    clerk: Client, name: str, access: str, status: int
) -> None:
    form = {**PARTICULARS, **NAMED, "real_name": "yes", "request_id": str(uuid.uuid4())}
    pressed(clerk, "/open/tip_off/", form)
    case = Case.objects.get()
    file = SimpleUploadedFile(name, "来信".encode())
    sent = {"title": "来信", "kind": "书证", "access": access, "request_id": str(uuid.uuid4()), "file": file}

    answer = clerk.post(f"/case/{case.pk}/upload/", sent)

    assert answer.status_code == status
    assert ("“所选文件的文件名”写有本案或者有关案件密封的身份信息" in answer.content.decode()) is (
        status == 422
    )
    assert case.evidence.count() == (status == 302)


SAYS_IT = {**PARTICULARS, "allegation": "赵 小六说店里卖过期食品"}


def marks(page: str) -> list[str]:
    return re.findall(r'name="sealed_before" value="([^"]+)"', page)


@pytest.mark.parametrize("address", ["/open/tip_off/", "/open/tip_off/warnings/"])
def test_a_name_that_was_refused_in_a_text_does_not_pass_once_the_sealed_field_is_emptied(
    clerk: Client, address: str
) -> None:
    first = {**SAYS_IT, **NAMED, "real_name": "yes", "request_id": str(uuid.uuid4())}
    page = clerk.post(address, first).content.decode()
    emptied = {**SAYS_IT, "real_name": "no", "request_id": str(uuid.uuid4()), "sealed_before": marks(page)}

    again = pressed(clerk, "/open/tip_off/", emptied)

    assert marks(page)
    assert all("赵小六" not in mark for mark in marks(page))
    assert again.status_code == 400
    assert "写有先前填在密封栏里的姓名" in again.content.decode()
    assert set(marks(page)) <= set(marks(again.content.decode())), "nor at the third press"
    assert not Case.objects.exists()


def test_a_name_that_stood_in_the_sealed_field_with_more_does_not_pass_by_itself_either(
    clerk: Client,
) -> None:
    both = {**NAMED, "informant_name": "店员赵小六，电话同下", "real_name": "yes"}
    page = clerk.post("/open/tip_off/", {**SAYS_IT, **both}).content.decode()
    emptied = {**SAYS_IT, "real_name": "no", "request_id": str(uuid.uuid4()), "sealed_before": marks(page)}

    assert pressed(clerk, "/open/tip_off/", emptied).status_code == 400
    assert not Case.objects.exists()


def test_without_the_name_in_the_text_the_emptied_form_is_taken(clerk: Client) -> None:
    page = clerk.post("/open/tip_off/", {**SAYS_IT, **NAMED, "real_name": "yes"}).content.decode()
    mended = {**PARTICULARS, "real_name": "no", "request_id": str(uuid.uuid4()), "sealed_before": marks(page)}

    assert pressed(clerk, "/open/tip_off/", mended).status_code == 302


def test_a_party_of_the_name_that_stood_in_the_sealed_field_is_not_taken_in_either(clerk: Client) -> None:
    page = clerk.post("/open/tip_off/", {**SAYS_IT, **NAMED, "real_name": "yes"}).content.decode()
    party = {"party-kind": "person", "party-name": "赵小六", "party-capacity": "被举报人"}
    said = {**PARTICULARS, **party, "real_name": "no", "request_id": str(uuid.uuid4())}

    assert pressed(clerk, "/open/tip_off/", {**said, "sealed_before": marks(page)}).status_code == 400
