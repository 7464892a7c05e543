# SPDX-License-Identifier: MulanPSL-2.0
"""Who sees which cases and how much of them: each way to see one, and beside each somebody who does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest

from fadu.cases.models import Assignment, Case
from fadu.cases.reading.reach import posts_by_reach
from fadu.cases.reading.sight import Sight, is_of_a_department, known_to, sight_of, visible_to, whole_to
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.limits import PowerLimits
from fadu.people.models import Bureau, Department, Officer
from fadu.procedure.library import library

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 5, 10, tzinfo=LEGAL_TIME)
BEGAN = datetime(2020, 1, 1, 10, tzinfo=LEGAL_TIME)


@dataclass
class Office:
    """A bureau whose cases and officers stand in the registers as a test needs them."""

    bureau: Bureau
    count: int = field(default=0)

    def case(self, kind: str = "penalty", **values: Any) -> Case:
        self.count += 1
        given = {"bureau": self.bureau, "edition": date(2021, 7, 15), "opened_at": BEGAN, "stage": "filed"}
        number = f"{self.bureau.abbreviation}{self.count}号"
        return Case.objects.create(kind=kind, number=number, title=number, **(given | values))

    def officer(self, *posts: str, department: Department | None = None, **limits: Any) -> Officer:
        self.count += 1
        officer = people.hire(bureau=self.bureau, name=f"某{self.count}", since=BEGAN.date())
        for post in posts:
            people.appoint(
                officer=officer,
                post=post,
                start=BEGAN,
                document="任免通知",
                department=department,
                limits=PowerLimits(**limits),
            )
        return officer

    def assigned(self, officer: Officer, case: Case) -> Case:
        Assignment.objects.create(case=case, officer=officer, role="handler", since_seq=1)
        return case


def found(abbreviation: str) -> Office:
    name = f"{abbreviation}河区市场监督管理局"
    bureau = people.found_bureau(
        name=name, short=f"{abbreviation}河局", abbreviation=abbreviation, region_code="110000"
    )
    return Office(bureau=bureau)


def founded() -> Office:
    return found("清")


@pytest.fixture
def office(begin_from: Any) -> Office:
    return begin_from(founded)


def read(officer: Officer | None) -> set[Case]:
    return set(visible_to(officer, AT))


def known(officer: Officer | None) -> set[Case]:
    return set(known_to(officer, AT))


# -- one's own ---------------------------------------------------------------------------------------


def test_nobody_sees_nothing(office: Office) -> None:
    office.case()

    assert read(None) == set()
    assert known(None) == set()


def test_an_officer_sees_whole_what_is_assigned_and_nothing_else(office: Office) -> None:
    officer = office.officer("case_handler")
    mine, other = office.assigned(officer, office.case()), office.case()

    assert read(officer) == known(officer) == {mine}
    assert sight_of(officer, mine, AT) is Sight.WHOLE
    assert sight_of(officer, other, AT) is None


def test_who_registered_a_case_sees_it_whole_until_it_is_assigned(office: Office) -> None:
    clerk, colleague = office.officer("registrar"), office.officer("registrar")
    case = office.case(opened_by=clerk)

    assert read(clerk) == {case}
    assert sight_of(clerk, case, AT) is Sight.WHOLE
    assert read(colleague) == known(colleague) == set()


@pytest.mark.parametrize("kind", ["penalty", "complaint", "tip_off"])
def test_who_registered_a_case_looks_up_where_it_stands_once_others_work_it(
    office: Office, kind: str
) -> None:
    clerk = office.officer("registrar")
    case = office.assigned(office.officer("case_handler"), office.case(kind, opened_by=clerk))

    assert read(clerk) == set(whole_to(clerk, AT)) == set()
    assert known(clerk) == {case}
    assert sight_of(clerk, case, AT) is Sight.HEADER


def test_the_window_goes_on_seeing_the_licence_case_it_received(office: Office) -> None:
    clerk = office.officer("registrar")
    case = office.assigned(office.officer("case_handler"), office.case("licence", opened_by=clerk))

    assert read(clerk) == {case}
    assert sight_of(clerk, case, AT) is Sight.WHOLE


def test_who_registered_and_handles_a_case_sees_it_whole(office: Office) -> None:
    officer = office.officer("case_handler")
    case = office.assigned(officer, office.case(opened_by=officer))

    assert sight_of(officer, case, AT) is Sight.WHOLE


def test_the_kinds_served_to_the_end_by_who_registers_are_kinds() -> None:
    assert posts_by_reach().registered_to_the_end <= set(library().kinds())


def test_who_has_left_sees_nothing_from_the_next_day(office: Office) -> None:
    officer = office.officer("bureau_head")
    case = office.assigned(officer, office.case(opened_by=officer))
    officer.until = AT.date()
    last_day = read(officer), known(officer)
    officer.until = date(2022, 3, 4)

    assert last_day == ({case}, {case})
    assert read(officer) == set()
    assert known(officer) == set()
    assert sight_of(officer, case, AT) is None


# -- posts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("post", ["bureau_head", "deputy_head", "legal_counsel", "discipline_officer"])
def test_who_oversees_the_bureau_sees_every_case_of_it_and_none_of_another(office: Office, post: str) -> None:
    officer, elsewhere = office.officer(post), found("东").case()
    cases = {office.case(), office.case("complaint"), office.case("committee_item", parent=office.case())}

    assert read(officer) == set(Case.objects.filter(bureau=office.bureau)) > cases
    assert sight_of(officer, next(iter(cases)), AT) is Sight.WHOLE
    assert sight_of(officer, elsewhere, AT) is None


def test_a_limited_post_of_the_bureau_sees_what_its_limits_reach(office: Office) -> None:
    brigade = people.found_department(bureau=office.bureau, name="执法大队")
    here, there = office.case(department=brigade), office.case()
    complaint = office.case("complaint", department=brigade)

    assert read(office.officer("deputy_head", kinds=("penalty",))) == {here, there}
    assert read(office.officer("deputy_head", departments=(brigade.pk,))) == {here, complaint}
    assert read(office.officer("deputy_head", kinds=("penalty",), departments=(brigade.pk,))) == {here}


@pytest.mark.parametrize("post", ["unit_head", "window_clerk"])
def test_a_post_of_a_department_sees_the_cases_of_that_department(office: Office, post: str) -> None:
    brigade, station = (
        people.found_department(bureau=office.bureau, name=name) for name in ("执法大队", "城关所")
    )
    here = office.case(department=brigade)
    office.case(department=station)
    office.case()

    assert is_of_a_department(post)
    assert read(office.officer(post, department=brigade)) == {here}
    assert read(office.officer(post, department=brigade, kinds=("complaint",))) == set()


def test_a_post_of_a_department_held_in_none_sees_no_case_for_it(office: Office) -> None:
    office.case()

    assert read(office.officer("unit_head")) == set()


def test_a_post_that_sees_only_its_own_sees_no_case_of_its_department(office: Office) -> None:
    brigade = people.found_department(bureau=office.bureau, name="执法大队")
    office.case(department=brigade)

    assert not is_of_a_department("case_handler")
    assert read(office.officer("case_handler", department=brigade)) == set()


def test_a_post_sees_the_kinds_that_name_it(office: Office) -> None:
    penalty, item = office.case(), office.case("committee_item")
    examiner, secretary = office.officer("case_examiner"), office.officer("committee_secretary")

    assert read(examiner) == {penalty}
    assert read(secretary) == {item}
    assert sight_of(examiner, penalty, AT) is Sight.WHOLE
    assert read(office.officer("case_examiner", kinds=("complaint",))) == set()


def test_each_post_of_an_officer_adds_what_it_sees(office: Office) -> None:
    penalty, item = office.case(), office.case("committee_item")
    mine = office.case("complaint")
    officer = office.officer("case_examiner", "committee_secretary")
    office.assigned(officer, mine)

    assert read(officer) == {penalty, item, mine}


# -- the family --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Family:
    root: Case
    child: Case
    grandchild: Case
    closed: Case  # a child whose kind tells its family no more than the outcome


@pytest.fixture
def family(office: Office) -> Family:
    root = office.case()
    child = office.case("legal_review", parent=root, root=root)
    return Family(
        root=root,
        child=child,
        grandchild=office.case("hearing", parent=child, root=root),
        closed=office.case("committee_item", parent=root, root=root),
    )


def test_who_handles_a_case_sees_the_main_file_of_what_springs_from_it(
    office: Office, family: Family
) -> None:
    officer = office.officer("case_handler")
    office.assigned(officer, family.root)

    assert read(officer) == {family.root, family.child, family.grandchild}
    assert sight_of(officer, family.root, AT) is Sight.WHOLE
    assert sight_of(officer, family.child, AT) is Sight.MAIN
    assert sight_of(officer, family.grandchild, AT) is Sight.MAIN


def test_of_a_child_that_tells_its_family_only_the_outcome_there_is_the_header(
    office: Office, family: Family
) -> None:
    officer = office.officer("case_handler")
    office.assigned(officer, family.root)

    assert known(officer) == {family.root, family.child, family.grandchild, family.closed}
    assert sight_of(officer, family.closed, AT) is Sight.HEADER


def test_who_handles_a_child_sees_the_cases_from_which_it_springs(office: Office, family: Family) -> None:
    officer = office.officer("case_handler")
    office.assigned(officer, family.grandchild)

    assert read(officer) == {family.root, family.child, family.grandchild}
    assert sight_of(officer, family.root, AT) is Sight.MAIN


def test_a_parent_and_a_root_show_themselves_each_by_itself(office: Office) -> None:
    parent, root = office.case(), office.case("complaint")
    child = office.case("hearing", parent=parent, root=root)
    of_child, of_parent, of_root = (office.officer("case_handler") for _ in range(3))
    for officer, case in ((of_child, child), (of_parent, parent), (of_root, root)):
        office.assigned(officer, case)

    assert read(of_child) == {child, parent, root}
    assert read(of_parent) == {parent, child}
    assert read(of_root) == {root, child}


def test_who_brought_a_child_about_sees_its_main_file_or_at_least_its_header(office: Office) -> None:
    officer, root = office.officer("case_handler"), office.case()
    hearing = office.case("hearing", parent=root, root=root, opened_by=officer)
    item = office.case("committee_item", parent=root, root=root, opened_by=officer)

    assert read(officer) == {hearing}
    assert known(officer) == {hearing, item}
    assert sight_of(officer, hearing, AT) is Sight.MAIN
    assert sight_of(officer, item, AT) is Sight.HEADER
    assert sight_of(officer, root, AT) is None


def test_a_root_of_a_kind_that_shows_itself_shows_itself_to_its_family_alone(office: Office) -> None:
    officer = office.officer("case_handler")
    office.assigned(officer, office.case())
    office.case("hearing", parent=office.case())

    assert len(read(officer)) == 1


def test_what_was_brought_about_in_another_bureau_is_not_known_in_this_one(office: Office) -> None:
    officer, other = office.officer("case_handler"), found("东")
    other.case("hearing", opened_by=officer, parent=other.case())
    mine = office.assigned(officer, office.case())
    other.case("hearing", parent=mine, root=mine)

    assert read(officer) == known(officer) == {mine}
