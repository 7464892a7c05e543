# SPDX-License-Identifier: MulanPSL-2.0
"""What becomes of things that were preserved: taken by a decision, seized on paper for a time, or given back in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from judge.days import days_after, rolled, working_days_after
from judge.holding import held, last_day, meant
from judge.law.falling import fallen_for, fell_on
from judge.life import day_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from datetime import date

    from judge.holding import Holding
    from judge.life import Deed, Life
    from judge.reading import Reading

#: for how many working days things are kept, and for how many days they are seized, or kept on once more
KEPT, SEIZED = 7, 30


def _is_taken_by_decision(life: Life, on: date | None = None) -> bool:
    """Whether a decision took things and stood on the day they were taken, towards somebody who lost them."""
    decided, anew = life.last("punishes"), life.last("begins_anew")
    if decided is None or (anew is not None and anew.seq > decided.seq):
        return False
    if "confiscate_goods" not in (decided.own.get("penalty_kinds") or ()):
        return False
    listed = {str(row.get("party") or "") for row in decided.own.get("goods_list") or ()} - {""}
    losers = listed or {key for key, party in life.parties.items() if party.capacity == "当事人"}
    fell = fell_on(life)
    if on is not None and fell is not None and decided.on <= on < fell:
        return True
    return not all(fallen_for(life, party) for party in losers)


def _names_rule(text: Any) -> bool:
    return "第" in str(text or "") and "条" in str(text or "")


@sentence(
    "反不正当竞争案件的查封、扣押，须设区的市级以上主要负责人书面批准；查封、扣押写明所涉的依据。",
    "A seizure says what it is for; in unfair competition the head of a city bureau or above has approved it in writing.",
    "反不正当竞争法 16",
    at=("settles_preserved",),
)
def seizure_is_approved_by_whom_the_law_says(life: Life, deed: Deed, reading: Reading) -> str | None:
    says = deed.says
    if says.get("preservation_outcome") != "seized":
        return None
    own = deed.own.get("seizure_basis")
    bases = [str(own)] if own else [str(row.get("base") or "") for row in life.fields.get("bases") or ()]
    if not bases or any(base != "own" and "/" not in base for base in bases):
        return "a seizure for nothing that is known"
    is_unfair = any(base.startswith("unfair_competition/") for base in bases)
    paper = deed.own.get("superior_approval"), deed.own.get("approval_number"), deed.own.get("approved_on")
    return "not approved by the city" if is_unfair and not all(paper) else None


@sentence(
    "没收以处罚决定作出；查封、扣押有决定书，写明期限，不超过三十日；登记保存七个工作日期满后不再采取措施。",
    "Things are taken by a decision; a seizure has its paper and its term of thirty days; after seven working days nothing is done.",
    "程序规定 35",
    "行政强制法 25",
    at=("settles_preserved",),
)
def what_was_preserved_is_dealt_with_by_law(life: Life, deed: Deed, reading: Reading) -> str | None:
    outcome, kept = deed.own.get("preservation_outcome"), life.last("preserves")
    if outcome is None or kept is None:
        return None  # it lapses by itself, or nothing was kept
    if deed.on > working_days_after(kept.on, KEPT):
        return f"kept on {kept.on}, long over on {deed.on}"
    if outcome == "confiscated" and not _is_taken_by_decision(life):
        return "taken without a decision"
    if outcome != "seized":
        return None
    number, began, until = (
        str(deed.own.get("seizure_number") or ""),
        day_of(deed.own.get("seized_on")),
        day_of(deed.own.get("seizure_until")),
    )
    if not any(sign.isdigit() for sign in number) or began is None or until is None:
        return "a seizure without its paper"
    if deed.own.get("seizure_basis") == "own" and not _names_rule(deed.own.get("seizure_article")):
        return "a seizure by no rule"
    last = rolled(days_after(began, SEIZED))
    if began < kept.on or until < began:
        return f"seized from {began} to {until}, kept on {kept.on}"
    is_special = _names_rule(deed.own.get("seizure_term_article"))
    return f"seized to {until}, past {last}" if until > last and not is_special else None


@sentence(
    "查封、扣押的延长、解除、处理，以有查封、扣押为前提，写明是哪一次和文书；各延长一次，不超过三十日；没收以处罚决定作出。",
    "Only what is seized is kept on, given back or dealt with, by a paper and by name; once each, for thirty days; it is taken by a decision.",
    "行政强制法 25",
    "行政强制法 27",
    at=("ends_seizure",),
)
def a_seizure_ends_as_the_law_says(life: Life, deed: Deed, reading: Reading) -> str | None:
    still = held(life)
    if not still:
        return "nothing is seized"
    holding, own = meant(still, deed), deed.own
    if holding is None:
        return "which of them is not said"
    if not any(sign.isdigit() for sign in str(own.get("seizure_outcome_number") or "")):
        return "without a paper"
    done = day_of(own.get("seizure_outcome_on"))
    if done is not None and holding.began is not None and done < holding.began:
        return f"on {done}, seized only on {holding.began}"
    if own.get("seizure_goes_on") is True and not str(own.get("seizure_part") or "").strip():
        return "a part that is not named"
    return _without_ground(life, deed, done) or _out_of_term(life, holding, deed, done)


def _without_ground(life: Life, deed: Deed, done: date | None) -> str | None:
    outcome = deed.own.get("seizure_outcome")
    if outcome == "confiscated" and not _is_taken_by_decision(life, done):
        return "taken without a decision"
    if outcome == "destroyed" and not _names_rule(deed.own.get("seizure_outcome_article")):
        return "destroyed by no rule"
    ways = {"handed_over": {"transfer_to_police", "send_to_police"}, "passed_on": {"transfer_case"}}
    way = ways.get(str(outcome))
    gone = way is not None and any(d.name in way and not d.undone for d in life.deeds)
    return "handed to nobody" if way and not gone else None


def _out_of_term(life: Life, holding: Holding, deed: Deed, done: date | None) -> str | None:
    before = last_day(life, holding, done or deed.on)
    if done is not None and before is not None and done > before:
        return f"over since {before}, dealt with on {done}"
    if deed.own.get("seizure_outcome") != "extended" or before is None:
        return None
    until, last = day_of(deed.own.get("seizure_until")), rolled(days_after(before, SEIZED))
    if holding.kept_on or until is None or not before < until <= last:
        return f"kept on from {before} to {until}"
    return None


@sentence(
    "查封、扣押的财物正在检测的，不随案转入另一案。",
    "What is seized does not go over into another case while it is tested.",
    "程序规定 42",
    at=("tested_first",),
)
def nothing_goes_over_while_it_is_tested(life: Life, deed: Deed, reading: Reading) -> str | None:
    begun, ended = list(life.all("commission_appraisal")), list(life.all("receive_appraisal"))
    return "it is being tested" if held(life) and len(begun) > len(ended) else None


@sentence(
    "查封、扣押的财物解除、处理以后才能结束。",
    "A case ends after what it seized was given back or dealt with.",
    "程序规定 42",
    at=("kept_first",),
)
def what_was_seized_is_dealt_with(life: Life, deed: Deed, reading: Reading) -> str | None:
    return "things are still seized" if held(life) else None
