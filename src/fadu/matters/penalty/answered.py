# SPDX-License-Identifier: MulanPSL-2.0
"""A defence that holds is adopted in what is decided, not in words alone (行政处罚法 45).

甲店 is told of a fine of 4,000 yuan and states that nothing was sold; the answer is 采纳. The decision of 4,000 yuan on the same
facts follows nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.bases import named
from fadu.matters.penalty.sanctions import accused
from fadu.matters.penalty.whose_place import change_for_those_in_place, one_name
from fadu.procedure.dealing import dealings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.once_answered import answers
from fadu.procedure.proposal import NOBODY, current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.proposal import Version

#: what is adopted -> whether everybody who is answered by it must find it in the decision
_ADOPTED = {"adopted": True, "partly": False}


@guard("adopted_defence_followed", "采纳的陈述申辩体现在决定中", law="penalty/defence_heard")
def adopted_defence_followed(world: World) -> Verdict:
    """Whoever's defence was adopted is decided on otherwise than was told when it was stated: on other facts or grounds, or less.

    Partly adopted for several at once, it shows for one of them. A withdrawn answer counts for nothing.
    """
    for pleas, answer in answers(world.state, "plead", "answer_defence", "answered_party"):
        adopted = str(answer.payload.get("defence_adopted") or "")
        if adopted not in _ADOPTED:
            continue
        heard = {str(plea.payload.get("party") or NOBODY): plea for plea in pleas}
        followed = {who: _followed(world, who, plea) for who, plea in heard.items() if _is_here(world, who)}
        without = [who for who, shows in followed.items() if shows is False]
        if without and (_ADOPTED[adopted] or len(without) == len(followed)):
            return _ground(world, adopted, without)
    return HOLDS


def _is_here(world: World, party: str) -> bool:
    """Whether who stated the defence, or whoever took its place, is still proceeded against."""
    here = {view.key for view in accused(world.state)}
    return party == NOBODY or one_name(world.state).get(party, party) in here


def _followed(world: World, party: str, plea: Entry) -> bool | None:
    """Whether what is asked for now differs for a party from what was told when it pleaded; None where that is not known."""
    notified, now = _told_before(world, plea), current(world)
    if notified is None or now is None:
        return None
    change = change_for_those_in_place(world, notified, now)
    if "other" in (change.findings, change.basis):
        return None if world.replay and change.unstated else True
    kinds = change.measures
    own = kinds.get(one_name(world.state).get(party, party), kinds.get(NOBODY, "same"))
    return (
        own in {"lighter", "other"}
        if party != NOBODY
        else not {"lighter", "other"}.isdisjoint(kinds.values())
    )


def _told_before(world: World, plea: Entry) -> Version | None:
    given = [d for d in dealings(world.procedure, world.state, "told") if d.seq < plea.seq]
    return given[-1].version if given else None


def _ground(world: World, adopted: str, parties: Sequence[str]) -> Ground:
    titles = {choice.key: choice.title for choice in world.procedure.fields["defence_adopted"].choices}
    name = one_name(world.state)
    whose = named(world, [name.get(party, party) for party in parties if party != NOBODY]) or "当事人"
    return Ground(
        code="adopted_in_words_only",
        message=f"对{whose}的陈述申辩复核为“{titles[adopted]}”，拟作出的决定却与其陈述申辩时告知的相同。",
        remedy="依复核意见改变认定的事实、依据，或者从轻、减轻、不予处罚；复核有误的，撤回复核意见，重新复核并写明不采纳的理由",
    )
