# SPDX-License-Identifier: MulanPSL-2.0
"""Mending a wrong day: one officer asks with a proof in the file, another confirms; both readings stay in the record.

Only days of events from outside can be mended (receipt, discovery, payment …): those that acts record (``dated``), and fields and columns that
say they are such days (``outside: true``), and the hours that a record tells of itself (:mod:`fadu.procedure.hours`). An act of the bureau bears the day on which it was done; what else it says of its own days is no other. From the confirmation on the case is read by the mended day; what was judged before
was judged by the one that stood.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from fadu.procedure.decision import Ground
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.hours import is_of_the_record, not_come, turned_round
from fadu.procedure.mending import ASK, CONFIRM, REFUSE, path_of, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.procedure.decision import Actor, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Field, Procedure
    from fadu.procedure.state import State


NO_PERSON = Ground(
    code="second_person",
    message="更正由导入的记录确认，没有第二人确认：更正不生效，日期仍以原登记为准。",
    remedy="请另一名本案承办人员或者负责人确认",
)
NOTHING_ASKED = Ground(code="nothing_asked", message="没有这一待确认的更正。", remedy="选择待确认的更正")


class Said(NamedTuple):
    """A day that an act says and that can be mended: its field, its name in the act, what it is called, and what it is."""

    field: Field
    name: str
    title: str
    stands: str


def days_of(procedure: Procedure, entry: Entry) -> Iterator[Said]:
    """The days of events outside that an act says, in rows too. None of an act every procedure knows."""
    if entry.action in BUILT_IN:
        return
    dated = {key for action in procedure.actions.values() for key in action.dated.values()}
    for key, value in entry.payload.items():
        field = procedure.fields.get(key)
        is_told = field is not None and (field.outside or key in dated or is_of_the_record(procedure, field))
        if field is not None and value and is_told:
            yield Said(field, key, field.title, str(value))
        elif isinstance(value, (list, tuple)):
            yield from _in_rows(procedure, key, value)


def _in_rows(procedure: Procedure, name: str, rows: Sequence[Any]) -> Iterator[Said]:
    """The days in the rows of an act: of a list it adds to, or of a field of rows."""
    field = procedure.fields.get(name)
    columns = {column.key: column for column in field.columns} if field else procedure.fields
    for place, row in enumerate(rows, start=1):
        for key, value in row.items() if isinstance(row, dict) else ():
            column = columns.get(key)
            if column is not None and column.outside and value:
                day = f"{name}/{place}/{key}"
                yield Said(column, day, title_of(procedure, day), str(value))


def title_of(procedure: Procedure, name: str) -> str:
    """What a day is called: 收到举报之日; 缴款第2行的缴款日期."""
    path = path_of(name)
    if path is None:
        return procedure.fields[name].title if name in procedure.fields else name
    rows, place, key = path
    field = procedure.fields.get(rows)
    columns = {column.key: column for column in field.columns} if field else procedure.fields
    whole = field.title if field else procedure.lists.get(rows, rows)
    return f"{whole}第{place}行的{columns[key].title if key in columns else key}"


def waiting(state: State) -> Iterator[Entry]:
    """The corrections asked for that nobody has confirmed or refused yet; a source neither asks nor answers."""
    answers = (*state.done(CONFIRM), *state.done(REFUSE))
    answered = {str(entry.payload["of"]) for entry in answers if not entry.is_from_a_source}
    return (
        entry for entry in state.done(ASK) if str(entry.seq) not in answered and not entry.is_from_a_source
    )


def recorded(world: World, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is recorded: beside what was filled in, the day that stands, and which paper proves the other: the last of that title."""
    entry = _act(world.state, payload.get("of"))
    stands = said(entry.payload, str(payload.get("field"))) if entry else None
    more = {"stands": stands, "digest": world.state.proof(str(payload.get("paper") or ""))}
    return {**payload, **{key: value for key, value in more.items() if value}}


