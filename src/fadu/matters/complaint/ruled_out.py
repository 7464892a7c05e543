# SPDX-License-Identifier: MulanPSL-2.0
"""Grounds of not accepting a complaint that the file itself shows or denies: the years since the consumer knew, the term to prove who one is.

Where the file shows one, the complaint shall not be accepted (投诉举报暂行办法 15, since 2026-04-15 投诉举报办法 16); where it denies one, that
ground refuses nothing. Both answers come from the same place, so that no complaint may be accepted and refused for the same thing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.rulings import not_ordered_to_accept

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

#: the closed list of the grounds, and those of them that days in the file decide
GROUNDS, TOO_LATE, FALSE_IDENTITY = "complaint/refusal_grounds", "too_late", "false_identity"
AGE = "complaint/claim_age"


@guard("not_ruled_out", "案卷没有表明应当不予受理", law=GROUNDS)
def not_ruled_out(world: World, **_: Any) -> Verdict:
    """No ground of not accepting stands in the file already: what the law says shall not be accepted is not.

    Another law may give longer than the general years, where it is named; what was ordered to be accepted is accepted.
    """
    if isinstance(not_ordered_to_accept(world, act="accept"), Ground):
        return HOLDS
    for key, shown in ((TOO_LATE, _came_too_late(world)), (FALSE_IDENTITY, _never_proved(world))):
        listed = [o for o in world.law.options(GROUNDS, world.at.date()) if o.key == key]
        if shown and listed:
            message, remedy = shown
            return Ground(
                code=key,
                message=f"{message}属于不予受理的情形（{listed[0].title}）。",
                cites=listed[0].cites,
                remedy=remedy,
                unknown=world.replay,
            )
    return HOLDS


@guard("ground_fits", "以超过法定期间为由的，确已超过", opposite="not_ruled_out")
def ground_fits(world: World, **_: Any) -> Verdict:
    """The years since the consumer knew, or the term to prove who one is, have really passed where that is the ground."""
    if world.value("refusal_ground") == FALSE_IDENTITY:
        return _identity_term_over(world)
    if world.value("refusal_ground") != TOO_LATE:
        return HOLDS
    days = _days(world)
    if days is None:
        return Ground(
            code="knew_unknown",
            message="以超过法定期间为由不予受理，应写明投诉人知道权益受侵害之日。",
            remedy="填写知道权益受侵害之日",
            unknown=True,
        )
    knew, received, last = days
    if received > last:
        return HOLDS
    return Ground(
        code="not_too_late",
        message=f"自{knew}起至{received}未超过{_length(world)}（末日{last}），不能以此为由不予受理。",
        remedy="受理，或者改正情形",
    )


def _days(world: World) -> tuple[date, date, date] | None:
    """When the consumer knew, when the complaint came, and the last day on which it could; None where a day is not known."""
    knew, received = world.value("knew_on"), world.value("received_on")
    if not knew or not received:
        return None
    since = date.fromisoformat(knew)
    last = world.law.due(AGE, since, on=world.at.date()).last_day
    return since, date.fromisoformat(received), last


def _length(world: World) -> str:
    return str(world.law.limit(AGE, world.at.date()).length)


def _came_too_late(world: World) -> tuple[str, str] | None:
    days = _days(world)
    if days is None or days[1] <= days[2] or str(world.value("claim_age_basis") or "").strip():
        return None
    knew, received, last = days
    return (
        f"投诉人{knew}知道权益受侵害，{received}才投诉，超过{_length(world)}（末日{last}），",
        "不予受理并告知；知道之日有误的，受理时改填；法律另有规定的，填写“法律另有规定的依据”",
    )


def _never_proved(world: World) -> tuple[str, str] | None:
    last = _asked_until(world)
    if last is None or world.at.date() <= last:
        return None
    return (
        f"要求投诉人提供身份证明材料的期限已于{last}届满，没有收到材料，",
        "不予受理并告知；已经收到材料的，先登记；另给期限的，再次要求提供",
    )


def _asked_until(world: World) -> date | None:
    """The last day to prove who one is, where that was asked and is not answered; None otherwise."""
    asked, shown = world.state.last("ask_identity"), world.state.last("receive_identity")
    last = world.value("identity_by")
    if asked is None or (shown and shown.seq > asked.seq) or not last:
        return None
    return date.fromisoformat(last)


def _identity_term_over(world: World) -> Verdict:
    """Who was asked to prove their identity has the time that was set for it."""
    last = _asked_until(world)
    if last is None or world.at.date() > last:
        return HOLDS
    return Ground(
        code="identity_running",
        message=f"要求投诉人提供身份证明材料的期限至{last}，尚未届满。",
        remedy="期限届满后或者收到材料后再决定",
    )
