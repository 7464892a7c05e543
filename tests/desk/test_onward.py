# SPDX-License-Identifier: MulanPSL-2.0
"""After a press one stands at the form of what is next in the case, with the other ways of the same step beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk import handed
from tests.desk.complainant import PARTY
from tests.desk.handed import officer

from fadu.cases.models import Case
from fadu.cases.reading.turns import OpenTurn
from fadu.cases.rules import person_of
from fadu.desk import came_back
from fadu.desk.shown import beginnings
from fadu.desk.shown.afterwards import whose_turn
from fadu.desk.shown.waited_for import Waited
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME

pytestmark = pytest.mark.django_db
TRADER = {"party1-kind": "enterprise", "party1-name": "清河百货店", "party1-capacity": "被投诉人"}
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def _on_a_day(lived: None) -> Iterator[None]:
    with clock.set_to(datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)):
        yield


@pytest.fixture
def complaint(desk_of: Desk, filled: Filled) -> Case:
    """A complaint that came today, given to its handler."""
    clerk, head = desk_of("dengji"), desk_of("xiaobaokezhang")
    unit = str(officer("xiaobao").department_id)
    clerk.post("/open/complaint/", filled(clerk, "/open/complaint/", **PARTY, **TRADER, department=unit))
    case = Case.objects.filter(kind="complaint").latest("pk")
    address = f"/case/{case.pk}/do/assign/"
    head.post(address, filled(head, address, person=person_of(officer("xiaobao").pk), role="handler"))
    return case


def instead(page: str) -> list[str]:
    return re.findall(r'href="/case/\d+/do/(\w+)/"', page.partition("改办")[2].partition("</p>")[0])


def test_after_an_act_one_stands_at_the_form_of_ones_next_turn_in_the_case(
    desk_of: Desk, filled: Filled, complaint: Case
) -> None:
    client, address = desk_of("xiaobao"), f"/case/{complaint.pk}/do/accept/"

    landed = client.post(address, filled(client, address))["Location"]

    assert landed.startswith(f"/case/{complaint.pk}/do/serve/?document=")


def test_where_nothing_is_ones_own_one_stands_at_the_case(desk_of: Desk, filled: Filled) -> None:
    clerk = desk_of("dengji")

    landed = clerk.post("/open/complaint/", filled(clerk, "/open/complaint/", **PARTY))["Location"]

    assert re.fullmatch(r"/case/\d+/", landed)


def test_the_form_of_a_turn_names_the_other_ways_of_the_step_and_a_form_one_chose_names_none(
    desk_of: Desk, complaint: Case
) -> None:
    client = desk_of("xiaobao")

    due = client.get(f"/case/{complaint.pk}/do/accept/").content.decode()
    chosen = client.get(f"/case/{complaint.pk}/do/settle/").content.decode()

    assert "settle" in instead(due)
    assert "ask_reply_review" in instead(due)
    assert "accept" not in instead(due)
    assert "note" not in instead(due)
    assert instead(chosen) == []


def test_the_other_answer_to_the_same_question_is_named_with_what_is_to_be_done_first(
    desk_of: Desk, complaint: Case
) -> None:
    page = desk_of("xiaobao").get(f"/case/{complaint.pk}/do/accept/").content.decode()

    assert "refuse" in instead(page)
    assert re.search(r"不予受理</a>（还不能办：[^）]+）", page)


def test_after_a_refusal_the_other_ways_of_the_step_are_still_offered(
    desk_of: Desk, filled: Filled, complaint: Case
) -> None:
    client, address = desk_of("xiaobao"), f"/case/{complaint.pk}/do/accept/"

    refused = client.post(address, filled(client, address) | {"revision": "1"})

    assert refused.status_code >= 400
    assert instead(refused.content.decode()) == instead(client.get(address).content.decode()) != []


def test_a_paper_is_served_on_several_by_one_press(desk_of: Desk, filled: Filled, complaint: Case) -> None:
    client, at = desk_of("xiaobao"), f"/case/{complaint.pk}/do"
    client.post(f"{at}/accept/", filled(client, f"{at}/accept/"))
    persons = [f"party:{row.party_id}" for row in complaint.parties.order_by("pk")]
    whole = {**filled(client, f"{at}/serve/", arrived_on="2022-12-06"), "party": persons}

    refused = client.post(f"{at}/serve/", whole)
    alone = client.post(f"{at}/serve/", {**whole, "party": persons[:1]})

    assert len(persons) == 2
    assert refused.status_code == 422  # the decision is for the complainant alone: then nobody is served
    assert alone.status_code == 302
    assert complaint.acts.filter(action="serve").count() == 1


def test_what_bears_out_no_service_is_said_while_it_is_typed(
    desk_of: Desk, filled: Filled, complaint: Case
) -> None:
    client, at = desk_of("xiaobao"), f"/case/{complaint.pk}/do"
    client.post(f"{at}/accept/", filled(client, f"{at}/accept/"))
    complainant = f"party:{complaint.parties.earliest('pk').party_id}"
    letter = filled(client, f"{at}/serve/", arrived_on="2022-12-06", manner="post", party=complainant)

    def said(number: str) -> str:
        return client.post(f"{at}/serve/warnings/", {**letter, "mail_number": number}).content.decode()

    assert "应至少有8个字母或者数字" in said("x")
    assert "请核对回执" in said("XA12345678913")


def offered(client: Client, address: str) -> tuple[set[str], set[str]]:
    """Whom the form of a service offers, and the templates of the papers."""
    form = client.get(address).content.decode()
    papers = re.findall(r'<option value="(\w+)/\d+"', form)
    return set(re.findall(r'name="party" value="([^"]+)"', form)), set(papers)


def test_the_form_of_a_service_offers_those_alone_whom_the_paper_is_for(
    desk_of: Desk, filled: Filled, complaint: Case
) -> None:
    client, at = desk_of("xiaobao"), f"/case/{complaint.pk}/do"
    client.post(f"{at}/accept/", filled(client, f"{at}/accept/"))
    complainant, trader = [f"party:{row.party_id}" for row in complaint.parties.order_by("pk")]
    alone = offered(client, f"{at}/serve/")
    meeting = {"mediate_on": "2022-12-12T09:00", "place": "局调解室"}
    client.post(f"{at}/invite/", filled(client, f"{at}/invite/", **meeting))
    accepted, notice = complaint.documents.filter(
        template__in=("acceptance_decision", "mediation_notice")
    ).order_by("seq")

    of_one = offered(client, f"{at}/serve/?document=acceptance_decision/{accepted.seq}")
    of_both = offered(client, f"{at}/serve/?document=mediation_notice/{notice.seq}")
    of_any = offered(client, f"{at}/serve/")

    assert alone == of_one == ({complainant}, {"acceptance_decision"})
    assert of_both == ({complainant, trader}, {"mediation_notice"})
    assert of_any == ({complainant, trader}, {"acceptance_decision", "mediation_notice"})
    assert (
        "只列发给同样的人的文书"
        in client.get(f"{at}/serve/?document=mediation_notice/{notice.seq}").content.decode()
    )


def test_the_inbox_opens_the_form_of_what_ones_posts_register(desk_of: Desk) -> None:
    page = desk_of("dengji").get("/").content.decode()

    assert 'href="/open/complaint/"' in page
    assert 'href="/open/complaint/"' not in desk_of("jijian").get("/").content.decode()


def test_kinds_that_only_others_open_are_registered_by_nobody() -> None:
    begun = dict(beginnings.of_posts(("registrar", "legal_counsel"), clock.today()))

    assert "complaint" in begun
    assert "legal_review" not in begun
    assert dict(beginnings.of_posts((), clock.today())) == {}


def test_what_was_sent_back_stands_in_the_form_again_with_the_word_it_came_back_with(
    desk_of: Desk, filled: Filled
) -> None:
    case = handed.penalty()
    handed.act(case, "file", "zhifa", {**handed.FACTS, "verification_result": "现场查获过期食品三瓶"})
    handed.act(case, "return_proposal", "duizhang", {"of": "file", "reason": "证据没有写明"})

    page = desk_of("zhifa").get(f"/case/{case.pk}/do/file/").content.decode()

    assert "退回：<strong>证据没有写明</strong>" in page
    assert "现场查获过期食品三瓶" in page


def test_what_was_sent_back_says_in_the_inbox_and_on_the_case_by_whom_when_and_why(desk_of: Desk) -> None:
    case, client = handed.penalty(), desk_of("zhifa")
    name, unit = officer("zhifa").name, officer("duizhang").name
    handed.act(case, "file", "zhifa", {**handed.FACTS, "verification_result": "现场查获过期食品三瓶"})
    handed.act(case, "return_proposal", "duizhang", {"of": "file", "reason": "证据没有写明。"})
    pages = [client.get(address).content.decode() for address in ("/", f"/case/{case.pk}/")]

    assert all("决定是否立案（退回，待改好重新送签）" in page for page in pages)
    assert all(re.search(rf"{unit}于12月6日\d\d:\d\d退回：证据没有写明<", page) for page in pages)

    handed.act(case, "file", "zhifa", {**handed.FACTS, "verification_result": "现场查获过期食品三瓶"})
    assert "（退回，" not in client.get(f"/case/{case.pk}/").content.decode()
    handed.act(case, "return_proposal", "zhifa", {"of": "file", "reason": "写错了"})
    assert re.search(rf"{name}于12月6日\d\d:\d\d自行撤回：写错了<", client.get("/").content.decode())


def test_however_many_came_back_a_list_reads_their_records_together() -> None:
    cases = Case.objects.select_related("bureau").order_by("pk")[:6]
    came_back_all = [
        OpenTurn(
            case=case,
            kind="act",
            what="file",
            role="",
            about="returned/3",
            since=case.opened_at.date(),
            until=None,
            whom=(),
        )
        for case in cases
    ]
    with CaptureQueriesContext(connection) as few:
        came_back.notes_of(came_back_all[:1])
    with CaptureQueriesContext(connection) as many:
        came_back.notes_of(came_back_all)

    assert len(many) == len(few) == 1


def test_a_paper_owed_to_two_parties_is_said_once_where_no_party_is_named() -> None:
    owed = Waited(what="送达《调解通知》", whom="刘芳", until=date(2022, 12, 9))
    note = Waited(what="组织调解", whom="刘芳")

    assert whose_turn([owed, owed]) == "现在轮到刘芳：送达《调解通知》（至2022-12-09）。"
    assert whose_turn([owed, owed, note]).count("；") == 1
    assert "等" not in whose_turn([owed, owed, note])
    assert whose_turn([owed, note, Waited(what="回访")]).endswith("等3项。")
    assert whose_turn([]) == ""


def test_another_case_is_waited_for_and_it_is_nobodys_turn() -> None:
    review = Waited(what="等待“法制审核”办结", whom="清法审〔2023〕2号")

    assert whose_turn([review]) == "现在等待清法审〔2023〕2号“法制审核”办结。"
    assert (
        whose_turn([Waited(what="送达", whom="刘芳"), review])
        == "现在轮到刘芳：送达；等待清法审〔2023〕2号“法制审核”办结。"
    )


def test_what_waits_to_be_signed_and_what_the_law_brings_about_are_nobodys_turn() -> None:
    signed, joint = Waited(what="待签"), Waited(what="确认共同办理", whom="叶丽兰")
    over = Waited(what="等待《告知书》公告期满", whom="依法届满", until=date(2022, 12, 9))

    assert whose_turn([signed, joint]) == "现在待签；轮到叶丽兰：确认共同办理。"
    assert whose_turn([joint, signed]) == "现在轮到叶丽兰：确认共同办理；待签。"
    assert (
        whose_turn([joint, Waited(what="送达", whom="刘芳")]) == "现在轮到叶丽兰：确认共同办理；刘芳：送达。"
    )
    assert whose_turn([over]) == "现在等待《告知书》公告期满（至2022-12-09）。"
    assert whose_turn([Waited(what="等待缴纳罚款", whom="刘芳")]) == "现在等待缴纳罚款（刘芳）。"
    assert Waited(what="视为撤回", whom="依法届满").said == "视为撤回（依法届满即办）"
