# SPDX-License-Identifier: MulanPSL-2.0
"""A licence lived through the services, on a database: window, review, decision, delivery, publication, its end."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from bureau_of import Desk, at

from fadu.cases.acts import foreseeing, projection, services
from fadu.cases.background import scheduler
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.cases.world.worlds import procedure_of, state_of
from fadu.desk.shown.about_act import follows
from fadu.kernel.clock import LEGAL_TIME
from fadu.matters.licence.models import Licence
from fadu.people.actors import OfficerActor
from fadu.procedure.decision import Permitted, Refused
from fadu.procedure.library import library

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
GRANT = {
    "opinion": "符合条件。",
    "licence_title": "食品经营许可证",
    "licence_number": "JY11100000000001",
    "scope": "预包装食品销售",
    "valid_to": "2025-12-31",
}
REFUSE = {
    "opinion": "不符合条件。",
    "refusal_reason": "场所不符合标准。",
    "legal_basis": "《行政许可法》第三十八条第二款",
}
SIGNERS = ("one", "unit", "head")


def opened(office: Desk, on: str, kind: str = "new", **more: Any) -> Case:
    payload = {
        "item": "食品经营许可",
        "application_kind": kind,
        "intake": "window",
        "materials": "申请书、主体资格证明各一份",
        "received_on": on,
        **more,
    }
    case = office.open("licence", "window", on, payload, (office.trader, "申请人"))
    office.assign(case, "handler", on, "one")
    return case


def record(case: Case) -> Licence:
    return Licence.objects.get(case=case)


def granted(office: Desk) -> Case:
    case = opened(office, "2022-03-01")
    office.do(case, "window", "accept", "2022-03-02")
    office.assign(case, "inspector", "2022-03-02", "one", "two")
    seen = {
        "checked_at": "2022-03-03T10:00",
        "place": "店内",
        "findings": "与申请一致。",
        "conclusion": "met",
    }
    office.do(case, "one", "inspect_site", "2022-03-03T11:00", **seen)
    office.signed(case, "grant", "2022-03-10", GRANT, *SIGNERS)
    office.do(
        case,
        "one",
        "publish",
        "2022-03-14",
        rule="licence_decision",
        channel="信用公示系统",
        published_on="2022-03-14",
    )
    office.do(case, "window", "deliver", "2022-03-24", delivered_on="2022-03-24", delivery_manner="window")
    return case


def test_a_granted_licence_is_decided_published_and_delivered_and_its_record_says_so(office: Desk) -> None:
    case = granted(office)

    case.refresh_from_db()
    row = record(case)
    assert (case.stage, row.result, row.licence_number) == ("delivered", "granted", "JY11100000000001")
    last_days = dict(case.clocks.values_list("clock", "due_on"))
    assert (row.decided_on, last_days["decision"]) == (date(2022, 3, 10), date(2022, 3, 30))
    assert (row.published_on, last_days["publication_target"]) == (date(2022, 3, 14), date(2022, 3, 21))
    papers = office.texts(case)
    assert "清市监许准〔2022〕1号" in papers["grant_decision"]
    assert case.number in papers["application_receipt"]
    assert "one某" in papers["licence_approval"]
    assert case.documents.get(template="licence_approval").access == "secondary"


@pytest.mark.parametrize(
    ("kind", "template", "number"),
    [
        ("change", "change_decision", "许变"),
        ("renewal", "renewal_decision", "许续"),
        ("reissue", "reissue_decision", "许补证"),
    ],
)
def test_each_kind_of_application_is_granted_on_its_own_paper(
    office: Desk, kind: str, template: str, number: str
) -> None:
    more = {"expires_on": "2022-04-30"} if kind == "renewal" else {}
    case = opened(office, "2022-03-01", kind, previous_licence="JY0", **more)
    office.do(case, "window", "accept", "2022-03-02")
    office.signed(case, "grant", "2022-03-10", GRANT, *SIGNERS)

    papers = office.texts(case)
    assert "grant_decision" not in papers
    assert f"清市监{number}〔2022〕1号" in papers[template]
    assert "原许可证号JY0" in papers[template]


def test_a_refusal_says_reasons_basis_and_remedies_with_body_and_last_day(office: Desk) -> None:
    case = opened(office, "2022-03-01")
    office.do(case, "window", "accept", "2022-03-02")
    office.signed(case, "refuse", "2022-03-10", REFUSE, *SIGNERS)

    paper = office.texts(case)["refusal_decision"]
    for said in (
        "场所不符合标准",
        "《行政许可法》第三十八条第二款",
        "行政复议",
        "60日内",
        "6个月内",
        "市场监督管理部门",
        "人民法院",
    ):
        assert said in paper
    assert "None" not in paper


def test_the_scheduler_accepts_what_nobody_answered_and_renews_what_nobody_decided(office: Desk) -> None:
    case = opened(office, "2022-03-01", "renewal", expires_on="2022-04-30")
    scheduler.run(at("2022-03-08T23:00"))
    case.refresh_from_db()
    assert case.stage == "received"

    scheduler.run(at("2022-03-09T01:00"))
    case.refresh_from_db()
    assert (case.stage, record(case).accepted_on, record(case).accepted_by_law) == (
        "review",
        date(2022, 3, 1),
        True,
    )

    scheduler.run(at("2022-05-01T01:00"))
    case.refresh_from_db()
    assert (case.stage, record(case).result) == ("delivery", "deemed")


def test_silence_has_spoken_though_no_background_ran(office: Desk) -> None:
    case = opened(office, "2022-03-01")

    with pytest.raises(ActRefusedError, match="本案现在“审查决定”"):
        office.do(case, "window", "refuse_acceptance", "2022-03-10")

    silence = Act.objects.get(case=case, action="accept_by_law")
    assert silence.happened_at.astimezone(LEGAL_TIME).date() == date(2022, 3, 9)
    assert silence.recorded_at > silence.happened_at


def test_what_is_offered_and_tried_follows_what_silence_has_done(office: Desk) -> None:
    offered, tried = opened(office, "2022-03-01"), opened(office, "2022-03-01")
    by, moment = OfficerActor(officer=office.officers["window"]), at("2022-03-10T10:00")

    options = {option.action for option in services.explain(case=offered, by=by, at=moment)}
    answer = foreseeing.dry_run(case=tried, action="refuse_acceptance", by=by, payload={}, at=moment)

    assert "refuse_acceptance" not in options
    assert isinstance(answer, Refused)
    assert "wrong_stage" in [ground.code for ground in answer.grounds]
    assert {case.acts.filter(action="accept_by_law").count() for case in (offered, tried)} == {1}


def test_silence_that_has_spoken_is_recorded_once(office: Desk) -> None:
    case = opened(office, "2022-03-01")
    by = OfficerActor(officer=office.officers["window"])

    for _ in range(2):
        services.explain(case=case, by=by, at=at("2022-03-10T10:00"))
        scheduler.run(at("2022-03-10T11:00"))

    assert Act.objects.filter(case=case, action="accept_by_law").count() == 1


def test_on_the_last_day_silence_has_not_spoken_yet(office: Desk) -> None:
    case = opened(office, "2022-03-01")

    services.explain(case=case, by=OfficerActor(officer=office.officers["window"]), at=at("2022-03-08T23:59"))

    assert not Act.objects.filter(case=case, action="accept_by_law").exists()


def test_silence_has_spoken_of_an_application_that_was_registered_after_its_term(office: Desk) -> None:
    payload = {
        "item": "食品经营许可",
        "application_kind": "new",
        "intake": "window",
        "materials": "申请书、主体资格证明各一份",
        "received_on": "2022-03-01",
    }
    case = office.open("licence", "window", "2022-03-25", payload, (office.trader, "申请人"))

    services.explain(case=case, by=OfficerActor(officer=office.officers["window"]), at=at("2022-03-25T11:00"))

    case.refresh_from_db()
    silence = Act.objects.get(case=case, action="accept_by_law")
    assert case.stage == "review"
    assert silence.happened_at.astimezone(LEGAL_TIME).date() == date(2022, 3, 9)
    assert record(case).accepted_on == date(2022, 3, 1)


def handed_over(office: Desk, case: Case, on: str) -> None:
    """The last paper of the case, handed to the applicant on a day."""
    paper = state_of(case).documents[-1].ref
    applicant = f"party:{office.trader.pk}"
    said = {"document": paper, "manner": "personal", "receiver": office.trader.name, "address": "清河路1号"}
    services.perform(
        case=case,
        action="serve",
        by=OfficerActor(officer=office.officers["window"]),
        payload={**said, "party": applicant, "sent_on": on, "arrived_on": on},
        at=at(on),
        request_id=uuid.uuid4(),
    )


def test_what_is_missing_is_told_only_when_the_notice_is_in_hand(office: Desk) -> None:
    served, unserved = opened(office, "2022-03-01"), opened(office, "2022-03-01")
    for case in (served, unserved):
        office.do(
            case,
            "window",
            "ask_correction",
            "2022-03-07",
            missing_materials="证明",
            correction_by="2022-03-20",
        )
    handed_over(office, served, "2022-03-08")

    scheduler.run(at("2022-03-09T01:00"))

    assert [Case.objects.get(pk=case.pk).stage for case in (served, unserved)] == ["awaiting", "review"]
    assert (record(unserved).accepted_on, record(unserved).accepted_by_law) == (date(2022, 3, 1), True)


def test_corrections_are_asked_for_once(office: Desk) -> None:
    case = opened(office, "2022-03-01")
    request = {"missing_materials": "场所证明", "correction_by": "2022-03-20"}
    office.do(case, "window", "ask_correction", "2022-03-08", **request)
    handed_over(office, case, "2022-03-08")
    office.do(case, "window", "receive_corrections", "2022-03-15", supplied="场所证明")
    with pytest.raises(ActRefusedError, match="只能办理一次"):
        office.do(case, "window", "ask_correction", "2022-03-16", **request)
    assert "于2022年3月1日提出" in office.texts(case)["correction_notice"]


def test_the_record_can_be_rebuilt_from_the_acts_alone(office: Desk) -> None:
    case = granted(office)
    before = {f.attname: getattr(record(case), f.attname) for f in Licence._meta.fields}
    Licence.objects.filter(case=case).delete()

    projection.rebuild(Case.objects.filter(pk=case.pk))

    assert {f.attname: getattr(record(case), f.attname) for f in Licence._meta.fields} == before


def test_an_application_of_2010_runs_by_the_edition_of_2004(office: Desk) -> None:
    assert library().procedure("licence", date(2010, 3, 1)).edition == date(2004, 7, 1)
    assert library().procedure("licence", date(2019, 9, 30)).edition == date(2004, 7, 1)
    assert library().procedure("licence", date(2019, 10, 1)).edition == date(2019, 10, 1)


def test_a_licence_of_an_item_with_a_term_is_not_granted_without_one(office: Desk) -> None:
    case = opened(office, "2022-03-01")
    office.do(case, "window", "accept", "2022-03-02")
    asked = {"case": case, "action": "grant", "by": OfficerActor(officer=office.officers["one"])}
    when = {"at": at("2022-03-10")}

    offered = {o.action: o for o in services.explain(case=case, by=asked["by"])}
    open_end = foreseeing.dry_run(payload={**GRANT, "valid_to": ""}, **asked, **when)
    dated = foreseeing.dry_run(
        payload={**GRANT, "valid_from": "2022-03-10", "valid_to": "2027-03-09"}, **asked, **when
    )

    (unsaid,) = open_end.grounds
    assert unsaid.message.startswith("“食品经营许可”的许可证件有效期为5年，没有填写“有效期至”")
    assert "食品经营许可管理办法(2015) 19" in unsaid.cites
    assert not any(ground.code == unsaid.code for ground in offered["grant"].grounds)
    assert isinstance(dated, Permitted)


def test_what_a_press_brings_about_names_the_paper_of_this_application_alone(office: Desk) -> None:
    case = opened(office, "2022-03-01", "renewal", previous_licence="JY0", expires_on="2022-04-30")

    said = follows(case, state_of(case), procedure_of(case).actions["grant"])

    papers = [line for line in said if "决定书" in line]
    assert papers == ["制作《准予延续行政许可决定书》"]
