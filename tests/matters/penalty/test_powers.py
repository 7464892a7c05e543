# SPDX-License-Identifier: MulanPSL-2.0
"""A power given on binds as it was given: its kinds of case, its actions, its departments and its hours."""

from __future__ import annotations

from typing import Any

import pytest
from life import Desk, at, investigated

from fadu.cases.acts import services as cases
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act
from fadu.cases.reading import sight
from fadu.kernel import clock
from fadu.kernel.errors import FaduError
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.limits import PowerLimits
from fadu.people.services import AppointmentError

pytestmark = pytest.mark.django_db
PRESERVED = {
    "preserved_goods": [{"name": "牛奶", "quantity": "十盒"}],
    "preserved_at": "清河局仓库",
    "approval_reason": "证据可能灭失",
}
NIGHT, MORNING = "2022-03-12T22:00", "2022-03-13T08:00"


def delegated(desk: Desk, **limits: Any) -> None:
    """The head, away for a night, lets an officer who holds no other post of a head sign."""
    held = desk.officers["head"].appointments.get()
    people.delegate(
        appointment=held,
        to=desk.officers["secretary"],
        start=at("2022-03-12T18:00"),
        end=at("2022-03-13T09:00"),
        scope="",
        document="清市监授〔2022〕1号",
        limits=PowerLimits(**limits),
    )


def preserved_at_night(desk: Desk) -> None:
    investigated(desk)
    desk.do("one", "preserve_at_once", NIGHT, PRESERVED)


def approve(desk: Desk, on: str) -> None:
    with clock.set_to(at(on)):
        desk.do("secretary", "approve_preservation", on, {"approval_reason": "情况紧急，同意"})


def refused(desk: Desk, on: str) -> list[str]:
    with pytest.raises(ActRefusedError) as error:
        approve(desk, on)
    return [ground.code for ground in error.value.grounds]


def test_an_approval_within_twenty_four_hours_at_night_has_a_lawful_signer(desk: Desk) -> None:
    preserved_at_night(desk)
    delegated(desk, kinds=("penalty",), actions=("approve_preservation",))

    approve(desk, "2022-03-12T23:30")

    act = Act.objects.get(case=desk.case, action="approve_preservation")
    assert [(s["role"], s["post"], s["holding"]) for s in act.by] == [("head", "bureau_head", "delegated")]
    assert desk.case is not None
    term = desk.case.clocks.get(clock="preservation_approval")
    assert (str(term.due_on), str(term.stopped_on)) == ("2022-03-13", "2022-03-12")


def test_before_and_after_its_hours_a_power_given_on_is_none(desk: Desk) -> None:
    preserved_at_night(desk)
    delegated(desk)

    assert refused(desk, "2022-03-13T09:00") == ["no_post", "unseen"]
    approve(desk, "2022-03-13T08:59")


@pytest.mark.parametrize("limits", [{"kinds": ("licence",)}, {"actions": ("file",)}])
def test_what_lies_outside_the_kinds_or_actions_named_is_refused_and_says_the_scope(
    desk: Desk, limits: dict[str, Any]
) -> None:
    preserved_at_night(desk)
    delegated(desk, **limits)

    with pytest.raises(ActRefusedError) as error:
        approve(desk, MORNING)

    assert error.value.grounds[0].code == "outside_scope"
    assert any(words in error.value.grounds[0].message for words in ("行政许可", "立案"))


def test_a_power_for_one_department_does_not_reach_another(desk: Desk) -> None:
    brigade, station = (
        people.found_department(bureau=desk.bureau, name=name) for name in ("执法大队", "城关所")
    )
    preserved_at_night(desk)
    assert desk.case is not None
    desk.case.department = station
    desk.case.save(update_fields=["department"])
    delegated(desk, departments=(brigade.pk,))

    assert refused(desk, MORNING) == ["outside_scope", "unseen"]


