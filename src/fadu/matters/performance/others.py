# SPDX-License-Identifier: MulanPSL-2.0
"""Duties other than to pay: things to be handed over, a business to be stopped. They are demanded, too, and hold the end open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.confiscated import not_taken_in
from fadu.matters.performance.days import day
from fadu.matters.performance.dues import owed
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.state import State


def things_not_handed_over(world: World) -> bool:
    """Whether confiscated things have not come in although the term in which the decision is performed is over.

    The decision names one term, that of payment; a deferral puts off the fine alone, not the things.
    """
    state, served = world.state, day(world.state.fields.get("served_on"))
    if served is None or world.at.date() <= world.law.due("penalty/payment", served).last_day:
        return False
    lacking = any(not_taken_in(state)) or not state.lists.get("goods")
    return bool(owed(state).goods) and lacking


def something_else_unperformed(world: World) -> bool:
    """Whether the demand says which duty other than to pay is not performed, and how that was seen."""
    return bool((world.proposed.get("unperformed") or "").strip())


@guard("others_performed", "其他处罚和催告过的其他义务已有履行的登记", law="performance/duty", version=2)
def others_performed(world: World) -> Verdict:
    """What was imposed beside money and things, and what was demanded as not performed, is performed or enforced before the end.

    A licence taken, a business stopped: that it was done is entered once; what was demanded because it was not, after the demand.
    """
    demanded = [e for e in world.state.done("dun") if (e.payload.get("unperformed") or "").strip()]
    seen = world.state.last("record_other")
    if seen is None and not demanded:
        return _imposed_and_not_seen(world)
    if not demanded or (seen is not None and seen.seq > demanded[-1].seq):
        return HOLDS
    return Ground(
        code="others_unperformed",
        message=f"催告书所列没有履行的“{demanded[-1].payload['unperformed'].strip()}”，没有履行的登记。",
        remedy="履行以后办理“登记其他处罚的履行”；不履行的，申请人民法院强制执行",
        unknown=world.replay,
    )


def _imposed_and_not_seen(world: World) -> Verdict:
    options = world.law.options("performance/to_be_performed", world.at.date())
    imposed = kinds_imposed(world.state)
    titles = [option.title for option in options if option.key in imposed]
    if not titles:
        return HOLDS
    return Ground(
        code="others_unseen",
        message=f"处罚决定的{'、'.join(titles)}，没有履行情况的登记。",
        remedy="查明履行情况，办理“登记其他处罚的履行”；没有履行的，催告",
        cites=options[0].cites,
        unknown=world.replay,
    )


def kinds_imposed(state: State) -> frozenset[str]:
    """The kinds of penalty imposed on this party: those of its own share where the decision gives shares, else all."""
    mine = frozenset[str]().union(*(state.standing_for(party.key) for party in state.parties))
    rows = [row for row in state.fields.get("party_penalties") or () if row.get("party") in mine]
    own = {kind for row in rows for kind in row.get("penalty_kinds") or ()}
    return frozenset(own or state.fields.get("penalty_kinds") or ())
