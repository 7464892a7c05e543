# SPDX-License-Identifier: MulanPSL-2.0
"""What an act tells the case that opened this one, or those it opened: which word, on which legal day, with which fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.procedure.entry import Entry
from fadu.procedure.legal_day import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.model import Procedure, Tells


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said in another case of the family. ``on`` is the legal day of what is told of, not the day of telling."""

    to: str
    says: str
    on: date
    fields: Mapping[str, Any]
    #: of the cases of that kind only the one of this party hears it; empty for all of them
    party: str = ""


def said_by(procedure: Procedure, action: str, payload: Mapping[str, Any], at: datetime) -> Said | None:
    """What an act tells; None where its action tells nothing, or the field that would be told was left empty.

    Fields that are handed over and were left empty are not said.
    """
    defined = procedure.actions.get(action)
    tells = defined.tells if defined else None
    if tells is None or not _word(tells, payload):
        return None
    entry = Entry(seq=0, action=action, at=at, payload=payload)
    handed = {key: payload[key] for key in tells.passes if payload.get(key) is not None}
    party = str(payload.get("party") or "") if defined is not None and defined.per_party else ""
    return Said(
        to=tells.to, says=_word(tells, payload), on=day_of(procedure, entry), fields=handed, party=party
    )


def _word(tells: Tells, payload: Mapping[str, Any]) -> str:
    return tells.word or str(payload.get(tells.field) or "")
