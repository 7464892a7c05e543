# SPDX-License-Identifier: MulanPSL-2.0
"""What a letter of dunning demands: the sums that should have come in by now, no more (行政强制法 35: 有明确的金额)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, combinations
from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.kernel.sums_in_words import bare_sums
from fadu.matters.performance.dues import KINDS_PAID, decided_for, owed, paid
from fadu.matters.performance.letter_sums import (
    ADDITIONAL,
    FINE,
    GAINS,
    demands_all,
    is_demanded,
    is_paid,
    is_urged,
    may_follow,
    money_of,
    ordinals,
    speaks_of_later,
    sums_of_money,
    urges_what_is_later,
)
from fadu.matters.performance.overdue import (
    in_arrears,
    instalments_today,
    left_of,
    missed_instalments,
    unpaid_gains_on,
)
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.kernel.sums_in_words import Named
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry


def sums_due(world: World) -> Mapping[str, int]:
    """What should have been paid by now and was not, each kind apart, in fen; only what there is."""
    today, due, got = world.at.date(), owed(world.state), paid(world.state)
    sums = {
        FINE: in_arrears(world),
        GAINS: unpaid_gains_on(world, today),
        ADDITIONAL: max(due.additional - got.additional, 0),
    }
    return {title: amount for title, amount in sums.items() if amount}


def still_due(world: World, letter: Entry) -> bool:
    """Whether any of the money that a letter demanded has not come in by now: what was due on the day it was made out, no later instalment.

    A deferral granted since sets other days: what the letter demanded of the fine is not due as it said, and is demanded anew.
    """
    return any(sums_due_then(world, letter).values())


def sums_due_then(world: World, letter: Entry) -> Mapping[str, int]:
    """What a letter demanded and has not come in by now, each kind apart, in fen."""
    day = letter.at.date()
    today, plans = world.at.date(), world.state.done("grant_deferral")
    is_put_off = any(plan.seq > letter.seq and plan.at.date() <= today for plan in plans)
    imposed = any(entry.seq < letter.seq for entry in world.state.done("impose_additional_fine"))
    additional = owed(world.state).additional - paid(world.state).additional if imposed else 0
    return {
        FINE: 0 if is_put_off else left_of(world, day),
        GAINS: unpaid_gains_on(world, day),
        ADDITIONAL: max(additional, 0),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """The sums a letter may name, in fen: what is due, what is not due yet, and what is said in passing."""

    due: Mapping[str, int]
    #: what is due of each kind and together, each missed instalment, what is left of it, and these summed up
    right: frozenset[int]
    #: what was decided, what came in and what is left of the whole
    beside: frozenset[int]
    #: instalments that are not missed
    later: frozenset[int]
    #: what was imposed and what came in of the additional fine
    additional: frozenset[int]

    def is_too_much(self, one: Named) -> bool:
        """Whether a sum that is demanded is certainly not due: more than all that is of its kind, an instalment of another day,
        an additional fine nobody imposed.
        """
        kind = money_of(one)
        if kind == ADDITIONAL and not self.due.get(kind):
            return one.fen not in self.additional and not may_follow(one)
        limit = self.due.get(kind, 0) if kind else sum(self.due.values())
        return one.fen not in self.right | self.beside and (one.fen > limit or one.fen in self.later)

    def is_strange(self, one: Named) -> bool:
        """Whether a sum is none of the case's; of an additional fine, none that was imposed or came in."""
        is_none = one.fen not in self.right | self.beside
        if money_of(one) == ADDITIONAL and not self.due.get(ADDITIONAL):
            return one.fen not in self.additional and (is_none or is_demanded(one))
        return is_none

    def is_whole_of_more(self, one: Named) -> bool:
        """Whether a sum is what was decided, where less of that money is due."""
        kind = money_of(one) or FINE
        return one.fen not in self.right and one.fen > self.due.get(kind, one.fen)


def _sums_of(world: World, due: Mapping[str, int], *, with_later: bool) -> _Sums:
    parts, missed, plan = tuple(due.values()), missed_instalments(world), instalments_today(world)
    right = {sum(some) for size in range(1, len(parts) + 1) for some in combinations(parts, size)}
    for sums in ([one.amount for one in missed], [one.left for one in missed]):
        right |= {*sums, *accumulate(sums)}
    whole, got, decided = owed(world.state), paid(world.state), decided_for(world.state)
    rows = world.state.lists.get("payments", ())
    came_in = {
        kind: [row.get("amount") or 0 for row in rows if row.get("payment_kind") == kind]
        for kind in KINDS_PAID
    }
    came_in[""] = [row.get("amount") or 0 for row in rows]
    beside = {whole.fine - got.fine, whole.gains - got.gains}
    for each in (whole, decided):
        beside |= {each.fine, each.gains, each.fine + each.gains}
    beside |= {each for sums in came_in.values() for each in (*sums, *accumulate(sums))}
    later = {one.amount for one in plan} - right
    return _Sums(
        due=due,
        right=frozenset(right),
        beside=frozenset(beside | later if with_later else beside),
        later=frozenset(later),
        additional=frozenset((whole.additional, *came_in["additional"], *accumulate(came_in["additional"]))),
    )


