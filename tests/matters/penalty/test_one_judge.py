# SPDX-License-Identifier: MulanPSL-2.0
"""One judge: whatever stands against an act is said at once, and in the same words by explanation, dry run and act."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from life import Desk, at, investigated, staffed, words_for

from fadu.cases.acts import foreseeing, services
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Refusal
from fadu.kernel import clock
from fadu.people import services as people
from fadu.people.actors import OfficerActor, PartyActor, SystemActor
from fadu.people.parties import register_party
from fadu.procedure.decision import Refused

pytestmark = pytest.mark.django_db
NOON = "2022-04-28T12:00"


def lived_to_its_notice() -> Desk:
    """A case in which the notice was made on 26 April and not served on anybody."""
    desk = staffed()
    investigated(desk)
    concluding = {**words_for(desk), "nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", concluding)
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words_for(desk), "one", "head")
    return desk


@pytest.fixture
def notified(begin_from: Any) -> Desk:
    return begin_from(lived_to_its_notice)


def refused(desk: Desk, action: str, by: Any, payload: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    with pytest.raises(ActRefusedError) as error:
        services.perform(
            case=desk.case, action=action, by=by, payload=payload, at=at(NOON), request_id=uuid.uuid4()
        )
    return [(ground.code, ground.message) for ground in error.value.grounds]


def test_four_faults_from_four_sources_are_told_at_once_and_alike_by_all_who_are_asked(
    notified: Desk,
) -> None:
    one = notified.officers["one"]
    by = OfficerActor(officer=one)
    people.declare_conflict(officer=one, party=notified.party, reason="近亲属", on=at(NOON).date())

    with clock.set_to(at(NOON)):
        performed = refused(notified, "submit", by)
        dry = foreseeing.dry_run(case=notified.case, action="submit", by=by, payload={}, at=at(NOON))
        option = next(o for o in services.explain(case=notified.case, by=by) if o.action == "submit")

    assert [code for code, _ in performed] == ["no_post", "conflict", "not_served", "not_started"]
    assert isinstance(dry, Refused)
    assert [(g.code, g.message) for g in dry.grounds] == performed
    assert [(g.code, g.message) for g in option.grounds] == performed


def test_a_dry_run_leaves_no_refusal_and_a_press_leaves_one_with_every_ground(notified: Desk) -> None:
    by = OfficerActor(officer=notified.officers["one"])
    foreseeing.dry_run(case=notified.case, action="submit", by=by, payload={}, at=at(NOON))
    assert not Refusal.objects.filter(action="submit").exists()

    grounds = refused(notified, "submit", by)

    kept = Refusal.objects.get(action="submit")
    assert [ground["code"] for ground in kept.grounds] == [code for code, _ in grounds]


def test_who_may_not_see_a_case_may_not_act_in_it_and_learns_nothing_of_it(notified: Desk) -> None:
    stranger = people.hire(bureau=notified.bureau, name="钱进", since=at("2020-01-01").date())
    people.appoint(officer=stranger, post="case_handler", start=at("2020-01-01"), document="任免通知")
    by = OfficerActor(officer=stranger)

    assert [code for code, _ in refused(notified, "note", by, {"text": "记一笔"})] == ["unseen"]
    assert [code for code, _ in refused(notified, "submit", by)] == ["no_post", "unseen"]
    with clock.set_to(at(NOON)):
        assert not [o.action for o in services.explain(case=notified.case, by=by) if o.may]


def test_an_officer_who_has_left_may_do_nothing(notified: Desk) -> None:
    one = notified.officers["one"]
    people.depart(officer=one, on=at("2022-04-27").date(), document="调令")
    one.refresh_from_db()

    assert "unseen" in dict(refused(notified, "note", OfficerActor(officer=one), {"text": "记一笔"}))


def test_a_party_pleads_for_itself_in_its_own_case_and_nowhere_else(notified: Desk) -> None:
    notified.serve("penalty_notice", "2022-04-27")
    pleading = {"defence_text": "已经改正"}
    own = PartyActor(party=notified.party, capacity="当事人", channel="公众服务网")
    act = services.perform(
        case=notified.case,
        action="plead",
        by=own,
        payload=pleading,
        at=at(NOON),
        request_id=uuid.uuid4(),
        party=f"party:{notified.party.pk}",
    )

    assert [(s["person"], s["role"], s["channel"]) for s in act.by] == [
        (f"party:{notified.party.pk}", "party", "公众服务网")
    ]
    other, _ = register_party(kind="sole_trader", name="邻家杂货铺", address="清河路2号")
    stranger = PartyActor(party=other, capacity="当事人", channel="公众服务网")
    assert [code for code, _ in refused(notified, "plead", stranger, pleading)] == ["unseen"]
    assert dict(refused(notified, "submit", own))
    assert Act.objects.filter(case=notified.case, action="plead").count() == 1


def test_another_system_opens_a_case_within_its_mandate_and_does_nothing_more(notified: Desk) -> None:
    platform = SystemActor(
        name="12315平台", mandate="清市监函〔2022〕3号", posts=("registrar",), actions=("register",)
    )
    lead = {
        "source": "inspection",
        "received_on": "2022-04-28",
        "suspected_violation": "无照经营",
        "lead_content": "平台转来",
    }
    case = services.open_case(
        kind="penalty",
        bureau=notified.bureau,
        by=platform,
        payload=lead,
        at=at(NOON),
        request_id=uuid.uuid4(),
    )

    (signature,) = case.acts.get(seq=1).by
    assert (signature["person"], signature["mandate"]) == ("system:12315平台", "清市监函〔2022〕3号")
    assert case.opened_by is None
    notified.case = case
    assert refused(notified, "note", platform, {"text": "记一笔"})
    assert refused(notified, "file", platform)


def test_nobody_acts_as_the_law_by_leaving_out_who_acts(notified: Desk) -> None:
    for nobody in (None, notified.officers["one"]):
        with pytest.raises(TypeError):
            services.perform(
                case=notified.case,
                action="note",
                by=nobody,  # type: ignore[arg-type]
                payload={"text": "记一笔"},
                at=at(NOON),
                request_id=uuid.uuid4(),
            )
