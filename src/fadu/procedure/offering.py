# SPDX-License-Identifier: MulanPSL-2.0
"""Offering guards: a function under a name, and what its signature says about its arguments."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    from fadu.procedure.decision import Verdict

    Guard = Callable[..., Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardSpec:
    """A guard with the names of its arguments; ``main`` is the one written beside its name, ``title`` what it asks in words."""

    name: str
    function: Guard
    main: str
    arguments: tuple[str, ...]
    title: str = ""
    #: takes any further arguments
    open: bool = False


def guard(name: str, title: str = "") -> Callable[[Guard], Guard]:
    """Offer a guard under a name; ``title`` says in Chinese what must hold, for lists of what an amendment changed."""

    def offered(function: Guard) -> Guard:
        function.__dict__.update(guard_name=name, guard_title=title)
        return function

    return offered


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
        open=len(named) != len(parameters),
    )


def offered_by(module: ModuleType) -> Mapping[str, GuardSpec]:
    """The guards a module offers."""
    found = [v for v in vars(module).values() if callable(v) and "guard_name" in getattr(v, "__dict__", {})]
    return {spec.name: spec for spec in map(spec_of, found)}
