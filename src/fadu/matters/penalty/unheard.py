# SPDX-License-Identifier: MulanPSL-2.0
"""What a party stated before the decision and nobody entered until after it: recorded as the fact it is, and found.

A defence or a request for a hearing made in time and not heard makes the decision unlawful (行政处罚法 62, 64). That it came is
no act of the bureau that could be refused; only what came after the decision is something else.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure.clocks import readings
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import ClockReading, Verdict, World

#: what was stated -> the clock of the right to state it
_TERMS = {"defence": "defence", "hearing": "hearing_request"}
#: the acts that make a notice, from whose day on a party may answer it, whether or not it counts as served yet
_NOTICES = ("notify", "tell_again")


@guard("stated_before_the_decision", "在处罚决定以前提出", law="penalty/unheard")
def stated_before_the_decision(world: World) -> Verdict:
    """What a party writes after the decision is no defence against the proposal; before it, it is entered as such."""
    decided, stated = world.state.last("decide"), _stated_on(world)
    if decided is None:
        return Ground(
            code="not_decided",
            message="本案没有作出处罚决定。",
            remedy="尚未决定的，办理“陈述申辩”“要求听证”",
            unknown=world.replay,
        )
    if _entered(world, stated):
        return Holds(warning=f"当事人{stated}的意见在决定以前已经登记并听取；不是另外提出的，不必再登记。")
    if stated is None or stated <= decided.at.date():
        return HOLDS
    return Ground(
        code="stated_after_decision",
        message=f"{stated}提出的意见在处罚决定（{decided.at.date()}）以后，不是决定以前的陈述申辩、听证申请。",
        remedy="作为材料收入案卷；当事人不服决定的，依法申请复议、提起诉讼",
    )


@guard(
    "heard_before_the_decision",
    "期限内提出的陈述申辩、听证申请在决定以前已经听取",
    law="penalty/unheard",
    version=2,
)
def heard_before_the_decision(world: World) -> Verdict:
    """What was stated within its term and not heard stands against the decision that was made."""
    kind, stated = str(world.proposed.get("unheard_kind") or ""), _stated_on(world)
    if kind not in _TERMS or stated is None:
        return HOLDS
    entered = _entered(world, stated)
    if _plain(world.proposed.get("unheard_text")) in entered:
        return HOLDS
    running = [term for term in _terms(world, kind) if _is_within(world, term, stated)]
    if not running:
        return HOLDS
    due = max(term.due_on for term in running if term.due_on is not None)
    title = "陈述申辩" if kind == "defence" else "听证申请"
    beside = "当日登记过的内容与此不同，是否同一份意见请核对；" if entered else ""
    return Ground(
        code="decided_unheard",
        message=f"当事人于{stated}在期限内（至{due}）提出{title}，{beside}没有听取即作出了处罚决定。",
        remedy="撤销处罚决定，听取以后重新处理",
        unknown=bool(entered) or any(term.waived for term in running),
    )


def _terms(world: World, kind: str) -> list[ClockReading]:
    """The counts of that right of the party or whoever's place it took, those a notice told anew has replaced, too."""
    return [term for term in readings(world, only=(_TERMS[kind],)) if term.about in _whose(world)]


def _whose(world: World) -> frozenset[str]:
    """The party asked about, and whom it succeeded: what they stated was stated for it."""
    return frozenset(world.state.standing_for(str(world.proposed.get("party") or "")))


def _is_within(world: World, term: ClockReading, day: date) -> bool:
    """Whether a day lies between the making of the notice and the last day of the term: what comes before the service is heard, too."""
    acts = [e.at.date() for e in world.state.entries if e.action in _NOTICES and e.seq < term.started_seq]
    first = acts[-1] if acts else term.started_on
    return not term.void and term.due_on is not None and first <= day <= term.due_on


def _entered(world: World, day: date | None) -> frozenset[str]:
    """The texts of what the party stated that day and was entered before the decision: as a defence that was weighed, or as a request.

    Another text of the same day may be another letter: a word entered in haste does not stand for three pages.
    """
    state, whose = world.state, _whose(world)
    before = state.last("decide")
    if before is None or day is None:
        return frozenset()
    if world.proposed.get("unheard_kind") == "hearing":
        asked = [e for e in state.done("request_hearing") if e.seq < before.seq]
        return frozenset(
            _plain(e.payload.get("hearing_reason"))
            for e in asked
            if str(e.payload.get("party")) in whose
            and str(e.payload.get("requested_on") or e.at.date())[:10] == str(day)
        )
    weighed = max((e.seq for e in state.done("answer_defence") if e.seq < before.seq), default=0)
    pleaded = [e for e in state.done("plead") if str(e.payload.get("party")) in whose and e.seq < weighed]
    return frozenset(_plain(e.payload.get("defence_text")) for e in pleaded if e.at.date() == day)


def _plain(text: object) -> str:
    return "".join(str(text or "").split())


def _stated_on(world: World) -> date | None:
    said = str(world.proposed.get("unheard_on") or "")
    return date.fromisoformat(said[:10]) if said else None
