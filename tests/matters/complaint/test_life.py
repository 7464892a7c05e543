# SPDX-License-Identifier: MulanPSL-2.0
"""A complaint lived through the services, on a database: papers, slips, record, figures and links to what it led to."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from bureau_of import SLIP, Desk, at

from fadu.cases.acts import projection, services
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case, CaseLink
from fadu.cases.world import worlds
from fadu.desk.built_in_forms import Serve
from fadu.figures.period import Period
from fadu.figures.reading import figure
from fadu.matters.complaint.models import Complaint
from fadu.people import services as people
from fadu.people.actors import OfficerActor

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PARTICULARS = {
    "channel": "platform",
    "goods": "手机",
    "dispute": "三天后无法开机",
    "request": "退货退款",
    "claim_amount": 329_900,
}


def opened(office: Desk, on: str, **more: Any) -> Case:
    sides = ((office.consumer, "投诉人"), (office.trader, "被投诉人"))
    case = office.open("complaint", "clerk", on, {**PARTICULARS, "received_on": on, **more}, *sides)
    office.assign(case, "handler", on, "one")
    return case


def record(case: Case) -> Complaint:
    return Complaint.objects.get(case=case)


def records_of(office: Desk, code: str, year: int) -> list[str]:
    return figure(code, office.bureau, Period.year(year, as_of=date(year + 1, 1, 20))).records


def agreed(office: Desk) -> Case:
    case = opened(office, "2022-03-01")
    office.do(case, "one", "accept", "2022-03-02")
    office.do(case, "one", "invite", "2022-03-03", mediate_on="2022-03-08T09:00", place="局调解室")
    office.do(
        case,
        "one",
        "mediate",
        "2022-03-08",
        attended="both",
        both_consent=True,
        mediation_record="听取双方意见。",
    )
    terms = {"agreement": "商家退款。", "amount_recovered": 300_000, "perform_by": "2022-03-15"}
    office.do(case, "one", "agree", "2022-03-08", **terms)
    office.do(case, "one", "record_performance", "2022-03-14", performed=True)
    office.do(case, "one", "tell_acceptance", "2022-03-14", told_on="2022-03-02", told_by="phone")
    hand_over(office, case, "2022-03-14")
    office.do(case, "one", "call_back", "2022-03-15", satisfaction="satisfied")
    return case


def called(case: Case, party: str) -> str:
    """What a party of a case is called there."""
    return next(view.name for view in worlds.state_of(case).parties if view.key == party)


def hand_over(office: Desk, case: Case, on: str) -> None:
    """Both sides get their copy of the agreement."""
    paper = next(d for d in worlds.state_of(case).documents if d.template == "mediation_agreement")
    for party in paper.parties:
        days = {"sent_on": on, "arrived_on": on, "receiver": called(case, party)}
        services.perform(
            case=case,
            action="serve",
            by=OfficerActor(officer=office.officers["one"]),
            payload={"document": paper.ref, "party": party, "manner": "personal", **days},
            at=at(on),
            request_id=uuid.uuid4(),
        )


def test_a_mediated_complaint_is_lived_to_its_call_back_and_its_record_says_so(office: Desk) -> None:
    case = agreed(office)

    case.refresh_from_db()
    row = record(case)
    assert (case.stage, row.agreed, row.mediated) == ("mediated", True, True)
    assert (row.claim_amount, row.amount_recovered) == (329_900, 300_000)
    assert row.screened_on == date(2022, 3, 2)
    assert case.clocks.get(clock="acceptance").due_on == date(2022, 3, 10)
    assert row.mediation_ended_on == date(2022, 3, 8)
    assert records_of(office, "CMP-07", 2022) == [case.number]


def test_the_record_can_be_rebuilt_from_the_acts_alone(office: Desk) -> None:
    case = agreed(office)
    before = {f.attname: getattr(record(case), f.attname) for f in Complaint._meta.fields}
    Complaint.objects.filter(case=case).delete()

    projection.rebuild(Case.objects.filter(pk=case.pk))

    assert {f.attname: getattr(record(case), f.attname) for f in Complaint._meta.fields} == before


def serving(office: Desk, case: Case, ref: str, party: str, on: str, **more: Any) -> None:
    said = {"document": ref, "party": party, "manner": "personal", "receiver": called(case, party)}
    said |= {"sent_on": on, "arrived_on": on, **more}
    services.perform(
        case=case,
        action="serve",
        by=OfficerActor(officer=office.officers["one"]),
        payload=said,
        at=at(on),
        request_id=uuid.uuid4(),
    )


def test_the_register_of_a_complaint_is_served_on_nobody_and_what_waits_is_offered_first(
    office: Desk,
) -> None:
    case = opened(office, "2022-03-01")
    office.do(case, "one", "accept", "2022-03-02")
    state = worlds.state_of(case)
    register, decision = state.documents
    complainant, trader = state.parties
    people = {"party": [(complainant.key, "投诉人"), (trader.key, "被投诉人")]}

    form = Serve(case, state, people)
    with pytest.raises(ActRefusedError, match="只存入案卷，不是送达当事人的文书"):
        serving(office, case, register.ref, trader.key, "2022-03-02")
    with pytest.raises(ActRefusedError, match="不是发给"):
        serving(office, case, decision.ref, trader.key, "2022-03-02")

    assert [ref for ref, _ in form.fields["document"].choices] == [decision.ref]
    assert (form["document"].value(), form["party"].value()) == (decision.ref, [complainant.key])
    serving(office, case, decision.ref, complainant.key, "2022-03-02")
    assert Serve(case, worlds.state_of(case), people)["document"].value() is None


def test_a_complaint_out_of_time_is_not_accepted_unless_another_law_is_named(office: Desk) -> None:
    late = opened(office, "2022-03-02", knew_on="2019-03-01")
    in_time = opened(office, "2022-03-02", knew_on="2019-03-02")

    with pytest.raises(ActRefusedError, match="末日2022-03-01") as refused:
        office.do(late, "one", "accept", "2022-03-03")
    office.do(in_time, "one", "accept", "2022-03-03")
    office.do(late, "one", "accept", "2022-03-03", claim_age_basis="另有规定的法律及其条")

    (ground,) = refused.value.grounds
    assert (ground.code, ground.cites) == ("too_late", ("投诉举报暂行办法 15",))
    for case in (late, in_time):
        case.refresh_from_db()
        assert case.stage == "mediation"


def test_a_refusal_goes_to_the_complainant_alone_with_ground_reasons_and_remedies(office: Desk) -> None:
    case = opened(office, "2022-03-01")
    ground = {"refusal_ground": "not_consumer", "refusal_reason": "购买用于转售。"}
    with pytest.raises(ActRefusedError, match="尚未送答复审查"):
        office.do(case, "one", "refuse", "2022-03-03", **ground)
    office.review(case, "one", "refuse", "2022-03-04", **ground)
    office.do(case, "one", "refuse", "2022-03-10", **ground)

    paper = office.texts(case)["refusal_decision"]
    papers = case.acts.get(action="refuse").payload["documents"]
    assert [doc["parties"] for doc in papers] == [[f"party:{office.consumer.pk}"]]
    assert "张小满：" in paper
    assert "清河百货店" not in paper.split("：")[0]
    assert "不是为生活消费需要" in paper
    assert "购买用于转售" in paper
    assert "行政复议" in paper
    assert "None" not in paper
    assert record(case).reply_reviewed


def test_who_handles_a_complaint_does_not_review_its_replies(office: Desk) -> None:
    case = opened(office, "2022-03-01")
    one = office.officers["one"]
    people.appoint(officer=one, post="legal_counsel", start=at("2022-01-01"), document="任免通知")
    people.qualify(officer=one, number="A2015110001", obtained_on=date(2015, 9, 1))
    said = {"refusal_ground": "not_consumer", "refusal_reason": "购买用于转售。"}
    office.do(
        case, "one", "ask_reply_review", "2022-03-03", reply_kind="refuse", reply_text="拟不予受理", **said
    )
    slip = case.children.get()

    with pytest.raises(ActRefusedError):
        office.do(slip, "one", "agree", "2022-03-03", **SLIP)


def passed_on(office: Desk, received: str, on: str) -> Case:
    case = opened(office, received)
    body = {"receiving_kind": "our_unit", "receiving_body": "城关市场监督管理所"}
    office.do(case, "unit", "transfer", on, **body, transfer_reason="被投诉人在其辖区", attachments="1份1页")
    office.review(case, "one", "transfer", on)
    office.do(case, "clerk", "tell_transfer", on, told_on=on, told_by="sms")
    office.do(case, "clerk", "confirm_transfer", on, transfer_receipt="已签收")
    return case


def test_a_transfer_has_its_body_its_receipt_and_the_notice_to_the_complainant(office: Desk) -> None:
    case = passed_on(office, "2022-03-01", "2022-03-03")

    papers = office.texts(case)
    assert (
        case.number in papers["complaint_register"]
    )  # the first paper carries the number the case got by it
    assert "张小满于2022年3月1日对清河百货店" in papers["transfer_notice"]
    assert "城关市场监督管理所：" in papers["transfer_notice"]
    assert "张小满：" in papers["transfer_told"]
    assert "清市监分告〔2022〕1号" in papers["transfer_told"]
    case.refresh_from_db()
    assert (case.stage, record(case).receiving_body) == ("passed_on", "城关市场监督管理所")


def test_every_transferred_complaint_was_received_that_year_or_open_at_its_start(office: Desk) -> None:
    carried = passed_on(office, "2021-12-30", "2022-01-05")
    fresh = passed_on(office, "2022-03-01", "2022-03-03")
    passed_on(office, "2021-09-01", "2021-09-03")

    transferred = records_of(office, "CMP-02", 2022)
    assert transferred == [carried.number, fresh.number]
    received = set(records_of(office, "CMP-01", 2022))
    for number in transferred:
        case = Case.objects.get(number=number)
        assert number in received or (case.opened_at < at("2022-01-01T00:00") <= case.closed_at)


def test_a_complaint_is_not_registered_as_received_on_a_day_to_come(office: Desk) -> None:
    with pytest.raises(ActRefusedError, match="晚于办理之日"):
        office.open("complaint", "clerk", "2022-03-01", {**PARTICULARS, "received_on": "2022-03-02"})


def test_a_penalty_case_that_springs_from_a_complaint_is_linked_both_ways(office: Desk) -> None:
    case = opened(office, "2022-03-01")
    office.do(case, "one", "accept", "2022-03-02")
    lead = {
        "source": "complaint",
        "received_on": "2022-03-08",
        "suspected_violation": "销售不合格手机",
        "lead_content": "调解中发现",
    }
    penalty = office.open(
        "penalty", "clerk", "2022-03-08", lead, (office.trader, "当事人"), links=[("complaint", case)]
    )
    office.do(
        case,
        "one",
        "pass_lead",
        "2022-03-08",
        lead_found_on="2022-03-08",
        lead_content="进货票据缺失",
        linked=[penalty.number],
    )

    both = {
        (link.case.number, link.kind, link.other.number)
        for link in CaseLink.objects.select_related("case", "other")
    }
    assert both == {(penalty.number, "complaint", case.number), (case.number, "lead", penalty.number)}
