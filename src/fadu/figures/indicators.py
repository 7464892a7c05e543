# SPDX-License-Identifier: MulanPSL-2.0
"""What an indicator is: frozen values that say which rows are counted, added up or set against each other.

They hold no query. The room makes value and list of one and the same definition: a count has as many rows as it says, a
sum's rows add up to it, a rate opens those of its numerator and denominator. Kinds of case offer theirs in
``indicators.py`` as ``INDICATORS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from django.db.models import Model

    from fadu.figures.conditions import Condition
    from fadu.figures.period import Period
    from fadu.people.models import Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record behind a figure. ``value`` is 1 for a count, fen for money, days for days."""

    record: str  # case number, or the name of a register's row
    value: int = 1
    on: date | None = None
    detail: str = ""


# -- which rows -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Records of a bureau's cases that meet conditions, each counting on the day (or moment) in its column ``on``.

    ``amounts`` are the columns a sum adds up (fen); ``detail`` the columns of which the first that states something is told
    beside the record; ``case`` the way to its case; with ``first_of`` only the first of all that share that column counts.
    """

    of: type[Model]
    on: str
    where: tuple[Condition, ...] = ()
    amounts: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    case: str = "case"
    first_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Limits of a kind of case that ran (:mod:`fadu.figures.lateness`): ``in_time`` ended by their last day, ``due`` ended or
    ran over, ``late`` ended late or ran over. ``clocks`` names them; none means all legal limits of the bureau. ``where`` leaves
    out those that ended otherwise than is meant.
    """

    kind: str
    fate: Literal["in_time", "due", "late"]
    clocks: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Separated:
    """Of these rows those in whose case nobody acted in two roles that its procedure keeps apart."""

    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Records that had begun before the period (``since``) and had not ended before it by any of ``until``."""

    of: type[Model]
    since: str
    until: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A register this room reads itself: people and procedures as they stand on the last day looked at."""

    rows: Callable[[Bureau, Period], Iterable[Row]]


Source = Rows | Steps | Separated | Pending | Standing

# -- what shows that a register was kept ----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsOf:
    """An act in a case of that kind, in the period."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOf:
    """Somebody served in the bureau on the last day looked at."""


Kept = ActsOf | StaffOf | Rows

# -- the figure -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A figure's definition. ``measure`` says how its rows become its value."""

    code: str
    name: str
    unit: str
    #: the definition in words, printed with the figure
    definition: str
    measure: Literal["count", "sum", "rate"]
    rows: Source | None = None
    #: its rows are those of every indicator that says it is part of this one: several kinds of case contribute
    joint: bool = False
    #: the joint indicator it contributes to
    part_of: str = ""
    numerator: str = ""  # codes, for a rate
    denominator: str = ""
    #: instead of ``rows``: rows that are read off other figures of the same bureau and period
    over: Callable[[Any], Iterable[Row]] | None = None
    #: all of these show that the register was kept, so that zero is a figure and not a gap
    kept: tuple[Kept, ...] = ()
    #: codes that together hold every record of this one: a part of a whole
    within: tuple[str, ...] = ()
    #: codes whose values together are its value
    sum_of: tuple[str, ...] = ()
    #: part of another indicator, not printed by itself
    inner: bool = False
    #: the key of the law it rests on; a figure carries the articles of the end of its period
    law: str = ""


def counted(of: type[Model], on: str, *where: Condition, detail: tuple[str, ...] = ()) -> Rows:
    """The rows of a count: typed records whose day ``on`` lies in the period; exercises are left out."""
    return Rows(of=of, on=on, where=where, detail=detail)


def summed(of: type[Model], on: str, *amounts: str, where: tuple[Condition, ...] = ()) -> Rows:
    """The rows of a sum: each with its amounts, in fen."""
    return Rows(of=of, on=on, where=where, amounts=amounts)


def in_time(kind: str, *clocks: str, where: tuple[Condition, ...] = ()) -> Steps:
    """The numerator of a timeliness: clocks of these names that ended in the period by their last day."""
    return Steps(kind=kind, fate="in_time", clocks=clocks, where=where)


def due(kind: str, *clocks: str, where: tuple[Condition, ...] = ()) -> Steps:
    """Its denominator: what ended in the period, and what ran over in it without ending."""
    return Steps(kind=kind, fate="due", clocks=clocks, where=where)


def late(kind: str) -> Steps:
    """What was missed: legal limits of the bureau of whatever name; internal targets are none."""
    return Steps(kind=kind, fate="late")
