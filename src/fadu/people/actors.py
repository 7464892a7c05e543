# SPDX-License-Identifier: MulanPSL-2.0
"""Who acts, as a room says it at the border of the services: nobody acts as the law by leaving something out.

The site makes an OfficerActor of the account that is signed in, a public site a PartyActor, an interface
a SystemActor. The law acts by itself; only what lets due acts of the law happen may say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.people.models import Officer, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerActor:
    """An officer, by the posts held at the moment of the act.

    ``done_by``: an officer who did it on paper while in post and cannot enter it any more, with the title of that ``paper`` in the
    file; then he is the actor, by the posts held at the moment of the act, and ``officer`` enters it by those held now.
    """

    officer: Officer
    done_by: Officer | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyActor:
    """A party in a capacity, through a channel (window, post, public site)."""

    party: Party
    capacity: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemActor:
    """Another system, within its mandate: the paper that lets it act, the posts it stands in for, the acts it may do."""

    name: str
    mandate: str
    posts: tuple[str, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawActor:
    """The law itself. Made only where due acts of the law are let happen."""


AnyActor = OfficerActor | PartyActor | SystemActor | LawActor


def officer_behind(actor: AnyActor) -> Officer | None:
    """The officer who acts, where it is one."""
    return actor.officer if isinstance(actor, OfficerActor) else None
