# SPDX-License-Identifier: MulanPSL-2.0
"""A party taken out of its case after it was told or punished there: “entered by mistake” undoes neither.

Whoever a case goes against leaves it by a succession, by a division of the case, or because what was told is withdrawn. Else
nobody can withdraw, correct or publish anything towards it any more, and the case does not say whom it was about. It may have
been a mistake: so it is recorded, said with the act and listed for somebody to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import elsewhere
from fadu.procedure.decision import Ground
from fadu.procedure.handing_over import leaving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from fadu.procedure.decision import World
    from fadu.procedure.state import DocumentView, PartyView

#: the ground, and the rule under which it is found
TAKEN_OUT = "told_party_removed"


def objections(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """What is to be said of taking out a party that was reached by a paper of its case, or of the one this rests on."""
    key = str(payload.get("party") or "")
    view = next((each for each in world.state.parties if each.key == key), None)
    if view is None or view.ended_on is not None or _is_separated(world, key):
        return
    papers = (
        [each for each in world.state.documents if _reached(each, key)] if _is_against(world, view) else []
    )
    told_elsewhere = [
        paper
        for paper in world.procedure.rests_on.values()
        if any(one.party in ("", key) for one in elsewhere.services(world.state, paper.template))
    ]
    if not papers and not told_elsewhere:
        return
    what = "本案已向其制发文书" if papers else f"《{told_elsewhere[0].title}》已向其送达"
    yield Ground(
        code=TAKEN_OUT,
        message=f"{what}，{view.name}不因登记有误而退出：承受、分案或者撤回所告知、所决定的，各有其办理。",
        cites=_cites(world, papers),
        remedy="死亡、终止、变更的，办理“当事人承受、变更”；须另案办理的，分案；告知、决定有误的，撤回后再移出",
        unknown=True,
    )


def _is_against(world: World, view: PartyView) -> bool:
    """Whether the case goes against a party: one that only asks for something may leave as it came."""
    rule = world.procedure.proposal
    return rule is not None and world.procedure.roles[rule.against].capacity == view.capacity


def _reached(document: DocumentView, party: str) -> bool:
    """Whether a paper that stands is addressed to a party by name, or was served on it."""
    return not document.void and (
        party in document.parties or any(one.party == party for one in document.services)
    )


def _is_separated(world: World, party: str) -> bool:
    """Whether the case was divided, and what goes against the party goes on in another."""
    actions = world.procedure.actions
    return any(
        leaving(actions[each.action], each.payload) == party
        for each in world.state.entries
        if each.action in actions and each.seq not in world.state.void
    )


def _cites(world: World, papers: list[DocumentView]) -> tuple[str, ...]:
    """The articles of the act by which the first paper was issued."""
    entry = next((each for each in world.state.entries if papers and each.seq == papers[0].seq), None)
    action = world.procedure.actions.get(entry.action) if entry is not None else None
    return action.cites if action is not None else ()
