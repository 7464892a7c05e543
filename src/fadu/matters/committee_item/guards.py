# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of collective discussion: on its day, attendance once, no vote by who is recused, quorum, majority."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.matters.committee_item import meeting as meeting
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.procedure.decision import Verdict, World

_DISCUSSION, _MAJORITY = "penalty/collective_discussion", "committee_item/majority_of_due"
_LAST_WORD = "committee_item/order_of_speech"
#: how the presence of a member may turn out otherwise: he comes late, or is found to be concerned
_TURNS = {("absent", "present"), ("absent", "recused"), ("present", "recused")}
#: a rule that can be looked up: its name and its article
_RULE = re.compile(r"[\u4e00-\u9fff].*第.+条")


def _attendance(world: World) -> dict[str, str]:
    return {row["member"]: row["status"] for row in world.state.lists.get("attendance", ())}


def _rows(world: World, name: str) -> Sequence[Mapping[str, Any]]:
    return world.proposed.get(name) or ()


def present(world: World) -> set[str]:
    """Members who sit and may vote; the recused and observers do not count."""
    return {name for name, status in _attendance(world).items() if status == "present"}


def votes_for(world: World) -> int:
    """How many who may vote voted for it."""
    agreed = {row["member"] for row in world.state.lists.get("votes", ()) if row["vote"] == "for"}
    return len(agreed & present(world))


@guard("figures_fit", "法定到会人数不多于应到人数", law=_DISCUSSION)
def figures_fit(world: World) -> Verdict:
    """A body cannot sit with more members than it has."""
    entitled, quorum = world.value("entitled"), world.value("quorum")
    if entitled is None or quorum is None or quorum <= entitled:
        return _unsupported_quorum(world)
    return _ground(
        "quorum_above_entitled",
        f"法定到会人数{quorum}人多于应到人数{entitled}人。",
        "改正应到人数或者法定到会人数",
    )


def _unsupported_quorum(world: World) -> Holds:
    """That a quorum rests on nothing but the word of whoever calls the meeting: neither a rule on record nor the register of the body."""
    quorum = world.value("quorum")
    ruled = _local(world, "committee_item/quorum_percent") is not None or world.registers.get("quorum")
    if ruled or quorum is None or world.value("body") is None:
        return HOLDS
    return Holds(
        warning=f"法定到会人数{quorum}人由会议秘书填写，本局没有登记这一讨论形式的到会规则，请核对议事规则。"
    )


@guard("member_once", "每名成员只登记一次，迟到、其后回避的另行登记，回避的写明理由", law=_DISCUSSION)
def member_once(world: World) -> Verdict:
    """A member of the body on the day of the meeting is entered once, and a recusal gives its reason; others observe.

    Who was away and comes, or is recused once it turns out that he has to be, is entered again: the last word counts, and with
    it goes the vote.
    """
    known, members = _attendance(world), world.registers.get("members", ())
    entitled = world.state.fields.get("entitled")
    for row in _rows(world, "attendance"):
        if not row.get("member") or not row.get("status"):
            return _ground("member_incomplete", "登记到会应写明姓名和到会情况。", "补充填写")
        if members and row["status"] != "observer" and row["member"] not in members:
            return _ground(
                "not_a_member", f"{row['member']}在会议当日不是该机构的成员。", "登记为列席，或者更正姓名"
            )
        before = known.get(row["member"])
        if before is not None and (before, row["status"]) not in _TURNS:
            return _ground("member_twice", f"{row['member']}的到会情况已经登记。", "不要重复登记")
        if row.get("status") == "recused" and not row.get("recusal_reason"):
            return _ground("recusal_reason", f"{row.get('member')}回避，未写明理由。", "写明回避理由")
        known[row["member"]] = row["status"]
        seated = sum(1 for status in known.values() if status != "observer")
        if entitled is not None and seated > entitled:
            return _ground(
                "too_many_members", f"应到{entitled}人，登记的成员已有{seated}人。", "列席人员登记为列席"
            )
    return HOLDS


