# SPDX-License-Identifier: MulanPSL-2.0
"""What the judge is told of a case: who knows it, what a request needs and no more, and what would follow from an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from counter import NOON, complain, registrar

from fadu.cases.acts import judging, services
from fadu.cases.models import Case
from fadu.cases.papers.particulars import Particulars
from fadu.cases.rules import party_id_of
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.people import services as people
from fadu.people.actors import LawActor, OfficerActor, PartyActor, SystemActor
from fadu.people.models import Officer
from fadu.people.parties import register_party
from fadu.procedure.decision import Permitted, Request

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def clerk() -> Officer:
    return registrar()


@pytest.fixture
def case(clerk: Officer) -> Case:
    return complain(clerk, uuid4())


def hire(case: Case, *posts: str, **more: Any) -> Officer:
    officer = people.hire(bureau=case.bureau, name="某人", since=date(2020, 1, 1))
    for post in posts:
        people.appoint(
            officer=officer, post=post, start=NOON - timedelta(days=300), document="任免通知", **more
        )
    return officer


def assign(case: Case, officer: Officer) -> None:
    head = hire(case, "unit_head")
    services.perform(
        case=case,
        action="assign",
        by=OfficerActor(officer=head),
        payload={"role": "handler", "person": f"officer:{officer.pk}", "name": officer.name},
        at=NOON + timedelta(hours=1),
        request_id=uuid4(),
    )


def knows(case: Case, officer: Officer) -> bool:
    return judging.is_known(case, OfficerActor(officer=officer), LATER)


# -- who knows the case ------------------------------------------------------------------------------


def test_who_registered_a_case_and_who_oversees_the_bureau_know_it(case: Case, clerk: Officer) -> None:
    assert knows(case, clerk)
    assert knows(case, hire(case, "discipline_officer"))


def test_who_assigns_in_it_is_waited_for_and_knows_it(case: Case) -> None:
    assert knows(case, hire(case, "unit_head"))
    assert not knows(case, hire(case, "case_examiner"))
    assert not knows(case, hire(case))


def test_who_is_assigned_knows_it_even_when_the_post_is_gone(case: Case) -> None:
    officer, other = hire(case, "case_handler"), hire(case, "archivist")
    before = knows(case, officer)
    assign(case, officer)
    officer.appointments.update(end=LATER)

    assert not before or knows(case, officer)
    assert knows(case, officer)
    assert not knows(case, other)


def test_an_officer_of_another_bureau_knows_it_whatever_the_record_says(case: Case) -> None:
    officer = hire(case, "case_handler")
    assign(case, officer)
    officer.bureau = people.found_bureau(
        name="东湖区市场监督管理局", short="东湖局", abbreviation="东", region_code="110001"
    )

    assert not knows(case, officer)


def test_who_has_left_knows_it_up_to_the_last_day(case: Case) -> None:
    officer = hire(case, "case_handler")
    assign(case, officer)
    officer.until = LATER.date()
    last_day = knows(case, officer)
    officer.until = LATER.date() - timedelta(days=1)

    assert last_day
    assert not knows(case, officer)


def test_a_party_knows_its_own_case_and_no_other_system_does(case: Case) -> None:
    stranger, _ = register_party(kind="enterprise", name="邻家超市")
    own = case.parties.get(capacity="投诉人").party
    platform = SystemActor(name="12315平台", mandate="函", posts=("archivist",), actions=("register",))

    def known_by(party: Any) -> bool:
        actor = PartyActor(party=party, capacity="投诉人", channel="公众服务网")
        return judging.is_known(case, actor, LATER)

    assert known_by(own)
    assert not known_by(stranger)
    assert not judging.is_known(case, platform, LATER)


def test_a_system_that_is_waited_for_knows_the_case(case: Case) -> None:
    platform = SystemActor(name="指派系统", mandate="函", posts=("unit_head",), actions=("assign",))

    assert judging.is_known(case, platform, LATER)


# -- what is fetched ---------------------------------------------------------------------------------


def fetched(case: Case, by: Any, request: Request) -> Any:
    return judging.world_asked(case, by, LATER, request).outside


def test_a_blank_request_fetches_sight_and_no_more(case: Case, clerk: Officer) -> None:
    outside = fetched(case, OfficerActor(officer=clerk), Request(action="note", blank=True))

    assert (outside.sees, outside.repeats_sealed) == ("yes", "unknown")
    assert (outside.service, outside.join, outside.unfilled, outside.beyond) == (None, None, None, None)


def test_a_request_fetches_what_it_needs_and_no_more(case: Case, clerk: Officer) -> None:
    by = OfficerActor(officer=clerk)
    procedure = worlds.procedure_of(case)
    issuing = next(action.key for action in procedure.actions.values() if action.issues)
    note = fetched(case, by, Request(action="note", payload={"text": "记"}))
    act = fetched(case, by, Request(action=issuing))

    assert note.beyond is not None
    assert note.unfilled is None
    assert note.service is None
    assert act.unfilled is not None
    assert act.beyond is not None


def test_the_law_is_not_asked_what_it_sees(case: Case) -> None:
    outside = fetched(case, LawActor(), Request(action="note"))

    assert outside.sees == "unknown"
    assert outside.unfilled is not None
    assert outside.beyond is not None


def test_particulars_that_were_looked_up_are_kept_for_the_act(case: Case, clerk: Officer) -> None:
    procedure = worlds.procedure_of(case)
    issuing = next(action.key for action in procedure.actions.values() if action.issues)
    kept = Particulars(case.bureau)
    by = OfficerActor(officer=clerk)

    given = judging.world_asked(case, by, LATER, Request(action=issuing), kept).outside
    anew = judging.world_asked(case, by, LATER, Request(action=issuing)).outside

    assert given is not None
    assert given.unfilled.keywords["known"] is kept  # type: ignore[union-attr]
    assert anew is not None
    assert anew.unfilled.keywords["known"].bureau == case.bureau  # type: ignore[union-attr]


def test_the_posts_of_who_acts_and_of_whom_the_act_names_are_known(case: Case, clerk: Officer) -> None:
    candidate = hire(case, "case_handler")
    person, mine = f"officer:{candidate.pk}", f"officer:{clerk.pk}"
    by = OfficerActor(officer=clerk)

    def looked_up(action: str, **payload: str) -> set[str]:
        return set(judging.world_asked(case, by, LATER, Request(action=action, payload=payload)).holdings)

    assert looked_up("assign", role="handler", person=person) >= {mine, person}
    assert looked_up("release", role="handler", person=person) >= {mine, person}
    assert person not in looked_up("assign", role="handler")
    law = judging.world_asked(case, LawActor(), LATER, Request(action="note"))
    assert mine not in law.holdings
    assert law.actor is not None
    assert law.actor.person == "law"


# -- what is warned of -------------------------------------------------------------------------------


def permitted(case: Case, payload: dict[str, Any], *, complete: bool = True) -> tuple[Permitted, Any]:
    world = judging.world_asked(case, LawActor(), LATER, Request(action="note"))
    act = Permitted(
        action="accept",
        complete=complete,
        stage="",
        payload=payload if complete else {"of": "accept", "payload": payload},
        by=(),
        warnings=("已有的提示。",),
    )
    return act, world


def test_an_act_that_contradicts_the_record_is_warned_of_signed_or_not(case: Case) -> None:
    late = {"received_on": "2022-03-09"}
    for complete in (True, False):
        act, world = permitted(case, late, complete=complete)
        warnings = judging.warned(act, world, parties=[]).warnings
        assert warnings[0] == "已有的提示。"
        assert any("晚于本案开始之日2022-03-01" in each for each in warnings[1:])


def test_an_act_that_contradicts_nothing_is_warned_of_nothing_more(case: Case) -> None:
    act, world = permitted(case, {"received_on": "2022-03-01"})

    with clock.set_to(world.at):
        assert judging.warned(act, world, parties=[]) is act


def test_an_act_recorded_more_than_three_days_later_says_so(case: Case) -> None:
    act, world = permitted(case, {"received_on": "2022-03-01"})
    on_the_day, after_it = world.at + timedelta(days=3), world.at + timedelta(days=4)

    with clock.set_to(on_the_day):
        assert judging.warned(act, world, parties=[]) is act
    with clock.set_to(after_it):
        assert "4日后才登记" in judging.warned(act, world, parties=[]).warnings[-1]


def test_only_an_act_that_enters_a_party_names_one(case: Case) -> None:
    party = case.parties.get(capacity="投诉人").party
    entering = {"party": f"party:{party.pk}", "name": "x", "capacity": "投诉人", "kind": "unit"}

    assert judging.named(Request(action="add_party", payload=entering)) == [party]
    assert judging.named(Request(action="remove_party", payload=entering)) == []
    assert party_id_of(entering["party"]) == party.pk


def test_what_is_permitted_is_warned_of_and_what_is_refused_is_not(case: Case, clerk: Officer) -> None:
    trader, _ = register_party(kind="sole_trader", name="小店", uscc="91370000MA3C00001D")
    entering = Request(
        action="add_party",
        payload={
            "party": f"party:{trader.pk}",
            "name": "小店",
            "capacity": "被投诉人",
            "kind": "unit",
            "reason": "补",
        },
    )
    world = judging.world_asked(case, OfficerActor(officer=clerk), LATER, entering)

    decision = judging.decided(world, entering)
    early = judging.decided(world.with_(at=NOON - timedelta(days=9)), entering)

    assert isinstance(decision, Permitted)
    assert any("小店" in warning for warning in decision.warnings)
    assert not isinstance(early, Permitted)


# -- what would follow -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "sentences"), [("照" * 200, ()), ("照" * 201, ("“名称”应不超过200个字；实为201个字。",))]
)
def test_what_the_registers_cannot_hold_is_said_of_the_act_that_would_bring_it(
    case: Case, title: str, sentences: tuple[str, ...]
) -> None:
    world = judging.world_asked(case, LawActor(), LATER, Request(action="note"))
    assert world.outside is not None
    assert world.outside.beyond is not None
    payload = {"title": title, "digest": "0" * 64, "kind": "", "access": "main"}
    attached = Permitted(action="attach", complete=True, stage="", payload=payload, by=())

    assert world.outside.beyond(world, attached) == sentences


@pytest.mark.parametrize(("text", "answer"), [("举报人是张三丰。", "yes"), ("举报人已核实。", "no")])
def test_what_is_written_freely_is_compared_with_what_is_sealed(
    case: Case, clerk: Officer, monkeypatch: pytest.MonkeyPatch, text: str, answer: str
) -> None:
    by, note = OfficerActor(officer=clerk), Request(action="note", payload={"text": text})
    world = judging.world_asked(case, by, LATER, note)
    reason = replace(next(iter(world.procedure.fields.values())), sealed=True)
    sealing = replace(world.procedure, fields={reason.key: reason})
    monkeypatch.setattr(judging.sealed, "repeats_sealed", lambda world, payload: "张三丰" in payload["text"])

    outside = judging.fetched(case, by, world.with_(procedure=sealing), note, Particulars(case.bureau))

    assert outside is not None
    assert outside.repeats_sealed == answer


def test_before_a_case_exists_its_opener_sees_it_and_nothing_is_sealed_unless_the_names_repeat_it(
    case: Case,
) -> None:
    from fadu.procedure.library import library

    tip_off = library().procedure("tip_off", NOON.date())
    sealed = next(field.key for field in tip_off.fields.values() if field.sealed)

    def repeats(*names: str) -> str:
        outside = judging.for_opening(Particulars(case.bureau), tip_off, {sealed: "张三丰"}, names)
        assert outside.sees == "yes"
        return outside.repeats_sealed

    assert repeats("张三丰") == "yes"
    assert repeats("李四光") == "no"
