# SPDX-License-Identifier: MulanPSL-2.0
"""Mending a wrong day: one officer asks with a proof in the file, another confirms; both readings stay in the record.

Only days of events from outside can be mended (receipt, discovery, delivery …): the days that acts themselves say. An act of the bureau
bears the day on which it was done and has no other. From the confirmation on the case is read by the mended day; what was judged before
was judged by the one that stood.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import Ground
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.mending import ASK, CONFIRM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import Actor, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Field, Procedure
    from fadu.procedure.state import State


def days_of(procedure: Procedure, entry: Entry) -> Iterator[tuple[Field, str]]:
    """The days an act says, with their fields: those that can be mended. None of an act every procedure knows."""
    if entry.action in BUILT_IN:
        return
    for key, value in entry.payload.items():
        field = procedure.fields.get(key)
        if field is not None and field.type in {"date", "datetime"} and not field.ahead and value:
            yield field, str(value)


def waiting(state: State) -> Iterator[Entry]:
    """The corrections asked for that nobody has confirmed yet."""
    confirmed = {str(entry.payload["of"]) for entry in state.done(CONFIRM)}
    return (entry for entry in state.done(ASK) if str(entry.seq) not in confirmed)


def recorded(world: World, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is recorded: beside what was filled in, the day that stands."""
    entry = _act(world.state, payload.get("of"))
    stands = entry.payload.get(str(payload.get("field"))) if entry else None
    return {**payload, "stands": stands} if stands else dict(payload)


def objections(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against asking: which act and which day are meant, whether the other day can be, and whether a proof is in the file."""
    entry = _act(world.state, payload.get("of"))
    days = {field.key: (field, stands) for field, stands in days_of(world.procedure, entry)} if entry else {}
    if str(payload.get("field")) not in days:
        yield Ground(
            code="no_such_day",
            message="所选的办理行为没有登记这一日期，或者已经作废；本机关办理行为自身的日期不更正。",
            remedy="选择办理行为所登记的案外事件的日期",
        )
        return
    field, stands = days[str(payload["field"])]
    yield from _other_day(world, field, stands, payload)
    if not any(each.payload.get("title") == payload.get("paper") for each in world.state.done("attach")):
        yield Ground(
            code="no_proof",
            message=f"本案没有收入名为“{payload.get('paper')}”的证明材料。",
            remedy="先收入材料（信封、签收单、回执等），再申请更正",
        )


def _other_day(world: World, field: Field, stands: str, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """The day asked for is a day, another than stands, and none that lies ahead of the act that says it."""
    try:
        day = _day(payload.get("day"))
        datetime.fromisoformat(str(payload.get("day")))
    except ValueError:
        yield Ground(code="invalid", message="更正后的日期应为日期，如 2022-03-01。", remedy="改正日期")
        return
    entry = _act(world.state, payload.get("of"))
    if str(payload["day"]) == stands:
        yield Ground(code="same_day", message=f"“{field.title}”已登记为{stands}。", remedy="填写不同的日期")
    if entry is not None and day > entry.at.date():
        yield Ground(
            code="day_ahead",
            message=f"“{field.title}”更正为{day}，晚于登记该日期的办理之日{entry.at.date()}。",
            remedy="改正日期；办理当时尚未发生的，不可能登记",
        )


def confirming(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against confirming: there is something to confirm, it still fits, and whoever asked does not confirm."""
    asked = next((e for e in waiting(world.state) if str(e.seq) == str(payload.get("of"))), None)
    if asked is None:
        yield Ground(code="nothing_asked", message="没有这一待确认的更正。", remedy="选择待确认的更正")
        return
    yield from _second_person(world, asked)
    entry = _act(world.state, asked.payload["of"])
    if entry is None or entry.payload.get(asked.payload["field"]) != asked.payload.get("stands"):
        yield Ground(
            code="stands_no_more", message="所更正的日期已经作废或者另行更正。", remedy="重新申请更正"
        )


def _second_person(world: World, asked: Entry) -> Iterator[Ground]:
    """Against whoever asked, who may be no other, and who has nothing to say in the case."""
    actor, remedy = world.actor, "请另一名本案承办人员或者负责人确认"
    if actor is None:
        return
    if actor.person in {signature.person for signature in asked.by}:
        yield Ground(code="second_person", message="更正由申请人以外的另一人确认。", remedy=remedy)
    elif actor.name and actor.name in {signature.name for signature in asked.by}:
        message = f"申请更正的也叫“{actor.name}”，不能断定是另一人；更正由申请人以外的另一人确认。"
        yield Ground(code="second_person", message=message, remedy=remedy, unknown=True)
    if not world.replay and not _may_confirm(world, actor):
        message = "更正由本案承办人员、指派承办人员的负责人或者可以作第二人的负责人确认；您都不是。"
        yield Ground(code="no_confirmer", message=message, remedy=remedy)


def _may_confirm(world: World, actor: Actor) -> bool:
    """Whether somebody is assigned in the case, assigns in it, or holds a post whose holders may be the second person."""
    if any(actor.person in persons for persons in world.state.assigned.values()):
        return True
    roles = world.procedure.roles
    assigning = {role.assigned_by for role in roles.values()} & roles.keys()
    posts = {post for key in assigning for post in roles[key].post}
    reaching = (h for h in actor.holdings if h.covers(world.procedure.key, world.department, CONFIRM))
    return any(held.confirms or held.post in posts for held in reaching)


def sensible(world: World) -> Iterator[str]:
    """Which of the two acts makes sense in a case: there is a day that can be mended, a correction that waits."""
    state = world.state
    if any(any(days_of(world.procedure, e)) for e in state.entries if e.seq not in state.void):
        yield ASK
    if any(waiting(state)) and (world.actor is None or _may_confirm(world, world.actor)):
        yield CONFIRM


def _act(state: State, of: Any) -> Entry | None:
    return next((e for e in state.entries if str(e.seq) == str(of) and e.seq not in state.void), None)


def _day(value: Any) -> date:
    return date.fromisoformat(str(value)[:10])
