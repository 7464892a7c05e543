# SPDX-License-Identifier: MulanPSL-2.0
"""Who dealt with which version of the proposal: guards that hold for the version that stands, or for one that may follow it.

``{proposal: told, to: each_affected}``, ``{proposal: reviewed, after: hearing}``. A digest does not carry the when: with
``after`` a step is done again, of an unchanged proposal too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from fadu.procedure import asked_changes
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.model import OPEN
from fadu.procedure.offering import guard
from fadu.procedure.once import once
from fadu.procedure.outlines import asks_for_change, is_affirmed, outcome_title
from fadu.procedure.proposal import NOBODY, Version, current, in_force, proposes, versions
from fadu.procedure.proposal_change import change_between, severity_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.procedure.asked_changes import Part
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.model import Action, Dealt, Opening, Procedure, Proposal
    from fadu.procedure.proposal_change import Change
    from fadu.procedure.state import ChildView, State

#: what a child is told of the proposal it is opened for, where its kind has the fields
HANDED = ("proposal_version", "proposal_digest")
_UNCHANGED = frozenset({"same", "clerical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """One time at which a version was dealt with: the act, or the opening of the child that did it."""

    seq: int
    #: None: of what was dealt with nothing is known
    version: Version | None


def dealings(procedure: Procedure, state: State, step: str) -> tuple[Dealing, ...]:
    """Every dealing of a step that is not void, oldest first. Of children of a kind only the last one counts, where it affirmed."""
    made = versions(procedure, state)
    acts = [
        Dealing(seq=entry.seq, version=in_force(made, entry.seq))
        for action in procedure.actions.values()
        if step in action.deals_with
        for entry in state.done(action.key)
    ]
    children = [
        Dealing(seq=child.opened_seq, version=_handed_back(child, in_force(made, child.opened_seq)))
        for opening in openings(procedure, step)
        for child in state.children_of(opening.matter, opening.topic)[-1:]
        if child.outcome and is_affirmed(child)
    ]
    return tuple(sorted((*acts, *children), key=lambda dealing: dealing.seq))


def openings(procedure: Procedure, step: str) -> tuple[Opening, ...]:
    """The openings of children that do a step."""
    return once(procedure, _openings).get(step, ())


def _openings(procedure: Procedure) -> Mapping[str, tuple[Opening, ...]]:
    """Step -> the openings of children that do it."""
    all_ = [opening for action in procedure.actions.values() for opening in action.opens]
    steps = {step for opening in all_ for step in opening.deals_with}
    return {step: tuple(o for o in all_ if step in o.deals_with) for step in steps}


def dealt_last(procedure: Procedure, state: State, step: str) -> Version | None:
    """The version a step dealt with last: what a decision decided and its paper prints, what a notice told."""
    done = dealings(procedure, state, step)
    return done[-1].version if done else None


def handed(world: World) -> Mapping[str, object]:
    """The version that stands with the act asked for, as a child is told of it."""
    version = current(world)
    if version is None:
        return {}
    made = versions(world.procedure, world.state)
    same = next((v.number for v in made if v.digest == version.digest), 0)
    number = same or max((v.number for v in made), default=0) + 1
    return dict(zip(HANDED, (number, version.digest), strict=True))


def in_hand(world: World, action: Action) -> Iterator[Ground]:
    """While a child deals with the proposal, or an act that deals with it is being signed, the proposal does not change."""
    if world.replay or not proposes(world.procedure, action):
        return
    yield from _being_signed(world, action)
    open_ = [(child, title) for child, title in _children(world) if not child.outcome]
    version = current(world) if open_ else None
    made = versions(world.procedure, world.state) if open_ else ()
    for child, title in open_:
        before = in_force(made, child.opened_seq)
        if before is None or version is None or before.digest == version.digest:
            continue
        yield Ground(
            code="proposal_in_hand",
            message=f"“{title}”（{child.case}）正在就原拟处理意见办理，其间不得改变拟处理意见。",
            cites=action.cites,
            remedy="待其办结，或者由其退回后再改变",
            about=child.matter,
        )


def _being_signed(world: World, action: Action) -> Iterator[Ground]:
    """That whoever signs last would sign what the record proposes no more."""
    actions, made = world.procedure.actions, versions(world.procedure, world.state)
    signed = [
        actions[pending.action].title
        for pending in world.state.pending
        if pending.action != action.key and pending.action in actions and actions[pending.action].deals_with
    ]
    version = current(world) if signed and made else None
    if version is None or version.digest == made[-1].digest:
        return
    for title in signed:
        yield Ground(
            code="proposal_being_signed",
            message=f"“{title}”正在就原拟处理意见签署，其间不得改变拟处理意见。",
            cites=action.cites,
            remedy=f"先退回（自己撤回）送签的“{title}”，改变以后重新送签",
        )


def _children(world: World) -> Iterator[tuple[ChildView, str]]:
    for action in world.procedure.actions.values():
        for opening in action.opens:
            if opening.deals_with:
                for child in world.state.children_of(opening.matter, opening.topic):
                    yield child, action.title


def _handed_back(child: ChildView, version: Version | None) -> Version | None:
    """The version a child dealt with; None where what it hands back is another."""
    digest = child.fields.get(HANDED[1])
    return None if version is not None and digest and digest != version.digest else version


# -- guards ----------------------------------------------------------------------------------------


@guard("proposal", "拟处理意见已经", version=5)
def proposal(
    world: World, *, step: str, after: tuple[str, ...] = (), to: str = "", unchanged: bool = False
) -> Verdict:
    """The proposal that stands with this act has been dealt with in the step: the same, or one the law lets follow without repeating it.

    ``after``: after the latest of those. ``to: each_affected``: by a paper to everybody a measure now falls on.
    ``unchanged``: the same alone, and no lighter one. What a review that agreed once something is changed named may differ, and must.
    """
    rule = cast("Proposal", world.procedure.proposal)
    defined, threshold = rule.steps[step], world.state.latest(after)
    last = _last_child(world, step)
    dealt = dealings(world.procedure, world.state, step)
    if last is not None and last.opened_seq > max(threshold, *(each.seq for each in dealt), 0):
        return _absent(world, defined, last, again=bool(dealt))
    if not any(each.seq > threshold for each in dealt):  # whatever the proposal is going to be
        return _absent(world, defined, None, again=bool(dealt))
    version = cast("Version", current(world))
    ever = [
        dealing for dealing in dealt if dealing.version is None or dealing.version.way in ("", version.way)
    ]
    done = [dealing for dealing in ever if dealing.seq > threshold]
    if not done or (last is not None and last.opened_seq > done[-1].seq):
        last = last if last and last.opened_seq > threshold else None
        return _absent(world, defined, last, again=bool(ever))
    before = done[-1].version
    if before is None:
        return _changed(world, defined, [f"送去“{defined.title}”的不是本拟处理意见"], unknown=True)
    change = of_those_here(world, version, change_between(before, version, severity_of(world)))
    last = last if last is not None and last.opened_seq == done[-1].seq else None
    asked = asked_of(last)
    verdict = _weighed(
        world,
        defined,
        change,
        lighter=not unchanged and _lighter_follows(world, defined, version),
        asked=asked,
    )
    if verdict is HOLDS and last is not None and asks_for_change(last):
        left = asked_changes.left(asked, change)
        if left or (not asked and _stands(change)):
            return _not_changed(world, defined, last, left, unknown=change.unstated)
    return _reached(world, defined, version, done[-1].seq) if verdict is HOLDS and to else verdict


def asked_of(child: ChildView | None) -> frozenset[Part]:
    """The parts that are to be changed, as a child that agreed once they are names them; none where it did not end so, or names none."""
    return asked_changes.named(child.fields) if child is not None and asks_for_change(child) else frozenset()


def not_yet_changed(world: World, child: ChildView) -> bool:
    """Whether a child agreed once something is changed, and that stands as it was for those still in the case, as far as it can be compared."""
    change = _since(world, child)
    if change is None:
        return False
    asked = asked_of(child)
    return bool(asked_changes.left(asked, change)) if asked else _stands(change)


def left_of(world: World, child: ChildView) -> tuple[Part, ...]:
    """Of the parts that a child wants changed those that stand as they were."""
    change = _since(world, child)
    return asked_changes.left(asked_of(child), change) if change else ()


def _since(world: World, child: ChildView) -> Change | None:
    """What lies between the proposal a child dealt with that agreed once it is changed, and the one that stands; None where that is not known."""
    version = current(world) if asks_for_change(child) else None
    before = in_force(versions(world.procedure, world.state), child.opened_seq) if version else None
    if version is None or before is None:
        return None
    return of_those_here(world, version, change_between(before, version, severity_of(world)))


def _stands(change: Change) -> bool:
    """Whether a change is none, prose apart."""
    return {change.findings, change.basis, change.grade, *change.measures.values()} <= _UNCHANGED


@guard("proposal_stated", "写明了拟处理意见", version=2)
def proposal_stated(world: World) -> Verdict:
    """Findings, basis, measures and, where the kind has one, their grade are all stated: what is examined and approved is a whole proposal."""
    rule, version = cast("Proposal", world.procedure.proposal), cast("Version", current(world))
    parts: dict[str, object] = {
        rule.findings[0]: version.findings,
        rule.basis: version.basis,
        rule.kinds[0]: version.measures,
    }
    if rule.grade:
        parts[rule.grade] = version.grade
    titles = [world.procedure.fields[key].title for key, said in parts.items() if said is None]
    if not titles:
        return HOLDS
    return Ground(
        code="proposal_not_stated",
        message=f"拟处理意见没有写明：{'、'.join(titles)}。",
        remedy="写明事实、依据和拟作出的处理",
        unknown=world.replay,
    )


@guard("proposal_changed", "拟处理意见有改变")
def proposal_changed(world: World, *, since: str) -> Verdict:
    """The proposal differs from the one a step dealt with, or somebody it may fall on was not reached: there is cause to repeat the step."""
    done = dealings(world.procedure, world.state, since)
    version = current(world)
    if not done or done[-1].version is None or version is None or not world.proposed:
        return HOLDS
    change = change_between(done[-1].version, version, severity_of(world))
    if change.whole not in _UNCHANGED or _unreached(world, _against(world), done[-1].seq):
        return HOLDS
    title = cast("Proposal", world.procedure.proposal).steps[since].title
    return Ground(
        code="nothing_changed",
        message=f"拟处理的事实、依据和内容与已经“{title}”的相同，不需重新办理。",
        remedy="直接办理下一步",
    )


def _last_child(world: World, step: str) -> ChildView | None:
    children = [
        child for o in openings(world.procedure, step) for child in world.state.children_of(o.matter, o.topic)
    ]
    return max(children, key=lambda child: child.opened_seq, default=None)


def _absent(world: World, step: Dealt, last: ChildView | None, *, again: bool) -> Ground:
    """The step has not been done, or not to an end that affirms."""
    if last is not None and not last.outcome:
        message = f"“{step.title}”（{last.case}）尚未办结。"
        return Ground(code="child_open", message=message, cites=step.cites, remedy="待其办结")
    if last is not None:
        message = f"“{step.title}”的结果是“{outcome_title(last.matter, last.outcome)}”，没有同意。"
        return Ground(
            code="child_outcome", message=message, cites=step.cites, remedy="按其结果处理后重新办理"
        )
    makers = [a for a in world.procedure.actions.values() if step.key in a.deals_with]
    opened = openings(world.procedure, step.key)
    code = "not_done" if makers else "not_discussed" if any(o.topic for o in opened) else "no_child"
    titles = makers or [a for a in world.procedure.actions.values() if any(o in opened for o in a.opens)]
    names = "、".join(f"“{action.title}”" for action in titles)
    here = [action for action in titles if {world.state.stage, OPEN} & set(action.sources)]
    first = "、".join(f"“{action.title}”" for action in here or titles)
    return Ground(
        code=code,
        message=f"拟处理意见{'在此之后尚未再经' if again else '尚未经'}“{step.title}”（{names}）。",
        cites=step.cites,
        remedy=f"先办理{first}",
        unknown=world.replay,
    )


def of_those_here(world: World, version: Version, change: Change) -> Change:
    """The change for those who are still proceeded against: what was to fall on somebody who left the case is no part of it.

    Whose place another took has not left; nor has whoever a measure falls on all the same.
    """
    replaced = {succession.predecessor for succession in world.state.successions}
    here = {NOBODY, *_against(world), *version.affected, *replaced}
    return replace(change, measures={who: kind for who, kind in change.measures.items() if who in here})


def _not_changed(
    world: World, step: Dealt, child: ChildView, left: Sequence[Part], *, unknown: bool
) -> Ground:
    """What was agreed to once it is changed was not changed."""
    said = f"“{step.title}”（{child.case}）的结果是“{outcome_title(child.matter, child.outcome)}”"
    if left:
        titles, asked = asked_changes.titles(world.procedure, left), asked_changes.words(child)
        message = f"{said}，要求修改的没有改变：{titles}{f'（{asked}）' if asked else ''}。"
        remedy = f"照其意见改变{titles}；不同意其意见的，写明理由再次办理“{step.title}”"
    else:
        message = f"{said}，拟处理意见没有改变。"
        remedy = f"照其意见改变拟处理意见后，再次办理“{step.title}”；改的不是拟处理的事实、依据和内容的，改正后也再次办理"
    return Ground(
        code="not_changed_as_asked",
        message=message,
        cites=step.cites,
        remedy=remedy,
        unknown=unknown and world.replay,
    )


def _lighter_follows(world: World, step: Dealt, version: Version) -> bool:
    """Whether the law lets a lighter proposal follow the step without repeating it: where it wants a defence before, the one that stands was made after it."""
    if not step.lighter or not step.lighter_after:
        return bool(step.lighter)
    state, made = world.state, versions(world.procedure, world.state)
    heard = [entry.seq for name in step.lighter_after for entry in state.done(name)]
    heard += [child.ended_seq for name in step.lighter_after for child in state.children_of(name)]
    stood = [in_force(made, seq) for seq in heard if seq]
    return any(before is None or before.digest != version.digest for before in stood)


def _weighed(world: World, step: Dealt, change: Change, *, lighter: bool, asked: frozenset[Part]) -> Verdict:
    """What a change is worth: nothing where it is none, where the law lets what is lighter follow, or where it was asked for."""
    allowed = _UNCHANGED | ({"lighter"} if lighter or "lighter" in asked else frozenset())
    allowed |= {"heavier", "other"} if "heavier" in asked else frozenset()
    rule, fields = cast("Proposal", world.procedure.proposal), world.procedure.fields
    texts = {rule.findings[0]: change.findings, rule.basis: change.basis}
    wrong = [
        fields[key].title
        for (key, kind), part in zip(texts.items(), ("findings", "basis"), strict=True)
        if kind not in _UNCHANGED and part not in asked
    ]
    wrong += [fields[rule.grade].title] if change.grade not in allowed else []
    names = {party.key: party.name for party in world.state.parties}
    differing = {party: kind for party, kind in change.measures.items() if kind not in allowed}
    said = [
        f"{'对' + names[party] + '的' if party in names else ''}处理{_WORDS.get(kind, '不同')}"
        for party, kind in differing.items()
    ]
    if not wrong and not said:
        return HOLDS
    code = (
        "differs" if wrong else "lighter_than" if set(differing.values()) == {"lighter"} else "heavier_than"
    )
    return _changed(world, step, [*wrong, *said], unknown=change.unstated, code=code)


#: what a change of measures is called
_WORDS = {"lighter": "较轻", "heavier": "较重", "other": "不同，不能认定不重于原来的"}


def _changed(world: World, step: Dealt, said: list[str], *, unknown: bool, code: str = "differs") -> Ground:
    return Ground(
        code=code if code == "differs" else f"{code}_{step.key}",
        message=f"拟处理意见与已经“{step.title}”的不一致：{'；'.join(said)}。",
        cites=step.cites,
        remedy=f"按已经“{step.title}”的办理，或者就改变后的意见再次办理“{step.title}”",
        unknown=unknown and world.replay,
    )


def _reached(world: World, step: Dealt, version: Version, seq: int) -> Verdict:
    missing = _unreached(world, [party for party in version.affected if party != NOBODY], seq)
    if not missing:
        return HOLDS
    names = {party.key: party.name for party in world.state.parties}
    said = "、".join(names.get(party, party) for party in missing)
    return Ground(
        code=f"not_{step.key}",
        message=f"尚未就拟处理意见对{said}{step.title}。",
        cites=step.cites,
        remedy=f"对其{step.title}后再办",
        unknown=world.replay,
    )


def _against(world: World) -> list[str]:
    """Those who may be proceeded against today."""
    rule = cast("Proposal", world.procedure.proposal)
    capacity = world.procedure.roles[rule.against].capacity
    return [party.key for party in world.state.parties if party.capacity == capacity]


def _unreached(world: World, people: list[str], seq: int) -> list[str]:
    """Those whom no paper of an act names; where it names nobody, it is not known whom it did not reach."""
    papers = [paper for paper in world.state.documents if paper.seq == seq and paper.parties]
    named = {party for paper in papers for party in paper.parties}
    return [party for party in people if papers and party not in named]
