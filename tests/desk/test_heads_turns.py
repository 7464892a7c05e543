# SPDX-License-Identifier: MulanPSL-2.0
"""What waits for the head is told to the head and to the one aide he named; others read that it waits to be signed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from python_calamine import load_workbook

from fadu.cases.models import Case, Turn
from fadu.kernel import clock
from fadu.people import aides
from fadu.people.aides import AideError
from fadu.people.models import Aide, Officer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Desk = Callable[..., Client]


def officer(account: str) -> Officer:
    return get_user_model().objects.get(username=account).officer  # type: ignore[no-any-return]


@pytest.fixture
def case(lived: None) -> Case:
    """A running penalty in which something waits for the head alone."""
    held = Case.objects.filter(kind="penalty").latest("pk")
    Turn.objects.filter(case=held).delete()
    Turn.objects.create(
        case=held,
        place=0,
        bureau=held.bureau,
        department=held.department,
        who="post",
        name=aides.HEAD,
        kind="act",
        what="decide",
        role="head",
        since=date(2022, 3, 1),
        until=date(2022, 3, 9),
        first=date(2022, 3, 1),
    )
    return held


def next_of(client: Client, case: Case) -> str:
    shown = client.get(f"/case/{case.pk}/").content.decode()
    part = shown.partition('aria-label="现在轮到"')[2].partition("</ul>")[0]
    return re.sub(r"<[^>]+>", "", part)


def test_others_read_of_what_waits_for_the_head_only_that_it_waits_to_be_signed(
    case: Case, desk_of: Desk
) -> None:
    for account in ("fagui", "jijian"):
        shown = next_of(desk_of(account), case)
        assert "待签" in shown
        assert "主要负责人" not in shown
        assert "3月1日" not in shown
        assert "3月9日" not in shown


def test_the_head_and_the_aide_he_named_read_whom_it_waits_for_and_until_when(
    case: Case, desk_of: Desk
) -> None:
    head, aide = officer("juzhang"), officer("fagui")
    aides.name_aide(head=head, aide=aide, at=clock.now())

    for account in ("juzhang", "fagui"):
        shown = next_of(desk_of(account), case)
        assert "主要负责人" in shown
        assert "至2022年3月9日" in shown
    assert "待签" in next_of(desk_of("jijian"), case)

    aides.dismiss(head=head, at=clock.now())

    assert "主要负责人" not in next_of(desk_of("fagui"), case)


def test_the_head_names_his_aide_on_a_page_that_is_nobody_elses(case: Case, desk_of: Desk) -> None:
    client, mishu = desk_of("juzhang"), officer("mishu")

    answer = client.post("/aide/", {"aide": mishu.pk}, follow=True)

    assert f"现在的助手：<strong>{mishu.name}</strong>" in answer.content.decode()
    assert "指定一名看得到的助手" in client.get("/").content.decode()
    assert desk_of("fenguan").get("/aide/").status_code == 403
    assert "指定一名看得到的助手" not in desk_of("fenguan").get("/").content.decode()

    stopped = client.post("/aide/", {"stop": "1"}, follow=True)

    assert "现在没有指定助手" in stopped.content.decode()


def test_there_is_one_aide_at_a_time_and_never_the_head_himself(case: Case) -> None:
    head, now = officer("juzhang"), clock.now()
    aides.name_aide(head=head, aide=officer("fagui"), at=now)
    aides.name_aide(head=head, aide=officer("mishu"), at=now)

    assert [row.aide for row in aides.aides_of(head) if row.end is None] == [officer("mishu")]
    assert not aides.is_aide(officer("fagui"), now)
    with pytest.raises(AideError):
        aides.name_aide(head=officer("fenguan"), aide=officer("fagui"), at=now)
    with pytest.raises(Exception, match="本局在职的另一名人员"):
        aides.name_aide(head=head, aide=head, at=now)


def test_an_aide_named_until_a_day_is_none_from_that_day_on(case: Case) -> None:
    now = clock.now()
    tomorrow = now + timedelta(days=1)
    aides.name_aide(head=officer("juzhang"), aide=officer("mishu"), at=now, until=tomorrow.date())

    assert aides.is_aide(officer("mishu"), now)
    assert not aides.is_aide(officer("mishu"), tomorrow + timedelta(days=1))
    assert Aide.objects.latest("pk").end == tomorrow.date()


def test_lists_of_cases_veil_what_waits_for_the_head(case: Case, desk_of: Desk) -> None:
    Case.objects.filter(pk=case.pk).update(closed_at=None)

    shown = desk_of("jijian").get("/running/", {"kind": "penalty"}).content.decode()
    of_case = shown.partition(f"/case/{case.pk}/")[2].partition("</tr>")[0]

    assert "待签" in of_case
    assert "主要负责人" not in of_case


def visible_words(answer: Any) -> str:
    """What a page or a workbook says, in one text."""
    if "spreadsheet" in answer.get("Content-Type", ""):
        book = load_workbook(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
        return "\n".join(
            str(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
        )
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


@pytest.mark.parametrize("account", ["duizhang", "jijian", "fagui", "zhifa"])
def test_nothing_that_lists_calls_finds_or_takes_out_cases_tells_others_since_and_until_when_it_waits_for_the_head(
    case: Case, desk_of: Desk, account: str
) -> None:
    Case.objects.filter(pk=case.pk).update(closed_at=None)
    Turn.objects.filter(case=case).update(since=date(2021, 7, 13), until=date(2031, 8, 17))
    client, party = desk_of(account), case.parties.values_list("party", flat=True).first()
    calendar = re.search(
        r"(/calendar/[\w-]+\.ics)", client.post("/news/telling/calendar/", {"make": "1"}).content.decode()
    )
    assert calendar is not None
    pages = ["/", "/waiting/", "/running/?kind=penalty", "/news/", "/overview/", f"/search/?q={case.number}"]
    pages += [f"/case/{case.pk}/", f"/case/{case.pk}/chart/", f"/party/{party}/", calendar[1]]
    exports = [f"/export/{page}/" for page in ("inbox", "waiting", "running", "search")]
    exports += ["/overview/export/", f"/party/{party}/export/"]

    answers = [client.get(page) for page in pages]
    answers += [client.post(page, {"q": case.number}) for page in exports]

    said = [visible_words(answer) for answer in answers if answer.status_code == 200]
    assert len(said) >= 10
    for text in said:
        assert not re.search(r"2021年?-?0?7月?-?13|20210713|2031年?-?0?8月?-?17|20310817", text)