@guard("demands_what_is_due", "催告的数额是到期未缴的数额", law="performance/dunning", version=3)
def demands_what_is_due(world: World) -> Verdict:
    """Where the duty is written with sums, what is demanded is due: each kind, together, an instalment that was missed or what is left of it.

    A letter may name the whole fine beside it, what was decided and what came in. Refused is a demand of what is certainly not due; other
    sums are asked about: they may be of other things.
    """
    due, said = sums_due(world), str(world.proposed.get("obligation") or "")
    if not due or not said:
        return HOLDS
    named, sums = sums_of_money(said), _sums_of(world, due, with_later=speaks_of_later(said))
    demanded = [one for one in named if is_demanded(one)]
    wrong = [_words(one) for one in demanded if sums.is_too_much(one)]
    if not any(one.fen in sums.right for one in named):
        wrong += [one.words for one in demanded if not sums.is_too_much(one) and sums.is_whole_of_more(one)]
        whole, got = owed(world.state), paid(world.state)
        if demands_all(said) and whole.fine - got.fine > due.get(FINE, 0):
            wrong.append("全部罚款")
    titles = "、".join(f"{title}{yuan(amount)}元" for title, amount in due.items())
    if not wrong:
        return _asked(world, said, named, demanded, sums, titles)
    return Ground(
        code="demands_too_much",
        message=f"催告写的是{'、'.join(wrong)}；到期未缴的是{titles}，没有到期、没有作出加处决定的不能催告。",
        remedy=f"写明到期未缴的{titles}",
        unknown=world.replay,
    )


def _words(one: Named) -> str:
    return f"{ADDITIONAL if money_of(one) == ADDITIONAL else ''}{one.words}"


def _asked(
    world: World, said: str, named: list[Named], demanded: list[Named], sums: _Sums, titles: str
) -> Verdict:
    """What is to be compared before the letter goes out: sums that are none of the case's, money and instalments that are not overdue."""
    asked = []
    if strange := [_words(one) for one in named if sums.is_strange(one)] + bare_sums(said):
        asked.append(f"催告写有{'、'.join(strange)}，本案没有登记这样的到期、决定或者已缴的数额")
    if not speaks_of_later(said):
        early = [*_kinds_too_early(demanded, sums), *_too_early(world, said)]
        asked += [f"催告写有{'、'.join(early)}，没有逾期"] if early else _too_often(world, named)
    if urged := _urged(world, said, demanded, sums):
        asked.append(f"催告要求缴纳{'、'.join(urged)}，其中有没有到期的")
    if named and not any(one.fen in sums.right for one in named):
        asked.append("催告没有写明到期未缴的数额")
    if not asked:
        return HOLDS
    return Holds(
        warning=f"{'；'.join(asked)}。到期未缴的是{titles}，请核对没有要求缴纳没有到期、没有决定的款项。"
    )


def _urged(world: World, said: str, demanded: list[Named], sums: _Sums) -> list[str]:
    """What is wanted at once beside what is due and holds more than that: the whole fine, what is said to be due later."""
    whole = [one.words for one in demanded if sums.is_whole_of_more(one) and is_urged(one)]
    has_later = any(one.due_on >= world.at.date() and one.left for one in instalments_today(world))
    return whole or (["未到期的款项"] if has_later and urges_what_is_later(said) else [])


def _kinds_too_early(demanded: list[Named], sums: _Sums) -> list[str]:
    """What is demanded of money of which nothing is due: the fine beside gains that are."""
    return [
        f"{kind}{one.words}"
        for one in demanded
        if (kind := money_of(one)) and kind not in sums.due and one.fen not in sums.right
    ]


def _too_early(world: World, said: str) -> list[str]:
    """Instalments that are named by their number and not missed."""
    plan, missed = instalments_today(world), missed_instalments(world)
    last = max((number for number, one in enumerate(plan, 1) if one in missed), default=0)
    return [f"第{one}期" for one in ordinals(said) if one > last and plan]


def _too_often(world: World, named: list[Named]) -> list[str]:
    """Instalments whose sum stands there oftener than one of that sum was missed, in words."""
    missed, due = missed_instalments(world), sums_due(world).values()
    often = Counter(one.fen for one in named if "大写" not in one.before and not is_paid(one))
    asked = []
    for amount in sorted({one.amount for one in instalments_today(world) if one not in missed} - set(due)):
        times = sum(amount in (one.amount, one.left) for one in missed)
        if times and often[amount] > times:
            asked.append(f"催告{often[amount]}次写有{yuan(amount)}元，逾期的这样一期只有{times}期")
    return asked
