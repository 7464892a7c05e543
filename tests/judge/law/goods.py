# SPDX-License-Identifier: MulanPSL-2.0
"""Confiscated things: nothing leaves the store that was not put there, and what it brings goes to the treasury."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from judge.measures import measures
from judge.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from judge.life import Deed, Life
    from judge.reading import Reading


def number(said: Any) -> int:
    """How many; nothing where no number stands there. Lives count in whole pieces."""
    return int(said) if str(said or "").isdigit() else 0


def stored(life: Life, by: str = "") -> dict[str, int]:
    """How many of each thing are still in the store, of those that were there by a day."""
    left: dict[str, int] = defaultdict(int)
    for row in life.rows["goods"]:
        if not by or (row.get("taken_on") or "") <= by:
            left[row.get("item") or ""] += number(row.get("quantity"))
    for row in life.rows["disposals"]:
        left[row.get("item") or ""] -= number(row.get("quantity"))
    return left


def listed(life: Life) -> dict[str, int]:
    """How many of each thing the decision takes from those of this case; nothing where no list came over."""
    numbers: dict[str, int] = defaultdict(int)
    for row in life.fields.get("goods_list") or ():
        numbers[row.get("name") or ""] += number(row.get("quantity"))
    return numbers


def lacking(life: Life) -> bool:
    """Whether something of the list was not taken in whole."""
    there: dict[str, int] = defaultdict(int)
    for row in life.rows["goods"]:
        there[row.get("item") or ""] += number(row.get("quantity"))
    return any(there[name] < (wanted or 1) for name, wanted in listed(life).items())


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
        left[row.get("item") or ""] -= number(row.get("quantity"))
    short = {item: number for item, number in left.items() if number < 0}
    if short:
        return f"not in store: {short}"
    for row in rows:
        day = row.get("disposed_on") or ""
        if life.began and day < life.began.isoformat():
            return f"disposed of on {day}, before the decision"
        if stored(life, by=day)[row.get("item") or ""] < number(row.get("quantity")):
            return f"disposed of on {day}, before it was in store"
    return None


def _are_taken_from(life: Life, reading: Reading) -> bool:
    """Whether the decision takes things from those of this case, and has not fallen."""
    from judge.law.falling import has_fallen

    content = measures(life.fields)
    here = frozenset[str]().union(*(party.stands_for for party in life.parties.values()))
    shares = [sums for party, sums in content.by_party.items() if party in here] or [content.whole]
    return any(each.goods for each in shares) and not has_fallen(life)


@sentence(
    "没收的物品都已入库、处理，才是强制执行完毕。",
    "A decision is enforced once the things it takes came in and were disposed of.",
    "行政处罚法 74",
    at=("is_enforced",),
)
def things_are_enforced_too(life: Life, deed: Deed, reading: Reading) -> str | None:
    if any(left > 0 for left in stored(life).values()):
        return "things are in store"
    is_short = not life.rows["goods"] or lacking(life)
    return "things are lacking" if _are_taken_from(life, reading) and is_short else None


@sentence(
    "入库的是决定没收的，不多于没收的。",
    "What is taken in is what the decision takes, and no more of it.",
    "行政处罚法 74",
    at=("takes_in",),
)
def what_is_taken_in_was_confiscated(life: Life, deed: Deed, reading: Reading) -> str | None:
    rows = deed.own.get("goods") or ()
    if not _are_taken_from(life, reading):
        return "nothing is confiscated"
    wanted = listed(life)
    if not wanted:
        return None
    there: dict[str, int] = defaultdict(int)
    for row in (*life.rows["goods"], *rows):
        there[row.get("item") or ""] += number(row.get("quantity"))
    wrong = [row.get("item") for row in rows if there[row.get("item") or ""] > wanted[row.get("item") or ""]]
    return f"{wrong} are not confiscated, or not so many" if wrong else None


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
        if way != "auctioned" and "条" not in (row.get("disposal_ground") or ""):
            return f"{way} without a ground"
        if way in ("sold", "auctioned") and not row.get("proceeds"):
            return f"{way} for nothing"
        if not row.get("disposed_on") or not row.get("disposed_at"):
            return "neither when nor where"
    keepers = {row.get("keeper") for row in life.rows["goods"] for one in rows if row["item"] == one["item"]}
    if deed.says.get("goods_supervisor") in keepers:
        return "the keeper supervises"
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
