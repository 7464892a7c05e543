# SPDX-License-Identifier: MulanPSL-2.0
"""What a yes-or-no field says: yes, no, or nothing; and what saying nothing means, as the field says itself (``blank``).

Nobody who left a box empty said no. Where the edition does not let an empty box stand for a no, a guard that refuses for it
says that it is empty, and not that the answer is no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import Answer, World
    from fadu.procedure.model import Procedure


def answered(world: World, key: str) -> Answer:
    """What a field says, as asked for now, else as it stands."""
    return _answer(world.procedure, key, world.value(key))


def answered_in(procedure: Procedure, said: Mapping[str, Any], key: str) -> Answer:
    """What a field says among those of one act, or of a case.

    >>> from types import SimpleNamespace as Some
    >>> procedure = Some(fields={"told": Some(blank="unknown"), "goes_on": Some(blank="no")})
    >>> [answered_in(procedure, said, "told") for said in ({"told": True}, {"told": False}, {})]
    ['yes', 'no', 'unknown']
    >>> answered_in(procedure, {}, "goes_on")
    'no'
    """
    return _answer(procedure, key, said.get(key))


def box(procedure: Procedure, key: str) -> str:
    """What a yes-or-no box is called, in quotes."""
    return f"“{procedure.fields[key].title}”"


def _answer(procedure: Procedure, key: str, value: object) -> Answer:
    if value is None:
        field = procedure.fields.get(key)
        return "no" if field is not None and field.blank == "no" else "unknown"
    return "yes" if value is True else "no"
