# SPDX-License-Identifier: MulanPSL-2.0
"""What others make of a decision on a licence or a complaint: what fell is dealt with anew, and a licence stands again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.sentences import sentence

if TYPE_CHECKING:
    from judge.life import Deed, Life
    from judge.reading import Reading

#: results by which a decision has no effect any more
FALLEN = frozenset({"annulled", "remade", "accept", "invalid"})
#: what a decision says that may not be said again of the same
SAID = {
    "refuse_acceptance": ("not_accepted_ground", "refusal_basis"),
    "not_needed": ("not_needed_reason",),
    "revoke": ("revocation_ground", "revocation_facts", "legal_basis"),
    "recall": ("recall_ground", "recall_facts", "legal_basis"),
    "grant": ("opinion", "scope"),
    "cancel": ("cancellation_ground", "revocation_facts", "ended_on"),
}
#: what a result is about only where it says so
NAMED = frozenset({"grant", "grant_on_spot", "deemed_renewed", "cancel", "terminate"})
GRANTS = ("grant", "grant_on_spot", "deemed_renewed")
#: what is taken up anew by an act, after which of the decisions
OF = {
    "take_up_anew": ("refuse_acceptance", "not_needed", "terminate"),
    "begin_anew": ("refuse", "terminate"),
    "review_grant_anew": GRANTS,
    "not_cancelled_anew": ("cancel",),
}
REFUSED = {"licence": ("refusal_reason", "legal_basis"), "complaint": ("refusal_ground", "refusal_reason")}


def _result_on(life: Life, decided: Deed) -> Deed | None:
    """The last result about a decision: before the next decision that others may annul; of some, one that names it."""
    if decided.name in NAMED:
        again = min((d.seq for d in life.all(decided.name, since=decided.seq)), default=10**9)
        about = [d for d in life.all("hears_of_decision", since=decided.seq) if d.seq < again]
        named = [d for d in about if d.own.get("challenged") == decided.name]
        return named[-1] if named else None
    later = min((d.seq for d in life.all("contested", since=decided.seq)), default=10**9)
    results = [d for d in life.all("hears_of_decision", since=decided.seq) if d.seq < later]
    results = [d for d in results if not d.own.get("challenged")]
    return results[-1] if results else None


def fell(life: Life, decided: Deed) -> bool:
    """Whether a decision has no effect any more."""
    result = _result_on(life, decided)
    return result is not None and result.own.get("challenge_result") in FALLEN


def taken_away(life: Life) -> bool:
    """Whether the licence is revoked or recalled, and that stands; or others annulled its grant."""
    granted, again = life.last(*GRANTS), life.seq("review_grant_anew")
    if granted is not None and fell(life, granted):
        return True
    act = life.last("revokes", "recalls", since=again)
    return act is not None and not fell(life, act)


def was_cancelled(life: Life) -> bool:
    """Whether it is cancelled; for a revocation that fell it is not any more."""
    act = life.last("cancels", since=life.seq("review_grant_anew"))
    if act is not None and fell(life, act):
        return False
    if act is None or act.own.get("cancellation_ground") != "revoked":
        return act is not None
    causes = [d for d in life.all("revokes", "recalls") if d.seq < act.seq]
    return not causes or not fell(life, causes[-1])


@sentence(
    "复议、诉讼的结果，是对已经作出的决定的；撤销的，写明理由。",
    "A result is about a decision made by then, and says why where it annuls.",
    "行政复议法 64",
    "行政诉讼法 70、71",
    at=("hears_of_decision",),
)
def result_is_about_a_decision(life: Life, deed: Deed, reading: Reading) -> str | None:
    named, day = str(deed.own.get("challenged") or "contested"), deed.day("result_received_on")
    decided = life.last(named)
    if decided is None:
        return "nothing was decided"
    if day is not None and "result_received_on" in deed.own and day < decided.on:
        return f"decided on {decided.on}, the result is of {day}"
    annuls = deed.own.get("challenge_result") in {"annulled", "remade", "accept"}
    return "no ground" if annuls and not deed.own.get("annulled_for") else None


@sentence(
    "决定被撤销、确认无效的，才重新处理。",
    "What was decided is dealt with anew only once it fell.",
    "行政诉讼法 70",
    at=("taken_up_anew",),
)
def begun_anew_once_it_fell(life: Life, deed: Deed, reading: Reading) -> str | None:
    decided = life.last(*OF[deed.name]) if life.kind == "licence" else life.last("contested")
    if decided is None or not fell(life, decided):
        return "it stands"
    if life.kind != "licence":
        return None
    accepted = life.last("accept", "accept_by_law", "grant_on_spot") is not None
    if deed.name == "begin_anew" and not accepted:
        return "never accepted"
    return "accepted already" if deed.name == "take_up_anew" and accepted else None


@sentence(
    "注销的决定被撤销的，才在此了结是否再注销，一次。",
    "That a licence is not cancelled any more is said once, and only after the cancellation fell.",
    "行政诉讼法 70",
    at=("leaves_it_in_force",),
)
def left_in_force_once_it_fell(life: Life, deed: Deed, reading: Reading) -> str | None:
    decided = life.last("cancel")
    if decided is None or not fell(life, decided):
        return "it stands"
    return "said already" if life.last("not_cancelled_anew", since=decided.seq) is not None else None


@sentence(
    "被撤销的决定，不以同一事实和理由再作；因程序被撤销的除外。",
    "What was annulled is not decided again on the same facts and reasons, unless it fell for its procedure.",
    "行政复议法 64",
    "行政诉讼法 71",
    at=("contested", "said_once"),
)
def annulled_is_not_said_again(life: Life, deed: Deed, reading: Reading) -> str | None:
    before = life.last(deed.name)
    result = _result_on(life, before) if before else None
    if before is None or result is None or result.own.get("challenge_result") not in FALLEN:
        return None
    names = SAID.get(deed.name) or REFUSED[life.kind]
    same = all(_plain(before.own.get(key)) == _plain(deed.own.get(key)) for key in names)
    return "the same again" if same and result.own.get("annulled_for") != "procedure" else None


def _plain(said: object) -> str:
    return "".join(str(said or "").split())


@sentence(
    "责令受理的，受理。",
    "What is to be accepted by order is not turned away, nor sent elsewhere.",
    "行政复议法 64",
    "行政诉讼法 70",
    at=("turns_away",),
)
def accepted_as_ordered(life: Life, deed: Deed, reading: Reading) -> str | None:
    result = life.last("hears_of_decision")
    if result is None or result.own.get("challenge_result") != "accept":
        return None
    return None if life.last("accept", "grant_on_spot", since=result.seq) else "ordered to accept"


@sentence(
    "许可已经撤销、撤回、注销的，证件不再送交；没有的，送交。",
    "A licence that was taken away is not handed out, and only such a one is kept back.",
    "行政许可法 44、69、70",
    at=("deliver", "keeps_back"),
)
def handed_out_while_it_stands(life: Life, deed: Deed, reading: Reading) -> str | None:
    gone = taken_away(life) or was_cancelled(life)
    return None if gone is ("keeps_back" in deed.words) else f"taken away: {gone}"


@sentence(
    "已经注销的，不再注销。",
    "What is cancelled is not cancelled once more.",
    "行政许可法 70",
    at=("cancels",),
)
def cancelled_once(life: Life, deed: Deed, reading: Reading) -> str | None:
    return "cancelled already" if was_cancelled(life) else None


@sentence(
    "两名以上申请人的，撤回申请经其他申请人同意。",
    "An application of several is withdrawn with the others.",
    "行政许可程序规定 15",
    at=("withdraws_application",),
)
def withdrawn_with_the_others(life: Life, deed: Deed, reading: Reading) -> str | None:
    others = [key for key in applicants(life, deed, reading) if key != deed.party]
    return None if not others or deed.own.get("others_agree") is True else f"{others} do not"


def applicants(life: Life, deed: Deed, reading: Reading) -> list[str]:
    """Who applies and is there."""
    del deed
    return [p.key for p in life.parties.values() if p.capacity in reading.sides and p.ended is None]


def asks_to_end(life: Life, party: str) -> Deed | None:
    """The request of an applicant, or of whoever's place he took, to end the application, not taken back."""
    here = life.parties.get(party)
    selves = here.stands_for | {party} if here else {party}
    taken_back = max((d.seq for d in life.all("takes_back_end") if d.party in selves), default=0)
    asked = [d for d in life.all("asks_to_end", since=taken_back) if d.party in selves]
    return asked[-1] if asked else None


@sentence(
    "申请终止的，才能撤回申请终止。",
    "Only a request to end that stands is taken back.",
    "行政许可程序规定 30",
    at=("takes_back_end",),
)
def only_a_request_is_taken_back(life: Life, deed: Deed, reading: Reading) -> str | None:
    return None if asks_to_end(life, str(deed.party or "")) else "no request stands"
