# SPDX-License-Identifier: MulanPSL-2.0
"""Guards on the majority of a body: of whom it is counted, by which rule, and whether it is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.matters.committee_item.members import present, voted, votes_for
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

_DISCUSSION, MAJORITY = "penalty/collective_discussion", "committee_item/majority_of_due"
#: a rule that can be looked up: its name and its article
_RULE = re.compile(r"[\u4e00-\u9fff].*第.+条")


@guard("base_stated", "写明表决以应到还是实到成员为基数", law=(_DISCUSSION, MAJORITY))
def base_stated(world: World) -> Verdict:
    """Where neither the law nor the bureau's own rules say of whom a majority is counted, the meeting says by which rule it voted."""
    if local_rule(world, MAJORITY) is not None or world.value("body") is None:
        return HOLDS
    if world.value("counted_on") and _RULE.search(str(world.value("rules_used") or "")):
        return HOLDS
    return Ground(
        code="no_rule",
        message="本局没有登记这一讨论形式的议事规则，无法确定以应到还是实到成员为表决基数。",
        remedy="在“地方参数”中登记这一机构的表决规则；没有登记的，填写表决基数和所依据的规则（名称和条）",
    )


def base(world: World) -> tuple[int, str]:
    """How many members a majority is counted of, and what they are called."""
    if is_of_due(world):
        return world.state.fields.get("entitled") or 0, "应到的"
    return len(present(world)), "到会且有表决权的"


def is_of_due(world: World) -> bool:
    """Whether the majority is one of all who belong to the body, not of those who sit."""
    due = local_rule(world, MAJORITY)
    return world.value("counted_on") == "due" if due is None else bool(due)


def local_rule(world: World, key: str) -> int | None:
    """What the law or the bureau's own rules lay down for the body; None where nobody did."""
    try:
        body = str(world.value("body") or "")
        return world.law.threshold(key, world.at.date(), local=world.local, body=body).value
    except FaduError:
        return None


def rule_of(world: World, key: str) -> tuple[str, ...]:
    """The article by which the body decides so; none where neither the law nor the bureau has a rule, and the act's own stand."""
    try:
        body = str(world.value("body") or "")
        return world.law.threshold(key, world.at.date(), local=world.local, body=body).cites
    except FaduError:
        return ()


@guard("majority_for", "同意的超过半数", law=(_DISCUSSION, MAJORITY), version=2)
def majority_for(world: World) -> Verdict:
    """More than half are for it, of those due or of those who sit, as the rules of the body say."""
    (of, called), agreed = base(world), votes_for(world)
    if agreed * 2 > of:
        return HOLDS
    return Ground(
        code="no_majority",
        message=f"{called}{of}人中{agreed}人同意，未过半数。",
        cites=rule_of(world, MAJORITY),
        remedy="未通过的，作出未通过的决议或者缓议",
    )


@guard("vote_heeded", "表决已有结果的，不因缓议落空", law=(_DISCUSSION, MAJORITY))
def vote_heeded(world: World) -> Verdict:
    """A vote that carried is resolved: who puts off what more than half were for is asked whether that is meant."""
    if not voted(world) or majority_for(world) is not HOLDS:
        return HOLDS
    return Holds(
        warning="同意的已过半数：表决有结果的，作出“通过”或者“修改后通过”的决议；确因新的情况缓议的，在理由中写明是何情况，再次讨论时重新表决。"
    )


@guard(
    "majority_lacking", "同意的未超过半数，未表决的成员也不能使之过半", law=(_DISCUSSION, MAJORITY), version=2
)
def majority_lacking(world: World) -> Verdict:
    """Half or fewer are for it, and those present who have not voted yet would not make it more than half."""
    (of, called), agreed = base(world), votes_for(world)
    cites = rule_of(world, MAJORITY)
    if agreed * 2 > of:
        return Ground(
            code="majority",
            message=f"{called}{of}人中{agreed}人同意，已过半数。",
            cites=cites,
            remedy="作出通过的决议",
        )
    silent = sorted(present(world) - set(voted(world)))
    if (agreed + len(silent)) * 2 <= of:
        return HOLDS
    return Ground(
        code="votes_outstanding",
        message=f"{'、'.join(silent)}出席而没有登记表决，{called}{of}人中已有{agreed}人同意，其表决足以使之过半数。",
        cites=cites,
        remedy="登记其表决以后再作决议；不能表决的，缓议",
        unknown=world.replay,
    )
