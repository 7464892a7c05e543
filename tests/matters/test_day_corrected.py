# SPDX-License-Identifier: MulanPSL-2.0
"""A wrong day mended through the services: a proof in the file, a second person, both readings kept, and the check lists it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from bureau_of import Desk, at

from fadu.cases.acts import foreseeing
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case, Clock
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.ledger import sequencing, verification
from fadu.oversight import checking, histories, kept
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.procedure import day_correction
from fadu.procedure.entry import THE_SOURCE, Entry, Signature
from fadu.procedure.library import library
from fadu.procedure.replay import replay
from fadu.records import services as files

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-03-01",
}
#: fifteen working days after 4 March
LAST = "2022-03-25"


@pytest.fixture
def case(office: Desk) -> Case:
    with clock.set_to(at(LAST)):
        made = office.open("tip_off", "clerk", LAST, RECEIVED)
        office.assign(made, "handler", LAST, "one", "two")
        file = files.store(name="信封.txt", content="邮戳三月四日".encode(), owner="")
        office.do(made, "one", "attach", LAST, title="信封", digest=file.digest, access="main")
    return made


def asked(case: Case, office: Desk, **other: Any) -> Act:
    said = {
        "of": "1",
        "field": "received_on",
        "day": "2022-03-04",
        "paper": "信封",
        "reason": "邮戳为三月四日",
    }
    with clock.set_to(at(LAST)):
        office.do(case, "one", "correct_day", LAST, **{**said, **other})
    return Act.objects.filter(case=case, action="correct_day").latest("seq")


def due(case: Case) -> date | None:
    return Clock.objects.get(case=case, clock="verification").due_on


def rules(office: Desk, moment: datetime) -> set[str]:
    with clock.set_to(moment):
        return {finding.rule for finding in checking.check(office.bureau, again=True)}


def test_nothing_is_read_otherwise_until_a_second_person_confirms(case: Case, office: Desk) -> None:
    correction = asked(case, office)

    assert due(case) == date(2022, 3, 22)
    with pytest.raises(ActRefusedError) as refused, clock.set_to(at(LAST)):
        office.do(case, "one", "confirm_day", LAST, of=str(correction.seq))
    assert [ground.code for ground in refused.value.grounds] == ["second_person"]


def test_both_readings_stay_and_the_check_lists_what_the_correction_took_away(
    case: Case, office: Desk
) -> None:
    before = rules(office, at(LAST))
    correction = asked(case, office)
    with clock.set_to(at(LAST)):
        office.do(case, "unit", "confirm_day", LAST, of=str(correction.seq))

    assert due(case) == date(2022, 3, 25)
    assert Act.objects.get(case=case, seq=1).payload["received_on"] == "2022-03-01"
    assert correction.payload["stands"] == "2022-03-01"
    paper = Act.objects.get(case=case, action="attach")
    assert correction.payload["digest"] == paper.payload["digest"]
    assert "clock:verification" in before
    after = rules(office, at(LAST))
    assert "clock:verification" not in after
    assert "breach_corrected_away" in after
    sequencing.sequence()
    assert verification.verify() == []


def test_what_turns_by_a_correction_later_is_not_kept_from_the_check(case: Case, office: Desk) -> None:
    """Read on 25 March, the last day as corrected; uncorrected it had ended on the 22nd."""
    correction = asked(case, office)
    with clock.set_to(at(LAST)):
        office.do(case, "unit", "confirm_day", LAST, of=str(correction.seq))
    entries, law = histories.read([case]).entries[case.pk], worlds.law_for(office.bureau)
    editions = library().editions("tip_off")

    early = replay(editions, entries, law, until=at("2022-03-20"))
    late = replay(editions, entries, law, until=at("2022-03-23"))

    assert "breach_corrected_away" not in {each.rule for each in early.findings}
    assert kept.holds_until(early, date(2022, 3, 20)) == date(2022, 3, 22)
    assert "breach_corrected_away" in {each.rule for each in late.findings}


def test_the_word_of_a_source_is_no_second_persons(case: Case, office: Desk) -> None:
    """What a sheet once told as a confirmation mends nothing, is found, and leaves the correction to a person."""
    correction = asked(case, office)
    entries, law = histories.read([case]).entries[case.pk], worlds.law_for(office.bureau)
    source = Entry(
        seq=entries[-1].seq + 1,
        action="confirm_day",
        at=at(LAST),
        payload={"of": str(correction.seq)},
        by=(Signature(person=THE_SOURCE, role="", name="导入的记录"),),
        imported=True,
    )
    replayed = replay(library().editions("tip_off"), (*entries, source), law, until=at(LAST))

    assert {reading.due_on for reading in replayed.readings if reading.clock == "verification"} == {
        date(2022, 3, 22)
    }
    (alone,) = [finding for finding in replayed.findings if finding.seq == source.seq]
    assert (alone.rule, alone.severity) == ("second_person", "certain")
    assert [waiting.seq for waiting in day_correction.waiting(replayed.state)] == [correction.seq]


def test_a_correction_names_the_paper_that_lay_in_the_file_then(case: Case, office: Desk) -> None:
    first = Act.objects.get(case=case, action="attach").payload["digest"]
    correction = asked(case, office)
    with clock.set_to(at(LAST)):
        other = files.store(name="信封.txt", content="另一份".encode(), owner="")
        office.do(case, "one", "attach", LAST, title="信封", digest=other.digest, access="main")
    again = asked(case, office, day="2022-03-03")

    assert (correction.payload["digest"], again.payload["digest"]) == (first, other.digest)


def test_without_a_proof_in_the_file_no_correction_is_asked_for(case: Case, office: Desk) -> None:
    with pytest.raises(ActRefusedError) as refused:
        asked(case, office, paper="没有的材料")

    assert [ground.code for ground in refused.value.grounds] == ["no_proof"]


@pytest.mark.parametrize(
    ("who", "against"),
    [
        *((name, []) for name in ("two", "unit", "head")),
        ("clerk", ["no_confirmer"]),
        ("stranger", ["unseen"]),
    ],
)
def test_only_who_handles_assigns_or_heads_confirms(
    case: Case, office: Desk, who: str, against: list[str]
) -> None:
    correction = asked(case, office)

    with clock.set_to(at(LAST)):
        decided = foreseeing.dry_run(
            case=case,
            action="confirm_day",
            by=OfficerActor(officer=office.officers[who]),
            payload={"of": str(correction.seq)},
        )

    assert [ground.code for ground in getattr(decided, "grounds", ())] == against


def test_a_namesake_of_whoever_asked_is_not_taken_for_another(case: Case, office: Desk) -> None:
    """An officer has no identity beyond the name: a second row of the same name may be the same person."""
    correction = asked(case, office)
    twin = people.hire(bureau=office.bureau, name=office.officers["one"].name, since=date(2019, 1, 1))
    people.appoint(officer=twin, post="unit_head", start=at("2019-01-01"), document="任免通知")
    office.officers["twin"] = twin

    with pytest.raises(ActRefusedError) as refused, clock.set_to(at(LAST)):
        office.do(case, "twin", "confirm_day", LAST, of=str(correction.seq))

    assert [ground.code for ground in refused.value.grounds] == ["second_person"]
