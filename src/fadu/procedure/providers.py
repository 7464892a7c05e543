# SPDX-License-Identifier: MulanPSL-2.0
"""The guards a procedure may name: the built-in ones, and those a kind of case provides in its pure module ``guards``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.kind_modules import module_of
from fadu.procedure.offering import offered_by

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.offering import GuardSpec


@cache
def guards_of(kind: str) -> Mapping[str, GuardSpec]:
    """The guards a procedure of that kind may name: the built-in ones and its own."""
    module = module_of(kind, "guards")
    own = offered_by(module) if module else {}
    return {**BUILT_IN_GUARDS, **own}
