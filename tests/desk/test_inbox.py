# SPDX-License-Identifier: MulanPSL-2.0
"""The inbox on a morning: lamps in words, lawful and promised days, pages that cost the same, and nothing in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Count
from django.test import Client

from fadu.cases.models import Case
from fadu.cases.reading import worklist
from fadu.cases.reading.sight import visible_to
from fadu.demo.year import opens_at
from fadu.desk.pages.act import OFFERED
from fadu.kernel import clock
from fadu.records.delivery import manners

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """The morning on which the demo bureau opens its doors."""
    with clock.set_to(opens_at(2022)):
        yield


@pytest.fixture
def work(desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]) -> None:
    """Two complaints and an application came in this morning."""
    for account, kind in (("dengji", "complaint"), ("dengji", "complaint"), ("chuangkou", "licence")):
        client = desk_of(account)
        form = filled(client, f"/open/{kind}/", **{"party-name": "测试人甲", "party-kind": "person"})
        answer = client.post(f"/open/{kind}/", form)
        assert answer.status_code == 302, re.findall(
            r'class="errorlist".*?</ul>', answer.content.decode(), re.S
        )


def head() -> object:
    return get_user_model().objects.get(username="juzhang").officer


def test_every_open_case_stands_on_exactly_one_page_whatever_its_size(
    work: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "PAGE", 1)
    seen, after = [], None
    for _ in range(200):
        lines, following = worklist.page(head(), clock.now(), after=after)
        seen += [line.case.pk for line in lines]
        if not following:
            break
        day, number = following.split(".")
        after = (type(clock.today()).fromisoformat(day), int(number))

    expected = (
        visible_to(head(), clock.now())
        .filter(closed_at=None, next_due__isnull=False)
        .values_list("pk", flat=True)
    )
    assert len(seen) == len(set(seen)) > 1
    assert set(seen) == set(expected)


def test_closed_cases_stand_on_exactly_one_page_of_those_done(
    desk_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "PAGE", 7)
    client, seen, address = desk_of("juzhang"), [], "/done/"
    for _ in range(200):
        body = client.get(address).content.decode()
        seen += re.findall(r'data-row href="/case/(\d+)/"', body)
        following = re.search(r'rel="next" href="([^"]+)"', body)
        if not following:
            break
        address = f"/done/{following[1]}"

    closed = visible_to(head(), clock.now()).filter(closed_at__isnull=False).count()
    assert len(seen) == len(set(seen)) == closed


def test_a_page_of_work_asks_the_database_as_often_for_one_case_as_for_many(
    work: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
) -> None:
    officer = head()
    monkeypatch.setattr(worklist, "PAGE", 1)
    worklist.page(officer, clock.now())
    with django_assert_num_queries(4):  # the posts held, the cases, their terms, the notices adopted
        worklist.page(officer, clock.now())
    monkeypatch.setattr(worklist, "PAGE", 50)
    with django_assert_num_queries(4):
        worklist.page(officer, clock.now())


def test_a_line_shows_the_lawful_and_the_promised_day_and_the_lamp_in_words(
    work: None, desk_of: Callable[..., Client]
) -> None:
    body = desk_of("juzhang").get("/").content.decode()

    assert "法定时限" in body
    assert "承诺时限" in body
    assert re.search(
        r'class="lamp lamp-(green|yellow|red)">(绿灯|黄灯|红灯) (剩\d+个工作日|剩\d+日|今日届满|超期\d+日)<',
        body,
    )


def test_what_is_counted_is_what_is_listed(work: None, desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")
    body = client.get("/").content.decode()
    counts = worklist.counts(head(), clock.now())

    assert f"待办 <b>{counts.open}</b>" in body
    assert len(set(re.findall(r'data-row href="/case/(\d+)/"', body))) == counts.open


def test_a_page_that_is_not_there_is_not_found(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")

    assert client.get("/?after=x").status_code == 404
    assert client.get("/done/?before=99999999999999999.1").status_code == 404


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
