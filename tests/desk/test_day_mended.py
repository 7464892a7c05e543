# SPDX-License-Identifier: MulanPSL-2.0
"""A day that was registered wrongly, mended on the desk: asked in plain words, waited for by name, confirmed or refused, shown as it was."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from tests.desk.pressing import pressed

from fadu.cases.acts import services
from fadu.cases.models import Case
from fadu.cases.reading.turns import turns_in
from fadu.cases.world.worlds import state_of
from fadu.desk.shown.offering import offered
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor
from fadu.people.models import Account, Officer
from fadu.procedure.decision import Option
from fadu.records import services as files

pytestmark = pytest.mark.django_db
MORNING = datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)
SAID = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-12-05",
}
ASKED = {"which": "1|received_on", "day": "2022-12-02T00:00", "paper": "信封", "reason": "邮戳为二日"}


@pytest.fixture(autouse=True)
def morning(lived: None) -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


def officer(account: str) -> Officer:
    holder = Account.objects.get(username=account).officer
    assert holder is not None
    return holder


@pytest.fixture
def case() -> Case:
    """A tip-off that two handle, with the envelope in the file."""
    brigade = officer("zhifa").department
    clerk, head = OfficerActor(officer=officer("dengji")), OfficerActor(officer=officer("duizhang"))
    made = services.open_case(
        kind="tip_off",
        bureau=clerk.officer.bureau,
        by=clerk,
        payload=SAID,
        request_id=uuid.uuid4(),
        department=brigade,
    )
    for one in (officer("zhifa"), officer("zhifa2")):
        named = {"role": "handler", "person": f"officer:{one.pk}", "name": one.name}
        services.perform(case=made, action="assign", by=head, payload=named, request_id=uuid.uuid4())
    file = files.store(name="信封.txt", content="邮戳".encode(), owner="")
    taken = {"title": "信封", "digest": file.digest, "access": "main"}
    by = OfficerActor(officer=officer("zhifa"))
    services.perform(case=made, action="attach", by=by, payload=taken, request_id=uuid.uuid4())
    return made


@pytest.fixture
def asked(case: Case, desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]) -> Case:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/do/correct_day/"
    assert client.post(address, filled(client, address, **ASKED)).status_code == 302
    return case


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_second_officer_finds_it_in_his_list_and_sees_what_is_asked_and_why(
    asked: Case, desk_of: Callable[..., Client]
) -> None:
    assert f"/case/{asked.pk}/do/confirm_day/" in page(desk_of("zhifa2"), "/")
    assert f"/case/{asked.pk}/do/confirm_day/" not in page(desk_of("zhifa"), "/")
    form = page(desk_of("zhifa2"), f"/case/{asked.pk}/do/confirm_day/")
    assert "由2022年12月5日更正为2022年12月2日" in form
    assert "邮戳为二日" in form
    assert "<dd>信封</dd>" in form
    others = form.partition("改办")[2].partition("</p>")[0]
    of_his_and_the_other_answer = ["verify", "refuse_day"]
    assert re.findall(r"/do/(\w+)/", others) == of_his_and_the_other_answer


def test_the_course_of_the_case_tells_the_correction_in_words_and_strikes_the_day_out_once_confirmed(
    asked: Case, desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client, address = desk_of("zhifa2"), f"/case/{asked.pk}/do/confirm_day/"
    before = page(client, f"/case/{asked.pk}/")
    assert "received_on" not in before
    assert "<dt>更正后的日期</dt><dd>2022年12月2日</dd>" in before
    assert "<del>" not in before

    assert client.post(address, filled(client, address)).status_code == 302

    course = page(client, f"/case/{asked.pk}/")
    assert "<del>2022年12月5日</del> 更正为2022年12月2日" in course
    act = "“登记举报”（第1项）"
    assert f"<dt>登记该日期的办理</dt><dd>{act}</dd>" in course
    assert f"<dt>更正</dt><dd>{act}的收到举报之日由2022年12月5日更正为2022年12月2日</dd>" in course


def test_what_is_refused_leaves_the_day_and_nobodys_list(
    asked: Case, desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client, address = desk_of("zhifa2"), f"/case/{asked.pk}/do/refuse_day/"

    answer = client.post(address, filled(client, address, reason="信封不是本案的"))

    assert answer.status_code == 302
    shown = page(client, f"/case/{asked.pk}/")
    assert "不予更正日期" in shown
    assert "信封不是本案的" in shown
    assert "<del>" not in shown
    assert f"/case/{asked.pk}/do/confirm_day/" not in page(client, "/")


def test_what_is_signed_and_not_complete_is_said_to_wait_for_whoever_signs_next(
    case: Case, desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    by = OfficerActor(officer=officer("zhifa"))
    visit = {"visited_on": "2022-12-06", "findings": "货架上有三袋超过保质期的食品"}
    services.perform(case=case, action="verify", by=by, payload=visit, request_id=uuid.uuid4())
    client, address = desk_of("zhifa"), f"/case/{case.pk}/do/file/"
    data = filled(client, address, filing_opinion="建议立案")

    said = pressed(client, address, data, follow=True).content.decode()

    assert "已签署“决定立案”，待" in said
    assert "已办理：决定立案" not in said
    head = page(desk_of("duizhang"), f"/case/{case.pk}/")
    first = head.partition('aria-label="现在应当办理"')[2].partition("</div>")[0]
    assert "决定立案" in first
    assert "退回签批" in first


def test_the_ordinary_act_stands_first_and_filled_and_the_others_beside_it(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    shown = page(desk_of("zhifa"), f"/case/{case.pk}/")
    first, _, rest = shown.partition('aria-label="现在应当办理"')[2].partition("</div>")

    assert first.count("btn-primary") == 1
    assert ">核查" in first
    assert "btn-primary" not in rest.partition('id="past"')[0]


def test_what_is_another_ones_turn_is_not_filled_though_it_may_be_done(case: Case) -> None:
    serve = Option(action="serve", title="送达", may=True, grounds=())

    shown = offered(
        case, state_of(case), [serve], turns_in(case, officer("duizhang"), MORNING), MORNING.date()
    )

    assert shown["first"] is None
    assert shown["others"] == [serve]
    assert [turn.what for turn in turns_in(case, officer("zhifa"), MORNING)] == ["verify"]


def test_only_who_may_be_assigned_is_offered_with_unit_and_post(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    form = page(desk_of("duizhang"), f"/case/{case.pk}/do/assign/")

    assert officer("juzhang").name not in form.partition('name="person"')[2]
    assert f"officer:{officer('zhifa').pk}" not in form  # is assigned already
    assert "（综合执法大队，执法（经办）人员）" in form
    assert form.index("综合执法大队，") < form.index("消费者权益保护科，")


def test_a_department_the_bureau_does_not_have_is_refused(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client, address = desk_of("dengji"), "/open/complaint/"
    before, data = (
        Case.objects.count(),
        filled(client, address, **{"party-name": "某人", "party-kind": "person"}),
    )

    for strange in ("99999", "abc"):
        answer = pressed(client, address, {**data, "department": strange})
        assert answer.status_code == 400
        assert "从列表中选择" in answer.content.decode()
        assert "某人" in answer.content.decode()

    assert Case.objects.count() == before
