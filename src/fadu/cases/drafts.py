# SPDX-License-Identifier: MulanPSL-2.0
"""An act that is decided and not yet written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import uuid
    from collections.abc import Mapping
    from datetime import date, datetime

    from fadu.procedure.decision import Actor
    from fadu.procedure.entry import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An act ready to be written."""

    action: str
    at: datetime
    payload: Mapping[str, Any]
    by: tuple[Signature, ...]
    request_id: uuid.UUID
    #: what was asked for, in canonical form; only its salted digest is kept
    asked: bytes = b""
    #: who acted, where the signatures do not say it all; the day of an event from outside; the version of the proposal dealt with
    actor: Actor | None = None
    legal_day: date | None = None
    proposal: str = ""
    #: the version of the working calendar it was judged by
    calendar: str = ""
    voids: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    day_only: bool = False
    imported: bool = False
    outbox: tuple[tuple[str, Mapping[str, Any]], ...] = field(default_factory=tuple)


def with_payload(draft: Draft, **values: Any) -> Draft:
    """The draft with more values in its payload."""
    return replace(draft, payload={**draft.payload, **values})
