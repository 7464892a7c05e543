# SPDX-License-Identifier: MulanPSL-2.0
"""What one signs is what will be issued: a draft is made as the paper is, the first signature fixes it, the last one compares."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lives import Life, begun

from fadu.cases.acts import foreseeing
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.cases.papers import drafting
from fadu.cases.papers.drafting import DAY_TO_COME, SIGNED_PAPERS
from fadu.cases.papers.particulars import Particulars
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.ledger.models import LedgerEntry
from fadu.people.actors import OfficerActor
from fadu.people.parties import complete_party, register_party
from fadu.procedure.decision import Permitted
from fadu.records.models import Document, IssuedNumber
from fadu.records.rendering import render
from fadu.records.rendering.tree import DRAFT_MARK, lines
from fadu.records.selectors import form_of

pytestmark = pytest.mark.django_db

FACTS = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_continues": True,
}


@pytest.fixture
def life(begin_from: Any) -> Life:
    return begin_from(begun)


def drafts(life: Life, who: str, action: str, payload: dict[str, object] | None = None) -> list[str]:
    """The papers drafted for somebody, as text."""
    with clock.set_to(life.now):
        made = foreseeing.papers_of(
            case=Case.objects.get(pk=life.case.pk),
            action=action,
            by=OfficerActor(officer=life.officers[who]),
            payload=payload or {},
        )
    return ["\n".join(lines(each.sheet)) for each in made]


def signatures(life: Life) -> list[Act]:
    return list(life.case.acts.filter(action="sign").order_by("seq"))


def test_a_draft_says_that_it_is_one_and_bears_neither_number_nor_day(life: Life) -> None:
    (draft,) = drafts(life, "one", "file", FACTS)

    assert draft.startswith(DRAFT_MARK)
    assert "销售超过保质期的食品" in draft
    assert "清河百货店" in draft


def test_a_draft_names_what_is_still_missing(life: Life) -> None:
    (draft,) = drafts(life, "one", "file", {"suspected_violation": "销售超过保质期的食品"})

    assert "【待填：" in draft


def test_a_draft_writes_nothing_and_takes_no_number(life: Life) -> None:
    before = [model.objects.count() for model in (Act, Document, IssuedNumber, LedgerEntry)]

    drafts(life, "one", "file", FACTS)

    assert [model.objects.count() for model in (Act, Document, IssuedNumber, LedgerEntry)] == before


def test_a_draft_says_word_for_word_what_is_issued(life: Life) -> None:
    for who in ("one", "unit"):
        life.act(who, "file", FACTS if who == "one" else {})
    (draft,) = drafts(life, "head", "file")
    life.act("head", "file")

    document = Document.objects.get(template="filing_approval")
    issued = str(render(form_of(document), document.data, fmt="text"))
    day = f"{life.day.year}年{life.day.month}月{life.day.day}日"
    drafted = draft.replace(f"{DRAFT_MARK}\n", "").replace(DAY_TO_COME, day)
    assert drafted.split() == issued.split()


def test_every_signature_carries_the_digest_of_the_paper_it_is_put_to(life: Life) -> None:
    life.act("one", "file", FACTS)
    life.act("unit", "file")

    first, second = (act.payload[SIGNED_PAPERS] for act in signatures(life))
    assert first == second
    assert [row["template"] for row in first] == ["filing_approval"]
    assert len(first[0]["digest"]) == 64


def test_what_a_signature_does_not_change_stands_in_no_way(life: Life) -> None:
    life.act("one", "file", FACTS)
    life.act("unit", "note", {"text": "来电催办"})
    life.act("unit", "file")
    life.act("head", "file")

    life.case.refresh_from_db()
    assert life.case.stage == "investigation"


@pytest.mark.parametrize("signer", ["unit", "head"])
def test_a_party_taken_in_between_stops_the_next_signature_with_what_is_different(
    life: Life, signer: str
) -> None:
    life.act("one", "file", FACTS)
    if signer == "head":
        life.act("unit", "file")
    other, _ = register_party(kind="sole_trader", name="城南小卖部", address="城南路2号")
    life.act(
        "one",
        "add_party",
        {
            "party": f"party:{other.pk}",
            "name": other.name,
            "capacity": "当事人",
            "kind": "unit",
            "reason": "共同经营",
        },
    )

    with pytest.raises(ActRefusedError) as refusal:
        life.act(signer, "file")

    (ground,) = (each for each in refusal.value.grounds if each.code == "moved_since_signed")
    assert "立案审批表" in ground.message
    assert "城南小卖部" in ground.message
    assert "退回签批" in ground.remedy


def test_what_was_sent_back_and_signed_anew_goes_through(life: Life) -> None:
    life.act("one", "file", FACTS)
    other, _ = register_party(kind="sole_trader", name="城南小卖部", address="城南路2号")
    said = {"party": f"party:{other.pk}", "name": other.name, "capacity": "当事人", "kind": "unit"}
    life.act("one", "add_party", {**said, "reason": "共同经营"})
    life.act("unit", "return_proposal", {"of": "file", "reason": "增加了当事人"})

    for who in ("one", "unit", "head"):
        life.act(who, "file", FACTS if who == "one" else {})

    life.case.refresh_from_db()
    assert life.case.stage == "investigation"


def test_what_was_completed_in_the_register_in_between_is_told_of_although_no_act_says_it(life: Life) -> None:
    life.act("one", "file", FACTS)
    complete_party(int(life.party.partition(":")[2]), legal_representative="王五")

    with pytest.raises(ActRefusedError) as refusal:
        life.act("unit", "file")

    assert "登记簿中当事人" in refusal.value.grounds[0].message


def test_what_was_signed_before_signatures_carried_papers_is_signed_to_its_end(life: Life) -> None:
    life.act("one", "file", FACTS)
    (first,) = signatures(life)
    state = worlds.state_of(life.case)
    entries = (
        *state.entries[:-1],
        replace(
            state.entries[-1],
            payload={key: value for key, value in first.payload.items() if key != SIGNED_PAPERS},
        ),
    )
    world = worlds.world_of(life.case, life.now, None, state=state.with_(entries=entries))
    whole = Permitted(action="file", complete=True, stage="investigation", payload=FACTS, by=())

    assert (
        drafting.moved(world, state.pending[0], whole, case=life.case, known=Particulars(life.case.bureau))
        == ()
    )
