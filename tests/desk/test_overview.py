# SPDX-License-Identifier: MulanPSL-2.0
"""The heads' view: what is late and why before who, load as open turns and days, lamps that open the list they count."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.desk import handed

from fadu.cases.models import Case, Clock
from fadu.cases.reading import causes, turns, worklist
from fadu.cases.reading.sight import visible_to
from fadu.demo.bureau import ACCOUNTS
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.models import Account
from fadu.procedure.library import library

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)
HEADS = {"juzhang", "fenguan", "xukekezhang", "xiaobaokezhang", "duizhang"}


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case given to two handlers this morning."""
    return handed.penalty("清河独此一家商行")


def page_of(client: Client) -> str:
    return client.get("/overview/").content.decode()


def cause_of(case: Case) -> causes.Cause:
    on = clock.today()
    return causes.causes_of([case], turns.turns_in_each([case], on), on)[case.pk]


def late_by(case: Case, days: int) -> datetime:
    """The moment so many days after the last day of the case's nearest term."""
    running = Clock.objects.filter(case=case, whose="bureau", target=False, stopped_on=None)
    ends = running.earliest("due_on").due_on
    assert ends is not None
    return datetime.combine(ends + timedelta(days=days), MORNING.timetz())


@pytest.mark.parametrize("account", ACCOUNTS)
def test_heads_alone_open_it(lived: None, desk_of: Callable[..., Client], account: str) -> None:
    client = desk_of(account)

    assert client.get("/overview/").status_code == (200 if account in HEADS else 403)
    assert ('href="/overview/"' in client.get("/").content.decode()) == (account in HEADS)


def test_a_late_case_says_why_first_and_for_whom_and_can_be_urged(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    with clock.set_to(late_by(case, 1)):
        page = page_of(desk_of("duizhang"))

        row = next(
            row for row in re.findall(r"<tr>.*?</tr>", page, re.S) if case.number in row and "超期" in row
        )
        assert row.index("待办理") < row.index(handed.officer("zhifa").name)
        assert "催办" in row
        assert case.number not in page_of(desk_of("xiaobaokezhang"))


def test_a_head_urges_from_the_page_and_sees_that_it_was_done(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    with clock.set_to(late_by(case, 1)):
        client = desk_of("duizhang")
        form = re.search(
            rf'action="/overview/urge/{case.pk}/">.*?name="turn" value="([^"]+)"', page_of(client), re.S
        )
        assert form
        client.post(f"/overview/urge/{case.pk}/", {"turn": html.unescape(form[1])})

        page = page_of(client)
        assert "已催办" in page
        assert f"/overview/urge/{case.pk}/" not in page


def test_what_waits_for_a_signature_waits_for_a_signature_and_not_for_the_handler(case: Case) -> None:
    assert cause_of(case).key == "handling"
    handed.act(case, "file", "zhifa", handed.FACTS)

    assert cause_of(case).key == "signature"


def test_that_the_chief_alone_is_waited_for_reads_the_chief_and_others_that_it_waits_for_a_signature(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    handed.act(case, "file", "zhifa", handed.FACTS)
    handed.act(case, "file", "duizhang")
    waiting = {name for turn in turns.turn_of(case, clock.today()) for _, name in turn.whom}
    with clock.set_to(late_by(case, 1)):
        shown = {
            account: next(
                row
                for row in re.findall(r"<tr>.*?</tr>", page_of(desk_of(account)), re.S)
                if case.number in row and "超期" in row and "waited" in row
            )
            for account in ("juzhang", "duizhang")
        }

    if "bureau_head" in waiting:
        assert "主要负责人" in shown["juzhang"]
        assert "主要负责人" not in shown["duizhang"]
        assert "签署：" not in re.sub(r"<[^>]+>", "", shown["duizhang"])
    assert "待签" in shown["duizhang"]


def test_each_lamp_opens_the_list_of_just_those_cases(case: Case, desk_of: Callable[..., Client]) -> None:
    for account in ("juzhang", "duizhang"):
        client = desk_of(account)
        cells = re.findall(r'<a class="lamp lamp-\w+" href="(/running/\?[^"]+)">(\d+)<', page_of(client))

        assert cells
        for address, count in cells:
            body = client.get(html.unescape(address)).content.decode()
            assert body.count("data-row href") == int(count), (account, address)


def test_the_lamps_of_the_whole_bureau_are_those_of_the_open_cases(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    head = handed.officer("juzhang")
    cells = re.findall(
        r'<a class="lamp lamp-\w+" href="/running/\?[^"]+">(\d+)<', page_of(desk_of("juzhang"))
    )

    assert (
        sum(map(int, cells)) == visible_to(head, clock.now()).filter(closed_at=None, exercise=False).count()
    )


def test_load_is_open_turns_and_days_by_unit_and_never_money_or_cases_done(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    page = page_of(desk_of("juzhang"))
    load = page[page.index('id="load"') : page.index("<footer")]

    assert handed.officer("zhifa").name in load
    assert not re.search(r"元|罚款|已办|排名|件数", re.sub(r"<p class=\"meta\">.*?</p>", "", load))
    assert handed.officer("juzhang").name not in load


def test_every_interruption_that_is_named_as_a_cause_is_one_of_some_kind() -> None:
    known = {
        key
        for kind in library().kinds()
        for edition in library().editions(kind)
        for key in edition.interruptions
    }

    assert set(causes.by_interruption()) <= known
    assert set(causes.by_interruption().values()) <= set(causes.CAUSES)


def test_every_open_case_has_a_cause_of_the_list(work: None) -> None:
    with clock.set_to(datetime(2022, 12, 31, 10, tzinfo=LEGAL_TIME)):
        cases = list(Case.objects.filter(closed_at=None).select_related("bureau"))
        on = clock.today()
        why = causes.causes_of(cases, turns.turns_in_each(cases, on), on)

        assert {case.pk for case in cases} == set(why)
        assert worklist.lines(cases, on)


def test_heads_read_what_waits_only_for_somebody_who_cannot_sign_in_and_urging_says_that_it_is_not_read(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    persons = case.assignments.values("officer")
    Account.objects.filter(officer__in=persons).update(is_active=False)
    name = case.assignments.earliest("pk").officer.name
    client = desk_of("duizhang")

    vain = page_of(client).partition('id="in-vain"')[2].partition("<h2")[0]
    row = next(row for row in vain.split("<tr>") if case.number in row)
    turn = turns.turn_of(case, clock.today())[0]
    said = client.post(
        f"/overview/urge/{case.pk}/", {"turn": f"{turn.kind}:{turn.what}:{turn.about}"}, follow=True
    ).content.decode()

    assert name in row
    assert "（没有账号）" in row
    assert "没有账号，看不到“通知”" in said
    assert "等的人在“通知”里看到" not in said