@guard("voter_may_vote", "只由到会且未回避的成员表决，每人一票", law=(_DISCUSSION, "committee_item/recusal"))
def voter_may_vote(world: World) -> Verdict:
    """Only members present and not recused vote, once each."""
    status = _attendance(world)
    voted = {row["member"] for row in world.state.lists.get("votes", ())}
    for row in _rows(world, "votes"):
        name = row.get("member")
        if not name or not row.get("vote"):
            return _ground("vote_incomplete", "登记表决应写明姓名和表决意见。", "补充填写")
        if status.get(name) == "recused":
            return Ground(
                code="recused_votes",
                message=f"{name}已经回避，不得参加讨论和表决。",
                cites=world.cites("committee_item/recusal"),
                remedy="不登记其表决",
            )
        if status.get(name) != "present":
            return _ground("voter_absent", f"{name}没有登记出席，不得表决。", "先登记到会情况")
        if name in voted:
            return _ground("voted_twice", f"{name}已经表决。", "不要重复登记")
        voted.add(name)
    return HOLDS


@guard("absent_member", "书面意见出自未到会的成员", law=_DISCUSSION)
def absent_member(world: World) -> Verdict:
    """A written opinion is that of a member who was entered as absent: it is kept and counts for nothing."""
    status = _attendance(world)
    for row in _rows(world, "written_opinions"):
        name = row.get("member")
        if name and status.get(name) != "absent":
            return _ground(
                "not_absent",
                f"{name}没有登记为缺席，其意见在发言表决中登记。",
                "登记发言表决，或者先登记缺席",
            )
    return HOLDS


