# SPDX-License-Identifier: MulanPSL-2.0
"""What the page of a case names: whose term it is, on whom what was served, and what the law did while nobody looked."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from tests.desk.pressing import pressed

from fadu.cases.models import Act, Case
from fadu.cases.rules import officer_id_of
from fadu.cases.world.worlds import state_of
from fadu.desk.shown.terms import whose_term
from fadu.people.models import Account, Party

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


HANDLER = "zhifa"


def a_served_act() -> Act:
    """The first notice served in a case that the handler at the desk works on, whichever case that is."""
    notices = Act.objects.filter(
        action="serve",
        case__kind="penalty",
        case__assignments__officer__account__username=HANDLER,
        payload__document__startswith="penalty_notice/",
    )
    return notices.select_related("case").earliest("pk")


def test_the_course_of_a_case_says_what_was_served_and_on_whom(desk_of: Callable[..., Client]) -> None:
    act = a_served_act()
    party = Party.objects.get(pk=act.payload["party"].removeprefix("party:"))

    body = desk_of("juzhang").get(f"/case/{act.case_id}/").content.decode()

    assert f"<dt>受送达人</dt><dd>{party.name}</dd>" in body
    assert "<dt>文书</dt><dd>《" in body
    assert f"{party.name}的期限" in body


def test_a_term_is_said_to_be_that_of_whom_it_binds(lived: None) -> None:
    case, names = Case.objects.filter(kind="penalty").earliest("pk"), {"party:1": "甲店"}

    def words(whose: str, about: str = "") -> str:
        return whose_term(case, SimpleNamespace(clock="", whose=whose, about=about), names)  # type: ignore[arg-type]

    assert words("police") == "公安机关的期限"
    assert words("party") == "当事人的期限"
    assert words("party", "party:1") == "甲店的期限"
    assert words("bureau") == ""
    assert "不算逾期" in words("bureau_right")


def test_an_internal_paper_is_neither_offered_nor_taken_for_service(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    act = a_served_act()
    address, client = f"/case/{act.case_id}/do/serve/", desk_of(HANDLER)
    case = act.case
    inside = case.documents.filter(template="filing_approval").earliest("pk")

    assert "立案审批表" not in client.get(address).content.decode()
    answer = client.post(
        address,
        {
            **filled(client, address),
            "document": f"filing_approval/{inside.seq}",
            "party": act.payload["party"],
        },
    )
    assert "“文书”应为所列的选项之一" in answer.content.decode()
    assert not Act.objects.filter(
        case=case, action="serve", payload__document=f"filing_approval/{inside.seq}"
    )


def test_what_the_file_alone_keeps_is_not_offered_for_service(desk_of: Callable[..., Client]) -> None:
    """The register of a complaint is nobody's paper but ours: no list has it, and nothing leads to serving it."""
    accepted = Act.objects.filter(action="accept", case__kind="complaint")
    case = accepted.select_related("case").earliest("pk").case
    (handler, *_) = state_of(case).assigned["handler"]
    account, _ = Account.objects.get_or_create(
        officer_id=officer_id_of(handler), defaults={"username": "chengban"}
    )
    client = desk_of(account.username)

    form = client.get(f"/case/{case.pk}/do/serve/").content.decode()
    page = client.get(f"/case/{case.pk}/").content.decode()

    assert "投诉登记表" in page
    assert "complaint_register/" not in page
    assert "complaint_register/" not in form
    assert "acceptance_decision/" in form


def test_a_service_once_more_or_without_what_its_manner_asks_is_refused_at_the_desk(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    act = a_served_act()
    address, client = f"/case/{act.case_id}/do/serve/", desk_of(HANDLER)
    day = act.payload["effective_on"]
    said = {"document": act.payload["document"], "party": act.payload["party"], "sent_on": day}
    count = Act.objects.filter(case_id=act.case_id, action="serve").count()

    form = client.get(address).content.decode()
    left = client.post(address, filled(client, address, **said, manner="left", arrived_on=day))
    stranger = {"manner": "personal", "arrived_on": day, "receiver": "邻居王某", "relation": ""}
    handed = client.post(address, filled(client, address, **said, **stranger))

    assert '<option value="同住成年家属">' in form
    assert "再次送达的理由" in form
    for answer in (left, handed):
        assert f"已于{day}送达" in answer.content.decode()
    assert "拒收事由的记载" in left.content.decode()
    assert "见证人签名" in left.content.decode()
    assert "有权签收的人签收" in handed.content.decode()
    assert Act.objects.filter(case_id=act.case_id, action="serve").count() == count


def test_a_case_is_shown_at_once_where_the_law_did_two_things_while_nobody_looked(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("chuangkou")
    typed = {
        "party-name": "清河面馆",
        "item": "食品经营许可",
        "application_kind": "renewal",
        "intake": "window",
        "materials": "申请书、主体资格证明各一份",
        "received_on": "2022-11-20",
        "expires_on": "2023-01-05",
        "happened_at": "2022-11-21T10:00",
    }
    opened = pressed(client, "/open/licence/", filled(client, "/open/licence/", **typed))
    assert opened.status_code == 302

    page = client.get(opened["Location"])

    assert page.status_code == 200
    assert "视为受理" in page.content.decode()
    assert "视为准予延续" in page.content.decode()
