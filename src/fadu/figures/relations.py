# SPDX-License-Identifier: MulanPSL-2.0
"""What figures owe each other: a part is no larger than its whole, and a sum is the sum of what it is made of.

The relations are said by the indicators (``within``, ``sum_of``, numerator and denominator). One that does not hold is told with
both figures: either a definition is wrong or a record is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fadu.figures.catalogue import indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.figures.figure import Figure
    from fadu.figures.reading import Reading

#: people of two posts set against each other: a ratio, no part of a whole
RATIOS = frozenset({"RES-02"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A relation that does not hold: the figure, what it should lie within or add up to, and the two values."""

    kind: Literal["within", "sum_of"]
    figure: Figure
    others: tuple[Figure, ...]
    value: int
    bound: int

    def __str__(self) -> str:
        names = "、".join(f"{other.code} {other.name}" for other in self.others)
        says = f"{self.figure.code} {self.figure.name}（{self.value}）"
        if self.kind == "within":
            return f"{says}应当包含在{names}（{self.bound}）之内。"
        return f"{says}应当等于{names}之和（{self.bound}）。"


def broken(reading: Reading) -> Iterator[Broken]:
    """The relations that do not hold in a reading, by their values alone: no list is opened."""
    for code, wholes in parts():
        yield from _larger(reading, code, wholes)
    for code, defined in indicators().items():
        if defined.sum_of:
            one, others = reading.figure(code), tuple(map(reading.figure, defined.sum_of))
            value, bound = one.value or 0, sum(other.value or 0 for other in others)
            if value != bound:
                yield Broken(kind="sum_of", figure=one, others=others, value=value, bound=bound)


def parts() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every indicator that is part of others, with the codes of these; a numerator is part of its denominator."""
    for code, defined in indicators().items():
        if defined.within:
            yield code, defined.within
        if defined.measure == "rate" and code not in RATIOS:
            yield defined.numerator, (defined.denominator,)


def _larger(reading: Reading, code: str, wholes: tuple[str, ...]) -> Iterator[Broken]:
    """Whether a part is larger than its wholes together; the next whole is read only if those before do not hold it."""
    one, others, bound = reading.figure(code), [], 0
    value = one.value or 0
    for whole in wholes:
        others.append(reading.figure(whole))
        bound += others[-1].value or 0
        if value <= bound:
            return
    yield Broken(kind="within", figure=one, others=tuple(others), value=value, bound=bound)
