# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a document is served on: everybody, the party the act is done for, others, or the parties of one capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.procedure.model import Issue, Procedure
    from fadu.procedure.state import PartyView

#: besides these, ``served_to`` may name a role of the procedure that is a party's
ALL, THE_PARTY, OTHERS = "each_party", "party", "others"
KNOWN = (ALL, THE_PARTY, OTHERS)


def recipients(
    issue: Issue, procedure: Procedure, parties: Iterable[PartyView], party: str
) -> tuple[str, ...]:
    """The keys of the parties a document goes to; ``party`` is the one the act is done for."""
    if issue.served_to == ALL:
        return tuple(view.key for view in parties)
    if issue.served_to == THE_PARTY:
        return (party,) if party else ()
    role = procedure.roles.get(issue.served_to)
    return tuple(view.key for view in parties if role is not None and view.capacity == role.capacity)
