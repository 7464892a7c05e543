# SPDX-License-Identifier: MulanPSL-2.0
"""Waiving a right: whoever gives up a term to speak or to ask has one, because the paper that gives it has reached him.

It is his own right: that others have not been reached yet keeps nobody from giving up his, and his waiver is not theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.clocks import readings
from fadu.procedure.decision import Ground
from fadu.procedure.once import once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action, Procedure

#: the ground against giving up what one was never given
NOTHING_TO_WAIVE = "nothing_to_waive"


def grounds(world: World, action: Action) -> Iterator[Ground]:
    """Refuse a waiver by whom no term runs for that the act waives, or has run."""
    clocks = once(world.procedure, _by_act).get(action.key)
    party = str(world.proposed.get("party") or "")
    people = {view.key for view in world.state.parties}
    if clocks is None or (party and people and party not in people):  # whom it is for is another ground's
        return
    known = [each for each in readings(world, only=clocks) if not each.void]
    blank = world.replay and world.proposed.get("party") == ""
    if not blank and any(party in ("", each.about) or not each.about for each in known):
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


def _by_act(procedure: Procedure) -> Mapping[str, tuple[str, ...]]:
    """The terms each act waives."""
    acts: dict[str, tuple[str, ...]] = {}
    for rule in procedure.clocks.values():
        if rule.waived_by:
            acts[rule.waived_by] = (*acts.get(rule.waived_by, ()), rule.key)
    return acts
