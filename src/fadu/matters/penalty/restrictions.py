# SPDX-License-Identifier: MulanPSL-2.0
"""How long a bar from trade or occupation lasts: what was decided says the least, and it stays public while it lasts (处罚公示规定 13, 14)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.law.deadline import reached
from fadu.matters.penalty.publicity import restricting_kinds
from fadu.procedure.decision import HOLDS, Ground

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


def over_on(world: World, party: str, published_on: date) -> Verdict:
    """Whether every bar decided on against a party is over: by its term from the decision, and by the end that was entered."""
    terms = _terms(world, party, published_on)
    if any(term.get("for_life") for term in terms):
        return _runs("处罚决定所定的限制是终身的，不停止公示。", "终身限制的处罚信息一直公示")
    decided, entered = _least_end(world, terms), _entered(world)
    if decided is not None and world.at.date() <= decided:
        early = f"，登记的{entered}早于决定所定的期限" if entered is not None and entered < decided else ""
        return _runs(
            f"处罚决定所定的限制期限自决定之日起至{decided}届满{early}，届满前不停止公示。",
            "限制期限届满后办理",
        )
    if entered is None:
        return _runs(
            "处罚限制期限何时届满没有登记，届满前不停止公示。",
            "办理“登记处罚信息所属领域和限制期限”",
            unknown=True,
        )
    if world.at.date() <= entered:
        return _runs(f"处罚限制期限至{entered}届满，届满前不停止公示。", "限制期限届满后办理")
    return HOLDS


def _terms(world: World, party: str, published_on: date) -> list[dict[str, object]]:
    """The terms of the bars against a party, as the decision lays them down."""
    kinds = restricting_kinds(world, published_on)
    rows = world.state.fields.get("penalty_terms") or ()
    return [dict(row) for row in rows if row.get("kind") in kinds and row.get("party") in (None, "", party)]


def _least_end(world: World, terms: list[dict[str, object]]) -> date | None:
    """The last day of the longest of these terms, from the decision on; None where no length was stated, or others changed it since.

    A bar that begins later, with the service or another event, ends later: that is for whoever enters its end.
    """
    decided = world.state.last("decide")
    if decided and world.state.tellings("performance", ("changed",), after=decided.seq):
        return None
    lengths = [int(str(term["months"])) for term in terms if term.get("months")]
    return reached(max(lengths), "month", decided.at.date()) if decided and lengths else None


def _entered(world: World) -> date | None:
    said = str(world.value("restriction_ends_on") or "")
    return date.fromisoformat(said[:10]) if said else None


def _runs(message: str, remedy: str, *, unknown: bool = False) -> Ground:
    return Ground(code="restriction_runs", message=message, remedy=remedy, unknown=unknown)
