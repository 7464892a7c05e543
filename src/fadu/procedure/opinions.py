# SPDX-License-Identifier: MulanPSL-2.0
"""An opinion on the proposal: of whoever examines it, reviews it, or decides on it together.

Who examines says it in a field of the act (``opinion`` of the step, with the choices that agree); a review and a committee say it by
the outcome in which their case ended. One that is not agreement stands until the proposal is changed or, where it asked for something
else, that is supplied; what an examiner suggests the handler may decline with a reason in writing, which the head sees beside the suggestion.
One that agrees has words, too (a resolution says how much): whoever rests on it reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from fadu.kernel.letters import says_something
from fadu.procedure import replies
from fadu.procedure.dealing import asked_of, not_yet_changed, openings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.model import Action, Dealt
from fadu.procedure.offering import guard
from fadu.procedure.outlines import again_of, asks_for_change, is_affirmed, may_affirm, outcome_title
from fadu.procedure.proposal import in_force, proposes, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure, Proposal
    from fadu.procedure.proposal import Version
    from fadu.procedure.state import ChildView, State

#: with what a turn begins that is about an opinion on the proposal, and about one on a draft that was sent for review
_ABOUT, _ABOUT_DRAFT = "opinion", "review"
#: the field of a child in which those who decide together say what they resolved
_RESOLVED_IN = "resolution"
#: what supplies what was lacking, beside the acts that add to a list
_SUPPLIES = frozenset({"attach"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """An opinion on what was proposed."""

    #: the step of the proposal; of a draft, and of what is no step of the proposal, the act that sends it
    step: Dealt | Action
    #: what was said: the choice, or the outcome of the child; and how that is called
    outcome: str
    title: str
    #: the act that said it, or that says of the child how it ended; and the act that sent what it is about
    seq: int
    sent: int
    #: what was said of it in words, by the act itself
    text: str = ""
    child: ChildView | None = None
    #: it may be sent again as it is (``unchanged``), or once something is ``supplemented``; empty: it wants a change
    again: str = ""
    #: why whoever handles the case does not follow it
    answer: str = ""

    @property
    def about(self) -> str:
        """It, as a turn names it."""
        return f"{_ABOUT_DRAFT if self.is_on_a_draft else _ABOUT}/{self.step.key}/{self.outcome}"

    @property
    def is_on_a_draft(self) -> bool:
        """Whether it is about a draft (of a reply), and not about the proposal."""
        return isinstance(self.step, Action)


def standing(procedure: Procedure, state: State) -> tuple[Opinion, ...]:
    """The opinions against the proposal that no later one of the same step took back, in the order of the steps."""
    return state.once(procedure, _standing_against)


def _standing_against(procedure: Procedure, state: State) -> tuple[Opinion, ...]:
    rule = procedure.proposal
    steps = rule.steps.values() if rule else ()
    return tuple(
        said
        for step in steps
        for said in (_of_child(procedure, state, step), _of_act(procedure, state, step))
        if said
    )


def on_drafts(procedure: Procedure, state: State) -> tuple[Opinion, ...]:
    """The opinions against drafts that were sent for review: of each act that sends one the last, until a draft is sent again or told,
    or the case has gone on.
    """
    return state.once(procedure, _on_drafts)


def _on_drafts(procedure: Procedure, state: State) -> tuple[Opinion, ...]:
    said = (_of_draft(procedure, state, action) for action in procedure.actions.values() if action.opens)
    return tuple(filter(None, said))


def is_about(state: State, action: Action, said: Opinion) -> bool:
    """Whether an opinion on a draft is to be known where an act is done: the one that sends it again, or the one that tells what it reviewed."""
    kinds = {str(use.args.get("kind", action.key)) for use in action.guards if use.name == replies.GUARD}
    return action.key == said.step.key or (
        said.child is not None and bool(kinds) and replies.kind_of(state, said.child) in ("", *kinds)
    )


def open_in(world: World) -> tuple[Opinion, ...]:
    """Those that stand and that nobody has dealt with yet."""
    return tuple(said for said in standing(world.procedure, world.state) if not is_taken_up(world, said))


def is_taken_up(world: World, said: Opinion) -> bool:
    """Whether what was said has been answered, the proposal changed after it, or supplied what was lacking."""
    made, state = versions(world.procedure, world.state), world.state
    if said.answer or said.again == "unchanged":
        return True
    if asked_of(said.child):
        return said.child is not None and not not_yet_changed(world, said.child)
    if made and made[-1].seq > said.seq and _is_another(made, said):
        return True
    adding = {key for key, action in world.procedure.actions.items() if action.adds} | _SUPPLIES
    return said.again == "supplemented" and any(
        entry.seq > said.seq and entry.action in adding and entry.seq not in state.void
        for entry in state.entries
    )


def words_of(procedure: Procedure, about: str) -> str:
    """What a turn is about, where that is an opinion: ``“法制审核”的意见是“不同意”``; else nothing."""
    mark, _, rest = about.partition("/")
    key, _, outcome = rest.partition("/")
    if mark == _ABOUT_DRAFT and key in procedure.actions:
        action = procedure.actions[key]
        return f"“{action.title}”的意见是“{_called((o.matter for o in action.opens), outcome)}”"
    rule = procedure.proposal
    if mark != _ABOUT or rule is None or key not in rule.steps:
        return ""
    step = rule.steps[key]
    return f"“{step.title}”的意见是“{_title(procedure, step, outcome)}”"


def agreeing(procedure: Procedure, state: State) -> tuple[Opinion, ...]:
    """The opinions that agree to what was proposed or sent as it was: of each step, and of each kind of child, the last."""
    return state.once(procedure, _agreeing)


def _agreeing(procedure: Procedure, state: State) -> tuple[Opinion, ...]:
    rule = procedure.proposal
    steps = rule.steps if rule else {}
    said: list[Opinion] = []
    for step in steps.values():
        by_act = _last_said(procedure, state, step)
        said += [by_act] if by_act and by_act.outcome in step.agrees else []
    for action in procedure.actions.values():
        for opening in action.opens:
            dealt = steps[opening.deals_with[0]] if opening.deals_with else action
            child = _last(c for c in state.children_of(opening.matter, opening.topic) if not c.void)
            if child is not None and is_affirmed(child) and not _is_against(child):
                said += [_of_ended(child, dealt)]
    return tuple({each.child.case if each.child else each.step.key: each for each in said}.values())


def is_rested_on(procedure: Procedure, state: State, action: Action, said: Opinion) -> bool:
    """Whether an act goes on with what was said: a guard of it asks for that, or it brings the case as it stands before those whose act does."""
    if _asks_for(action, said) or (action.key != said.step.key and is_about(state, action, said)):
        return True
    brings = bool(action.to) and not proposes(procedure, action)
    return brings and any(
        _asks_for(other, said) for other in procedure.actions.values() if action.to in other.sources
    )


def is_to_be_compared(procedure: Procedure, state: State, said: Opinion) -> bool:
    """Whether what a review wanted changed waits for whoever goes on with it: no act that rests on it was done since."""
    if said.child is None or not asks_for_change(said.child):
        return False
    actions = procedure.actions
    later = (entry.action for entry in _standing(state) if entry.seq > said.seq and entry.action in actions)
    return not any(is_rested_on(procedure, state, actions[key], said) for key in later)


def resolved(said: Opinion) -> str:
    """What those who decided together resolved, in their words; nothing of an opinion that is no resolution."""
    return str(said.child.fields.get(_RESOLVED_IN) or "").strip() if said.child else ""


@guard("objection_answered", "审核提出不同意见的，写明了不采纳的理由", version=2)
def objection_answered(world: World, *, step: str) -> Verdict:
    """Where who examined did not agree to the proposal that stands, the act says why it is not followed, or an earlier one said so."""
    rule = cast("Proposal", world.procedure.proposal)
    defined = rule.steps[step]
    said = _of_act(world.procedure, world.state, defined)
    if said is None or said.answer or not is_as_it_was(world, said):
        return HOLDS
    if says_something(world.proposed.get(defined.answer) or ""):
        return HOLDS
    field = world.procedure.fields[defined.answer].title
    return Ground(
        code="objection_unanswered",
        message=f"“{said.step.title}”的意见是“{said.title}”{f'（{said.text}）' if said.text else ''}，既没有照其改变，也没有写明不采纳的理由。",
        remedy=f"照其意见改变拟处理意见后再次“{said.step.title}”；不采纳的，写明“{field}”，由负责人一并审查",
        unknown=world.replay,
    )


def _of_act(procedure: Procedure, state: State, step: Dealt) -> Opinion | None:
    """What the last act of a step said in its field, where that does not agree."""
    said = _last_said(procedure, state, step)
    return None if said is None or said.outcome in step.agrees else said


def _last_said(procedure: Procedure, state: State, step: Dealt) -> Opinion | None:
    """What the last act of a step said in its field."""
    if not step.opinion:
        return None
    acts = [
        a.key
        for a in procedure.actions.values()
        if step.key in a.deals_with and step.opinion in (*a.sets, *a.may_set)
    ]
    last = max(
        (entry for key in acts for entry in state.done(key)), key=lambda entry: entry.seq, default=None
    )
    outcome = str(last.payload.get(step.opinion) or "") if last else ""
    if last is None or not outcome:
        return None
    later = [e for e in state.entries if e.seq > last.seq and e.seq not in state.void]
    answers = [
        e.payload[step.answer] for e in later if e.action in procedure.actions and e.payload.get(step.answer)
    ]
    return Opinion(
        step=step,
        outcome=outcome,
        title=_title(procedure, step, outcome),
        seq=last.seq,
        sent=last.seq,
        text=str(last.payload.get(step.says) or "").strip().rstrip("。"),
        answer=str(answers[-1]) if answers else "",
    )


def _of_child(procedure: Procedure, state: State, step: Dealt) -> Opinion | None:
    """How the last child of a step ended, where that does not affirm what it was opened for."""
    children = [
        c for o in openings(procedure, step.key) for c in state.children_of(o.matter, o.topic) if not c.void
    ]
    return _of_last(children, step)


def _of_last(children: Iterable[ChildView], step: Dealt | Action) -> Opinion | None:
    """What the last of the children asked for agreement said, where it did not agree to what it was sent."""
    child = _last(children)
    return _of_ended(child, step) if child is not None and child.outcome and _is_against(child) else None


def _last(children: Iterable[ChildView]) -> ChildView | None:
    return max(children, key=lambda each: each.opened_seq, default=None)


def _of_ended(child: ChildView, step: Dealt | Action) -> Opinion:
    """What a child said by the outcome in which it ended."""
    return Opinion(
        step=step,
        outcome=child.outcome,
        title=outcome_title(child.matter, child.outcome),
        seq=child.ended_seq,
        sent=child.opened_seq,
        child=child,
        again=again_of(child),
    )


def _asks_for(action: Action, said: Opinion) -> bool:
    """Whether a guard of an act names what was said: the step of the proposal, or the topic (else the kind) of the case it was said in."""
    names = {said.step.key} if isinstance(said.step, Dealt) else set()
    names |= {said.child.topic or said.child.matter} if said.child else set()
    named = (value for use in action.guards for value in use.args.values())
    return any(not names.isdisjoint([one] if isinstance(one, str) else _texts(one)) for one in named)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _of_draft(procedure: Procedure, state: State, action: Action) -> Opinion | None:
    """How the last review ended for which an act sent a draft, where that does not affirm it as it was."""
    children = [
        c
        for o in action.opens
        if not o.deals_with
        for c in state.children_of(o.matter, o.topic)
        if not c.void
    ]
    said = _of_last(children, action)
    if said and any(e.seq > said.seq and _goes_on(procedure, e.action) for e in _standing(state)):
        return None
    return said


def _goes_on(procedure: Procedure, name: str) -> bool:
    """Whether an act takes a case to another stage, or tells something that is reviewed before."""
    action = procedure.actions.get(name)
    return action is not None and bool(
        action.to or action.returns or any(use.name == replies.GUARD for use in action.guards)
    )


def _standing(state: State) -> Iterator[Entry]:
    return (entry for entry in state.entries if entry.seq not in state.void)


def _is_against(child: ChildView) -> bool:
    """Whether a child that has ended was asked for agreement and did not give it to the proposal as it was."""
    return may_affirm(child) and (not is_affirmed(child) or asks_for_change(child))


def is_as_it_was(world: World, said: Opinion) -> bool:
    """Whether what the record proposes today is what the opinion was about, as far as that is known."""
    if said.child is not None and asked_of(said.child):
        return not_yet_changed(world, said.child)
    made = versions(world.procedure, world.state)
    return in_force(made, said.sent) is None or not _is_another(made, said)


def _is_another(made: Sequence[Version], said: Opinion) -> bool:
    """Whether what is proposed now differs from what the opinion was about: a change by name that changes nothing takes up no opinion."""
    before = in_force(made, said.sent)
    return before is None or made[-1].digest != before.digest


def _title(procedure: Procedure, step: Dealt, outcome: str) -> str:
    """What an opinion is called: the choice of its field, or the outcome of the case it was said in."""
    field = procedure.fields.get(step.opinion)
    said = {choice.key: choice.title for choice in field.choices} if field else {}
    matters = (opening.matter for opening in openings(procedure, step.key))
    return said.get(outcome) or _called(matters, outcome)


def _called(matters: Iterable[str], outcome: str) -> str:
    return next((outcome_title(matter, outcome) for matter in matters), outcome)
