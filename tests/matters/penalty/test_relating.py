# SPDX-License-Identifier: MulanPSL-2.0
"""Penalty cases joined and split: parties go over, both ends are told, and what the law keeps apart stays apart."""

from __future__ import annotations

from typing import Any

import pytest
from life import WORDS, Desk, at, decided, investigated, words_for

from fadu.cases.acts.opening import party_payload
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.cases.world import worlds
from fadu.ledger import sequencing, verification
from fadu.people import services as people
from fadu.people.models import Party
from fadu.people.parties import register_party

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LEAD = {
    "source": "inspection",
    "received_on": "2022-03-01",
    "suspected_violation": "无照经营",
    "lead_content": "检查发现",
}
REASON = {"approval_reason": "同一当事人，宜一并处理"}


def parties_of(case: Case) -> list[str]:
    return sorted(case.parties.values_list("party__name", flat=True))


def links_of(case: Case) -> list[tuple[str, str]]:
    return sorted(case.links.values_list("kind", "other__number"))


def two_cases(desk: Desk) -> tuple[Case, Case]:
    """One case under investigation, and a lead about somebody else."""
    investigated(desk)
    first = desk.case
    assert first is not None
    desk.party, _ = register_party(kind="sole_trader", name="清河副食店", address="清河路2号")
    return first, desk.open("2022-03-20", LEAD)


def merge(desk: Desk, case: Case, into: str, **more: Any) -> None:
    desk.do("head", "merge", "2022-03-21", {**REASON, "merged_into": into, **more}, case=case)


def test_a_joined_case_ends_and_its_party_stands_in_the_other_with_links_both_ways(desk: Desk) -> None:
    first, second = two_cases(desk)

    merge(desk, second, first.number)

    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.stage, second.outcome) == ("merged", "merged")
    assert parties_of(first) == ["清河副食店", "清河百货店"]
    assert links_of(second) == [("merged_into", first.number)]
    assert links_of(first) == [("merged_from", second.number)]
    assert first.stage == "investigation"
    sequencing.sequence()
    assert verification.verify() == []


@pytest.mark.parametrize(
    ("into", "code"),
    [("没有的案号", "no_such_case"), ("自身", "same_case"), ("已结", "case_ended")],
)
def test_a_case_is_not_joined_to_one_that_cannot_take_it(desk: Desk, into: str, code: str) -> None:
    first, second = two_cases(desk)
    number = {"自身": second.number, "已结": first.number}.get(into, into)
    if into == "已结":
        Case.objects.filter(pk=first.pk).update(closed_at=first.opened_at)

    with pytest.raises(ActRefusedError) as refused:
        merge(desk, second, number)

    assert [ground.code for ground in refused.value.grounds] == [code]
    assert not Act.objects.filter(case=second, action="merge").exists()


def test_a_case_is_not_joined_to_one_of_another_kind(desk: Desk) -> None:
    decided(desk)
    performance = desk.child("performance")
    second = desk.open("2022-05-20", LEAD)

    with pytest.raises(ActRefusedError) as refused:
        desk.do("head", "merge", "2022-05-21", {**REASON, "merged_into": performance.number}, case=second)

    assert [ground.code for ground in refused.value.grounds] == ["other_kind"]
    assert performance.number in refused.value.grounds[0].message
    assert not Act.objects.filter(case=second, action="merge").exists()


