# SPDX-License-Identifier: MulanPSL-2.0
"""What an act would be recorded with as warnings: late, back-dated, odd codes, contradictions it brings into the record.

Shown while the officer types, kept with the act when it is done; a warning never stands in the way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import opening
from fadu.cases.reading import contradictions
from fadu.cases.rules import party_id_of
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.people import selectors as people
from fadu.procedure import engine
from fadu.procedure.decision import Permitted, Request, World
from fadu.procedure.schema import warnings_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.people.models import Officer, Party


def of_act(
    *,
    case: Case,
    action: str,
    by: Officer,
    payload: Mapping[str, Any],
    at: datetime | None = None,
    party: str = "",
) -> tuple[str, ...]:
    """The warnings of an act, were it done now. Nothing is written and nothing refused."""
    moment = at or clock.now()
    world = worlds.world_of(case, moment, worlds.actor_of(by, moment))
    request = Request(action=action, payload=payload, party=party)
    decision = engine.decide(world, request, latest=clock.now())
    if isinstance(decision, Permitted):
        return warned(decision, world, parties=named(request)).warnings
    return (*warnings_of(world.procedure, payload), *_brought(action, payload, world, named(request)))


def of_opening(
    *,
    kind: str,
    by: Officer,
    payload: Mapping[str, Any],
    parties: Sequence[Party],
    at: datetime | None = None,
) -> tuple[str, ...]:
    """The warnings of the act that would open a case; the parties need not be registered yet."""
    moment = at or clock.now()
    procedure = worlds.editions_on(kind, moment.date())
    world = opening.world_before(procedure, bureau=by.bureau, at=moment, actor=worlds.actor_of(by, moment))
    start = opening.start_action(procedure, "")
    return (*warnings_of(procedure, payload), *_brought(start, payload, world, parties))


def warned(permitted: Permitted, world: World, *, parties: Sequence[Party]) -> Permitted:
    """The act with the contradictions it brings into the record among its warnings."""
    payload = permitted.payload if permitted.complete else permitted.payload.get("payload", {})
    found = _brought(permitted.action, payload, world, parties)
    return replace(permitted, warnings=(*permitted.warnings, *found)) if found else permitted


def named(request: Request) -> list[Party]:
    """The party an act enters into the case."""
    if request.action != "add_party":
        return []
    return people.parties_of([party_id_of(str(request.payload["party"]))])


def _brought(
    action: str, payload: Mapping[str, Any], world: World, parties: Sequence[Party]
) -> tuple[str, ...]:
    return contradictions.brought_by(
        action,
        world.at,
        payload,
        number=world.case,
        fields=world.procedure.fields,
        entries=world.state.entries,
        parties=parties,
    )
