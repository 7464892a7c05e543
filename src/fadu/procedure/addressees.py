# SPDX-License-Identifier: MulanPSL-2.0
"""On whom a paper may be served: those it is made out to. One that only the file keeps is served on nobody.

Serving the register of a complaint on the shop complained of, or the answer to an informant on whoever was informed against, tells the
one side what the other told the bureau, and no term begins by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel.letters import is_a_word
from fadu.procedure.decision import Ground
from fadu.procedure.recipients import informs, is_for_others, is_handed_out, sides, stands_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import DocumentView, State

#: the key of the law that says on which day a paper is served
SERVICE = "service/personal"


def misdirected(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against serving a paper on a party it is not addressed to: it tells that party nothing and starts none of its terms.

    Made out to somebody whose place was taken before it was served, it goes to whoever took it; what only says how the case went
    does so once it was served, too. One that no act issues to be served is for the file alone; one that goes to others outside the
    case (another body, an informant) to none of those the case is about.
    """
    document = next((d for d in world.state.documents if d.ref == payload.get("document")), None)
    key = str(payload.get("party"))
    if document is None:
        return
    if not is_handed_out(world.procedure, document.template):
        yield Ground(
            code="for_the_file",
            message=f"{_paper(world, document)}只存入案卷，不是送达当事人的文书。",
            cites=_cites(world, document),
            remedy="选择写明受送达人的文书；当事人要求查阅、复制的，依查阅案卷的规定办理",
        )
    elif not _is_for(world.procedure, world.state, document, key):
        yield Ground(
            code="not_addressed",
            message=f"{_paper(world, document)}不是发给{_name(world, key)}的，向其送达不发生效力。",
            remedy="选择该文书的受送达人；应当告知此人的，向其另行制发",
        )


def repeated(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against serving a paper once more on whoever has it already, without saying why: it is the first service that counts.

    An attempt that failed serves nobody, and an announcement that still runs has not served yet: either may be followed by
    another. A copy for an agent, or for who lost the first, is handed over and says so; no term begins by it.
    """
    if payload.get("failure") or is_a_word(payload.get("repeated_because") or ""):
        return
    key, day = str(payload.get("party")), world.at.date()
    for document in world.state.documents:
        if document.ref != payload.get("document"):
            continue
        days = [
            service.effective_on
            for service in document.services
            if service.party == key and service.effective_on <= day and service.seq not in world.state.void
        ]
        if days:
            yield Ground(
                code="served_already",
                message=f"{_paper(world, document)}已于{min(days)}送达{_name(world, key)}，期限自该日起算。",
                cites=world.cites(SERVICE),
                remedy="同一次送达不重复登记，日期有误的更正日期；确又送达一次的，写明“再次送达的理由”",
            )


def addressees_of(procedure: Procedure, state: State, document: DocumentView) -> tuple[str, ...]:
    """The keys of the parties of the case on whom a paper may be served; none of a void one, and of one for the file."""
    if document.void or not is_handed_out(procedure, document.template):
        return ()
    return tuple(view.key for view in state.parties if _is_for(procedure, state, document, view.key))


def waiting(state: State, document: DocumentView) -> str:
    """The key of the first party that a paper names and that has not been served with it; empty where nobody waits for it."""
    reached = {service.party for service in document.services if service.seq not in state.void}
    here = {view.key for view in state.parties if view.ended_on is None}
    owed = () if document.void else document.parties
    return next((key for key in owed if key in here and key not in reached), "")


def _is_for(procedure: Procedure, state: State, document: DocumentView, key: str) -> bool:
    if not document.parties and is_for_others(procedure, document.template):
        return key not in sides(procedure, state.parties)
    if document.is_for(key):
        return True
    before = [each for each in stands_for(state, key) if document.is_for(each)]
    served = {service.party for service in document.services}
    return bool(before) and (informs(procedure, document.template) or bool(set(before) - served))


def _paper(world: World, document: DocumentView) -> str:
    """A paper in words: by its number, or by the act that made it."""
    if document.number:
        return f"文书{document.number}"
    made = [entry.action for entry in world.state.entries if entry.seq == document.seq]
    action = world.procedure.actions.get(made[0]) if made else None
    return f"“{action.title}”制作的文书" if action else "该文书"


def _cites(world: World, document: DocumentView) -> tuple[str, ...]:
    """The articles under which a paper was made."""
    made = [entry.action for entry in world.state.entries if entry.seq == document.seq]
    action = world.procedure.actions.get(made[0]) if made else None
    return action.cites if action else ()


def _name(world: World, key: str) -> str:
    return next((view.name for view in world.state.parties if view.key == key), key)
