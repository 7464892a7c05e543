# SPDX-License-Identifier: MulanPSL-2.0
"""Facts of the penalty procedure: yes, no or unknown, from the acts and the law of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.matters.penalty.fallen import begun_anew, taken_over, was_ordered_anew
from fadu.matters.penalty.fallen_ends import end_has_fallen, ordered_on, taken_up_unordered
from fadu.matters.penalty.for_counsel import is_for_counsel, was_heard
from fadu.matters.penalty.publicity import early_stop_after_a_year as early_stop_after_a_year
from fadu.matters.penalty.publicity import published_general as published_general
from fadu.matters.penalty.publicity import published_grave as published_grave
from fadu.matters.penalty.publicity import published_minor as published_minor
from fadu.matters.penalty.publicity import registered_elsewhere
from fadu.matters.penalty.sanctions import accused, planned, shares
from fadu.procedure.dealing import proposal
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.facts import fact
from fadu.procedure.outlines import is_affirmed
from fadu.procedure.yes_no import answered

if TYPE_CHECKING:
    from fadu.matters.penalty.sanctions import Sanction
    from fadu.procedure.decision import Answer, World


def _answer(value: object) -> Answer:
    """Yes or no."""
    return "yes" if value else "no"


@fact("needs_legal_review", rows=("CF-058A", "PP-050"), version=2)
def needs_legal_review(world: World) -> Answer:
    """Whether one of the four cases of legal review is given, or was when the case was sent for it."""
    none_touched = answered(world, "major_interest") == "no"
    grounds = world.value("review_grounds")
    return _answer(is_for_counsel(world.state, grounds=grounds, no_major_interest=none_touched))


@fact("needs_case_examination", rows=("PP-052",))
def needs_case_examination(world: World) -> Answer:
    """Every ordinary case that needs no legal review is examined."""
    return _answer(needs_legal_review(world) == "no")


@fact("hearing_right", rows=("CF-063", "HR-005B", "HR-005C", "HR-005D", "HR-005E", "HR1-005A", "HR1-005B"))
def hearing_right(world: World) -> Answer:
    """Whether the penalty reaches what gives a right to a hearing: by kind, by fine, by confiscation, each apart."""
    sanction = planned(world)
    if world.value("other_heavy") is True or sanction.kinds & _heavy_kinds(world):
        return "yes"
    kinds = {party.key: party.kind for party in accused(world.state)}
    if not kinds:
        return "unknown"
    answers = [_reaches(world, kinds.get(key, "unit"), share) for key, share in shares(world).items()]
    return "yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"


def _heavy_kinds(world: World) -> frozenset[str]:
    try:
        return frozenset(option.key for option in world.law.options("penalty/hearing_kinds", world.at.date()))
    except FaduError:
        return frozenset()


def _reaches(world: World, kind: str, share: Sanction) -> Answer:
    day = world.at.date()
    try:
        fine = world.law.threshold("penalty/hearing_fine", day, local=world.local, party=kind).value
        taken = world.law.threshold("penalty/hearing_confiscation", day, local=world.local, party=kind).value
    except FaduError:
        return "unknown"
    confiscated = share.confiscated_gains + share.confiscated_goods
    return _answer(share.fine >= fine or confiscated >= taken)


@fact("hearing_requested", rows=("CF-064A", "HR-007"))
def hearing_requested(world: World) -> Answer:
    """Whether a party has asked for a hearing."""
    anew = begun_anew(world.state)
    return _answer(any(entry.seq > anew for entry in world.state.done("request_hearing")))


@fact("hearing_held", rows=("PP-050",))
def hearing_held(world: World) -> Answer:
    """Whether a hearing took place."""
    return _answer(was_heard(world.state, begun_anew(world.state)))


@fact("review_after_hearing", rows=("PP-050",))
def review_after_hearing(world: World) -> Answer:
    """Whether the hearing that was held asks for legal review after it: of what touches a major interest alone (程序规定 50)."""
    return _answer(hearing_held(world) == "yes" and needs_legal_review(world) == "yes")


@fact("unreviewed_after_hearing", rows=("PP-050",))
def unreviewed_after_hearing(world: World) -> Answer:
    """Whether the hearing asks for legal review after it, and none that was asked for since has agreed yet."""
    held = [child.ended_seq for child in world.state.children_of("hearing") if child.outcome == "held"]
    reviews = world.state.children_of("legal_review")
    agreed = any(is_affirmed(child) and child.opened_seq > max(held) for child in reviews) if held else False
    return _answer(review_after_hearing(world) == "yes" and not agreed)


@fact("defence_made", rows=("CF-045", "PP-058"))
def defence_made(world: World) -> Answer:
    """Whether a party has stated its defence."""
    return _answer(bool(world.state.done("plead")))


#: what comes before another discussion
_FIRST = frozenset({"child_open", "not_changed_as_asked"})


@fact("review_outdated")
def review_outdated(world: World) -> Answer:
    """Whether the proposal that stands is another than the one examined or legally reviewed last, a lighter one too."""
    step = "reviewed" if needs_legal_review(world) == "yes" else "examined"
    return _answer(proposal(world, step=step, unchanged=True) is not HOLDS)


@fact("review_lacking")
def review_lacking(world: World) -> Answer:
    """Whether the proposal that stands has not been examined or legally reviewed, whichever it needs now, so that it may be decided: never,
    or another one that it may not follow. A ground of legal review may come up with a change of the proposal.
    """
    if needs_legal_review(world) == "yes":
        return _answer(proposal(world, step="reviewed", after=("conclude",)) is not HOLDS)
    return _answer(proposal(world, step="examined") is not HOLDS)


@fact("discussion_outdated")
def discussion_outdated(world: World) -> Answer:
    """Whether the heads have to discuss the proposal that stands before it may be decided, as the decision asks: it is another than the one
    they discussed last. What they wanted changed and stands as it was is changed first, and an open item is waited for.
    """
    verdict = proposal(world, step="discussed", after=("legal_review",))
    return _answer(isinstance(verdict, Ground) and verdict.code not in _FIRST)


@fact("notice_outdated")
def notice_outdated(world: World) -> Answer:
    """Whether the proposal that stands is heavier or other than the one told last, or falls on somebody who was not told."""
    return _answer(proposal(world, step="told", to="each_affected") is not HOLDS)


@fact("to_be_published", rows=("PB-002A", "PB-002B", "PB-009"))
def to_be_published(world: World) -> Answer:
    """Decisions of the ordinary procedure are published unless a warning is the only penalty."""
    kinds = planned(world).kinds
    try:
        world.law.limit("publication/penalty", world.at.date())
    except FaduError:
        return "no"
    return "unknown" if not kinds else _answer(kinds != {"warning"})


@fact("published_here", rows=("PB-009",))
def published_here(world: World) -> Answer:
    """Whether the decision is published by the bureau itself: it is public at all, and not everybody is registered in another province."""
    parties = accused(world.state)
    if parties and all(registered_elsewhere(world, party.key) for party in parties):
        return "no"
    return to_be_published(world)


@fact("pushed_elsewhere", rows=("PB-010A",))
def pushed_elsewhere(world: World) -> Answer:
    """Whether the decision against the party asked about is published in another province, where that party is registered."""
    if not registered_elsewhere(world, str(world.proposed.get("party") or "")):
        return "no"
    return to_be_published(world)


@fact("decision_published", rows=("PB-011", "CF-048B"))
def decision_published(world: World) -> Answer:
    """Whether the decision was made public: what was not, need not be withdrawn."""
    return _answer(any(rule == "penalty_decision" for rule, _channel, _on in world.state.published))


@fact("lead_of_its_own", rows=("PP-018",))
def lead_of_its_own(world: World) -> Answer:
    """Whether the case began with a lead to be looked into, and not from a case that was filed on one already (程序规定 18)."""
    return _answer(all(kind != "split_from" for kind, _case in world.state.links))


@fact("anew_unordered")
def anew_unordered(world: World) -> Answer:
    """Whether the case was taken up anew without an order to decide anew, whose own term would run."""
    unordered = taken_up_unordered(world.state, world.at.date())
    if unordered is not None:
        return _answer(unordered)
    decided = [e for e in world.state.done("decide") if e.seq < begun_anew(world.state)]
    after = decided[-1].seq if decided else 0
    return _answer(not was_ordered_anew(world.state, after=after))


@fact("end_fallen")
def end_fallen(world: World) -> Answer:
    """Whether the end without a penalty to which the case came has no effect any more."""
    return _answer(end_has_fallen(world.state))


@fact("ordered_anew_on_the_day")
def ordered_anew_on_the_day(world: World) -> Answer:
    """Whether an order to decide anew on what ended without a penalty came on that day, or names it as the last one."""
    return _answer(ordered_on(world))


@fact("decision_ordered_anew")
def decision_ordered_anew(world: World) -> Answer:
    """Whether such an order came on that day about a case that was filed."""
    return _answer(ordered_on(world, unfiled=False))


@fact("filing_ordered_anew")
def filing_ordered_anew(world: World) -> Answer:
    """Whether such an order came on that day about a lead that was not filed."""
    return _answer(ordered_on(world, unfiled=True))


@fact("separated_unordered")
def separated_unordered(world: World) -> Answer:
    """Whether the case came from another for the fall of the decision there, and nobody ordered to decide anew, whose own term would run."""
    tellings = taken_over(world.state)
    return _answer(tellings and all(telling.says != "remade" for telling in tellings))


@fact("gains_unascertained", rows=("WD-014",))
def gains_unascertained(world: World) -> Answer:
    """Whether the gains cannot be established and the law of the day asks for the chief's approval then."""
    if world.value("gains_uncertain") is not True:
        return "no"
    try:
        return _answer(world.law.options("penalty/unascertained_gains", world.at.date()))
    except FaduError:
        return "no"
