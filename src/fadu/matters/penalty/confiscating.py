# SPDX-License-Identifier: MulanPSL-2.0
"""What a penalty confiscates is listed thing by thing: the performance takes in, and has to take in, what the list says."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from fadu.kernel.quantities import quantity_of
from fadu.matters.penalty.bases import named
from fadu.matters.penalty.fallen import begun_anew, fallen_for, fell_on
from fadu.matters.penalty.sanctions import accused, planned, shares
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any

    from fadu.procedure.decision import Verdict, World

CONFISCATES = "confiscate_goods"


class Taken(NamedTuple):
    """Which thing is taken, from whom, and what it is counted in."""

    party: str
    name: str
    model: str
    unit: str

    def is_counted_as(self, other: Taken) -> bool:
        """Whether it is the same thing in the same unit; a list that leaves the unit out may mean any."""
        return self[:3] == other[:3] and (self.unit == other.unit or "" in (self.unit, other.unit))


def goods_of(rows: Iterable[Mapping[str, Any]]) -> dict[Taken, Decimal]:
    """How many of each thing a list takes from whom; a thing without a number counts as nothing."""
    sums: dict[Taken, Decimal] = defaultdict(Decimal)
    for row in rows:
        said = Taken(*(str(row.get(key) or "").strip() for key in Taken._fields))
        sums[said] += quantity_of(row.get("quantity")) or 0
    return dict(sums)


def not_covered(now: Mapping[Taken, Decimal], before: Mapping[Taken, Decimal]) -> tuple[str, ...]:
    """The things that one list takes beyond another, by name and unit: ten cases are more than the ten boxes told."""
    return tuple(
        f"{thing.name}（{quantity.normalize():f}{thing.unit}）"
        for thing, quantity in now.items()
        if quantity > sum(many for other, many in before.items() if thing.is_counted_as(other))
    )


@guard("goods_listed", "没收的非法财物逐件列明", law="penalty/decision_content")
def goods_listed(world: World) -> Verdict:
    """Who is told or decided to lose things reads which, how many, and of several parties whose (行政处罚法 59)."""
    if CONFISCATES not in planned(world).kinds:
        return HOLDS  # what may stand on a list of before is confiscated from nobody
    rows = world.value("goods_list") or ()
    if not rows:
        return _ground(
            "goods_not_listed",
            "没收非法财物，没有列明没收的物品。",
            "在没收的非法财物清单中逐件写明名称、规格型号、单位和数量",
            unknown=world.replay,
        )
    return next(_incomplete(world, rows), HOLDS)


def _incomplete(world: World, rows: Sequence[Mapping[str, Any]]) -> Iterator[Ground]:
    losers = {party for party, share in shares(world).items() if share.confiscated_goods}
    for row in rows:
        name = (row.get("name") or "").strip()
        if not name or quantity_of(row.get("quantity")) is None:
            yield _ground(
                "goods_incomplete",
                f"没收物品清单中的“{name or '（没有名称）'}”没有写明名称或者数量。",
                "写明名称；数量写数字，单位写在单位栏",
                unknown=world.replay,
            )
        elif row.get("party") not in losers:
            yield _ground(
                "goods_of_nobody",
                f"清单中的“{name}”，写的不是没收非法财物的当事人。",
                "在清单的当事人一栏选择没收谁的",
                unknown=world.replay,
            )
    for party in sorted(losers - {str(row.get("party") or "") for row in rows}):
        yield _ground(
            "goods_not_listed",
            f"没收{named(world, [party])}的非法财物，没有列明没收的物品。",
            "在没收的非法财物清单中逐件写明名称、规格型号、单位和数量",
            unknown=world.replay,
        )


@guard("confiscated_by_decision", "没收以行政处罚决定作出", law="penalty/preservation")
def confiscated_by_decision(world: World) -> Verdict:
    """What was preserved is confiscated by a decision alone (程序规定 35), never by dealing with the preservation."""
    return was_confiscated(world) if world.value("preservation_outcome") == "confiscated" else HOLDS


def was_confiscated(world: World, on: date | None = None) -> Verdict:
    """Whether the case has a decision that confiscates things and stands towards somebody who loses them by it.

    ``on`` is the day on which they were taken; a decision that fell only later carried it.
    """
    state, decided = world.state, world.state.last("decide")
    if decided is None or CONFISCATES not in (decided.payload.get("penalty_kinds") or ()):
        return _ground(
            "not_decided",
            "本案没有作出没收物品的行政处罚决定，不能没收。",
            "先依程序作出处罚决定；期满前不能作出的，采取其他措施或者解除",
        )
    listed = {str(row.get("party") or "") for row in decided.payload.get("goods_list") or ()} - {""}
    losers = listed or {view.key for view in accused(state)}
    fell = fell_on(state)
    if on is not None and fell is not None and decided.at.date() <= on < fell:
        return HOLDS
    if decided.seq > begun_anew(state) and not all(fallen_for(state, party) for party in losers):
        return HOLDS
    return _ground(
        "confiscation_fell",
        "没收物品的行政处罚决定已经失去效力，不能再据以没收。",
        "解除查封、扣押、登记保存，退还财物；重新作出处罚决定以后再处理",
    )


def _ground(code: str, message: str, remedy: str, *, unknown: bool = False) -> Ground:
    return Ground(code=code, message=message, remedy=remedy, unknown=unknown)
