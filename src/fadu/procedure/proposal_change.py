# SPDX-License-Identifier: MulanPSL-2.0
"""What lies between two versions of a proposal: the same, clerical, lighter, heavier, or what cannot be ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fadu.procedure.decision import World
    from fadu.procedure.proposal import Measure, Version

#: from what changes nothing to what may be anything; the whole of a change is its worst part
Kind = Literal["same", "clerical", "lighter", "heavier", "other"]
_ORDER: Sequence[Kind] = get_args(Kind)
#: lists of kinds of measure, each from light to heavy; kinds that stand in no list together cannot be ordered
Severity = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change of each part and, for the measures, of each party. ``unstated``: a part was left out of one of the two."""

    findings: Kind
    basis: Kind
    measures: Mapping[str, Kind]
    grade: Kind = "same"
    prose: Kind = "same"
    unstated: bool = False

    @property
    def whole(self) -> Kind:
        """The worst of its parts."""
        return worst((self.findings, self.basis, self.grade, self.prose, *self.measures.values()))


def worst(kinds: Iterable[Kind]) -> Kind:
    """The worst of several.

    >>> worst(["same", "heavier", "lighter"])
    'heavier'
    """
    return max(kinds, key=_ORDER.index, default="same")


def change_between(earlier: Version, later: Version, severity: Severity) -> Change:
    """What changed from one version to another, for each party and part."""
    before, after = earlier.measures, later.measures
    pairs = ((earlier.findings, later.findings), (earlier.basis, later.basis), (before, after))
    parties = dict.fromkeys((*(before or {}), *(after or {})))
    return Change(
        findings=_text(earlier.findings, later.findings),
        basis=_text(earlier.basis, later.basis),
        measures={
            party: _falling((before or {}).get(party, ()), (after or {}).get(party, ()), severity)
            for party in parties
        },
        grade=_grade(earlier.grade, later.grade, severity),
        prose="same" if earlier.prose == later.prose else "clerical",
        unstated=any((one is None) != (other is None) for one, other in pairs),
    )


def severity_of(world: World) -> Severity:
    """The order of kinds by weight, as the law of the day gives it."""
    rule = world.procedure.proposal
    return tuple(_chain(world, key) for key in (rule.severity if rule else ()))


def _chain(world: World, key: str) -> tuple[str, ...]:
    try:
        return tuple(option.key for option in world.law.options(key, world.at.date()))
    except FaduError:  # no order is known on that day: nothing can be ordered by it
        return ()


def _text(earlier: str | None, later: str | None) -> Kind:
    return "same" if earlier == later else "other"


def _grade(earlier: str | None, later: str | None, severity: Severity) -> Kind:
    """The change of the grade; where one of the two says none, nothing is known to have changed."""
    if earlier is None or later is None or earlier == later:
        return "same"
    if _is_lighter(later, earlier, severity):
        return "lighter"
    return "heavier" if _is_lighter(earlier, later, severity) else "other"


def _falling(earlier: Sequence[Measure], later: Sequence[Measure], severity: Severity) -> Kind:
    """The change of what falls on one party."""
    before, after = ({(m.kind, m.object): m for m in measures} for measures in (earlier, later))
    kept = [_measure(before[key], after[key]) for key in before if key in after]
    gone, new = [before[k] for k in before if k not in after], [after[k] for k in after if k not in before]
    return worst((*kept, _exchanged(gone, new, severity)))


def _exchanged(gone: Sequence[Measure], new: Sequence[Measure], severity: Severity) -> Kind:
    """Measures left out and others put in their place."""
    if not new:
        return "lighter" if gone else "same"
    if not gone:
        return "heavier"
    if all(any(_is_lighter(one.kind, other.kind, severity) for other in gone) for one in new):
        return "lighter"
    if any(any(_is_lighter(other.kind, one.kind, severity) for other in gone) for one in new):
        return "heavier"
    return "other"


def _is_lighter(one: str, other: str, severity: Severity) -> bool:
    return any(
        one in chain and other in chain and chain.index(one) < chain.index(other) for chain in severity
    )


def _measure(earlier: Measure, later: Measure) -> Kind:
    """The change of one measure of the same kind on the same object."""
    if earlier.words != later.words:
        return "other"
    return worst((_number(earlier.amount, later.amount), _term(earlier, later)))


def _term(earlier: Measure, later: Measure) -> Kind:
    """The change of a term: one for life is longer than any, one that is not stated cannot be compared."""
    if (earlier.months, earlier.for_life) == (later.months, later.for_life):
        return "same"
    if any(m.months is None and not m.for_life for m in (earlier, later)):
        return "other"
    if earlier.for_life or later.for_life:
        return "heavier" if later.for_life else "lighter"
    return _number(earlier.months or 0, later.months or 0)


def _number(earlier: int, later: int) -> Kind:
    return "same" if earlier == later else "heavier" if later > earlier else "lighter"
