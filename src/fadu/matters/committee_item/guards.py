# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of collective discussion: on its day, attendance once, no vote by who is recused, quorum, majority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel.word_lists import word_lists
from fadu.matters.committee_item import majorities as majorities
from fadu.matters.committee_item import meeting as meeting
from fadu.matters.committee_item import recusals as recusals
from fadu.matters.committee_item.majorities import local_rule, rule_of
from fadu.matters.committee_item.members import attendance, called, present, voted
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.procedure.decision import Verdict, World

_DISCUSSION = "penalty/collective_discussion"
LISTS = word_lists("fadu.matters.committee_item", "resolution_words.txt")
_CHANGES, _REFUSES = LISTS.search("changes"), LISTS.search("refuses")
_LAST_WORD = "committee_item/order_of_speech"
#: how the presence of a member may turn out otherwise: he comes late, or is found to be concerned
_TURNS = {("absent", "present"), ("absent", "recused"), ("present", "recused")}


def _rows(world: World, name: str) -> Sequence[Mapping[str, Any]]:
    return world.proposed.get(name) or ()


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
    entitled, quorum = world.value("entitled"), world.value("quorum")
    ruled = local_rule(world, "committee_item/quorum_percent") is not None or world.registers.get("quorum")
    if ruled or quorum is None:
        return HOLDS
    if entitled is not None and quorum * 2 <= entitled:
        return Holds(warning=f"法定到会人数{quorum}人没有超过应到人数{entitled}人的半数，请核对议事规则。")
    if world.value("body") is None:
        return HOLDS
    return Holds(
        warning=f"法定到会人数{quorum}人由会议秘书填写，本局没有登记这一讨论形式的到会规则，请核对议事规则。"
    )


@guard("about_a_proposal", "就拟处理意见讨论", law=_DISCUSSION)
def about_a_proposal(world: World) -> Verdict:
    """What is adopted once something is changed is a proposal: of an extension or a recusal there is none that could be changed."""
    if world.value("proposal_version"):
        return HOLDS
    return Ground(
        code="no_proposal_to_change",
        message="本议题不是就拟处理意见讨论的，没有可以修改的拟处理意见。",
        remedy="多数同意的，办理“通过”，在决议中写明内容",
        unknown=world.replay,
    )


@guard("resolution_agrees_as_proposed", "决议没有写对拟处理意见的改动", law=_DISCUSSION)
def resolution_agrees_as_proposed(world: World) -> Verdict:
    """What is adopted as it was proposed is decided as it was proposed: a resolution whose words want a change binds nobody to it, so
    whoever chairs is asked which of the two is meant.
    """
    words = str(world.value("resolution") or "") if world.value("proposal_version") else ""
    if against := _REFUSES.search(words):
        return Holds(
            warning=f"“决议内容”写有“{against[0]}”，所选的却是“通过”：不同意的，选“未通过”；有待补充的，选“缓议”；拟处理意见本来如此的，照办。"
        )
    said = _CHANGES.search(words)
    if said is None:
        return HOLDS
    return Holds(
        warning=f"“决议内容”写有“{said[0]}”：决议写有改动的，选“修改后通过”，写明修改的部分和内容；没有改变拟处理意见的，照办。"
    )


@guard(
    "member_once", "每名成员只登记一次，迟到、其后回避的另行登记，回避的写明理由", law=_DISCUSSION, version=2
)
def member_once(world: World) -> Verdict:
    """A member of the body on the day of the meeting is entered once, and a recusal gives its reason; others observe.

    Who was away and comes, or is recused once it turns out that he has to be, is entered again: the last word counts, and with
    it goes the vote. A name written otherwise (with a blank in it) is the same member's.
    """
    known, members = attendance(world), {called(name) for name in world.registers.get("members", ())}
    entitled = world.state.fields.get("entitled")
    for row in _rows(world, "attendance"):
        if not row.get("member") or not row.get("status"):
            return _ground("member_incomplete", "登记到会应写明姓名和到会情况。", "补充填写")
        name = called(row["member"])
        if members and row["status"] != "observer" and name not in members:
            return _ground(
                "not_a_member", f"{row['member']}在会议当日不是该机构的成员。", "登记为列席，或者更正姓名"
            )
        before = known.get(name)
        if before is not None and (before, row["status"]) not in _TURNS:
            return _ground("member_twice", f"{row['member']}的到会情况已经登记。", "不要重复登记")
        if row.get("status") == "recused" and not row.get("recusal_reason"):
            return _ground("recusal_reason", f"{row.get('member')}回避，未写明理由。", "写明回避理由")
        known[name] = row["status"]
        seated = sum(1 for status in known.values() if status != "observer")
        if entitled is not None and seated > entitled:
            return _ground(
                "too_many_members", f"应到{entitled}人，登记的成员已有{seated}人。", "列席人员登记为列席"
            )
    return HOLDS


