# SPDX-License-Identifier: MulanPSL-2.0
"""What the guards and clocks of a tip-off need to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.law.errors import NotInForceError
from fadu.procedure.facts import fact

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, World

DECISIONS = ("file", "not_file")


@fact("owes_notice", rows=("CF0-001", "CF-001"))
def owes_notice(world: World) -> Answer:
    """The informant is to be told: a special rule says so, or the general one was in force on the day of the decision.

    The general duty towards those who gave their name holds for decisions up to 2026-04-14.
    """
    if world.value("special_kind") == "false_information":
        return "yes"
    named = world.value("real_name")
    if named is None:
        return "unknown"
    if not named:
        return "no"
    decided = [entry.at.date() for action in DECISIONS for entry in world.state.done(action)]
    try:
        world.law.limit("tip_off/informant_notice", max(decided, default=world.at.date()))
    except NotInForceError:
        return "no"
    return "yes"


@fact("notice_reviewed_first")
def notice_reviewed_first(world: World) -> Answer:
    """The notice goes to somebody, and so is reviewed first; nothing goes to a nameless informant of a general tip-off."""
    named, kind = world.value("real_name"), world.value("special_kind")
    if named is False and kind == "general":
        return "no"
    return "unknown" if named is None else "yes"
