# SPDX-License-Identifier: MulanPSL-2.0
"""Who holds a hearing: host, assessors and recorder are those who are assigned, for of them it is known that they did not handle the case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.state import State

#: role -> the field its names may be typed in
FIELDS: Mapping[str, str] = {"host": "host_name", "assessor": "assessors", "recorder": "recorder_name"}
#: what stands between several names in one field
_BETWEEN = re.compile(r"[、，,；;\s]+")


def names_of(state: State, role: str) -> tuple[str, ...]:
    """The names under which those assigned to a role today were assigned, in that order."""
    known = {
        str(entry.payload.get("person")): str(entry.payload.get("name") or "")
        for entry in state.done("assign")
        if entry.payload.get("role") == role
    }
    return tuple(filter(None, (known.get(person) for person in state.assigned.get(role, ()))))


def names_in(text: object) -> tuple[str, ...]:
    """The names typed in one field.

    >>> names_in("王甲、李乙")
    ('王甲', '李乙')
    """
    return tuple(filter(None, _BETWEEN.split(str(text or ""))))


def printed(state: State, role: str) -> str:
    """Who holds the role on papers: those assigned; of a history that assigns nobody whoever was typed."""
    return "、".join(names_of(state, role)) or str(state.fields.get(FIELDS[role]) or "").strip()
