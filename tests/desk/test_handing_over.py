# SPDX-License-Identifier: MulanPSL-2.0
"""Cases are handed over in one go when somebody leaves: tried first, two acts in each case, and nothing that could not be done one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.desk import canary

from fadu.cases.acts import services
from fadu.cases.models import Assignment, Case, Refusal, Turn
from fadu.cases.reading import workload
from fadu.kernel import clock
from fadu.people import selectors as people
from fadu.people import standing_in
from fadu.people.actors import OfficerActor

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
REASON = "调离，移交他人"


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture(autouse=True)
def _at_the_end_of_the_year() -> Iterator[None]:
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        yield


@pytest.fixture
def given(desk_of: Callable[..., Client]) -> tuple[Client, Assignment]:
    """The desk of the head of a unit, and an assignment in an open case of that unit."""
    case = canary.tip_off()
    return desk_of("duizhang"), case.assignments.select_related("officer", "case").get(
        officer=canary.officer("zhifa")
    )


def form_of(client: Client, row: Assignment) -> dict[str, str]:
    """The page of the assignment's officer, filled in for that one case with the first who could take it."""
    page = client.get(f"/hand-over/{row.officer_id}/").content.decode()
    press = re.search(r'name="request_id" value="([^"]+)"', page)
    name = f"{row.case_id}-{row.role}"
    section = next(part for part in page.split("<section")[1:] if f'value="{name}"' in part)
    field, person = (
        re.search(r'<select name="(to\d+)"', section),
        re.search(r'<option value="(officer:\d+)"', section),
    )
    assert press
    assert field
    assert person
    return {"request_id": press[1], "cases": name, field[1]: person[1], "reason": REASON}


def test_a_trial_says_what_could_be_handed_over_and_records_nothing(given: Any) -> None:
    client, row = given
    revision, refused = row.case.revision, Refusal.objects.count()

    page = text_of(client.post(f"/hand-over/{row.officer_id}/", {**form_of(client, row), "try": "1"}))

    assert "可以移交1件" in page
    row.case.refresh_from_db()
    assert (row.case.revision, Refusal.objects.count()) == (revision, refused)


@pytest.mark.parametrize("guess", ["金丝雀甲", "13900990099", "尾号0099"])
def test_a_trial_tells_nobody_what_is_sealed_and_a_press_refuses_before_anything_is_done(
    given: Any, guess: str
) -> None:
    client, row = given
    revision, refused = row.case.revision, Refusal.objects.count()
    form = {**form_of(client, row), "reason": f"移交。{guess}"}

    trial = text_of(client.post(f"/hand-over/{row.officer_id}/", {**form, "try": "1"}))
    tried = Refusal.objects.count()
    page = text_of(client.post(f"/hand-over/{row.officer_id}/", {**form, "confirm": "1"}))

    assert "可以移交1件" in trial
    assert "密封" not in trial
    assert tried == refused
    assert "写有本案或者有关案件密封的身份信息" in page
    row.case.refresh_from_db()
    assert row.case.revision == revision
    assert [each["code"] for each in Refusal.objects.order_by("-pk")[0].grounds] == ["sealed_repeated"]


def test_a_press_assigns_the_new_officer_and_releases_the_former_with_the_reason(given: Any) -> None:
    client, row = given
    form = form_of(client, row)
    person = next(value for value in form.values() if value.startswith("officer:"))

    page = text_of(client.post(f"/hand-over/{row.officer_id}/", {**form, "confirm": "1"}))

    assert "已移交1件" in page
    now = Assignment.objects.filter(case=row.case, role=row.role).values_list("officer_id", flat=True)
    assert int(person.removeprefix("officer:")) in now
    assert row.officer_id not in now
    last = row.case.acts.order_by("-seq")[0]
    assert (last.action, last.payload["reason"]) == ("release", REASON)


