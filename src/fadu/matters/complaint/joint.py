# SPDX-License-Identifier: MulanPSL-2.0
"""Complaints of several people over one dispute, and mediation by an organisation entrusted with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.recipients import stands_for
from fadu.procedure.yes_no import answered_in, box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import Verdict, World

_COMPLAINANT, _JOINTLY = "complainant", "complaint/joint"
_REPRESENTED_BY = ("representative", "second_representative")


def complainants(world: World) -> list[str]:
    """Who complains today."""
    capacity = world.procedure.roles[_COMPLAINANT].capacity
    return [party.key for party in world.state.parties if party.capacity == capacity]


def representatives(world: World) -> frozenset[str]:
    """Who speaks for the others by the latest election: whoever elects anew elects all, so a second one of before is none any more."""
    elected = world.state.last("elect_representatives")
    return _named(elected.payload) if elected is not None else frozenset()


@guard("several_complainants", "投诉人为两人以上", law=_JOINTLY)
def several_complainants(world: World, **_: Any) -> Verdict:
    """Two or more complain of one dispute."""
    if len(complainants(world)) > 1:
        return HOLDS
    return Ground(
        code="one_complainant", message="本案只有一名投诉人，没有可以共同处理的。", remedy="先登记其他投诉人"
    )


@guard("joint_agreed", "各投诉人同意按共同投诉处理", law=_JOINTLY)
def joint_agreed(world: World, **_: Any) -> Verdict:
    """Everybody who complains agrees to be dealt with together."""
    return _yes(world, "joint_consent", "投诉人没有都同意按共同投诉处理。", "分别登记、分别处理")


@guard("joint_or_single", "投诉人为一人，或者同意按共同投诉处理", law=_JOINTLY)
def joint_or_single(world: World, **_: Any) -> Verdict:
    """Complaints of several people are dealt with in one case only with their consent."""
    if len(complainants(world)) < 2 or world.state.done("handle_jointly"):
        return HOLDS
    return Ground(
        code="not_joint",
        message="本案有两名以上投诉人，尚未登记其同意按共同投诉处理。",
        remedy="先办理“按共同投诉处理”；不同意的，分别登记",
        unknown=world.replay,
    )


@guard("representatives_elected", "书面推选的代表人是本案投诉人，不超过两名", law=_JOINTLY)
def representatives_elected(world: World, **_: Any) -> Verdict:
    """Those who represent the others complain themselves, are two persons at most, and were elected in writing.

    Whoever this election names is asked about: one of before who is not named is replaced.
    """
    first, second = (world.proposed.get(name) for name in _REPRESENTED_BY)
    if not _named(world.proposed) <= set(complainants(world)):
        return Ground(
            code="not_a_complainant", message="推选的代表人不是本案的投诉人。", remedy="从投诉人中推选代表人"
        )
    if first and first == second:
        return Ground(code="named_twice", message="两名代表人是同一人。", remedy="只填写一名，或者另行推选")
    return _yes(world, "elected_in_writing", "代表人没有书面推选。", "由投诉人书面推选后登记")


@guard("change_agreed", "变更代表人经被代表的投诉人同意", law=_JOINTLY)
def change_agreed(world: World, **_: Any) -> Verdict:
    """Representatives are changed with the consent of those they represent."""
    if not world.state.done("elect_representatives"):
        return HOLDS
    return _represented(world, "变更代表人")


@guard("represented_agree", "共同投诉的其他投诉人同意", law=_JOINTLY, version=2)
def represented_agree(world: World, **_: Any) -> Verdict:
    """Who represents others gives up their claims or agrees for them only with their consent; somebody who represents them is there."""
    here = {party.key for party in world.state.parties if party.ended_on is None} & {*complainants(world)}
    if len(here) < 2:
        return HOLDS
    elected = representatives(world)
    if elected and not any(elected & {key, *stands_for(world.state, key)} for key in here):
        return Ground(
            code="representative_gone",
            message="推选的代表人都已死亡或者退出，没有人代表其他投诉人。",
            remedy="由其余投诉人另行推选代表人",
        )
    return _represented(world, "放弃投诉请求或者达成协议")


def _represented(world: World, what: str) -> Verdict:
    remedy = "征得被代表的投诉人同意；只有一人退出的，登记其退出，其余继续"
    agreed = answered_in(world.procedure, world.proposed, "represented_consent")
    if agreed == "yes":
        return HOLDS
    asked = box(world.procedure, "represented_consent")
    said = "没有填写" if agreed == "unknown" else "填的是“否”"
    return Ground(
        code="represented_disagree",
        message=f"{what}，应当经被代表的投诉人同意；{asked}{said}。",
        remedy=remedy if agreed == "no" else f"都已同意的，在{asked}填“是”；没有的，{remedy}",
        unknown=world.replay,
    )


@guard("entrusting_agreed", "双方均同意委托调解", law="complaint/entrusting")
def entrusting_agreed(world: World, **_: Any) -> Verdict:
    """Mediation is entrusted to an organisation with the consent of both sides."""
    return _yes(
        world, "entrust_agreed", "投诉人、被投诉人没有都同意委托调解。", "由本局调解，或者征得双方同意"
    )


@guard("entrusted_before", "由受委托组织主持的，已经委托", law="complaint/entrusting")
def entrusted_before(world: World, **_: Any) -> Verdict:
    """An organisation mediates only while it is entrusted; who mediated before says nothing of this time."""
    if world.proposed.get("mediated_by") != "entrusted":
        return HOLDS
    entrusted, ended = world.state.last("entrust"), world.state.last("end_entrustment")
    if entrusted is not None and (ended is None or ended.seq < entrusted.seq):
        return HOLDS
    return Ground(
        code="not_entrusted",
        message="没有委托其他组织调解，或者委托已经终止。",
        remedy="先办理“委托调解”；由本局调解的，如实选择",
        unknown=world.replay,
    )


def _named(said: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(str(said[name]) for name in _REPRESENTED_BY if said.get(name))


def _yes(world: World, field: str, message: str, remedy: str) -> Verdict:
    """The answer is yes, or not given yet: the form asks for it."""
    if world.value(field) is not False:
        return HOLDS
    return Ground(code=field, message=message, remedy=remedy)
