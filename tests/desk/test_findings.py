# SPDX-License-Identifier: MulanPSL-2.0
"""The pages of findings: who may reads them, says why one came about, and the legal office what it is, by a choice from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.desk import canary, handed

from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.oversight import raising
from fadu.oversight.finding import Finding
from fadu.oversight.models import Checked, Raised

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)
WORDS = "“核查期限”已经届满，逾期3日。"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def row(lived: None) -> Raised:
    """A finding in a case of zhifa and zhifa2, put before people this morning."""
    return put_before(handed.penalty("清河核对商行"))


def put_before(case: Case) -> Raised:
    """A finding in a case, put before people this morning."""
    finding = Finding(
        case=case.pk,
        number=case.number,
        rule="clock:verification",
        severity="certain",
        message=WORDS,
        cites=("程序规定 18",),
        seq=1,
    )
    kept = {
        "case": case.pk,
        "number": case.number,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "cites": list(finding.cites),
        "exercise": False,
        "seq": 1,
        "standing": "",
    }
    Checked.objects.create(case=case, revision=case.revision, mark="x", count=1, findings=[kept])
    raising.follow([case.pk], [finding], MORNING.date())
    return Raised.objects.get(case=case)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("account", ["zhifa", "zhifa2", "duizhang", "fagui"])
def test_its_people_their_head_and_the_legal_office_read_it_on_the_case_in_the_list_and_by_itself(
    row: Raised, desk_of: Callable[..., Client], account: str
) -> None:
    client = desk_of(account)

    assert WORDS in page(client, f"/case/{row.case_id}/")
    assert WORDS in page(client, "/findings/")
    one = page(client, f"/findings/{row.pk}/")
    assert "待核" in one
    assert one.index("<dt>因何而起") < one.index("<dt>核对所见")
    assert "确定" not in one


@pytest.mark.parametrize("account", ["juzhang", "fenguan", "jijian", "shenhe", "chuangkou", "guanli"])
def test_nobody_else_reads_it_before_it_is_disposed_of(
    row: Raised, desk_of: Callable[..., Client], account: str
) -> None:
    client = desk_of(account)

    assert client.get(f"/findings/{row.pk}/").status_code == 404
    assert WORDS not in page(client, "/findings/")
    assert WORDS not in page(client, f"/case/{row.case_id}/")


def test_the_handler_says_why_and_the_legal_office_chooses_what_it_is_without_a_word_typed(
    row: Raised, desk_of: Callable[..., Client]
) -> None:
    address = f"/findings/{row.pk}/"
    said = {"explain": "1", "explain-cause": "testing", "explain-words": ""}
    assert "已记入说明" in desk_of("zhifa").post(address, said, follow=True).content.decode()

    counsel = desk_of("fagui")
    assert '<option value="testing" selected>' in page(counsel, address)
    chosen = {"dispose": "1", "dispose-cause": "testing", "dispose-chosen": "excused/others"}
    answer = counsel.post(address, chosen, follow=True).content.decode()

    assert "已核定。案卷和各项数据不因此改变。" in answer
    assert "已核（情有可原）" in answer
    for account in ("jijian", "juzhang"):
        assert "已核（情有可原）" in page(desk_of(account), address)
        assert "因其他机关、鉴定或者上级机关的原因" in page(desk_of(account), "/findings/?shown=done")


def test_what_is_said_of_a_finding_names_nobody_who_is_sealed_in_its_case(
    lived: None, desk_of: Callable[..., Client]
) -> None:
    row = put_before(canary.tip_off())
    address = f"/findings/{row.pk}/"
    said = {"explain": "1", "explain-cause": "testing", "explain-words": "等举报人金丝雀甲补充材料"}
    chosen = {"dispose": "1", "dispose-cause": "testing", "dispose-chosen": "excused/others"}

    explained = desk_of("zhifa").post(address, said, follow=True).content.decode()
    disposed = desk_of("fagui").post(address, {**chosen, "dispose-words": "已向13900990099核实"}, follow=True)

    for answer in (explained, disposed.content.decode()):
        assert "只写来信、来电、交办单的编号或者案号" in answer
    row.refresh_from_db()
    assert (row.explained, row.words, row.outcome) == ("", "", "")
    again = desk_of("zhifa").post(address, {**said, "explain-words": "等举报人补充材料"}, follow=True)
    assert "已记入说明" in again.content.decode()


def test_past_its_day_the_discipline_officer_finds_it_among_those_not_disposed_of(
    row: Raised, desk_of: Callable[..., Client]
) -> None:
    with clock.set_to(MORNING + timedelta(days=40)):
        client = desk_of("jijian")
        assert WORDS in page(client, "/findings/?shown=late")
        assert "逾期没有核定" in page(client, f"/findings/{row.pk}/")


def test_nothing_chosen_is_told_by_the_name_of_the_field_and_what_was_typed_stays(
    row: Raised, desk_of: Callable[..., Client]
) -> None:
    said = {"dispose": "1", "dispose-cause": "party", "dispose-chosen": "", "dispose-words": "已经当面说明"}

    answer = desk_of("fagui").post(f"/findings/{row.pk}/", said).content.decode()

    assert "结论和法律性质" in answer
    assert "已经当面说明" in answer
    assert not Raised.objects.get(pk=row.pk).outcome


def test_a_handler_cannot_dispose_by_sending_the_form_of_the_legal_office(
    row: Raised, desk_of: Callable[..., Client]
) -> None:
    chosen = {"dispose": "1", "dispose-cause": "party", "dispose-chosen": "unfounded/lawful"}

    answer = desk_of("zhifa").post(f"/findings/{row.pk}/", chosen, follow=True).content.decode()

    assert "由法制机构核定" in answer
    assert not Raised.objects.get(pk=row.pk).outcome


def test_the_page_of_a_party_tells_of_findings_to_nobody_who_may_not_read_them(
    row: Raised, desk_of: Callable[..., Client]
) -> None:
    party = row.case.parties.values_list("party", flat=True).first()

    assert WORDS in page(desk_of("fagui"), f"/party/{party}/")
    assert WORDS not in page(desk_of("juzhang"), f"/party/{party}/")


@pytest.fixture
def alike(row: Raised) -> list[Raised]:
    """The same rule finds the same of two more acts of the case."""
    rows = [row]
    for seq in (2, 3):
        row.pk, row.seq = None, seq
        row._state.adding = True
        row.save()
        raising.record(row, "raised", is_new=True)
        rows.append(Raised.objects.get(pk=row.pk))
    return rows


def test_what_one_rule_finds_of_several_acts_of_a_case_is_one_finding_with_its_acts_as_rows(
    alike: list[Raised], desk_of: Callable[..., Client]
) -> None:
    client, case = desk_of("fagui"), alike[0].case_id

    listed = client.get("/findings/").context["lines"]
    of_case = desk_of("zhifa").get(f"/case/{case}/").context["findings"]

    assert [len(line["acts"]) for line in listed if line["row"].case_id == case] == [3]
    assert [len(line["acts"]) for line in of_case] == [3]
    assert "同一起因共3项" in page(client, "/findings/")


def test_what_is_ticked_as_of_the_same_cause_is_disposed_of_with_it_and_else_alone(
    alike: list[Raised], desk_of: Callable[..., Client]
) -> None:
    first, *_ = alike
    said = {"explain-cause": "testing", "explain": "1", "explain-words": "同一次漏办"}
    client = desk_of("zhifa")

    client.post(f"/findings/{first.pk}/", said)
    alone = Raised.objects.filter(case=first.case_id).exclude(explained="").count()
    client.post(f"/findings/{first.pk}/", {**said, "alike": "1"})
    all_of_them = Raised.objects.filter(case=first.case_id).exclude(explained="").count()

    assert "另外2项" in page(client, f"/findings/{first.pk}/")
    assert (alone, all_of_them) == (1, 3)
