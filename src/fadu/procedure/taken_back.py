# SPDX-License-Identifier: MulanPSL-2.0
"""What an act takes off the record without putting another in its place: cases that somebody chose, a tick somebody set.

A form begins with what stands, so that one press may take it away; what the law asks of a case often hangs on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.fields import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.model import Field


def doubts(world: World) -> Iterator[str]:
    """What is asked of everybody who puts a name to such an act: that it is meant to go."""
    stood = world.state.fields
    gone = [
        key for key, value in world.proposed.items() if value is None and stood.get(key) not in (None, [])
    ]
    for field in (world.procedure.fields[key] for key in gone if key in world.procedure.fields):
        if words := _words(world, field, stood[field.key]):
            yield f"“{field.title}”原为“{words}”，这次删去，此后按没有这一情形办理。请核对确应删去。"


def _words(world: World, field: Field, value: object) -> str:
    """What stood, where it was a tick or chosen cases; nothing of a text or an amount, whose change the draft shows."""
    if field.type == "boolean":
        return "是" if value is True else ""
    if field.type != "choices" or not isinstance(value, list | tuple):
        return ""
    titles = titles_of(field, world.law, world.at.date())
    return "、".join(titles.get(str(each), str(each)) for each in value)
