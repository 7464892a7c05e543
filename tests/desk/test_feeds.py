# SPDX-License-Identifier: MulanPSL-2.0
"""A calendar under a secret address: right for programs, without parties, and ended by its holder, by leaving or by a closed account."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.desk import canary, handed, rfc5545

from fadu.cases.models import Case
from fadu.cases.reading import days, news
from fadu.cases.world.worlds import procedure_of, state_of
from fadu.desk import feeds, icalendar
from fadu.desk.models import CalendarFeed
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.models import Account, Officer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case given to two handlers this morning."""
    return handed.penalty("清河独此一家商行")


def opened(client: Client) -> str:
    """The address of a calendar opened by a press."""
    page = client.post("/news/telling/calendar/", {"make": "1"}).content.decode()
    return re.search(r"(/calendar/[\w-]+\.ics)", page)[1]  # type: ignore[index]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_the_address_opens_without_signing_in_and_tells_number_kind_and_term_and_no_party(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    answer = Client().get(opened(desk_of("zhifa")))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    summaries = [line for line in unfolded(text) if line.startswith("SUMMARY:") and case.number in line]
    assert summaries, "the term within which the lead is to be verified"
    assert all("行政处罚" in line and "届满" in line for line in summaries)
    assert "独此一家" not in text


def test_every_line_is_short_ends_as_it_should_and_every_event_is_whole(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    content = Client().get(opened(desk_of("zhifa"))).content

    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    lines = unfolded(content.decode())
    for name in ("UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"):
        assert sum(line.startswith(f"{name}:") for line in lines) == lines.count("BEGIN:VEVENT") > 0
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(uids)


def test_a_strict_reader_finds_the_very_days_of_the_officer_and_no_other(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    handler = Officer.objects.get(account__username="zhifa")
    content = Client().get(opened(desk_of("zhifa"))).content

    read = rfc5545.events(rfc5545.read(content))

    there = days.ahead(news.cases_of(handler, MORNING), MORNING.date())
    assert [(event["begin"], event["title"].split()[-2]) for event in read] == [
        (day.at or day.on, day.case.number) for day in there
    ]
    assert read


@pytest.mark.parametrize(
    "sign", [b"BEGIN:VEVENT\r\n", b"SUMMARY:a;b\r\n", b"X" * 76 + b"\r\n", b"DTSTAMP:20220101\r\n"]
)
def test_that_reader_takes_no_broken_calendar(sign: bytes) -> None:
    event = icalendar.Event(uid="1", title="听证时间", on=MORNING.date())
    whole = icalendar.calendar("期限", [event], made_at=MORNING).encode()
    assert rfc5545.events(rfc5545.read(whole))

    with pytest.raises(ValueError, match=r".+"):
        rfc5545.events(rfc5545.read(whole.replace(b"END:VEVENT", sign + b"END:VEVENT")))


@given(st.text(max_size=120), st.datetimes(datetime(1992, 1, 1), datetime(2090, 1, 1)))
def test_whatever_a_title_says_a_strict_reader_reads_what_of_it_can_be_printed(
    title: str, at: datetime
) -> None:
    moment = at.replace(microsecond=0, tzinfo=LEGAL_TIME)
    event = icalendar.Event(uid="1", title=title, on=moment.date(), at=moment)
    (read,) = rfc5545.events(rfc5545.read(icalendar.calendar("期限", [event], made_at=MORNING).encode()))

    said = title.replace("\r\n", "\n").replace("\r", "\n")
    assert read["title"] == "".join(sign for sign in said if sign == "\n" or sign.isprintable())
    assert read["begin"] == moment


def test_an_event_keeps_its_name_for_ever(case: Case, desk_of: Callable[..., Client]) -> None:
    address = opened(desk_of("zhifa"))
    first = re.findall(r"UID:(\S+)", Client().get(address).content.decode())
    with clock.set_to(MORNING + timedelta(days=1)):
        again = re.findall(r"UID:(\S+)", Client().get(address).content.decode())

    assert first == again


def test_a_hearing_stands_at_its_hour_in_chinese_time() -> None:
    at = datetime(2022, 12, 20, 1, 30, tzinfo=clock.LEGAL_TIME)
    event = icalendar.Event(uid="1", title="听证时间 〔2022〕1号", on=at.date(), at=at)
    lines = unfolded(icalendar.calendar("期限", [event], made_at=MORNING))

    assert "DTSTART;TZID=Asia/Shanghai:20221220T013000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20221220T023000" in lines
    assert "TZOFFSETTO:+0800" in lines


def test_what_a_title_holds_breaks_no_line() -> None:
    event = icalendar.Event(
        uid="1", title="一\r\nBEGIN:VEVENT\n二;三,四\\五\x00" + "案" * 60, on=MORNING.date()
    )
    lines = unfolded(icalendar.calendar("期限", [event], made_at=MORNING))

    assert lines.count("BEGIN:VEVENT") == 1
    assert f"SUMMARY:一\\nBEGIN:VEVENT\\n二\\;三\\,四\\\\五{'案' * 60}" in lines


def test_every_day_set_in_the_year_is_told_as_the_acts_left_it(lived: None) -> None:
    cases = Case.objects.all()
    set_days = [day for day in days.ahead(cases, date(2022, 1, 31)) if not day.key.startswith("term-")]

    assert set_days
    for day in set_days:
        fields = {field.title: key for key, field in days.fields_set_ahead(procedure_of(day.case)).items()}
        said = state_of(day.case).fields[fields[day.title]]
        assert str(said).startswith(str(day.on))
    assert len({day.key for day in set_days}) == len(set_days)


def test_no_informant_and_no_party_leaves_by_a_calendar(desk_of: Callable[..., Client], lived: None) -> None:
    canary.tip_off()
    canary.penalty()

    for account in ("zhifa", "duizhang", "dengji", "juzhang"):
        assert not canary.holds(Client().get(opened(desk_of(account))).content)


def test_the_address_itself_is_kept_nowhere_and_shown_once(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("zhifa")
    token = opened(client).removeprefix("/calendar/").removesuffix(".ics")

    assert token not in str(CalendarFeed.objects.values_list())
    assert token not in client.get("/news/telling/").content.decode()


def test_a_new_address_or_none_closes_the_old_one(case: Case, desk_of: Callable[..., Client]) -> None:
    client = desk_of("zhifa")
    first, second = opened(client), opened(client)

    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post("/news/telling/calendar/", {"revoke": "1"})
    assert Client().get(second).status_code == 404


def test_it_ends_with_the_account_and_with_leaving(case: Case, desk_of: Callable[..., Client]) -> None:
    address = opened(desk_of("zhifa"))
    account = Account.objects.filter(username="zhifa")

    account.update(is_active=False)
    assert Client().get(address).status_code == 404
    account.update(is_active=True)
    assert Client().get(address).status_code == 200
    Officer.objects.filter(account__username="zhifa").update(until=MORNING.date() - timedelta(days=1))
    assert Client().get(address).status_code == 404


def test_it_is_read_so_often_an_hour_and_no_more(case: Case, desk_of: Callable[..., Client]) -> None:
    address = opened(desk_of("zhifa"))
    statuses = [Client().get(address).status_code for _ in range(feeds.PER_HOUR + 2)]

    assert statuses == [200] * feeds.PER_HOUR + [429, 429]
    with clock.set_to(MORNING + timedelta(hours=1)):
        assert Client().get(address).status_code == 200


def test_it_cannot_be_written_to_and_a_reader_opens_none(desk_of: Callable[..., Client]) -> None:
    client = desk_of("zhifa")

    assert client.post(opened(client)).status_code == 405
    assert client.get("/news/telling/calendar/").status_code == 405
    assert Client().get("/news/telling/").status_code == 302
