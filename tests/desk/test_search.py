# SPDX-License-Identifier: MulanPSL-2.0
"""Search finds cases, parties and papers by number, code, telephone, day and words, each past the gate; what is sealed finds nothing."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from tests.desk import canary, handed

from fadu.cases.acts import services
from fadu.cases.models import Case, CaseDocument
from fadu.demo.bureau import ACCOUNTS
from fadu.kernel import clock
from fadu.people import finding
from fadu.people.actors import OfficerActor
from fadu.people.erasing import erase_party
from fadu.people.models import Party, PartyFinding
from fadu.people.parties import register_party

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
CODE = "91110000600037341L"
ECHO = re.compile(r"<form(?s:.*?)</form>|<h1>.*?</h1>|<title>.*?</title>|<p class=\"practice\".*?</p>")


def answer(client: Client, text: str, **chosen: str) -> str:
    """What the page of a search says, without what was typed into it."""
    return ECHO.sub("", client.get("/search/", {"q": text, **chosen}).content.decode())


def kinds_in(page: str) -> set[str]:
    return set(re.findall(r'class="sub">([^<]+)</span></td><td>', page))


def opened(kind: str, parties: list[tuple[Any, str]], **payload: Any) -> Any:
    handler = canary.officer("zhifa")
    return services.open_case(
        kind=kind,
        bureau=handler.bureau,
        by=OfficerActor(officer=handler),
        payload=payload,
        request_id=uuid.uuid4(),
        department=handler.department,
        parties=parties,
    )


@pytest.fixture
def firm(lived: None) -> Party:
    register_party(kind="enterprise", name="青石旧名商行", uscc=CODE, on=date(2020, 1, 1))
    return register_party(
        kind="enterprise",
        name="白鹭新名超市",
        uscc=CODE,
        phone="0571-88990011",
        address="清河区灯笼巷七号",
        legal_representative="殷九思",
        on=date(2022, 12, 1),
    )[0]


@pytest.fixture
def person(lived: None) -> Party:
    return register_party(**canary.PARTY)[0]


@pytest.fixture
def complaint(lived: None, firm: Party, person: Party) -> Iterator[Any]:
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        yield opened(
            "complaint",
            [(person, "投诉人"), (firm, "被投诉人")],
            channel="visit",
            received_on="2022-12-15",
            goods="手机",
            dispute="三天后无法开机",
            request="退货退款",
        )


@pytest.mark.parametrize("way", ["{}", " {} ", "〔〕", "[]", "()", "（）", "【】"])
def test_a_case_is_found_by_its_number_in_whatever_brackets(
    desk_of: Callable[..., Client], complaint: Any, way: str
) -> None:
    brackets = way if len(way) == 2 and way != "{}" else "〔〕"
    number = complaint.number.replace("〔", brackets[0]).replace("〕", brackets[1])

    page = answer(desk_of("juzhang"), way.format(number) if "{}" in way else number)

    assert re.search(r">案件（.*?>([^<>]*〔\d+〕\d+号)<", page, re.DOTALL)[1] == complaint.number  # type: ignore[index]


def test_digits_in_full_width_and_capitals_are_the_same_number(
    desk_of: Callable[..., Client], complaint: Any
) -> None:
    wide = complaint.number.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})

    assert complaint.number in answer(desk_of("juzhang"), wide)


def test_a_paper_is_found_by_its_number_and_leads_to_its_case(desk_of: Callable[..., Client]) -> None:
    row = CaseDocument.objects.exclude(document__number="").filter(access="main").order_by("pk").first()
    assert row is not None

    page = answer(desk_of("juzhang"), row.document.number.replace("〔", "[").replace("〕", "]"))

    assert f'href="/case/{row.case_id}/document/{row.pk}.html">{row.document.number}<' in page
    assert row.case.number in page


def test_part_of_a_number_finds_the_cases_whose_number_or_paper_has_it(
    desk_of: Callable[..., Client],
) -> None:
    case = Case.objects.filter(kind="penalty").order_by("pk").first()
    assert case is not None
    part = case.number[2 : case.number.index("号")]

    numbers = re.findall(r">([^<>]*〔\d+〕\d+号)<", answer(desk_of("juzhang"), part))

    assert case.number in numbers


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        "９１１１ ００００ ６０００ ３７３４ １Ｌ",
        "0571-88990011",
        "057188990011",
        "白鹭新名",
        "青石旧名",
        "灯笼巷",
        "殷九思",
        "白鷺新名",
    ],
)
def test_a_firm_is_found_by_code_telephone_name_former_name_address_and_representative(
    desk_of: Callable[..., Client], complaint: Any, text: str
) -> None:
    page = answer(desk_of("juzhang"), text)

    assert ">当事人（1）</h2>" in page
    assert "白鹭新名超市" in page
    assert complaint.number in page


def test_a_person_is_found_by_whole_number_or_telephone_alone_and_shown_masked(
    desk_of: Callable[..., Client], complaint: Any
) -> None:
    client = desk_of("juzhang")

    for sought in (canary.PARTY["phone"], canary.PARTY["id_number"]):
        page = answer(client, sought)
        assert complaint.number in page
        assert canary.PARTY["name"] in page
        assert not canary.CANARY.search(page)
    for part in (canary.PARTY["phone"][:8], canary.PARTY["id_number"][:10], "暗巷"):
        assert "没有找到" in answer(client, part)


def test_who_may_not_see_the_case_finds_neither_it_nor_its_parties(
    desk_of: Callable[..., Client], complaint: Any
) -> None:
    client = desk_of("guanli")

    for sought in (complaint.number, CODE, "白鹭新名", canary.PARTY["phone"]):
        page = answer(client, sought)
        assert "没有找到" in page
        assert complaint.number not in page


def test_an_erased_person_is_found_by_no_number(
    desk_of: Callable[..., Client], complaint: Any, person: Party
) -> None:
    erase_party(number=person.pk, by=[{"officer": "1"}], reason="本人要求删除")
    client = desk_of("juzhang")

    assert "没有找到" in answer(client, canary.PARTY["phone"])
    assert "没有找到" in answer(client, canary.PARTY["id_number"])


@pytest.mark.parametrize("account", ACCOUNTS)
def test_an_informant_is_found_by_nobody_not_even_by_who_handles_the_tip(
    desk_of: Callable[..., Client], lived: None, account: str
) -> None:
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        canary.tip_off()
        client = desk_of(account)
        nothing = answer(client, "绝无此词绝无")

        for sought in (*canary.INFORMANT.values(), "金絲雀甲", "金丝雀", "1390099"):
            assert answer(client, sought) == nothing, sought


def test_somebody_once_entered_as_a_party_in_a_sealed_capacity_is_not_found(
    desk_of: Callable[..., Client], complaint: Any, firm: Party
) -> None:
    Case.objects.get(pk=complaint.pk).parties.filter(party=firm).update(capacity="举报人")

    page = answer(desk_of("juzhang"), CODE)

    assert "没有找到" in page


def test_a_month_finds_what_began_in_it_and_says_how_a_number_is_written(
    desk_of: Callable[..., Client],
) -> None:
    page = answer(desk_of("juzhang"), "2022-03")

    assert "列出2022年3月1日至2022年3月31日开始的案件" in page
    assert "市监处〔2022〕3号" in page
    days = re.findall(r'<td class="number">(\d{4}-\d{2}-\d{2})</td><td class="number">', page)
    assert days
    assert {day[:7] for day in days} == {"2022-03"}


def test_hits_are_narrowed_by_kind_and_by_whether_they_are_open(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")
    every = answer(client, "2022-06")

    reviews = answer(client, "2022-06", kind="legal_review")
    closed = answer(client, "2022-06", state="closed")
    open_ones = answer(client, "2022-12", state="open")

    assert kinds_in(every) > kinds_in(reviews) == {"法制审核"}
    assert ">在办</td>" not in closed
    assert open_ones.count(">在办</td>") == open_ones.count("<a data-row")


def test_a_choice_that_is_none_narrows_nothing_and_says_so(desk_of: Callable[..., Client]) -> None:
    page = desk_of("juzhang").get("/search/", {"q": "2022-03", "kind": "nothing"}).content.decode()

    assert "应为所列的选项之一" in page
    assert ">案件（" in page


def test_nothing_found_says_what_is_searched_and_what_never_is(desk_of: Callable[..., Client]) -> None:
    page = answer(desk_of("juzhang"), "绝无此词")

    assert "没有找到" in page
    assert "须写完整的号码" in page
    assert "举报人的姓名、电话、证件号码、住址" in page


def test_a_row_that_finds_a_party_changed_by_hand_is_named(lived: None, firm: Party) -> None:
    assert list(finding.differing([firm.pk])) == []

    PartyFinding.objects.filter(pk=firm.pk).update(phone_index="")

    assert [(each.row, each.column) for each in finding.differing([firm.pk])] == [
        (str(firm.pk), "phone_index")
    ]
    assert finding.rebuild() == 1
    assert list(finding.differing([firm.pk])) == []


def test_a_case_is_found_by_what_its_rows_say(desk_of: Callable[..., Client]) -> None:
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        case = handed.penalty("清河寻行商行")
        row = {"title": "过期酸奶照片", "kind": "document", "proves": "货架上的紫薯酸奶"}
        handed.act(case, "gather", "zhifa", {"evidence": [row]})

        for words in ("过期酸奶", "紫薯酸奶"):
            assert case.number in desk_of("zhifa").get("/search/", {"q": words}).content.decode(), words
            assert case.number not in desk_of("xiaobao").get("/search/", {"q": words}).content.decode()
