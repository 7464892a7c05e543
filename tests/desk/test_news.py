# SPDX-License-Identifier: MulanPSL-2.0
"""What is new for an officer: told by a number in the menu and on a page, read from turns and acts, and gone when it is done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk import handed

from fadu.cases.models import Case, Clock
from fadu.cases.reading import days, turns
from fadu.demo.bureau import ACCOUNTS
from fadu.desk import news, urging
from fadu.desk.models import NewsMark
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.models import Appointment, ConflictOfInterest

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case given to two handlers this morning."""
    return handed.penalty()


def news_of(account: str) -> list[tuple[str, str, bool]]:
    """The news of an account: kind of news, case, and whether it was seen."""
    pieces = news.pieces(handed.officer(account), clock.now())
    return [(piece.source, piece.case.number, piece.is_seen) for piece in pieces]


def number_in_menu(client: Client) -> int:
    badge = re.search(r'class="unread">(\d+)', client.get("/").content.decode())
    return int(badge[1]) if badge else 0


def test_whoever_a_case_is_given_to_is_told_of_it_and_of_the_turn(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    mine = {(source, seen) for source, number, seen in news_of("zhifa") if number == case.number}

    assert mine == {("轮到您", False)}, (
        "the turn says it; that the case was given to him need not stand beside it"
    )
    assert case.number in desk_of("zhifa").get("/news/").content.decode()
    handed.act(case, "file", "zhifa", handed.FACTS)
    assert ("交给您", case.number, False) in news_of("zhifa2"), "where it is somebody else's turn, it does"
    assert "案件指派给您" in desk_of("zhifa2").get("/news/").content.decode()


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_number_in_the_menu_is_that_of_what_the_page_calls_unread(
    case: Case, desk_of: Callable[..., Client], account: str
) -> None:
    client = desk_of(account)
    page = client.get("/news/").content.decode()

    unread = int(re.search(r"<small>(\d+)条未读", page)[1])  # type: ignore[index]
    assert number_in_menu(client) == unread == page.count('name="key"')
    assert unread == 0 or f'class="unread">{unread}<' in page, "the menu of the page itself says the same"


def test_what_was_seen_is_listed_as_read_and_counted_no_more(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("zhifa")
    before = number_in_menu(client)
    keys = re.findall(r'name="key" value="([^"]+)"', client.get("/news/").content.decode())

    client.post("/news/seen/", {"only": keys[0], "key": keys})
    assert number_in_menu(client) == before - 1
    client.post("/news/seen/", {"key": keys})
    assert number_in_menu(client) == 0
    assert {seen for _, _, seen in news_of("zhifa")} == {True}
    assert "<h2>已读</h2>" in client.get("/news/").content.decode()


def test_keys_that_are_no_news_of_the_officer_leave_no_mark(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    desk_of("shenhe").post("/news/seen/", {"key": ["turn:1:act:x::2022-01-01", "<b>", f"act:{case.pk}:2"]})

    assert NewsMark.objects.count() == 0


def test_what_an_officer_brought_about_by_his_own_act_is_no_news_to_him(case: Case) -> None:
    news.see(
        handed.officer("zhifa"),
        [p.key for p in news.pieces(handed.officer("zhifa"), clock.now())],
        clock.now(),
    )
    handed.act(case, "note", "zhifa", {"text": "已电话联系。"})

    assert all(seen for _, number, seen in news_of("zhifa") if number == case.number)


def test_a_signature_returned_is_told_to_whoever_signed_and_the_turn_is_new_again(case: Case) -> None:
    with clock.set_to(MORNING + timedelta(hours=1)):
        handed.act(case, "file", "zhifa", handed.FACTS)
        assert ("轮到您", case.number, False) in news_of("duizhang")
    with clock.set_to(MORNING + timedelta(hours=2)):
        handed.act(case, "return_proposal", "duizhang", {"of": "file", "reason": "请补充核查情况。"})
        sources = {source for source, number, seen in news_of("zhifa") if number == case.number and not seen}

        assert {"退回", "轮到您"} <= sources
        assert "退回" not in {source for source, *_ in news_of("zhifa2")}
        assert ("轮到您", case.number, False) not in news_of("duizhang")


def test_a_term_that_ends_within_days_is_told_to_whoever_handles_the_case_until_it_is_over(
    case: Case,
) -> None:
    ends = (
        Clock.objects.filter(case=case, whose="bureau", target=False, stopped_on=None)
        .earliest("due_on")
        .due_on
    )
    assert ends is not None
    told_on = {}
    for left in (4, 3, 0, -1):
        with clock.set_to(datetime.combine(ends - timedelta(days=left), MORNING.timetz())):
            told_on[left] = ("即将届满", case.number, False) in news_of("zhifa")

    assert told_on == {4: False, 3: True, 0: True, -1: False}


def test_nobody_is_told_of_a_case_they_may_not_see(case: Case) -> None:
    others = ["xuke", "xiaobao", "dengji", "mishu", "guanli"]

    assert [
        account for account in others if case.number in {number for _, number, _ in news_of(account)}
    ] == []


def test_the_number_costs_one_statement(case: Case) -> None:
    officer = handed.officer("zhifa")
    with CaptureQueriesContext(connection) as statements:
        news.unread(officer, clock.now())

    assert len([one for one in statements.captured_queries if "desk_newsmark" in one["sql"]]) == 1
    assert len(statements) <= 5


def test_a_day_set_for_somebody_is_known_from_the_procedures_and_an_extension_is_none() -> None:
    assert {"schedule", "postpone", "convene"} <= days.setting_days()
    assert "extend" not in days.setting_days()


# -- what is not for him -----------------------------------------------------------------------------


def stands_in(account: str, for_account: str, post: str) -> None:
    """Let an account stand in for the holder of a post since yesterday."""
    held = Appointment.objects.get(officer=handed.officer(for_account), post=post, kind="regular", end=None)
    Appointment.objects.create(
        officer=handed.officer(account),
        post=post,
        start=clock.now() - timedelta(days=1),
        end=clock.now() + timedelta(days=30),
        department=held.department,
        kind="standin",
        delegated_by=held,
        document="休假审批单",
    )


def test_whoever_signed_and_stands_in_for_the_next_signer_is_not_called_to_sign_by_news_number_or_mail(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    stands_in("zhifa", "duizhang", "unit_head")
    before = news.unread(handed.officer("zhifa2"), clock.now())
    handed.act(case, "file", "zhifa", handed.FACTS)
    with clock.set_to(MORNING + timedelta(hours=1)):
        handed.act(case, "note", "zhifa2", {"text": "已电话联系。"})
        zhifa = handed.officer("zhifa")

        assert ("轮到您", case.number, False) not in news_of("zhifa")
        assert ("轮到您", case.number, False) in news_of("duizhang"), "whose post it is, is called"
        to_mail = {(piece.source, piece.case.number) for piece in news.not_mailed(zhifa, clock.now())}
        assert ("轮到您", case.number) not in to_mail
        assert ("交给您", case.number) in to_mail, "no turn of his says it"
        unread = sum(not seen for *_, seen in news_of("zhifa"))
        assert number_in_menu(desk_of("zhifa")) == news.unread(zhifa, clock.now()) == unread
    assert before == news.unread(handed.officer("zhifa2"), clock.now()), (
        "nothing changes for who is not in doubt"
    )


def test_nobody_is_urged_to_what_he_may_not_do(case: Case, desk_of: Callable[..., Client]) -> None:
    stands_in("zhifa", "duizhang", "unit_head")
    handed.act(case, "file", "zhifa", handed.FACTS)
    [turn] = turns.turn_of(case, clock.today())
    desk_of("juzhang").post(f"/overview/urge/{case.pk}/", {"turn": urging.name_of(turn)})

    name = f"{handed.officer('juzhang').name}催办"
    assert (name, case.number, False) in news_of("duizhang")
    assert name not in {source for source, *_ in news_of("zhifa")}
    assert news.unread(handed.officer("zhifa"), clock.now()) == sum(not seen for *_, seen in news_of("zhifa"))


def test_whoever_declared_an_interest_in_a_party_has_no_news_of_its_turn(case: Case) -> None:
    handed.act(case, "file", "zhifa", handed.FACTS)
    assert ("轮到您", case.number, False) in news_of("duizhang")
    [party] = [view.party for view in case.parties.all()]
    head = handed.officer("duizhang")
    ConflictOfInterest.objects.create(officer=head, party=party, reason="近亲属", declared_on=clock.today())

    assert ("轮到您", case.number, False) not in news_of("duizhang")
    assert news.unread(head, clock.now()) == sum(not seen for *_, seen in news_of("duizhang"))


# -- urging ----------------------------------------------------------------------------------------


def test_a_head_urges_and_whoever_is_waited_for_is_told_until_he_has_acted(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    (turn,) = turns.turn_of(case, clock.today())
    acts = case.acts.count()
    answer = desk_of("juzhang").post(f"/overview/urge/{case.pk}/", {"turn": urging.name_of(turn)})

    assert answer.status_code == 302
    assert case.acts.count() == acts, "no act of the case"
    name = f"{handed.officer('juzhang').name}催办"
    assert (name, case.number, False) in news_of("zhifa")
    assert (name, case.number, False) not in news_of("shenhe")
    handed.act(case, "file", "zhifa", handed.FACTS)
    assert name not in {source for source, *_ in news_of("zhifa")}


def test_pressed_twice_a_day_it_is_said_once(case: Case, desk_of: Callable[..., Client]) -> None:
    (turn,) = turns.turn_of(case, clock.today())
    for _ in range(2):
        desk_of("duizhang").post(f"/overview/urge/{case.pk}/", {"turn": urging.name_of(turn)})

    assert sum("催办" in source for source, *_ in news_of("zhifa")) == 1


@pytest.mark.parametrize(
    ("account", "status"), [("zhifa", 403), ("jijian", 403), ("xiaobaokezhang", 404), ("duizhang", 302)]
)
def test_only_who_heads_the_work_and_sees_the_case_urges(
    case: Case, desk_of: Callable[..., Client], account: str, status: int
) -> None:
    (turn,) = turns.turn_of(case, clock.today())

    answer = desk_of(account).post(f"/overview/urge/{case.pk}/", {"turn": urging.name_of(turn)})
    assert answer.status_code == status


def test_what_is_done_already_cannot_be_urged_and_the_page_says_so(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    answer = desk_of("duizhang").post(f"/overview/urge/{case.pk}/", {"turn": "act:nothing:"})

    assert answer.status_code == 409
    assert "已经轮到别人" in answer.content.decode()
