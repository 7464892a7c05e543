# SPDX-License-Identifier: MulanPSL-2.0
"""The facts and guards that kinds of case provide, found in their pure modules ``facts`` and ``guards``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from fadu.procedure import facts, guards

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.facts import Fact
    from fadu.procedure.guards import GuardSpec


def _module(kind: str, name: str) -> str | None:
    try:
        return f"fadu.matters.{kind}.{name}" if find_spec(f"fadu.matters.{kind}.{name}") else None
    except ModuleNotFoundError:
        return None


@cache
def facts_of(kind: str) -> Mapping[str, Fact]:
    """The facts of a kind of case; none where it offers none."""
    module = _module(kind, "facts")
    return facts.offered_by(import_module(module)) if module else {}


@cache
def guards_of(kind: str) -> Mapping[str, GuardSpec]:
    """The guards a procedure of that kind may name: the built-in ones and its own."""
    module = _module(kind, "guards")
    own = guards.offered_by(import_module(module)) if module else {}
    return {**guards.BUILT_IN_GUARDS, **own}
