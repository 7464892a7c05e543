# SPDX-License-Identifier: MulanPSL-2.0
"""What was sent back before all had signed: with which word, and what it said, so that whoever proposes it anew mends it and types nothing twice.

What was said anew in the case after it came back is not said as it was: a proposal that was changed and examined since is what stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fadu.cases.rules import officer_id_of
from fadu.cases.world import sealed
from fadu.desk import words
from fadu.desk.came_back import STOPS
from fadu.procedure import sent_back
from fadu.procedure.entry import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from fadu.cases.models import Case
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """A proposal that came back: who sent it back, when, with which word, and what it set."""

    by: str
    at: datetime
    reason: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    #: what acts after it said
    since: frozenset[str] = frozenset()


def last_of(case: Case, state: State, action: str) -> SentBack | None:
    """How the last proposal of an act came back; None where none did, or it was signed anew or done since."""
    back, signed = sent_back.last(state, action), sent_back.signed_before(state, action)
    if back is None:
        return None
    numbers = [number for each in back.by if (number := officer_id_of(each.person)) is not None]
    return SentBack(
        by="、".join(words.officer_name(case, number) for number in numbers),
        at=back.at,
        reason=str(back.payload.get("reason", "")).rstrip(STOPS),
        payload=signed[0].payload.get("payload", {}) if signed else {},
        since=frozenset(
            key
            for entry in state.entries
            if entry.seq > back.seq and entry.seq not in state.void and entry.action not in BUILT_IN
            for key in entry.payload
        ),
    )


def values_of(procedure: Procedure, back: SentBack | None, *, whole: bool) -> dict[str, Any]:
    """What the form of an act is filled in with after its proposal came back: nothing that is sealed, of the secondary file where it is seen."""
    payload = {k: v for k, v in back.payload.items() if k not in _said_anew(procedure, back)} if back else {}
    open_to_all = {
        k: v for k, v in payload.items() if k not in procedure.fields or not procedure.fields[k].sealed
    }
    return open_to_all if whole else dict(sealed.main_only(procedure, open_to_all))


def _said_anew(procedure: Procedure, back: SentBack) -> frozenset[str]:
    """What was said after it came back; of a proposal that was changed everything, also what it does not say any more."""
    parts = procedure.proposal.parts if procedure.proposal else frozenset[str]()
    return back.since if back.since.isdisjoint(parts) else back.since | parts
