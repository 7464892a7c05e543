# SPDX-License-Identifier: MulanPSL-2.0
"""Whether each basis applies to the act: in force when the violation ended, with a penalty for such a party, its bracket known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.bases import column_title, named
from fadu.matters.penalty.own_ranges import not_its_own
from fadu.matters.penalty.ranges import NOTHING, all_applied, range_ground
from fadu.procedure.decision import HOLDS, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.matters.penalty.ranges import Applied
    from fadu.procedure.decision import Verdict, World


@guard(
    "basis_applies",
    "处罚依据适用于该行为",
    law=("penalty/lawful_basis", "penalty/older_or_lighter"),
    version=2,
    of_proposal=True,
)
def basis_applies(world: World) -> Verdict:
    """Each basis was in force when the violation ended, knows a penalty for such a party, and its bracket can be told.

    One of the case's own is none the catalogue has. Both editions are told where the law has changed since.
    """
    editions = []
    for each in all_applied(world):
        if (wrong := not_its_own(world, each.charge)) is not None:
            return wrong
        if each.trouble:
            return range_ground(world, "basis_not_in_force", each.trouble, _OUTSIDE, unknown=True)
        if each.missing:
            asked = "、".join(column_title(world, name) for name in each.missing)
            return range_ground(
                world,
                "basis_open",
                f"不知“{asked}”，不能确定{_title(each)}的情形和幅度。",
                "在处罚依据中补填",
                unknown=True,
            )
        if each.range is NOTHING:
            return range_ground(
                world,
                "no_penalty_known",
                f"{_edition(each)}没有规定对{named(world, [each.charge.party])}的处罚；{_why(each)}",
                "不对其处罚，或者改用适用的依据",
            )
        if each.others:
            editions.append(_chosen(each))
    return Holds(warning="".join(editions)) if editions else HOLDS


_OUTSIDE = (
    "从目录中选择依据；目录确实没有的，在“依据”一栏写“目录外”，填写当时施行的条文和幅度，送法制机构确认"
)


def _title(each: Applied) -> str:
    return f"“{each.edition.title if each.edition else each.charge.key}”"


def _edition(each: Applied) -> str:
    return f"{each.edition.punished}（自{each.edition.in_force_from}）" if each.edition else each.charge.key


def _why(each: Applied) -> str:
    ended = f"行为终了于{each.charge.ended_on}，"
    return ended + ("依新规定，因其较轻。" if each.is_later else "依当时的规定。")


def _chosen(each: Applied) -> str:
    """Which edition governs and why, with the other one."""
    others = "、".join(f"{other.punished}（自{other.in_force_from}）" for other in each.others)
    if each.is_doubtful:
        why = f"{others}与其轻重互见，从旧；提请法制机构确认"
    else:
        why = f"{others}{'较重' if each.is_later else '不更轻'}，不适用"
    return f"{_title(each)}适用{_edition(each)}：{_why(each)}{why}。"
