# SPDX-License-Identifier: MulanPSL-2.0
"""The administrator is watched too: every act of administration names its doer, and what one may not do alone waits for two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk.second_person import second, settled

from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import verification
from fadu.people import accounts, administration, proposing, rules, selectors
from fadu.people import services as people
from fadu.people.models import Account, Bureau, PasswordReset, ProposedAppointment

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DOCUMENT = "清局发〔2022〕1号"
PASSWORD = "Qing-He-Da-Dui-7"
LONG_AGO = datetime(2022, 1, 1, tzinfo=LEGAL_TIME)


def put(client: Client, what: str, **values: Any) -> Any:
    return client.post(f"/bureau/add/{what}/", values)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hired(name: str, *posts: str, account: str = "") -> Any:
    """An officer who holds posts since long ago, set up by a program; with an account in their own hands, if asked."""
    officer = people.hire(bureau=Bureau.objects.get(), name=name, since=date(2022, 1, 1))
    for post in posts:
        people.appoint(officer=officer, post=post, start=LONG_AGO, document=DOCUMENT)
    if account:
        accounts.settle(people.open_account(username=account, password=PASSWORD, officer=officer))
    return officer


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username), backend="fadu.people.backend.AccountBackend")
    return client


def done_by(name: str) -> list[str]:
    """What was administered today under a name, the newest first."""
    return [
        done.words
        for done in administration.done_lately(Bureau.objects.get(), clock.today(), 1)
        if done.by == name
    ]


# -- entries ---------------------------------------------------------------------------------------

FORMS: list[tuple[str, dict[str, Any], str]] = [
    ("department", {"name": "执法大队"}, "内设机构：执法大队"),
    ("officer", {"name": "张三", "since": "2022-01-01"}, "工作人员：张三"),
    (
        "officer",
        {"name": "李四", "since": "2022-01-01", "username": "lisi", "password": PASSWORD},
        "开立账号：lisi，李四",
    ),
    (
        "certificate",
        {"number": "3701", "valid_from": "2022-01-01", "valid_to": "2030-01-01"},
        "执法证：王某 3701",
    ),
    ("qualification", {"number": "A1", "obtained_on": "2020-01-01"}, "法律职业资格：王某 A1"),
    (
        "committee",
        {"kind": "committee", "name": "委员会甲", "since": "2022-01-01", "numerator": 1, "denominator": 2},
        "委员会：委员会甲",
    ),
    (
        "local_name",
        {"government": "清河市人民政府", "start": "2022-01-01"},
        "提请第二人确认：文书用语：本级人民政府写作“清河市人民政府”",
    ),
    (
        "pattern",
        {"series": "case:penalty", "pattern": "{abbreviation}监案{year}-{serial}", "start": "2022-01-01"},
        "提请第二人确认：文号式样：行政处罚（普通程序）案号",
    ),
    ("leaving", {"on": "2022-06-30"}, "工作人员：王某，2022-01-01到任，2022-06-30离任"),
]


@pytest.mark.parametrize(
    ("what", "fields", "words"), FORMS, ids=[f"{w}-{n}" for n, (w, _, _) in enumerate(FORMS)]
)
def test_every_form_enters_what_was_done_and_by_whom(
    administrator: Client, what: str, fields: dict[str, Any], words: str
) -> None:
    officer = hired("王某")
    second()

    assert (
        put(administrator, what, **{"officer": officer.pk, "document": DOCUMENT, **fields}).status_code == 302
    )

    assert any(done.startswith(words) for done in done_by("管理员"))
    assert verification.verify() == []


def test_a_post_from_today_is_given_by_one_and_entered(administrator: Client) -> None:
    officer = hired("王某")
    appointment = {"post": "case_handler", "kind": "regular", "start": clock.today().isoformat()}

    put(administrator, "appointment", officer=officer.pk, document=DOCUMENT, **appointment)

    assert [a.post for a in officer.appointments.all()] == ["case_handler"]
    assert done_by("管理员")[0].startswith("任职：王某任“执法（经办）人员”")
    administrator.post(
        f"/bureau/appointment/{officer.appointments.get().pk}/end/",
        {"on": clock.today().isoformat(), "document": DOCUMENT},
    )


def test_accounts_closed_reopened_and_reset_are_entered(administrator: Client) -> None:
    officer = hired("王某", account="wang")
    for what in ("close", "reopen", "reset"):
        administrator.post(f"/bureau/account/{officer.account.pk}/{what}/")

    assert done_by("管理员")[:3] == [
        "重设密码：wang，王某",
        "启用账号：wang，王某",
        "停用账号：wang（停用），王某",
    ]


def test_numbers_notices_and_imports_are_entered(administrator: Client, settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path
    other = second()
    series = {
        "series": "case:licence",
        "year": str(clock.today().year),
        "last": "57",
        "reason": "原纸质登记簿",
    }
    assert administrator.post("/bureau/numbers/", series).status_code == 302
    notice = "year: 2040\ntitle: 2040年放假通知\noff: {春节: ['02-11..02-17']}\nworked: {春节: ['02-18']}\n"
    assert administrator.post("/bureau/notices/", {"text": notice, "confirm": "1"}).status_code == 302
    sheet = SimpleUploadedFile("old.csv", "案号,收到申请日期\n旧1号,2020-01-02\n".encode())
    seen = administrator.post("/bureau/imports/", {"kind": "licence", "file": sheet, "history": "on"})
    token = re.search(r'name="token" value="(\w+)"', seen.content.decode())
    assert token, text_of(seen)
    administrator.post("/bureau/imports/", {"token": token[1], "confirm": "1"})

    settled(other)

    done, confirmed = done_by("管理员"), done_by("纪某")
    assert done[0].startswith("导入“行政许可”：读到1行，导入1件")
    assert any(words.startswith("提请第二人确认：采用2040年放假通知") for words in done)
    assert any(words.startswith("采用2040年放假通知") for words in confirmed)
    assert any(words.startswith("编号起点：行政许可：案号") for words in confirmed)


def test_what_a_program_does_is_entered_as_done_by_the_program(db: None) -> None:
    with administration.kept_by_program("fadu init"):
        people.found_bureau(name="清河局", short="清河局", abbreviation="清", region_code="370000")

    assert [done.by for done in administration.done_lately(Bureau.objects.get(), clock.today(), 1)] == [
        "fadu init"
    ]


# -- two persons -----------------------------------------------------------------------------------

PAST = {"post": "case_handler", "kind": "regular", "start": "2022-01-01", "document": DOCUMENT}


def test_an_appointment_of_the_past_takes_effect_when_a_second_person_has_confirmed_it(
    administrator: Client,
) -> None:
    officer = hired("王某")
    hired("纪某", "discipline_officer", account="jijian")

    answer = put(administrator, "appointment", officer=officer.pk, **PAST)

    assert answer.status_code == 302
    assert "，确认以前不生效。" in text_of(administrator.get("/bureau/posts/"))
    assert not officer.appointments.exists()
    second = signed_in("jijian")
    page = second.get("/confirmations/")
    assert "自过去的日期起任" in text_of(page)
    proposal = ProposedAppointment.objects.get()

    assert second.post(f"/confirmations/{proposal.pk}/", {"confirm": "1"}).status_code == 302

    held = officer.appointments.get()
    assert held.start == LONG_AGO
    proposal.refresh_from_db()
    assert (proposal.is_confirmed, proposal.decided_by.name, proposal.appointment) == (True, "纪某", held)
    assert done_by("纪某")[0].startswith("经第二人确认：王某任")
    assert verification.verify() == []


def test_what_is_not_confirmed_does_not_take_effect_and_keeps_its_reason(administrator: Client) -> None:
    officer = hired("王某")
    hired("纪某", "discipline_officer", account="jijian")
    put(administrator, "appointment", officer=officer.pk, **PAST)
    second, proposal = signed_in("jijian"), ProposedAppointment.objects.get()

    without = second.post(f"/confirmations/{proposal.pk}/", {"refuse": "1"})
    assert without.status_code == 400
    assert "写明理由" in text_of(without)
    second.post(f"/confirmations/{proposal.pk}/", {"refuse": "1", "remark": "没有这份文件"})

    assert not officer.appointments.exists()
    again = second.post(f"/confirmations/{proposal.pk}/", {"confirm": "1"}, follow=True)
    assert "已由纪某于" in text_of(again)
    assert not officer.appointments.exists()
    assert done_by("纪某")[0].endswith("；没有这份文件")


def post_given(client: Client, officer: Any, post: str) -> Any:
    said = {"officer": officer.pk, "post": post, "kind": "regular", "document": DOCUMENT}
    return put(client, "appointment", start=clock.today().isoformat(), **said)


def test_nobody_gives_the_post_of_the_head_alone(administrator: Client) -> None:
    officer = hired("钱局")

    post_given(administrator, officer, "bureau_head")

    assert not officer.appointments.exists()
    assert ProposedAppointment.objects.get().reason == "是主要负责人的任职"


@pytest.mark.parametrize("post", ["bureau_head", "case_handler", "registrar", "discipline_officer"])
def test_the_administrator_has_no_other_post_not_even_by_a_proposal(administrator: Client, post: str) -> None:
    own = Account.objects.get(username="guanli").officer

    post_given(administrator, own, post)

    assert [held.post for held in own.appointments.all()] == ["administrator"]
    assert not ProposedAppointment.objects.exists()


def test_the_head_is_not_ended_by_one_person(administrator: Client) -> None:
    head = hired("钱局", "bureau_head", account="juzhang")
    held = head.appointments.get()
    hired("赵副", "deputy_head", account="fenguan")

    administrator.post(
        f"/bureau/appointment/{held.pk}/end/", {"on": clock.today().isoformat(), "document": DOCUMENT}
    )

    held.refresh_from_db()
    assert held.end is None
    proposal = ProposedAppointment.objects.get()
    assert "涉及您本人的任职" in text_of(signed_in("juzhang").get("/confirmations/"))
    signed_in("fenguan").post(f"/confirmations/{proposal.pk}/", {"confirm": "1"})
    held.refresh_from_db()
    assert held.end is not None


def test_whoever_proposed_does_not_confirm_and_an_outsider_does_not_see_the_page(
    administrator: Client,
) -> None:
    officer = hired("王某", "case_handler", account="wang")
    put(administrator, "appointment", officer=officer.pk, **{**PAST, "post": "registrar"})
    proposal = ProposedAppointment.objects.get()

    own = administrator.post(f"/confirmations/{proposal.pk}/", {"confirm": "1"})

    assert own.status_code == 409
    assert "您是提请人" in text_of(own)
    assert signed_in("wang").get("/confirmations/").status_code == 403
    assert signed_in("wang").post(f"/confirmations/{proposal.pk}/", {"confirm": "1"}).status_code == 403
    assert not officer.appointments.filter(post="registrar").exists()


def test_a_password_somebody_else_chose_confirms_nothing(administrator: Client) -> None:
    officer = hired("王某")
    second = hired("纪某", "discipline_officer", account="jijian")
    put(administrator, "appointment", officer=officer.pk, **PAST)
    administrator.post(f"/bureau/account/{second.account.pk}/reset/")
    second.account.refresh_from_db()

    with pytest.raises(proposing.SecondPersonError, match="先换成自己的密码"):
        proposing.decide(ProposedAppointment.objects.get(), by=second, is_confirmed=True)


def test_of_two_who_decide_at_one_moment_one_does(administrator: Client) -> None:
    officer = hired("王某")
    one, two = (
        hired("纪某", "discipline_officer", account="jijian"),
        hired("赵副", "deputy_head", account="fenguan"),
    )
    put(administrator, "appointment", officer=officer.pk, **PAST)
    seen_by_both = ProposedAppointment.objects.get()

    proposing.decide(ProposedAppointment.objects.get(), by=one, is_confirmed=True)
    with pytest.raises(proposing.SecondPersonError, match="已经有人确认"):
        proposing.decide(seen_by_both, by=two, is_confirmed=False, remark="不同意")

    assert officer.appointments.count() == 1


def test_no_other_way_through_the_services_passes_by_the_second_person(administrator: Client) -> None:
    officer, keeper = hired("王某"), Account.objects.get(username="guanli").officer

    with administration.kept_by(keeper), pytest.raises(proposing.SecondPersonError):
        people.appoint(officer=officer, post="case_handler", start=LONG_AGO, document=DOCUMENT)


def test_the_same_is_not_proposed_twice(administrator: Client) -> None:
    officer = hired("王某")
    put(administrator, "appointment", officer=officer.pk, **PAST)

    again = put(administrator, "appointment", officer=officer.pk, **PAST)

    assert again.status_code == 409
    assert "已经提请确认" in text_of(again)


def test_the_menu_shows_how_much_waits_to_those_who_confirm(administrator: Client) -> None:
    hired("纪某", "discipline_officer", account="jijian")
    put(
        administrator,
        "appointment",
        officer=hired("王某", "case_handler", account="wang").pk,
        **{**PAST, "post": "registrar"},
    )

    assert "确认（1）" in text_of(signed_in("jijian").get("/"))
    assert 'href="/confirmations/"' not in signed_in("wang").get("/").content.decode()


# -- nobody makes a second person alone ------------------------------------------------------------


def given(administrator: Client, officer: Any, post: str) -> None:
    """A post from today on, as the administrator gives it by the form."""
    today = clock.today().isoformat()
    put(
        administrator,
        "appointment",
        officer=officer.pk,
        post=post,
        kind="regular",
        start=today,
        document=DOCUMENT,
    )


def hired_at_the_desk(administrator: Client, name: str, account: str) -> Any:
    """An officer with an account, hired by the administrator by the form, who has chosen a password of their own."""
    fields = {"name": name, "since": clock.today().isoformat(), "username": account, "password": PASSWORD}
    assert put(administrator, "officer", document=DOCUMENT, **fields).status_code == 302
    made = Account.objects.get(username=account)
    accounts.change_password(made, "Ying-Zi-Bu-Zai-8")
    return made.officer


@pytest.mark.parametrize("post", sorted(rules.confirming_posts()))
def test_no_post_that_confirms_is_given_or_ended_by_one_person(
    administrator: Client, two_days_later: None, post: str
) -> None:
    hired("纪某", "discipline_officer", account="jijian")
    held = hired("赵某", post, account="zhao").appointments.get()
    shadow = hired_at_the_desk(administrator, "影子", "yingzi")

    given(administrator, shadow, post)
    administrator.post(
        f"/bureau/appointment/{held.pk}/end/", {"on": clock.today().isoformat(), "document": DOCUMENT}
    )

    assert not shadow.appointments.exists()
    held.refresh_from_db()
    assert held.end is None
    assert ProposedAppointment.objects.filter(decided_at=None).count() == 2


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ({}, "任此岗位的可以作第二人"),
        ({"kinds": ["penalty", "licence", "complaint", "tip_off"]}, "是可以作第二人的岗位的职权，虽有限定"),
    ],
    ids=["whole", "within limits that leave nothing out"],
)
def test_a_power_that_confirms_is_not_delegated_by_one_person(
    administrator: Client, limits: dict[str, Any], why: str
) -> None:
    hired("纪某", "discipline_officer", account="jijian")
    deputy, shadow = hired("赵副", "deputy_head", account="zhao"), hired("影子", account="yingzi")
    today = clock.today().isoformat()
    fields = {"appointment": deputy.appointments.get().pk, "officer": shadow.pk, "document": DOCUMENT}

    put(administrator, "delegation", start=f"{today}T00:00", end=f"{today}T23:59", **fields, **limits)

    assert not shadow.appointments.exists()
    assert ProposedAppointment.objects.get().reason == why


def test_the_first_second_person_of_a_bureau_is_made_by_its_founder_and_confirms_at_once(
    administrator: Client,
) -> None:
    second = hired_at_the_desk(administrator, "副管", "fuguan")
    given(administrator, second, "administrator")
    head = hired_at_the_desk(administrator, "钱局", "juzhang")
    given(administrator, head, "bureau_head")

    assert [held.post for held in second.appointments.all()] == ["administrator"]
    assert not head.appointments.exists()
    signed_in("fuguan").post(f"/confirmations/{ProposedAppointment.objects.get().pk}/", {"confirm": "1"})
    assert [held.post for held in head.appointments.all()] == ["bureau_head"]
    assert verification.verify() == []


def test_who_came_to_the_post_after_the_proposal_does_not_confirm_it(administrator: Client) -> None:
    officer = hired("王某")
    put(administrator, "appointment", officer=officer.pk, **PAST)
    late = hired("纪某", "discipline_officer", account="jijian")

    with pytest.raises(proposing.SecondPersonError, match="提请以后才任"):
        proposing.decide(ProposedAppointment.objects.get(), by=late, is_confirmed=True)


def test_an_account_opened_after_the_proposal_does_not_confirm_it(administrator: Client) -> None:
    officer, second = hired("王某"), hired("纪某", "discipline_officer")
    put(administrator, "appointment", officer=officer.pk, **PAST)
    accounts.settle(people.open_account(username="jijian", password=PASSWORD, officer=second))

    with pytest.raises(proposing.SecondPersonError, match="提请以后才开立"):
        proposing.decide(ProposedAppointment.objects.get(), by=second, is_confirmed=True)


def test_an_account_that_the_proposer_opened_lately_does_not_confirm_where_another_can(
    administrator: Client,
) -> None:
    hired("纪某", "discipline_officer", account="jijian")
    officer, keeper = hired("王某"), Account.objects.get(username="guanli").officer
    deputy = hired("赵副", "deputy_head")
    with administration.kept_by(keeper):
        accounts.settle(people.open_account(username="zhao", password=PASSWORD, officer=deputy))
    put(administrator, "appointment", officer=officer.pk, **PAST)

    with pytest.raises(proposing.SecondPersonError, match="由提请人在30日内开立"):
        proposing.decide(ProposedAppointment.objects.get(), by=deputy, is_confirmed=True)


@pytest.mark.parametrize("is_reset_first", [True, False])
def test_a_holder_whose_password_the_proposer_reset_lately_does_not_confirm(
    administrator: Client, is_reset_first: bool
) -> None:
    officer = hired("王某")
    second = hired("纪某", "discipline_officer", account="jijian")
    steps = [
        lambda: administrator.post(f"/bureau/account/{second.account.pk}/reset/"),
        lambda: put(administrator, "appointment", officer=officer.pk, **PAST),
    ]
    for step in steps if is_reset_first else reversed(steps):
        step()
    second.account.refresh_from_db()
    accounts.change_password(second.account, "Ying-Zi-Bu-Zai-9")

    answer = signed_in("jijian").post(
        f"/confirmations/{ProposedAppointment.objects.get().pk}/", {"confirm": "1"}
    )

    assert answer.status_code == 409
    assert "提请人在30日内重设过您的密码" in text_of(answer)
    assert not officer.appointments.exists()


@pytest.mark.parametrize("post", sorted(rules.confirming_posts()))
def test_the_account_of_who_confirms_is_not_closed_by_one_person(administrator: Client, post: str) -> None:
    head = hired("钱局", post, account="juzhang")

    answer = administrator.post(f"/bureau/account/{head.account.pk}/close/")

    assert answer.status_code == 409
    assert "不能由一人停用" in text_of(answer)
    head.account.refresh_from_db()
    assert head.account.is_active


# -- one-time passwords ----------------------------------------------------------------------------


@pytest.fixture
def reset(administrator: Client) -> Callable[[], str]:
    """An account of somebody who has a password of their own; resets it and gives the new password."""
    officer = hired("赵超", "deputy_head", account="zhao")

    def run() -> str:
        answer = administrator.post(f"/bureau/account/{officer.account.pk}/reset/", follow=True)
        made = re.search(r"一次性密码是 (\S+)（", answer.content.decode())
        assert made
        return made[1]

    return run


def sign_in(password: str) -> Any:
    client = Client()
    answer = client.post("/sign-in/", {"username": "zhao", "password": password})
    answer.browser = client
    return answer


def test_a_reset_password_opens_the_account_once_and_is_changed_then(reset: Callable[[], str]) -> None:
    made = reset()
    first = sign_in(made)
    assert first["Location"] == "/password/"

    again = sign_in(made)
    assert again.status_code == 200
    assert "只能登录一次，已经用过" in text_of(again)

    passwords = {"old": made, "new": "Wo-zi-ji-de-mima-3", "again": "Wo-zi-ji-de-mima-3"}
    assert first.browser.post("/password/", passwords)["Location"] == "/"
    assert sign_in("Wo-zi-ji-de-mima-3")["Location"] == "/"


def test_the_holder_is_told_of_the_reset_at_every_sign_in_for_a_month(reset: Callable[[], str]) -> None:
    made = reset()
    first = sign_in(made)
    assert "由管理员重设" in text_of(first.browser.get("/password/"))
    first.browser.post(
        "/password/", {"old": made, "new": "Wo-zi-ji-de-mima-3", "again": "Wo-zi-ji-de-mima-3"}
    )

    assert "由管理员重设" in text_of(sign_in("Wo-zi-ji-de-mima-3").browser.get("/"))
    with clock.set_to(clock.now() + accounts.NOTICE_FOR * 2):
        assert accounts.reset_notices(Account.objects.get(username="zhao")) == []


def test_whoever_tries_the_password_before_the_reset_is_told_and_nobody_else(
    reset: Callable[[], str],
) -> None:
    reset()

    assert "由管理员重设。不是您要求的" in text_of(sign_in(PASSWORD))
    assert "重设" not in text_of(sign_in("Cai-yi-ge-mima-1"))


def test_a_moment_of_signing_in_written_by_hand_makes_no_password_the_holders_own(
    reset: Callable[[], str],
) -> None:
    made = reset()
    sign_in(made)
    Account.objects.filter(username="zhao").update(last_login=clock.now())

    account = Account.objects.get(username="zhao")
    assert not accounts.is_settled(account)
    assert accounts.is_spent(account)
    assert verification.verify() == []


@pytest.mark.parametrize(
    ("rows", "column", "value"),
    [
        (Account.objects, "is_own_password", True),
        (PasswordReset.objects, "before", ""),
    ],
)
def test_what_the_notice_of_a_reset_rests_on_is_entered(
    reset: Callable[[], str], rows: Any, column: str, value: Any
) -> None:
    reset()
    row = rows.order_by("pk").last()
    rows.filter(pk=row.pk).update(**{column: value})

    assert [problem.code for problem in verification.verify()] == ["row_changed"]


def test_the_password_before_is_forgotten_after_a_month_and_that_is_entered(reset: Callable[[], str]) -> None:
    reset()
    with clock.set_to(clock.now() + accounts.NOTICE_FOR * 2):
        reset()

        assert [bool(past.before) for past in PasswordReset.objects.order_by("pk")] == [False, True]
        assert verification.verify() == []


# -- the last administrator ------------------------------------------------------------------------


@pytest.fixture
def two_days_later(administrator: Client) -> Iterator[None]:
    """A bureau that was founded the day before yesterday."""
    with clock.set_to(clock.now() + timedelta(days=2)):
        yield


def test_the_last_administrator_is_not_ended_and_may_not_leave(
    administrator: Client, two_days_later: None
) -> None:
    own = Account.objects.get(username="guanli").officer
    for held in own.appointments.all():
        answer = administrator.post(
            f"/bureau/appointment/{held.pk}/end/", {"on": clock.today().isoformat(), "document": DOCUMENT}
        )
        assert answer.status_code == 409
        assert "唯一的系统管理员" in text_of(answer)
    gone = put(administrator, "leaving", officer=own.pk, on=clock.today().isoformat(), document=DOCUMENT)

    assert gone.status_code == 409
    assert administrator.get("/bureau/").status_code == 200
    assert selectors.whole_posts(own, clock.now()) == {"administrator"}


def test_one_who_cannot_sign_in_is_no_other_administrator(
    administrator: Client, two_days_later: None
) -> None:
    own = Account.objects.get(username="guanli").officer
    second = hired("副管", "administrator", account="fuguan")
    Account.objects.filter(officer=second).update(is_active=False)

    with pytest.raises(people.AppointmentError, match="唯一的系统管理员"):
        people.end_appointment(appointment=own.appointments.get(), end=clock.now())
    with pytest.raises(people.AppointmentError, match="唯一的系统管理员"):
        people.depart(officer=own, on=clock.today(), document=DOCUMENT)


def test_the_account_of_the_last_administrator_who_can_sign_in_is_not_closed(administrator: Client) -> None:
    own, other = Account.objects.get(username="guanli"), hired("旁某", account="pang")

    with pytest.raises(accounts.AccountError, match="唯一能登录的系统管理员"):
        accounts.close(own, by=other.account)
    hired("副管", "administrator", account="fuguan")
    accounts.close(own, by=other.account)
    assert not own.is_active


def test_one_of_two_administrators_is_ended_by_two(administrator: Client, two_days_later: None) -> None:
    hired("副管", "administrator", account="fuguan")
    own = Account.objects.get(username="guanli").officer

    administrator.post(
        f"/bureau/appointment/{own.appointments.get().pk}/end/",
        {"on": clock.today().isoformat(), "document": DOCUMENT},
    )
    proposal = ProposedAppointment.objects.get()
    signed_in("fuguan").post(f"/confirmations/{proposal.pk}/", {"confirm": "1"})

    assert selectors.whole_posts(own, clock.now()) == frozenset()


def test_the_leaving_of_who_is_ended_by_two_says_what_comes_first(administrator: Client) -> None:
    officer = hired("纪某", "discipline_officer")

    answer = put(administrator, "leaving", officer=officer.pk, on="2022-06-30", document=DOCUMENT)

    officer.refresh_from_db()
    assert answer.status_code == 409
    assert "纪某的“纪检人员”须由两人任免" in text_of(answer)
    assert "请先在“本机关”页面终止这一任职，经第二人确认后再登记离任" in text_of(answer)
    assert officer.until is None