def test_who_has_cases_in_hand_is_listed_for_those_who_may_see_them(given: Any) -> None:
    client, row = given

    assert row.officer.name in text_of(client.get("/hand-over/"))


def test_without_a_reason_or_a_person_nothing_is_handed_over_and_what_was_typed_stays(given: Any) -> None:
    client, row = given
    form = {**form_of(client, row), "confirm": "1"}
    nobody = {key: value for key, value in form.items() if not key.startswith("to")}

    without_reason = client.post(f"/hand-over/{row.officer_id}/", {**form, "reason": ""})
    without_person = client.post(f"/hand-over/{row.officer_id}/", nobody)

    assert "已移交" not in text_of(without_reason)
    assert "没有选择接手的人员" in text_of(without_person)
    assert REASON in without_person.content.decode()


def test_whoever_sees_none_of_the_cases_is_offered_none(given: Any, desk_of: Callable[..., Client]) -> None:
    _, row = given

    assert desk_of("guanli").get(f"/hand-over/{row.officer_id}/").status_code == 404


def test_whoever_does_not_assign_in_a_case_is_told_beforehand_who_hands_it_over(
    given: Any, desk_of: Callable[..., Client]
) -> None:
    _, row = given

    answer = desk_of("juzhang").get(f"/hand-over/{row.officer_id}/")

    page = text_of(answer)
    assert "指派，您不能移交" in page
    assert canary.officer("duizhang").name in page
    assert row.case.number in page
    assert "<select" not in answer.content.decode().split("<main")[1]


def test_whoever_has_no_account_is_said_to_have_none_in_the_list_and_once_more_in_the_trial(
    given: Any,
) -> None:
    client, row = given
    page = client.get(f"/hand-over/{row.officer_id}/").content.decode()
    name = f"{row.case_id}-{row.role}"
    section = next(part for part in page.split("<section")[1:] if f'value="{name}"' in part)
    person = re.search(r'<option value="(officer:\d+)">[^<]*没有账号', section)
    assert person
    form = form_of(client, row)
    field = next(key for key in form if key.startswith("to"))

    trial = text_of(client.post(f"/hand-over/{row.officer_id}/", {**form, field: person[1], "try": "1"}))

    assert "没有账号，不能登录办理，也看不到待办和通知" in trial
    assert "移交（1件）" in trial


def test_a_head_of_a_unit_names_a_stand_in_who_holds_the_post_until_it_ends_by_itself(
    desk_of: Callable[..., Client],
) -> None:
    client, now = desk_of("xukekezhang"), clock.now()
    page = client.get("/stand-in/").content.decode()
    post = re.search(r'name="appointment".*?<option value="(\d+)"', page, re.S)
    person = re.search(r'name="officer".*?<option value="(\d+)"', page, re.S)
    assert post
    assert person
    until = f"{now.year + 1}-01-31T18:00"
    form = {"appointment": post[1], "officer": person[1], "document": "休假审批单"}

    answer = client.post("/stand-in/", {**form, "start": f"{now:%Y-%m-%dT%H:%M}", "end": until}, follow=True)

    assert "自行终止" in text_of(answer)
    head = people.account_of("xukekezhang").officer
    other = head.bureau.officers.get(pk=person[1])
    held = [(one.post, one.by) for one in people.holdings(other, clock.now())]
    assert ("unit_head", "standin") in held
    after = clock.now().replace(year=now.year + 2)
    assert ("unit_head", "standin") not in [(one.post, one.by) for one in people.holdings(other, after)]


