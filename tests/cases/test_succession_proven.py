# SPDX-License-Identifier: MulanPSL-2.0
"""A death, an end or a new name: proven by a paper in the file, of a day that fits what is on record, by a name of the register."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from bureau_of import Desk, at, staffed

from fadu.cases.acts import services as cases
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.kernel import clock
from fadu.oversight import checking
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party
from fadu.records import services as files

pytestmark = pytest.mark.django_db
PROOF = "死亡证明"


@pytest.fixture
def office(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, begin_from: Any) -> Desk:
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    return begin_from(staffed)


@pytest.fixture
def case(office: Desk) -> Case:
    """A complaint of 1 March 2022 with both its sides."""
    received = {
        "channel": "visit",
        "received_on": "2022-03-01",
        "goods": "手机",
        "dispute": "充电故障",
        "request": "退货",
    }
    sides = ((office.consumer, "投诉人"), (office.trader, "被投诉人"))
    with clock.set_to(at("2022-03-01T18:00")):
        return office.open("complaint", "clerk", "2022-03-01", received, *sides)


def proven(office: Desk, case: Case, title: str = PROOF) -> str:
    digest = files.store(name="证明.pdf", content=title.encode(), owner="").digest
    with clock.set_to(at("2022-03-03T09:00")):
        office.do(case, "clerk", "attach", "2022-03-03T09:00", title=title, digest=digest, access="main")
    return digest


def succeed(office: Desk, case: Case, **says: str) -> list[str]:
    """The grounds against recording it; none: recorded."""
    payload = {"ground": "died", "happened_on": "2022-03-02", "paper": PROOF, **says}
    payload.setdefault("party", f"party:{office.consumer.pk}")
    try:
        with clock.set_to(at("2022-03-03T18:00")):
            cases.perform(
                case=case,
                action="succeed",
                by=OfficerActor(officer=office.officers["clerk"]),
                payload=payload,
                at=at("2022-03-03"),
                request_id=uuid.uuid4(),
            )
    except ActRefusedError as error:
        return [ground.code for ground in error.grounds]
    return []


def test_a_death_without_its_paper_in_the_file_is_not_recorded(office: Desk, case: Case) -> None:
    proven(office, case, title="另一份材料")

    assert succeed(office, case) == ["no_proof"]


def test_what_is_recorded_of_a_death_names_the_paper_by_its_digest(office: Desk, case: Case) -> None:
    digest = proven(office, case)

    assert succeed(office, case) == []
    assert Act.objects.get(case=case, action="succeed").payload["digest"] == digest


@pytest.mark.parametrize(
    ("died", "severities"),
    [("2022-02-28", ["possible"]), ("1990-04-01", ["possible"]), ("2022-03-01", []), ("2022-03-02", [])],
)
def test_a_death_of_before_the_case_began_is_said_and_found(
    office: Desk, case: Case, died: str, severities: list[str]
) -> None:
    proven(office, case)
    assert succeed(office, case, happened_on=died) == []

    said = [each for each in Act.objects.get(case=case, action="succeed").warnings if "当面签收" in each]
    with clock.set_to(at("2022-03-03T18:30")):
        listed = [f.severity for f in checking.check(office.bureau) if f.rule == "gone_before_it_acted"]

    assert (len(said), listed) == (len(severities), severities)


def test_who_goes_on_under_another_name_does_not_bear_that_of_somebody_else(office: Desk, case: Case) -> None:
    """A name that the register has for nobody is new: it is recorded, and found until the register knows it."""
    proven(office, case)
    register_party(kind="enterprise", name="恶意公司")
    says = {"party": f"party:{office.trader.pk}", "ground": "renamed"}

    assert succeed(office, case, **says, name="恶意公司") == ["not_as_registered"]
    assert succeed(office, case, **says, name="清河新百货店") == []
