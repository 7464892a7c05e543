# SPDX-License-Identifier: MulanPSL-2.0
"""Every page for every role: what opens, what stays shut, and what never shows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from fadu.cases.acts import judging
from fadu.cases.models import Act, Case
from fadu.cases.reading.sight import visible_to
from fadu.demo.bureau import ACCOUNTS
from fadu.kernel import clock
from fadu.people.actors import OfficerActor

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SIGNED_OUT = (
    "/",
    "/search/",
    "/open/",
    "/open/complaint/",
    "/case/1/",
    "/case/1/do/file/",
    "/figures/2022/",
    "/report/2022/",
)
#: the demo's informants carry a sign no other text carries
INFORMANT = re.compile("[赵钱孙李周吴]匿[赵钱孙李周吴]")


@pytest.mark.parametrize("address", SIGNED_OUT)
def test_nothing_is_shown_to_who_has_not_signed_in(lived: None, address: str) -> None:
    answer = Client().get(address)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_account_opens_its_inbox_and_may_search(desk_of: Callable[..., Client], account: str) -> None:
    client = desk_of(account)

    assert client.get("/").status_code == 200
    assert client.get("/search/", {"q": "超过保质期"}).status_code == 200
    assert client.get("/open/").status_code == 200


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_case_opens_exactly_for_those_who_may_see_it(desk_of: Callable[..., Client], account: str) -> None:
    officer = get_user_model().objects.get(username=account).officer
    read = set(visible_to(officer, clock.now()).values_list("pk", flat=True))
    client = desk_of(account)
    tried: set[tuple[str, bool, bool]] = set()

    for case in Case.objects.order_by("pk"):
        known = judging.is_known(case, OfficerActor(officer=officer), clock.now())
        sort = (case.kind, case.pk in read, known)
        if sort in tried:
            continue
        tried.add(sort)
        answer = client.get(f"/case/{case.pk}/")
        assert answer.status_code == (200 if known else 404), case.number
        assert ('class="timeline"' in answer.content.decode()) == (case.pk in read), case.number


def test_an_informant_is_shown_to_none_but_those_who_handle_the_tip_off(
    desk_of: Callable[..., Client],
) -> None:
    tip_offs = list(Case.objects.filter(kind="tip_off"))
    assert tip_offs
    for account in ACCOUNTS:
        officer = get_user_model().objects.get(username=account).officer
        client = desk_of(account)
        pages = ["/", "/search/?q=匿", "/figures/2022/", "/report/2022/"]
        pages += [
            f"/case/{case.pk}/" for case in tip_offs if not case.assignments.filter(officer=officer).exists()
        ]
        for page in pages:
            body = client.get(page).content.decode()
            assert not INFORMANT.search(body), (account, page)


def test_no_informant_stands_in_clear_anywhere_in_the_acts(lived: None) -> None:
    for act in Act.objects.filter(case__kind="tip_off"):
        assert not INFORMANT.search(str(act.payload)), act.pk


def test_a_post_without_its_token_is_refused(desk_of: Callable[..., Client]) -> None:
    client = desk_of("dengji", enforce_csrf_checks=True)

    assert client.post("/open/complaint/", {}).status_code == 403


def test_every_figure_opens_its_list_for_the_head(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")
    page = client.get("/figures/2022/")
    codes = set(re.findall(r"/figures/2022/([A-Z]+-\d+)/", page.content.decode()))

    assert len(codes) > 30
    for code in codes:
        assert client.get(f"/figures/2022/{code}/").status_code == 200, code


def test_the_pages_load_nothing_from_elsewhere(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")

    for address in ("/", "/figures/2022/", "/report/2022/", "/search/"):
        body = client.get(address).content.decode()
        assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", body), address
        assert "default-src 'self'" in client.get(address).get("Content-Security-Policy", ""), address
