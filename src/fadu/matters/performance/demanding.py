# SPDX-License-Identifier: MulanPSL-2.0
"""What a letter of dunning demands: the sums that should have come in by now, no more (行政强制法 35: 有明确的金额)."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.kernel.sums_in_words import sums_in
from fadu.matters.performance.dues import owed, paid
from fadu.matters.performance.overdue import in_arrears, left_of, unpaid_gains_on
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry

FINE = "罚款"
#: words that demand the whole
_ALL = re.compile(
    r"(?:全部|全额|所有|剩余|其余|一次性)[^，。；]{0,6}罚款|罚款[^，。；]{0,6}(?:全部|全额|一次性)"
)


def sums_due(world: World) -> Mapping[str, int]:
    """What should have been paid by now and was not, each kind apart, in fen; only what there is."""
    today, due, got = world.at.date(), owed(world.state), paid(world.state)
    sums = {
        FINE: in_arrears(world),
        "没收的违法所得": unpaid_gains_on(world, today),
        "加处的罚款": max(due.additional - got.additional, 0),
    }
    return {title: amount for title, amount in sums.items() if amount}


def still_due(world: World, letter: Entry) -> bool:
    """Whether any of the money that a letter demanded has not come in by now: what was due on the day it was made out, no later instalment."""
    day = letter.at.date()
    imposed = any(entry.seq < letter.seq for entry in world.state.done("impose_additional_fine"))
    additional = owed(world.state).additional - paid(world.state).additional if imposed else 0
    return bool(left_of(world, day) or unpaid_gains_on(world, day) or additional > 0)


@guard("demands_what_is_due", "催告的数额是到期未缴的数额", law="performance/dunning")
def demands_what_is_due(world: World) -> Verdict:
    """Where the duty is written with sums, one of them is what is due (each kind, or together), and the others are what the decision laid down
    or what came in; without any sum it does not say that all is demanded where some of it is not due.

    A letter may name the whole fine beside the instalment that was missed; a demand of what is not due yet is none.
    """
    due, said = sums_due(world), str(world.proposed.get("obligation") or "")
    named, parts = set(sums_in(said)), tuple(due.values())
    if not due or not said:
        return HOLDS
    right = {sum(some) for size in range(1, len(parts) + 1) for some in combinations(parts, size)}
    whole, got = owed(world.state), paid(world.state)
    beside = {whole.fine, whole.gains, got.fine, got.gains, max(whole.fine - got.fine, 0)}
    all_of_it = bool(_ALL.search(said)) and whole.fine - got.fine > due.get(FINE, 0)
    if named <= right | beside and (named & right or (not named and not all_of_it)):
        return HOLDS
    titles = "、".join(f"{title}{yuan(amount)}元" for title, amount in due.items())
    wrong = "、".join(f"{yuan(each)}元" for each in sorted(named - right)) or "全部罚款"
    return Ground(
        code="demands_too_much",
        message=f"催告写的是{wrong}；到期未缴的是{titles}，没有到期、没有作出加处决定的不能催告。",
        remedy=f"写明到期未缴的{titles}",
        unknown=world.replay,
    )
