# SPDX-License-Identifier: MulanPSL-2.0
"""A decision that falls: annulled, declared void, withdrawn; what goes back, and when a case is taken up anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.law.fallen_ends import end_fell, last_end
from judge.law.goods import price_for_the_party, stored
from judge.law.money import last_result, owed_of, paid_of
from judge.life import day_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from datetime import date

    from judge.life import Deed, Life
    from judge.reading import Reading

#: results by which a decision has no effect any more
FALLEN = frozenset({"annulled", "remade", "invalid"})


def has_fallen(life: Life) -> bool:
    """Whether the decision of today has no effect any more, as far as this life says."""
    decided = life.seq("punishes")
    if life.kind == "performance":
        withdrawn = any(d.own.get("says") == "withdrawn" for d in life.all("told"))
        result = last_result(life)
        return withdrawn or (result is not None and result.says.get("challenge_result") in FALLEN)
    result, punished = life.last("result_said", since=decided), _punished(life)
    if life.last("withdraws_decision", since=decided) or FALLEN & set(_last_told(life).values()):
        return True
    if (
        life.last("withdraws_for_one", since=decided)
        and punished
        and all(fallen_for(life, p) for p in punished)
    ):
        return True
    return result is not None and result.says.get("challenge_result") in FALLEN


def _last_told(life: Life) -> dict[str, str]:
    """What each case that performs the decision of today told last of it; that a remedy was given up says nothing."""
    tellings = life.all("told", since=life.seq("punishes"))
    return {
        str(d.own.get("case")): str(d.own.get("says")) for d in tellings if d.own.get("says") != "withdrawn"
    }


def _punished(life: Life) -> list[str]:
    """Those whom the decision of today punishes: who came in since, in nobody's place, it does not; all where no case performs it.

    Who was taken out of the case since, with nobody in its place, is punished as before.
    """
    decided = life.seq("punishes")
    selves = {errand.party for errand in life.sent("performance") if errand.sent > decided and errand.party}
    here = [party for party in life.parties.values() if party.capacity == "当事人"]
    taken_out = selves.difference(*(party.stands_for for party in here))
    return [*(party.key for party in here if not selves or selves & party.stands_for), *sorted(taken_out)]


def fallen_for(life: Life, party: str) -> bool:
    """Whether the decision of today has no effect any more towards one party, or whoever's place it took."""
    decided = life.seq("punishes")
    if life.last("withdraws_decision", since=decided):
        return True
    known = life.parties.get(party)
    selves = {party, *(known.stands_for if known else ())}
    own = {errand.case for errand in life.sent("performance") if errand.party in selves}
    alone = any(deed.party in selves for deed in life.all("withdraws_for_one", since=decided))
    return alone or any(says in FALLEN for case, says in _last_told(life).items() if case in own)


def fell_on(life: Life) -> date | None:
    """The first day on which the decision of today fell towards somebody."""
    decided = life.seq("punishes")
    days = [d.on for d in life.all("withdraws_decision", "withdraws_for_one", since=decided)]
    tellings = [d for d in life.all("told", since=decided) if d.own.get("says") in FALLEN]
    return min([*days, *(day_of(d.own.get("on")) or d.on for d in tellings)], default=None)


@sentence(
    "只对数个当事人之一撤销的，决定对他和对其他当事人都仍然有效。",
    "The bureau takes its decision back towards one where it stands for it, and for somebody else.",
    "行政处罚法 75",
    at=("withdraws_for_one",),
)
def withdrawn_for_one_of_several(life: Life, deed: Deed, reading: Reading) -> str | None:
    if fallen_for(life, deed.party):
        return "it fell already"
    others = [key for key in _punished(life) if key != deed.party]
    return None if any(not fallen_for(life, key) for key in others) else "it stands for nobody else"


