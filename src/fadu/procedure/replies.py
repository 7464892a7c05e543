# SPDX-License-Identifier: MulanPSL-2.0
"""No notice or reply goes out before its review slip closes: which slip reviewed which notice, and the guard of it.

A slip is a child on the topic ``reply``, of whatever kind reviews; the act that asked for it says in ``reply_kind``
which notice it is about. A slip serves one notice: what is told again is reviewed again. That notices are reviewed is a rule of the
bureau, not of the law: the threshold ``<kind of case>/reply_review`` says of each notice whether it is, by day, and a local
parameter of the bureau replaces it. What was sent for review binds: the ground, the reasons and the text stated there are those that go
out, and what the act that goes out says and the slip has a place for is stated in the slip.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure import asked_changes
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import guard
from fadu.procedure.outlines import asks_for_change, is_affirmed, outcome_title
from fadu.procedure.proposal import plain
from fadu.procedure.proposal_words import changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from fadu.procedure.asked_changes import Part
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.state import ChildView, State

#: the topic of a review slip, and the field in which the act that asks for one names the notice
TOPIC, NAMED_IN = "reply", "reply_kind"
#: the field with the text that is sent for review; the name of the guard
TEXT, GUARD = "reply_text", "reply_reviewed"
#: up to how many signs a notice is said whole, before and after
_WHOLE = 2000


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
    return _bound(procedure, definition, last[1]) if last and definition else {}


def _bound(procedure: Procedure, action: Action, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What an act that goes out says of what was sent for review, the text where it has one place for a text."""
    said = reviewed_fields(action, sent)
    texts = [key for key in (*action.sets, *action.may_set) if procedure.fields[key].type == "longtext"]
    if len(texts) == 1 and texts[0] not in said and sent.get(TEXT):
        said[texts[0]] = sent[TEXT]
    return said


def _places(procedure: Procedure, action: Action) -> list[str]:
    """What an act that goes out says and a slip has a place for, beside its text: its ground and its reasons."""
    asking = [a for a in procedure.actions.values() if NAMED_IN in a.sets]
    places = {key for a in asking for key in (*a.sets, *a.may_set)} - {TEXT, NAMED_IN}
    return [key for key in (*action.sets, *action.may_set) if key in places]


def doubts(world: World, action: Action) -> Iterator[str]:
    """What is to be said where a notice goes out whose review wanted something changed: no rule compares words with what was asked for,
    so whoever sends them does, with both before his eyes.
    """
    last = reviewed_last(world.procedure, world.state, action.key)
    if last is None or not asks_for_change(last[0]):
        return
    slip, fields = last[0], world.procedure.fields
    differing = [
        changed(world, fields[key], value, world.proposed.get(key), short=_WHOLE)
        for key, value in _bound(world.procedure, action, last[1]).items()
        if _plain(world.proposed.get(key)) != _plain(value)
    ]
    yield asked_changes.to_compare("答复审查", outcome_title(slip.matter, slip.outcome), slip, differing)


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


@guard(GUARD, "这一告知已经审查", law="legal_review/replies", version=3)
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


@guard("reply_stated", "送审的告知写明了情形和理由", law="legal_review/replies")
def reply_stated(world: World) -> Verdict:
    """A notice that says a ground and reasons is sent for review with them: what is agreed to is what goes out."""
    kind = str(world.proposed.get(NAMED_IN) or "")
    lacking = [
        key
        for action in world.procedure.actions.values()
        if any(use.name == GUARD and use.args.get("kind", action.key) == kind for use in action.guards)
        for key in _places(world.procedure, action)
        if world.proposed.get(key) in (None, "", [])
    ]
    if not lacking:
        return HOLDS
    titles = "、".join(world.procedure.fields[key].title for key in dict.fromkeys(lacking))
    return Ground(
        code="reply_not_stated",
        message=f"送审的告知没有写明{titles}：审查同意的就是发出的。",
        remedy=f"写明{titles}后送审",
        unknown=world.replay,
    )


def _as_reviewed(world: World, act: str, slip: ChildView) -> Verdict:
    """What goes out is what was reviewed; where the reviewer agreed once something is changed, what he named differs, and nothing else."""
    definition, sent = world.procedure.actions.get(act), sent_for(world.state, slip)
    if definition is None or not sent:
        return HOLDS
    asked = asked_changes.named(slip.fields) if asks_for_change(slip) else frozenset()
    if asks_for_change(slip) and not asked:
        return HOLDS
    was = _bound(world.procedure, definition, sent)
    other = [key for key, value in was.items() if _plain(world.proposed.get(key)) != _plain(value)]
    said_now = [
        key for key in _places(world.procedure, definition) if world.proposed.get(key) not in (None, "", [])
    ]
    other += [key for key in said_now if key not in was]
    fields = world.procedure.fields
    parts = {
        key: _PARTS_OF_CHOICE if fields[key].type in _CHOICES else _PARTS_OF_TEXT for key in {*was, *said_now}
    }
    wrong = [key for key in other if asked.isdisjoint(parts[key])]
    if wrong:
        return Ground(
            code="reply_otherwise",
            message=f"{_titles(world, wrong)}与审查同意的（{slip.case}）不一致。",
            remedy="照审查同意的办理；要改变的，就改变后的再次送答复审查",
            unknown=world.replay,
        )
    left = [
        key
        for kinds in (_PARTS_OF_CHOICE, _PARTS_OF_TEXT)
        for key in _left(asked & kinds, [key for key in was if parts[key] == kinds], other)
    ]
    if not left:
        return HOLDS
    words = asked_changes.words(slip)
    return Ground(
        code="reply_not_changed",
        message=f"答复审查（{slip.case}）修改后同意，要求修改的没有改变：{_titles(world, left)}{f'（{words}）' if words else ''}。",
        remedy="照其意见修改；不同意其意见的，写明理由再次送答复审查",
        unknown=world.replay,
    )


#: which of the parts that may be named a field of choices is, and which one of words is
_CHOICES = frozenset({"choice", "choices"})
_PARTS_OF_CHOICE: frozenset[Part] = frozenset({"basis"})
_PARTS_OF_TEXT: frozenset[Part] = frozenset({"findings", "prose"})


def _left(asked: frozenset[Part], keys: list[str], other: list[str]) -> list[str]:
    """The fields of a sort that was to be changed, where none of them was."""
    return keys if asked and not set(keys) & set(other) else []


def _titles(world: World, keys: list[str]) -> str:
    return "、".join(world.procedure.fields[key].title for key in dict.fromkeys(keys))


def _plain(value: object) -> object:
    return plain(value) if isinstance(value, str) else value
