# SPDX-License-Identifier: MulanPSL-2.0
"""A second factor: put on by its holder, asked for after the password, used once, asked of posts, taken off by two."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.desk.signing_in import PASSWORD, code_now, signed_in, text_of, with_a_telephone

from fadu.ledger.models import EntryParts
from fadu.people import factor_resets, second_factor
from fadu.people.models import Account, SecondFactor, SecondFactorReset
from fadu.storage import triggers

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Desk = Callable[..., Client]


def by_hand(statement: str, *values: object) -> None:
    """Change the database behind the program's back."""
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    triggers.install()


# -- putting it on ---------------------------------------------------------------------------------


def test_it_is_put_on_by_password_picture_and_first_code_without_any_script(desk_of: Desk) -> None:
    client = desk_of("zhifa")
    page = "/own/second-factor/"

    assert "没有启用" in text_of(client.get("/own/"))
    picture = client.post(page, {"step": "begin", "password": PASSWORD})
    written = re.search(r'id="secret">([A-Z2-7 ]+)<', picture.content.decode())
    assert written
    assert '<svg width="' in picture.content.decode()
    assert 'role="img"' in picture.content.decode()
    code = code_now(base64.b32decode(written[1].replace(" ", "")))
    answer = client.post(page, {"step": "put_on", "code": f"{code[:3]} {code[3:]}"})

    codes = re.findall(r"<code>([A-Z2-7-]{14})</code>", answer.content.decode())
    assert len(set(codes)) == 10
    assert "还有10个恢复码" in text_of(client.get("/own/"))


def test_it_is_not_put_on_by_a_wrong_password_or_a_wrong_code(desk_of: Desk) -> None:
    client = desk_of("zhifa")
    page = "/own/second-factor/"

    assert "密码不对" in text_of(client.post(page, {"step": "begin", "password": "nicht-dieses"}))
    client.post(page, {"step": "begin", "password": PASSWORD})
    answer = client.post(page, {"step": "put_on", "code": "000000"})

    assert "动态口令不对。请核对手机的时间" in text_of(answer)
    assert "<svg" in answer.content.decode()
    assert not SecondFactor.objects.filter(account__username="zhifa").exclude(since=None).exists()


def test_neither_secret_nor_recovery_code_lies_readable_in_database_or_ledger(lived: None) -> None:
    secret, codes = with_a_telephone("zhifa")
    row = SecondFactor.objects.get(account__username="zhifa")
    plain = base64.b32encode(secret).decode()
    entered = "".join(
        f"{part.main}{part.secondary}{part.sealed}"
        for part in EntryParts.objects.filter(entry__stream=f"second_factor:{row.pk}")
    )

    assert row.secret.startswith("sealed:")
    assert plain not in row.secret + entered
    assert not any(code.replace("-", "") in row.recovery + entered for code in codes)


# -- signing in ------------------------------------------------------------------------------------


def test_the_password_alone_opens_nothing_and_the_code_of_the_telephone_does(lived: None) -> None:
    secret, _ = with_a_telephone("zhifa")
    client, first = signed_in("zhifa")

    assert "密码已核对" in text_of(first)
    assert client.get("/")["Location"].startswith("/sign-in/")
    answer = client.post("/sign-in/", {"code": code_now(secret)})
    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200


def test_one_is_led_on_to_where_one_wanted_to_go(lived: None) -> None:
    secret, _ = with_a_telephone("zhifa")
    client = Client()
    client.post("/sign-in/?next=/search/", {"username": "zhifa", "password": PASSWORD})

    assert client.post("/sign-in/?next=/search/", {"code": code_now(secret)})["Location"] == "/search/"


def test_a_code_serves_once(lived: None) -> None:
    secret, _ = with_a_telephone("zhifa")
    code = code_now(secret)
    first, _ = signed_in("zhifa")
    again, _ = signed_in("zhifa")

    assert first.post("/sign-in/", {"code": code}).status_code == 302
    assert "口令不对，或者已经用过" in text_of(again.post("/sign-in/", {"code": code}))
    assert again.get("/").status_code == 302


