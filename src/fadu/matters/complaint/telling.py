# SPDX-License-Identifier: MulanPSL-2.0
"""A complaint is not closed while the complainant does not know that it was accepted, nor while an agreement lies in the office.

The decision and its telling are one duty (投诉举报暂行办法 14, 投诉举报办法 15). It may be told on paper, by telephone, message or platform;
a notice of mediation says that the complaint was accepted, too. An agreement in writing is handed to both sides.

Nothing is owed to the dead: a complainant who died before he was told, with nobody in his place, holds up no case. Whoever
took his place stands for what he was told or handed: it says how the case goes and starts no term of his, so it is not told afresh
(the law's list ``succession/successor`` says the same of every kind).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.matters.complaint.joint import complainants, representatives
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.recipients import reaches, stands_for
from fadu.procedure.serving import served

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

#: papers from which a complainant learns that the complaint was accepted
TELLING = ("acceptance_decision", "mediation_notice")
AGREEMENT, TERMINATION = "mediation_agreement", "termination_decision"


@guard("acceptance_told", "受理决定已经告知投诉人", law="complaint/acceptance", version=2)
def acceptance_told(world: World, **_: Any) -> Verdict:
    """Each complainant, or one who represents them, was told or served with a paper that says so."""
    names = {party.key: party.name for party in world.state.parties}
    to_tell = _to_be_told(world)
    untold = [
        names[key]
        for key in to_tell
        if key in names and not _was_served(world, key) and not _was_told(world, key)
    ]
    if not untold:
        return HOLDS
    return Ground(
        code="acceptance_untold",
        message=f"受理决定尚未告知{'、'.join(untold)}。",
        remedy="送达受理决定书或者调解通知书；以电话、短信、平台等方式告知的，登记“告知受理”，写明告知的是哪一投诉人",
        unknown=world.replay,
    )


@guard("told_no_earlier", "告知不早于所告知的决定")
def told_no_earlier(world: World, *, act: tuple[str, ...]) -> Verdict:
    """What is told has been decided by the day on which it is said to have been told."""
    day, acts = world.proposed.get("told_on"), (act,) if isinstance(act, str) else tuple(act)
    decided = [entry for key in acts for entry in world.state.done(key)]
    if not day or not decided:
        return HOLDS  # that the form is filled in, and that there is a decision, are other guards' questions
    last = max(decided, key=lambda entry: entry.seq)
    if date.fromisoformat(str(day)) >= last.at.date():
        return HOLDS
    return Ground(
        code="told_too_early",
        message=f"告知日期{day}早于{last.at.date()}办理的“{world.procedure.actions[last.action].title}”，其时没有可以告知的决定。",
        remedy="核对告知日期",
    )


@guard("agreement_handed_over", "调解书已经交给双方")
def agreement_handed_over(world: World, **_: Any) -> Verdict:
    """An agreement made in writing was served on each of today's parties who is there; one that was not written is with nobody."""
    if world.state.document(AGREEMENT) is None:
        return HOLDS
    missing = [
        party.name
        for party in world.state.parties
        if party.ended_on is None and not _was_served(world, party.key, papers=(AGREEMENT,))
    ]
    if not missing:
        return HOLDS
    return Ground(
        code="agreement_kept_back",
        message=f"调解书尚未交给{'、'.join(missing)}。",
        remedy="送达双方后登记送达方式、日期和证明",
        unknown=world.replay,
    )


@guard("termination_served", "终止调解决定书已经送达双方，投诉人推选代表人的，送达代表人")
def termination_served(world: World, **_: Any) -> Verdict:
    """The decision that ends mediation reached both sides; whoever is represented is told through whoever represents him."""
    to_tell = {*_to_be_told(world)}
    capacity = world.procedure.roles["complainant"].capacity
    asked = tuple(p for p in world.state.parties if p.capacity != capacity or p.key in to_tell or p.ended_on)
    return served(world.with_(state=world.state.with_(parties=asked)), document=TERMINATION)


def _to_be_told(world: World) -> tuple[str, ...]:
    capacity = world.procedure.roles["complainant"].capacity
    here = [party for party in world.state.parties if party.capacity == capacity and party.ended_on is None]
    elected = representatives(world)
    represented = tuple(
        party.key for party in here if elected & {party.key, *stands_for(world.state, party.key)}
    )
    return represented or tuple(party.key for party in here)


def _was_told(world: World, party: str) -> bool:
    """Whether a complainant, or whoever's place he took, was told by other means than a paper.

    Told without saying whom is told the only complainant, or those who represent the others.
    """
    named = [
        str(entry.payload.get("told_complainant") or "") for entry in world.state.done("tell_acceptance")
    ]
    if {party, *stands_for(world.state, party)}.intersection(named):
        return True
    return "" in named and (len(complainants(world)) < 2 or bool(representatives(world)))


def _was_served(world: World, party: str, *, papers: tuple[str, ...] = TELLING) -> bool:
    day = world.at.date()
    return any(
        reaches(service, world.state, party) and service.effective_on <= day
        for paper in world.state.documents
        if paper.template in papers and not paper.void
        for service in paper.services
    )
