# SPDX-License-Identifier: MulanPSL-2.0
"""Proofs of ``never … before`` and ``never … while_running``, each reduced to the guards and edges it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.procedure.checker.implied import IMPLICATIONS, Fact, arguments
from fadu.procedure.checker.report import Line, Step, Support
from fadu.procedure.checker.same import dealt, unchanged
from fadu.procedure.checker.search import (
    Found,
    Model,
    Wrong,
    model_of,
    possible,
    refute,
    refute_further,
    steps_of,
)
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.once import once

if TYPE_CHECKING:
    from fadu.procedure.model import Assurance, GuardUse, Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of an assurance: an action never without, or never during, one thing."""

    assurance: Assurance
    action: str
    #: ``held``: done before; ``ended``: a child case has ended; ``since``: either, after another thing; ``running``: a clock
    about: Fact

    @property
    def code(self) -> str:
        """A stable name of the claim."""
        return ":".join(
            [
                _CODES[self.about[0]],
                self.action,
                *self.about[1:],
                *([self.assurance.when] if self.assurance.when else []),
            ]
        )


_CODES = {
    "held": "never_before",
    "ended": "never_before",
    "since": "never_since",
    "running": "never_while_running",
    "dealt": "same_proposal",
    "dealt_same": "unchanged_proposal",
}


def claims_of(procedure: Procedure, assurance: Assurance) -> Iterator[Claim]:
    """The statements an assurance makes; what is no action is a kind or a topic of child cases, or unknown."""
    if assurance.kind == "same":
        fact = unchanged if assurance.unchanged else dealt
        yield from (
            Claim(assurance=assurance, action=assurance.action, about=fact(step)) for step in assurance.before
        )
    if assurance.kind != "never":
        return
    for name in assurance.before:
        plain: Fact = (
            "ended" if name in _children(procedure) and name not in procedure.actions else "held",
            name,
        )
        again: list[Fact] = [("since", name, later) for later in assurance.since]
        for about in again or [plain]:
            yield Claim(assurance=assurance, action=assurance.action, about=about)
    for name in assurance.while_running:
        yield Claim(assurance=assurance, action=assurance.action, about=("running", name))


def lines(procedure: Procedure, *, explain: bool = True) -> Iterator[Line]:
    """One line for each claim of each assurance. ``explain`` also finds what each proof rests on."""
    for assurance in procedure.assurances:
        for claim in claims_of(procedure, assurance):
            yield line_of(procedure, claim, explain=explain)


def line_of(procedure: Procedure, claim: Claim, *, explain: bool = True) -> Line:
    """Prove or refute one claim."""
    title = title_of(procedure, claim)
    unknown = _unknown(procedure, claim)
    if unknown:
        path = _path_without(procedure, claim)
        return Line(
            code=claim.code,
            title=title,
            ok=False,
            witness=f"程序中没有“{unknown}”，不能保证" + ("；例如可以这样办理：" if path else "。"),
            path=path,
            source=claim.assurance.source,
        )
    model = model_of(procedure, action=claim.action, when=claim.assurance.when)
    proof = prove(model, claim)
    if proof.path is not None:
        return Line(
            code=claim.code,
            title=title,
            ok=False,
            witness=_said(claim, procedure),
            path=steps_of(procedure, proof.path),
            source=claim.assurance.source,
        )
    rests = _core(model, claim, proof)[0] if explain else ()
    return Line(
        code=claim.code,
        title=title,
        ok=True,
        witness=_rests(rests) if explain else "已证明",
        rests_on=rests,
        source=claim.assurance.source,
    )


def title_of(procedure: Procedure, claim: Claim) -> str:
    """The claim as a sentence."""
    action = _action_title(procedure, claim.action)
    given = procedure.conditions.get(claim.assurance.when)
    when = f"“{given.title or given.key}”时，" if given else ""
    if claim.about[0] == "dealt":
        return f"{when}“{_action_title(procedure, claim.action)}”的拟处理意见，就是经“{_step_title(procedure, claim)}”的，或者依法可以随之而变的"
    if claim.about[0] == "dealt_same":
        return f"{when}“{_action_title(procedure, claim.action)}”的拟处理意见，就是经“{_step_title(procedure, claim)}”的，较轻的也须重新办理"
    if claim.about[0] == "since":
        return f"{when}{_happened(procedure, claim.about[2])}之后没有{_happened(procedure, claim.about[1])}的，不得“{action}”"
    if claim.about[0] == "ended":
        return f"{when}没有{_happened(procedure, claim.about[1])}的，不得“{action}”"
    if claim.about[0] == "held":
        return f"{when}未经“{_action_title(procedure, claim.about[1])}”，不得“{action}”"
    clock = procedure.clocks.get(claim.about[1])
    return f"{when}“{clock.title if clock else claim.about[1]}”届满前，不得“{action}”"


