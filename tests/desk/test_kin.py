# SPDX-License-Identifier: MulanPSL-2.0
"""From a case to those it springs from, those that spring from it and those linked with it: no link leads to a closed door."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.test import Client

from fadu.cases.models import Case
from fadu.cases.reading.sight import Sight, sight_of
from fadu.cases.rules import person_of
from fadu.demo.bureau import ACCOUNTS
from fadu.kernel import clock
from fadu.procedure.library import library

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Desk = Callable[..., Client]


def related() -> list[Case]:
    """Of each kind and stage two cases that have kin."""
    kept: dict[tuple[str, str], list[Case]] = {}
    kin = Q(parent__isnull=False) | Q(children__isnull=False)
    for case in Case.objects.filter(kin).distinct().order_by("pk"):
        kept.setdefault((case.kind, case.stage), []).append(case)
    return [case for cases in kept.values() for case in cases[:2]]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_link_of_a_case_page_to_another_case_opens(desk_of: Desk, account: str) -> None:
    client = desk_of(account)
    opened: dict[str, int] = {}

    for case in related():
        answer = client.get(f"/case/{case.pk}/")
        if answer.status_code == 404:
            continue
        for link in set(re.findall(r'href="(/case/\d+/)"', answer.content.decode())):
            if link not in opened:
                opened[link] = client.get(link).status_code

    assert {link: status for link, status in opened.items() if status != 200} == {}


def test_the_kinds_of_children_say_what_their_family_sees() -> None:
    shown = library().shown_to_family()

    assert {"legal_review", "hearing", "performance"} <= set(shown)
    assert "committee_item" not in shown


def test_whoever_asked_for_a_review_opens_it_and_sees_nothing_sealed_or_of_the_secondary_file(
    desk_of: Desk,
) -> None:
    by_person = {
        person_of(user.officer.pk): user.username
        for user in get_user_model().objects.select_related("officer")
        if user.officer
    }
    tried = 0
    for review in Case.objects.filter(kind="legal_review").select_related("parent", "bureau"):
        asked = review.parent.acts.filter(action__startswith="ask").order_by("-pk").first()
        signers = [by_person.get(one["person"], "") for one in (asked.by if asked else [])]
        for account in filter(None, signers):
            officer = get_user_model().objects.get(username=account).officer
            seen = sight_of(officer, review, clock.now())
            answer = desk_of(account).get(f"/case/{review.pk}/")
            assert answer.status_code == 200, (account, review.number)
            if seen is Sight.MAIN:
                tried += 1
                assert 'lamp-grey">副卷' not in answer.content.decode().partition('id="papers"')[2]
    assert tried or not Case.objects.filter(kind="legal_review").exists()


def test_a_printed_case_bears_no_heading_with_nothing_under_it(desk_of: Desk) -> None:
    client = desk_of("juzhang")

    for case in related()[:8]:
        page = client.get(f"/case/{case.pk}/").content.decode()
        if 'class="timeline"' not in page:
            continue
        bare = re.sub(r'<(\w+)[^>]*class="[^"]*\bno-print\b[^"]*"[^>]*>.*?</\1>', "", page, flags=re.S)
        for part in re.split(r"<h2[^>]*>", bare.partition("<main")[2])[1:]:
            under = re.sub(r"<[^>]+>|\s", "", part.partition("</h2>")[2])
            assert under, (case.number, part[:80])
