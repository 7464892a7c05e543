# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of a penalty at their edges: the last day, the last fen, whose share, which body."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.penalty import facts, guards, informing, limitation
from fadu.procedure.decision import Actor, Ground, Holding, World
from fadu.procedure.entry import Entry
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.library import library
from fadu.procedure.state import ChildView, State
from fadu.procedure.testing import moment, party


def world(
    *, on: str = "2022-05-10", state: State | None = None, actor: Actor | None = None, **proposed: Any
) -> World:
    return World(
        procedure=library().procedure("penalty", date.fromisoformat(on)),
        state=state or State(parties=(party(1),)),
        at=moment(on),
        law=law_library(),
        actor=actor,
        proposed=proposed,
    )


def code(verdict: object) -> str:
    """The ground's code, or nothing where the guard holds."""
    return verdict.code if isinstance(verdict, Ground) else ""


def notified(**values: Any) -> State:
    """A state in which the parties were told this penalty."""
    entry = Entry(seq=1, action="notify", at=moment("2022-05-01"), payload=values)
    return State(parties=(party(1), party(2)), entries=(entry,), fields=values)


def item(topic: str, **fields: Any) -> State:
    """A state in which a body adopted an item."""
    child = ChildView(
        case="议1",
        matter="committee_item",
        topic=topic,
        opened_at=moment("2022-05-01"),
        opened_seq=1,
        outcome="adopted",
        fields=fields,
    )
    return State(parties=(party(1),), children=(child,))


@pytest.mark.parametrize(
    ("ended", "discovered", "grave", "refused"),
    [
        ("2020-03-01", "2022-03-01", False, ""),
        ("2020-03-01", "2022-03-02", False, "out_of_time"),
        ("2019-09-01", "2024-09-01", True, ""),
        ("2019-09-01", "2024-09-02", True, "out_of_time"),
        # the two years had run out before the longer term came in July 2021: it revives nothing
        ("2019-07-13", "2022-03-01", True, "out_of_time"),
        ("2019-07-15", "2022-03-01", True, ""),
    ],
)
def test_two_years_or_five_run_to_the_end_of_their_last_day(
    ended: str, discovered: str, grave: bool, refused: str
) -> None:
    judged = world(violation_ended_on=ended, received_on=discovered, grave_harm=grave)

    assert code(limitation.within_limitation_period(judged)) == refused


FLAWED_GOODS = {
    "base": "product_quality/50",
    "party": "party:1",
    "ended_on": "2022-03-02",
    "goods_value": 2_000_000,
}


@pytest.mark.parametrize(
    ("fine", "grade", "refused"),
    [
        (6_000_000, "ordinary", ("", "")),
        (6_000_001, "ordinary", ("above_ceiling", "")),
        (6_000_001, "mitigated", ("above_ceiling", "")),
        (1_000_000, "ordinary", ("", "")),
        (999_999, "ordinary", ("", "below_floor")),
        (999_999, "lighter", ("", "below_floor")),
        (999_999, "mitigated", ("", "")),
    ],
)
def test_a_fine_keeps_to_its_range_unless_mitigated_below_the_floor(
    fine: int, grade: str, refused: tuple[str, str]
) -> None:
    asked = world(penalty_kinds=["fine"], fine=fine, bases=[FLAWED_GOODS], discretion_grade=grade)

    assert (
        code(guards.ranges.fine_within_ceiling(asked)),
        code(guards.grades.fine_reaches_floor(asked)),
    ) == refused


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"penalty_kinds": ["fine"], "fine": 1}, ""),
        ({"penalty_kinds": ["fine"]}, "amounts_and_kinds"),
        ({"penalty_kinds": ["warning"], "fine": 1}, "amounts_and_kinds"),
        ({"penalty_kinds": ["fine"], "fine": 1, "confiscated_gains": 1}, "amounts_and_kinds"),
        (
            {"penalty_kinds": ["fine", "confiscate_gains"], "fine": 1, "confiscated_goods": 1},
            "amounts_and_kinds",
        ),
        (
            {
                "penalty_kinds": ["confiscate_gains", "confiscate_goods"],
                "confiscated_gains": 1,
                "confiscated_goods": 1,
            },
            "",
        ),
    ],
)
def test_fine_gains_and_goods_stand_each_with_its_own_kind(values: dict[str, Any], refused: str) -> None:
    assert code(guards.amounts_belong_to_kinds(world(**values))) == refused


