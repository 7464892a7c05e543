# SPDX-License-Identifier: MulanPSL-2.0
"""How long a decision stays public: the class of publication each party's penalty falls into (处罚公示规定 13–15).

The class follows from what was decided, by the law of the day of publication. What is not known leaves several classes open,
and then the longest of them has to be over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fadu.kernel.errors import FaduError
from fadu.matters.penalty.sanctions import Sanction, accused, shares_of
from fadu.procedure.facts import fact

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fadu.procedure.decision import Answer, World
    from fadu.procedure.state import PartyView

#: class -> the clock of its period, and of the earliest day on which the party may ask to end it; none: it may not
PERIODS: Final = {
    "minor": ("publication_minor", ""),
    "general": ("publication_general", "early_stop_general"),
    "grave": ("publication_grave", "early_stop_grave"),
    "final": ("publication_grave", ""),
}


def decided_on(world: World, party: str) -> Sanction:
    """What was decided against a party: its own share, else the whole."""
    fields = world.state.fields
    return shares_of(fields).get(party) or Sanction.of(fields)


def is_restricted(world: World, party: str, day: date) -> bool:
    """Whether the penalty bars somebody from trade or occupation for a time: it stays public while the bar lasts."""
    return bool(decided_on(world, party).kinds & restricting_kinds(world, day))


def restricting_kinds(world: World, day: date) -> frozenset[str]:
    """The kinds of penalty that bar from trade or occupation for a time, by the law of a day of publication."""
    return _listed(world, "penalty/restricting_kinds", day)


def classes_of(world: World, party: PartyView, day: date) -> frozenset[str]:
    """The classes that a party's penalty may fall into by the law of a day: one, or several where something is not known."""
    sanction = decided_on(world, party.key)
    if sanction.kinds & _listed(world, "penalty/published_to_the_end", day):
        return frozenset({"final"})
    minor = _is_minor(world, party, sanction, day)
    if minor == "yes":
        return frozenset({"minor"})
    beyond = _beyond_minor(world, party.key, day)
    return beyond if minor == "no" else beyond | {"minor"}


def _beyond_minor(world: World, party: str, day: date) -> frozenset[str]:
    if is_restricted(world, party, day):
        return frozenset({"grave"})
    fields = _listed(world, "penalty/grave_publication_fields", day)
    trade = world.value("publication_field")
    if not fields:
        return frozenset({"general"})
    if _graver_by_basis(world, party, day):
        return frozenset({"grave"})
    if trade is None:
        return frozenset({"general", "grave"})
    return frozenset({"grave" if trade in fields else "general"})


def _graver_by_basis(world: World, party: str, day: date) -> bool:
    """Whether a basis of the decision against a party is of a field published longer, whatever else was entered as its field."""
    graver = {option.title for option in world.law.options("penalty/grave_publication_fields", day)}
    known = world.law.options("penalty/field_of_basis", day)
    fields = {option.key: option.title for option in known}
    rows = world.state.fields.get("bases") or ()
    own = [row for row in rows if row.get("party") in (None, "", party)]
    return any(fields.get(str(row.get("base") or "").partition("/")[0]) in graver for row in own)


def _is_minor(world: World, party: PartyView, sanction: Sanction, day: date) -> Answer:
    """Whether nothing but a reprimand or a lower fine was imposed."""
    if not sanction.kinds or sanction.kinds - {"criticism", "fine"}:
        return "no"
    if "fine" not in sanction.kinds:
        return "yes"
    grades, grade = _listed(world, "penalty/minor_fine_grades", day), world.value("discretion_grade")
    if grades and grade not in grades:
        return "no" if grade else "unknown"
    try:
        most = world.law.threshold("penalty/minor_fine", day, local=world.local_of(day), party=party.kind)
    except FaduError:
        return "unknown"
    return "yes" if sanction.fine <= most.value else "no"


def _listed(world: World, key: str, day: date) -> frozenset[str]:
    return frozenset(option.key for option in world.law.options(key, day))


def _some(world: World, wanted: Collection[str]) -> Answer:
    """Whether the penalty of some party falls into one of these classes, by the law of the day asked about."""
    day = world.at.date()
    classes = [classes_of(world, party, day) for party in accused(world.state)]
    if any(each <= set(wanted) for each in classes):
        return "yes"
    return "unknown" if not classes or any(each & set(wanted) for each in classes) else "no"


@fact("published_minor", rows=("PB1-013A", "PB3-013A", "PB3-013B", "PB3-013C"))
def published_minor(world: World) -> Answer:
    """Whether somebody got nothing but a reprimand or a lower fine (处罚公示规定 13)."""
    return _some(world, {"minor"})


@fact("published_general", rows=("PB1-013B", "PB3-015B"))
def published_general(world: World) -> Answer:
    """Whether somebody's penalty is an ordinary one (处罚公示规定 15)."""
    return _some(world, {"general"})


@fact("published_grave", rows=("PB3-014B", "PB3-014CB", "PB3-014D"))
def published_grave(world: World) -> Answer:
    """Whether somebody's penalty is of a grave field, a bar for a time, or the loss of a licence (处罚公示规定 14)."""
    return _some(world, {"grave", "final"})


@fact("early_stop_after_a_year", rows=("PB3-014A", "PB3-014CA"))
def early_stop_after_a_year(world: World) -> Answer:
    """Whether somebody may ask for an early end after the longer of the two terms."""
    return _some(world, {"grave"})


def registered_elsewhere(world: World, party: str) -> bool:
    """Whether it is on record that a party is registered in another province."""
    return any(e.payload.get("party") == party for e in world.state.done("note_registration"))