def objections(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against asking: which act and which day are meant, whether the other day can be, and whether a proof is in the file."""
    entry = _act(world.state, payload.get("of"))
    days = {day.name: day for day in days_of(world.procedure, entry)} if entry else {}
    if str(payload.get("field")) not in days:
        yield Ground(
            code="no_such_day",
            message="所选的办理行为没有登记这一日期，或者已经作废；本机关办理行为自身的日期不更正。",
            remedy="选择办理行为所登记的案外事件的日期",
        )
        return
    yield from _other_day(world, days[str(payload["field"])], payload)
    if not world.state.filed(payload.get("paper") or ""):
        yield Ground(
            code="no_proof",
            message=f"本案没有收入名为“{payload.get('paper')}”的证明材料。",
            remedy="先收入材料（信封、签收单、回执等），再申请更正",
        )


def _other_day(world: World, day_said: Said, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """The day asked for is a day as the field has it, another than stands, and none that lies ahead of the act that says it."""
    day = _as_the_field_has_it(day_said.field, str(payload.get("day")))
    if day is None:
        example = "2022-03-01T10:00" if day_said.field.type == "datetime" else "2022-03-01"
        message = f"“{day_said.title}”更正后应写作{example}的样式；实为“{payload.get('day')}”。"
        yield Ground(code="invalid", message=message, remedy="改正日期", form=True)
        return
    entry = _act(world.state, payload.get("of"))
    if str(payload["day"]) == day_said.stands:
        yield Ground(
            code="same_day", message=f"“{day_said.title}”已登记为{day_said.stands}。", remedy="填写不同的日期"
        )
    if entry is not None and day > entry.at.date():
        yield Ground(
            code="day_ahead",
            message=f"“{day_said.title}”更正为{day}，晚于登记该日期的办理之日{entry.at.date()}。",
            remedy="改正日期；办理当时尚未发生的，不可能登记",
        )
    if entry is not None:
        yield from _ends(world, entry, day_said, str(payload["day"]))


def _ends(world: World, entry: Entry, day_said: Said, day: str) -> Iterator[Ground]:
    """A mended hour still lies on its side of the other end, and not after the act was recorded."""
    action = world.procedure.actions.get(entry.action)
    if action is None or not is_of_the_record(world.procedure, day_said.field):
        return
    for text in turned_round(world.procedure, action, {**entry.payload, day_said.name: day}):
        yield Ground(
            code="ends_before_it_begins",
            message=f"更正后{text}",
            cites=action.cites,
            remedy="两个时间都写错的，先更正另一个，确认后再更正这一个",
        )
    for text in not_come(world.procedure, action, {day_said.field.key: day}, entry.recorded_at or world.at):
        yield Ground(
            code="day_ahead",
            message=text,
            cites=action.cites,
            remedy="改正时间；登记当时尚未发生的，不可能登记",
        )


def _as_the_field_has_it(field: Field, text: str) -> date | None:
    """The day of a text in the form of its field (2022-03-01, with a time only where the field has one); None otherwise.

    Other spellings of ISO 8601 (20220301, 2022-W09-2) are the same days and would not be the same texts.
    """
    day, mark, _ = text.partition("T")
    try:
        datetime.fromisoformat(text)
        written = date.fromisoformat(day)
    except ValueError:
        return None
    is_fit = written.isoformat() == day and bool(mark) == (field.type == "datetime")
    return written if is_fit else None


def confirming(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against confirming: there is something to confirm, it still fits, and whoever asked does not confirm."""
    asked = _asked(world, payload)
    if asked is None:
        yield NOTHING_ASKED
        return
    yield from _second_person(world, asked)
    entry = _act(world.state, asked.payload["of"])
    if entry is None or said(entry.payload, str(asked.payload["field"])) != asked.payload.get("stands"):
        yield Ground(
            code="stands_no_more", message="所更正的日期已经作废或者另行更正。", remedy="重新申请更正"
        )


def refusing(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against refusing: there is something to refuse; whoever asked may take it back, anybody else may who could confirm it."""
    asked = _asked(world, payload)
    if asked is None:
        yield NOTHING_ASKED
    elif world.actor is not None and world.actor.person not in {signature.person for signature in asked.by}:
        yield from _second_person(world, asked)


def _asked(world: World, payload: Mapping[str, Any]) -> Entry | None:
    return next((e for e in waiting(world.state) if str(e.seq) == str(payload.get("of"))), None)


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
    if not world.replay and not _may_confirm(world, actor, asked):
        recorders = kept_apart(world.procedure, world.state, asked)
        entry = _act(world.state, asked.payload.get("of"))
        names = "、".join(one.name for one in entry.by) if entry and recorders else ""
        message = (
            f"这一日期由{names}登记，申请人不得兼任其职责；更正由{names}本人，或者指派承办人员、可以作第二人的负责人确认。"
            if names
            else "更正由本案承办人员、指派承办人员的负责人或者可以作第二人的负责人确认；您都不是。"
        )
        yield Ground(code="no_confirmer", message=message, remedy=remedy)


def persons_of(entry: Entry) -> frozenset[str]:
    """Those who did an act."""
    return frozenset(signature.person for signature in entry.by)


def may_answer(world: World, asked: Entry) -> bool:
    """Whether who acts may be the second person of a correction."""
    return world.actor is None or _may_confirm(world, world.actor, asked)


def kept_apart(procedure: Procedure, state: State, asked: Entry) -> frozenset[str]:
    """Whoever recorded the day, where that was done in a role that whoever asks may not hold: the reviewer's day is the reviewer's."""
    entry = _act(state, asked.payload.get("of"))
    action = procedure.actions.get(entry.action) if entry else None
    if entry is None or action is None:
        return frozenset()
    own = {role for role, persons in state.assigned.items() if persons_of(asked) & set(persons)}
    others = {role for apart in procedure.apart if own & set(apart.roles) for role in apart.roles} - own
    return persons_of(entry) - persons_of(asked) if others & set(action.actors) else frozenset()


def _may_confirm(world: World, actor: Actor, asked: Entry) -> bool:
    """Whether somebody is assigned in the case, assigns in it, or holds a post whose holders may be the second person.

    A day recorded in a role kept apart from that of whoever asks is confirmed by whoever recorded it, or by who assigns.
    """
    recorders = kept_apart(world.procedure, world.state, asked)
    if actor.person in recorders:
        return True
    if not recorders and any(actor.person in persons for persons in world.state.assigned.values()):
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
    asked = list(waiting(state))
    own = [each for each in asked if world.actor and world.actor.person in persons_of(each)]
    others = [each for each in asked if each not in own and may_answer(world, each)]
    if others:
        yield CONFIRM
    if own or others:
        yield REFUSE


def _act(state: State, of: Any) -> Entry | None:
    return next((e for e in state.entries if str(e.seq) == str(of) and e.seq not in state.void), None)
