# SPDX-License-Identifier: MulanPSL-2.0
"""The checks by which a user sees at once whether it is a toy, on the pages themselves. (Draws come with inspections.)"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import Count
from django.db.utils import DatabaseError
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.desk.pressing import pressed

from fadu.cases.models import Act, Case, Refusal
from fadu.demo.year import opens_at
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import verification
from fadu.storage import triggers

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]
MORNING = opens_at(2022)


def words(answer: Any) -> str:
    """What stands on a page, as it is read."""
    body = re.sub(
        r"<style.*?</style>", " ", answer.content.decode().split('<main id="main">', 1)[-1], flags=re.S
    )
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def opened(desk_of: Desk, filled: Filled, kind: str, account: str, **values: str) -> str:
    """A case opened on the desk: its address."""
    client, address = desk_of(account), f"/open/{kind}/"
    answer = pressed(
        client,
        address,
        filled(
            client,
            address,
            **{"party-name": "清河百货店", "party-kind": "enterprise", **values},
        ),
    )
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def done(desk_of: Desk, filled: Filled, account: str, case: str, action: str, **values: Any) -> Any:
    """An act done, or refused, on the desk."""
    client, address = desk_of(account), f"{case}do/{action}/"
    return pressed(client, address, {**filled(client, address), **values})


def officer(account: str) -> Any:
    return get_user_model().objects.get(username=account).officer


def number_of(case: str) -> int:
    return int(case.strip("/").split("/")[1])


# 1. Spring Festival ------------------------------------------------------------------------------


@pytest.fixture
def before_the_festival(desk_of: Desk, filled: Filled) -> str:
    """An application received on the last working day before the Spring Festival of 2023; the notice is due in five working days."""
    with clock.set_to(datetime(2023, 1, 20, 15, tzinfo=LEGAL_TIME)):
        return opened(desk_of, filled, "licence", "chuangkou", received_on="2023-01-20")


def test_1_five_working_days_over_the_spring_festival_end_where_the_notice_says(
    before_the_festival: str, desk_of: Desk
) -> None:
    with clock.set_to(datetime(2023, 1, 20, 15, tzinfo=LEGAL_TIME)):
        page = words(desk_of("chuangkou").get(before_the_festival))

    # off from 21 to 27 January; 28 and 29 are worked: 28, 29, 30, 31 January and 1 February
    assert "一次告知补正期限 黄灯" in page or "一次告知补正期限 绿灯" in page
    assert "剩5个工作日" in page
    assert "2023年2月1日届满" in page


# 2. Open the date --------------------------------------------------------------------------------


def test_2_a_date_opens_with_its_article_and_each_day_that_is_not_counted(
    before_the_festival: str, desk_of: Desk
) -> None:
    with clock.set_to(datetime(2023, 1, 20, 15, tzinfo=LEGAL_TIME)):
        page = desk_of("chuangkou").get(before_the_festival).content.decode()

    explanation = words(
        type(
            "Page", (), {"content": "".join(re.findall(r'<ol class="explain">.*?</ol>', page, re.S)).encode()}
        )
    )
    assert "行政许可法 32" in explanation
    assert "春节" in explanation
    assert "5个工作日" in explanation


# 3. Approve yourself -----------------------------------------------------------------------------


@pytest.fixture
def lead(desk_of: Desk, filled: Filled) -> str:
    """A lead with two officers assigned, the first of whom signs in as zhifa."""
    brigade = officer("duizhang").department
    with clock.set_to(MORNING):
        case = opened(
            desk_of, filled, "penalty", "dengji", department=str(brigade.pk), received_on="2023-01-12"
        )
        other = (
            brigade.officers.exclude(pk=officer("zhifa").pk).filter(appointments__post="case_handler").first()
        )
        for person in (officer("zhifa"), other):
            answer = done(
                desk_of, filled, "duizhang", case, "assign", role="handler", person=f"officer:{person.pk}"
            )
            assert answer.status_code == 302, words(answer)
    return case


def test_3_who_investigates_cannot_examine_the_case_and_the_attempt_is_kept(
    lead: str, desk_of: Desk, filled: Filled
) -> None:
    with clock.set_to(MORNING):
        answer = done(desk_of, filled, "zhifa", lead, "examine")

    assert answer.status_code == 422
    assert "已任“办案人员”，不得再任“案件审核人员”" in words(answer)
    assert "程序规定 49" in words(answer)
    assert not Act.objects.filter(case=number_of(lead), action="examine").exists()
    kept = Refusal.objects.filter(case=number_of(lead), action="examine").get()
    assert "apart" in [ground["code"] for ground in kept.grounds]


# 4. Print the file -------------------------------------------------------------------------------


STATUTORY = {"立案审批表", "行政处罚告知书", "行政处罚决定书", "结案审批表"}


def heaviest() -> Any:
    return (
        Case.objects.filter(kind="penalty", closed_at__isnull=False)
        .annotate(n=Count("documents"))
        .order_by("-n", "pk")
        .first()
    )


def test_4_the_papers_of_a_case_print_with_names_numbers_and_dates_in_chinese(desk_of: Desk) -> None:
    client, case = desk_of("juzhang"), heaviest()
    party = case.parties.get().party.name
    titles, numbers = [], []
    for paper in case.documents.select_related("document").order_by("pk"):
        text = words(client.get(f"/case/{case.pk}/document/{paper.pk}.html"))
        titles.append(paper.document.title)
        numbers.append(paper.document.number)
        assert not re.search(
            r"None|null|undefined|\{|\}|officer:|party:|\d{4}-\d{2}-\d{2}|[a-z]{3,}_[a-z]+", text
        ), paper.document.title
        if paper.document.title in STATUTORY:
            assert re.search(r"\d{4}年\d{1,2}月\d{1,2}日|[〇一二三四五六七八九]{4}年", text), (
                paper.document.title
            )
    assert set(titles) >= STATUTORY
    assert re.fullmatch(r"清市监罚告〔2022〕[1-9]\d*号", numbers[titles.index("行政处罚告知书")])
    decision = case.documents.get(template="penalty_decision")
    assert party in words(client.get(f"/case/{case.pk}/document/{decision.pk}.html"))


def test_4_a_printed_paper_counts_its_pages(desk_of: Desk) -> None:
    client, case = desk_of("juzhang"), heaviest()
    decision = case.documents.get(template="penalty_decision")

    pages = PdfReader(io.BytesIO(client.get(f"/case/{case.pk}/document/{decision.pk}.pdf").content)).pages

    for place, page in enumerate(pages, start=1):
        foot = "".join(page.extract_text().split())
        assert re.search(rf"第{place}页共{len(pages)}页|—{place}—|-{place}-", foot), foot[-60:]


# 5. Change the law -------------------------------------------------------------------------------


def taken_in(desk_of: Desk, kind: str, rows: list[dict[str, str]], *, confirm: bool = True) -> Any:
    """Rows of the template of a kind, tried and, unless told otherwise, confirmed."""
    client = desk_of("guanli")
    sheet = client.get(f"/bureau/imports/{kind}.xlsx")
    head = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()[0]
    lines = [",".join(head), *(",".join(row.get(title, "") for title in head) for row in rows)]
    seen = client.post(
        "/bureau/imports/", {"kind": kind, "file": SimpleUploadedFile("台账.csv", "\n".join(lines).encode())}
    )
    token = re.search(r'name="token" value="(\w+)"', seen.content.decode())
    assert token, words(seen)
    if confirm:
        assert client.post("/bureau/imports/", {"token": token[1], "confirm": "1"}).status_code == 302
    return seen


def test_5_a_case_before_and_one_after_a_change_of_law_follow_different_terms_both_explained(
    desk_of: Desk, settings: Any, tmp_path: Any
) -> None:
    settings.HOME = tmp_path
    said = {}
    with clock.set_to(datetime(2026, 4, 30, 9, tzinfo=LEGAL_TIME)):
        row = {"当事人名称": "清河百货店", "当事人类型": "个体工商户", "承办机构": "消费者权益保护科"}
        taken_in(
            desk_of,
            "complaint",
            [
                {**row, "案号": "旧投〔2024〕1号", "登记投诉日期": "2024-06-03", "受理日期": "2024-06-05"},
                {**row, "案号": "旧投〔2026〕2号", "登记投诉日期": "2026-04-20", "受理日期": "2026-04-22"},
            ],
        )
        for number in ("旧投〔2024〕1号", "旧投〔2026〕2号"):
            said[number] = words(desk_of("juzhang").get(f"/case/{Case.objects.get(number=number).pk}/"))

    # 45 working days after 5 June 2024; 60 days after 22 April 2026, the last of which is a Sunday and moves on
    assert "2024年8月8日届满" in said["旧投〔2024〕1号"]
    assert "适用2020年1月1日起施行的程序" in said["旧投〔2024〕1号"]
    assert "45个工作日" in said["旧投〔2024〕1号"]
    assert "2026年6月22日届满" in said["旧投〔2026〕2号"]
    assert "适用2026年4月15日起施行的程序" in said["旧投〔2026〕2号"]
    assert "60日" in said["旧投〔2026〕2号"]


def test_5_an_act_dated_before_its_case_is_refused(lead: str, desk_of: Desk, filled: Filled) -> None:
    with clock.set_to(MORNING):
        answer = done(desk_of, filled, "zhifa", lead, "note", text="补记", happened_at="2022-12-01T09:00")

    assert answer.status_code == 422
    assert "早于本案开始之日" in words(answer)


# 6. Withdraw, correct, undo ----------------------------------------------------------------------

FILING = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "有证据初步证明",
    "violation_continues": "yes",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
}


def test_6_a_proposal_two_have_signed_is_sent_back_and_nothing_is_lost(
    lead: str, desk_of: Desk, filled: Filled
) -> None:
    with clock.set_to(MORNING):
        for account, fields in (("zhifa", FILING), ("duizhang", {})):
            answer = done(desk_of, filled, account, lead, "file", **fields)
            assert answer.status_code == 302, words(answer)
        before = set(Act.objects.filter(case=number_of(lead)).values_list("pk", flat=True))

        answer = done(
            desk_of, filled, "fenguan", lead, "return_proposal", of="file", reason="核查结果过于简单"
        )

        assert answer.status_code == 302, words(answer)
        page = desk_of("juzhang").get(lead).content.decode()
        again = done(desk_of, filled, "zhifa", lead, "file", **FILING)
    assert before < set(Act.objects.filter(case=number_of(lead)).values_list("pk", flat=True))
    assert page.count('<li class="void">') == 2
    assert "核查结果过于简单" in page
    assert again.status_code == 302


def test_6_all_who_must_sign_file_the_case_one_after_the_other(
    lead: str, desk_of: Desk, filled: Filled
) -> None:
    with clock.set_to(MORNING):
        for account, fields in (("zhifa", FILING), ("duizhang", {}), ("fenguan", {})):
            answer = done(desk_of, filled, account, lead, "file", **fields)
            assert answer.status_code == 302, words(answer)
        page = words(desk_of("zhifa").get(lead))

    assert "《立案审批表》" in page
    assert "先行签署" in page


# 8. Click a figure -------------------------------------------------------------------------------


def test_8_every_figure_opens_as_many_records_as_it_says_or_adds_up_to_it(desk_of: Desk) -> None:
    client, looked = desk_of("juzhang"), 0
    page = client.get("/figures/2022/").content.decode()
    for code in dict.fromkeys(re.findall(r"/figures/2022/([A-Z]+-\w+)/", page)):
        body = client.get(f"/figures/2022/{code}/").content.decode()
        parts = re.findall(
            r"<h2>[^<]*?：([\d,.]+)(件|次|人|项|份|场|个|户|万元|元)[^<]*?（(\d+)项记录）</h2>(.*?)</table>",
            body,
            re.S,
        )
        for value, unit, stated, table in parts:
            rows = table.count("<tr><td")
            assert rows == int(stated), code
            if "元" not in unit:
                looked += 1
                assert int(value.replace(",", "")) == rows, code
            else:
                cells = re.findall(r'<td class="number[^"]*">(-?[\d,]+(?:\.\d+)?)(?:元)?</td>', table)
                total = sum(float(cell.replace(",", "")) for cell in cells) / (
                    10_000 if unit == "万元" else 1
                )
                assert float(value.replace(",", "")) == pytest.approx(total, abs=0.01), code
    assert looked > 20


def test_8_a_report_that_is_locked_does_not_change_with_later_records(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("juzhang")
    with clock.set_to(MORNING):
        client.post("/report/2022/", {"lock": "1"})
        before = client.get("/report/2022/?format=json").content

        opened(
            desk_of, filled, "complaint", "dengji", received_on="2022-12-30", happened_at="2022-12-30T09:00"
        )

        assert client.get("/report/2022/?format=json").content == before
        assert "项数据变动" in words(client.get("/report/2022/"))


# 9. Peek and poke --------------------------------------------------------------------------------


def test_9_the_address_of_a_case_of_others_leads_nowhere(lead: str, desk_of: Desk) -> None:
    client, case = desk_of("xuke"), heaviest()
    paper = case.documents.first()

    for address in (
        lead,
        f"{lead}do/note/",
        f"{lead}upload/",
        f"/case/{case.pk}/",
        f"/case/{case.pk}/document/{paper.pk}.pdf",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"{lead}do/note/", {"text": "x"}).status_code == 404
    assert case.number not in words(client.get("/search/", {"q": case.number})).removeprefix(
        f"检索“{case.number}”"
    )


def test_9_a_row_edited_in_the_database_is_refused_and_by_force_named(lived: None) -> None:
    act = Act.objects.filter(case=heaviest(), action="decide").get()
    payload = '{"fine": 1}'
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_act SET payload = %s WHERE id = %s", [payload, act.pk])
    assert verification.verify() == []

    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_act SET payload = %s WHERE id = %s", [payload, act.pk])
    problems = [f"{p.where}{p.message}" for p in verification.verify()]
    triggers.install()

    assert any(act.case.number in problem for problem in problems), problems


# 10. A bad Excel ---------------------------------------------------------------------------------


def test_10_each_wrong_row_of_a_sheet_is_told_and_the_good_ones_are_taken_in(
    desk_of: Desk, settings: Any, tmp_path: Any
) -> None:
    settings.HOME = tmp_path
    good = [
        {
            "案号": f"旧许〔2022〕{n}号",
            "当事人名称": f"清河{n}店",
            "当事人类型": "个体工商户",
            "收到申请日期": "2022-03-01",
            "承办机构": "行政许可科",
        }
        for n in range(1, 41)
    ]
    good[4]["收到申请日期"] = "２０２２年３月４日"  # full-width digits are read
    wrong = [
        {**good[0]},
        {**good[1], "案号": "旧许〔2022〕51号", "收到申请日期": "2022-02-30"},
        {**good[2], "案号": "旧许〔2022〕52号", "收到申请日期": "上月"},
        {**good[3], "案号": ""},
        {**good[5], "案号": "旧许〔2022〕53号", "收到申请日期": ""},
    ]

    with clock.set_to(MORNING):
        seen = taken_in(desk_of, "licence", good + wrong, confirm=False)
        assert not Case.objects.filter(number__startswith="旧许").exists()
        taken_in(desk_of, "licence", good + wrong)

    assert re.search(r"45 读到的行 40 可以导入", words(seen))
    assert re.search(r"5 不能导入", words(seen))
    for row in (42, 43, 44, 45, 46):
        assert f'<td class="number">{row}</td>' in seen.content.decode(), row
    assert Case.objects.filter(number__startswith="旧许").count() == 40
