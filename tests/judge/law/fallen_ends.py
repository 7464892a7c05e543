# SPDX-License-Identifier: MulanPSL-2.0
"""An end without a penalty that falls: no penalty, nothing made out, a lead not filed; when it is dealt with anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.sentences import sentence

if TYPE_CHECKING:
    from judge.life import Deed, Life
    from judge.reading import Reading

#: results by which such an end has no effect any more
FALLEN = frozenset({"annulled", "remade", "invalid"})
#: what facts and reasons of each end are
REASONS = {
    "decide_no_penalty": ("facts", "no_penalty_ground"),
    "dismiss": ("facts",),
    "decline": ("verification_result", "decline_ground", "decline_reason", "reason"),
}


def last_end(life: Life) -> Deed | None:
    """The end without a penalty that the case came to last, if nothing else was decided or begun since."""
    return life.last("not_punished", "not_filed", since=life.seq("punishes", "begins_anew", "verifies_anew"))


def end_fell(life: Life) -> bool:
    """Whether others annulled it, as they say last, or the bureau took it back."""
    end = last_end(life)
    if end is None:
        return False
    ruled = life.last("end_ruled", since=end.seq)
    if life.last("takes_end_back", since=end.seq):
        return True
    return ruled is not None and ruled.own.get("challenge_result") in FALLEN


def ordered_anew(life: Life) -> bool:
    """Whether who annulled it said that it is to be decided anew."""
    end = last_end(life)
    ruled = life.last("end_ruled", since=end.seq) if end else None
    return ruled is not None and ruled.own.get("challenge_result") == "remade"


@sentence(
    "对不予处罚、不予立案的结果，在作出该决定之后登记，撤销的写明理由。",
    "What others found of an end without a penalty is about the one that stands last, and says why it fell.",
    "行政诉讼法 70",
    at=("end_ruled",),
)
def ruling_on_the_last_end(life: Life, deed: Deed, reading: Reading) -> str | None:
    if last_end(life) is None:
        return "no such end"
    fell = deed.own.get("challenge_result") in {"annulled", "remade"}
    return "no ground" if fell and not deed.own.get("annulled_for") else None


@sentence(
    "撤销、更正的是仍然有效的不予处罚、不予立案决定。",
    "The bureau takes back, or mends a slip of, an end that stands.",
    "行政处罚法 75",
    at=("takes_end_back", "mends_end"),
)
def taken_back_while_it_stands(life: Life, deed: Deed, reading: Reading) -> str | None:
    if last_end(life) is None:
        return "no such end"
    return "it fell already" if end_fell(life) else None


@sentence(
    "不予立案失去效力以后才重新核查。",
    "A lead is looked into anew once the decision not to file it fell.",
    "行政诉讼法 70",
    at=("verifies_anew",),
)
def looked_into_anew_after_a_fall(life: Life, deed: Deed, reading: Reading) -> str | None:
    return None if "takes_end_back" in deed.words or end_fell(life) else "the end stands"


@sentence(
    "不予处罚、不予立案被撤销后，不以同一事实和理由再作同样的决定；违反法定程序的除外。",
    "An end that was annulled is not come to again for the same facts and reasons, unless it fell for its procedure.",
    "行政复议法 64",
    "行政诉讼法 71",
    at=("not_punished", "not_filed"),
)
def not_the_same_end_once_more(life: Life, deed: Deed, reading: Reading) -> str | None:
    anew = life.seq("begins_anew", "verifies_anew")
    before = [d for d in life.all("not_punished", "not_filed") if d.name == deed.name and d.seq < anew]
    if not before:
        return None
    rulings = [d for d in life.all("end_ruled", since=before[-1].seq) if d.seq < anew]
    if not rulings or rulings[-1].own.get("challenge_result") not in FALLEN:
        return None
    if rulings[-1].own.get("annulled_for") == "procedure":
        return None
    said = [(before[-1].own.get(key) or "", life.says(deed, key) or "") for key in REASONS[deed.name]]
    same = any(was for was, _ in said) and all(str(was).split() == str(now).split() for was, now in said)
    return "the same end" if same else None


@sentence(
    "责令重新作出决定的，不能不重作而结案。",
    "What is ordered to be decided anew is not closed instead.",
    "行政复议法 64",
    "行政诉讼法 70",
    at=("closes_case",),
)
def not_closed_instead_of_anew(life: Life, deed: Deed, reading: Reading) -> str | None:
    return "it is to be decided anew" if ordered_anew(life) else None