def _needed(world: World) -> int:
    """What the meeting stated, and never less than the law or the register of the body asks for."""
    share = _local(world, "committee_item/quorum_percent")
    entitled = world.state.fields.get("entitled") or 0
    by_law = -(-entitled * share // 100) if share else 0
    return max(world.state.fields.get("quorum") or 0, world.registers.get("quorum") or 0, by_law)


@guard("quorum_met", "到会人数达到规定", law=(_DISCUSSION, "committee_item/quorum_percent"))
def quorum_met(world: World) -> Verdict:
    """As many members sit as the body's rules ask for, the recused not counted."""
    needed, here = _needed(world), len(present(world))
    if here >= needed:
        return _unsupported_quorum(world)
    return Ground(
        code="quorum",
        message=f"法定到会人数为{needed}人，不计回避人员，实到{here}人。",
        cites=_rule_of(world, "committee_item/quorum_percent"),
        remedy="到会人数足够后再讨论决定",
    )


@guard("base_stated", "写明表决以应到还是实到成员为基数", law=(_DISCUSSION, _MAJORITY))
def base_stated(world: World) -> Verdict:
    """Where neither the law nor the bureau's own rules say of whom a majority is counted, the meeting says by which rule it voted."""
    if _local(world, _MAJORITY) is not None or world.value("body") is None:
        return HOLDS
    if world.value("counted_on") and _RULE.search(str(world.value("rules_used") or "")):
        return HOLDS
    return _ground(
        "no_rule",
        "本局没有登记这一讨论形式的议事规则，无法确定以应到还是实到成员为表决基数。",
        "在“地方参数”中登记这一机构的表决规则；没有登记的，填写表决基数和所依据的规则（名称和条）",
    )


def _base(world: World) -> tuple[int, str]:
    """How many members a majority is counted of, and what they are called."""
    due = _local(world, _MAJORITY)
    if due is None:
        due = int(world.value("counted_on") == "due")
    entitled = world.state.fields.get("entitled") or 0
    return (entitled, "应到的") if due else (len(present(world)), "到会且有表决权的")


def _local(world: World, key: str) -> int | None:
    """What the law or the bureau's own rules lay down for the body; None where nobody did."""
    try:
        body = str(world.value("body") or "")
        return world.law.threshold(key, world.at.date(), local=world.local, body=body).value
    except FaduError:
        return None


def _rule_of(world: World, key: str) -> tuple[str, ...]:
    """The article by which the body decides so; none where neither the law nor the bureau has a rule, and the act's own stand."""
    try:
        body = str(world.value("body") or "")
        return world.law.threshold(key, world.at.date(), local=world.local, body=body).cites
    except FaduError:
        return ()


@guard("majority_for", "同意的超过半数", law=(_DISCUSSION, _MAJORITY))
def majority_for(world: World) -> Verdict:
    """More than half are for it, of those due or of those who sit, as the rules of the body say."""
    (base, called), agreed = _base(world), votes_for(world)
    if agreed * 2 > base:
        return HOLDS
    return Ground(
        code="no_majority",
        message=f"{called}{base}人中{agreed}人同意，未过半数。",
        cites=_rule_of(world, _MAJORITY),
        remedy="未通过的，作出未通过的决议或者缓议",
    )


@guard("majority_lacking", "同意的未超过半数，未表决的成员也不能使之过半", law=(_DISCUSSION, _MAJORITY))
def majority_lacking(world: World) -> Verdict:
    """Half or fewer are for it, and those present who have not voted yet would not make it more than half."""
    (base, called), agreed = _base(world), votes_for(world)
    cites = _rule_of(world, _MAJORITY)
    if agreed * 2 > base:
        return Ground(
            code="majority",
            message=f"{called}{base}人中{agreed}人同意，已过半数。",
            cites=cites,
            remedy="作出通过的决议",
        )
    voted = {row["member"] for row in world.state.lists.get("votes", ())}
    silent = sorted(present(world) - voted)
    if (agreed + len(silent)) * 2 <= base:
        return HOLDS
    return Ground(
        code="votes_outstanding",
        message=f"{'、'.join(silent)}出席而没有登记表决，{called}{base}人中已有{agreed}人同意，其表决足以使之过半数。",
        cites=cites,
        remedy="登记其表决以后再作决议；不能表决的，缓议",
        unknown=world.replay,
    )


@guard("chair_sits", "主持人到会且没有回避", law=(_DISCUSSION, "committee_item/recusal"))
def chair_sits(world: World) -> Verdict:
    """Who is recused takes no part, and who is away presides over nothing: where another presided, that is said.

    Who presides has come, and so is entered as such.
    """
    chair = str(world.value("presided_by") or "")
    status = _attendance(world).get(chair)
    if not chair or status in ("present", "observer"):
        return HOLDS
    if status is None:
        return Ground(
            code="chair_not_entered",
            message=f"{chair}没有登记到会，不能主持会议。",
            remedy="登记其到会；另有人主持的，填写实际的主持人",
            unknown=world.replay,
        )
    is_recused = status == "recused"
    return Ground(
        code="chair_recused" if is_recused else "chair_absent",
        message=f"{chair}登记为{'回避' if is_recused else '缺席'}，不能主持会议。",
        cites=world.cites("committee_item/recusal") if is_recused else (),
        remedy="另有人主持的，填写实际的主持人；确由其主持的，缓议后另行召集",
    )


@guard("chair_spoke_last", "主持人末位表态", law=_LAST_WORD)
def chair_spoke_last(world: World) -> Verdict:
    """Who presided gave an opinion after everybody else, where the rules of the body ask for it: those of party groups do.

    The order is that in which they were taken down.
    """
    if not _local(world, _LAST_WORD):
        return HOLDS
    chair, spoke = world.value("presided_by"), [row["member"] for row in world.state.lists.get("votes", ())]
    if not chair or chair not in spoke or spoke[-1] == chair:
        return HOLDS
    return Ground(
        code="chair_not_last",
        message=f"主持人{chair}没有末位表态。",
        cites=_rule_of(world, _LAST_WORD),
        remedy="以后的会议由主持人末位表态",
    )


def _ground(code: str, message: str, remedy: str) -> Ground:
    return Ground(code=code, message=message, remedy=remedy)
