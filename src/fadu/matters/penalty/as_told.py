# SPDX-License-Identifier: MulanPSL-2.0
"""The bases of a decision are those that were told, in the edition that was told: reasons and basis are told too (行政处罚法 44)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.bases import charges, fields_at, planned_charges
from fadu.matters.penalty.confiscating import CONFISCATES, goods_of, not_covered
from fadu.matters.penalty.ranges import applied
from fadu.matters.penalty.sanctions import accused, planned
from fadu.procedure.dealing import proposal_changed
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from datetime import date

    from fadu.law import Law
    from fadu.matters.penalty.bases import Charge, OwnRange
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry

#: the acts by which a party is told
_TELLING = ("notify", "tell_again")
#: who, by which basis of which edition, as what, and the range the catalogue does not hold
Identity = tuple[str, str, "date | None", str, "OwnRange | None"]


def bases_differ(world: World) -> bool:
    """Whether what is planned rests on other bases, or on another edition of them, than what was told last.

    Asked of the parties of today: what was told to who has left the case since, by a split or otherwise, binds nobody here; nor
    does what was told to somebody who has died or ended since.
    """
    notice = _last_notice(world)
    planned = planned_charges(world)
    if notice is None or not notice.payload.get("bases") or not planned:
        return False
    parties = accused(world.state)
    gone = {view.key for view in parties if view.ended_on is not None}
    here = {view.key for view in parties} - gone
    known = charges(fields_at(world, notice.seq))
    before = tuple(charge for charge in known if not parties or charge.party in here)
    planned = tuple(charge for charge in planned if charge.party not in gone)
    return _identities(world.law, before, notice.at.date()) != _identities(
        world.law, planned, world.at.date()
    )


def _last_notice(world: World) -> Entry | None:
    given = [entry for entry in world.state.entries if entry.action in _TELLING]
    return given[-1] if given else None


def _identities(law: Law, stated: tuple[Charge, ...], on: date) -> frozenset[Identity]:
    return frozenset(
        (
            charge.party,
            charge.key,
            edition.in_force_from if (edition := applied(law, charge, on).edition) else None,
            charge.answers.liable,
            charge.own,
        )
        for charge in stated
    )


@guard("bases_as_told", "处罚依据与已告知的相同", law="penalty/decided_as_told", version=2)
def bases_as_told(world: World) -> Verdict:
    """The decision rests on the bases that were told, by the edition that was told; else it is told again, lighter or not."""
    if not bases_differ(world):
        return HOLDS
    return Ground(
        code="other_basis_than_told",
        message="拟作出的决定所依据的条款（或者其版本）与已告知的不同，当事人没有就这一依据陈述申辩。",
        remedy="重新告知并重新计算陈述申辩的期限",
    )


def goods_untold(world: World) -> tuple[str, ...]:
    """What the list planned takes from somebody beyond the list that was told last, by name and unit; fewer things are lighter.

    A notice that told no list, as one brought in from elsewhere, says nothing against a later one.
    """
    notice = _last_notice(world)
    lists = [
        entry.payload["goods_list"]
        for entry in world.state.entries
        if notice is not None and entry.seq <= notice.seq and entry.payload.get("goods_list")
    ]
    in_notice = lists[-1] if lists else ()
    if not in_notice or CONFISCATES not in planned(world).kinds:
        return ()
    return not_covered(goods_of(world.value("goods_list") or ()), goods_of(in_notice))


@guard("goods_as_told", "没收的物品不多于已告知的", law="penalty/decided_as_told")
def goods_as_told(world: World) -> Verdict:
    """What the decision takes was told, thing by thing and as many of it."""
    more = goods_untold(world)
    if not more:
        return HOLDS
    return Ground(
        code="more_goods_than_told",
        message=f"决定没收的物品多于已告知的：{'、'.join(more)}。",
        remedy="重新告知并重新计算陈述申辩的期限，或者依已告知的清单决定",
    )


@guard("cause_to_tell_again", "与已告知的不同", law="penalty/told_before_decision", version=3)
def cause_to_tell_again(world: World) -> Verdict:
    """There is cause to tell again: another proposal, somebody untold, another basis or edition of it, or more things to be taken."""
    if bases_differ(world) or goods_untold(world):
        return HOLDS
    return proposal_changed(world, since="told")
