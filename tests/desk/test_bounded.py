# SPDX-License-Identifier: MulanPSL-2.0
"""A request is bounded before a page sees it: methods, size, characters, lengths; and nobody keeps what is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from fadu.desk import bounded
from fadu.desk.urls import urlpatterns

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]
NAMES = sorted(str(pattern.name) for pattern in urlpatterns)
SAMPLES = {"slug": "nothing", "int": "1", "year": "2022", "str": "none"}
PARTY = {"party-kind": "person", "party-name": "测试人甲"}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def address_of(name: str) -> str:
    """An address of that name, for things that need not be there."""
    (pattern,) = [str(one.pattern) for one in urlpatterns if one.name == name]
    return "/" + re.sub(r"<(\w+):\w+>", lambda part: SAMPLES[part[1]], pattern)


# -- methods ---------------------------------------------------------------------------------------


def test_every_address_says_by_which_methods_it_is_asked() -> None:
    assert sorted(bounded.METHODS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_address_takes_no_other_method_and_says_so_on_a_page_of_ours(desk_of: Desk, name: str) -> None:
    client = desk_of("juzhang", enforce_csrf_checks=True)
    others = [each for each in ("GET", "POST", "PUT", "DELETE", "PATCH") if each not in bounded.METHODS[name]]

    answers = [client.generic(method, address_of(name)) for method in others]

    assert [answer.status_code for answer in answers] == [405] * len(others)
    assert all(answer["Allow"] == ", ".join(bounded.METHODS[name]) for answer in answers)
    assert all("没有写入任何内容" in text_of(answer) for answer in answers)
    assert all("desk/theme" in answer.content.decode() for answer in answers)


# -- headers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in NAMES if "GET" in bounded.METHODS[name]])
@pytest.mark.parametrize("signed_in", [True, False])
def test_no_answer_is_kept_framed_or_told_where_the_reader_was(
    desk_of: Desk, name: str, *, signed_in: bool
) -> None:
    client = desk_of("guanli") if signed_in else Client()

    answer = client.get(address_of(name))

    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_refusals_and_faults_are_kept_by_nobody_either(desk_of: Desk) -> None:
    client = desk_of("juzhang")

    answers = [
        client.get("/nowhere/"),
        client.get("/bureau/"),
        client.post("/search/"),
        client.get("/?q=a%00b"),
    ]

    assert [answer.status_code for answer in answers] == [404, 403, 405, 400]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}


def test_the_files_of_the_design_are_kept(desk_of: Desk) -> None:
    style = re.search(r'href="(/static/desk/theme[^"]+)"', desk_of("juzhang").get("/").content.decode())

    assert style
    answer = Client().get(style[1])
    assert "no-store" not in answer.get("Cache-Control", "")
    assert b"".join(answer)


def test_cookies_travel_by_tls_alone_where_the_setting_says_so() -> None:
    assert settings.SESSION_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE is settings.HTTPS
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


# -- characters and lengths ------------------------------------------------------------------------


@pytest.mark.parametrize(("unfit", "code"), [("\x00", "U+0000"), ("\x0b", "U+000B"), ("\ufffe", "U+FFFE")])
def test_a_character_nothing_can_hold_is_named_and_shown_again_without_it(
    desk_of: Desk, filled: Filled, unfit: str, code: str
) -> None:
    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY) | {"dispute": f"电饭煲{unfit}不热"}

    answer = client.post("/open/complaint/", data)

    assert answer.status_code == 400
    assert f"“电饭煲□不热”中有不能保存的字符（{code}" in text_of(answer)
    assert "电饭煲不热" in answer.content.decode()
    assert unfit not in answer.content.decode()


def test_half_a_character_smuggled_in_by_another_encoding_is_refused(desk_of: Desk) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n+2AA-\r\n--x--\r\n'

    answer = desk_of("guanli").post(
        "/bureau/add/department/", data=body, content_type="multipart/form-data; boundary=x; charset=utf-7"
    )

    assert answer.status_code == 400
    assert "内容应为UTF-8编码" in text_of(answer)


def test_half_a_character_is_named_by_its_number() -> None:
    assert bounded.UNFIT.search("甲\ud800乙")


def test_a_text_too_long_for_its_field_is_told_at_the_field(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY) | {"dispute": "热" * 50_001}

    answer = client.post("/open/complaint/", data)

    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert "热" * 50_001 in answer.content.decode()


def test_a_text_too_long_for_anything_is_told_with_its_length_and_kept(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY) | {"dispute": "热" * 200_001}

    answer = client.post("/open/complaint/", data)

    assert answer.status_code == 400
    assert "有200,001字，最多200,000字" in text_of(answer)
    assert "热" * 200_001 in answer.content.decode()


def test_a_search_of_a_length_nobody_types_is_told_so(desk_of: Desk) -> None:
    answer = desk_of("juzhang").get("/search/", {"q": "食" * 2_001})

    assert answer.status_code == 400
    assert "最多2,000字" in text_of(answer)


@pytest.mark.parametrize(
    "days", ["since=0001-01-01", "until=9999-12-31", "since=0001-01-01&until=9999-12-31"]
)
@pytest.mark.parametrize("page", ["waiting", "running", "done", "closed"])
def test_a_list_of_days_no_record_can_mean_says_so_and_does_not_break(
    desk_of: Desk, page: str, days: str
) -> None:
    answer = desk_of("juzhang").get(f"/{page}/?{days}")

    assert answer.status_code == 200
    assert "应为1900年至2199年之间的日期" in text_of(answer)


@pytest.mark.parametrize("query", ["page=99999999999999999999", "handler=9999999999999999999999", "page=x"])
def test_a_number_no_table_can_hold_finds_nothing_and_breaks_nothing(desk_of: Desk, query: str) -> None:
    client = desk_of("juzhang")

    assert client.get(f"/running/?{query}").status_code in {200, 404}
    assert client.get("/case/999999999999999999999999999999/").status_code == 404


def test_what_is_larger_than_a_file_may_be_is_not_even_read(desk_of: Desk) -> None:
    answer = desk_of("guanli").post(
        "/bureau/add/department/", {"name": "科"}, CONTENT_LENGTH=str(300 * 1024 * 1024)
    )

    assert answer.status_code == 413
    assert "一次提交的内容有300MB，最多256MB" in text_of(answer)
    assert "desk/theme" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({f"f{number}": "1" for number in range(1_001)}, 413, "一次提交的项目太多"),
        ({"name": "科" * 3_000_000}, 413, "填写的文字太多"),
    ],
)
def test_a_form_of_more_than_forms_have_is_answered_on_a_page_of_ours(
    desk_of: Desk, data: dict[str, str], status: int, said: str
) -> None:
    answer = desk_of("guanli").post("/bureau/add/department/", data)

    assert answer.status_code == status
    assert said in text_of(answer)
    assert "desk/theme" in answer.content.decode()


def test_a_form_broken_on_the_way_is_answered_on_a_page_of_ours(desk_of: Desk) -> None:
    answer = desk_of("guanli").post(
        "/bureau/add/department/", data=b"--", content_type="multipart/form-data; boundary="
    )

    assert answer.status_code == 400
    assert "提交的内容读不出来" in text_of(answer)


def test_a_name_of_the_site_that_is_not_ours_is_answered_without_it(lived: None) -> None:
    answer = Client().get("/sign-in/", HTTP_HOST="evil.example")

    assert answer.status_code == 400
    assert "不能以这个网址访问本系统" in text_of(answer)
    assert "evil" not in answer.content.decode()


def test_what_may_not_be_read_is_refused_by_its_reason_and_not_as_an_expired_page(desk_of: Desk) -> None:
    answer = desk_of("zhifa").get("/bureau/")

    assert answer.status_code == 403
    assert "本页由系统管理员维护" in text_of(answer)
    assert "过期" not in text_of(answer)
    assert "回到待办" in text_of(answer)
