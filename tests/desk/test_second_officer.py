# SPDX-License-Identifier: MulanPSL-2.0
"""The second officer sees what names him, in his list and as it stands, and confirms it by his own press."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from fadu.cases.acts import services
from fadu.cases.models import Act, Case
from fadu.cases.rules import officer_id_of, person_of
from fadu.desk import lockout
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import accounts, pins
from fadu.people.actors import OfficerActor
from fadu.people.models import Account, ConfirmingPin, Officer

pytestmark = pytest.mark.django_db
BACKEND = "fadu.people.backend.AccountBackend"


RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-12-05",
}
VISIT = {"visited_on": "2022-12-06", "findings": "货架上有三袋超过保质期的食品"}
MORNING = datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)


@pytest.fixture
def visited(lived: None) -> Act:
    """A visit after a tip-off that one officer recorded, naming the other."""
    clerk, head, one = (Account.objects.get(username=n).officer for n in ("dengji", "duizhang", "zhifa"))
    assert clerk is not None
    assert head is not None
    assert one is not None
    unit = one.department
    two = Officer.objects.filter(department=unit, appointments__post="case_handler").exclude(pk=one.pk)[0]
    with clock.set_to(MORNING):
        case = services.open_case(
            kind="tip_off",
            bureau=one.bureau,
            by=OfficerActor(officer=clerk),
            payload=RECEIVED,
            request_id=uuid.uuid4(),
            department=unit,
        )
        for officer in (one, two):
            named = {"role": "handler", "person": person_of(officer.pk), "name": officer.name}
            done(case, "assign", head, named)
        return done(case, "verify", one, VISIT)


def done(case: Case, action: str, by: Officer, payload: dict[str, str]) -> Act:
    return services.perform(
        case=case,
        action=action,
        by=OfficerActor(officer=by),
        payload=payload,
        request_id=uuid.uuid4(),
    )


def second_of(act: Act) -> Client:
    officer = Officer.objects.get(pk=officer_id_of(act.by[1]["person"]))
    account, _ = Account.objects.get_or_create(officer=officer, defaults={"username": f"di-er-{officer.pk}"})
    Account.objects.filter(pk=account.pk).update(is_own_password=True)
    client = Client()
    client.force_login(Account.objects.get(officer=officer), backend=BACKEND)
    return client


def test_the_second_officer_finds_it_in_the_list_and_confirms_what_is_shown(
    visited: Act, filled: Callable[..., dict[str, str]]
) -> None:
    with clock.set_to(visited.happened_at + timedelta(hours=2)):
        client, address = second_of(visited), f"/case/{visited.case_id}/do/confirm_joint/"
        inbox = client.get("/").content.decode()
        assert address in inbox
        assert "<b>1</b>等我确认" in inbox
        assert "confirm_joint&#x27;" not in inbox  # nothing is printed as the program holds it
        assert "确认（" not in inbox.partition("</nav>")[0]  # the menu counts what is another page's
        assert "（待本人确认）" in client.get(f"/case/{visited.case_id}/").content.decode()
        form = client.get(address).content.decode()
        assert "三袋超过保质期" in form
        assert f'value="{visited.seq}" id="id_of_0"' in form
        assert " checked" not in form  # nobody confirms by one press what was not read

        answer = client.post(address, {**filled(client, address), "of": str(visited.seq)})

        assert answer.status_code == 302
        page = client.get(f"/case/{visited.case_id}/").content.decode()
        assert "（待本人确认）" not in page
        assert "确认）" in page
        assert "确认的办理" in page
        assert address not in client.get("/").content.decode()


def test_whoever_takes_the_case_on_is_told_what_is_not_confirmed(
    visited: Act, desk_of: Callable[..., Client]
) -> None:
    one = Officer.objects.get(pk=officer_id_of(visited.by[0]["person"]))
    account = Account.objects.filter(officer=one).first()
    assert account is not None
    unconfirmed = f"尚待本人确认的：{visited.by[1]['name']}：核查"
    with clock.set_to(visited.happened_at + timedelta(hours=2)):
        client, decide = desk_of(account.username), f"/case/{visited.case_id}/do/not_file/"
        assert unconfirmed in client.get(decide).content.decode()

        done(visited.case, "confirm_joint", second_officer(visited), {"of": str(visited.seq)})

        assert unconfirmed not in client.get(decide).content.decode()


def second_officer(act: Act) -> Officer:
    return Officer.objects.get(pk=officer_id_of(act.by[1]["person"]))


def test_whoever_leaves_everything_out_is_told_so(
    visited: Act, filled: Callable[..., dict[str, str]]
) -> None:
    with clock.set_to(visited.happened_at + timedelta(hours=2)):
        client, address = second_of(visited), f"/case/{visited.case_id}/do/confirm_joint/"
        values = filled(client, address)
        values.pop("of", None)

        answer = client.post(address, values)

    assert answer.status_code == 200
    assert not Act.objects.filter(case=visited.case_id, action="confirm_joint", seq__gt=visited.seq).exists()


def test_who_recorded_it_is_not_asked(visited: Act, desk_of: Callable[..., Client]) -> None:
    recorded_by = Officer.objects.get(pk=officer_id_of(visited.by[0]["person"]))
    account = Account.objects.filter(officer=recorded_by).first()
    assert account is not None
    with clock.set_to(visited.happened_at + timedelta(hours=2)):
        assert (
            f"/case/{visited.case_id}/do/confirm_joint/"
            not in desk_of(account.username).get("/").content.decode()
        )


def test_everything_that_waits_is_confirmed_by_one_press_on_one_page(visited: Act) -> None:
    with clock.set_to(visited.happened_at + timedelta(hours=2)):
        one = Officer.objects.get(pk=officer_id_of(visited.by[0]["person"]))
        again = done(visited.case, "verify", one, VISIT)
        client = second_of(visited)
        page = client.get("/together/").content.decode()
        assert "三袋超过保质期" in page
        assert " checked" not in page
        marks = [f"{visited.case_id}|{act.seq}" for act in (visited, again)]
        assert all(f'value="{mark}"' in page for mark in marks)

        answer = client.post("/together/", {"request_id": str(uuid.uuid4()), "of": marks}, follow=True)

        assert "已确认共同办理的2项（1件案件）" in answer.content.decode()
        assert "没有等您确认的办理" in answer.content.decode()
        last = Act.objects.filter(case=visited.case_id, action="confirm_joint").latest("seq")
        assert last.payload["of"] == f"{visited.seq}、{again.seq}"


def test_nothing_ticked_and_what_waits_for_somebody_else_are_told(visited: Act) -> None:
    with clock.set_to(visited.happened_at + timedelta(hours=2)):
        client = second_of(visited)
        for marks, said in (([], "至少勾选一项"), (["1|1"], "还在等待确认的办理")):
            answer = client.post("/together/", {"request_id": str(uuid.uuid4()), "of": marks})
            assert answer.status_code == 400
            assert said in answer.content.decode()


@pytest.fixture
def beside(visited: Act, desk_of: Callable[..., Client]) -> Callable[..., str]:
    """What a colleague's password typed on the device of whoever recorded it brings about."""
    second_of(visited)
    account = Account.objects.get(officer=second_officer(visited))
    with clock.set_to(visited.happened_at):
        accounts.change_password(account, "Di-er-ren-2022")
    one = Account.objects.get(officer_id=officer_id_of(visited.by[0]["person"]))

    def send(password: str) -> str:
        with clock.set_to(visited.happened_at + timedelta(hours=2)):
            client = desk_of(one.username)
            said = {
                "beside": "1",
                "person": visited.by[1]["person"],
                "password": password,
                "of": f"{visited.case_id}|{visited.seq}",
                "request_id": str(uuid.uuid4()),
            }
            answer = client.post("/together/", said, follow=True).content.decode()
            assert f"{one.officer.name}</a>" in answer or "请等到" in answer  # nobody else is signed in by it
            return str(answer)

    return send