@sentence(
    "撤销处罚决定的，写明为何撤销：这决定能否作出同样的决定。",
    "Why a decision was annulled is said: on it depends whether the same may be made again.",
    "行政复议法 64",
    "行政诉讼法 71",
    at=("result_said",),
)
def ground_of_the_fall_is_said(life: Life, deed: Deed, reading: Reading) -> str | None:
    fell = deed.own.get("challenge_result") in {"annulled", "remade"}
    return "no ground" if fell and not deed.own.get("annulled_for") else None


@sentence(
    "退还的是收进来而不欠的款项。",
    "What is given back came in and is not owed.",
    "国家赔偿法 36",
    at=("repays",),
)
def what_goes_back_came_in(life: Life, deed: Deed, reading: Reading) -> str | None:
    left = _held(life)
    if not any(left.values()):
        return "nothing came in that is not owed"
    for row in deed.own.get("repayments") or ():
        day, sort = day_of(row.get("repaid_on")), row.get("payment_kind")
        if day is None or day > deed.on:
            return f"given back {day}"
        left[sort] = left.get(sort, 0) - int(row.get("amount") or 0)
    return f"more went back than came in: {left}" if min(left.values()) < 0 else None


def _held(life: Life) -> dict[str, int]:
    """What came in of each sort, is not owed and has not gone back."""
    due = owed_of(life)
    got = {sort: paid_of(life, sort) for sort in due}
    brought = life.last("is_enforced")
    if brought is not None:
        _spread(got, due, int(brought.says.get("enforced_amount") or 0))
    sums = {sort: got[sort] - (0 if has_fallen(life) else due[sort]) for sort in due}
    sums["proceeds"] = price_for_the_party(life)
    if has_fallen(life):
        sold = (r for r in life.rows["disposals"] if r.get("goods_disposal") in ("sold", "auctioned"))
        sums["proceeds"] = sum(int(row.get("proceeds") or 0) for row in sold)
    for row in life.rows["repayments"]:
        sums[row["payment_kind"]] = sums.get(row["payment_kind"], 0) - int(row.get("amount") or 0)
    return {sort: max(left, 0) for sort, left in sums.items()}


def _spread(got: dict[str, int], due: dict[str, int], came_in: int) -> None:
    """What a court brought in goes to what was still owed of each sort; what is over was too much of the fine."""
    for sort in ("fine", "gains", "additional"):
        part = min(max(due[sort] - got[sort], 0), came_in)
        got[sort], came_in = got[sort] + part, came_in - part
    got["fine"] += came_in


@sentence(
    "处罚决定失去效力，已收的款项退还之后，履行才以此终结，一次。",
    "Performance ends for want of a decision once that fell and everything went back, and only once.",
    "行政处罚法 75",
    "国家赔偿法 36",
    at=("ends_fallen",),
)
def ends_after_all_went_back(life: Life, deed: Deed, reading: Reading) -> str | None:
    ended = life.last("ends_fallen")
    if ended is not None and life.last("goes_on_again", since=ended.seq) is None:
        return "it has ended so"
    if not has_fallen(life):
        return "the decision stands"
    left = {sort: sum_ for sort, sum_ in _held(life).items() if sum_}
    things = {item: number for item, number in stored(life).items() if number > 0}
    return f"{left or things} is still held" if left or things else None


@sentence(
    "已经失去效力的决定，不再撤销。",
    "What has fallen is not withdrawn once more.",
    "行政处罚法 75",
    at=("withdraws_decision",),
)
def only_what_stands_is_withdrawn(life: Life, deed: Deed, reading: Reading) -> str | None:
    decided = life.seq("punishes")
    return "it was withdrawn already" if life.last("withdraws_decision", since=decided) else None


@sentence(
    "更正的是仍然有效的处罚决定。",
    "A slip is mended in a decision that stands.",
    "行政处罚法 75",
    at=("mends_decision",),
)
def only_what_stands_is_mended(life: Life, deed: Deed, reading: Reading) -> str | None:
    left = life.last("begins_anew", since=life.seq("punishes"))
    return "the decision fell" if has_fallen(life) or left else None


