# SPDX-License-Identifier: MulanPSL-2.0
"""One form registers a person with unit, posts, certificate and account, by the rules of the sheet; departments come several at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from fadu.kernel import clock
from fadu.people import services as people
from fadu.people.models import Account, Bureau

pytestmark = pytest.mark.django_db
ADDRESS = "/bureau/add/officer/"


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def whole(**values: Any) -> dict[str, Any]:
    """Everything of a person who joins a unit that is there."""
    unit = people.found_department(bureau=Bureau.objects.get(), name="执法大队")
    today = clock.today().isoformat()
    return {
        "name": "张三",
        "department": unit.pk,
        "since": today,
        "posts": ["case_handler", "window_clerk"],
        "start": today,
        "document": "清市监任〔2026〕1号",
        "number": "370000001",
        "valid_from": "2022-01-01",
        "valid_to": "2040-01-01",
        "username": "zhangsan",
        **values,
    }


def test_one_press_registers_a_person_with_everything(administrator: Client) -> None:
    said = text_of(administrator.post(ADDRESS, whole(), follow=True))

    officer = Bureau.objects.get().officers.get(name="张三")
    assert {row.post for row in officer.appointments.all()} == {"case_handler", "window_clerk"}
    assert officer.certificates.get().number == "370000001"
    password = re.search(r"一次性密码是 (\S+)（", said)
    assert password
    assert Account.objects.get(username="zhangsan").check_password(password[1])


def test_what_would_be_entered_is_told_first_and_nothing_is_written(administrator: Client) -> None:
    said = text_of(administrator.post(ADDRESS, whole(preview="1")))

    assert "任“执法（经办）人员”" in said
    assert not Bureau.objects.get().officers.filter(name="张三").exists()


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_written(administrator: Client) -> None:
    said = text_of(administrator.post(ADDRESS, whole(document="", valid_to="2021-01-01")))

    assert "填写了岗位而没有依据文件" in said
    assert "早于起始日" in said
    assert not Bureau.objects.get().officers.filter(name="张三").exists()


def test_the_next_one_begins_with_what_both_have_in_common(administrator: Client) -> None:
    answer = administrator.post(ADDRESS, whole(again="1"), follow=True)

    page = answer.content.decode()
    assert "登记人员" in text_of(answer)
    assert 'value="清市监任〔2026〕1号"' in page
    assert 'value="张三"' not in page


def test_several_departments_are_founded_by_one_press_all_or_none(administrator: Client) -> None:
    address = "/bureau/add/department/"
    administrator.post(address, {"name": "执法大队\n法规科\n"})
    refused = administrator.post(address, {"name": "信息科\n法规科"})

    names = set(Bureau.objects.get().departments.values_list("name", flat=True))
    assert {"执法大队", "法规科"} < names
    assert "信息科" not in names
    assert "名称为“法规科”的机构已经登记" in text_of(refused)
