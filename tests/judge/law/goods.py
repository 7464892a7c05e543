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


def goes_back(life: Life) -> dict[str, int] | None:
    """How many of each thing came in that a change of the decision takes no more, given back or not; None where none says."""
    changes = [deed.own for deed in life.all("result_said") if deed.own.get("challenge_result") == "changed"]
    values = [own["confiscated_goods"] for own in changes if own.get("confiscated_goods") is not None]
    is_nothing = bool(values) and not values[-1]
    if not is_nothing and not any("goods_list" in own for own in changes):
        return None
    kept = {} if is_nothing else listed(life)
    there: dict[str, int] = defaultdict(int)
    for row in life.rows["goods"]:
        there[row.get("item") or ""] += number(row.get("quantity"))
    return {item: got - kept.get(item, 0) for item, got in there.items() if item not in kept or kept[item]}


def kept_for_the_party(life: Life) -> dict[str, int]:
    """How many of each thing in store go back."""
    left = stored(life)
    given: dict[str, int] = defaultdict(int)
    for row in life.rows["disposals"]:
        if row.get("goods_disposal") == "returned":
            given[row.get("item") or ""] += number(row.get("quantity"))
    back = goes_back(life) or {}
    return {item: max(min(over - given[item], left[item]), 0) for item, over in back.items()}


def price_for_the_party(life: Life) -> int:
    """What things brought in that go back and are in store no more: as the part is of what was sold of them."""
    left, price = stored(life), 0
    for item, over in (goes_back(life) or {}).items():
        gone = given = brought = 0
        for row in life.rows["disposals"]:
            if row.get("item") != item:
                continue
            if row.get("goods_disposal") == "returned":
                given += number(row.get("quantity"))
            if row.get("goods_disposal") in ("sold", "auctioned"):
                gone += number(row.get("quantity"))
                brought += int(row.get("proceeds") or 0)
        lacks = min(over - given - max(left[item], 0), gone)
        price += brought * lacks // gone if lacks > 0 else 0
    return price


#: kinds of penalty that somebody must carry out beside paying and handing over (行政处罚法 9)
TO_BE_DONE = frozenset(
    {
        "suspend_licence",
        "downgrade",
        "revoke_licence",
        "restrict_business",
        "stop_business",
        "close_down",
        "restrict_occupation",
    }
)


def _kinds(life: Life) -> set[str]:
    rows = [row for row in life.fields.get("party_penalties") or () if row.get("party") in life.parties]
    own = {str(kind) for row in rows for kind in row.get("penalty_kinds") or ()}
    return own or {str(kind) for kind in life.fields.get("penalty_kinds") or ()}


def unheeded(life: Life) -> bool:
    """Whether another duty than to pay was demanded or imposed, and nobody recorded (since) that it was performed."""
    if life.last("record_other") is None and _kinds(life) & TO_BE_DONE:
        return True
    demanded = [deed.seq for deed in life.all("duns") if str(deed.own.get("unperformed") or "").strip()]
    return bool(demanded) and life.last("record_other", since=demanded[-1]) is None


def earned(life: Life) -> int:
    """What was sold brought in and does not go back, less what is in the treasury already."""
    sold = sum(
        int(row.get("proceeds") or 0)
        for row in life.rows["disposals"]
        if row.get("goods_disposal") in ("sold", "auctioned")
    )
    return (
        sold
        - price_for_the_party(life)
        - sum(int(row.get("amount") or 0) for row in life.rows["remittances"])
    )


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
    is_changed_away = goes_back(life) is not None and life.fields.get("confiscated_goods") == 0
    return any(each.goods for each in shares) and not has_fallen(life) and not is_changed_away


@sentence(
    "没收的物品都已入库、处理，才是强制执行完毕。",
    "A decision is enforced once the things it takes came in and were disposed of.",
    "行政处罚法 74",
    at=("is_enforced",),
)
def things_are_enforced_too(life: Life, deed: Deed, reading: Reading) -> str | None:
    if any(left > 0 for left in stored(life).values()):
        return "things are in store"
    if unheeded(life):
        return "another duty was demanded and is not performed"
    is_short = not life.rows["goods"] or lacking(life)
    return "things are lacking" if _are_taken_from(life, reading) and is_short else None


@sentence(
    "没收的物品还在库的，本机关不终结履行。",
    "The bureau does not end a performance with things in store.",
    "行政处罚法 74",
    at=("ends_ourselves",),
)
def nothing_is_left_in_store(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.says.get("ending_ground") == "court_ended" or not life.last("was_served"):
        return None
    return "things are in store" if any(left > 0 for left in stored(life).values()) else None


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
    back, left = kept_for_the_party(life), stored(life)
    for row in rows:
        left[row.get("item") or ""] -= number(row.get("quantity"))
    if any(left[item] < count for item, count in back.items() if count):
        return "what goes back is disposed of"
    keepers = {row.get("keeper") for row in life.rows["goods"] for one in rows if row["item"] == one["item"]}
    if deed.says.get("goods_supervisor") in keepers:
        return "the keeper supervises"
    return _out(life, rows)


@sentence(
    "处罚决定失去效力以后，没收的物品返还；变更的，返还不再没收的。",
    "Once the decision has fallen, things go back, and only then; once it was changed, those it takes no more.",
    "国家赔偿法 36",
    at=("returns_goods",),
)
def things_go_back_after_the_fall(life: Life, deed: Deed, reading: Reading) -> str | None:
    from judge.law.falling import has_fallen

    rows = deed.own.get("disposals") or ()
    if not has_fallen(life):
        back = kept_for_the_party(life)
        asked: dict[str, int] = defaultdict(int)
        for row in rows:
            asked[row.get("item") or ""] += number(row.get("quantity"))
        if goes_back(life) is None or any(count > back.get(item, 0) for item, count in asked.items()):
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


@sentence(
    "终结执行时还在库的没收物品写明；处理、上缴完毕的，才登记完毕，登记一次。",
    "What a court leaves in store is said when it ends the enforcement; that the store is empty is said once it is, and what it brought paid in.",
    "行政处罚法 74",
    "程序规定 77",
    at=("ends_by_court", "clears_store"),
)
def a_store_that_was_left_is_cleared(life: Life, deed: Deed, reading: Reading) -> str | None:
    kept = any(left > 0 for left in stored(life).values())
    if "ends_by_court" in deed.words:
        by_us = deed.own.get("ending_ground") not in (None, "court_ended")
        return "the store is not said" if not by_us and kept != (deed.own.get("goods_left") is True) else None
    if life.last("clears_store") or life.fields.get("goods_left") is not True:
        return "nothing was left"
    return "not cleared" if kept or earned(life) > 0 else None