def test_a_stand_in_for_the_head_of_the_bureau_waits_for_a_second_person(
    desk_of: Callable[..., Client],
) -> None:
    client, now = desk_of("juzhang"), clock.now()
    page = client.get("/stand-in/").content.decode()
    post = re.search(r'name="appointment".*?<option value="(\d+)"', page, re.S)
    person = re.search(r'name="officer".*?<option value="(\d+)"', page, re.S)
    assert post
    assert person

    answer = client.post(
        "/stand-in/",
        {
            "appointment": post[1],
            "officer": person[1],
            "document": "出差通知",
            "start": f"{now:%Y-%m-%dT%H:%M}",
            "end": f"{now.year + 1}-01-31T18:00",
        },
        follow=True,
    )

    assert "须由第二人确认，确认以前不生效" in text_of(answer)
    other = people.account_of("juzhang").officer.bureau.officers.get(pk=person[1])
    assert "bureau_head" not in [one.post for one in people.holdings(other, clock.now())]


def test_a_stand_in_that_waits_is_shown_to_who_proposed_it_with_who_may_confirm_and_is_taken_back_by_a_press(
    desk_of: Callable[..., Client],
) -> None:
    client, now = desk_of("juzhang"), clock.now()
    deputy = people.account_of("fenguan").officer
    head = people.account_of("juzhang").officer
    post = head.appointments.get(post="bureau_head", end=None)
    first = client.get("/stand-in/").context["form"]["officer"].value()
    form = {
        "appointment": post.pk,
        "officer": deputy.pk,
        "document": "出差通知",
        "start": f"{now:%Y-%m-%dT%H:%M}",
        "end": f"{now.year + 1}-01-31T18:00",
    }
    counts = [desk_of(one).get("/").context["to_confirm"] for one in ("juzhang", "fenguan", "guanli")]

    said = text_of(client.post("/stand-in/", form, follow=True))
    (row,) = standing_in.proposed(head)
    able = standing_in.confirmers(row)
    counted = [desk_of(one).get("/").context["to_confirm"] for one in ("juzhang", "fenguan", "guanli")]
    back = text_of(client.post(f"/stand-in/proposed/{row.pk}/take-back/", follow=True))

    assert first is None
    assert f"已提请由{deputy.name}代理您的岗位" in said
    assert people.account_of("guanli").officer.name in able
    assert not {deputy.name, head.name} & set(able)
    assert "、".join(able) in said
    assert counted == [counts[0], counts[1], counts[2] + 1]
    assert "不再等人确认" in back
    assert standing_in.proposed(head) == []
    assert desk_of("guanli").get("/").context["to_confirm"] == counts[2]


def proposed_to(client: Client, *, until: datetime) -> Any:
    """A stand-in for the head of the bureau that waits for a second person."""
    head, deputy = (people.account_of(name).officer for name in ("juzhang", "fenguan"))
    form = {
        "appointment": head.appointments.get(post="bureau_head", end=None).pk,
        "officer": deputy.pk,
        "document": "出差通知",
        "start": f"{clock.now():%Y-%m-%dT%H:%M}",
        "end": f"{until:%Y-%m-%dT%H:%M}",
    }
    client.post("/stand-in/", form)
    (row,) = standing_in.proposed(head)
    return row


def test_who_confirms_what_was_taken_back_meanwhile_is_told_so(desk_of: Callable[..., Client]) -> None:
    client, now = desk_of("juzhang"), clock.now()
    row = proposed_to(client, until=now.replace(year=now.year + 1))
    client.post(f"/stand-in/proposed/{row.pk}/take-back/")

    said = text_of(desk_of("guanli").post(f"/confirmations/{row.pk}/", {"confirm": "1"}, follow=True))

    assert f"已由提请人{people.account_of('juzhang').officer.name}收回" in said


def test_a_power_for_a_time_that_is_over_is_confirmed_as_it_was_and_not_said_to_hold_from_now(
    desk_of: Callable[..., Client],
) -> None:
    now = clock.now()
    row = proposed_to(desk_of("juzhang"), until=now + timedelta(days=1))

    with clock.set_to(now + timedelta(days=3)):
        said = text_of(desk_of("guanli").post(f"/confirmations/{row.pk}/", {"confirm": "1"}, follow=True))

    assert "期间已经过去，照此登记" in said
    assert "自此生效" not in said


