# SPDX-License-Identifier: MulanPSL-2.0
"""Guards: what must hold before an act, each a pure function over the world with named arguments.

``guard(name)`` offers one. Its first keyword argument is the one a procedure may write beside the name:
``{served: penalty_notice}`` is ``served(world, document="penalty_notice")``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import elsewhere
from fadu.procedure.clocks import readings
from fadu.procedure.conditions import answer_of
from fadu.procedure.dealing import proposal, proposal_changed, proposal_stated
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import GuardSpec, guard, offered_by, spec_of
from fadu.procedure.outlines import is_affirmed, outcome_title, title_of
from fadu.procedure.presence import nobody_left, still_there
from fadu.procedure.recipients import THE_PARTY, owed, sides
from fadu.procedure.replies import reply_reviewed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fadu.procedure.decision import ClockReading, Verdict, World
    from fadu.procedure.model import ClockRule, Resting

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


def _paper(world: World, template: str) -> str:
    """A paper in words: by the action that issues it."""
    titles = [
        a.title for a in world.procedure.actions.values() if any(i.template == template for i in a.issues)
    ]
    return f"“{titles[0]}”的文书" if titles else f"“{template}”"


@guard("served", "已送达")
def served(world: World, *, document: str, to: str = "") -> Verdict:
    """Everybody in the case today to whom papers of the template are owed has been served with the latest one for them.

    Whoever entered after the paper went out has not been; whoever left is owed nothing. ``to: party``: whoever the act is
    done for has been, whether others have or not.
    """
    if document in world.procedure.rests_on:
        return _served_elsewhere(world, world.procedure.rests_on[document])
    paper = world.state.document(document)
    if paper is None:
        return Ground(
            code="not_issued",
            message=f"尚未制发{_paper(world, document)}。",
            remedy="先制发并送达",
            unknown=world.replay,
        )
    acting = str(world.proposed.get("party") or "") if to == THE_PARTY else ""
    people = (acting,) if acting else owed(world.procedure, world.state, document)
    missing = [party for party in people if not _reached(world, document, party)]
    if not missing or (to == THE_PARTY and not acting and len(missing) < len(people)):
        return HOLDS
    who = "、".join(_names(world, missing))
    # those who came into the case after it went out
    later = paper.parties and not set(missing) & set(paper.parties)
    return Ground(
        code="not_served",
        message=f"{f'文书{paper.number}' if paper.number else _paper(world, document)}尚未送达{who}。",
        remedy="文书制发时其不在本案，向其重新制发并送达" if later else "送达后登记送达方式、日期和证明",
        unknown=world.replay,
    )


def _served_elsewhere(world: World, paper: Resting) -> Verdict:
    """Everybody has been served with a paper of the case that opened this one, by the register of services there."""
    served = elsewhere.served_by(world.state, paper.template, world.at.date())
    people = sides(world.procedure, world.state.parties)
    missing = [] if "" in served else [key for key in people if key not in served]
    if (served and not missing) or (world.replay and elsewhere.tells_of(paper, world.proposed)):
        return HOLDS
    return Ground(
        code="not_served",
        message=f"“{paper.title}”尚未送达{'、'.join(_names(world, missing)) or '当事人'}。",
        remedy="在制发该文书的案件中登记送达；本案据以起算，不另填送达之日",
        unknown=world.replay,
    )


def _reached(world: World, template: str, party: str) -> bool:
    """Whether the latest paper of a template for a party has been served on it; one that names nobody is for whom it reached."""
    papers = [
        paper
        for paper in world.state.documents
        if paper.template == template and not paper.void and (not paper.parties or party in paper.parties)
    ]
    day = world.at.date()
    return bool(papers) and any(s.party == party and s.effective_on <= day for s in papers[-1].services)


@guard("done", "已办理")
def done(world: World, *, action: str, since: tuple[str, ...] = ()) -> Verdict:
    """The action has been done and is not void; with ``since``, after the latest of those."""
    after = world.state.latest(since)
    if any(entry.seq > after for entry in world.state.done(action)):
        return HOLDS
    again = "在此之后再次" if after else ""
    return Ground(
        code="not_done",
        message=f"尚未{again}办理“{_title(world, action)}”。",
        remedy=f"先办理“{_title(world, action)}”",
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
    message = f"本案{word}“{title}”这一情形，不适用本动作。"
    remedy = "改办与案情相符的动作；案情记录有误的，先改正"
    return Ground(code="condition", message=message, cites=defined.cites, remedy=remedy)


@guard("over", "期限届满")
def over(world: World, *, clock: str) -> Verdict:
    """A party's clock has expired, or that right was waived: every instance, and one for everybody of today to whom it is owed."""
    rule = world.procedure.clocks[clock]
    live = [r for r in readings(world, only=(clock,)) if not r.void and _concerns(world, rule, r)]
    running = [r for r in live if r.state(world.at.date()) in {"running", "paused"}]
    untold = _without_count(world, rule, live)
    if live and not running and not untold:
        return HOLDS
    if not live:
        return Ground(
            code="not_started",
            message=f"“{rule.title}”尚未开始计算。",
            cites=rule.cites,
            remedy="先使该期限依法起算（通常是送达文书）",
            unknown=world.replay,
        )
    if untold and not running:
        return Ground(
            code="not_started",
            message=f"“{rule.title}”对{'、'.join(_names(world, untold))}尚未开始计算。",
            cites=rule.cites,
            remedy="先向其送达文书，使期限起算",
            unknown=world.replay,
        )
    last = max((r.due_on for r in running if r.due_on), default=None)
    until = f"{last}届满" if last else "尚未届满"
    return Ground(
        code="still_running",
        message=f"“{rule.title}”{until}，届满前不得办理。",
        cites=rule.cites,
        remedy="届满后办理，或由当事人书面放弃" if rule.waived_by else "届满后办理",
    )


