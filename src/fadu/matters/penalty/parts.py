# SPDX-License-Identifier: MulanPSL-2.0
"""Rows that are parts of one act: one party, one act, one basis. What the brackets measure is measured of the whole.

Goods sold on two days in two rows are the goods of one act; a bracket that begins at some value is reached by their sum.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.law.basis import Answers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.matters.penalty.bases import Charge


def joined(charged: Iterable[Charge]) -> tuple[Charge, ...]:
    """Charges with the parts of an act joined, in the order written.

    >>> from fadu.matters.penalty.bases import charges
    >>> row = {"base": "food_safety/124-1-5", "party": "party:1", "ended_on": "2022-03-01", "goods_value": 600000}
    >>> [charge.answers.goods for charge in joined(charges({"bases": [row, {**row, "serious": True}]}))]
    [1200000]
    >>> [charge.answers.goods for charge in joined(charges({"bases": [row, {**row, "act": 2}]}))]
    [600000, 600000]
    """
    parts: dict[tuple[str, str, int, str, bool], list[Charge]] = {}
    for charge in charged:
        whose = (charge.party, charge.key, charge.act, charge.answers.liable, charge.licence_is_ours)
        parts.setdefault(whose, []).append(charge)
    return tuple(_whole(of_act) if len(of_act) > 1 else of_act[0] for of_act in parts.values())


def _whole(parts: list[Charge]) -> Charge:
    """One charge out of the parts of an act: it ends with the last of them; what one part says holds, a finding is one of all."""
    said = [part.answers for part in parts]
    whole = Answers(
        goods=_sum(each.goods for each in said),
        turnover=_sum(each.turnover for each in said),
        gains=_sum(each.gains for each in said),
        fee=_sum(each.fee for each in said),
        amount=_sum(each.amount for each in said),
        # what a person earned in a year is no part of an act: each row may say it, none adds to it
        income=max((each.income for each in said if each.income is not None), default=None),
        serious=_any(each.serious for each in said),
        harm=_any(each.harm for each in said),
        refused=_any(each.refused for each in said),
        fee_unknown=_any(each.fee_unknown for each in said),
        liable=said[0].liable,
    )
    return replace(
        parts[0],
        ended_on=max(part.ended_on for part in parts),
        answers=whole,
        finding=parts[0].finding if all(part.finding for part in parts) else "",
        serious_ground=next((part.serious_ground for part in parts if part.serious_ground), ""),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _any(values: Iterable[bool | None]) -> bool | None:
    """Yes where one part says so, else no where one says that; None where none says anything."""
    known = [value for value in values if value is not None]
    return any(known) if known else None
