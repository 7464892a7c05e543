# SPDX-License-Identifier: MulanPSL-2.0
"""The lists of work on a morning: turns that open their form, filters, lamps in words, pages that cost the same, nothing in English."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Count
from django.test import Client

from fadu.cases.models import Assignment, Case
from fadu.cases.reading import sight, turns, worklist
from fadu.cases.reading.choosing import Chosen
from fadu.cases.reading.sight import visible_to
from fadu.demo.bureau import ACCOUNTS
from fadu.desk import turn_lines
from fadu.desk.act_forms import OFFERED
from fadu.desk.models import SavedFilter
from fadu.kernel import clock
from fadu.records.delivery import manners

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def that_morning(morning: None) -> None:
    """All of it is asked on the morning the bureau opens its doors."""


def head() -> object:
    return get_user_model().objects.get(username="juzhang").officer


def test_every_open_case_stands_on_exactly_one_page_whatever_its_size(
    work: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "PAGE", 1)
    seen, after = [], None
    for _ in range(200):
        lines, after = worklist.page(head(), clock.now(), after=after)
        seen += [line.case.pk for line in lines]
        if after is None:
            break
        assert worklist.Place.read(str(after)) == after

    expected = visible_to(head(), clock.now()).filter(closed_at=None).values_list("pk", flat=True)
    assert len(seen) == len(set(seen)) > 1
    assert set(seen) == set(expected)


def test_closed_cases_stand_on_exactly_one_page_of_those_closed(
    desk_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "PAGE", 7)
    client, seen, address = desk_of("juzhang"), [], "/closed/"
    for _ in range(200):
        body = client.get(address).content.decode()
        seen += re.findall(r'data-row href="/case/(\d+)/"', body)
        following = re.search(r'rel="next" href="([^"]+)"', body)
        if not following:
            break
        address = f"/closed/{following[1]}"

    closed = visible_to(head(), clock.now()).filter(closed_at__isnull=False).count()
    assert len(seen) == len(set(seen)) == closed


def test_a_page_of_work_asks_the_database_as_often_for_one_case_as_for_many(
    work: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
) -> None:
    officer = head()
    keys = (
        connection.vendor == "postgresql"
    )  # which asks for those of closed cases in hand first (storage.either)
    monkeypatch.setattr(worklist, "PAGE", 1)
    worklist.page(officer, clock.now())
    with django_assert_num_queries(4 + keys):  # the posts held, the cases, their terms, the notices adopted
        worklist.page(officer, clock.now())
    monkeypatch.setattr(worklist, "PAGE", 50)
    with django_assert_num_queries(5 + keys):  # and those in which no term of the bureau runs
        worklist.page(officer, clock.now())


def test_a_line_shows_the_lawful_and_the_promised_day_and_the_lamp_in_words(
    work: None, desk_of: Callable[..., Client]
) -> None:
    body = desk_of("juzhang").get("/running/").content.decode()

    assert "法定时限" in body
    assert "承诺时限" in body
    assert re.search(
        r'class="lamp lamp-(green|yellow|red)">(绿灯|黄灯|红灯) (剩\d+个工作日|剩\d+日|今日届满|超期\d+日)<',
        body,
    )


def test_what_is_counted_is_what_is_listed(work: None, desk_of: Callable[..., Client]) -> None:
    body = desk_of("juzhang").get("/running/").content.decode()
    counts = worklist.counts(head(), clock.now())

    assert f"<small>{counts.open}件</small>" in body
    assert len(set(re.findall(r'data-row href="/case/(\d+)/"', body))) == counts.open


def test_the_inbox_lists_every_turn_of_the_officer_and_each_opens_its_form(
    work: None, desk_of: Callable[..., Client]
) -> None:
    listed = 0
    for account in ACCOUNTS:
        client = desk_of(account)
        officer = get_user_model().objects.get(username=account).officer
        body = client.get("/").content.decode()
        addresses = re.findall(r'class="do" data-row href="([^"]+)"', body)

        own = {
            turn.case
            for turn in turns.turns_of(officer, clock.now())
            if turn.kind not in {"wait", "child"}
            and (sight.sight_of(officer, turn.case, clock.now()) or 0) > sight.Sight.HEADER
        }
        assert {case.pk for case in own} <= {int(address.split("/")[2]) for address in addresses}, account
        for address in addresses:
            form = client.get(html.unescape(address))
            assert form.status_code == 200, (account, address)
            assert 'name="request_id"' in form.content.decode(), (account, address)
        listed += len(addresses)
    assert listed > 1


@pytest.mark.parametrize(
    ("kind", "what", "about", "address"),
    [
        ("serve", "decision/12", "party:3", "/case/7/do/serve/?document=decision%2F12&party=party%3A3"),
        ("assign", "decide", "handler", "/case/7/do/assign/?role=handler"),
        ("sign", "decide", "", "/case/7/do/decide/"),
    ],
)
def test_a_turn_opens_the_form_it_asks_for_with_paper_party_and_role_chosen(
    kind: str, what: str, about: str, address: str
) -> None:
    turn = turns.OpenTurn(
        case=Case(pk=7), kind=kind, what=what, role="", about=about, since=clock.today(), until=None, whom=()
    )

    assert turn_lines.address_of(turn) == address


def test_what_waits_for_somebody_else_says_for_whom_and_is_not_in_the_inbox(
    work: None, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("dengji")
    registrar = get_user_model().objects.get(username="dengji").officer
    waiting = worklist.waiting(registrar, clock.now())
    own = {turn.case.pk for turn in turns.turns_of(registrar, clock.now())}

    body = client.get("/waiting/").content.decode()

    assert not own & {line.case.pk for line in waiting}
    for line in waiting:
        assert line.case.number in body
        assert turns.turn_of(line.case, clock.today()) == [] or 'class="waited"><b>' in body


def test_done_is_what_one_did_oneself_and_nobody_elses_acts(desk_of: Callable[..., Client]) -> None:
    handler = get_user_model().objects.get(username="zhifa").officer
    acts, following = worklist.done(handler, clock.now())

    assert acts
    assert {act.actor["person"] for act in acts} == {f"officer:{handler.pk}"}
    assert acts == sorted(acts, key=lambda act: (act.recorded_at, act.pk), reverse=True)
    body = desk_of("zhifa").get("/done/").content.decode()
    assert body.count("data-row") == len(acts)
    assert bool(following) == ('rel="next"' in body)


def test_every_filter_lists_exactly_the_cases_it_names(work: None) -> None:
    officer, at = head(), clock.now()
    everything = {case.pk: case for case in visible_to(officer, at).filter(closed_at=None)}
    some = next(iter(everything.values()))
    handled = set(Assignment.objects.filter(case__in=everything).values_list("case_id", flat=True))
    for chosen, is_asked in (
        (Chosen(kind=some.kind), lambda case: case.kind == some.kind),
        (
            Chosen(kind=some.kind, stage=some.stage),
            lambda case: (case.kind, case.stage) == (some.kind, some.stage),
        ),
        (Chosen(department=some.department_id), lambda case: case.department_id == some.department_id),
        (
            Chosen(since=clock.today()),
            lambda case: case.opened_at.astimezone(clock.LEGAL_TIME).date() >= clock.today(),
        ),
        (
            Chosen(until=clock.today()),
            lambda case: case.opened_at.astimezone(clock.LEGAL_TIME).date() <= clock.today(),
        ),
        (Chosen(lamp="none"), lambda case: case.next_due is None),
        (Chosen(handler=0), lambda case: False),
    ):
        lines, _ = worklist.page(officer, at, chosen)
        assert {line.case.pk for line in lines} == {
            pk for pk, case in everything.items() if is_asked(case)
        }, chosen
        assert worklist.counts(officer, at, chosen).open == len(lines), chosen
    for number in Assignment.objects.filter(case__in=handled).values_list("officer", flat=True).distinct():
        lines, _ = worklist.page(officer, at, Chosen(handler=number))
        of_them = Assignment.objects.filter(officer=number, case__in=everything).values_list(
            "case_id", flat=True
        )
        assert {line.case.pk for line in lines} == set(of_them)


def test_a_filter_is_kept_by_a_name_is_ones_own_and_can_be_forgotten(desk_of: Callable[..., Client]) -> None:
    client, other = desk_of("juzhang"), desk_of("fenguan")
    query = {"query": "kind=penalty&next=evil&lamp=yellow", "name": "快到期的处罚"}

    assert client.post("/filters/running/", query).status_code == 302
    body = client.get("/running/").content.decode()
    assert 'href="?kind=penalty&amp;lamp=yellow"' in body
    assert "快到期的处罚" not in other.get("/running/").content.decode()
    kept = SavedFilter.objects.get()
    other.post("/filters/running/", {"forget": kept.pk})
    assert SavedFilter.objects.count() == 1
    client.post("/filters/running/", {"forget": kept.pk})
    assert SavedFilter.objects.count() == 0
    assert (
        "请给筛选起一个名称"
        in client.post("/filters/running/", {**query, "name": " "}, follow=True).content.decode()
    )
    assert (
        "没有选定任何条件" in client.post("/filters/running/", {"name": "空"}, follow=True).content.decode()
    )
    assert client.post("/filters/nothing/", query).status_code == 404


def test_what_cannot_be_read_in_a_filter_is_said_in_chinese_and_narrows_nothing(
    work: None, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("juzhang")

    for wrong, said in (
        ("since=2022-02-30", "应为日期，如 2022-03-01"),
        ("kind=nothing", "不在其中"),
        ("since=2022-05-01&until=2022-04-01", "早于“开始日自”"),
        ("words=" + "长" * 61, "至多60字"),
    ):
        body = client.get(f"/running/?{wrong}").content.decode()
        assert said in body, wrong


@pytest.mark.parametrize("days", ["since=0001-01-01", "until=9999-12-31"])
@pytest.mark.parametrize("page", ["waiting", "running", "done", "closed"])
def test_a_list_of_days_no_record_can_mean_says_so_and_does_not_break(
    desk_of: Callable[..., Client], page: str, days: str
) -> None:
    answer = desk_of("juzhang").get(f"/{page}/?{days}")

    assert answer.status_code == 200
    assert "1900" in answer.content.decode()


def test_each_lamp_keeps_its_number_and_its_way_when_one_is_chosen(
    work: None, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("juzhang")
    every = re.findall(r"<b>(\d+)</b>", client.get("/running/?kind=complaint").content.decode())
    body = client.get("/running/?kind=complaint&lamp=red").content.decode()

    assert re.findall(r"<b>(\d+)</b>", body) == every
    assert 'href="?kind=complaint&amp;lamp=green"' in body
    assert body.count("lamp=red&") == 0


def test_a_case_that_falls_to_whoever_registers_is_no_turn_of_those_who_do_not_see_it(
    work: None, desk_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many such cases there are, none of them is looked into to find that out."""
    registrar = get_user_model().objects.get(username="dengji").officer
    unseen = [
        turn
        for turn in turns.turns_of(registrar, clock.now())
        if sight.sight_of(registrar, turn.case, clock.now()) is None
    ]
    monkeypatch.setattr(turn_lines.services, "explain", lambda **_: pytest.fail("a case was looked into"))

    listed = {turn.case.pk for turn in turn_lines.at_the_desk(registrar, clock.now())}

    assert not listed & {turn.case.pk for turn in unseen}


