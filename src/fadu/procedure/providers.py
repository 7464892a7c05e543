# SPDX-License-Identifier: MulanPSL-2.0
"""The guards a procedure may name: the built-in ones, and those its kind of case offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.kinds import handed_down
from fadu.procedure.guards import BUILT_IN_GUARDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.offering import GuardSpec


def guards_of(kind: str) -> Mapping[str, GuardSpec]:
    """The guards a procedure of that kind may name: the built-in ones and its own."""
    kinds = handed_down()

    def offered() -> Mapping[str, GuardSpec]:
        return {**BUILT_IN_GUARDS, **(kinds[kind].guards() if kind in kinds else {})}

    return kinds.derived(f"guards of {kind}", offered)
