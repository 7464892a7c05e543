# SPDX-License-Identifier: MulanPSL-2.0
"""Offering guards: a function under a name, and what its signature says about its arguments."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from functools import wraps
from types import ModuleType
from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fadu.procedure.decision import Verdict, World

    Guard = Callable[..., Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardSpec:
    """A guard with the names of its arguments; ``main`` is the one written beside its name, ``title`` what it asks in words."""

    name: str
    function: Guard
    main: str
    arguments: tuple[str, ...]
    title: str = ""
    #: the keys of the law its grounds rest on
    law: tuple[str, ...] = ()
    #: takes any further arguments
    open: bool = False
    #: raised when the guard judges otherwise than before: what judges an edition names it
    version: int = 1
    #: in ``finds``, asked of the case as it stands as well, without an act
    standing: bool = False
    #: of a guard that holds a ground of turning something away against the file: the guard of doing it that asks the file the same
    opposite: str = ""
    #: judges what is proposed by itself, in whatever stage: whoever proposes it is held to it as whoever decides on it is
    of_proposal: bool = False


def guard(
    name: str,
    title: str = "",
    *,
    law: str | tuple[str, ...] = (),
    version: int = 1,
    standing: bool = False,
    opposite: str = "",
    of_proposal: bool = False,
) -> Callable[[Guard], Guard]:
    """Offer a guard under a name; ``title`` says in Chinese what must hold, for lists of what an amendment changed.

    ``law`` are the keys of the law its grounds rest on (a provision, a limit, a threshold or a closed list). A ground
    that names no articles carries those of the first key on the day of the act; others are named by ``world.cites(key)``.
    Raise ``version`` when the guard comes to judge otherwise than before; rewriting it to the same effect leaves it.
    ``standing``: among what an act finds, a check asks it of the case as it stands, too, with nothing proposed.
    ``opposite``: for a guard that asks whether the file bears out the ground on which something is turned away, the name of the
    guard that keeps it from being done where the file does; the checker holds that an act asks it.
    ``of_proposal``: it judges the proposal by what that says, not by what has been done: the checker holds that every act which proposes asks
    it, and every act which brings the proposal before those who decide.
    """
    keys = (law,) if isinstance(law, str) else law

    def offered(function: Guard) -> Guard:
        function = _citing(function, keys[0]) if keys else function
        function.__dict__.update(guard_name=name, guard_title=title, guard_law=keys, guard_version=version)
        function.__dict__.update(guard_standing=standing, guard_opposite=opposite)
        function.__dict__.update(guard_of_proposal=of_proposal)
        return function

    return offered


def _citing(function: Guard, key: str) -> Guard:
    """The guard with the articles of a key on each ground that names none."""

    @wraps(function)
    def judged(world: World, **arguments: Any) -> Verdict:
        verdict = function(world, **arguments)
        if isinstance(verdict, Ground) and not verdict.cites:
            return replace(verdict, cites=world.cites(key))
        return verdict

    return judged


def spec_of(function: Guard) -> GuardSpec:
    """What a guard's signature says about its arguments."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    named = tuple(p.name for p in parameters if p.kind is not inspect.Parameter.VAR_KEYWORD)
    return GuardSpec(
        name=function.__dict__["guard_name"],
        function=function,
        main=named[0] if named else "",
        arguments=named,
        title=function.__dict__.get("guard_title", ""),
        law=function.__dict__.get("guard_law", ()),
        open=len(named) != len(parameters),
        version=function.__dict__.get("guard_version", 1),
        standing=function.__dict__.get("guard_standing", False),
        opposite=function.__dict__.get("guard_opposite", ""),
        of_proposal=function.__dict__.get("guard_of_proposal", False),
    )


def offered_by(module: ModuleType) -> Mapping[str, GuardSpec]:
    """The guards a module offers, and those of the modules beside it that it imports as modules."""
    package = module.__name__.rpartition(".")[0]
    beside = [m for m in vars(module).values() if _beside(m, package)]
    values = [value for place in (*beside, module) for value in vars(place).values()]
    guards = [v for v in values if callable(v) and "guard_name" in getattr(v, "__dict__", {})]
    return {spec.name: spec for spec in map(spec_of, guards)}


def _beside(value: object, package: str) -> bool:
    """Whether a value is a module of the package."""
    return isinstance(value, ModuleType) and value.__name__.rpartition(".")[0] == package
