# SPDX-License-Identifier: MulanPSL-2.0
"""Guards: what must hold before an act, each a pure function over the world with named arguments.

``guard(name)`` offers one. Its first keyword argument is the one a procedure may write beside the name:
``{served: penalty_notice}`` is ``served(world, document="penalty_notice")``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.conditions import answer_of
from fadu.procedure.dealing import proposal, proposal_changed, proposal_stated
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.family import child, resolved, told
from fadu.procedure.offering import GuardSpec, guard, offered_by, spec_of
from fadu.procedure.once_answered import all_answered, unanswered
from fadu.procedure.opinions import objection_answered
from fadu.procedure.presence import nobody_left, still_there
from fadu.procedure.replies import reply_reviewed, reply_stated
from fadu.procedure.rulings import fallen, not_ordered_to_accept, not_said_again, ruled_after
from fadu.procedure.serving import document, served
from fadu.procedure.terms import over, within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import Verdict, World

__all__ = ["BUILT_IN_GUARDS", "GuardSpec", "guard", "offered_by", "spec_of"]


def _title(world: World, action: str) -> str:
    definition = world.procedure.actions.get(action)
    return definition.title if definition else action


# -- built-in guards -------------------------------------------------------------------------------


@guard("assigned", "已指派")
def assigned(world: World, *, role: str) -> Verdict:
    """Somebody is assigned to the role, as many as must act together."""
    defined = world.procedure.roles[role]
    persons = world.state.assigned.get(role, ())
    if len(persons) >= defined.together:
        return HOLDS
    return Ground(
        code="assigned",
        message=f"应指派{defined.together}名以上“{defined.title}”；现有{len(persons)}名。",
        cites=defined.cites,
        remedy="由负责人指派人员",
        unknown=world.replay,
    )


@guard("done", "已办理")
def done(world: World, *, action: str, since: tuple[str, ...] = ()) -> Verdict:
    """The action has been done and is not void; with ``since``, after the latest of those."""
    after = world.state.latest(since)
    if any(entry.seq > after for entry in world.state.done(action)):
        return HOLDS
    is_again = bool(after and world.state.done(action))
    latest = next((e for e in world.state.entries if is_again and e.seq == after), None)
    again = f"在{latest.at.date()}“{_title(world, latest.action)}”以后再次" if latest else ""
    return Ground(
        code="not_done",
        message=f"尚未{again}办理“{_title(world, action)}”。",
        remedy=f"先{'再次' if again else ''}办理“{_title(world, action)}”",
        unknown=world.replay,
    )


@guard("not_done", "尚未办理过")
def not_done(world: World, *, action: str, since: tuple[str, ...] = ()) -> Verdict:
    """The action has not been done (or what was done is void): it may be done once; with ``since``, once more after the latest of those."""
    after = world.state.latest(since)
    acts = [entry for entry in world.state.done(action) if entry.seq > after]
    if not acts:
        return HOLDS
    day = acts[-1].at.date()
    message = f"“{_title(world, action)}”已于{day}办理，只能办理一次。"
    return Ground(code="done_already", message=message, remedy="不再重复办理")


@guard("is", "符合")
def is_(world: World, *, condition: str) -> Verdict:
    """A condition of the procedure holds."""
    return _condition(world, condition, wanted="yes")


@guard("is_not", "不属于")
def is_not(world: World, *, condition: str) -> Verdict:
    """A condition of the procedure does not hold."""
    return _condition(world, condition, wanted="no")


def _condition(world: World, condition: str, *, wanted: str) -> Verdict:
    defined = world.procedure.conditions[condition]
    answer = answer_of(world, condition)
    if answer == wanted:
        return HOLDS
    title = defined.title or condition
    if answer == "unknown":
        return Ground(
            code="unknown",
            message=f"尚不能判断是否“{title}”。",
            cites=defined.cites,
            remedy="查明有关事实",
            unknown=True,
        )
    word = "不具备" if wanted == "yes" else "具备"
    message = f"本案{word}“{title}”这一情形，不能这样办理。"
    remedy = "改办与案情相符的动作；案情记录有误的，先改正"
    return Ground(code="condition", message=message, cites=defined.cites, remedy=remedy)


@guard("evidence", "有证据")
def evidence(world: World, *, at_least: str | int = 1) -> Verdict:
    """Evidence has been gathered or files taken in."""
    needed = at_least if isinstance(at_least, int) else 1
    rows = world.state.lists.get("evidence", ())
    if len(rows) + len(world.state.done("attach")) >= needed:
        return HOLDS
    return Ground(
        code="no_evidence", message="案卷中没有证据。", remedy="先收集证据并登记", unknown=world.replay
    )


@guard("certified", "持有效执法证件")
def certified(world: World, *, role: str) -> Verdict:
    """Everybody assigned to the role holds an enforcement certificate valid on the day."""
    persons = world.state.assigned.get(role, ())
    without = [p for p in persons if not any(h.certified for h in world.holdings.get(p, ()))]
    if not without or world.replay:
        return HOLDS
    return Ground(
        code="not_certified",
        message=f"“{world.procedure.roles[role].title}”中有{len(without)}人当日没有有效的执法证件。",
        cites=world.procedure.roles[role].cites,
        remedy="更换人员",
    )


@guard("no_conflict", "没有应当回避的情形")
def no_conflict(world: World, *, role: str) -> Verdict:
    """Nobody assigned to the role has a conflict of interest in the case."""
    conflicts = [world.conflicts[p] for p in world.state.assigned.get(role, ()) if p in world.conflicts]
    return (
        Ground(code="conflict", message=f"承办人应当回避：{'；'.join(conflicts)}。", remedy="更换人员")
        if conflicts
        else HOLDS
    )


@guard("filled", "已填写")
def filled(world: World, *, field: str, now: bool = False) -> Verdict:
    """A field has a value, proposed or set before; with ``now``, by this act. What is chosen from a list of the law cites it."""
    value = world.proposed.get(field) if now else world.value(field)
    if value not in (None, "", [], ()):
        return HOLDS
    asked = world.procedure.fields[field]
    return Ground(
        code="not_filled",
        message=f"尚未填写“{asked.title}”。",
        cites=world.cites(asked.options) if asked.options else (),
        remedy=f"填写“{asked.title}”",
        unknown=world.replay,
    )


@guard("attached", "材料已收入案卷")
def attached(world: World, *, field: str) -> Verdict:
    """The paper that a field names by its title lies in the file; of a history that names none, nobody knows."""
    title = world.proposed.get(field)
    papers = world.state.titles_filed()
    if str(title) in papers or (world.replay and not title):
        return HOLDS
    asked = world.procedure.fields[field].title
    there = f"；案卷中有：{'、'.join(papers)}" if papers else ""
    return Ground(
        code="not_attached",
        message=f"案卷中没有名为“{title}”的材料（{asked}）{there}。"
        if title
        else f"没有写明“{asked}”的名称{there}。",
        remedy="先收入材料，再写明其名称",
        unknown=world.replay,
    )


BUILT_IN_GUARDS: Mapping[str, GuardSpec] = {
    spec.name: spec
    for spec in map(
        spec_of,
        (
            assigned,
            served,
            done,
            not_done,
            unanswered,
            all_answered,
            is_,
            is_not,
            over,
            within,
            child,
            told,
            resolved,
            evidence,
            attached,
            certified,
            no_conflict,
            filled,
            proposal,
            proposal_changed,
            proposal_stated,
            objection_answered,
            reply_reviewed,
            reply_stated,
            ruled_after,
            fallen,
            not_said_again,
            not_ordered_to_accept,
            nobody_left,
            still_there,
            document,
        ),
    )
}