SHARES = [{"party": "party:1", "fine": 600}, {"party": "party:2", "fine": 400}]


@pytest.mark.parametrize(
    ("shares", "refused"),
    [
        (SHARES, ""),
        ([{"party": "party:1", "fine": 400}, {"party": "party:2", "fine": 400}], ""),
        ([{"party": "party:1", "fine": 601}, {"party": "party:2", "fine": 399}], "heavier_than_told"),
        ([{"party": "party:1", "fine": 600}, {"party": "party:3", "fine": 400}], "heavier_than_told"),
    ],
)
def test_no_party_is_punished_more_than_it_was_told_though_the_sum_is_the_same(
    shares: list[dict[str, Any]], refused: str
) -> None:
    before = notified(penalty_kinds=["fine"], fine=1000, party_penalties=SHARES)
    asked = world(
        state=before, penalty_kinds=["fine"], fine=sum(row["fine"] for row in shares), party_penalties=shares
    )

    assert code(BUILT_IN_GUARDS["proposal"].function(asked, step="told")) == refused


def test_shares_that_move_between_parties_are_a_change_to_be_told() -> None:
    before = notified(penalty_kinds=["fine"], fine=1000, party_penalties=SHARES, facts="甲", basis="乙")
    moved = [{"party": "party:1", "fine": 700}, {"party": "party:2", "fine": 300}]
    asked = {"penalty_kinds": ["fine"], "fine": 1000, "facts": "甲", "basis": "乙"}

    changed = BUILT_IN_GUARDS["proposal_changed"].function

    assert code(changed(world(state=before, **asked, party_penalties=moved), since="told")) == ""
    assert (
        code(changed(world(state=before, **asked, party_penalties=SHARES), since="told")) == "nothing_changed"
    )


@pytest.mark.parametrize(
    ("fine", "new_facts", "refused"),
    [
        (1000, "", ""),
        (1001, "", "heavier_for_being_heard"),
        (1001, "另查明", ""),
        (1001, "  ", "heavier_for_being_heard"),
    ],
)
def test_being_heard_makes_nothing_heavier_unless_new_facts_were_found(
    fine: int, new_facts: str, refused: str
) -> None:
    before = notified(penalty_kinds=["fine"], fine=1000)
    heard = Entry(seq=2, action="plead", at=moment("2022-05-02"), payload={"party": "party:1"})
    state = before.with_(entries=(*before.entries, heard))

    assert (
        code(
            guards.not_heavier_for_being_heard(
                world(state=state, penalty_kinds=["fine"], fine=fine, new_facts=new_facts)
            )
        )
        == refused
    )


def test_a_third_party_is_not_punished_and_its_threshold_does_not_count() -> None:
    third = party(2, capacity="第三人", kind="person")
    state = State(parties=(party(1), third))
    asked = world(state=state, penalty_kinds=["fine"], fine=1_000_000)

    assert facts.hearing_right(asked) == "no"
    assert code(guards.shares_add_up(asked)) == ""


def test_among_several_accused_each_share_is_stated() -> None:
    state = State(parties=(party(1), party(2)))

    assert code(guards.shares_add_up(world(state=state, penalty_kinds=["fine"], fine=1_000_000))) == "shares"


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ("bureau_heads", ""),
        ("party_group", "not_discussed_by_heads"),
        ("penalty_committee", "not_discussed_by_heads"),
        ("office", "not_discussed_by_heads"),
    ],
)
@pytest.mark.parametrize("topic", ["collective_discussion", "extension"])
def test_only_the_heads_of_the_bureau_are_the_body_of_the_law(topic: str, body: str, refused: str) -> None:
    assert code(guards.discussed_by_heads(world(state=item(topic, body=body)), topic=topic)) == refused


