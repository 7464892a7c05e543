# SPDX-License-Identifier: MulanPSL-2.0
"""Papers and their service: the guards that ask whether a paper has been issued, and has reached everybody to whom it is owed.

Duties are owed to the people of today (:mod:`fadu.procedure.recipients`), not to whoever stood on a paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import elsewhere, presence
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import guard
from fadu.procedure.recipients import THE_PARTY, informs, names_of, owed, reaches, sides, stands_for

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.model import Resting
    from fadu.procedure.state import DocumentView, ServiceView


def _paper(world: World, template: str) -> str:
    """A paper in words: by the action that issues it."""
    titles = [
        a.title for a in world.procedure.actions.values() if any(i.template == template for i in a.issues)
    ]
    return f"“{titles[0]}”的文书" if titles else f"“{template}”"


@guard("served", "已送达")
def served(world: World, *, document: str, to: str = "") -> Verdict:
    """Everybody in the case today to whom papers of the template are owed has been served with the latest one for them.

    Whoever entered after the paper went out has not been; whoever left is owed nothing. ``to: party``: whoever the act is
    done for has been, whether others have or not.
    """
    if document in world.procedure.rests_on:
        return _served_elsewhere(world, world.procedure.rests_on[document])
    paper = world.state.document(document)
    if paper is None:
        return Ground(
            code="not_issued",
            message=f"尚未制发{_paper(world, document)}。",
            remedy="先制发并送达",
            unknown=world.replay,
        )
    acting = str(world.proposed.get("party") or "") if to == THE_PARTY else ""
    people = (acting,) if acting else owed(world.procedure, world.state, document)
    missing = [party for party in people if not reached(world, document, party)]
    if not missing or (to == THE_PARTY and not acting and len(missing) < len(people)):
        return HOLDS
    if gone := presence.nobody_left_of(world, missing):
        return gone
    who = "、".join(names_of(world.state, missing))
    counts_on = _counts_on(world, document, missing)
    still = f"，公告期满，自{counts_on}起视为送达" if counts_on else ""
    return Ground(
        code="not_served",
        message=f"{_paper(world, document)}{f'（{paper.number}）' if paper.number else ''}尚未送达{who}{still}。",
        remedy=_how_to_serve(paper, missing, is_announced=counts_on is not None),
        unknown=world.replay,
    )


def _served_elsewhere(world: World, paper: Resting) -> Verdict:
    """Everybody has been served with a paper of the case that opened this one, by the register of services there."""
    served = elsewhere.served_by(world.state, paper.template, world.at.date())
    people = sides(world.procedure, world.state.parties)
    missing = [] if "" in served else [key for key in people if key not in served]
    if (served and not missing) or (world.replay and elsewhere.tells_of(paper, world.proposed)):
        return HOLDS
    return Ground(
        code="not_served",
        message=f"“{paper.title}”尚未送达{'、'.join(names_of(world.state, missing)) or '当事人'}。",
        remedy="在制发该文书的案件中登记送达；本案据以起算，不另填送达之日",
        unknown=world.replay,
    )


def _services(world: World, template: str, party: str) -> list[ServiceView]:
    """The services on a party of the latest paper of a template for it; one that names nobody is for whom it reached.

    One made out to somebody whose place was taken before it was served is served on whoever took it. One that only says how the
    case went, and was served before, is not made out again.
    """
    passes_on = informs(world.procedure, template)
    those = {party, *stands_for(world.state, party)}
    papers = [
        paper
        for paper in world.state.documents
        if paper.template == template
        and not paper.void
        and (not paper.parties or not those.isdisjoint(paper.parties))
    ]
    return [
        service
        for service in (papers[-1].services if papers else ())
        if service.party == party or (passes_on and reaches(service, world.state, party))
    ]


def reached(world: World, template: str, party: str) -> bool:
    """Whether the latest paper of a template for a party has been served on it."""
    day = world.at.date()
    return any(service.effective_on <= day for service in _services(world, template, party))


def _counts_on(world: World, document: str, missing: list[str]) -> date | None:
    """The day from which a service on record will count for everybody it is still owed to: an announcement runs."""
    days = [min((s.effective_on for s in _services(world, document, key)), default=None) for key in missing]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(missing) else None


def _how_to_serve(paper: DocumentView, missing: list[str], *, is_announced: bool) -> str:
    """What helps: to wait or to hand it over, to issue it anew for whoever came into the case after it went out, or to record it."""
    if is_announced:
        return "期满后办理；当事人在此以前到场、来函的，向其直接送达并登记，自该日起即为送达"
    if paper.parties and not set(missing) & set(paper.parties):
        return "文书制发时其不在本案，向其重新制发并送达"
    return "送达后登记送达方式、日期和证明"


@guard("document", "已制发")
def document(world: World, *, template: str) -> Verdict:
    """A document of the template has been issued and is not void."""
    if world.state.document(template) is not None:
        return HOLDS
    return Ground(
        code="no_document",
        message=f"尚未制发{_paper(world, template)}。",
        remedy="先制发该文书",
        unknown=world.replay,
    )