def _step_title(procedure: Procedure, claim: Claim) -> str:
    steps = procedure.proposal.steps if procedure.proposal else {}
    return steps[claim.about[1]].title if claim.about[1] in steps else claim.about[1]


def _happened(procedure: Procedure, name: str) -> str:
    """What a claim asks for, in words: an action, or the end of a child case by the action that opens it."""
    if name in procedure.actions:
        return f"“{procedure.actions[name].title}”"
    opening = next(
        (a.title for a in procedure.actions.values() for o in a.opens if name in (o.topic, o.matter)), name
    )
    return f"“{opening}”的子程序办结"


def _children(procedure: Procedure) -> frozenset[str]:
    """The kinds and topics of the cases a procedure opens."""
    return frozenset(
        name for a in procedure.actions.values() for o in a.opens for name in (o.matter, o.topic) if name
    )


def _action_title(procedure: Procedure, key: str) -> str:
    return procedure.actions[key].title if key in procedure.actions else key


def _unknown(procedure: Procedure, claim: Claim) -> str:
    known: set[str] = {*procedure.actions, *_children(procedure)}
    if claim.about[0] == "running":
        known = {*procedure.clocks}
    if claim.about[0] in ("dealt", "dealt_same"):
        known = {*procedure.proposal.steps} if procedure.proposal else set()
    names = [] if claim.action in procedure.actions else [claim.action]
    return "、".join([*names, *(name for name in claim.about[1:] if name not in known)])


def _path_without(procedure: Procedure, claim: Claim) -> tuple[Step, ...]:
    """A way to the action where what must come before does not exist; guards that name nothing cannot stop it."""
    if claim.action not in procedure.actions:
        return ()
    model = model_of(procedure, action=claim.action, when=claim.assurance.when)
    while claim.action not in possible(model):
        dangling = _unsatisfiable(model)
        if not dangling:
            return ()
        model = model.without(dangling)
    proof = prove(model, claim)
    return steps_of(procedure, proof.path) if proof.path else ()


def _unsatisfiable(model: Model) -> frozenset[Support]:
    """Guards that ask for what can no longer come about."""
    happens = possible(model)
    can = {fact for event in model.events if event.key in happens for fact in event.gains}
    return frozenset(
        Support(kind="guard", action=event.action, index=need.guard)
        for event in model.events
        for need in model.needs(event)
        if need.guard >= 0 and not need.absent and need.fact not in can
    )


def prove(model: Model, claim: Claim) -> Found:
    """Search for a case in which the claim is false."""
    return refute(model, _wrong(claim), frozenset({claim.about}))


def _wrong(claim: Claim) -> Wrong:
    return Wrong(
        hits=lambda event: event.sources if event.action == claim.action else frozenset(),
        fact=claim.about,
        held=claim.about[0] == "running",
    )


def _said(claim: Claim, procedure: Procedure) -> str:
    action = _action_title(procedure, claim.action)
    if claim.about[0] in ("dealt", "dealt_same"):
        return f"可以就未经“{_step_title(procedure, claim)}”的拟处理意见“{action}”："
    if claim.about[0] == "since":
        return f"{_happened(procedure, claim.about[2])}之后，可以没有{_happened(procedure, claim.about[1])}而“{action}”："
    if claim.about[0] == "ended":
        return f"可以没有{_happened(procedure, claim.about[1])}而“{action}”："
    if claim.about[0] == "held":
        return f"可以不经“{_action_title(procedure, claim.about[1])}”（或者其已作废）而“{action}”："
    return f"“{procedure.clocks[claim.about[1]].title}”尚在计算时可以“{action}”："


