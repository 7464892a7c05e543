# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of a penalty case in which a crime is suspected: reported, decided upon, lying with the police (310号令)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


#: the acts by which the chief hands a case to the police, and those that end its lying there
_TRANSFERS = ("transfer_to_police", "send_to_police")
_FILED_BESIDE = ("police_take_lead", "police_accept_decided")
_FILED = ("police_accept", *_FILED_BESIDE)
_POLICE_ENDS = ("police_accept", *_FILED_BESIDE, "police_return", "police_return_beside")
#: what asks the police once more, and the answers that leave the case with us (310号令 9, 10)
_ASKS_AGAIN = ("ask_police_review", "ask_supervision")
_REFUSALS = ("police_refuse", "police_uphold")


def _last(world: World, actions: tuple[str, ...]) -> int:
    return max((entry.seq for action in actions for entry in world.state.done(action)), default=0)


@guard("transfer_open", "已移送公安机关，尚未立案或者退回", law="penalty/crime_transfer")
def transfer_open(world: World) -> Verdict:
    """The case lies with the police: handed over, and neither taken up nor given back."""
    if _last(world, _TRANSFERS) > _last(world, _POLICE_ENDS):
        return HOLDS
    return Ground(
        code="not_with_police",
        message="本案现在没有移送公安机关等待处理。",
        remedy="先报告涉嫌犯罪，由主要负责人批准移送公安机关",
    )


@guard("no_transfer_open", "没有移送公安机关等待处理", law="penalty/crime_transfer")
def no_transfer_open(world: World) -> Verdict:
    """Nothing is decided about a lead, nor is it handed over anew, while the police owe an answer.

    Where they refused, and nothing more was asked of them, the bureau deals with the case itself (310号令 10).
    """
    if _last(world, (*_TRANSFERS, *_ASKS_AGAIN)) <= _last(world, (*_POLICE_ENDS, *_REFUSALS)):
        return HOLDS
    return Ground(
        code="with_police",
        message="已移送公安机关（提请复议、建议立案监督），公安机关尚未答复；在此之前不得另行处理。",
        remedy="登记公安机关的决定：立案、不予立案或者退回",
    )


@guard("police_filed", "公安机关已对所移送的立案", law="penalty/crime_transfer")
def police_filed(world: World) -> Verdict:
    """The police opened a case on what was handed over before filing or after the decision."""
    if _last(world, _FILED_BESIDE):
        return HOLDS
    return Ground(
        code="police_not_filed",
        message="公安机关尚未对所移送的立案，不移交涉案物品。",
        remedy="收到立案通知后登记“公安机关立案”",
    )


@guard("police_took_up", "公安机关已立案，尚未退回", law="penalty/crime_transfer")
def police_took_up(world: World) -> Verdict:
    """The police opened a case on what was handed over, and no authority of justice has given it back since."""
    if _last(world, _FILED) > _last(world, ("justice_return",)):
        return HOLDS
    return Ground(
        code="police_not_filed",
        message="公安机关立案后已经退回。" if _last(world, _FILED) else "公安机关没有对所移送的立案。",
        remedy="公安机关不予立案或者立案前退回的，分别登记；立案后退回的，登记一次",
    )


@guard("not_to_police", "受移送机关不是公安机关", law="penalty/crime_to_chief")
def not_to_police(world: World) -> Verdict:
    """What is suspected crime goes to the police by the chief's decision alone, within its days (310号令 5)."""
    if world.value("receiving_kind") != "police":
        return HOLDS
    return Ground(
        code="police_by_chief",
        message="移送公安机关须由主要负责人自接到报告之日起在规定期限内决定，不得作为一般移送由其他负责人签署。",
        remedy="办理“报告涉嫌犯罪”，由主要负责人批准移送公安机关",
    )


@guard("crime_report_answered", "报告的涉嫌犯罪已决定是否移送", law="penalty/crime_transfer")
def crime_report_answered(world: World) -> Verdict:
    """A reported crime is decided upon before the case goes on: no fine instead of a transfer."""
    state = world.state
    reported = max((e.seq for e in state.done("report_crime")), default=0)
    answers = (*_TRANSFERS, "reject_police_transfer")
    if reported <= max((e.seq for action in answers for e in state.done(action)), default=0):
        return HOLDS
    return Ground(
        code="crime_report_open",
        message="已报告本案涉嫌犯罪，主要负责人尚未决定是否移送公安机关；不得以行政处罚代替移送。",
        remedy="请主要负责人决定批准或者不批准移送",
    )
