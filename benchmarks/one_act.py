# SPDX-License-Identifier: MulanPSL-2.0
"""A world in which an act may be done, made by the product's own pieces."""

from __future__ import annotations

from datetime import datetime

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.procedure.decision import Actor, Holding, Outside, Request, World
from fadu.procedure.entry import Entry, Signature
from fadu.procedure.fold import fold
from fadu.procedure.library import library

#: what was looked up for the request: its case is seen, its papers are complete, the registers hold what follows
FETCHED = Outside(sees="yes", unfilled=lambda world, permitted: (), beyond=lambda world, permitted: ())
HEAD = Actor(person="officer:1", name="甲", holdings=(Holding(post="bureau_head"),))


def ready() -> tuple[World, Request]:
    """A licence under review, and an extension its head may grant."""
    procedure = library().editions("licence")[-1]
    window = (Signature(person="officer:2", role="window", name="乙"),)
    entries = [
        Entry(
            seq=1,
            action="receive",
            at=at(1),
            by=window,
            payload={
                "item": "许可",
                "application_kind": "new",
                "intake": "window",
                "received_on": "2022-03-01",
            },
        ),
        Entry(seq=2, action="accept", at=at(2), by=window),
    ]
    world = World(
        procedure=procedure, state=fold(procedure, entries), at=at(3), law=law_library(), actor=HEAD
    ).with_(outside=FETCHED)
    return world, Request(action="extend", payload={"extension_reason": "需要核实"})


def at(day: int) -> datetime:
    """A moment in March 2022."""
    return datetime(2022, 3, day, 10, tzinfo=LEGAL_TIME)
