# SPDX-License-Identifier: MulanPSL-2.0
"""What the framework and the registers would say in English, or by the keys of the machine, is said in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk.second_person import second, settled

from fadu.kernel import clock
from fadu.people import administration
from fadu.people.models import Bureau, LegalQualification, Officer

pytestmark = pytest.mark.django_db
Filled = Callable[..., dict[str, str]]
SHEET = "案号,日期\n旧1号,2022-03-01\n".encode()
MAPPING = "kind: complaint\nnumber: {column: 案号}\nacts: [{action: register, at: {column: 日期}}]\n"


def faults_of(answer: Any) -> str:
    """What a page says is wrong."""
    body = answer.content.decode()
    said = re.findall(r'(?s)<ul class="errorlist[^>]*>.*?</ul>|<div class="alert.*?</div>', body)
    return re.sub(r"<[^>]+>", " ", " ".join(said))


def added(client: Client, what: str, filled: Filled, **values: str) -> Any:
    address = f"/bureau/add/{what}/"
    return client.post(address, filled(client, address) | values, follow=True)


def taken_over(client: Client, mapping: bytes, kind: str = "complaint") -> Any:
    files = {
        "file": SimpleUploadedFile("a.csv", SHEET),
        "mapping": SimpleUploadedFile("m.yaml", mapping),
    }
    return client.post("/bureau/imports/", {"kind": kind, "history": "on", **files})


@pytest.mark.parametrize("password", ["kurz", "12345678", "password"])
def test_a_weak_password_is_refused_in_words(administrator: Client, filled: Filled, password: str) -> None:
    answer = added(administrator, "officer", filled, name="张新", username="zhangxin", password=password)

    assert not re.search(r"[A-Za-z]", faults_of(answer).replace(password, ""))
    assert "密码太短，应有10个以上字符" in faults_of(answer)


def test_who_tries_too_often_is_told_so_in_words(administrator: Client) -> None:
    stranger = Client()
    for _ in range(8):
        answer = stranger.post("/sign-in/", {"username": "guanli", "password": "falsch"})

    assert answer.status_code == 429
    assert "请等到" in answer.content.decode()
    assert "desk/theme" in answer.content.decode()


def test_what_is_registered_already_is_named_without_the_keys_of_its_table(
    administrator: Client, filled: Filled
) -> None:
    added(administrator, "department", filled, name="新科室")
    answer = added(administrator, "department", filled, name="新科室")

    assert "名称为“新科室”的机构已经登记" in faults_of(answer)


def test_a_holiday_notice_that_is_not_filled_in_is_asked_for_by_its_fields(administrator: Client) -> None:
    answer = administrator.post("/bureau/notices/", {"year": ""})

    assert "没有上传文件、原文中也没有读到的，应填写年份。" in faults_of(answer)
    assert "year" not in faults_of(answer)


def test_numbers_and_their_patterns_are_recorded_by_the_name_of_their_series(
    administrator: Client, filled: Filled
) -> None:
    other = second()
    series = {"series": "case:complaint", "document": "清市监〔2022〕1号"}
    added(administrator, "pattern", filled, pattern="{abbreviation}市监投字〔{year}〕{serial}号", **series)
    begun = {"series": "case:complaint", "year": "2031", "last": "5", "reason": "原登记簿"}
    administrator.post("/bureau/numbers/", begun)
    settled(other)
    again = administrator.post("/bureau/numbers/", begun)
    entered = administration.done_lately(Bureau.objects.get(), clock.today(), 1)

    assert "实为“消费投诉：案号 2031年自6号”" in faults_of(again)
    assert [done.what for done in entered if "案号" in done.words and done.what in {"series", "pattern"}] == [
        "series",
        "pattern",
    ]
    assert not [done.words for done in entered if "case:complaint" in done.words]


@pytest.mark.parametrize(
    ("mapping", "kind", "said"),
    [
        (b": : :\n\t", "complaint", "不是正确的 YAML"),
        ("kind: 投诉".encode("gbk"), "complaint", "应为UTF-8 编码的对应表"),
        (MAPPING.encode(), "penalty", "应为行政处罚（普通程序）的对应表；实为“消费投诉的对应表”"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why_and_not_where_it_lies_on_the_server(
    administrator: Client, mapping: bytes, kind: str, said: str
) -> None:
    answer = taken_over(administrator, mapping, kind)

    assert said in faults_of(answer)
    assert "/imports/" not in faults_of(answer)


def test_a_legal_qualification_is_not_entered_empty_and_can_be_completed(
    administrator: Client, filled: Filled
) -> None:
    empty = added(administrator, "qualification", filled, number="", obtained_on="", reviewing_since="")
    added(administrator, "qualification", filled, number="", obtained_on="", reviewing_since="2015-01-01")
    added(
        administrator, "qualification", filled, number="A2019", obtained_on="2019-03-01", reviewing_since=""
    )
    other = added(administrator, "qualification", filled, number="A2020", obtained_on="", reviewing_since="")

    assert "应为资格证书编号或者从事审核起始日期" in faults_of(empty)
    assert "应为与已登记的法律职业资格证号（A2019）相同" in faults_of(other)
    row = LegalQualification.objects.get()
    assert (row.number, str(row.obtained_on), str(row.reviewing_since)) == (
        "A2019",
        "2019-03-01",
        "2015-01-01",
    )


def test_two_terms_of_a_post_that_overlap_are_told_with_their_legal_days(
    administrator: Client, filled: Filled
) -> None:
    first = {"post": "archivist", "start": "2031-01-05", "end": "", "document": "任免"}
    added(administrator, "officer", filled, name="张新", username="", password="")
    person = str(Officer.objects.get(name="张新").pk)
    added(administrator, "appointment", filled, officer=person, **first)
    again = added(administrator, "appointment", filled, officer=person, **{**first, "start": "2031-02-01"})

    assert "张新在2031-01-05至今已任" in faults_of(again)
