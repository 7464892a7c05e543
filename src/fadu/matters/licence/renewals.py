# SPDX-License-Identifier: MulanPSL-2.0
"""Renewals: by which day one must be asked for, and what special law makes of a late one (行政许可法 50, 许可程序暂行规定 27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fadu.law.errors import NotInForceError, YearError
from fadu.procedure.subjects import own_parameters, said_of, subject_for

if TYPE_CHECKING:
    from fadu.law.limit import Limit
    from fadu.procedure.decision import World

CATALOGUE = "licence/item"
APPLICATION = "licence/renewal_application"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """A renewal that was asked for: received on which day, by which day it had to be, when the licence expires."""

    received: date
    last: date
    expires: date
    #: what special law makes of a late one: refused, stops, anew; empty where it is silent
    lateness: str
    limit: Limit

    @property
    def is_late(self) -> bool:
        """Whether it came after the last day."""
        return self.received > self.last

    @property
    def is_expired(self) -> bool:
        """Whether the licence had expired by then."""
        return self.received > self.expires


def renewal_of(world: World) -> Renewal | None:
    """The renewal a case is about, by the law of the day it was received; None where a day is missing or beyond the calendar."""
    received, expires = world.value("received_on"), world.value("expires_on")
    if not received or not expires:
        return None
    on, until = date.fromisoformat(str(received)), date.fromisoformat(str(expires))
    subject = subject_for(world, APPLICATION)
    local = own_parameters(subject, world.local_of(on)) if subject else None
    try:
        last = world.law.due(APPLICATION, until, on=on, subject=subject, local=local).last_day
        limit = world.law.limit(APPLICATION, on, subject=subject, local=local)
    except (NotInForceError, YearError):
        return None
    lateness = str(said_of(world, CATALOGUE, "late_renewal", on) or "")
    return Renewal(received=on, last=last, expires=until, lateness=lateness, limit=limit)
