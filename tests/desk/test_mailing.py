# SPDX-License-Identifier: MulanPSL-2.0
"""Mail to those who want it: number and kind and nothing else, sent once, late where the server was silent, and never in the way."""

from __future__ import annotations

import socket
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.desk import canary, handed, post_office

from fadu.assembly.mail import mail_settings
from fadu.cases.background import rounds
from fadu.cases.models import Case, Failure
from fadu.desk import mailing, news
from fadu.desk.models import MailChoice
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.people.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)
FROM = "fadu@qinghe.example"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case given to two handlers this morning, who had seen all there was before."""
    for officer in map(handed.officer, ("zhifa", "zhifa2")):
        news.see(officer, [piece.key for piece in news.pieces(officer, MORNING)], MORNING)
    return handed.penalty("清河独此一家商行")


@pytest.fixture
def office(settings: Any) -> Iterator[post_office.PostOffice]:
    """A mail server, named to the site as an administrator names it."""
    with post_office.opened() as office:
        name_to(settings, office.port)
        yield office


def name_to(settings: Any, port: int, scheme: str = "smtp", account: str = "") -> None:
    for name, value in mail_settings(f"{scheme}://{account}127.0.0.1:{port}?from={FROM}").items():
        setattr(settings, name, value)


def wants(account: str, often: str) -> None:
    mailing.choose(handed.officer(account), often=often, address=f"{account}@qinghe.example")


def test_a_mail_says_number_and_kind_and_nothing_else(case: Case, office: post_office.PostOffice) -> None:
    wants("zhifa", "at_once")
    mailing.work()

    (message,) = office.messages
    assert message["To"] == "zhifa@qinghe.example"
    assert message["From"] == FROM
    assert post_office.subject_of(message) == "法度：1件案件有新的通知"
    assert post_office.text_of(message).split() == [
        case.number,
        "行政处罚（普通程序）",
        "请登录查看。",
    ]


def test_what_was_told_is_told_once_and_what_is_new_is_told_again(
    case: Case, office: post_office.PostOffice
) -> None:
    wants("zhifa", "at_once")
    for _ in range(3):
        mailing.work()
    assert len(office.messages) == 1
    second = handed.penalty("清河另一家商行")
    mailing.work()

    assert len(office.messages) == 2
    assert post_office.text_of(office.messages[1]).split()[0] == second.number


def test_a_digest_comes_once_a_day_after_eight(case: Case, office: post_office.PostOffice) -> None:
    wants("zhifa", "daily")
    seven, next_day = MORNING.replace(hour=7), MORNING + timedelta(days=1)
    with clock.set_to(seven + timedelta(days=1)):
        mailing.work()
        assert office.messages == []
    mailing.work()
    handed.penalty("清河另一家商行")
    mailing.work()
    assert len(office.messages) == 1
    with clock.set_to(next_day):
        mailing.work()
        mailing.work()

    assert len(office.messages) == 2


def test_no_informant_and_no_party_leaves_by_mail(lived: None, office: post_office.PostOffice) -> None:
    for account in ("zhifa", "zhifa2", "duizhang", "juzhang"):
        wants(account, "at_once")
    canary.tip_off()
    canary.penalty()
    mailing.work()

    assert office.messages
    for message in office.messages:
        assert not canary.holds(message.as_bytes())
        assert not canary.holds((post_office.subject_of(message) + post_office.text_of(message)).encode())


def test_whoever_wants_none_has_left_or_is_locked_gets_none(
    case: Case, office: post_office.PostOffice
) -> None:
    wants("zhifa", "at_once")
    wants("zhifa2", "at_once")
    wants("zhifa2", "")
    Account.objects.filter(username="zhifa").update(is_active=False)
    mailing.work()

    assert office.messages == []


def test_a_silent_server_stops_nothing_and_what_waits_is_sent_when_it_answers(
    case: Case, settings: Any, desk_of: Callable[..., Client]
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        name_to(settings, closed.getsockname()[1])
    wants("zhifa", "at_once")
    done = rounds.run()

    assert done.failed >= 1
    failure = Failure.objects.get(task=mailing.SERVER)
    assert failure.next_try_at is not None
    page = desk_of("guanli").get("/bureau/background/").content.decode()
    assert "邮件服务器" in page
    assert "FADU_SMTP_URL" in page
    assert desk_of("zhifa").get("/").status_code == 200
    with post_office.opened() as office:
        name_to(settings, office.port)
        mailing.work()
        assert office.messages == [], "it rests for a minute"
        with clock.set_to(clock.now() + timedelta(minutes=2)):
            mailing.work()
        assert len(office.messages) == 1
    assert not Failure.objects.filter(task=mailing.SERVER).exists()


def test_a_server_that_asks_for_an_account_is_told_it_and_takes_nothing_without(
    case: Case, office: post_office.PostOffice, settings: Any
) -> None:
    wants("zhifa", "at_once")
    office.asks_for = b64encode(b"\0fadu\0mi@ma").decode()
    mailing.work()
    assert office.messages == []
    assert Failure.objects.filter(task__in=(mailing.SERVER, mailing.LETTER)).exists()
    name_to(settings, office.port, account="fadu:mi%40ma@")
    with clock.set_to(clock.now() + timedelta(minutes=10)):
        mailing.work()

    assert len(office.messages) == 1


def test_a_server_without_encryption_is_sent_nothing_where_encryption_is_asked_for(
    case: Case, office: post_office.PostOffice, settings: Any
) -> None:
    wants("zhifa", "at_once")
    name_to(settings, office.port, scheme="smtp+starttls")
    mailing.work()

    assert office.messages == []
    assert Failure.objects.filter(task=mailing.SERVER).exists()


def test_one_address_that_is_refused_keeps_no_other_from_its_mail(
    case: Case, office: post_office.PostOffice
) -> None:
    wants("zhifa", "at_once")
    wants("zhifa2", "at_once")
    office.refuses.add("zhifa@qinghe.example")
    mailing.work()

    assert [message["To"] for message in office.messages] == ["zhifa2@qinghe.example"]
    failure = Failure.objects.get(task=mailing.LETTER)
    assert failure.subject == handed.officer("zhifa").name


def test_without_a_server_nothing_is_sent_and_the_page_says_so(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("zhifa")
    wants("zhifa", "at_once")
    mailing.work()

    assert "没有设置邮件服务器" in client.get("/news/telling/").content.decode()


def test_an_officer_chooses_by_a_form_that_keeps_what_was_typed(desk_of: Callable[..., Client]) -> None:
    client = desk_of("zhifa")
    wrong = client.post("/news/telling/", {"often": "daily", "address": "zhang在qinghe"})

    assert "zhang在qinghe" in wrong.content.decode()
    assert "如 zhang@qinghe.gov.cn" in wrong.content.decode()
    assert "请写明邮箱" in client.post("/news/telling/", {"often": "daily", "address": ""}).content.decode()
    assert client.post("/news/telling/", {"often": "daily", "address": "z@qinghe.gov.cn"}).status_code == 302
    assert MailChoice.objects.get().address == "z@qinghe.gov.cn"
    assert client.post("/news/telling/", {"often": "", "address": ""}).status_code == 302
    assert MailChoice.objects.count() == 0


@pytest.mark.parametrize(
    "address",
    ["mail.qinghe.gov.cn", "http://mail?from=a@b", "smtp://mail", "smtp://?from=a@b", "smtp://m:x?from=a@b"],
)
def test_an_address_of_a_server_that_cannot_be_read_says_how_it_is_written(address: str) -> None:
    with pytest.raises(BadInputError, match="FADU_SMTP_URL"):
        mail_settings(address)
