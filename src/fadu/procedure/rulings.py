# SPDX-License-Identifier: MulanPSL-2.0
"""What was ruled of a decision, in reconsideration or by a court, where the case records the result itself.

A refusal of 10 March is annulled on 1 June, to be decided anew: it stands no more, and what is decided next is another decision.
Where the retrial restores it on 1 September (行政诉讼法 92), it stands again: the last result counts (行政复议法 64, 行政诉讼法 70).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import guard

if TYPE_CHECKING:
    from collections.abc import Collection

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: the act that records a result, and the fields that say it
RULING, RESULT, REASON, LAST_DAY, RECEIVED = (
    "record_challenge_result",
    "challenge_result",
    "annulled_for",
    "remake_by",
    "result_received_on",
)
#: which decision a result is about, by its act, where it is none of those that results are about unless they name another
ABOUT = "challenged"
#: results after which a decision has no effect any more, those that order to decide anew among them
FALLEN = frozenset({"annulled", "remade", "accept", "invalid"})
ORDERED = frozenset({"remade", "accept"})
#: the ground of annulment after which the same decision may be made again (行政复议法 64, 行政诉讼法 71)
PROCEDURE = "procedure"


def last_of(state: State, decisions: Collection[str]) -> Entry | None:
    """The last act of those that is not void."""
    acts = [entry for key in decisions for entry in state.done(key)]
    return max(acts, key=lambda entry: entry.seq, default=None)


def ruling_of(world: World) -> Entry | None:
    """The last result by the legal day that is asked about: for a clock, the result that starts it."""
    day = world.at.date()
    said = [entry for entry in world.state.done(RULING) if _day(entry) <= day]
    return said[-1] if said else None


def _day(ruling: Entry) -> date:
    said = ruling.payload.get(RECEIVED)
    return date.fromisoformat(str(said)) if said else ruling.at.date()


def is_anew(
    world: World, acts: Collection[str], *, among: Collection[str] = (), by: Collection[str] = FALLEN
) -> bool:
    """Whether by that result a decision made by one of those acts is to be made anew; ``among``: what else results may be about.

    A result that names the decision it is about is asked of by :func:`is_named_anew`.
    """
    ruling = ruling_of(world)
    if ruling is None or ruling.payload.get(RESULT) not in by or ruling.payload.get(ABOUT):
        return False
    made = [e for key in {*acts, *among} for e in world.state.done(key) if e.seq < ruling.seq]
    return bool(made) and max(made, key=lambda entry: entry.seq).action in acts


def is_named_anew(world: World, acts: Collection[str], *, by: Collection[str] = FALLEN) -> bool:
    """Whether that result names a decision made by one of those acts, which is to be made anew."""
    ruling = ruling_of(world)
    return ruling is not None and ruling.payload.get(RESULT) in by and ruling.payload.get(ABOUT) in acts


def day_ordered(world: World) -> str:
    """The last day for deciding anew that that result names; empty where it names none."""
    ruling = ruling_of(world)
    return str(ruling.payload.get(LAST_DAY) or "") if ruling else ""


def ruling_on(state: State, decided: Entry, decisions: Collection[str]) -> Entry | None:
    """The last result about a decision: recorded after it, and before the next of those decisions; one that names it, before the next such."""
    until = _next(state, decided, decisions)
    until_next_such = _next(state, decided, (decided.action,))
    said = [
        entry
        for entry in state.done(RULING)
        if decided.seq < entry.seq < (until_next_such if entry.payload.get(ABOUT) else until)
        and entry.payload.get(ABOUT) in (None, "", decided.action)
        and (entry.payload.get(ABOUT) or decided.action in decisions)
    ]
    return said[-1] if said else None


def _next(state: State, decided: Entry, decisions: Collection[str]) -> int:
    """The place of the next of those decisions; beyond all where there is none."""
    return min((e.seq for key in decisions for e in state.done(key) if e.seq > decided.seq), default=10**9)


def has_fallen(state: State, decided: Entry, decisions: Collection[str]) -> bool:
    """Whether a decision has no effect any more."""
    ruling = ruling_on(state, decided, decisions)
    return ruling is not None and ruling.payload.get(RESULT) in FALLEN


@guard("ruled_after", "复议、诉讼的结果所涉的决定已经作出", law="remedies/decided_anew", version=2)
def ruled_after(world: World, *, act: tuple[str, ...]) -> Verdict:
    """There is a decision that the result is about, made by the day of the result: that which it names, or the last of those acts."""
    named = world.proposed.get(ABOUT)
    acts = (str(named),) if named else _several(act)
    decided = last_of(world.state, acts)
    if decided is None:
        known = world.procedure.actions
        titles = "、".join(f"“{known[key].title}”" for key in acts if key in known)
        return Ground(
            code="nothing_to_rule_on",
            message=f"本案没有作出{titles}的决定，没有可以登记的复议、诉讼结果。",
            remedy="在作出该决定的案件中登记；结果所涉的是其他决定的，写明“所涉决定”",
            unknown=world.replay,
        )
    day, made = world.proposed.get(RECEIVED), decided.at.date()
    if not day or date.fromisoformat(str(day)) >= made:
        return HOLDS
    return Ground(
        code="ruled_before_decided",
        message=f"结果之日{day}早于{made}作出的“{world.procedure.actions[decided.action].title}”。",
        remedy="核对复议决定书送达之日或者裁判生效之日",
    )


@guard("fallen", "决定已被撤销或者确认无效", law="remedies/decided_anew", version=2)
def fallen(world: World, *, act: tuple[str, ...]) -> Verdict:
    """The last of those decisions has no effect any more: what it was about is dealt with anew."""
    acts = _several(act)
    decided = last_of(world.state, acts)
    if decided is not None and has_fallen(world.state, decided, _contested(world) or acts):
        return HOLDS
    return Ground(
        code="decision_in_force",
        message="原决定仍然有效：没有登记撤销、确认无效的复议、诉讼结果。",
        remedy="先办理“登记复议、诉讼结果”",
        unknown=world.replay,
    )


@guard("not_said_again", "不以同一事实和理由作出基本相同的决定", law="remedies/decided_anew", version=2)
def not_said_again(world: World, *, act: str, fields: tuple[str, ...]) -> Verdict:
    """After an annulment by others the same facts and reasons do not carry the same decision again; unless it fell for its procedure."""
    before = world.state.last(act)
    ruling = ruling_on(world.state, before, _contested(world)) if before else None
    if before is None or ruling is None or ruling.payload.get(RESULT) not in FALLEN:
        return HOLDS
    same = all(words(world.proposed.get(name)) == words(before.payload.get(name)) for name in fields)
    if not same or ruling.payload.get(REASON) == PROCEDURE:
        return HOLDS
    return Ground(
        code="same_again",
        message=f"{before.at.date()}的决定被撤销后，不得以同一的事实和理由作出与其相同或者基本相同的决定。",
        remedy="依撤销的理由重新处理；另有事实、理由的，写明",
    )


@guard("not_ordered_to_accept", "没有责令受理", law="remedies/decided_anew")
def not_ordered_to_accept(world: World, *, act: tuple[str, ...]) -> Verdict:
    """Whoever was ordered to accept does not turn it away again; once accepted (one of those acts), the order is met."""
    ruling = world.state.last(RULING)
    if (
        ruling is None
        or ruling.payload.get(RESULT) != "accept"
        or world.state.latest(_several(act)) > ruling.seq
    ):
        return HOLDS
    return Ground(
        code="ordered_to_accept",
        message=f"{ruling.at.date()}登记的复议决定、裁判责令受理，不能再不予受理或者转出。",
        remedy="予以受理；受理后另有法定情形的，依法处理",
    )


def _contested(world: World) -> tuple[str, ...]:
    """The decisions that results may be about, as the act that records them asks."""
    recorded = world.procedure.actions.get(RULING)
    asked = [use.args["act"] for use in recorded.guards if use.name == "ruled_after"] if recorded else []
    return tuple(key for given in asked for key in _several(given))


def _several(act: str | tuple[str, ...]) -> tuple[str, ...]:
    return (act,) if isinstance(act, str) else act


def words(said: object) -> str:
    """A text by its words alone, for comparing what was said twice."""
    return "".join(str(said or "").split())
