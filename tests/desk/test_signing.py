# SPDX-License-Identifier: MulanPSL-2.0
"""Signing at the desk: what moved is told, sending back is one press, and several signatures are given at one press, each by itself."""

from __future__ import annotations

import io
import re
import uuid
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from lives import LEAD
from pypdf import PdfReader
from tests.desk.own_bureau import FACTS, browser, form_of, founded, page, sent

from fadu.cases.acts import services
from fadu.cases.models import Case
from fadu.desk import asking
from fadu.desk.pages import sign_in, signing
from fadu.kernel import clock
from fadu.people.actors import OfficerActor
from fadu.people.models import Account, Party
from fadu.people.parties import register_party
from fadu.people.services import hire

if TYPE_CHECKING:
    from django.test import Client
    from lives import Life

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def filed_by_its_handler() -> Life:
    """A case whose filing the handler has signed, and which waits for the head of the unit."""
    life = founded()
    life.act("one", "file", FACTS)
    return life


@pytest.fixture
def life(begin_from: Any) -> Life:
    return begin_from(filed_by_its_handler)


def another(life: Life) -> Life:
    """A second case of the bureau that waits for the same signature."""
    with clock.set_to(life.now):
        case = services.open_case(
            kind="penalty",
            bureau=life.case.bureau,
            by=OfficerActor(officer=life.officers["clerk"]),
            payload=LEAD,
            request_id=uuid.uuid4(),
            parties=[(Party.objects.order_by("pk").first(), "当事人")],
        )
    other = replace(life, case=case)
    for who in ("one", "two"):
        officer = life.officers[who]
        said = {"role": "handler", "person": f"officer:{officer.pk}", "name": officer.name}
        other.act("unit", "assign", said)
    other.act("one", "file", FACTS)
    return other


def one_more_party(life: Life) -> None:
    party, _ = register_party(kind="sole_trader", name="城南小卖部", address="城南路2号")
    said = {"party": f"party:{party.pk}", "name": party.name, "capacity": "当事人", "kind": "unit"}
    life.act("one", "add_party", {**said, "reason": "共同经营"})


def hidden(text: str) -> dict[str, str]:
    """The hidden inputs of a page, by name."""
    tags = re.findall(r'<input type="hidden"[^>]*>', text)
    return {
        re.search(r'name="([^"]*)"', tag)[1]: re.search(r'value="([^"]*)"', tag)[1]  # type: ignore[index]
        for tag in tags
    }


def signed_at_once(life: Life, client: Client, *cases: Case) -> str:
    """The page after the press that signs the filings of several cases, looked at before."""
    keys = [f"{case.pk}:file" for case in cases]
    shown = page(life, client, "/signing/?" + "&".join(f"sign={key}" for key in keys))
    return sent(life, client, "/signing/", {**hidden(shown), "sign": keys}).content.decode()


def signatures(case: Case) -> int:
    return case.acts.filter(action="sign").count()


def test_whoever_signs_is_told_what_has_moved_since_the_first_signature(life: Life) -> None:
    one_more_party(life)

    text = page(life, browser(life, "unit"), form_of(life.case, "file"))

    assert "与首次签署时的内容不同" in text
    assert "城南小卖部" in text


def test_sending_back_is_one_press_beside_the_signature(life: Life) -> None:
    client = browser(life, "unit")
    text = page(life, client, form_of(life.case, "file"))
    form = re.search(r'<form method="post" class="sheet pad returning".*?</form>', text, re.S)[0]  # type: ignore[index]

    said = {**hidden(form), "reason": "证据不足，请补充收集"}
    answer = sent(life, client, form_of(life.case, "return_proposal"), said)

    assert answer.status_code == 302
    last = life.case.acts.order_by("seq").last()
    assert (last.action, last.payload["reason"]) == ("return_proposal", "证据不足，请补充收集")


def test_a_form_that_is_not_signed_yet_offers_nothing_to_send_back(life: Life) -> None:
    assert "不同意的，退回" not in page(life, browser(life, "one"), form_of(life.case, "note"))


def test_several_signatures_are_given_at_one_press_each_an_act_of_its_own(life: Life) -> None:
    other, client = another(life), browser(life, "unit")
    inbox = page(life, client, "/")
    assert inbox.count('form="sign-several"') == 2

    signed_at_once(life, client, life.case, other.case)

    assert signatures(life.case) == signatures(other.case) == 2


def test_the_page_before_the_press_shows_each_paper(life: Life) -> None:
    other = another(life)

    text = page(life, browser(life, "unit"), "/signing/")

    assert text.count('<article class="paper') == 2
    assert life.case.number in text
    assert other.case.number in text


def test_several_papers_come_with_nothing_ticked_and_stand_open_without_a_script(life: Life) -> None:
    another(life)

    text = page(life, browser(life, "unit"), "/signing/")

    assert text.count('name="sign"') == 2
    assert " checked" not in text
    assert text.count("<details open><summary>签署的文书") == 2


