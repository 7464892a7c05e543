# SPDX-License-Identifier: MulanPSL-2.0
"""Waiving a right: whoever gives up a term to speak or to ask has one, because the paper that gives it has reached him.

It is his own right: that others have not been reached yet keeps nobody from giving up his, and his waiver is not theirs.
It is given up once it is there: on the day on which the term began or later, by a paper that is not older and is not another's.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.procedure.clocks import readings
from fadu.procedure.decision import Ground
from fadu.procedure.legal_day import field_of
from fadu.procedure.once import once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Action, Procedure

#: the ground against giving up what one was never given
NOTHING_TO_WAIVE = "nothing_to_waive"
#: the grounds against doing so before it was given, by a paper from before it was given, by a paper of somebody else
TOO_EARLY, OLD_PAPER, PAPER_OF_ANOTHER = "waived_too_early", "waiver_paper_too_early", "waiver_of_another"
#: what is looked at: one paper by which two parties gave up their rights
SHARED_PAPER = "waiver_paper_shared"


def grounds(world: World, action: Action) -> Iterator[Ground]:
    """Refuse a waiver by whom no term runs for that the act waives, or has run; and one from before the term began, or by another's paper."""
    clocks = once(world.procedure, _by_act).get(action.key)
    party = str(world.proposed.get("party") or "")
    people = {view.key for view in world.state.parties}
    if clocks is None or (party and people and party not in people):  # whom it is for is another ground's
        return
    known = [each for each in readings(world, only=clocks) if not each.void]
    blank = world.replay and world.proposed.get("party") == ""
    own = [] if blank else [each for each in known if party in ("", each.about) or not each.about]
    if own:
        yield from _too_early(world, action, min(own, key=lambda each: each.started_on))
        yield from _of_another(world, action, party)
        return
    rules = [world.procedure.clocks[key] for key in clocks]
    titles = "、".join(f"“{rule.title}”" for rule in rules)
    yield Ground(
        code=NOTHING_TO_WAIVE,
        message=f"{titles}对其没有起算，没有可以放弃的权利。",
        cites=action.cites or rules[0].cites,
        remedy="先向其送达告知书",
        unknown=world.replay,
        about=clocks[0],
    )


def _too_early(world: World, action: Action, term: ClockReading) -> Iterator[Ground]:
    """Against giving up a term on a day before it began, and by a paper that was taken in before."""
    said, cites = world.proposed.get(field_of(action)), action.cites or term.cites
    day = date.fromisoformat(said[:10]) if isinstance(said, str) and said else None
    if day is not None and day < term.started_on:
        yield Ground(
            code=TOO_EARLY,
            message=f"放弃之日{day}早于“{term.title}”起算之日{term.started_on}，当时还没有可以放弃的权利。",
            cites=cites,
            remedy="写明其知悉权利以后表示放弃的日期；告知以前的表示不算放弃",
            about=term.clock,
        )
    paper = _paper(world, action)
    if paper is not None and paper.at.date() < term.started_on:
        message = f"“{paper.payload['title']}”收入于{paper.at.date()}，早于“{term.title}”起算之日{term.started_on}。"
        yield Ground(
            code=OLD_PAPER,
            message=message,
            cites=cites,
            remedy="收入其知悉权利以后作出的书面放弃材料",
            about=term.clock,
        )


def _of_another(world: World, action: Action, party: str) -> Iterator[Ground]:
    """Against giving up by a paper that bears the name of another party in its title, and not one's own."""
    paper = _paper(world, action)
    names = {view.key: view.name for view in world.state.parties if len(view.name) > 1}
    title = str(paper.payload["title"]) if paper is not None else ""
    if party not in names or any(
        names[key] in title for key in world.state.standing_for(party) & names.keys()
    ):
        return
    others = [name for key, name in names.items() if key != party and name in title]
    if others:
        yield Ground(
            code=PAPER_OF_ANOTHER,
            message=f"“{title}”是{'、'.join(others)}的材料，不能据以登记{names[party]}放弃权利。",
            cites=action.cites,
            remedy="收入其本人作出的书面放弃材料；名称有误的，以正确的名称重新收入",
            unknown=world.replay,
        )


def doubts(world: World, action: Action) -> Iterator[Ground]:
    """What is no reason against giving up a right and is looked at: one paper by which another party gave up its own already.

    It may be a statement of both. Whether it is, the paper says and no record.
    """
    clocks, party = once(world.procedure, _by_act), str(world.proposed.get("party") or "")
    paper = _paper(world, action) if action.key in clocks and party else None
    if paper is None:
        return
    own = {party, *world.state.standing_for(party)}
    acts = [entry for key in clocks for entry in world.state.done(key)]
    others = {
        str(entry.payload.get("party") or ""): None
        for entry in acts
        if (earlier := _paper_of(world, world.procedure.actions[entry.action], entry)) is not None
        and _is_same(earlier, paper)
    }
    names = [view.name for view in world.state.parties if view.key in others and view.key not in own]
    if names:
        yield Ground(
            code=SHARED_PAPER,
            message=f"“{paper.payload['title']}”已据以登记{'、'.join(names)}放弃权利：一方的放弃不及于另一方。",
            cites=action.cites,
            remedy="核对该材料是否由各方共同作出；不是的，收入其本人的书面材料重新登记",
            unknown=True,
        )


def _is_same(one: Entry, other: Entry) -> bool:
    """Whether two papers taken into the file are one: the same entry, or the same file under two titles."""
    digest = one.payload.get("digest")
    return one.seq == other.seq or (bool(digest) and digest == other.payload.get("digest"))


def _paper(world: World, action: Action) -> Entry | None:
    """The paper in the file by which a right is given up: the last of the title that the act names, where it names one."""
    return _titled(world, _title_in(action, world.proposed))


def _paper_of(world: World, action: Action, entry: Entry) -> Entry | None:
    """The paper by which a right was given up: the last of its title then."""
    return _titled(world, _title_in(action, entry.payload), before=entry.seq)


def _title_in(action: Action, said: Mapping[str, Any]) -> object:
    fields = [str(use.args["field"]) for use in action.guards if use.name == "attached"]
    return next((said.get(field) for field in fields), None)


def _titled(world: World, title: object, *, before: int = 0) -> Entry | None:
    papers = [each for each in world.state.filed(title or "") if not before or each.seq < before]
    return papers[-1] if papers else None


def _by_act(procedure: Procedure) -> Mapping[str, tuple[str, ...]]:
    """The terms each act waives."""
    acts: dict[str, tuple[str, ...]] = {}
    for rule in procedure.clocks.values():
        if rule.waived_by:
            acts[rule.waived_by] = (*acts.get(rule.waived_by, ()), rule.key)
    return acts