@guard(
    "voter_may_vote",
    "只由到会且未回避的成员表决，每人一票",
    law=(_DISCUSSION, "committee_item/recusal"),
    version=2,
)
def voter_may_vote(world: World) -> Verdict:
    """Only members present and not recused vote, once each."""
    status = attendance(world)
    have_voted = set(voted(world))
    for row in _rows(world, "votes"):
        name = called(row["member"]) if row.get("member") else ""
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
        if name in have_voted:
            return _ground("voted_twice", f"{name}已经表决。", "不要重复登记")
        have_voted.add(name)
    return HOLDS


@guard("absent_member", "书面意见出自未到会的成员", law=_DISCUSSION, version=2)
def absent_member(world: World) -> Verdict:
    """A written opinion is that of a member who was entered as absent: it is kept and counts for nothing."""
    status = attendance(world)
    for row in _rows(world, "written_opinions"):
        name = row.get("member")
        if name and status.get(called(name)) != "absent":
            return _ground(
                "not_absent",
                f"{name}没有登记为缺席，其意见在发言表决中登记。",
                "登记发言表决，或者先登记缺席",
            )
    return HOLDS


def _needed(world: World) -> int:
    """What the meeting stated, and never less than the law or the register of the body asks for."""
    share = local_rule(world, "committee_item/quorum_percent")
    entitled = world.state.fields.get("entitled") or 0
    by_law = -(-entitled * share // 100) if share else 0
    return max(world.state.fields.get("quorum") or 0, world.registers.get("quorum") or 0, by_law)


@guard("quorum_met", "到会人数达到规定", law=(_DISCUSSION, "committee_item/quorum_percent"), version=2)
def quorum_met(world: World) -> Verdict:
    """As many members sit as the body's rules ask for, the recused not counted."""
    needed, here = _needed(world), len(present(world))
    if here >= needed:
        return _unsupported_quorum(world)
    return Ground(
        code="quorum",
        message=f"法定到会人数为{needed}人，不计回避人员，实到{here}人。",
        cites=rule_of(world, "committee_item/quorum_percent"),
        remedy="到会人数足够后再讨论决定",
    )


@guard("chair_sits", "主持人到会且没有回避", law=(_DISCUSSION, "committee_item/recusal"), version=3)
def chair_sits(world: World) -> Verdict:
    """Who is recused takes no part, and who is away presides over nothing: where another presided, that is said.

    Who presides has come, and so is entered as such. Where nobody is said to have presided, it is who resolves.
    """
    chair = str(world.value("presided_by") or "")
    status = attendance(world).get(called(chair))
    if not chair and world.actor is not None:
        status = attendance(world).get(called(world.actor.name))
        chair = world.actor.name if status in ("recused", "absent") else ""
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


@guard("chair_spoke_last", "主持人末位表态", law=_LAST_WORD, version=2)
def chair_spoke_last(world: World) -> Verdict:
    """Who presided gave an opinion after everybody else, where the rules of the body ask for it: those of party groups do.

    The order is that in which they were taken down.
    """
    if not local_rule(world, _LAST_WORD):
        return HOLDS
    chair, spoke = str(world.value("presided_by") or ""), list(voted(world))
    if not chair or called(chair) not in spoke or spoke[-1] == called(chair):
        return HOLDS
    return Ground(
        code="chair_not_last",
        message=f"主持人{chair}没有末位表态。",
        cites=rule_of(world, _LAST_WORD),
        remedy="以后的会议由主持人末位表态",
    )


def _ground(code: str, message: str, remedy: str) -> Ground:
    return Ground(code=code, message=message, remedy=remedy)
