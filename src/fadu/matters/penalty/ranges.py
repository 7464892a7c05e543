# SPDX-License-Identifier: MulanPSL-2.0
"""The range a penalty must lie in: of the edition that governs, for each party, several bases together.

Substance follows the day on which the violation ended, or a later edition where that is lighter (行政处罚法 37);
one act that breaks several rules is fined by the rule with the highest fine (行政处罚法 29). Money in fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.kernel.problems import nearest
from fadu.law.errors import NotInForceError
from fadu.law.library import OWN
from fadu.matters.penalty.bases import Charge, named, planned_charges
from fadu.matters.penalty.parts import joined
from fadu.matters.penalty.sanctions import shares
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fadu.law import Law
    from fadu.law.basis import Basis, Bracket
    from fadu.matters.penalty.sanctions import Sanction
    from fadu.procedure.decision import Verdict, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Floor and ceiling of a fine, and the kinds of penalty. ``most`` is zero where there is no fine."""

    least: int
    most: int
    kinds: frozenset[str]
    serious_kinds: frozenset[str] = frozenset()
    #: no fine at all is within the range
    is_optional: bool = False
    #: the bracket it is of; none where the catalogue does not hold it
    bracket: Bracket | None = None

    def lighter_than(self, other: Range) -> bool | None:
        """Whether it is lighter, in floor and ceiling and kinds; None where one speaks for and another against it."""
        floors = 0 if self.is_optional else self.least, 0 if other.is_optional else other.least
        kinds, others = self.kinds | self.serious_kinds, other.kinds | other.serious_kinds
        lighter = self.most < other.most or floors[0] < floors[1] or kinds < others
        heavier = self.most > other.most or floors[0] > floors[1] or bool(kinds - others)
        return None if lighter and heavier else lighter


