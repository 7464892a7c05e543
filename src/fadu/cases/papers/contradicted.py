# SPDX-License-Identifier: MulanPSL-2.0
"""What a service says against itself: what belongs to another manner than its own, and that nobody had what somebody received."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure import contents
from fadu.procedure.decision import Ground
from fadu.records import delivery, manner_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fadu.procedure.decision import World
    from fadu.records.manner_fields import MannerField

#: the grounds against what is of another manner, and against an attempt that failed and was received
OF_ANOTHER_MANNER, FAILED_AND_RECEIVED = "of_another_manner", "failed_and_received"


def grounds(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against a service that says what belongs to another manner, and against one of which it is said that it failed and succeeded."""
    manner = delivery.manners().get(str(payload.get("manner")))
    if manner is None:
        return
    if strange := manner_fields.of_another(manner, payload):
        yield Ground(
            code=OF_ANOTHER_MANNER,
            message=f"{_named(strange)}不属于{manner.title}。",
            cites=contents.of_service(world, payload),
            remedy="改选送达方式，或者删去",
        )
    if payload.get("failure") and (had := manner_fields.received(payload)):
        yield Ground(
            code=FAILED_AND_RECEIVED,
            message=f"填写了“未能送达的原因”，又填写了{_named(had)}：没有送达的，没有人签收。",
            cites=contents.of_service(world, payload),
            remedy="已经送达的，删去“未能送达的原因”；没有送达的，删去签收的内容",
        )


def of_its_manner(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A payload without what belongs to another manner than its own."""
    manner = delivery.manners().get(str(payload.get("manner")))
    strange = {field.key for field in manner_fields.of_another(manner, payload)} if manner else set()
    return {key: value for key, value in payload.items() if key not in strange}


def _named(fields: Iterable[MannerField]) -> str:
    return "、".join(f"“{field.title}”" for field in fields)