def test_the_second_officer_confirms_on_the_same_device_by_his_own_password(
    visited: Act, beside: Callable[..., str]
) -> None:
    answer = beside("Di-er-ren-2022")

    assert f"{visited.by[1]['name']}已确认共同办理的1项" in answer
    last = Act.objects.filter(case=visited.case_id, action="confirm_joint").latest("seq")
    assert last.by[0]["person"] == visited.by[1]["person"]


def test_a_wrong_password_confirms_nothing_keeps_the_tick_and_locks_after_some(
    visited: Act, beside: Callable[..., str]
) -> None:
    answer = beside("falsch")
    assert "密码不对，没有确认" in answer
    assert f'value="{visited.case_id}|{visited.seq}" checked' in answer
    assert "falsch" not in answer
    answers = [beside("falsch") for _ in range(8)]

    assert "请等到" in answers[-1]
    assert "请等到" in beside("Di-er-ren-2022")
    assert not Act.objects.filter(case=visited.case_id, action="confirm_joint").exists()


def test_he_sets_digits_of_his_own_and_confirms_by_them_and_they_open_nothing_else(
    visited: Act, beside: Callable[..., str]
) -> None:
    account = Account.objects.get(officer=second_officer(visited))
    client = Client()
    with clock.set_to(visited.happened_at + timedelta(hours=1)):
        client.force_login(account, backend=BACKEND)
        said = {"password": "Di-er-ren-2022", "pin": "204816", "again": "204816"}
        assert "已设定确认口令" in client.post("/own/pin/", said, follow=True).content.decode()
        assert "204816" not in ConfirmingPin.objects.get(account=account).pin

        signing_in = {"username": account.username, "password": "204816"}
        assert Client().post("/sign-in/", signing_in).status_code == 200
    assert f"{visited.by[1]['name']}已确认共同办理的1项" in beside("204816")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"pin": "123456", "again": "123456"}, "实为顺序排列的数字"),
        ({"pin": "19800101", "again": "19800101"}, "实为日期"),
        ({"pin": "20481", "again": "20481"}, "实为5位"),
        ({"pin": "204816", "again": "204817"}, "两次输入的“确认口令”不一样"),
        ({"pin": "204816", "again": "204816", "password": "falsch"}, "密码不对"),
    ],
)
def test_digits_that_are_guessed_at_once_or_set_by_somebody_else_are_refused(
    visited: Act, beside: Callable[..., str], said: dict[str, str], expected: str
) -> None:
    client = Client()
    client.force_login(Account.objects.get(officer=second_officer(visited)), backend=BACKEND)

    answer = client.post("/own/pin/", {"password": "Di-er-ren-2022", **said}).content.decode()

    assert expected in answer
    assert not ConfirmingPin.objects.exists()