def test_what_the_law_keeps_apart_is_kept_apart_in_the_joined_case(desk: Desk) -> None:
    first, second = two_cases(desk)
    three = people.hire(bureau=desk.bureau, name="三某", since=desk.officers["one"].since)
    people.appoint(officer=three, post="case_handler", start=at("2020-01-01"), document="任免通知")
    people.appoint(officer=three, post="case_examiner", start=at("2020-01-01"), document="任免通知")
    people.certify(officer=three, number="执三", valid_from=three.since, valid_to=at("2030-01-01").date())
    desk.officers["three"] = three
    payload = {"role": "handler", "person": f"officer:{three.pk}", "name": "三某"}
    desk.do("unit", "assign", "2022-03-20", payload, case=second)
    merge(desk, second, first.number)
    desk.case = first
    first_party, *others = (party.key for party in worlds.state_of(first).parties)
    heaviest = {key: WORDS[key] for key in ("fine", "confiscated_goods", "penalty_kinds")}
    shares = [
        {"party": first_party, **heaviest},
        *({"party": key, "penalty_kinds": ["warning"]} for key in others),
    ]
    plan = {**words_for(desk), "nature": "甲", "disposition": "penalty", "party_penalties": shares}
    plan["penalty_kinds"] = [*WORDS["penalty_kinds"], "warning"]
    row = {"base": "consumers/56", "ended_on": "2022-03-01", "illegal_gains": 0}
    plan["bases"] = [*plan["bases"], *({**row, "party": key} for key in others)]
    desk.do("one", "conclude", "2022-04-20", plan)

    with pytest.raises(ActRefusedError, match="不得再任"):
        desk.do("three", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})


def test_a_split_case_begins_as_a_lead_with_its_party_and_both_are_linked(desk: Desk) -> None:
    first, second = two_cases(desk)
    merge(desk, second, first.number)
    leaving = f"party:{desk.party.pk}"

    desk.do("head", "split", "2022-03-25", {**REASON, "split_party": leaving}, case=first)

    ((kind, number),) = [link for link in links_of(first) if link[0] == "split_into"]
    made = Case.objects.get(number=number)
    assert (made.stage, made.kind, kind) == ("lead", "penalty", "split_into")
    assert parties_of(made) == ["清河副食店"]
    assert parties_of(first) == ["清河百货店"]
    assert links_of(made) == [("split_from", first.number)]
    assert made.title.startswith("清河副食店")
    assert Act.objects.get(case=made, seq=1).action == "register"
    sequencing.sequence()
    assert verification.verify() == []


def test_a_case_split_without_naming_a_party_has_the_same_parties(desk: Desk) -> None:
    investigated(desk)
    assert desk.case is not None

    desk.do("head", "split", "2022-03-25", REASON)

    made = Case.objects.get(links__kind="split_from")
    assert parties_of(made) == parties_of(desk.case) == ["清河百货店"]


def test_after_the_notice_a_named_party_leaves_and_is_dealt_with_afresh(desk: Desk) -> None:
    first, second = two_cases(desk)
    merge(desk, second, first.number)
    leaving = f"party:{desk.party.pk}"
    desk.do(
        "one",
        "conclude",
        "2022-04-20",
        {**words_for(desk), "nature": "甲", "disposition": "no_penalty"},
        case=first,
    )

    with pytest.raises(ActRefusedError, match="应当写明分出的当事人"):
        desk.do("head", "split", "2022-04-21", REASON, case=first)
    desk.do("head", "split", "2022-04-21", {**REASON, "split_party": leaving}, case=first)
    with pytest.raises(ActRefusedError, match="已不是"):
        desk.do("head", "split", "2022-04-21", {**REASON, "split_party": leaving}, case=first)

    made = Case.objects.get(links__kind="split_from")
    assert (made.stage, parties_of(made), parties_of(first)) == ("lead", ["清河副食店"], ["清河百货店"])
    assert not worlds.state_of(made).fields.get("penalty_kinds")


