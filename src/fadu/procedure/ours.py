# SPDX-License-Identifier: MulanPSL-2.0
"""What was done here and no source can tell of: serving a paper issued here, publishing a decision made here.

What the law asks before it (a receipt, a server, unknown whereabouts, the days of an announcement) is asked of the officer who
records it. A source that told the paper itself may tell what became of it; of ours it knows nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


def rests_on_ours(procedure: Procedure, state: State, action: str, payload: Mapping[str, Any]) -> bool:
    """Whether a service or a publication is of what was issued or decided here, and not by the source that tells it."""
    if action == "serve":
        issuing = {d.seq for d in state.documents if d.ref == payload.get("document")}
        return any(entry.seq in issuing and _is_ours(entry) for entry in state.entries)
    if action == "publish":
        deciding = [each.key for each in procedure.actions.values() if each.publishes == payload.get("rule")]
        return any(_is_ours(entry) for key in deciding for entry in state.done(key)[-1:])
    return False


def _is_ours(entry: Entry) -> bool:
    return not entry.is_from_a_source
