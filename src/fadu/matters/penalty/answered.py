# SPDX-License-Identifier: MulanPSL-2.0
"""Why a basis does not give a kind of penalty that its article names: by which answers another bracket applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.bases import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from fadu.law.basis import Answers, When
    from fadu.matters.penalty.ranges import Applied
    from fadu.procedure.decision import World


def by_which(world: World, charged: Iterable[Applied], kinds: Collection[str]) -> str:
    """In brackets, the answers of the case by which a bracket that gives one of these kinds is not the one; empty where none does."""
    against: dict[str, None] = {}
    for each in charged:
        for bracket in each.edition.brackets if each.edition else ():
            if not {*bracket.kinds, *bracket.serious_kinds}.isdisjoint(kinds):
                against |= dict.fromkeys(_against(bracket.when, each.charge.answers))
    columns = {column.key: column.title for column in world.procedure.fields["bases"].columns}
    titles = "、".join(columns.get(COLUMNS.get(name, name), name) for name in against)
    return f"（条文在另一情形下规定这一种类，依所填的“{titles}”不属于该情形）" if titles else ""


def _against(when: When, answers: Answers) -> list[str]:
    """The answers that keep a bracket from applying."""
    against = ["liable"] if answers.liable != when.liable else []
    against += [each.measure for each in when.comparisons if each.holds(answers) == "no"]
    wanted = (*when.flags, *((name, False) for name in when.neither))
    against += [name for name, value in wanted if getattr(answers, name) is (not value)]
    if when.either and all(getattr(answers, name) is False for name in when.either):
        against += when.either
    return against
