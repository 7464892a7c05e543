# SPDX-License-Identifier: MulanPSL-2.0
"""What a letter of dunning demands: the sums that should have come in by now, no more (行政强制法 35: 有明确的金额)."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations
from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.matters.performance.dues import owed, paid
from fadu.matters.performance.overdue import in_arrears, unpaid_gains_on
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import Verdict, World

_SUM = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万?)元")


def sums_due(world: World) -> Mapping[str, int]:
    """What should have been paid by now and was not, each kind apart, in fen; only what there is."""
    today, due, got = world.at.date(), owed(world.state), paid(world.state)
    sums = {
        "罚款": in_arrears(world),
        "没收的违法所得": unpaid_gains_on(world, today),
        "加处的罚款": max(due.additional - got.additional, 0),
    }
    return {title: amount for title, amount in sums.items() if amount}


@guard("demands_what_is_due", "催告的数额是到期未缴的数额", law="performance/dunning")
def demands_what_is_due(world: World) -> Verdict:
    """Where the duty is written with sums, one of them is what is due (each kind, or together), or none is more than that.

    A letter may name the whole fine beside the instalment that was missed; a demand of what is not due yet is none.
    """
    due = sums_due(world)
    said = _named(str(world.proposed.get("obligation") or ""))
    if not due or not said or max(said) <= sum(due.values()):
        return HOLDS
    parts = tuple(due.values())
    right = {sum(some) for size in range(1, len(parts) + 1) for some in combinations(parts, size)}
    if right & set(said):
        return HOLDS
    titles = "、".join(f"{title}{yuan(amount)}元" for title, amount in due.items())
    return Ground(
        code="demands_too_much",
        message=f"催告写的是{'、'.join(f'{yuan(each)}元' for each in said)}；到期未缴的是{titles}，没有到期的不能催告。",
        remedy=f"写明到期未缴的{titles}",
        unknown=world.replay,
    )


def _named(text: str) -> list[int]:
    """The sums a text names, in fen.

    >>> _named("立即缴纳罚款１８０，０００元，其中第一期6万元")
    [18000000, 6000000]
    """
    folded = unicodedata.normalize("NFKC", text)
    return [
        round(float(number.replace(",", "")) * (10_000 if ten_thousand else 1) * 100)
        for number, ten_thousand in _SUM.findall(folded)
    ]