def test_an_officer_without_such_a_post_names_no_stand_in(desk_of: Callable[..., Client]) -> None:
    assert desk_of("zhifa").get("/stand-in/").status_code == 403


def test_the_page_names_whoever_cannot_stand_in_with_the_reason(desk_of: Callable[..., Client]) -> None:
    page = desk_of("juzhang").get("/stand-in/").content.decode()
    administrator = canary.officer("guanli")

    assert f'<option value="{administrator.pk}"' not in page
    assert f"{administrator.name}（办公室）：已任“系统管理员”" in page


def test_a_stand_in_with_cases_of_his_own_is_said_not_to_check_them(given: Any) -> None:
    client, row = given
    now = clock.now()
    form = {
        "appointment": re.search(
            r'name="appointment".*?<option value="(\d+)"', client.get("/stand-in/").content.decode(), re.S
        )[1],  # type: ignore[index]
        "officer": str(row.officer_id),
        "document": "休假审批单",
        "start": f"{now:%Y-%m-%dT%H:%M}",
        "end": f"{now.year + 1}-01-31T18:00",
    }

    said = text_of(client.post("/stand-in/", form, follow=True))

    assert "代理人不得核批自己的办理，仍由您本人或者另一代理人办理" in said


def test_a_closed_case_in_which_something_waits_is_handed_over_with_the_others_and_one_that_is_over_is_not(
    given: Any,
) -> None:
    client, row = given
    Case.objects.filter(pk=row.case_id).update(closed_at=clock.now())
    listed = form_of(client, row)

    page = text_of(client.post(f"/hand-over/{row.officer_id}/", {**listed, "confirm": "1"}))

    assert "已移交1件" in page
    assert row.officer_id not in set(
        Assignment.objects.filter(case=row.case, role=row.role).values_list("officer_id", flat=True)
    )


def test_a_closed_case_that_waits_for_somebodys_own_word_alone_is_not_handed_over(given: Any) -> None:
    _, row = given
    Turn.objects.filter(case=row.case_id).update(kind="confirm", what="confirm_joint")
    Case.objects.filter(pk=row.case_id).update(closed_at=clock.now())

    assert row.case_id not in {one.case.pk for one in workload.assigned_to(row.officer, clock.now())}


def test_the_list_says_who_hands_over_what_one_may_not(desk_of: Callable[..., Client], given: Any) -> None:
    _, row = given
    mine = {load.officer: giver for load, giver in given[0].get("/hand-over/").context["loads"]}
    heads = {load.officer: giver for load, giver in desk_of("juzhang").get("/hand-over/").context["loads"]}

    assert mine[row.officer_id] == ""
    assert people.account_of("duizhang").officer.name in " ".join(heads.values())


def test_a_closed_case_in_which_nothing_waits_is_in_nobodys_hand(given: Any) -> None:
    _, row = given
    before = {one.case.pk for one in workload.assigned_to(row.officer, clock.now())}
    Case.objects.filter(pk=row.case_id).update(closed_at=clock.now())
    waiting = {one.case.pk for one in workload.assigned_to(row.officer, clock.now())}
    Turn.objects.filter(case=row.case).delete()

    assert row.case_id in before & waiting
    assert row.case_id not in {one.case.pk for one in workload.assigned_to(row.officer, clock.now())}


def test_an_ended_penalty_whose_publication_waits_takes_a_new_handler(lived: None) -> None:
    ended = Case.objects.filter(kind="penalty", closed_at__isnull=False, stage="closed").latest("pk")
    with clock.set_to(ended.closed_at):
        options = services.explain(case=ended, by=OfficerActor(officer=canary.officer("duizhang")))

    grounds = {option.action: [ground.code for ground in option.grounds] for option in options}
    assert {action for action in ("assign", "release") if action in grounds} == {"assign", "release"}
    assert not {"wrong_stage", "case_ended", "ended"} & {*grounds["assign"], *grounds["release"]}
