# SPDX-License-Identifier: MulanPSL-2.0
"""Ranges that the catalogue does not hold: a real gap of it, a range at all, and confirmed by the legal office.

An article that the catalogue has entries under is charged by one of them. Where none of them fits, it is said why, and the
legal office confirms the reason with article and range; a fine is kept off the floor of the law in no other way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.law.library import OWN
from fadu.matters.penalty.bases import charges, fields_at, planned_charges
from fadu.matters.penalty.cited import entries_under, least_of
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.law.basis import Basis
    from fadu.matters.penalty.bases import Charge, OwnRange
    from fadu.procedure.decision import Verdict, World

#: how many entries a message names before it only counts
_NAMED = 3


def not_its_own(world: World, charge: Charge) -> Ground | None:
    """What is wrong with the range a case gives itself: it is none, or its article stands in the catalogue and nothing is said of that."""
    own = charge.own
    if own is None:
        return None
    if own.is_reversed:
        return Ground(
            code="range_reversed",
            message=f"{own.article}的罚款幅度写反：下限{yuan(own.least)}元高于上限{yuan(own.most)}元。",
            cites=world.cites("penalty/lawful_basis"),
            remedy="按条文改正罚款下限和上限",
        )
    entries = entries_under(world.law, own.article, charge.ended_on)
    if not entries or charge.apart:
        return None
    return Ground(
        code="in_catalogue",
        message=f"{own.article}已收录在处罚依据目录：{_listed(entries)}，不能写作目录未收录的依据。",
        cites=(
            *dict.fromkeys(cite for entry in entries.values() for cite in entry.cites),
            *world.cites("penalty/lawful_basis"),
        ),
        remedy="从目录中选择相应的条目；该条另有目录没有的违法行为的，写明已有条目不适用的理由，送法制机构确认",
        unknown=world.replay,
    )


def _listed(entries: dict[str, Basis]) -> str:
    said = "、".join(f"{key}（{entry.title}）" for key, entry in list(entries.items())[:_NAMED])
    return said + (f"等{len(entries)}项" if len(entries) > _NAMED else "")


@guard("own_range_stated", "有目录未收录的依据", law="penalty/lawful_basis")
def own_range_stated(world: World) -> Verdict:
    """There is a basis the catalogue does not hold, with its article and range; who confirms it is told what the catalogue has there."""
    stated = [charge for charge in planned_charges(world) if charge.own]
    if stated:
        said = "".join(dict.fromkeys(_beside_the_catalogue(world, charge) for charge in stated))
        return Holds(warning=said) if said else HOLDS
    return Ground(
        code="no_own_range",
        message="本案没有目录未收录的依据，不需确认。",
        remedy="目录未收录的依据，先在处罚依据中写“目录外”，并写明条文和幅度",
    )


@guard("own_range_confirmed", "目录未收录的依据已经法制机构确认", law="penalty/lawful_basis")
def own_range_confirmed(world: World) -> Verdict:
    """A range that the catalogue does not hold has been confirmed by the legal office, as it stands now."""
    own = _own_part(planned_charges(world))
    if not own:
        return HOLDS
    last = world.state.done("confirm_range")[-1:]
    if any(
        each.payload.get("range_confirmed") is True and own == _own_part(charges(fields_at(world, each.seq)))
        for each in last
    ):
        return HOLDS
    if not last:
        why = "法制机构尚未确认"
    elif last[0].payload.get("range_confirmed") is True:
        why = f"在{last[0].at.date()}确认以后又有改动，尚未再次确认"
    else:
        why = f"法制机构{last[0].at.date()}没有同意"
    return Ground(
        code="range_not_confirmed",
        message=f"目录未收录的依据和幅度，{why}。",
        remedy="送法制机构人员确认条文和幅度",
        unknown=world.replay,
    )


def _own_part(stated: Iterable[Charge]) -> frozenset[tuple[str, OwnRange | None, str]]:
    return frozenset((charge.party, charge.own, charge.apart) for charge in stated if charge.key == OWN)


def _beside_the_catalogue(world: World, charge: Charge) -> str:
    """What the catalogue has under the article of a range of its own, with the floor that none of it lies below."""
    assert charge.own is not None
    entries = entries_under(world.law, charge.own.article, charge.ended_on)
    if not entries:
        return ""
    floor = least_of(entries.values())
    lower = (
        f"目录所列的罚款均不低于{yuan(floor)}元，所写下限为{yuan(charge.own.least)}元。"
        if charge.own.least < floor
        else ""
    )
    return (
        f"{charge.own.article}目录已有{_listed(entries)}。{lower}不适用的理由：{charge.apart or '没有写明'}。"
    )