def test_what_is_asked_about_a_signature_is_answered_by_a_tick_on_the_page_and_not_by_the_press(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, client = another(life), browser(life, "unit")
    monkeypatch.setattr(signing, "warnings_of", lambda *_: ("签署晚于期限。",))
    [mark] = [each.mark for each in asking.questions(["签署晚于期限。"])]
    shown = page(life, client, "/signing/")
    keys = [f"{case.pk}:file" for case in (life.case, other.case)]
    said = {**hidden(shown), "sign": keys}
    assert "warned" not in said
    assert shown.count(f'type="checkbox" name="warned" value="{mark}"') == 2

    unanswered = sent(life, client, "/signing/", said).content.decode()
    assert (signatures(life.case), signatures(other.case)) == (1, 1)
    assert "有提示还没有核对" in unanswered

    sent(life, client, "/signing/", {**said, "warned": [mark]})
    assert (signatures(life.case), signatures(other.case)) == (2, 2)


def test_only_what_is_ticked_is_signed(life: Life) -> None:
    other, client = another(life), browser(life, "unit")

    signed_at_once(life, client, other.case)

    assert (signatures(life.case), signatures(other.case)) == (1, 2)


def test_what_was_signed_is_told_by_case_and_act_with_whom_it_waits_for_now(life: Life) -> None:
    other, client = another(life), browser(life, "unit")

    signed_at_once(life, client, life.case, other.case)
    text = page(life, client, "/")

    for case in (life.case, other.case):
        assert f"{case.number}：已签署“" in text
    assert text.count("签齐以后才办成") == 2


def test_one_that_is_refused_keeps_no_other_from_being_signed_and_is_told_with_its_ground(life: Life) -> None:
    other, client = another(life), browser(life, "unit")
    one_more_party(life)

    text = signed_at_once(life, client, life.case, other.case)

    assert (signatures(life.case), signatures(other.case)) == (1, 2)
    assert "没有签署（1）" in text
    assert "与首次签署时的内容不同" in text
    assert "已签署（1）" in text


def test_what_waits_for_another_is_signed_by_nobody_else(life: Life) -> None:
    client = browser(life, "two")

    text = sent(life, client, "/signing/", {"sign": [f"{life.case.pk}:file"]}).content.decode()

    assert signatures(life.case) == 1
    assert "已经不等您签署" in text


def test_a_press_without_a_tick_signs_nothing(life: Life) -> None:
    client = browser(life, "unit")

    text = sent(life, client, "/signing/", {}).content.decode()

    assert "没有勾选任何一件" in text
    assert signatures(life.case) == 1


def test_the_papers_of_a_file_are_printed_at_one_press(life: Life) -> None:
    for who in ("unit", "head"):
        life.act(who, "file")
    client = browser(life, "one")
    address = f"/case/{life.case.pk}/file-of/secondary/"

    text = page(life, client, address)

    assert text.count("<main") == life.case.documents.filter(access="secondary").count() > 1
    assert "立案审批表" in text
    assert sent(life, browser(life, "unit"), f"/case/{life.case.pk}/file-of/nothing/").status_code == 404


def test_the_papers_of_a_file_are_one_pdf_with_a_list_of_contents_and_numbered_pages(life: Life) -> None:
    for who in ("unit", "head"):
        life.act(who, "file")
    client, address = browser(life, "one"), f"/case/{life.case.pk}/file-of/secondary.pdf"

    answer = sent(life, client, address)
    pages = [each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages]
    titles = life.case.documents.filter(access="secondary").values_list("document__title", flat=True)

    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert "卷内目录" in pages[0]
    assert all(title in pages[0].replace("\n", "") for title in titles)
    assert [f"第{n}页 共{len(pages) - 1}页" in text for n, text in enumerate(pages[1:], start=1)] == [
        True
    ] * (len(pages) - 1)
    assert "立案审批表" in "".join(pages[1:])


def test_whoever_sees_no_secondary_file_prints_none_of_it(life: Life) -> None:
    for who in ("unit", "head"):
        life.act(who, "file")
    bureau = life.case.bureau
    life.officers["stranger"] = hire(bureau=bureau, name="外人", since=date(2020, 1, 1))
    window = browser(life, "stranger")

    for fmt in ("secondary/", "secondary.pdf", "main.pdf"):
        assert sent(life, window, f"/case/{life.case.pk}/file-of/{fmt}").status_code == 404


def test_whoever_signs_in_while_papers_wait_for_his_signature_begins_with_them(life: Life) -> None:
    shown = page(life, browser(life, "unit"), "/signing/")
    page(life, browser(life, "one"), "/")
    with clock.set_to(life.now):
        first = {who: sign_in.first_page(Account.objects.get(username=who)) for who in ("unit", "one")}

    assert first == {"unit": "desk:signing", "one": "desk:inbox"}
    assert "看过文书再签" in shown


def test_what_took_the_place_of_the_paper_shown_is_signed_neither_by_the_page_of_several_nor_by_its_own(
    life: Life,
) -> None:
    client, key = browser(life, "unit"), f"{life.case.pk}:file"
    several = hidden(page(life, client, f"/signing/?sign={key}"))
    alone = hidden(page(life, client, form_of(life.case, "file")))
    life.act("one", "return_proposal", {"of": "file", "reason": "自己撤回"})
    life.act("one", "file", {**FACTS, "suspected_violation": "另一违法行为"})

    told_by_several = sent(life, client, "/signing/", {**several, "sign": [key]}).content.decode()
    answer = sent(life, client, form_of(life.case, "file"), alone)

    assert "没有签署（1）" in told_by_several
    assert "此后已经退回、改送" in told_by_several
    assert answer.status_code == 409
    assert "此后已经退回、改送" in answer.content.decode()
    assert "另一违法行为" in answer.content.decode()
    assert signatures(life.case) == 2  # the two proposals, and nobody else's
