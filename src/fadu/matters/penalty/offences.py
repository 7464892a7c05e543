# SPDX-License-Identifier: MulanPSL-2.0
"""What businesses of a district are fined for in the demo: offences that fit their trade, with fines inside their basis."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fadu.law import library as law_library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """An offence with its basis, what the bracket asks, the fine and its grade. Money in fen."""

    name: str
    fact: str
    basis: str
    fine: int
    answers: Mapping[str, Any] = field(default_factory=dict)
    grade: str = "lighter"
    reason: str = "当事人主动改正，减轻了危害后果，依法从轻处罚。"
    takes_goods: bool = False
    #: what is confiscated, item by item
    goods: tuple[Mapping[str, str], ...] = ()

    def charged(self, party: str, ended_on: date) -> dict[str, Any]:
        """The row of the bases against a party."""
        return {"base": self.basis, "party": party, "ended_on": ended_on.isoformat(), **self.answers}

    def articles(self, on: date) -> str:
        """The punishing articles in words, by the law of a day."""
        return law_library().basis(self.basis, on).punished

    def violated(self, on: date) -> str:
        """The articles that were violated in words, by the law of a day; "" where the catalogue names none beside the punishing one."""
        return law_library().basis(self.basis, on).violates

    def words(self, on: date, party: str) -> dict[str, Any]:
        """Basis, kinds, fine and grade as notice and decision say them, and what is taken from whom."""
        kinds = ["fine", "confiscate_goods"] if self.takes_goods else ["fine"]
        words: dict[str, Any] = {
            "basis": self.articles(on),
            "penalty_kinds": kinds,
            "fine": self.fine,
            "discretion_grade": self.grade,
            "discretion_reason": self.reason,
        }
        if self.grade in ("lighter", "mitigated"):
            words["lighter_grounds"] = ["removed_harm"]
        if self.takes_goods:
            words |= {
                "confiscated_goods": 38600,
                "goods_list": [{**row, "party": party} for row in self.goods],
            }
        return words


_ORDINARY = "没有从轻、减轻或者从重的情节，按一般幅度处罚。"
EXPIRED_FOOD = Offence(
    name="销售超过保质期的食品",
    fact="货架上有超过保质期的食品待售",
    basis="food_safety/124-1-5",
    fine=500000,
    answers={"goods_value": 38600},
    grade="mitigated",
    reason="当事人主动消除危害后果，货值很小，依法减轻处罚。",
    takes_goods=True,
    goods=(
        {"name": "袋装面包", "model": "120克/袋", "unit": "袋", "quantity": "16", "note": "已超过保质期"},
        {"name": "纯牛奶", "model": "250毫升/盒", "unit": "盒", "quantity": "24", "note": "已超过保质期"},
    ),
)
NO_PRICE = Offence(
    name="未按规定明码标价",
    fact="销售商品、提供服务未标明价格",
    basis="price/42",
    fine=100000,
    answers={"illegal_gains": 0},
)
ADVERTISEMENT = Offence(
    name="广告引证内容未标明出处",
    fact="广告使用数据、引用语而未标明出处",
    basis="advertising/59-1",
    fine=2000000,
)
UNFIT_GOODS = Offence(
    name="以不合格产品冒充合格产品",
    fact="抽检不合格的产品仍作为合格产品销售",
    basis="product_quality/50",
    fine=800000,
    answers={"goods_value": 500000},
    grade="ordinary",
    reason=_ORDINARY,
    takes_goods=True,
    goods=({"name": "电热水壶", "model": "1.5升", "unit": "台", "quantity": "4", "note": "检验不合格批次"},),
)
NO_FOOD_LICENCE = Offence(
    name="未经许可从事食品经营",
    fact="未取得食品经营许可经营食品",
    basis="food_safety/122",
    fine=5000000,
    answers={"goods_value": 38600},
    grade="ordinary",
    reason=_ORDINARY,
    takes_goods=True,
    goods=({"name": "待售熟食", "model": "散装", "unit": "千克", "quantity": "6.5", "note": "无许可经营"},),
)
SHORT_WEIGHT = Offence(
    name="销售的商品短缺量",
    fact="称重商品的实际重量与标注重量之差超过规定",
    basis="quantity/5",
    fine=50000,
)
OLD_COSMETICS = Offence(
    name="经营超过使用期限的化妆品",
    fact="货架上有超过使用期限的化妆品待售",
    basis="cosmetics/60",
    fine=1000000,
    answers={"goods_value": 38600},
    grade="ordinary",
    reason=_ORDINARY,
    takes_goods=True,
    goods=(
        {"name": "保湿面霜", "model": "50克/瓶", "unit": "瓶", "quantity": "9", "note": "已超过使用期限"},
    ),
)
LATE_REFUND = Offence(
    name="故意拖延退还预付费用",
    fact="消费者要求退还预付费用，当事人无正当理由拖延",
    basis="consumers/56",
    fine=500000,
    answers={"illegal_gains": 0},
)
#: what is fined heavily, after a hearing
HEAVY = Offence(
    name="广告使用绝对化用语",
    fact="在广告中使用“国家级”“最佳”等用语",
    basis="advertising/57-1",
    fine=20000000,
    answers={"serious": False},
    grade="ordinary",
    reason=_ORDINARY,
)
#: what a business is called -> what it may be fined for; six each, drawn alike
_BY_TRADE = {
    ("食品", "百货", "便利店"): (
        EXPIRED_FOOD,
        NO_PRICE,
        ADVERTISEMENT,
        UNFIT_GOODS,
        EXPIRED_FOOD,
        SHORT_WEIGHT,
    ),
    ("餐饮",): (EXPIRED_FOOD, NO_PRICE, ADVERTISEMENT, NO_FOOD_LICENCE, EXPIRED_FOOD, NO_PRICE),
    ("电器", "家具", "汽车"): (UNFIT_GOODS, NO_PRICE, ADVERTISEMENT, UNFIT_GOODS, NO_PRICE, ADVERTISEMENT),
    ("药房",): (OLD_COSMETICS, NO_PRICE, ADVERTISEMENT, OLD_COSMETICS, NO_PRICE, ADVERTISEMENT),
}
_OF_SERVICES = (LATE_REFUND, NO_PRICE, ADVERTISEMENT, NO_PRICE, LATE_REFUND, NO_PRICE)


def offences_of(name: str) -> tuple[Offence, ...]:
    """What a business of that name may be fined for: a furniture shop sells no food.

    >>> [offence.basis for offence in offences_of("城东百惠家具有限公司")][:2]
    ['product_quality/50', 'price/42']
    """
    for words, offences in _BY_TRADE.items():
        if any(word in name for word in words):
            return offences
    return _OF_SERVICES
