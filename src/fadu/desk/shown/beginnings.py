# SPDX-License-Identifier: MulanPSL-2.0
"""The kinds of case that are registered by a form today, and which of them somebody's posts register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.world.worlds import editions_on
from fadu.kernel.errors import FaduError
from fadu.procedure import who
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW, START

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from fadu.procedure.model import Procedure


def openable(kind: str, on: date) -> Procedure | None:
    """The procedure of a kind whose cases are registered by a form on a day; None where none are."""
    try:
        procedure = editions_on(kind, on)
    except FaduError:
        return None
    is_root = any(START in a.sources and a.by != BY_LAW for a in procedure.actions.values())
    return procedure if is_root and not procedure.replay_only and not procedure.child_only else None


def of_posts(posts: Collection[str], on: date) -> Iterator[tuple[str, str]]:
    """Key and title of each kind whose cases holders of these posts register; whether this one may, its form says."""
    for kind in library().kinds() if posts else ():
        procedure = openable(kind, on)
        if procedure is None:
            continue
        roles = (procedure.roles.get(role) for role in who.registering(procedure))
        if any(role and set(role.post) & set(posts) for role in roles):
            yield kind, procedure.title


def works_together(posts: Collection[str], on: date) -> bool:
    """Whether holders of these posts do what two do together in some kind of case: theirs are the records written elsewhere."""
    return any(
        role.together > 1 and set(role.post) & set(posts)
        for kind in library().kinds()
        if (procedure := openable(kind, on))
        for role in procedure.roles.values()
    )
