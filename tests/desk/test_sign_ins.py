# SPDX-License-Identifier: MulanPSL-2.0
"""Who is signed in where is listed for its holder, and ends by a press, by a new password, after a while and after a day."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from tests.desk.signing_in import PASSWORD, signed_in, text_of

from fadu.desk import sign_ins
from fadu.desk.models import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("lived")]
EDGE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/109.0 Safari/537.36 Edg/109.0"}
PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 12) Chrome/110.0 Mobile Safari/537.36"}


def test_each_sign_in_is_listed_with_device_address_and_times() -> None:
    client, _ = signed_in("zhifa", **EDGE)
    signed_in("zhifa", **PHONE, REMOTE_ADDR="10.1.2.3")

    page = text_of(client.get("/own/"))

    assert "现在的登录（2）" in page
    assert "Windows，Edge 这一处" in page
    assert "安卓，Chrome 10.1.2.3" in page


def test_one_or_all_others_are_ended_by_a_press_and_this_one_goes_on() -> None:
    client, _ = signed_in("zhifa", **EDGE)
    phone, _ = signed_in("zhifa", **PHONE)
    third, _ = signed_in("zhifa")
    only = SignIn.objects.get(device="安卓，Chrome", ended=None)

    client.post("/own/end/", {"only": str(only.pk)})
    assert phone.get("/").status_code == 302
    assert third.get("/").status_code == 200
    answer = client.post("/own/end/", follow=True)

    assert "已结束1处登录" in text_of(answer)
    assert third.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_nobody_ends_a_sign_in_of_somebody_else() -> None:
    client, _ = signed_in("zhifa")
    other, _ = signed_in("juzhang")
    theirs = SignIn.objects.get(account__username="juzhang", ended=None)

    answer = client.post("/own/end/", {"only": str(theirs.pk)}, follow=True)

    assert "没有结束" in text_of(answer)
    assert other.get("/").status_code == 200
    assert client.post("/own/end/", {"only": "x"}).status_code == 302


def test_a_new_password_ends_all_other_sign_ins_and_keeps_this_one() -> None:
    client, _ = signed_in("zhifa")
    other, _ = signed_in("zhifa")
    form = {"old": PASSWORD, "new": "kan-shan-shi-shan", "again": "kan-shan-shi-shan"}

    assert client.post("/password/", form)["Location"] == "/"

    assert other.get("/").status_code == 302
    assert client.get("/").status_code == 200
    assert "现在的登录（1）" in text_of(client.get("/own/"))
    rows = SignIn.objects.filter(account__username="zhifa").exclude(row="")
    assert Session.objects.filter(session_key__in=rows.values("row")).count() == 1


def test_the_old_password_is_not_guessed_without_end_behind_the_door() -> None:
    client, _ = signed_in("zhifa")
    form = {"old": "nicht-dieses", "new": "kan-shan-shi-shan", "again": "kan-shan-shi-shan"}
    answers = [client.post("/password/", form) for _ in range(5)]

    assert "现在的密码不对" in text_of(answers[0])
    assert answers[-1].status_code == 429


def jump(monkeypatch: pytest.MonkeyPatch, client: Client, seconds: float) -> None:
    """Let so many seconds pass since a browser signed in."""
    began = client.session[sign_ins.BEGAN]
    monkeypatch.setattr("django.core.signing.time.time", lambda: began + seconds)


def test_a_session_ends_after_an_hour_without_a_press_and_the_page_to_sign_in_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, _ = signed_in("zhifa")
    jump(monkeypatch, client, 61 * 60)

    answer = client.get("/search/", follow=True)

    assert answer.redirect_chain[-1][0] == "/sign-in/?next=/search/"
    assert "您的登录已经结束：60分钟没有操作" in text_of(answer)


def test_a_session_in_use_goes_on_beyond_the_hour_and_ends_after_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = signed_in("zhifa")
    with monkeypatch.context() as later:
        jump(later, client, 40 * 60)
        assert client.get("/").status_code == 200
    with monkeypatch.context() as later:
        jump(later, client, 80 * 60)
        assert client.get("/").status_code == 200
    with override_settings(FADU_SESSION_HOURS=1), monkeypatch.context() as later:
        jump(later, client, 100 * 60)
        assert "您的登录已经结束" in text_of(client.get("/", follow=True))


def test_who_was_never_signed_in_is_not_told_of_an_end() -> None:
    assert "已经结束" not in text_of(Client().get("/", follow=True))


def test_each_sign_in_tells_of_the_one_before_and_of_what_failed_since() -> None:
    signed_in("zhifa", **PHONE, REMOTE_ADDR="10.1.2.3")
    for _ in range(2):
        signed_in("zhifa", "nicht-dieses")
    client, _ = signed_in("zhifa")

    page = text_of(client.get("/"))

    assert re.search(r"您上次登录：\d{4}年.*，10\.1\.2\.3（安卓，Chrome）", page)
    assert "有2次登录您的账号没有成功" in page


def test_the_list_of_sign_ins_holds_no_cookie() -> None:
    client, _ = signed_in("zhifa")
    cookie: Any = client.cookies["sessionid"].value

    assert not SignIn.objects.filter(row=cookie).exists()
    assert cookie not in client.get("/own/").content.decode()


def test_signing_out_is_listed_as_an_end() -> None:
    client, _ = signed_in("zhifa")
    client.post("/sign-out/")

    assert SignIn.objects.filter(account__username="zhifa").latest("pk").ended is not None
