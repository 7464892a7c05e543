# SPDX-License-Identifier: MulanPSL-2.0
"""One press for several acts of the same kind, as when two officers are assigned: all are done, or none."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import foreseeing, services
from fadu.procedure.decision import Permitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.people.actors import AnyActor

SEVERAL = 2


def done_ahead(
    case: Case,
    action: str,
    payloads: Sequence[Mapping[str, Any]],
    *,
    by: AnyActor,
    at: datetime | None,
    press: uuid.UUID,
) -> None:
    """Do all but the last of several acts, each known by the press and its place; before the first the judge is asked about every one.

    A press repeated does none of them twice. Raises ActRefusedError of the first that may not be.
    """
    if len(payloads) < SEVERAL:
        return
    numbers = [*(uuid.uuid5(press, str(place)) for place in range(1, len(payloads))), press]
    done = set(case.acts.filter(request_id__in=numbers).values_list("request_id", flat=True))

    def perform(payload: Mapping[str, Any], number: uuid.UUID) -> None:
        services.perform(case=case, action=action, by=by, payload=payload, at=at, request_id=number)

    for payload, number in zip(payloads, numbers, strict=True):
        asked = foreseeing.dry_run(case=case, action=action, by=by, payload=payload, at=at)
        if not isinstance(asked, Permitted) and number not in done:
            perform(payload, number)  # which says why not
    for payload, number in zip(payloads[:-1], numbers, strict=False):
        perform(payload, number)
