# SPDX-License-Identifier: MulanPSL-2.0
"""No notice or reply goes out before its review slip closes: which slip reviewed which notice, and the guard of it.

A slip is a child on the topic ``reply``, of whatever kind reviews; the act that asked for it says in ``reply_kind``
which notice it is about. A slip serves one notice: what is told again is reviewed again. That notices are reviewed is a rule of the
bureau, not of the law: the threshold ``<kind of case>/reply_review`` says of each notice whether it is, by day, and a local
parameter of the bureau replaces it. What was sent for review binds: the ground and the reasons stated there are those that go out.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import guard
from fadu.procedure.outlines import asks_for_change, is_affirmed
from fadu.procedure.proposal import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.state import ChildView, State

#: the topic of a review slip, and the field in which the act that asks for one names the notice
TOPIC, NAMED_IN = "reply", "reply_kind"
#: the field with the text that is sent for review; the name of the guard
TEXT, GUARD = "reply_text", "reply_reviewed"


def kind_of(state: State, slip: ChildView) -> str:
    """Which notice a slip reviews; empty where the record does not say, and then it may be any."""
    return str(sent_for(state, slip).get(NAMED_IN, ""))


def sent_for(state: State, slip: ChildView) -> Mapping[str, Any]:
    """What was sent to be reviewed with a slip."""
    asked = [e for e in state.entries if e.seq < slip.opened_seq and e.payload.get(NAMED_IN)]
    live = [e for e in asked if e.seq not in state.void]
    return live[-1].payload if live else {}


def reviewed_fields(action: Action, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent for review of that which the act that goes out says."""
    return {key: sent[key] for key in (*action.sets, *action.may_set) if sent.get(key) not in (None, "", [])}


def reviewed_last(
    procedure: Procedure, state: State, action: str
) -> tuple[ChildView, Mapping[str, Any]] | None:
    """The slip of the notice an act tells that was agreed to last and has not been used yet, and what was sent with it."""
    definition = procedure.actions.get(action)
    for use in definition.guards if definition else ():
        if use.name == GUARD:
            kind = str(use.args.get("kind", action))
            used = max((e.seq for e in state.entries if e.action == action), default=0)
            passed = [s for s in slips_for(state, kind, after=used) if is_affirmed(s)]
            return (passed[-1], sent_for(state, passed[-1])) if passed else None
    return None


def offered(procedure: Procedure, state: State, action: str) -> dict[str, Any]:
    """What the form of an act that goes out begins with: what was reviewed, and the text of it where it has one place for a text."""
    last, definition = reviewed_last(procedure, state, action), procedure.actions.get(action)
    if last is None or definition is None:
        return {}
    said = reviewed_fields(definition, last[1])
    names = (*definition.sets, *definition.may_set)
    texts = [key for key in names if procedure.fields[key].type == "longtext"]
    if len(texts) == 1 and texts[0] not in said and last[1].get(TEXT):
        said[texts[0]] = last[1][TEXT]
    return said


def doubts(world: World, action: Action) -> Iterator[str]:
    """What is to be said where a notice goes out with ground or reasons that could have been sent for review, and none were."""
    last = reviewed_last(world.procedure, world.state, action.key)
    asking = [a for a in world.procedure.actions.values() if NAMED_IN in a.sets]
    stated = {key for a in asking for key in (*a.sets, *a.may_set)}
    said = [key for key in reviewed_fields(action, world.proposed) if key in stated]
    if last is None or not said or reviewed_fields(action, last[1]):
        return
    titles = "、".join(world.procedure.fields[key].title for key in said)
    yield f"送答复审查（{last[0].case}）时没有写明{titles}：发出的应当与审查同意的内容一致，请核对。"


def slips_for(state: State, kind: str, *, after: int = 0) -> list[ChildView]:
    """The slips of a notice, asked for after an act."""
    return [s for s in state.children_on(TOPIC) if s.opened_seq > after and kind_of(state, s) in ("", kind)]


def is_exempt(world: World, kind: str) -> bool:
    """Whether notices of that kind need no slip on that day; one nobody has laid down is reviewed."""
    rule, day = f"{world.procedure.key}/reply_review", world.at.date()
    try:
        return world.law.threshold(rule, day, local=world.local_of(day), notice=kind).value == 0
    except FaduError:
        return False


def was_reviewed(state: State, kind: str, seq: int) -> bool:
    """Whether the notice told by the act of that place had its slip closed before."""
    return any(is_affirmed(s) and s.ended_seq < seq for s in slips_for(state, kind))


@guard(GUARD, "这一告知已经审查", law="legal_review/replies", version=2)
def reply_reviewed(world: World, *, kind: str, act: str = "", day_field: str = "told_on") -> Verdict:
    """The slip of this notice has closed before it goes out, unless its kind is exempt on that day, and it says what was reviewed.

    ``act`` tells it (default: the act of that name); ``day_field`` is the field of the day on which it was told.
    """
    if is_exempt(world, kind):
        return HOLDS
    used = max((e.seq for e in world.state.entries if e.action == (act or kind)), default=0)
    slips = slips_for(world.state, kind, after=used)
    passed = [s for s in slips if is_affirmed(s)]
    if not passed:
        is_open = any(not s.outcome for s in slips)
        return Ground(
            code="reply_not_reviewed",
            message="这一告知正在审查，尚未办结。"
            if is_open
            else "对这一告知的审查没有同意。"
            if slips
            else "这一告知尚未送答复审查。",
            remedy="待审查办结"
            if is_open
            else "按审查意见改正后再次送答复审查"
            if slips
            else "先就这一告知送答复审查",
            unknown=world.replay,
        )
    day = world.proposed.get(day_field)
    closed = min(s.ended_at.date() for s in passed if s.ended_at)
    if isinstance(day, str) and date.fromisoformat(day) < closed:
        return Ground(
            code="told_before_review",
            message=f"告知日期{day}早于审查办结之日{closed}。",
            remedy="改正告知日期；确已先行告知的，另行说明",
        )
    return _as_reviewed(world, act or kind, passed[-1])


def _as_reviewed(world: World, act: str, slip: ChildView) -> Verdict:
    """What goes out is what was reviewed; where the reviewer agreed once something is changed, what is changed may differ."""
    definition = world.procedure.actions.get(act)
    if definition is None or asks_for_change(slip):
        return HOLDS
    sent = reviewed_fields(definition, sent_for(world.state, slip))
    fields = world.procedure.fields
    other = [fields[key].title for key, was in sent.items() if _plain(world.proposed.get(key)) != _plain(was)]
    if not other:
        return HOLDS
    return Ground(
        code="reply_otherwise",
        message=f"{'、'.join(other)}与审查同意的（{slip.case}）不一致。",
        remedy="照审查同意的办理；要改变的，就改变后的再次送答复审查",
        unknown=world.replay,
    )


def _plain(value: object) -> object:
    return plain(value) if isinstance(value, str) else value