#: what an edition says that knows no penalty for the case
NOTHING = Range(least=0, most=0, kinds=frozenset(), is_optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A charge with the edition that governs it, the others there were, and its range; or what is missing to tell."""

    charge: Charge
    edition: Basis | None = None
    others: tuple[Basis, ...] = ()
    is_later: bool = False
    #: neither edition is lighter in every respect: the older one stands, and the legal office is asked
    is_doubtful: bool = False
    range: Range | None = None
    missing: tuple[str, ...] = ()
    trouble: str = ""


def applied(law: Law, charge: Charge, on: date) -> Applied:
    """What governs a charge on the day of an act: the edition of the violation, or a later one that is lighter."""
    if charge.key == OWN:
        return _of_its_own(charge)
    if charge.key not in law.bases_by_key:
        near = nearest(charge.key, law.bases_by_key)
        said = f"；最接近的是“{near}”" if near else ""
        return Applied(charge=charge, trouble=f"处罚依据目录没有“{charge.key}”{said}。")
    try:
        old = law.basis(charge.key, charge.ended_on)
    except NotInForceError:
        return Applied(charge=charge, trouble=f"目录没有收录{charge.ended_on}施行的该项依据。")
    if old.refers:
        return Applied(charge=charge, edition=old, trouble="该条转致其他规定，幅度依所转致的条文。")
    result = _ranged(charge, old)
    later = [
        value
        for value in law.bases_by_key[charge.key]
        if old.in_force_from < value.in_force_from <= on and value is not old
    ]
    for edition in later:
        other = _ranged(charge, edition)
        result = _lighter(result, other)
    return result


def _of_its_own(charge: Charge) -> Applied:
    if charge.own is None:
        return Applied(charge=charge, trouble="目录未收录的依据没有写明条文和幅度。")
    if charge.own.is_reversed:
        return Applied(charge=charge)  # no range: what is wrong with it is said once, by the guard of bases
    kinds = charge.own.kinds | ({"fine"} if charge.own.most else frozenset())
    return Applied(charge=charge, range=Range(least=charge.own.least, most=charge.own.most, kinds=kinds))


def _ranged(charge: Charge, edition: Basis) -> Applied:
    brackets, missing = edition.fitting(charge.answers)
    if missing:
        return Applied(charge=charge, edition=edition, missing=missing)
    if not brackets:
        return Applied(charge=charge, edition=edition, range=NOTHING)
    bracket = brackets[0]
    kinds, serious = frozenset(bracket.kinds), frozenset(bracket.serious_kinds)
    if bracket.fine is None:
        within = Range(least=0, most=0, kinds=kinds, serious_kinds=serious, is_optional=True, bracket=bracket)
        return Applied(charge=charge, edition=edition, range=within)
    bounds = bracket.fine.bounds(charge.answers)
    if bounds is None:
        return Applied(charge=charge, edition=edition, missing=(bracket.fine.of,))
    within = Range(
        least=bounds[0],
        most=bounds[1],
        kinds=kinds,
        serious_kinds=serious,
        is_optional=bracket.fine.is_optional or _is_not_yet_due(bracket, charge),
        bracket=bracket,
    )
    return Applied(charge=charge, edition=edition, range=within)


def _is_not_yet_due(bracket: Bracket, charge: Charge) -> bool:
    """Whether the fine waits for a refusal to correct that is not on record."""
    is_grave = bracket.or_serious and charge.answers.serious is True
    return bracket.correction_first and charge.answers.refused is not True and not is_grave


def _lighter(before: Applied, after: Applied) -> Applied:
    """The one of two editions that governs, with the other named beside it."""
    assert before.edition is not None
    assert after.edition is not None
    if before.range is None or after.range is None:
        missing = tuple(dict.fromkeys((*before.missing, *after.missing)))
        return Applied(charge=before.charge, edition=before.edition, others=(after.edition,), missing=missing)
    lighter = after.range.lighter_than(before.range)
    chosen, other = (after, before) if lighter else (before, after)
    assert other.edition is not None
    return Applied(
        charge=chosen.charge,
        edition=chosen.edition,
        others=(*before.others, other.edition),
        is_later=lighter is True or before.is_later,
        is_doubtful=lighter is None or before.is_doubtful,
        range=chosen.range,
    )


def all_applied(world: World) -> tuple[Applied, ...]:
    """Every charge with what governs it on the day of the act; the parts of one act under one basis as the one charge they are."""
    whole = joined(planned_charges(world))
    return tuple(applied(world.law, charge, world.at.date()) for charge in whole)


def together(of_party: Iterable[Applied]) -> Range | None:
    """The range for one party: of each act the rule with the highest fine, the acts added up. None where one is not known."""
    governing: list[Range] = []
    kinds: frozenset[str] = frozenset()
    serious: frozenset[str] = frozenset()
    for _, of_act in groupby(
        sorted(of_party, key=lambda each: each.charge.act), lambda each: each.charge.act
    ):
        ranges = [each.range for each in of_act]
        known = [each for each in ranges if each is not None]
        if len(known) < len(ranges):
            return None
        kinds = kinds.union(*(each.kinds for each in known))
        serious = serious.union(*(each.serious_kinds for each in known))
        governing.append(max(known, key=lambda each: (each.most, each.least)))
    owed = [each for each in governing if not each.is_optional]
    return Range(
        least=sum(each.least for each in owed) or min((each.least for each in governing), default=0),
        most=sum(each.most for each in governing),
        kinds=kinds,
        serious_kinds=serious,
        is_optional=not owed,
    )


def by_party(world: World) -> dict[str, tuple[Sanction, tuple[Applied, ...]]]:
    """Each party on whom something is imposed, its share and what governs it; one without a basis is another guard's."""
    everything = all_applied(world)
    return {
        party: (share, mine)
        for party, share in shares(world).items()
        if share.is_imposed and (mine := tuple(each for each in everything if each.charge.party == party))
    }


@guard(
    "fine_within_ceiling",
    "罚款不超过法定上限",
    law=("penalty/lawful_basis", "penalty/highest_fine"),
    version=2,
    of_proposal=True,
)
def fine_within_ceiling(world: World) -> Verdict:
    """No fine is above the ceiling, whatever the grade; of several rules the one with the highest fine counts."""
    for party, (share, mine) in by_party(world).items():
        whole = together(mine)
        if whole is not None and share.fine > whole.most:
            said = f"，超过法定上限{yuan(whole.most)}元" if whole.most else "，所依据的条款没有规定罚款"
            return range_ground(
                world,
                "above_ceiling",
                f"对{named(world, [party])}罚款{yuan(share.fine)}元{said}（{articles_of(mine)}）。",
                "在法定幅度内确定罚款" if whole.most else "不予罚款，或者改用规定罚款的依据",
                cites=cites_of(mine),
            )
    return HOLDS


def below_floor(world: World) -> tuple[str, Range, tuple[Applied, ...]] | None:
    """The first party whose fine lies below the floor, with the range; none where every fine reaches it."""
    for party, (share, mine) in by_party(world).items():
        whole = together(mine)
        if whole is None or share.fine >= whole.least or (whole.is_optional and not share.fine):
            continue
        return party, whole, mine
    return None


def articles_of(mine: Iterable[Applied]) -> str:
    """The articles that charges rest on in words, those of the case's own making among them."""
    said = (
        each.edition.punished if each.edition else each.charge.own.article if each.charge.own else ""
        for each in mine
    )
    return "；".join(dict.fromkeys(filter(None, said)))


def cites_of(mine: Iterable[Applied]) -> tuple[str, ...]:
    """The articles of the catalogue that charges rest on, as citations."""
    return tuple(dict.fromkeys(cite for each in mine if each.edition for cite in each.edition.cites))


def range_ground(
    world: World, code: str, message: str, remedy: str, *, cites: tuple[str, ...] = (), unknown: bool = False
) -> Ground:
    """A ground on what governs a charge, with the articles that every penalty needs a basis by."""
    general = (*world.cites("penalty/lawful_basis"), *world.cites("penalty/older_or_lighter"))
    return Ground(code=code, message=message, cites=(*cites, *general), remedy=remedy, unknown=unknown)