def test_ten_wrong_digits_lock_them_until_their_holder_sets_them_anew_and_not_his_desk(
    visited: Act, beside: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    account = Account.objects.get(officer=second_officer(visited))
    pins.set_pin(account, "204816")
    monkeypatch.setattr(lockout, "PAIR", lockout.Wait(after=99, longest=timedelta()))

    answers = [beside("204817") for _ in range(10)]
    assert "确认口令不对，没有确认" in answers[0]
    assert "输错10次，锁定了" in beside("204816")
    assert not Act.objects.filter(case=visited.case_id, action="confirm_joint").exists()

    client = Client()
    client.force_login(account, backend=BACKEND)
    again = {"password": "Di-er-ren-2022", "pin": "804216", "again": "804216"}
    client.post("/own/pin/", again)
    assert "已确认共同办理的1项" in beside("804216")


def test_a_row_of_digits_put_into_the_database_by_hand_confirms_nothing(
    visited: Act, beside: Callable[..., str]
) -> None:
    account = Account.objects.get(officer=second_officer(visited))
    pins.set_pin(account, "204816")
    ConfirmingPin.objects.filter(account=account).update(pin=make_password("775533"))

    assert "登记与账本不符" in beside("775533")
    assert not Act.objects.filter(case=visited.case_id, action="confirm_joint").exists()