def _concerns(world: World, rule: ClockRule, reading: ClockReading) -> bool:
    """Whether a count runs for the case or for somebody who has not left it."""
    if rule.per != "party" or any(view.key == reading.about for view in world.state.parties):
        return True
    left = (*world.state.done("remove_party"), *world.state.done("succeed"))
    return all(entry.payload.get("party") != reading.about for entry in left)


def _without_count(world: World, rule: ClockRule, live: Sequence[ClockReading]) -> list[str]:
    """The parties of today for whom a clock that runs for each party has not begun, of those whom its paper is owed."""
    if rule.per != "party":
        return []
    counted = {reading.about for reading in live}
    templates = [trigger.name for trigger in rule.starts if trigger.kind == "served"]
    people = dict.fromkeys(p for template in templates for p in owed(world.procedure, world.state, template))
    return [party for party in people if party not in counted]


def _names(world: World, keys: Iterable[str]) -> list[str]:
    names = {party.key: party.name for party in world.state.parties}
    return [names.get(key, key) for key in keys]


@guard("within", "期限未满")
def within(world: World, *, clock: str) -> Verdict:
    """A clock still runs, or stands still: its last day has not passed."""
    rule, day = world.procedure.clocks[clock], world.at.date()
    live = [r for r in readings(world, only=(clock,)) if not r.void]
    if not live or any(r.due_on is None or day <= r.due_on or r.state(day) == "paused" for r in live):
        return HOLDS
    last = max(r.due_on for r in live if r.due_on)
    return Ground(
        code="expired",
        message=f"“{rule.title}”已于{last}届满。",
        cites=rule.cites,
        remedy="期限届满，不再办理；已经在期限内办理的，更正办理之日",
    )


@guard("child", "子程序办结")
def child(
    world: World, *, matter: str, outcome: tuple[str, ...] = (), topic: str = "", since: tuple[str, ...] = ()
) -> Verdict:
    """The last child case of the matter has ended with one of the outcomes; with ``since``, after the latest of those.

    The last: an opinion of disagreement is not made good by an older one that agreed.
    """
    after = world.state.latest(since)
    children = [
        c for c in world.state.children_of(matter, topic) if c.opened_seq > after or c.ended_seq > after
    ]
    wanted = (outcome,) if isinstance(outcome, str) else tuple(outcome)
    if children and children[-1].outcome and (not wanted or children[-1].outcome in wanted):
        return HOLDS
    name = _opened_as(world, matter, topic)
    if not children:
        return Ground(
            code="no_child", message=f"尚未启动“{name}”。", remedy="先启动该程序", unknown=world.replay
        )
    open_ = [c.case for c in children if not c.outcome]
    if open_:
        return Ground(
            code="child_open", message=f"“{name}”（{'、'.join(open_)}）尚未办结。", remedy="待其办结"
        )
    ended = outcome_title(matter, children[-1].outcome)
    allowed = "、".join(f"“{outcome_title(matter, each)}”" for each in wanted)
    return Ground(
        code="child_outcome",
        message=f"“{name}”的结果是“{ended}”；须是{allowed}，才可办理本动作。",
        remedy="按其结果处理后重新启动",
    )


def _opened_as(world: World, matter: str, topic: str) -> str:
    """What a child case is called here: one on a topic by the act that opens it, others by their kind."""
    opening = [
        a.title for a in world.procedure.actions.values() for o in a.opens if topic and o.topic == topic
    ]
    return opening[0] if opening else title_of(matter)


@guard("told", "关联案件已告知")
def told(world: World, *, matter: str, outcome: tuple[str, ...] = (), since: tuple[str, ...] = ()) -> Verdict:
    """A case of the family told this one so; with ``since``, after the latest of those."""
    if world.state.tellings(matter, outcome, after=world.state.latest(since)):
        return HOLDS
    return Ground(
        code="not_told",
        message=f"“{title_of(matter)}”尚未告知本案有关结果。",
        remedy="先在该案登记",
        unknown=world.replay,
    )


@guard("resolved", "议题通过")
def resolved(world: World, *, topic: str, since: tuple[str, ...] = ()) -> Verdict:
    """The last child on the topic ended with an outcome that affirms; with ``since``, opened after the latest of those."""
    after = world.state.latest(since)
    items = [c for c in world.state.children_on(topic) if c.opened_seq > after]
    if items and is_affirmed(items[-1]):
        return HOLDS
    if items and not items[-1].outcome:
        return Ground(code="not_resolved", message="集体讨论尚未作出决议。", remedy="待集体讨论作出决议")
    return Ground(
        code="not_discussed", message="尚未经集体讨论通过。", remedy="提请集体讨论", unknown=world.replay
    )


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


@guard("document", "已制发")
def document(world: World, *, template: str) -> Verdict:
    """A document of the template has been issued and is not void."""
    if world.state.document(template) is not None:
        return HOLDS
    return Ground(
        code="no_document",
        message=f"尚未制发{_paper(world, template)}。",
        remedy="先制发该文书",
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
            is_,
            is_not,
            over,
            within,
            child,
            told,
            resolved,
            evidence,
            certified,
            no_conflict,
            filled,
            proposal,
            proposal_changed,
            proposal_stated,
            reply_reviewed,
            nobody_left,
            still_there,
            document,
        ),
    )
}
