# SPDX-License-Identifier: MulanPSL-2.0
"""Confiscated things: nothing leaves the store that was not put there, and what it brings goes to the treasury."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from judge.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from judge.life import Deed, Life
    from judge.reading import Reading


def stored(life: Life) -> dict[str, int]:
    """How many of each thing are still in the store."""
    left: dict[str, int] = defaultdict(int)
    for row in life.rows["goods"]:
        left[row.get("item") or ""] += int(row.get("quantity") or 0)
    for row in life.rows["disposals"]:
        left[row.get("item") or ""] -= int(row.get("quantity") or 0)
    return left


def earned(life: Life) -> int:
    """What was sold brought in, less what is in the treasury already."""
    sold = sum(
        int(row.get("proceeds") or 0)
        for row in life.rows["disposals"]
        if row.get("goods_disposal") in ("sold", "auctioned")
    )
    return sold - sum(int(row.get("amount") or 0) for row in life.rows["remittances"])


def _out(life: Life, rows: Iterable[Mapping[str, Any]]) -> str | None:
    left = stored(life)
    for row in rows:
        left[row.get("item") or ""] -= int(row.get("quantity") or 0)
    short = {item: number for item, number in left.items() if number < 0}
    return f"not in store: {short}" if short else None


@sentence(
    "没收的物品公开拍卖；销毁、变卖、移交的有依据；处理的都在库。",
    "What was confiscated is auctioned; whoever destroys or sells it otherwise says why; all of it was in store.",
    "行政处罚法 74",
    at=("disposes_goods",),
)
def things_are_disposed_of_as_the_law_says(life: Life, deed: Deed, reading: Reading) -> str | None:
    rows = deed.own.get("disposals") or ()
    for row in rows:
        way = row.get("goods_disposal")
        if way == "returned":
            return "returned though the decision stands"
        if way != "auctioned" and not (row.get("disposal_ground") or "").strip():
            return f"{way} without a ground"
        if way in ("sold", "auctioned") and not row.get("proceeds"):
            return f"{way} for nothing"
        if not row.get("disposed_on") or not row.get("disposed_at"):
            return "neither when nor where"
    return _out(life, rows)


@sentence(
    "处罚决定失去效力以后，没收的物品返还。",
    "Once the decision has fallen, things go back, and only then.",
    "国家赔偿法 36",
    at=("returns_goods",),
)
def things_go_back_after_the_fall(life: Life, deed: Deed, reading: Reading) -> str | None:
    from judge.law.falling import has_fallen

    rows = deed.own.get("disposals") or ()
    if not has_fallen(life):
        return "the decision stands"
    if any(row.get("goods_disposal") != "returned" for row in rows):
        return "not returned"
    return _out(life, rows)


@sentence(
    "处理所得上缴国库，不多于所得。",
    "The treasury is paid what the things brought in, no more.",
    "行政处罚法 74",
    at=("remits",),
)
def the_treasury_is_paid_what_they_brought(life: Life, deed: Deed, reading: Reading) -> str | None:
    total = sum(int(row.get("amount") or 0) for row in deed.own.get("remittances") or ())
    return f"{total} of {earned(life)}" if total > earned(life) else None
