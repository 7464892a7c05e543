# SPDX-License-Identifier: MulanPSL-2.0
"""Who is who in a meeting: a member is the same under every spelling of the name, and what became of his presence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.letters import letters

if TYPE_CHECKING:
    from fadu.procedure.decision import World


def called(name: object) -> str:
    """The name by which a member is known in the meeting: “张 三” is 张三. One without any letter stays as it is written."""
    return letters(name) or str(name)


def attendance(world: World) -> dict[str, str]:
    """How each who was entered stands, by name: the last word counts."""
    return {called(row["member"]): row["status"] for row in world.state.lists.get("attendance", ())}


def voted(world: World) -> dict[str, str]:
    """How each who voted did, by name; of several votes the first, as each has one."""
    votes: dict[str, str] = {}
    for row in world.state.lists.get("votes", ()):
        votes.setdefault(called(row["member"]), row["vote"])
    return votes


def present(world: World) -> set[str]:
    """Members who sit and may vote; the recused and observers do not count."""
    return {name for name, status in attendance(world).items() if status == "present"}


def votes_for(world: World) -> int:
    """How many who may vote voted for it."""
    return sum(1 for name, vote in voted(world).items() if vote == "for" and name in present(world))
