# SPDX-License-Identifier: MulanPSL-2.0
"""What would have spoken against an act, had it said the day that a correction says.

The day may be true, so that the correction is not refused; whoever asks for it or confirms it is told, and it is found in a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.compiled import rules_of
from fadu.procedure.decision import Request
from fadu.procedure.engine import grounds_of
from fadu.procedure.entry import Entry
from fadu.procedure.fold import read_again
from fadu.procedure.mending import ASK, CONFIRM, mended
from fadu.procedure.weighing import breaches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import Ground, World


def against(world: World, action: str, payload: Mapping[str, Any]) -> Iterator[str]:
    """What speaks against the act whose day is to be mended by the other day, and does not by the one that stands; in words.

    按更正后的日期，第7项“立案”：违法行为于2018-01-01终了，至2022-03-01发现时已超过追责期限（末日2020-01-01）。
    """
    asked = _asked(world, action, payload)
    of = str(asked.payload.get("of")) if asked else ""
    entry = next((each for each in world.state.entries if str(each.seq) == of), None)
    if asked is None or entry is None or entry.action not in world.procedure.actions:
        return
    confirmation = Entry(seq=0, action=CONFIRM, at=world.at, payload={"of": str(asked.seq)})
    other = next(each for each in mended((entry, asked), confirmation) if each.seq == entry.seq)
    stands = {(ground.code, ground.message) for ground in _grounds(world, entry)}
    title = world.procedure.actions[entry.action].title
    for ground in _grounds(world, other):
        if (ground.code, ground.message) not in stands and not ground.unknown:
            yield f"按更正后的日期，第{entry.seq}项“{title}”：{ground.message}"


def _asked(world: World, action: str, payload: Mapping[str, Any]) -> Entry | None:
    """The correction: as it is asked for now, or as it was that is confirmed now."""
    if action == ASK:
        return Entry(seq=-1, action=ASK, at=world.at, payload=payload)
    of = str(payload.get("of")) if action == CONFIRM else ""
    return next((each for each in world.state.done(ASK) if str(each.seq) == of), None)


def _grounds(world: World, entry: Entry) -> tuple[Ground, ...]:
    """What speaks against an act, or is found of it, as things stood when it was done, by what is known of them today."""
    earlier = read_again(world.procedure, (each for each in world.state.entries if each.seq < entry.seq))
    then = world.with_(
        state=earlier,
        at=entry.at,
        local=world.local_of(entry.at.date()),
        proposed=entry.payload,
        actor=None,
        replay=True,
    )
    request = Request(action=entry.action, payload=entry.payload)
    return (*grounds_of(then, request), *breaches(then, rules_of(world.procedure)[entry.action]))
