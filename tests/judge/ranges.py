# SPDX-License-Identifier: MulanPSL-2.0
"""A few bases of punishment as their articles have them, written down apart from the catalogue. Sums in fen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

#: 食品安全法实施条例 81: fines of food law from this sum on are for the city
CITY = 300_000_00
SMALL_GOODS = 10_000_00


@dataclass(frozen=True, slots=True)
class Scope:
    """Floor and ceiling of a fine, and the kinds of sanction."""

    least: int
    most: int
    kinds: frozenset[str]
    is_food: bool = False
    #: may be punished without a fine (单处或者并处)
    alone: bool = False


def scope(row: Mapping[str, Any]) -> Scope | None:
    """What a row of bases allows; None of a basis that is not written down here."""
    heavy = frozenset({"revoke_licence"}) if row.get("serious") else frozenset()
    gains, goods = int(row.get("illegal_gains") or 0), int(row.get("goods_value") or 0)
    kinds = frozenset({"fine", "confiscate_gains", "confiscate_goods"})
    match row.get("base"):
        case "consumers/56":  # 消费者权益保护法 56; 情节严重的，责令停业整顿、吊销营业执照
            more = heavy | {"stop_business"} if heavy else heavy
            if not gains:
                return Scope(0, 500_000_00, frozenset({"fine", "warning"}) | more, alone=True)
            every = frozenset({"fine", "warning", "confiscate_gains"}) | more
            return Scope(gains, 10 * gains, every, alone=True)
        case "product_quality/50":  # 产品质量法 50; 情节严重的，吊销营业执照
            return Scope(-(-goods // 2), 3 * goods, kinds | heavy)
        case "advertising/59-1":  # 广告法 59
            return Scope(0, 100_000_00, frozenset({"fine"}))
        case "food_safety/124-1-5":  # 食品安全法 124; 情节严重的，吊销许可证
            if goods < SMALL_GOODS:
                return Scope(50_000_00, 100_000_00, kinds | heavy, is_food=True)
            return Scope(10 * goods, 20 * goods, kinds | heavy, is_food=True)
    return None


#: what lives are led with
BASES = (
    "product_quality/50",
    "product_quality/50",
    "consumers/56",
    "advertising/59-1",
    "food_safety/124-1-5",
)
