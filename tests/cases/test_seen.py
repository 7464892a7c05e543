# SPDX-License-Identifier: MulanPSL-2.0
"""What is signed, sent back and decided is what the page showed, whether the stage moves or not."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from lives import Life, begun

from fadu.cases.acts import seen, services
from fadu.cases.errors import ProposalReplacedError, RequestReusedError, StaleRevisionError
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor
from fadu.procedure.entry import Entry, Signature
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.model import Action, Procedure
from fadu.procedure.state import State

NOON = datetime(2022, 3, 1, 12, tzinfo=LEGAL_TIME)
ORDER = {
    "correction_facts": "货架上有三袋超过保质期的食品",
    "correction_basis": "中华人民共和国食品安全法第五十四条第一款",
    "correction_content": "立即下架超过保质期的食品",
}


def signed_by_several() -> Iterator[tuple[Procedure, Action]]:
    """Every act of every edition of every kind of case that more than one sign."""
    for kind in library().kinds():
        for procedure in library().editions(kind):
            for action in procedure.actions.values():
                if len(action.signs) > 1:
                    yield procedure, action


def after(procedure: Procedure, action: Action, *acts: str) -> State:
    """The state after signatures and returns of an act, in that order, from the second entry on."""
    entries = [Entry(seq=1, action="note", at=NOON, payload={"text": "…"})]
    signed = 0
    for place, act in enumerate(acts, start=2):
        signed = signed + 1 if act == "sign" else 0
        payload: dict[str, Any] = {"of": action.key, "reason": "补正"}
        if act == "sign":
            payload = {
                "of": action.key,
                "role": action.signs[signed - 1],
                "payload": {"words": f"第{place}项"},
            }
        by = (Signature(person=f"officer:{place}", role=payload.get("role", "")),)
        at = NOON + timedelta(minutes=place)
        entries.append(Entry(seq=place, action=act, at=at, payload=payload, by=by))
    return fold(procedure, entries)


@pytest.mark.parametrize(
    ("acts", "shown"),
    [
        (("sign", "return_proposal", "sign"), 2),  # another proposal took its place
        (("sign", "return_proposal"), 2),  # it was sent back
        (("sign",), 1),  # there was none when the page was shown
        (("sign", "return_proposal", "sign", "return_proposal", "sign"), 4),
    ],
)
def test_of_every_act_that_several_sign_neither_a_signature_nor_a_return_reaches_a_proposal_its_page_did_not_show(
    acts: tuple[str, ...], shown: int
) -> None:
    tried = 0
    for procedure, action in signed_by_several():
        state = after(procedure, action, *acts)
        for press, payload in ((action.key, {}), ("return_proposal", {"of": action.key})):
            with pytest.raises(ProposalReplacedError):
                seen.check(procedure, state, press, payload, seen=shown)
            seen.check(procedure, state, press, payload, seen=len(acts) + 1)
        tried += 1

    assert tried > 20


def test_of_every_act_that_decides_a_page_of_an_earlier_moment_is_refused_though_no_stage_moves() -> None:
    kept_where_it_is = set()
    for kind in library().kinds():
        for procedure in library().editions(kind):
            for action in procedure.actions.values():
                if action.by == "law" or not seen.decides(procedure, action.key):
                    continue
                state = after(procedure, action, "note", "note")
                with pytest.raises(StaleRevisionError):
                    seen.check(procedure, state, action.key, {}, seen=2)
                if not action.to:
                    kept_where_it_is.add(action.key)

    assert {"order_correction", "preserve", "withdraw_decision", "dispose_goods"} <= kept_where_it_is
    assert {
        "suspend",
        "decide_recusal",
        "ask_materials",
        "dun",
    } <= kept_where_it_is  # one approves, or a paper goes out
    assert kept_where_it_is.isdisjoint({"inspect", "question", "gather", "plead", "inspect_site"})


@pytest.fixture
def life(db: None) -> Life:
    """A penalty case that was filed."""
    life = begun()
    facts = {
        "suspected_violation": "销售超过保质期的食品",
        "verification_result": "属实",
        "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
        "violation_continues": True,
    }
    life.signed("file", facts, "one", "unit", "head")
    return life


def pressed(life: Life, who: str, action: str, payload: dict[str, Any], *, shown: int) -> None:
    with clock.set_to(life.now):
        services.perform(
            case=life.case,
            action=action,
            by=OfficerActor(officer=life.officers[who]),
            payload=payload,
            request_id=uuid.uuid4(),
            revision=shown,
        )


def revision(life: Life) -> int:
    life.case.refresh_from_db()
    return life.case.revision


def test_the_head_who_saw_one_order_does_not_sign_another_that_took_its_place(life: Life) -> None:
    life.act("one", "order_correction", ORDER)
    shown = revision(life)
    life.act("head", "return_proposal", {"of": "order_correction", "reason": "内容不明确"})
    life.act("one", "order_correction", {**ORDER, "correction_content": "停止营业"})

    with pytest.raises(ProposalReplacedError, match="请看过现在的内容"):
        pressed(life, "head", "order_correction", {}, shown=shown)
    assert not life.case.documents.filter(template="correction_order").exists()

    pressed(life, "head", "order_correction", {}, shown=revision(life))
    assert life.case.acts.get(action="order_correction").payload["correction_content"] == "停止营业"


def test_nobody_sends_back_a_proposal_that_took_the_place_of_the_one_shown(life: Life) -> None:
    life.act("one", "order_correction", ORDER)
    shown = revision(life)
    life.act("head", "return_proposal", {"of": "order_correction", "reason": "内容不明确"})
    life.act("one", "order_correction", {**ORDER, "correction_content": "停止营业"})
    back = {"of": "order_correction", "reason": "内容不明确"}

    with pytest.raises(ProposalReplacedError):
        pressed(life, "head", "return_proposal", back, shown=shown)
    pressed(life, "head", "return_proposal", back, shown=revision(life))


def test_a_signature_is_given_to_the_case_as_it_was_shown_and_what_only_adds_to_the_file_waits_for_nothing(
    life: Life,
) -> None:
    life.act("one", "order_correction", ORDER)
    shown = revision(life)
    life.act("unit", "note", {"text": "当事人来电，货架已经清空"})

    with pytest.raises(StaleRevisionError):
        pressed(life, "head", "order_correction", {}, shown=shown)
    pressed(life, "one", "note", {"text": "已告知负责人"}, shown=shown)
    pressed(life, "head", "order_correction", {}, shown=revision(life))


def test_a_press_of_one_is_no_press_of_another_who_sends_in_its_number(life: Life) -> None:
    press, said = uuid.uuid4(), {"text": "当事人来电"}

    def sent(who: str) -> Any:
        by = OfficerActor(officer=life.officers[who])
        with clock.set_to(life.now):
            return services.perform(case=life.case, action="note", by=by, payload=said, request_id=press)

    first = sent("one")

    assert sent("one").pk == first.pk
    with pytest.raises(RequestReusedError):
        sent("unit")
