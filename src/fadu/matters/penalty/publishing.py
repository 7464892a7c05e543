# SPDX-License-Identifier: MulanPSL-2.0
"""Publication as a duty: pushed to where the party is registered, kept public as long as the law says, corrected, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.fallen import fallen_for, known_fallen_on, left_behind
from fadu.matters.penalty.publicity import PERIODS, classes_of, is_restricted, registered_elsewhere
from fadu.matters.penalty.published import counts_of, has_ended, last_day, published_on, stands_published
from fadu.matters.penalty.restrictions import over_on
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.procedure.decision import ClockReading, Verdict, World


@guard("party_registered_elsewhere", "已登记当事人登记地在外省", law="penalty/publication_elsewhere")
def party_registered_elsewhere(world: World) -> Verdict:
    """Only the penalty of a party registered in another province is pushed there (处罚公示规定 9, 10)."""
    if registered_elsewhere(world, _party(world)):
        return HOLDS
    return Ground(
        code="registered_here",
        message="没有登记该当事人的登记地（住所地）在外省；登记地在本省的，由本局公示，不推送。",
        remedy="登记地确在外省的，先办理“登记当事人登记地（住所地）在外省”",
        unknown=world.replay,
    )


@guard(
    "stands_for_publication", "处罚决定仍然有效，应当公示", law="penalty/publication_withdrawal", version=2
)
def stands_for_publication(world: World) -> Verdict:
    """A decision that has fallen towards a party is not made public about it any more (处罚公示规定 11).

    What was made public before the bureau came to know of it, and is entered later, is withdrawn and not refused.
    """
    known = known_fallen_on(world.state)
    published = str(world.proposed.get("published_on") or "")[:10]
    fell = left_behind(world.state) or fallen_for(world.state, _party(world))
    if not fell or (published and known and published < known.isoformat()):
        return HOLDS
    return Ground(
        code="not_public_any_more",
        message="处罚决定已经失去效力，不再推送、公示。",
        remedy="已经公示的，办理“撤回处罚公示信息”",
    )


@guard("pushed_to_party", "处罚信息已经推送", law="penalty/publication_elsewhere")
def pushed_to_party(world: World) -> Verdict:
    """What reached the other bureau was pushed there before, for this party."""
    party = _party(world)
    if any(e.payload.get("party") == party for e in world.state.done("push_publication")):
        return HOLDS
    return Ground(
        code="not_pushed",
        message="该当事人的处罚信息没有推送的登记。",
        remedy="先登记推送",
        unknown=world.replay,
    )


@guard("published_as_served", "公示的决定书与送达的一致", law="penalty/publication_text")
def published_as_served(world: World) -> Verdict:
    """But for what must be withheld, the decision is published as it was served (处罚公示规定 7)."""
    if world.value("as_served") is True:
        return HOLDS
    return Ground(
        code="not_as_served",
        message="除国家秘密、商业秘密、个人信息的处理外，公示的决定书应当与送达当事人的一致。",
        remedy="以送达的决定书为准，只作必要处理",
        unknown=world.replay,
    )


@guard("publication_to_correct", "处罚信息正在公示", law="penalty/publication_correction")
def publication_to_correct(world: World) -> Verdict:
    """Only what stands published is put right (处罚公示规定 12)."""
    return HOLDS if stands_published(world.state) else _nothing_published(world)


@guard(
    "publication_stands",
    "对该当事人的处罚信息正在公示，决定对其没有失去效力",
    law=("penalty/publication_period", "penalty/publication_withdrawal"),
    version=2,
)
def publication_stands(world: World) -> Verdict:
    """What was never published, was withdrawn, or has ended already, cannot end; what fell does not end but is withdrawn."""
    state, party = world.state, _party(world)
    if not stands_published(state) or has_ended(state, party):
        return _nothing_published(world)
    if not fallen_for(state, party):
        return HOLDS
    return Ground(
        code="to_be_withdrawn",
        message="处罚决定对该当事人已经失去效力，公示信息应当撤回，不是停止公示。",
        cites=world.cites("penalty/publication_withdrawal"),
        remedy="办理“撤回处罚公示信息”；为其他当事人重新公示的，公示期照原公示之日计算",
    )


@guard("publication_period_over", "公示期已满", law="penalty/publication_period")
def publication_period_over(world: World) -> Verdict:
    """The term of the longest class the penalty may fall into has run out (处罚公示规定 13–15)."""
    counts = counts_of(world, _party(world))
    last = last_day(counts, {PERIODS[each][0] for each in _classes(world, counts)})
    if last is not None and world.at.date() > last:
        return HOLDS
    return Ground(
        code="period_running",
        message=f"公示期{f'至{last}届满' if last else '无法确定'}，届满前不停止公示。",
        remedy="届满后办理；当事人具备条件的，可以申请提前停止公示",
        unknown=last is None,
    )


@guard("early_stop_open", "处罚可以提前停止公示，并且最短公示期已满", law="penalty/early_stop")
def early_stop_open(world: World) -> Verdict:
    """Some penalties stay public to the end; the others may end early once the shortest term is over."""
    counts = counts_of(world, _party(world))
    classes = _classes(world, counts)
    reason = _NEVER if "final" in classes else _NEEDLESS if classes == {"minor"} else ""
    if reason:
        return Ground(
            code="no_early_stop",
            message=f"该处罚不适用提前停止公示：{reason}",
            remedy="公示期满后办理“公示期满停止公示”",
        )
    last = last_day(counts, {early or period for period, early in (PERIODS[each] for each in classes)})
    if last is not None and world.at.date() > last:
        return HOLDS
    return Ground(
        code="too_early",
        message=f"最短公示期{f'至{last}届满' if last else '无法确定'}，届满前不得提前停止公示。",
        remedy="届满后办理；所属领域没有登记的，先登记",
        unknown=last is None,
    )


_NEVER = "受到责令停产停业、限制、降低资质等级、吊销、责令关闭等依规定不得提前停止公示的处罚。"
_NEEDLESS = "仅受到通报批评或者较低数额罚款的，公示期满由本局停止公示，不须申请。"


@guard("restriction_over", "处罚限制期限已经届满", law="penalty/publication_period")
def restriction_over(world: World) -> Verdict:
    """A bar from trade or occupation stays public while it lasts, however long (处罚公示规定 13, 14)."""
    day = published_on(counts_of(world, _party(world)))
    if day is None or not is_restricted(world, _party(world), day):
        return HOLDS
    return over_on(world, _party(world), day)


@guard("early_stop_conditions_met", "提前停止公示的条件同时具备", law="penalty/early_stop")
def early_stop_conditions_met(world: World) -> Verdict:
    """Every condition of the day is confirmed (处罚公示规定 14, since 2025-12-25: 16)."""
    given = world.value("early_stop_conditions")
    if given is None:
        return HOLDS
    conditions = world.law.options("penalty/early_stop_conditions", world.at.date())
    missing = [condition.title for condition in conditions if condition.key not in given]
    if not conditions or missing:
        return Ground(
            code="early_stop_conditions",
            message=f"提前停止公示须同时具备各项条件，尚缺：{'；'.join(missing)}。",
            remedy="核对后逐项确认；不具备的，不得提前停止公示",
        )
    return _performed(world)


#: how a performance ends that was done by the party itself: not enforced, and not ended with something left
_BY_ITSELF = "paid"


def _performed(world: World) -> Verdict:
    """That the party did what the decision asks is read from its performance, not from what is confirmed by hand."""
    state, party = world.state, _party(world)
    own = [c for c in state.children_of("performance") if c.party in state.standing_for(party)]
    ended = own[-1].outcome if own else ""
    if ended == _BY_ITSELF:
        return HOLDS
    titles = {"enforced": "强制执行完毕", "terminated": "终结履行", "fallen": "处罚决定失去效力"}
    outcome = f"以“{titles.get(ended, ended)}”终结" if ended else "没有履行完毕的登记"
    return Ground(
        code="not_performed_by_itself",
        message=f"该当事人的履行程序{outcome}，不是已经自觉履行处罚决定规定的义务。",
        remedy="履行完毕以后办理；不能的，公示期满后停止公示",
        unknown=not ended,
    )


def _party(world: World) -> str:
    return str(world.proposed.get("party") or "")


def _classes(world: World, counts: Iterable[ClockReading]) -> frozenset[str]:
    """The classes open for the party asked about, by the law of the day of publication."""
    day = published_on(counts) or world.at.date()
    views = [view for view in world.state.parties if view.key == _party(world)]
    return frozenset().union(*(classes_of(world, view, day) for view in views))


def _nothing_published(world: World) -> Ground:
    state = world.state
    if not state.done("publish"):
        why, remedy = "处罚信息没有公示", "先登记公示"
    elif not stands_published(state):
        why, remedy = "处罚信息的公示已经撤回", "不再办理；重新公示的，先登记公示"
    else:
        why, remedy = "对该当事人的公示已经停止", "不再办理"
    return Ground(
        code="nothing_published",
        message=f"{why}。",
        remedy=remedy,
        unknown=world.replay,
    )