def test_a_recovery_code_serves_once_however_it_is_written(lived: None) -> None:
    _, codes = with_a_telephone("zhifa")
    first, _ = signed_in("zhifa")
    again, _ = signed_in("zhifa")

    assert first.post("/sign-in/", {"code": codes[0].lower().replace("-", " ")})["Location"] == "/"
    assert "已经用过" in text_of(again.post("/sign-in/", {"code": codes[0]}))
    assert "还有9个恢复码" in text_of(first.get("/own/"))


def test_nobody_gets_to_the_second_step_without_the_first(lived: None) -> None:
    secret, _ = with_a_telephone("zhifa")

    answer = Client().post("/sign-in/", {"code": code_now(secret)}, follow=True)

    assert "请重新登录" in text_of(answer)
    assert answer.redirect_chain[-1][0].startswith("/sign-in/")


def test_the_first_step_holds_ten_minutes_and_for_that_password_alone(
    lived: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _ = with_a_telephone("zhifa")
    client, _ = signed_in("zhifa")
    began = client.session["first_step"][2]
    monkeypatch.setattr("fadu.desk.second_step.time.time", lambda: began + 601)

    answer = client.post("/sign-in/", {"code": code_now(secret)}, follow=True)

    assert "请重新登录" in text_of(answer)


def test_who_guesses_codes_waits_as_who_guesses_passwords_does(lived: None) -> None:
    secret, _ = with_a_telephone("zhifa")
    client, _ = signed_in("zhifa")
    for _ in range(5):
        answer = client.post("/sign-in/", {"code": "000000"})

    assert answer.status_code == 429
    assert "还有约1分钟" in text_of(answer)
    assert client.post("/sign-in/", {"code": code_now(secret)}).status_code == 429


@pytest.mark.parametrize(
    "statement",
    ["UPDATE people_secondfactor SET since = NULL, secret = ''", "DELETE FROM people_secondfactor"],
)
def test_a_row_changed_or_taken_away_in_the_database_opens_nothing(lived: None, statement: str) -> None:
    with_a_telephone("zhifa")
    by_hand(statement)

    _, answer = signed_in("zhifa")

    assert "动态口令的登记与账本不符" in text_of(answer)


# -- afterwards ------------------------------------------------------------------------------------


def signed_in_twice(account: str) -> tuple[Client, bytes]:
    secret, _ = with_a_telephone(account)
    client, _ = signed_in(account)
    client.post("/sign-in/", {"code": code_now(secret)})
    return client, secret


def test_it_is_taken_off_by_its_holder_with_the_password_where_nobody_asks_for_it(lived: None) -> None:
    client, _ = signed_in_twice("zhifa")

    answer = client.post("/own/second-factor/", {"step": "take_off", "password": PASSWORD}, follow=True)

    assert "动态口令已停用" in text_of(answer)
    assert signed_in("zhifa")[1]["Location"] == "/"


def test_new_recovery_codes_take_the_place_of_the_old_ones(lived: None) -> None:
    _, old = with_a_telephone("zhifa")
    client, _ = signed_in("zhifa")
    client.post("/sign-in/", {"code": old[0]})

    answer = client.post("/own/second-factor/", {"step": "codes", "password": PASSWORD})

    assert len(re.findall(r"<code>", answer.content.decode())) == 10
    assert not second_factor.is_right(Account.objects.get(username="zhifa"), old[1])


# -- asked of posts --------------------------------------------------------------------------------


def ask(client: Client, **values: str) -> Any:
    form = {
        "post": "case_handler",
        "is_required": "yes",
        "start": "2022-01-01",
        "document": "清市监〔2022〕3号",
    }
    return client.post("/bureau/second-factor/", form | values, follow=True)


def test_who_must_and_has_not_is_led_to_put_it_on_after_the_password(desk_of: Desk) -> None:
    page = ask(desk_of("guanli"))
    assert "执法（经办）人员" in text_of(page)
    client, answer = signed_in("zhifa")

    assert answer["Location"] == "/"
    assert client.get("/")["Location"] == "/own/second-factor/"
    assert client.get("/search/")["Location"] == "/own/second-factor/"
    assert "请先设置，再开始办公" in text_of(client.get("/own/second-factor/"))
    picture = client.post("/own/second-factor/", {"step": "begin", "password": PASSWORD}).content.decode()
    secret = base64.b32decode(re.search(r'id="secret">([A-Z2-7 ]+)<', picture)[1].replace(" ", ""))  # type: ignore[index]
    client.post("/own/second-factor/", {"step": "put_on", "code": code_now(secret)})
    assert client.get("/").status_code == 200
    refused = client.post("/own/second-factor/", {"step": "take_off", "password": PASSWORD})
    assert "不能停用" in text_of(refused)


def test_a_rule_holds_from_its_day_until_another_takes_its_place(desk_of: Desk) -> None:
    client = desk_of("guanli")
    ask(client, post="", start="2022-03-01")
    ask(client, is_required="no", start="2022-06-01")
    bureau = Account.objects.get(username="guanli").officer.bureau

    assert second_factor.posts_asked(bureau, date(2022, 2, 28)) == frozenset()
    assert "case_handler" in second_factor.posts_asked(bureau, date(2022, 5, 31))
    assert "case_handler" not in second_factor.posts_asked(bureau, date(2022, 6, 1))
    assert "bureau_head" in second_factor.posts_asked(bureau, date(2022, 6, 1))
    assert "不要求" in text_of(client.get("/bureau/second-factor/"))


def test_the_same_rule_twice_is_told_and_nobody_but_the_administrator_makes_one(desk_of: Desk) -> None:
    ask(desk_of("guanli"))

    assert "已经登记" in text_of(ask(desk_of("guanli")))
    assert desk_of("juzhang").get("/bureau/second-factor/").status_code == 403


# -- taken off by two ------------------------------------------------------------------------------


def proposed(desk_of: Desk) -> SecondFactorReset:
    with_a_telephone("zhifa")
    officer = Account.objects.get(username="zhifa").officer
    form = {"officer": str(officer.pk), "reason": "手机遗失，已当面核实"}
    answer = desk_of("guanli").post("/confirmations/second-factor/", form, follow=True)
    assert "已提请重置" in text_of(answer)
    return SecondFactorReset.objects.get(decided_at=None)


def test_two_persons_take_it_off_and_the_holder_is_told_at_the_next_sign_in(desk_of: Desk) -> None:
    reset = proposed(desk_of)
    assert "密码已核对" in text_of(signed_in("zhifa")[1])

    answer = desk_of("juzhang").post(
        f"/confirmations/second-factor/{reset.pk}/", {"confirm": "1"}, follow=True
    )

    assert "已确认" in text_of(answer)
    assert "经第二人确认：重置" in text_of(desk_of("juzhang").get("/confirmations/"))
    client, entered = signed_in("zhifa")
    assert entered["Location"] == "/"
    assert "您的动态口令由" in text_of(client.get("/"))


@pytest.mark.parametrize("account", ["guanli", "zhifa", "dengji"])
def test_neither_who_proposed_nor_the_holder_nor_anybody_else_confirms_it(
    desk_of: Desk, account: str
) -> None:
    reset = proposed(desk_of)

    answer = desk_of(account).post(f"/confirmations/second-factor/{reset.pk}/", {"confirm": "1"})

    assert answer.status_code in {403, 409}
    assert "密码已核对" in text_of(signed_in("zhifa")[1])


def test_a_refusal_asks_for_its_reason_and_leaves_the_factor_on(desk_of: Desk) -> None:
    reset = proposed(desk_of)
    address, head = f"/confirmations/second-factor/{reset.pk}/", desk_of("juzhang")

    assert "不予确认的理由" in text_of(head.post(address, {"refuse": "1"}))
    assert "最多300字" in text_of(head.post(address, {"refuse": "1", "remark": "由" * 301}))
    head.post(address, {"refuse": "1", "remark": "本人未要求"})

    assert "密码已核对" in text_of(signed_in("zhifa")[1])
    assert not factor_resets.open_resets(reset.bureau).exists()