def decided_against_two(desk: Desk) -> tuple[Party, Party]:
    """A decision against two parties, served on both."""
    investigated(desk)
    first, other = desk.party, register_party(kind="enterprise", name="清河冷链有限公司")[0]
    desk.do("unit", "add_party", "2022-03-12", {**party_payload(other, "当事人"), "reason": "共同违法"})
    keys = [f"party:{party.pk}" for party in (first, other)]
    words = {
        **WORDS,
        "bases": [
            {"base": "consumers/56", "ended_on": "2022-03-01", "illegal_gains": 0, "party": key}
            for key in keys
        ],
        "penalty_kinds": ["fine", "warning"],
        "fine": 400_000,
        "confiscated_goods": None,
        "goods_list": None,
        "party_penalties": [
            {"party": keys[0], "fine": 400_000},
            {"party": keys[1], "penalty_kinds": ["warning"]},
        ],
    }
    words = {key: value for key, value in words.items() if value is not None}
    desk.do("one", "conclude", "2022-04-20", {**words, "nature": "甲", "disposition": "penalty"})
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words, "one", "head")
    served_on_both(desk, "penalty_notice", "2022-04-27", first, other)
    desk.do("unit", "submit", "2022-05-09")
    desk.signed("decide", "2022-05-10", words, "one", "unit", "head")
    served_on_both(desk, "penalty_decision", "2022-05-12", first, other)
    return first, other


def challenged_by_one(desk: Desk) -> tuple[Case, Party, Party]:
    """The review annuls the decision against two parties towards one, with the order to decide anew."""
    first, other = decided_against_two(desk)
    assert desk.case is not None
    child = desk.case.children.get(kind="performance", parties__party=first)
    desk.do("one", "confirm_service", "2022-05-12", case=child)
    challenge = {"challenge_kind": "reconsideration", "challenged_on": "2022-05-20"}
    desk.do("one", "record_challenge", "2022-05-23", challenge, case=child)
    result = {"challenge_result": "remade", "result_received_on": "2022-06-30", "annulled_for": "facts"}
    desk.do("one", "record_challenge_result", "2022-07-04", result, case=child)
    return child, first, other


def served_on_both(desk: Desk, template: str, on: str, *parties: Party) -> None:
    for party in parties:
        desk.party = party
        desk.serve(template, on)


def test_only_the_performance_of_whom_the_decision_is_withdrawn_for_hears_of_it(desk: Desk) -> None:
    first, other = decided_against_two(desk)
    said = {"withdrawal_reason": "对其主体认定错误", "withdrawn_for": "facts", "party": f"party:{first.pk}"}
    desk.signed("withdraw_for_party", "2022-05-20", said, "one", "unit", "head")
    assert desk.case is not None
    heard = {
        party.name: [
            telling.says
            for telling in worlds.state_of(
                desk.case.children.get(kind="performance", parties__party=party)
            ).heard
        ]
        for party in (first, other)
    }

    assert heard == {first.name: ["withdrawn"], other.name: []}


def test_whose_decision_fell_is_dealt_with_anew_in_a_case_of_its_own_and_its_term_goes_along(
    desk: Desk,
) -> None:
    child, fallen, standing = challenged_by_one(desk)
    old, reason = desk.case, {"approval_reason": "依复议决定重新处理"}
    assert old is not None
    for who, said in (("one", {**reason, "party": f"party:{fallen.pk}"}), ("head", {})):
        desk.do(who, "split_fallen", "2022-07-05", said, case=old)

    made = Case.objects.get(links__kind="split_from")
    state = worlds.state_of(made)
    (telling,) = state.heard
    assert (made.stage, parties_of(made), parties_of(old)) == ("lead", [fallen.name], [standing.name])
    assert (telling.case, telling.says, telling.on.isoformat()) == (child.number, "remade", "2022-06-30")
    assert telling.handed_over["by"] == old.number
    assert telling.fields["separated_on"] == "2022-07-05"
    assert [(m["kind"], m["amount"]) for m in telling.handed_over["version"]["measures"]] == [
        ("fine", 400_000)
    ]
    running = {row.clock: (str(row.due_on), row.stopped_on) for row in made.clocks.all()}
    assert running == {"remaking_ordered": ("2022-09-28", None)}
    (before,) = old.clocks.filter(clock="remaking_ordered")
    assert (before.about, str(before.stopped_on)) == (f"party:{fallen.pk}", "2022-07-05")
    sequencing.sequence()
    assert verification.verify() == []
