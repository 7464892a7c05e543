# SPDX-License-Identifier: MulanPSL-2.0
"""What was done on paper is entered in the evening with the scan in the same form; the days of one's own acts are filled in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk.pressing import ASIDE, MARKS, pressed

from fadu.cases.acts import services
from fadu.cases.models import Case
from fadu.cases.rules import person_of
from fadu.desk.action_form import ActionForm, days_of_the_act
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law
from fadu.people.actors import OfficerActor
from fadu.people.models import Account, Officer
from fadu.procedure.library import library

#: the files offered again: their ticks beside their names, their marks beside their ticks
OFFERED = re.compile(r'name="set_aside"[^>]*?( checked)?><label[^>]*>([^（<]+)')
TICKS = re.compile(r'name="set_aside" value="([^"]*)"[^>]*?( checked)?>')

RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-12-05",
}


@pytest.fixture
def case(lived: None) -> Iterator[Case]:
    """A tip-off with its two handlers, in the evening of the visit."""
    clerk, head, one = (Account.objects.get(username=n).officer for n in ("dengji", "duizhang", "zhifa"))
    assert clerk
    assert head
    assert one
    two = Officer.objects.filter(department=one.department, appointments__post="case_handler").exclude(
        pk=one.pk
    )[0]
    with clock.set_to(datetime(2022, 12, 6, 9, tzinfo=LEGAL_TIME)):
        made = services.open_case(
            kind="tip_off",
            bureau=one.bureau,
            by=OfficerActor(officer=clerk),
            payload=RECEIVED,
            request_id=uuid.uuid4(),
            department=one.department,
        )
        for officer in (one, two):
            services.perform(
                case=made,
                action="assign",
                by=OfficerActor(officer=head),
                payload={"role": "handler", "person": person_of(officer.pk), "name": officer.name},
                request_id=uuid.uuid4(),
            )
    with clock.set_to(datetime(2022, 12, 6, 18, tzinfo=LEGAL_TIME)):
        yield made


def entered(case: Case, **more: Any) -> dict[str, Any]:
    made = Case.objects.get(pk=case.pk)
    return {
        "visited_on": "2022-12-06",
        "findings": "货架上有三袋超过保质期的食品",
        "happened_at": "2022-12-06T10:30",
        "request_id": str(uuid.uuid4()),
        "revision": str(made.revision),
        **more,
    }


def scan(text: str = "现场核查记录") -> SimpleUploadedFile:
    return SimpleUploadedFile("扫描.txt", text.encode())


@pytest.mark.django_db
def test_what_was_done_on_paper_is_entered_with_the_time_it_was_done_and_its_scan_in_one_form(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/do/verify/"
    form = client.get(address).content.decode()
    assert "纸上已经办理、现在补录的" in form
    assert form.count('formenctype="multipart/form-data"') >= 1

    answer = pressed(client, address, entered(case, scan=[scan()], scan_kind="勘验笔录、现场笔录"))

    assert answer.status_code == 302
    act, row = case.acts.filter(action="verify").get(), case.evidence.get()
    assert act.happened_at.astimezone(LEGAL_TIME).hour == 10
    assert (row.title, row.kind) == ("核查（签字原件）", "勘验笔录、现场笔录")
    assert row.seq < act.seq


@pytest.mark.django_db
def test_a_scan_that_is_not_taken_keeps_the_act_out_and_what_was_typed(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    wrong = SimpleUploadedFile("x.html", b"<html><script>")
    answer = desk_of("zhifa").post(f"/case/{case.pk}/do/verify/", entered(case, scan=[wrong]))

    assert "“x.html”的内容不是可接收的类型" in answer.content.decode()
    assert "三袋超过保质期" in answer.content.decode()
    assert not case.acts.filter(action__in=("verify", "attach")).exists()


@pytest.mark.django_db
def test_the_scan_of_an_act_that_is_refused_is_in_no_file_and_is_offered_again_with_the_form(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client, address, said = desk_of("zhifa"), f"/case/{case.pk}/do/verify/", entered(case)
    refused = client.post(address, {**said, "happened_at": "2022-12-30T10:30", "scan": [scan("甲")]})
    assert refused.status_code == 422  # the act lies ahead
    assert not case.evidence.exists()
    assert "选过的签字原件还没有收入案卷" in refused.content.decode()
    shown = client.get(address).content.decode()  # and to whoever comes back to the form
    (mark,) = ASIDE.findall(shown)
    assert not ASIDE.findall(desk_of("zhifa2").get(address).content.decode())

    done = pressed(client, address, {**entered(case), "set_aside": [mark]})

    assert done.status_code == 302
    assert case.evidence.get().title == "核查（签字原件）"
    assert case.acts.filter(action="verify").count() == 1
    assert not ASIDE.findall(client.get(address).content.decode())


@pytest.mark.django_db
def test_a_scan_called_after_the_informant_is_refused_by_its_name_and_comes_back_without_its_tick(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    one = Account.objects.get(username="zhifa").officer
    assert one
    services.perform(
        case=case,
        action="correct_informant",
        by=OfficerActor(officer=one),
        payload={"informant_name": "赵小六", "contact_reason": "举报人来局补充"},
        request_id=uuid.uuid4(),
    )
    client, address = desk_of("zhifa"), f"/case/{case.pk}/do/verify/"
    wrong, right = (
        SimpleUploadedFile(name, b"%d" % n) for n, name in enumerate(("赵小六签字.txt", "甲.txt"))
    )

    refused = pressed(client, address, entered(case, scan=[wrong, right])).content.decode()

    assert "“所选文件的文件名”写有本案或者有关案件密封的身份信息" in refused
    assert "所填内容写有" not in refused
    for page in (refused, client.get(address).content.decode()):
        ticks = {name: bool(tick) for tick, name in OFFERED.findall(page)}
        assert ticks == {"赵小六签字.txt": False, "甲.txt": True}
    assert not case.evidence.exists()
    still = [mark for mark, tick in TICKS.findall(refused) if tick]  # what a browser sends

    done = pressed(client, address, {**entered(case), "set_aside": still, "scan": [scan("改名")]})

    assert done.status_code == 302
    assert case.evidence.count() == 2
    assert not ASIDE.findall(client.get(address).content.decode())


@pytest.mark.django_db
def test_a_scan_whose_tick_is_taken_away_goes_into_no_file_and_is_offered_no_more(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/do/verify/"
    client.post(address, {**entered(case), "happened_at": "2022-12-30T10:30", "scan": [scan("甲")]})

    done = pressed(client, address, entered(case))

    assert done.status_code == 302
    assert not case.evidence.exists()
    assert not ASIDE.findall(client.get(address).content.decode())


@pytest.mark.django_db
def test_what_was_done_before_the_assignment_was_entered_goes_in_with_its_scan_by_one_form(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/do/verify/"
    early = {**entered(case), "happened_at": "2022-12-06T08:20"}
    bare = client.post(address, early)
    assert bare.status_code in {200, 422}
    assert not case.acts.filter(action="verify").exists()

    shown = client.post(address, {**early, "scan": [scan("清早")]}).content.decode()
    assert "早于登记的指派" in shown
    done = client.post(address, {**early, "warned": MARKS.findall(shown), "set_aside": ASIDE.findall(shown)})

    assert done.status_code == 302
    act = case.acts.get(action="verify")
    assert act.happened_at.astimezone(LEGAL_TIME).hour == 8
    assert len(act.by) == 2
    assert case.evidence.get().seq < act.seq


def while_typed(client: Client, address: str, said: dict[str, Any], **more: Any) -> str:
    """What the page says while a form is typed: a script sends a word for each chosen file, and no file."""
    return client.post(f"{address}warnings/", {**said, **more}).content.decode()


@pytest.mark.django_db
def test_what_was_done_before_the_assignment_is_asked_about_while_it_is_typed_in_the_words_of_the_press(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/do/verify/"
    early = {**entered(case), "happened_at": "2022-12-06T08:20"}

    bare = while_typed(client, address, early)
    typed = while_typed(client, address, early, scan="[object File]")
    pressed_once = client.post(address, {**early, "scan": [scan("清早")]}).content.decode()
    marks, aside = MARKS.findall(pressed_once), ASIDE.findall(pressed_once)
    again = while_typed(client, address, early, set_aside=aside, warned=marks)
    unticked = while_typed(client, address, early, warned=marks)

    assert "照现在填写的不能办理" in bare
    assert "照现在填写的不能办理" in unticked
    for shown in (typed, again):
        assert "不能办理，理由如下" not in shown
        assert MARKS.findall(shown) == marks != []
    assert "checked" not in typed
    assert again.count("checked") == len(marks)  # what was asked stays answered
    assert client.post(address, {**early, "warned": marks, "set_aside": aside}).status_code == 302


@pytest.mark.django_db
def test_a_page_that_comes_back_with_its_question_is_not_looked_at_anew_before_something_is_changed(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/do/verify/"
    early = {**entered(case), "happened_at": "2022-12-06T08:20"}

    opened = client.get(address).content.decode()
    asked = client.post(address, {**early, "scan": [scan("清早")]}).content.decode()

    assert "load delay:100ms" in opened
    assert "再次提交即照实登记" in asked
    assert "load delay:100ms" not in asked


def test_the_day_of_an_act_of_the_bureau_is_filled_in_with_today_and_days_of_others_never() -> None:
    today = date(2026, 5, 6)
    filled = {}
    for kind in library().kinds():
        procedure = library().editions(kind)[-1]
        for action in procedure.actions.values():
            form = ActionForm(procedure, action, law=law(), on=today)
            for key in days_of_the_act(procedure, action):
                filled[(kind, action.key)] = form[key].value()
                assert key not in action.dated.values()

    assert set(filled.values()) == {today}
    assert ("complaint", "tell_acceptance") in filled
    assert ("penalty", "archive") in filled
    assert ("complaint", "register") not in filled
    assert ("performance", "impose_additional_fine") not in filled


@pytest.mark.django_db
def test_a_service_begins_with_today(case: Case, desk_of: Callable[..., Client]) -> None:
    assert (
        'name="sent_on" value="2022-12-06"'
        in desk_of("zhifa").get(f"/case/{case.pk}/do/serve/").content.decode()
    )