@pytest.mark.parametrize(
    ("fixed", "asked", "refused"),
    [
        ("2022-11-30", "2022-11-30", ""),
        ("2022-11-30", "2022-12-01", "day_not_fixed"),
        (None, "2022-11-30", "day_not_fixed"),
    ],
)
def test_a_further_extension_keeps_to_the_day_its_resolution_fixed(
    fixed: str | None, asked: str, refused: str
) -> None:
    state = item("extension", body="bureau_heads", until=fixed)

    assert code(guards.day_fixed_by_resolution(world(state=state, until=asked))) == refused


@pytest.mark.parametrize(
    ("level", "post", "discussed", "refused"),
    [
        ("staff", "deputy_head", "", ""),
        ("deputy", "deputy_head", "", "recusal_level"),
        ("deputy", "bureau_head", "", ""),
        ("chief", "bureau_head", "", "recusal_level"),
        ("chief", "deputy_head", "party_group", "recusal_level"),
        ("chief", "deputy_head", "bureau_heads", ""),
    ],
)
def test_a_recusal_is_decided_at_its_own_level(level: str, post: str, discussed: str, refused: str) -> None:
    actor = Actor(person="officer:1", name="甲", holdings=(Holding(post=post),))
    state = item("recusal", body=discussed) if discussed else State()

    assert (
        code(guards.recusal_decided_at_right_level(world(state=state, actor=actor, recusal_level=level)))
        == refused
    )


def test_a_review_that_was_sent_before_the_investigation_ended_is_no_audit_of_it() -> None:
    concluded = Entry(seq=5, action="conclude", at=moment("2022-05-01"), payload={})
    early = ChildView(
        case="审1",
        matter="legal_review",
        topic="",
        opened_at=moment("2022-04-01"),
        opened_seq=3,
        outcome="agreed",
    )
    late = ChildView(
        case="审2",
        matter="legal_review",
        topic="",
        opened_at=moment("2022-05-02"),
        opened_seq=6,
        outcome="agreed",
    )

    assert code(guards.audited(world(state=State(entries=(concluded,), children=(early,))))) == "not_audited"
    assert code(guards.audited(world(state=State(entries=(concluded,), children=(early, late))))) == ""


@pytest.mark.parametrize(
    "text",
    [
        "举报人：王小暖",
        "举报人姓名 王小暖",
        "举报人名叫王小暖，在店内工作",
        "电话13900000000",
        "座机0571-85551234",
        "证件11010119900307001X",
        "电话 137 0099 0077",
        "电话１３７００９９００７７",
        "身份证330102 19900101 1234",
        "举报人为白露生，在店内工作",
        "举报人叫白露生",
        "举报人（白露生）反映",
        "举报人白露生（在职）反映",
    ],
)
@pytest.mark.parametrize("field", ["source_detail", "lead_content", "suspected_violation", "jurisdiction"])
def test_a_case_that_begins_with_a_tip_off_names_the_informant_nowhere_but_in_the_sealed_field(
    field: str, text: str
) -> None:
    verdict = informing.informant_not_in_the_open(world(source="tip_off", **{field: text}))

    assert code(verdict) == "informant_in_the_open"
    assert isinstance(verdict, Ground)
    assert "王小暖" not in verdict.message + verdict.remedy
    assert verdict.cites == ("投诉举报暂行办法 33",)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("tip_off", "举报人称店内销售过期食品，货值12000元，批号20220301"),
        ("tip_off", "举报人是消费者，本人不愿留名"),
        ("tip_off", "举报人系匿名"),
        ("tip_off", "举报人为附近居民，称其闻到异味"),
        ("tip_off", "举报人于店内（一楼）购买，向本局电话反映"),
        ("tip_off", "举报人是常客，举报人系房东，举报人是高中生"),
        ("tip_off", "举报人和店员（收银）交涉；举报人在场"),
        ("tip_off", "举报人：称该店销售过期食品，订单号20220301123456"),
        ("inspection", "举报人：王小暖，电话13900000000"),
    ],
)
def test_what_names_no_informant_or_comes_from_none_is_taken(source: str, text: str) -> None:
    assert code(informing.informant_not_in_the_open(world(source=source, lead_content=text))) == ""
