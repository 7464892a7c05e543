# SPDX-License-Identifier: MulanPSL-2.0
"""The case page leads: one highlighted act that is mine, whatever else is lawful behind it, and after a press the next turn."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from tests.desk.complainant import PARTY

from fadu.cases.models import Case
from fadu.cases.reading.sight import visible_to
from fadu.cases.reading.turns import OpenTurn, turns_in
from fadu.demo import year
from fadu.demo.bureau import ACCOUNTS
from fadu.desk.shown import offering
from fadu.desk.shown.afterwards import next_turn
from fadu.desk.turn_lines import at_the_desk
from fadu.kernel import clock
from fadu.procedure.decision import Ground, Option

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]


def text_of(part: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))


def section(page: str) -> str:
    """What the page says is next."""
    return page.partition('aria-labelledby="can"')[2].partition("</section>")[0]


def open_cases() -> list[Case]:
    return list(Case.objects.filter(closed_at=None).select_related("bureau").order_by("kind", "pk"))


@pytest.mark.parametrize("account", ["zhifa", "juzhang", "xiaobao", "xuke", "chuangkou", "fagui"])
def test_one_act_is_highlighted_where_something_is_mine_and_none_where_nothing_is(
    desk_of: Desk, account: str
) -> None:
    client, officer = desk_of(account), get_user_model().objects.get(username=account).officer

    for case in open_cases():
        answer = client.get(f"/case/{case.pk}/")
        page = answer.content.decode()
        if answer.status_code == 404 or 'class="timeline"' not in page:
            continue
        shown, own = section(page), turns_in(case, officer, clock.now())
        assert shown.count("btn-primary") <= 1, case.number
        if "btn-primary" in shown:
            assert own, case.number
        elif not own:
            assert "此刻没有轮到您的事" in shown, case.number
            assert "现在轮到" in shown, case.number


def test_of_what_is_not_possible_only_what_my_own_posts_could_do_is_listed(desk_of: Desk) -> None:
    for account in ACCOUNTS:
        client = desk_of(account)
        for case in open_cases()[:6]:
            shown = section(client.get(f"/case/{case.pk}/").content.decode())
            assert "没有担任相应岗位" not in shown, (account, case.number)
            assert "不是本案指派" not in shown, (account, case.number)


def test_a_ground_of_the_case_stays_and_a_ground_that_names_another_post_goes() -> None:
    lacking = Ground(code="no_child", message="尚未经“法制审核”。", guard="proposal")
    others = Ground(code="no_post", message="“负责人”才能办理。")
    mine = Option(action="notify", title="告知", may=False, grounds=(lacking,))
    theirs = Option(action="decide", title="决定", may=False, grounds=(lacking, others))

    assert offering.barred([mine, theirs, Option(action="note", title="记事", may=True)]) == [mine]


def test_after_registering_the_page_says_who_is_next_and_whoever_is_next_is_led_on(
    desk_of: Desk, filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")

    shown = client.post(
        "/open/complaint/", filled(client, "/open/complaint/", **PARTY), follow=True
    ).content.decode()

    said = text_of(shown.partition('role="status"')[2].partition("</div>")[0])
    assert "已登记：清市监投〔" in said
    assert "现在轮到" in said
    assert "测试人甲" not in said


def turn(case: Case, kind: str, what: str = "") -> Any:
    return OpenTurn(
        case=case,
        kind=kind,
        what=what,
        role="",
        about="",
        since=clock.today(),
        until=None,
        whom=(),
    )


def test_after_a_signature_the_next_signature_comes_first_and_after_an_act_the_same_case(lived: None) -> None:
    here, elsewhere = Case(pk=1), Case(pk=2)
    urgent, own, sign = turn(elsewhere, "act"), turn(here, "act"), turn(elsewhere, "sign")

    assert next_turn([urgent, own, sign], here, signed=True) is sign
    assert next_turn([urgent, own, sign], here, signed=False) is own
    assert next_turn([urgent, sign], here, signed=False) is urgent
    assert next_turn([urgent, own], here, signed=True) is own
    assert next_turn([], here, signed=True) is None


def test_a_note_says_that_the_next_step_is_mine_and_elsewhere_leads_to_my_next_turn_by_one_press(
    work: None, desk_of: Desk, filled: Callable[..., dict[str, str]]
) -> None:
    with clock.set_to(year.opens_at(2022)):
        officers = {account: get_user_model().objects.get(username=account).officer for account in ACCOUNTS}
        turns_of = {account: at_the_desk(one, clock.now()) for account, one in officers.items()}
        # an application left lying since December is accepted by the law itself as soon as somebody looks at it
        account, own = next((a, t) for a, t in turns_of.items() if t and t[0].case.kind == "complaint")
        client, officer = desk_of(account), officers[account]
        theirs = {turn.case.pk for turn in own}
        readable = visible_to(officer, clock.now()).filter(closed_at=None)

        def said_after(case: Case) -> str:
            address = f"/case/{case.pk}/do/note/"
            page = client.post(address, filled(client, address, text="电话联系过"), follow=True)
            return page.content.decode().partition('role="status"')[2].partition("</div>")[0]

        here, elsewhere = said_after(own[0].case), readable.exclude(pk__in=theirs).first()

        assert "已办理：记事" in here
        assert "下一步由您办理，见下方" in here
        if elsewhere is not None:
            link = re.search(r'href="([^"]+)">下一件待办：', said_after(elsewhere))
            assert link is not None
            assert client.get(link[1].replace("&amp;", "&")).status_code == 200
