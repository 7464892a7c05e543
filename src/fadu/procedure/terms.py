# SPDX-License-Identifier: MulanPSL-2.0
"""Terms: the guards that ask whether a clock has run out for everybody it runs for, or runs still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import presence
from fadu.procedure.clocks import readings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import guard
from fadu.procedure.recipients import names_of, owed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.procedure.decision import ClockReading, Verdict, World
    from fadu.procedure.model import ClockRule


@guard("over", "期限届满")
def over(world: World, *, clock: str) -> Verdict:
    """A party's clock has expired, or that right was waived: every instance, and one for everybody of today to whom it is owed."""
    rule = world.procedure.clocks[clock]
    live = [r for r in readings(world, only=(clock,)) if not r.void and _concerns(world, rule, r)]
    running = [r for r in live if r.state(world.at.date()) in {"running", "paused"}]
    untold = _without_count(world, rule, live)
    if live and not running and not untold:
        return HOLDS
    if not live:
        return Ground(
            code="not_started",
            message=f"“{rule.title}”尚未开始计算。",
            cites=rule.cites,
            remedy="先使该期限依法起算（通常是送达文书）",
            unknown=world.replay,
        )
    if untold and not running and (gone := presence.nobody_left_of(world, untold)):
        return gone
    if untold and not running:
        return Ground(
            code="not_started",
            message=f"“{rule.title}”对{'、'.join(names_of(world.state, untold))}尚未开始计算。",
            cites=rule.cites,
            remedy="先向其送达文书，使期限起算",
            unknown=world.replay,
        )
    last = max((r.due_on for r in running if r.due_on), default=None)
    until = f"{last}届满" if last else "尚未届满"
    return Ground(
        code="still_running",
        message=f"“{rule.title}”{until}，届满前不得办理。",
        cites=rule.cites,
        remedy="届满后办理，或由当事人书面放弃" if rule.waived_by else "届满后办理",
    )


def _concerns(world: World, rule: ClockRule, reading: ClockReading) -> bool:
    """Whether a count runs for the case or for somebody who has not left it."""
    if rule.per != "party" or any(view.key == reading.about for view in world.state.parties):
        return True
    left = (*world.state.done("remove_party"), *world.state.done("succeed"))
    return all(entry.payload.get("party") != reading.about for entry in left)


def _without_count(world: World, rule: ClockRule, live: Sequence[ClockReading]) -> list[str]:
    """The parties of today for whom a clock that runs for each party has not begun, of those whom its paper is owed."""
    if rule.per != "party":
        return []
    counted = {reading.about for reading in live}
    templates = [trigger.name for trigger in rule.starts if trigger.kind == "served"]
    people = dict.fromkeys(p for template in templates for p in owed(world.procedure, world.state, template))
    return [party for party in people if party not in counted]


@guard("within", "期限未满")
def within(world: World, *, clock: str) -> Verdict:
    """A clock still runs, or stands still: its last day has not passed."""
    rule, day = world.procedure.clocks[clock], world.at.date()
    live = [r for r in readings(world, only=(clock,)) if not r.void]
    if not live or any(r.due_on is None or day <= r.due_on or r.state(day) == "paused" for r in live):
        return HOLDS
    last = max(r.due_on for r in live if r.due_on)
    return Ground(
        code="expired",
        message=f"“{rule.title}”已于{last}届满。",
        cites=rule.cites,
        remedy="期限届满，不再办理；已经在期限内办理而现在登记的，填写实际办理的时间",
    )
