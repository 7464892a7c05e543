# SPDX-License-Identifier: MulanPSL-2.0
"""A second officer's word that comes late, or by somebody of the same name, leaves its trace in a check."""

from __future__ import annotations

from datetime import date

import pytest
from bureau_of import Desk, at

from fadu.cases.models import Act, Case
from fadu.kernel import clock
from fadu.oversight import checking
from fadu.people import services as people

pytestmark = pytest.mark.django_db
RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-03-01",
}
DAY = "2022-03-03"


def verified(office: Desk, *who: str) -> Case:
    """A tip-off that one officer has verified on the spot, naming the other beside himself."""
    with clock.set_to(at("2022-03-01")):
        made = office.open("tip_off", "clerk", "2022-03-01", RECEIVED)
        office.assign(made, "handler", "2022-03-01", *who)
    with clock.set_to(at(DAY)):
        office.do(made, "one", "verify", DAY, visited_on=DAY, findings="货架上有三袋超过保质期的食品")
    return made


def confirmed(case: Case, office: Desk, recorded: str, on: str, who: str = "two") -> None:
    """The second officer's word, as of a day and written down on one."""
    seq = str(Act.objects.get(case=case, action="verify").seq)
    with clock.set_to(at(f"{recorded}T18:00")):
        office.do(case, who, "confirm_joint", f"{on}T18:00", of=seq)


def found(office: Desk, on: str = "2022-03-20") -> list[tuple[str, str]]:
    with clock.set_to(at(on)):
        rules = checking.check(office.bureau, again=True)
    return [(each.rule, each.severity) for each in rules if each.rule.startswith("joint_")]


@pytest.mark.parametrize(
    ("recorded", "on", "expected"),
    [
        (DAY, DAY, []),
        ("2022-03-04", "2022-03-04", []),
        ("2022-03-05", "2022-03-05", [("joint_confirmed_late", "noted")]),
        ("2022-03-06", DAY, [("joint_confirmed_late", "noted")]),
    ],
)
def test_a_word_later_than_the_day_after_is_noted_by_the_day_on_which_it_was_written_down(
    office: Desk, recorded: str, on: str, expected: list[tuple[str, str]]
) -> None:
    case = verified(office, "one", "two")

    confirmed(case, office, recorded, on)

    assert found(office) == expected


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [("2022-03-04", []), ("2022-03-05", [("joint_confirmed_late", "possible")])],
)
def test_a_word_after_the_case_has_gone_on_is_possibly_a_fault(
    office: Desk, recorded: str, expected: list[tuple[str, str]]
) -> None:
    case = verified(office, "one", "two")
    reason = {"not_filed_ground": "minor_corrected", "not_filed_reason": "当场下架"}
    with clock.set_to(at("2022-03-04T09:00")):
        for who in ("one", "unit", "head"):
            office.do(case, who, "not_file", "2022-03-04T09:00", **(reason if who == "one" else {}))
        last = str(Act.objects.get(case=case, action="not_file").seq)
        office.do(case, "two", "confirm_joint", "2022-03-04T09:00", of=last)

    confirmed(case, office, recorded, recorded)

    assert found(office) == expected


def test_somebody_of_the_same_name_proves_no_other_person(office: Desk) -> None:
    namesake = people.hire(bureau=office.bureau, name=office.officers["one"].name, since=date(2019, 1, 1))
    people.appoint(officer=namesake, post="case_handler", start=at("2019-01-01"), document="任命文件")
    people.certify(
        officer=namesake, number="执法00099", valid_from=date(2019, 1, 1), valid_to=date(2030, 1, 1)
    )
    office.officers["namesake"] = namesake
    case = verified(office, "one", "namesake")

    confirmed(case, office, DAY, DAY, "namesake")

    assert found(office) == [("joint_same_name", "possible")]