def test_the_screen_offers_what_the_power_reaches_and_gives_the_ground_for_the_rest(desk: Desk) -> None:
    preserved_at_night(desk)
    delegated(desk, kinds=("penalty",), actions=("approve_preservation",))
    assert desk.case is not None

    with clock.set_to(at(MORNING)):
        offered = {
            o.action: o
            for o in cases.explain(
                case=desk.case, by=OfficerActor(officer=desk.officers["secretary"]), at=at(MORNING)
            )
        }

    assert offered["approve_preservation"].may
    assert [g.code for g in offered["settle_preservation"].grounds] == ["outside_scope"]
    assert "note" not in offered


def test_a_limited_power_opens_only_the_cases_it_reaches(desk: Desk) -> None:
    preserved_at_night(desk)
    delegated(desk, kinds=("licence",))
    seen = sight.visible_to(desk.officers["secretary"], at(MORNING))
    assert list(seen) == []

    people.delegate(
        appointment=desk.officers["host"].appointments.get(),
        to=desk.officers["secretary"],
        start=at("2022-03-12T18:00"),
        end=at("2022-03-13T09:00"),
        scope="",
        document="授权书2号",
        limits=PowerLimits(kinds=("penalty",)),
    )
    assert list(sight.visible_to(desk.officers["secretary"], at(MORNING))) == [desk.case]


@pytest.mark.parametrize("post", ["unit_head", "window_clerk", "case_examiner"])
def test_a_limited_post_opens_of_its_department_or_kinds_only_the_cases_it_reaches(
    desk: Desk, post: str
) -> None:
    brigade, station = (
        people.found_department(bureau=desk.bureau, name=name) for name in ("执法大队", "城关所")
    )
    preserved_at_night(desk)
    assert desk.case is not None
    desk.case.department = brigade
    desk.case.save(update_fields=["department"])

    def seen(name: str, **limits: Any) -> list[Any]:
        officer = people.hire(bureau=desk.bureau, name=name, since=at("2020-01-01").date())
        people.appoint(
            officer=officer,
            post=post,
            start=at("2022-01-01"),
            document="任免通知",
            department=brigade,
            limits=PowerLimits(**limits),
        )
        return list(sight.visible_to(officer, at(MORNING)))

    assert seen("甲", kinds=("licence",)) == []
    assert seen("乙", departments=(station.pk,)) == []
    assert seen("丙", kinds=("penalty",), departments=(brigade.pk,)) == [desk.case]
    assert seen("丁") == [desk.case]


def test_nobody_gives_on_more_than_is_held_and_no_limit_is_misspelt(desk: Desk) -> None:
    stand_in = people.appoint(
        officer=desk.officers["two"],
        post="deputy_head",
        start=at("2022-01-01"),
        document="代理文件",
        kind="standin",
        limits=PowerLimits(kinds=("penalty",)),
    )
    span: dict[str, Any] = {
        "to": desk.officers["one"],
        "start": at("2022-03-01"),
        "end": at("2022-03-02"),
        "scope": "",
        "document": "文",
    }

    with pytest.raises(AppointmentError, match="超出了授权人自己的范围"):
        people.delegate(appointment=stand_in, limits=PowerLimits(kinds=("licence",)), **span)
    for wrong in ({"kinds": ("penalti",)}, {"actions": ("aprove",)}, {"departments": (987654,)}):
        with pytest.raises(FaduError):
            people.appoint(
                officer=desk.officers["one"],
                post="unit_head",
                start=at("2022-01-01"),
                document="文",
                limits=PowerLimits(**wrong),
            )
    given = people.delegate(appointment=stand_in, **span)
    assert (given.limits, given.scope) == ({"kinds": ["penalty"]}, "行政处罚（普通程序）")


def test_an_officer_of_another_bureau_holds_no_post_in_this_ones_cases(desk: Desk) -> None:
    preserved_at_night(desk)
    other = people.found_bureau(
        name="东湖区市场监督管理局", short="东湖局", abbreviation="东", region_code="110001"
    )
    stranger = people.hire(bureau=other, name="外局某", since=at("2020-01-01").date())
    people.appoint(officer=stranger, post="bureau_head", start=at("2020-01-01"), document="任免通知")
    desk.officers["secretary"] = stranger

    assert refused(desk, MORNING) == ["no_post", "unseen"]
