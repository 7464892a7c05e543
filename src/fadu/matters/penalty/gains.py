# SPDX-License-Identifier: MulanPSL-2.0
"""Illegal gains: nobody loses more than was found of them (行政处罚法 28). Money in fen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.matters.penalty.bases import named, planned_charges
from fadu.matters.penalty.sanctions import shares
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.matters.penalty.bases import Charge
    from fadu.procedure.decision import Verdict, World


@guard(
    "gains_within_found", "没收的违法所得不多于认定的违法所得", law="penalty/illegal_gains", of_proposal=True
)
def gains_within_found(world: World) -> Verdict:
    """From no party are more gains confiscated than the rows of its bases say there were."""
    charged = planned_charges(world)
    for party, share in shares(world).items():
        mine = [charge for charge in charged if charge.party == party]
        if not share.confiscated_gains or not mine:
            continue
        gained = gains_of(mine)
        if gained is None:
            return Ground(
                code="gains_not_stated",
                message=f"没收{named(world, [party])}违法所得{yuan(share.confiscated_gains)}元，处罚依据中没有写明认定的违法所得。",
                remedy="在处罚依据的“违法所得”一栏写明认定的数额",
                unknown=world.replay,
            )
        if share.confiscated_gains > gained:
            return Ground(
                code="more_than_gained",
                message=f"没收{named(world, [party])}违法所得{yuan(share.confiscated_gains)}元，多于处罚依据中认定的{yuan(gained)}元。",
                remedy="改正没收的数额，或者改正认定的违法所得；同一行为写了几个依据的，违法所得只算一次，不是同一行为的写明行为序号",
            )
    return HOLDS


def gains_of(charged: Iterable[Charge]) -> int | None:
    """What the rows say was gained: of each act the highest sum under one basis, the acts added up. None where an act says nothing.

    Several rows of one act under one basis are parts of it and are added; under another basis they are the same gains again.

    >>> from fadu.matters.penalty.bases import charges
    >>> row = {"base": "consumers/56", "party": "party:1", "ended_on": "2022-03-01", "illegal_gains": 500}
    >>> gains_of(charges({"bases": [row, row, {**row, "base": "price/42"}]}))
    1000
    >>> gains_of(charges({"bases": [row, {**row, "act": 2, "illegal_gains": None}]}))
    """
    acts: dict[int, dict[str, int]] = {}
    for charge in charged:
        of_act = acts.setdefault(charge.act, {})
        if charge.answers.gains is not None:
            of_act[charge.key] = of_act.get(charge.key, 0) + charge.answers.gains
    if not all(acts.values()):
        return None
    return sum(max(of_act.values()) for of_act in acts.values())
