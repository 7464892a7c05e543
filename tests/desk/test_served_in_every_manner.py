# SPDX-License-Identifier: MulanPSL-2.0
"""Whichever the manner of service and the kind of party: what the page shows for it is enough to serve, and all that may be asked for."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from lives import Life, begun
from tests.desk.own_bureau import browser, form_of, page
from tests.desk.pressing import pressed

import static_files
from fadu.cases.models import Act
from fadu.desk.built_in_forms import Serve
from fadu.desk.party_form import KINDS
from fadu.desk.templatetags.shape import meant_for
from fadu.kernel import clock
from fadu.records import services as files
from fadu.records.delivery import NEEDS, SELF, manners
from fadu.records.manner_fields import fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

#: the answers an officer gives to whatever the page shows for a manner; of two that exclude each other the first
ANSWERS = {
    "arrived_on": "2026-12-02",
    "address": "清河路1号",
    "receiver": "清河百货店",
    "relation": SELF,
    "refusal": "不认可，拒绝签收",
    "witness": "居民委员会 王某",
    "mail_number": "XA12345678913",
    "through": "清江区市场监督管理局",
    "consent": "on",
    "address_confirmed": "on",
    "whereabouts_unknown": "on",
    "account": "登记住所已经拆除，两次上门无人，去向不明",
    "online_remedy": "全国行政复议服务平台",
    "filmed": "on",
    "proof": "送达记录",
}


def an_issued_paper(kind: str) -> Life:
    """A case in which a party of a kind was asked in writing for materials, and what bears out a service lies in the file."""
    static_files.collect()
    life = begun(kind)
    life.act("one", "ask_materials", {"materials_asked": "进货凭证", "materials_by": "2026-12-20"})
    life.day = life.day.replace(month=12, day=2)
    with clock.set_to(life.now):
        file = files.store(name="记录.txt", content="送达".encode(), owner="")
    life.act("one", "attach", {"title": "送达记录", "digest": file.digest, "access": "main"})
    return life


def an_enterprise() -> Life:
    return an_issued_paper("enterprise")


def a_sole_trader() -> Life:
    return an_issued_paper("sole_trader")


def a_person() -> Life:
    return an_issued_paper("person")


def an_organ() -> Life:
    return an_issued_paper("organ")


PARTIES = {"enterprise": an_enterprise, "sole_trader": a_sole_trader, "person": a_person, "organ": an_organ}


def shown_for(text: str, manner: str) -> set[str]:
    """The fields that the page shows once a manner is chosen: those of every manner, and its own."""
    blocks = re.findall(r'<div class="field([^"]*)">(?:(?!<div class="field).)*?name="(\w+)"', text, re.S)
    return {
        name for classes, name in blocks if "for-some" not in classes or f"for-{manner}" in classes.split()
    }


def sent_as_shown(life: Life, client: Client, manner: str, **more: str) -> Any:
    """The answer to a service in which everything the page shows for its manner was filled in, and nothing else."""
    address = form_of(life.case, "serve")
    text = page(life, client, address)
    row = life.case.documents.get(template="materials_notice")
    day = "2026-12-01" if manner == "post" else "2026-12-02"
    paper = {"document": f"materials_notice/{row.seq}", "party": life.party, "manner": manner, "sent_on": day}
    seen = shown_for(text, manner)
    both = {"refusal"} if "receiver" in seen else set()  # who signed for it did not refuse it
    typed = {name: answer for name, answer in ANSWERS.items() if name in seen - both}
    token = re.search(r'name="request_id" value="([^"]*)"', text)
    revision = re.search(r'name="revision" value="([^"]*)"', text)
    hidden = {"request_id": token[1] if token else "", "revision": revision[1] if revision else ""}
    with clock.set_to(life.now):
        return pressed(client, address, {**hidden, **paper, **typed, **more})


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [key for key, _ in KINDS])
@pytest.mark.parametrize("manner", list(manners()))
def test_a_paper_is_served_at_the_desk_with_just_what_the_page_shows_for_its_manner(
    begin_from: Callable[..., Life], kind: str, manner: str
) -> None:
    life = begin_from(PARTIES[kind])
    client = browser(life, "one")

    answer = sent_as_shown(life, client, manner)

    assert answer.status_code == 302, re.findall(
        r'class="[^"]*danger[^"]*"[^>]*>(.*?)</', answer.content.decode(), re.S
    )
    (act,) = Act.objects.filter(case=life.case, action="serve")
    assert act.payload["manner"] == manner


@pytest.mark.django_db
def test_the_desk_refuses_the_server_as_witness_and_asks_where_nobody_refused(
    begin_from: Callable[..., Life],
) -> None:
    life = begin_from(PARTIES["enterprise"])
    client = browser(life, "one")

    refused = sent_as_shown(life, client, "left", witness="one某").content.decode()
    assert "不能见证" in refused
    assert "确系同名的另一人，在姓名前写明其单位、身份" in refused
    asked = sent_as_shown(life, client, "left", refusal="家中无人")

    assert asked.status_code == 302
    (act,) = Act.objects.filter(case=life.case, action="serve")
    assert any("没有写谁拒绝签收" in warning for warning in act.warnings)


def test_what_only_an_attempt_that_failed_says_is_shown_once_it_is_said_why() -> None:
    field = SimpleNamespace(form=Serve, name="witness")

    assert meant_for(field) == " for-some for-left with-failure also-personal also-entrusted also-transferred"


@pytest.mark.parametrize("manner", list(manners()))
def test_whatever_may_be_asked_of_a_manner_has_a_field_that_is_shown_for_it(manner: str) -> None:
    kind = manners()[manner]
    shown = {name for name, of in Serve.meant_for.items() if manner in of}

    for need in kind.needs:
        assert [key for key, field in fields().items() if need in field.says and key in shown], NEEDS[need]
    assert (kind.counts == "announced") != ("arrived_on" in shown)


def test_a_field_of_a_manner_bears_on_the_form_the_title_by_which_the_judge_speaks_of_it() -> None:
    labels = {key: Serve.base_fields[key].label for key in fields()}

    assert labels == {key: field.title for key, field in fields().items()}