def _rests(supports: tuple[Support, ...]) -> str:
    return f"依据：{'；'.join(s.text for s in supports)}" if supports else "此前不可能到达"


# -- what a proof rests on -------------------------------------------------------------------------


def core(model: Model, claim: Claim) -> tuple[tuple[Support, ...], frozenset[Support]]:
    """A least set of guards and edges the proof needs, and the redundant ones that were taken out to find it.

    Least: with the redundant ones gone, taking away any one of the set makes the claim false.
    """
    return _core(model, claim, prove(model, claim))


def _core(model: Model, claim: Claim, proof: Found) -> tuple[tuple[Support, ...], frozenset[Support]]:
    wrong = _wrong(claim)
    touching = _candidates(model, proof.tracked, claim)
    others = frozenset(once(model.procedure, _guards).values()) - frozenset(touching)
    bare = refute(model.without(others), wrong, proof.tracked)
    gone, stands = (others, bare) if bare.proved else (frozenset[Support](), proof)
    candidates = touching if gone else [*sorted(others, key=_order), *touching]
    for candidate in candidates if stands.proved else []:
        further = refute_further(stands, model.without(gone | {candidate}), wrong, candidate.action)
        if further.proved:
            gone, stands = gone | {candidate}, further
    return tuple(c for c in candidates if c not in gone), gone


def _order(support: Support) -> tuple[str, int]:
    return support.action, support.index


def _guards(procedure: Procedure) -> Mapping[tuple[str, int], Support]:
    """The guards a proof may rest on, by action and place."""
    return {
        (action.key, index): Support(
            kind="guard",
            action=action.key,
            index=index,
            text=f"“{action.title}”的条件 {guard_words(procedure, use)}",
        )
        for action in procedure.actions.values()
        for index, use in enumerate(action.guards)
        if use.name in IMPLICATIONS
    }


def _candidates(model: Model, tracked: frozenset[Fact], claim: Claim) -> list[Support]:
    """Edges first, then guards of other actions, then those of the action itself: what stays is nearest to it."""
    edges, guards = [], []
    named = once(model.procedure, _guards)
    for event in model.events:
        if not event.action:
            continue
        if event.to and event.key == event.action != claim.action and event.gains & tracked:
            title = f"“{event.title}”是唯一的去路"
            edges.append(Support(kind="edge", action=event.action, text=title))
        places = {need.guard for need in event.needs if need.fact in tracked and need.guard >= 0}
        guards += [named[event.action, index] for index in sorted(places)]
    guards = list(dict.fromkeys(guards))  # of an action that may also be done with a lighter proposal once
    return [*edges, *sorted(guards, key=lambda s: s.action == claim.action)]


_NO_TITLES: Mapping[str, str] = {}


def guard_words(procedure: Procedure, use: GuardUse, titles: Mapping[str, str] = _NO_TITLES) -> str:
    """A guard in a few words. ``titles``: of forms, and of guards a kind of case offers."""
    args, spec = arguments(use), BUILT_IN_GUARDS.get(use.name)
    main = str(args.get("topic") or next(iter(args.values()), ""))
    word = (spec.title if spec else "") or titles.get(f"guard:{use.name}", use.name)
    again = "、".join(_thing(procedure, later, titles) for later in args.get("since", ()))
    said = f"{word}：{_thing(procedure, main, titles)}" if spec and main and use.name != "evidence" else word
    condition = procedure.conditions.get(use.when)
    return (
        said
        + (f"（在“{again}”之后）" if again else "")
        + (f"（{condition.title or condition.key}时）" if condition else "")
    )


def _thing(procedure: Procedure, name: str, titles: Mapping[str, str]) -> str:
    """Whatever a guard may name, by its title; a child case by the action that opens it."""
    parts: Mapping[str, object] = {
        **procedure.roles,
        **procedure.conditions,
        **procedure.fields,
        **procedure.clocks,
        **procedure.actions,
        **(procedure.proposal.steps if procedure.proposal else {}),
    }
    opening = (a.title for a in procedure.actions.values() for o in a.opens if name in (o.topic, o.matter))
    return getattr(parts.get(name), "title", "") or next(opening, "") or titles.get(name, name)
