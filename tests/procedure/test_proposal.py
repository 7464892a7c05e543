# SPDX-License-Identifier: MulanPSL-2.0
"""The proposal: versions and their digests, what lies between two of them, and who dealt with which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.law import library as law_library
from fadu.procedure import proposal_change
from fadu.procedure.dealing import dealt_last, handed
from fadu.procedure.decision import Permitted, Refused
from fadu.procedure.fold import _voided
from fadu.procedure.library import library
from fadu.procedure.proposal import NOBODY, Measure, Version, current, standing, versions
from fadu.procedure.proposal_change import change_between, worst
from fadu.procedure.testing import CaseInMemory, moment, party

SEVERITY = (("warning", "fine"), ("suspend", "downgrade", "revoke"))
PENALTY = {"penalty_kinds": ["fine"], "fine": 400_000}
KINDS = ("warning", "fine", "suspend", "downgrade", "revoke", "ban")

measures = st.builds(
    Measure,
    kind=st.sampled_from(KINDS),
    amount=st.integers(0, 9),
    months=st.none() | st.integers(1, 9),
    for_life=st.booleans(),
    words=st.sampled_from(("", "甲")),
)
falling = st.lists(measures, max_size=3, unique_by=lambda measure: measure.kind).map(tuple)
sets_of_measures = st.dictionaries(st.sampled_from(("party:1", "party:2")), falling, max_size=2)
proposals = st.builds(Version, findings=st.just("甲"), basis=st.just("乙"), measures=sets_of_measures)


def concluded(*, parties: int = 1, **more: Any) -> CaseInMemory:
    """A case whose investigation is concluded with a penalty proposed."""
    on = date(2022, 3, 1)
    case = CaseInMemory(
        procedure=library().procedure("penalty", on),
        law=law_library(),
        parties=tuple(map(party, range(1, parties + 1))),
    )
    case.open("register", moment(on), {"received_on": "2022-03-01"})
    said = {"disposition": "penalty", "facts": "甲", "basis": "乙", "discretion_grade": "ordinary"}
    said |= {**PENALTY, **more}
    for day, action, payload in (
        ("2022-03-10", "file", {"violation_continues": True}),
        ("2022-03-11", "gather", {"rights_told_on": "2022-03-11"}),
        ("2022-04-20", "conclude", said),
    ):
        decision = case.act(action, moment(day), payload)
        assert isinstance(decision, Permitted), decision
    return case


def refusals(decision: object) -> set[str]:
    return {ground.code for ground in decision.grounds} if isinstance(decision, Refused) else set()


# -- versions --------------------------------------------------------------------------------------


def test_the_same_proposal_in_other_words_of_prose_keeps_its_digest_and_number() -> None:
    case = concluded()
    case.act("propose_again", moment("2022-04-21"), {**PENALTY, "facts": " 甲", "discretion_reason": "另写"})
    first, second = versions(case.procedure, case.state)

    assert (first.number, second.number) == (1, 1)
    assert first.digest == second.digest
    assert change_between(first, second, SEVERITY).whole == "clerical"


def test_what_an_act_takes_back_is_no_part_of_the_proposal_and_of_no_paper_and_the_act_that_is_void_gives_it_back() -> (
    None
):
    case = concluded(lighter_grounds=["removed_harm"], discretion_grade="lighter")
    before, said = case.state.fields["lighter_grounds"], {**PENALTY, "basis": None, "lighter_grounds": None}
    said["discretion_grade"] = "ordinary"
    case.act("propose_again", moment("2022-04-21"), said)

    assert [version.basis == "乙" for version in versions(case.procedure, case.state)] == [True, False]
    assert "lighter_grounds" not in standing(case.procedure.proposal, case.state, {})
    assert (
        _voided(case.state.with_(void=frozenset({case.state.entries[-1].seq}))).fields["lighter_grounds"]
        == before
    )


def test_another_proposal_is_another_version_and_going_back_to_the_first_is_the_first() -> None:
    case = concluded()
    for day, fine in (("2022-04-21", 300_000), ("2022-04-22", 400_000)):
        case.act("propose_again", moment(day), {"penalty_kinds": ["fine"], "fine": fine})

    assert [version.number for version in versions(case.procedure, case.state)] == [1, 2, 1]


def granted() -> CaseInMemory:
    """A licence granted and handed over."""
    on = date(2022, 3, 1)
    applicant = party(1, capacity="申请人")
    case = CaseInMemory(procedure=library().procedure("licence", on), law=law_library(), parties=(applicant,))
    case.open("receive", moment(on), {"application_kind": "new", "received_on": "2022-03-01"})
    for day, action in (("2022-03-02", "accept"), ("2022-03-10", "grant"), ("2022-03-11", "deliver")):
        assert isinstance(case.act(action, moment(day)), Permitted)
    return case


def test_of_several_fields_for_one_part_the_one_said_last_holds() -> None:
    case = granted()
    revoking = {"revocation_ground": "fraud", "revocation_facts": "虚报"}
    recalling = {"recall_ground": "law", "recall_facts": "修改", "legal_basis": "许可法"}
    for day, action, payload in (
        ("2022-06-01", "find_revocable", {**revoking, "found_on": "2022-06-01"}),
        ("2022-06-02", "propose_recall", recalling),
        ("2022-06-03", "propose_revocation", {**revoking, "legal_basis": "许可法"}),
    ):
        assert isinstance(case.act(action, moment(day), payload), Permitted)

    made = versions(case.procedure, case.state)

    assert [version.findings for version in made] == ["虚报", "修改", "虚报"]
    assert [version.measures and version.measures["party:1"][0].kind for version in made] == [
        "fraud",
        "law",
        "fraud",
    ]


def test_what_became_void_proposed_nothing() -> None:
    case = concluded()
    case.act("return_to_investigation", moment("2022-04-22"))

    assert versions(case.procedure, case.state) == ()


def test_amounts_go_with_the_kinds_they_belong_to() -> None:
    case = concluded(
        penalty_kinds=["fine", "confiscate_gains"], fine=400_000, confiscated_gains=100, goods_list=[]
    )
    case.act("propose_again", moment("2022-04-21"), PENALTY)

    assert versions(case.procedure, case.state)[-1].measures == {
        "party:1": (Measure(kind="fine", amount=400_000),)
    }


def test_affected_is_who_has_a_measure_now() -> None:
    rows = [{"party": "party:1", "fine": 400_000}, {"party": "party:2", "penalty_kinds": ["warning"]}]
    case = concluded(parties=3, penalty_kinds=["fine", "warning"], party_penalties=rows)
    version = versions(case.procedure, case.state)[-1]

    assert version.affected == ("party:1", "party:2")
    assert [measure.kind for measure in (version.measures or {})["party:2"]] == ["warning"]


def test_a_proposal_against_somebody_else_is_another() -> None:
    case = concluded()
    before = current(case.world(moment("2022-04-21")))
    case.record("remove_party", moment("2022-04-21"), {"party": "party:1", "reason": "合并"})
    stranger = {"party": "party:2", "name": "乙", "capacity": "当事人", "kind": "unit"}
    case.record("add_party", moment("2022-04-21"), stranger)
    after = current(case.world(moment("2022-04-21")))

    assert before is not None
    assert after is not None
    assert before.digest != after.digest
    assert change_between(before, after, SEVERITY).measures == {"party:1": "lighter", "party:2": "heavier"}


def test_of_several_nobody_has_a_share_until_it_is_said() -> None:
    version = Version(measures={NOBODY: (Measure(kind="fine", amount=2),)})
    shared = Version(
        measures={"party:1": (Measure(kind="fine", amount=1),), "party:2": (Measure(kind="fine", amount=1),)}
    )

    assert change_between(version, shared, SEVERITY).whole == "heavier"


# -- what lies between two versions ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (Measure(kind="fine", amount=2), Measure(kind="fine", amount=1), "lighter"),
        (Measure(kind="fine", amount=2), Measure(kind="fine", amount=3), "heavier"),
        (Measure(kind="ban", months=12), Measure(kind="ban", for_life=True), "heavier"),
        (Measure(kind="ban", for_life=True), Measure(kind="ban", months=600), "lighter"),
        (Measure(kind="ban", months=12), Measure(kind="ban", months=11), "lighter"),
        (Measure(kind="ban", months=12), Measure(kind="ban"), "other"),
        (Measure(kind="ban", for_life=True), Measure(kind="ban"), "other"),
        (Measure(kind="ban", words="一年"), Measure(kind="ban", words="终身"), "other"),
        (Measure(kind="suspend"), Measure(kind="revoke"), "heavier"),
        (Measure(kind="revoke"), Measure(kind="suspend"), "lighter"),
        (Measure(kind="fine", amount=9), Measure(kind="warning"), "lighter"),
        (Measure(kind="suspend", object="甲证"), Measure(kind="suspend", object="乙证"), "other"),
        (Measure(kind="ban"), Measure(kind="revoke"), "other"),
    ],
)
def test_measures_are_ordered_where_the_law_orders_them(
    earlier: Measure, later: Measure, expected: str
) -> None:
    before, after = (Version(measures={"party:1": (measure,)}) for measure in (earlier, later))

    assert change_between(before, after, SEVERITY).whole == expected


@given(proposals)
def test_nothing_lies_between_a_version_and_itself(version: Version) -> None:
    assert change_between(version, replace(version, seq=9), SEVERITY).whole == "same"
    assert version.digest == replace(version, seq=9, number=3, prose={"nature": "别的"}).digest


@given(proposals, proposals)
def test_what_is_lighter_one_way_is_never_lighter_the_other_way(one: Version, other: Version) -> None:
    there, back = change_between(one, other, SEVERITY).whole, change_between(other, one, SEVERITY).whole

    assert (there, back) != ("lighter", "lighter")
    assert (
        (there == "same")
        == (back == "same")
        == (
            {k: v for k, v in (one.measures or {}).items() if v}
            == {k: v for k, v in (other.measures or {}).items() if v}
            or there == "same"
        )
    )


@given(proposals, st.integers(1, 9))
def test_one_fen_more_is_never_the_same_nor_lighter(version: Version, more: int) -> None:
    measures = {
        who: tuple(replace(measure, amount=measure.amount + more) for measure in those)
        for who, those in (version.measures or {}).items()
    }
    change = change_between(version, replace(version, measures=measures), SEVERITY)

    assert change.whole == ("heavier" if version.affected else "same")


@pytest.mark.parametrize("part", ["findings", "basis"])
def test_other_facts_or_another_basis_cannot_be_ordered_and_what_was_not_stated_is_said_so(part: str) -> None:
    version = Version(findings="甲", basis="乙", measures={})
    other = replace(version, **{part: "丙"})
    unsaid = replace(version, **{part: None})

    assert change_between(version, other, SEVERITY).whole == "other"
    assert not change_between(version, other, SEVERITY).unstated
    assert change_between(version, unsaid, SEVERITY).unstated


def test_the_worst_of_no_parts_is_the_same() -> None:
    assert worst(()) == "same"
    assert worst(("lighter", "other", "heavier")) == "other"


def test_where_the_law_of_the_day_gives_no_order_nothing_is_ordered() -> None:
    case = concluded()
    ordered = proposal_change.severity_of(case.world(moment("2022-04-20")))

    assert ("warning", "fine") in ordered
    assert ("suspend_licence", "downgrade", "revoke_licence") in ordered


# -- who dealt with which --------------------------------------------------------------------------


def test_the_decision_keeps_the_version_that_the_paper_prints_and_the_notice_the_one_it_told() -> None:
    case = concluded()
    case.act("examine", moment("2022-04-21"))
    case.act("notify", moment("2022-04-22"), PENALTY)
    case.serve("penalty_notice", moment("2022-04-25"))
    case.act("submit", moment("2022-05-09"))
    decision = case.act("decide", moment("2022-05-10"), {**PENALTY, "fine": 300_000})
    decided, shown = (dealt_last(case.procedure, case.state, step) for step in ("decided", "told"))

    assert isinstance(decision, Permitted), decision
    assert decided is not None
    assert shown is not None
    assert decided.measures == {"party:1": (Measure(kind="fine", amount=300_000),)}
    assert change_between(shown, decided, SEVERITY).whole == "lighter"


def test_a_child_is_told_which_version_it_is_opened_for() -> None:
    case = concluded(review_grounds=["complex"])
    world = case.world(moment("2022-04-21"))
    version = versions(case.procedure, case.state)[-1]

    assert handed(world) == {"proposal_version": 1, "proposal_digest": version.digest}
    other = world.with_(proposed={"penalty_kinds": ["fine"], "fine": 1})
    assert handed(other)["proposal_version"] == 2


@pytest.mark.parametrize(("handed_back", "refused"), [("", set()), ("another", {"differs"})])
def test_what_a_child_hands_back_must_be_what_it_was_given(handed_back: str, refused: set[str]) -> None:
    case = concluded(review_grounds=["complex"])
    case.act("ask_legal_review", moment("2022-04-21"))
    digest = {"proposal_digest": handed_back} if handed_back else {}
    case.end_child("legal_review", "agreed", moment("2022-04-22"), digest)

    assert refusals(case.act("notify", moment("2022-04-25"), PENALTY)) == refused


def test_while_a_child_deals_with_the_proposal_it_does_not_change_and_may_be_repeated() -> None:
    case = concluded(review_grounds=["complex"])
    case.act("ask_legal_review", moment("2022-04-21"))

    again = {**PENALTY, "discretion_reason": "另写"}
    assert refusals(case.act("propose_again", moment("2022-04-22"), {**PENALTY, "fine": 1})) == {
        "proposal_in_hand"
    }
    assert isinstance(case.act("propose_again", moment("2022-04-22"), again), Permitted)


def test_a_review_that_disagrees_is_not_made_good_by_one_that_agreed_before() -> None:
    case = concluded(review_grounds=["complex"])
    for day, outcome in (("2022-04-21", "agreed"), ("2022-04-23", "disagreed")):
        case.act("ask_legal_review", moment(day))
        case.end_child("legal_review", outcome, moment(day))

    assert refusals(case.act("notify", moment("2022-04-25"), PENALTY)) == {"child_outcome"}


def test_a_proposal_is_stated_whole_before_it_is_examined() -> None:
    case = concluded()
    case.act("return_to_investigation", moment("2022-04-21"))
    said = {"disposition": "penalty", "facts": "甲"}

    assert refusals(case.act("conclude", moment("2022-04-22"), said)) == {"proposal_not_stated"}
