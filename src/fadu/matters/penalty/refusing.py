# SPDX-License-Identifier: MulanPSL-2.0
"""Whether a correction was refused: ordered, the order served in time on whom it binds, its term over, and a check that found nothing done.

食品安全法 126: 责令改正，拒不改正的，处罚款. Ordered by 03-31 and served on 04-05, nobody had a term to refuse in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry

#: the paper of an order to correct
_PAPER = "correction_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What is missing to a refusal. ``unsaid``: the record leaves it out, it may have been all the same."""

    message: str
    unsaid: bool = False


def lacking_to_refusal(world: World, party: str) -> Lacking | None:
    """What is missing to the refusal of a party, by the order that comes nearest to one; None where it is on record."""
    orders = world.state.done("order_correction")
    if not orders:
        return Lacking(message="本案没有责令改正。", unsaid=True)
    each = [_lacking(world, order, party) for order in orders]
    return None if None in each else each[-1]


def _lacking(world: World, order: Entry, party: str) -> Lacking | None:
    said = order.payload.get("correction_by")
    until = date.fromisoformat(str(said)[:10]) if said else None
    if until is not None and world.at.date() <= until:
        return Lacking(message=f"改正期限至{until}，尚未届满。")
    served_on = _served_on(world, order, party)
    if served_on is None:
        return Lacking(message="责令改正通知书没有送达。", unsaid=True)
    if until is not None and served_on >= until:
        return Lacking(message=f"责令改正通知书于{served_on}送达，改正期限至{until}，没有改正的时间。")
    return _checked(world, order, until or served_on, whole=until is not None)


def _served_on(world: World, order: Entry, party: str) -> date | None:
    """The first day on which the order reached a party, or whoever's place it took."""
    selves = world.state.standing_for(party)
    papers = [p for p in world.state.documents if p.template == _PAPER and p.seq == order.seq and not p.void]
    days = [s.effective_on for p in papers for s in p.services if s.party in selves or not party]
    return min((day for day in days if day <= world.at.date()), default=None)


def _checked(world: World, order: Entry, day: date, *, whole: bool) -> Lacking | None:
    """What the checks after an order lack: one after its last day, or from the service on where it was at once, that found nothing done."""
    checks = [e for e in world.state.done("check_correction") if e.seq > order.seq]
    after = [e for e in checks if (e.at.date() > day if whole else e.at.date() >= day)]
    if any(e.payload.get("corrected") is False for e in after):
        return None
    if any(e.payload.get("corrected") is True for e in checks):
        return Lacking(message="复查结果是已改正。")
    return Lacking(message="期满没有复查，或者复查没有写明未改正。", unsaid=True)
