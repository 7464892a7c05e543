# SPDX-License-Identifier: MulanPSL-2.0
"""The pure modules of a kind of case, found by name, and the facts it provides in one of them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from fadu.procedure import facts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from fadu.procedure.facts import Fact


def module_of(kind: str, name: str) -> ModuleType | None:
    """A module of a kind of case; None where it has none of that name."""
    full = f"fadu.matters.{kind}.{name}"
    try:
        return import_module(full) if find_spec(full) else None
    except ModuleNotFoundError:
        return None


@cache
def facts_of(kind: str) -> Mapping[str, Fact]:
    """The facts of a kind of case; none where it offers none."""
    module = module_of(kind, "facts")
    return facts.offered_by(module) if module else {}
