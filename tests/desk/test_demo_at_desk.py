# SPDX-License-Identifier: MulanPSL-2.0
"""Officers of the demo act through the forms of the desk as they are printed: a form nobody can fill ends the demo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from fadu.cases.acts.foreseeing import Foreseen
from fadu.cases.models import Case
from fadu.demo.at_desk import AtDesk, DeskError
from fadu.demo.printed_form import FormError, PrintedForm, read
from fadu.desk import built_in_forms
from fadu.desk.models import SignIn
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import selectors as people
from fadu.people.models import Officer

PAGE = """<main><form method="post"><input name="title" maxlength="4" required><input type="checkbox" name="of" value="1">
<input type="checkbox" name="of" value="2"><select name="way"><option value="">请选择</option><option value="yes">是</option></select>
<input name="sum" inputmode="decimal"><input type="datetime-local" name="at"><button name="preview" value="1">预览</button></form></main>"""


@pytest.fixture
def form() -> PrintedForm:
    return PrintedForm(read(PAGE).xpath("//form")[0])


def test_a_form_is_filled_in_as_a_person_types_ticks_and_chooses(form: PrintedForm) -> None:
    for name, value in {"title": "投诉", "of": ["2"], "way": True, "sum": 329900}.items():
        form.write(name, value)
    form.write("at", "2022-03-01T09:30:00+08:00")

    assert form.data() == {
        "title": ["投诉"],
        "of": ["2"],
        "way": ["yes"],
        "sum": ["3,299.00"],
        "at": ["2022-03-01T09:30"],
    }


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("absent", "x", "没有可以填写“absent”"),
        ("title", "太长的标题", "至多4字"),
        ("of", ["3"], "没有提供“3”"),
        ("way", False, "没有提供“no”"),
    ],
)
def test_what_a_browser_would_not_let_a_person_do_is_refused(
    form: PrintedForm, name: str, value: Any, said: str
) -> None:
    with pytest.raises(FormError, match=said):
        form.write(name, value)


def test_a_form_with_a_required_input_left_empty_is_not_sent(form: PrintedForm) -> None:
    with pytest.raises(FormError, match="没有填写"):
        form.data()


# -- the year that was lived ----------------------------------------------------------------------


@pytest.fixture
def seated(lived: None) -> Iterator[AtDesk]:
    names = ("dengji", "duizhang", "zhifa", "zhifa2")
    with clock.set_to(datetime(2022, 12, 1, 10, tzinfo=LEGAL_TIME)):
        yield AtDesk({officer_of(name).pk: name for name in names})


def officer_of(account: str) -> Officer:
    officer = people.account_of(account).officer
    assert officer is not None
    return officer


LEAD = {
    "source": "inspection",
    "suspected_violation": "销售超过保质期的食品",
    "lead_content": "货架上有过期食品。",
}


def registered(desk: AtDesk) -> Case:
    clerk = officer_of("dengji")
    lead = {**LEAD, "received_on": clock.today().isoformat()}
    party = Case.objects.filter(kind="penalty")[0].parties.get().party
    unit = officer_of("zhifa").department
    assert unit is not None
    return desk.open("penalty", clerk, lead, department=unit, parties=[(party, "当事人")])


def test_whoever_acted_at_the_desk_in_the_demo_year_signed_out_when_it_ended(lived: None) -> None:
    assert SignIn.objects.exists()
    assert not SignIn.objects.filter(ended=None).exists()


def test_an_act_done_at_the_desk_is_the_act_of_whoever_sat_there(seated: AtDesk) -> None:
    case, head, handler = registered(seated), officer_of("duizhang"), officer_of("zhifa")

    act = seated.act(
        case, "assign", head, {"role": "handler", "person": f"officer:{handler.pk}", "name": handler.name}
    )

    assert act == case.acts.get(action="assign")
    assert (act.action, act.officer_id, act.payload["name"]) == ("assign", head.pk, handler.name)
    assert seated.acts == 2


def test_a_form_without_an_input_for_what_is_to_be_said_ends_the_demo(
    seated: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = registered(seated)
    monkeypatch.setitem(built_in_forms.FORMS, "assign", built_in_forms.Note)

    with pytest.raises(DeskError, match="没有可以填写“role”"):
        seated.act(case, "assign", officer_of("duizhang"), {"role": "handler", "person": "x", "name": "x"})


def test_what_the_page_refuses_ends_the_demo_with_the_words_of_the_page(seated: AtDesk) -> None:
    case = registered(seated)

    with pytest.raises(DeskError, match="没有提供"):
        seated.act(case, "assign", officer_of("dengji"), {"role": "handler", "person": "x", "name": "x"})


def test_a_page_that_asks_about_something_is_answered_by_sending_it_in_again(
    seated: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = registered(seated)
    sent: list[object] = []
    post = Client.post
    monkeypatch.setattr("fadu.desk.pages.act.foreseen", lambda *_: Foreseen(warnings=("请核对这一件事。",)))

    def counted(self: Client, *args: Any, **more: Any) -> Any:
        sent.append(args)
        return post(self, *args, **more)

    monkeypatch.setattr(Client, "post", counted)
    seated.act(case, "note", officer_of("duizhang"), {"text": "已电话联系。"})

    assert len(sent) == 2
    assert case.acts.filter(action="note").count() == 1