@sentence(
    "结案前，失去效力的决定所收的款物已退还，其履行以此终结。",
    "No case closes before what was collected under a decision that fell went back, and its performance ended for that.",
    "国家赔偿法 36",
    at=("closes_case",),
)
def what_fell_is_settled_before_the_end(life: Life, deed: Deed, reading: Reading) -> str | None:
    said = {
        d.own.get("case"): d.own.get("says") for d in life.all("told") if d.own.get("says") != "withdrawn"
    }
    whole = life.seq("withdraws_decision")
    alone = {d.party for d in life.all("withdraws_for_one")}
    selves = alone.union(*(p.stands_for for p in life.parties.values() if p.stands_for & alone))
    fell = [
        e
        for e in life.sent("performance")
        if said.get(e.case) in FALLEN or e.sent < whole or (e.party and e.party in selves)
    ]
    open_ = [errand.case for errand in fell if errand.outcome != "fallen"]
    return f"{open_} is not settled" if open_ else None


@sentence(
    "处罚决定失去效力以后，案件才重新处理，或者以此办结。",
    "A case is taken up anew, or ended for a fall, once its decision fell.",
    "行政诉讼法 70",
    "行政处罚法 75",
    at=("begins_anew", "ends_for_fall"),
)
def taken_up_after_a_fall(life: Life, deed: Deed, reading: Reading) -> str | None:
    if "begins_anew" in deed.words and last_end(life):
        return None if end_fell(life) else "the end stands"
    if not life.last("punishes", since=life.seq("begins_anew")):
        return "nothing was decided"
    return None if has_fallen(life) else "the decision stands"


@sentence(
    "分案重新处理的，处罚决定对该当事人已失去效力，本案仍有其他当事人。",
    "Who is separated for the fall of a decision is somebody towards whom it fell, and another stays.",
    "行政诉讼法 70",
    at=("separates_fallen",),
)
def separated_for_its_own_fall(life: Life, deed: Deed, reading: Reading) -> str | None:
    party, here = str(deed.own.get("party") or ""), life.people(reading.sides)
    if party not in here or len(here) < 2:
        return f"{party} of {here}"
    return None if fallen_for(life, party) else "the decision stands for it"


@sentence(
    "撤回的是已经公示的。",
    "What is withdrawn was made public.",
    "处罚公示规定 11",
    at=("withdraws_publication",),
)
def only_the_public_is_withdrawn(life: Life, deed: Deed, reading: Reading) -> str | None:
    return (
        None if life.last("publish", since=life.seq("withdraws_publication")) else "nothing was made public"
    )


@sentence(
    "不再处罚的，各当事人的履行程序先终结。",
    "A case ends for the fall of its decision once everybody's part has ended.",
    "程序规定 77",
    at=("ends_for_fall",),
)
def parts_end_before_the_whole(life: Life, deed: Deed, reading: Reading) -> str | None:
    return None if all(part.back for part in life.sent("performance")) else "a part is open"


@sentence(
    "撤销后重新作出的，不得以同一事实和理由作出与原决定基本相同的决定；违反法定程序的除外。",
    "What was annulled is not decided again in the same way for the same facts, unless it fell for its procedure.",
    "行政诉讼法 71",
    "行政复议法 64",
    at=("punishes",),
)
def not_the_same_once_more(life: Life, deed: Deed, reading: Reading) -> str | None:
    ruling, before = life.last("result_said"), life.last("punishes")
    if ruling is None or before is None or ruling.says.get("challenge_result") not in {"annulled", "remade"}:
        return None
    if ruling.says.get("annulled_for") == "procedure":
        return None
    keys = ("facts", "basis", "penalty_kinds", "fine", "confiscated_gains", "confiscated_goods")
    same = all(deed.says.get(key) == before.says.get(key) for key in keys)
    return "the same decision" if same else None


@sentence(
    "处罚决定没有恢复效力的，不恢复履行。",
    "Performance goes on again only once the decision is in force again.",
    "行政诉讼法 92",
    at=("goes_on_again",),
)
def goes_on_once_it_stands(life: Life, deed: Deed, reading: Reading) -> str | None:
    return "the decision fell" if has_fallen(life) else None
