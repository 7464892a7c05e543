# SPDX-License-Identifier: MulanPSL-2.0
"""What is worked out once for a procedure: a value is a function of it alone and is kept as long as it is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from fadu.procedure.model import Procedure

T = TypeVar("T")

#: of how many procedures something is kept; tests make many
_KEPT = 256
_known: dict[int, tuple[Procedure, dict[Callable[..., Any], Any]]] = {}


def once(procedure: Procedure, make: Callable[[Procedure], T]) -> T:
    """What a function gives for a procedure, worked out when first asked for.

    Procedures are told apart by identity: they are large, and a changed one is another object.
    """
    kept = _known.get(id(procedure))
    if kept is None or kept[0] is not procedure:
        if len(_known) >= _KEPT:
            _known.clear()
        kept = _known[id(procedure)] = (procedure, {})
    values = kept[1]
    if make not in values:
        values[make] = make(procedure)
    return cast("T", values[make])
