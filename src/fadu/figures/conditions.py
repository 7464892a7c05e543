# SPDX-License-Identifier: MulanPSL-2.0
"""What an indicator may ask of a row: a few frozen values, each true or false of one record.

They are data: :mod:`fadu.figures.compiling` makes a query of them, and what can be said is what stands here. A column is one
of the record itself, or of its case (``case__topic``, ``case__stage``, ``case__kind``, ``case__parent__kind``).
"""

from __future__ import annotations

from dataclasses import dataclass

#: what may be asked of the case of a record
OF_THE_CASE = ("case__kind", "case__topic", "case__stage", "case__parent__kind")


@dataclass(frozen=True, slots=True)
class Is:
    """The column holds this very value; None: it holds none."""

    column: str
    value: str | bool | int | None


@dataclass(frozen=True, slots=True)
class OneOf:
    """The column holds one of these values."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """Something is stated: a text that is not empty, a day or a number that is not missing."""

    column: str


@dataclass(frozen=True, slots=True)
class Above:
    """A number above this one; a missing one is not."""

    column: str
    number: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number that reaches another column's; where one of them is missing it does not."""

    column: str
    other: str


@dataclass(frozen=True, slots=True)
class After:
    """A day after another column's: later than it should have been."""

    column: str
    other: str


@dataclass(frozen=True, slots=True)
class NotAfter:
    """A day not after another column's. The day itself is in time, and so is everything where there is no other day."""

    column: str
    other: str


@dataclass(frozen=True, slots=True)
class Some:
    """There is a row of this table of the record that meets all of these."""

    table: str
    where: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class No:
    """There is no row of this table of the record that meets all of these."""

    table: str
    where: tuple[Condition, ...]


Condition = Is | OneOf | Stated | Above | AtLeast | After | NotAfter | Some | No
