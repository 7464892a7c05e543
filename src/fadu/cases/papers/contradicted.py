# SPDX-License-Identifier: MulanPSL-2.0
"""What a service says against itself: what belongs to another manner than its own, that nobody had what somebody received, and that it
was refused and signed for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure import contents
from fadu.procedure.decision import Ground
from fadu.records import delivery, manner_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fadu.procedure.decision import World
    from fadu.records.delivery import Manner
    from fadu.records.manner_fields import MannerField

#: the grounds against what is of another manner, and against an attempt that failed, or was refused, and was received
OF_ANOTHER_MANNER, FAILED_AND_RECEIVED = "of_another_manner", "failed_and_received"
REFUSED_AND_RECEIVED = "refused_and_received"


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
            remedy=_way_out(manner, strange),
        )
    if payload.get("failure") and (had := manner_fields.received(payload)):
        yield Ground(
            code=FAILED_AND_RECEIVED,
            message=f"填写了“未能送达的原因”，又填写了{_named(had)}：没有送达的，没有人签收。",
            cites=contents.of_service(world, payload),
            remedy="已经送达的，删去“未能送达的原因”；没有送达的，删去签收的内容",
        )
        return
    refusal = manner_fields.fields()["refusal"]
    if manner.counts == "left" or not refusal.is_of(manner) or not manner_fields.says(payload, refusal.key):
        return
    if had := manner_fields.received(payload):
        yield Ground(
            code=REFUSED_AND_RECEIVED,
            message=f"填写了“{refusal.title}”，又填写了{_named(had)}：拒收的，没有人签收。",
            cites=contents.of_service(world, payload),
            remedy=f"签收了的，删去“{refusal.title}”；拒收退回的，删去签收的内容，写明“未能送达的原因”，寄往确认的送达地址的填“退回日期”",
        )


def _way_out(manner: Manner, strange: Iterable[MannerField]) -> str:
    """What to do about what is of another manner: what is told of a refusal belongs to the leaving of the paper, whoever left it."""
    if not any(manner.key in field.failed for field in strange):
        return "改选送达方式，或者删去"
    left = next(each for each in delivery.manners().values() if each.counts == "left").title
    by = "（由受委托、转交的单位留置的，写明“代为送达的单位”）" if "through" in manner.needs else ""
    return f"拒收而留置的，送达方式改选“{left}”{by}；没有送达的，写明“未能送达的原因”；签收了的，删去"


def of_its_manner(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A payload without what belongs to another manner than its own."""
    manner = delivery.manners().get(str(payload.get("manner")))
    strange = {field.key for field in manner_fields.of_another(manner, payload)} if manner else set()
    return {key: value for key, value in payload.items() if key not in strange}


def _named(fields: Iterable[MannerField]) -> str:
    return "、".join(f"“{field.title}”" for field in fields)
