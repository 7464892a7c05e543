# SPDX-License-Identifier: MulanPSL-2.0
"""What hangs on an appointment: the powers lent from it, which end with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.people.models import Appointment


def ending_with(appointment: Appointment, at: datetime) -> list[Appointment]:
    """An appointment and every power lent from it that is not over at a moment."""
    lent = appointment.delegations.filter(Q(end=None) | Q(end__gt=at)).select_related("officer")
    return [appointment, *lent.order_by("pk")]
