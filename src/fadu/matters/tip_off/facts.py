# SPDX-License-Identifier: MulanPSL-2.0
"""What the guards and clocks of a tip-off need to know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.law.errors import NotInForceError
from fadu.procedure.facts import fact
from fadu.procedure.replies import is_exempt
from fadu.procedure.yes_no import answered

if TYPE_CHECKING:
    from fadu.law.limit import Option
    from fadu.procedure.decision import Answer, World

#: the acts that say what comes of a tip-off
DECISIONS = ("file", "not_file", "conclude")
#: kinds with a term of their own, and its limit
OWN_TERMS = {
    "fair_competition": "tip_off/fair_competition",
    "false_information": "tip_off/false_information",
    "advertising": "tip_off/advertising",
}
#: the fields of law whose own statute has the informant told, dated
SPECIAL_DUTIES = "tip_off/owed_by_special_law"
#: kinds whose statute has only those told who gave facts and evidence
WITH_EVIDENCE = frozenset({"unfair_competition"})


@fact("owes_notice", rows=("CF0-001", "CF-001", "CR-032"))
def owes_notice(world: World) -> Answer:
    """The informant is to be told: a special rule says so, or the general one was in force on the day of the decision.

    The general duty towards those who gave their name holds for decisions up to 2026-04-14.
    """
    named = world.value("real_name")
    if named is None:
        return "unknown"
    if not named:
        return "no"  # nobody is known who could be told
    if special_duty(world) is not None:
        return "yes"
    if not _decided_on(world) and world.state.done("conclude"):
        return "no"
    return _in_force(world, "tip_off/informant_notice", max(_decided_on(world), default=world.at.date()))


def special_duty(world: World) -> Option | None:
    """The statute of the tip's own field that has a known informant told, on the day of the decision (or today).

    Whether facts and evidence were given counts as yes until the register says no.
    """
    kind = world.value("special_kind")
    if not world.value("real_name") or (kind in WITH_EVIDENCE and answered(world, "evidence_given") == "no"):
        return None
    on = max(_decided_on(world), default=world.at.date())
    return next((duty for duty in world.law.options(SPECIAL_DUTIES, on) if duty.key == kind), None)


def _decided_on(world: World) -> list[date]:
    return [entry.at.date() for action in ("file", "not_file") for entry in world.state.done(action)]


@fact("ordinary_term", rows=("CR-031A", "CN-035A", "QG-013A", "GS-038B", "JB-GG53"))
def ordinary_term(world: World) -> Answer:
    """No special rule of the day of receipt gives the tip-off a term of its own."""
    kind = world.value("special_kind")
    if kind is None:
        return "unknown"
    return (
        "yes"
        if kind not in OWN_TERMS or _in_force(world, OWN_TERMS[kind], _received(world)) == "no"
        else "no"
    )


@fact("is_fair_competition", rows=("CN-043", "GS-038B"))
def is_fair_competition(world: World) -> Answer:
    """A tip-off about fair competition review, received when its rule was in force."""
    kind = world.value("special_kind")
    if kind is None:
        return "unknown"
    return (
        _in_force(world, OWN_TERMS["fair_competition"], _received(world))
        if kind == "fair_competition"
        else "no"
    )


@fact("decided_to_file")
def decided_to_file(world: World) -> Answer:
    """It was decided to open a case."""
    return "yes" if world.state.done("file") else "no"


@fact("decided_not_to_file")
def decided_not_to_file(world: World) -> Answer:
    """It was decided not to open a case."""
    return "yes" if world.state.done("not_file") else "no"


def _received(world: World) -> date:
    received_on = world.value("received_on")
    return (
        date.fromisoformat(received_on) if isinstance(received_on, str) and received_on else world.at.date()
    )


def _in_force(world: World, limit: str, on: date) -> Answer:
    try:
        world.law.limit(limit, on)
    except NotInForceError:
        return "no"
    return "yes"


@fact("telling_reviewed_first")
def telling_reviewed_first(world: World) -> Answer:
    """The notice of what was decided is not exempt from review on that day."""
    return _reviewed_first(world, "tell")


@fact("transfer_reviewed_first")
def transfer_reviewed_first(world: World) -> Answer:
    """The notice of a transfer is not exempt from review on that day."""
    return _reviewed_first(world, "tell_transfer")


@fact("result_reviewed_first")
def result_reviewed_first(world: World) -> Answer:
    """The notice of the final result is not exempt from review on that day."""
    return _reviewed_first(world, "tell_result")


def _reviewed_first(world: World, kind: str) -> Answer:
    return "no" if is_exempt(world, kind) else "yes"
