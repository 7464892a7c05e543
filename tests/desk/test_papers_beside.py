# SPDX-License-Identifier: MulanPSL-2.0
"""The paper an act will make stands beside its form as a draft, and each later signer sees the very paper that is signed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from lives import Life, begun

from fadu.cases.models import Act
from fadu.kernel import clock
from fadu.people import services as people
from fadu.people.models import Account
from fadu.records.models import Document, IssuedNumber

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "Yi-ge-hao-mima-9"
FACTS = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_continues": True,
}
Signed = Callable[[str], Client]


@pytest.fixture
def life() -> Life:
    call_command("collectstatic", verbosity=0, interactive=False)
    return begun()


@pytest.fixture
def at_desk(life: Life) -> Signed:
    """A browser of an officer of the bureau, on the day of its case."""

    def signed_in(who: str) -> Client:
        officer, client = life.officers[who], Client()
        if not Account.objects.filter(officer=officer).exists():
            people.open_account(username=who, password=PASSWORD, officer=officer)
        client.force_login(Account.objects.get(officer=officer), backend=BACKEND)
        return client

    return signed_in


def page(
    life: Life, client: Client, action: str, data: dict[str, object] | None = None, tail: str = ""
) -> str:
    address = f"/case/{life.case.pk}/do/{action}/{tail}"
    with clock.set_to(life.now):
        answer = client.post(address, data) if data is not None else client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def papers(text: str) -> str:
    return "\n".join(re.findall(r'<article class="paper.*?</article>', text, re.S))


def test_the_paper_is_drafted_of_what_is_typed_so_far(life: Life, at_desk: Signed) -> None:
    shown = papers(page(life, at_desk("one"), "file", {"suspected_violation": "销售过期饼干"}, "papers/"))

    assert "立案审批表" in shown
    assert "草稿" in shown
    assert "销售过期饼干" in shown
    assert "【待填：" in shown


def test_without_a_script_a_button_shows_it_beside_what_was_typed(life: Life, at_desk: Signed) -> None:
    text = page(life, at_desk("one"), "file", {"suspected_violation": "销售过期饼干", "preview": "1"})

    assert "销售过期饼干" in papers(text)
    assert "销售过期饼干</textarea>" in text or 'value="销售过期饼干"' in text
    assert "errorlist" not in text


def test_looking_at_a_draft_does_nothing(life: Life, at_desk: Signed) -> None:
    client, seen = at_desk("one"), [model.objects.count() for model in (Act, Document, IssuedNumber)]

    page(life, client, "file", {**FACTS, "preview": "1"})
    page(life, client, "file", {**FACTS}, "papers/")

    assert [model.objects.count() for model in (Act, Document, IssuedNumber)] == seen


def test_each_later_signer_sees_the_paper_that_is_signed(life: Life, at_desk: Signed) -> None:
    life.act("one", "file", FACTS)

    text = page(life, at_desk("unit"), "file")

    assert "签署的文书" in text
    assert "销售超过保质期的食品" in papers(text)
    assert "预览文书" not in text


def test_an_act_that_issues_nothing_has_no_paper_beside_it(life: Life, at_desk: Signed) -> None:
    assert "将要制作的文书" not in page(life, at_desk("one"), "note")


def test_a_stranger_is_shown_no_draft(life: Life, at_desk: Signed) -> None:
    stranger = people.hire(bureau=life.case.bureau, name="外人", since=life.day.replace(year=2020))
    life.officers["stranger"] = stranger
    address = f"/case/{life.case.pk}/do/file/papers/"

    with clock.set_to(life.now):
        assert at_desk("stranger").post(address, {}).status_code == 404
