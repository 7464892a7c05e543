# SPDX-License-Identifier: MulanPSL-2.0
"""What guards imply: the facts that surely hold where a guard holds. These count as edges of a proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.procedure.guards import BUILT_IN_GUARDS

if TYPE_CHECKING:
    from fadu.procedure.model import Action, GuardUse, Procedure

#: ``("done", action)``, ``("served", template)``, …: see ``facts``
Fact = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A fact a guard implies. ``when``: it binds only under that condition."""

    fact: Fact
    guard: int
    when: str = ""
    #: the fact must be absent (``over`` a clock that runs)
    absent: bool = False


def needs_of(procedure: Procedure, action: Action) -> tuple[Need, ...]:
    """The facts implied by the guards of an action: these count as edges of the proof."""
    needs = [
        need for index, use in enumerate(action.guards) for need in _implied(procedure, action, use, index)
    ]
    if action.on is not None and action.on.kind == "over":
        needs.append(Need(fact=("started", action.on.name), guard=-1))
    return tuple(needs)


def _implied(procedure: Procedure, action: Action, use: GuardUse, index: int) -> Iterator[Need]:
    implied = IMPLICATIONS.get(use.name)
    if implied is None:
        return
    args = arguments(use)
    if use.name == "reply_reviewed" and not use.when:
        return  # a kind of notice may be exempt: only under the condition that it is not
    if use.name == "filled" and args["field"] in (*action.sets, *action.may_set):
        return  # filled by the act itself
    for fact in (*implied(args), *(_made(procedure, args) if use.name == "proposal" else ())):
        yield Need(fact=fact, guard=index, when=use.when)
    if use.name == "over":
        clock = procedure.clocks.get(str(args.get("clock", "")))
        if clock is not None:  # under the clock's own condition it binds whenever the clock can run
            when = "" if use.when == clock.when else use.when
            yield Need(fact=("running", clock.key), guard=index, when=when, absent=True)


def arguments(use: GuardUse) -> Mapping[str, Any]:
    """The arguments of a guard by name; a file loaded without names keeps the main one under the guard's own."""
    spec = BUILT_IN_GUARDS.get(use.name)
    if spec is None or use.name not in use.args:
        return use.args
    return {**use.args, spec.main: use.args[use.name]}


def _done(args: Mapping[str, Any]) -> Iterator[Fact]:
    yield ("done", args["action"])
    yield from (("since", args["action"], later) for later in args.get("since", ()))


def _served(args: Mapping[str, Any]) -> Iterator[Fact]:
    yield ("issued", args["document"])
    yield ("served", args["document"])


def _child(args: Mapping[str, Any]) -> Iterator[Fact]:
    name = args.get("topic") or args["matter"]
    yield ("opened", name)
    yield ("ended", name)
    yield from (("since", name, later) for later in args.get("since", ()))


def _made(procedure: Procedure, args: Mapping[str, Any]) -> Iterator[Fact]:
    """What a step rests on where one act or one child alone does it."""
    step, later = args["step"], tuple(args.get("after", ()))
    acts = [action.key for action in procedure.actions.values() if step in action.deals_with]
    opened = dict.fromkeys(
        opening.topic or opening.matter
        for action in procedure.actions.values()
        for opening in action.opens
        if step in opening.deals_with
    )
    if len(acts) == 1 and not opened:
        yield from _done({"action": acts[0], "since": later})
    elif len(opened) == 1 and not acts:
        yield from _child({"matter": next(iter(opened)), "since": later})


def _dealt(args: Mapping[str, Any]) -> Iterator[Fact]:
    yield ("dealt", args["step"])
    if args.get("unchanged"):
        yield ("dealt_same", args["step"])


def _resolved(args: Mapping[str, Any]) -> Iterator[Fact]:
    yield ("opened", args["topic"])
    yield ("ended", args["topic"])
    yield from (("since", args["topic"], later) for later in args.get("since", ()))


#: guard -> the facts that must hold where it holds; ``within`` implies nothing (it holds of what is absent)
IMPLICATIONS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Fact]]] = {
    "done": _done,
    "served": _served,
    "document": lambda args: iter([("issued", args["template"])]),
    "over": lambda args: iter([("started", args["clock"])]),
    "child": _child,
    "told": lambda args: iter([("told", args["matter"])]),
    "resolved": _resolved,
    "proposal": _dealt,
    "reply_reviewed": lambda args: iter([("opened", "reply"), ("ended", "reply")]),
    "filled": lambda args: iter([("set", args["field"])]),
}
