# SPDX-License-Identifier: MulanPSL-2.0
"""Days of events that answer an act: the police take a case up after it was handed over, a suit has its result after it was taken in.

An action says ``not_before: act`` beside ``dated``: its event answers that act, so its day is on none before it. An act that a party may
do because a paper has reached it (``served: notice, to: party``) answers that paper: whatever day outside it tells lies on none
before the paper was issued, and the file has nothing to say for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import in_a_sentence
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.decision import Ground
from fadu.procedure.legal_day import moment_of
from fadu.procedure.recipients import THE_PARTY, stands_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Action
    from fadu.procedure.state import DocumentView

#: the ground against an event that lies before the act it answers
TOO_EARLY_AN_ANSWER = "before_what_it_answers"


def grounds(world: World, action: Action) -> Iterator[Ground]:
    """One ground for each day or moment that an act tells of an event and that lies before the act which the event answers.

    A history may leave acts out, and the one it shows need not be the one answered: there it is only possible.
    """
    first, days = _answered(world, action), tuple(action.dated.values())
    if first is not None:
        title = world.procedure.actions[first.action].title
        yield from _before(world, action, days, title, moment_of(world.procedure, first))
    paper = _paper_answered(world, action)
    if paper is not None:
        title, fields = _issued_by(world, paper.template), world.procedure.fields
        outside = (key for key in (*action.sets, *action.may_set) if fields[key].outside)
        yield from _before(world, action, (*days, *outside), title, paper.issued_on)


def _before(
    world: World, action: Action, days: tuple[str, ...], title: str, since: datetime | date
) -> Iterator[Ground]:
    """One ground for each of these days that lies before what is answered."""
    for key in dict.fromkeys(days):
        said = _said(world.proposed.get(key))
        if said is None or not _is_before(said, since):
            continue
        field, both = world.procedure.fields[key], (said, since)
        if not all(isinstance(when, datetime) for when in both):
            both = (_day(said), _day(since))
        yield Ground(
            code=TOO_EARLY_AN_ANSWER,
            message=f"“{field.title}”为{in_a_sentence(both[0])}，早于“{title}”的{in_a_sentence(both[1])}。",
            cites=action.cites,
            remedy=f"改正“{field.title}”",
            about=key,
            unknown=world.replay,
        )


def _answered(world: World, action: Action) -> Entry | None:
    """The earliest act that the event may answer: done since the last answer of that sort, and for the same party where it is each party's."""
    party = str(world.proposed.get("party") or "")
    last = max(
        (entry.seq for entry in world.state.done(action.key) if _is_of(entry, action, party)), default=0
    )
    acts = [
        entry
        for key in action.not_before
        for entry in world.state.done(key)
        if entry.seq > last and (not world.procedure.actions[key].per_party or _is_of(entry, action, party))
    ]
    return min(acts, key=lambda entry: entry.seq, default=None)


def _paper_answered(world: World, action: Action) -> DocumentView | None:
    """The earliest paper that a party's act may answer: of those its guard asks to have reached it, voided ones too, which it may have read."""
    party = str(world.proposed.get("party") or "")
    asked = {
        str(use.args.get("document"))
        for use in action.guards
        if use.name == "served" and use.args.get("to") == THE_PARTY and not use.when
    }
    people = {party, *stands_for(world.state, party)} if party else set()
    papers = [
        paper
        for paper in world.state.documents
        if paper.template in asked and (not people or any(paper.is_for(each) for each in people))
    ]
    return min(papers, key=lambda paper: paper.issued_on, default=None)


def _issued_by(world: World, template: str) -> str:
    """What the act is called that issues a paper."""
    actions = world.procedure.actions.values()
    return next(
        (each.title for each in actions if any(issue.template == template for issue in each.issues)), template
    )


def _is_of(entry: Entry, action: Action, party: str) -> bool:
    return not action.per_party or not party or entry.payload.get("party") in {None, "", party}


def _said(value: object) -> datetime | date | None:
    """A day, or a moment; None where there is none, or where it is none at all, which is another ground."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError:
        return None
    if moment is None or "T" not in str(value):
        return moment.date() if moment else None
    return moment if moment.tzinfo else moment.replace(tzinfo=LEGAL_TIME)


def _is_before(said: datetime | date, since: datetime | date) -> bool:
    """Moments are compared with moments; a day is before another day alone."""
    if isinstance(said, datetime) and isinstance(since, datetime):
        return said < since
    return _day(said) < _day(since)


def _day(when: datetime | date) -> date:
    return when.date() if isinstance(when, datetime) else when