def test_a_page_that_is_not_there_is_not_found(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")

    assert client.get("/running/?after=x").status_code == 404
    assert client.get("/closed/?before=99999999999999999.1").status_code == 404
    assert client.get("/done/?before=-1").status_code == 404
    assert client.get("/done/?before=" + "9" * 40).status_code == 404


def keys_shown(client: Client, address: str) -> set[str]:
    """What reads like a key of the program in the text of a page."""
    body = client.get(address).content.decode().split('<main id="main">', 1)[1]
    return set(re.findall(r"[a-z]{4,}|[a-z]+_[a-z]+", re.sub(r"<[^>]+>", " ", body)))


def test_no_case_page_shows_a_key_in_place_of_a_word(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")
    shown = {case.number: keys_shown(client, f"/case/{case.pk}/") for case in Case.objects.order_by("pk")}

    assert {number: keys for number, keys in shown.items() if keys} == {}


def fullest(kind: str) -> Case:
    """The case of a kind with the most papers."""
    cases = Case.objects.filter(kind=kind).annotate(papers=Count("documents"))
    return cases.order_by("-papers", "pk")[0]


@pytest.mark.parametrize("kind", ["complaint", "licence", "penalty", "performance", "tip_off"])
def test_no_form_of_a_built_in_act_shows_a_key_in_place_of_a_word(
    kind: str, desk_of: Callable[..., Client]
) -> None:
    client, case = desk_of("juzhang"), fullest(kind)
    addresses = [f"/case/{case.pk}/do/{action}/" for action in OFFERED]
    shown = {address: keys_shown(client, address) for address in addresses}

    assert {address: keys for address, keys in shown.items() if keys} == {}


def test_papers_and_publications_are_chosen_by_their_titles(desk_of: Callable[..., Client]) -> None:
    client, case = desk_of("juzhang"), fullest("penalty")

    assert re.search(r"<option[^>]*>《[^<]+》", client.get(f"/case/{case.pk}/do/serve/").content.decode())
    publishing = client.get(f"/case/{case.pk}/do/publish/").content.decode()
    assert re.search(r"<option[^>]*>《行政处罚决定书》[^<]+〔2022〕", publishing)


def test_every_manner_of_service_may_be_chosen(desk_of: Callable[..., Client]) -> None:
    page = desk_of("juzhang").get(f"/case/{fullest('penalty').pk}/do/serve/").content.decode()

    assert [manner.title for manner in manners().values() if f">{manner.title}</option>" not in page] == []


def test_whoever_handles_and_registers_nothing_is_not_sent_to_pages_of_those_who_do(
    desk_of: Callable[..., Client],
) -> None:
    keeper, handler = (desk_of(one).get("/").content.decode() for one in ("guanli", "zhifa"))

    for words in ("空白文书（到没有网络的地方）", "登记新件"):
        assert words not in keeper, words
        assert words in handler, words
    assert "您承办的案件在等谁" not in keeper
