# SPDX-License-Identifier: MulanPSL-2.0
"""A stand-in for one's own absence: from a moment to a moment, ended by itself, resting on a document or a word.

Whoever heads a unit names one alone. For a post whose holders may be the second person, two persons are needed as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from fadu.people import proposing, second_person, together
from fadu.people.appointing import AppointmentError, delegation
from fadu.people.models import Appointment, Officer
from fadu.people.rules import posts, substitutable_posts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fadu.people.models import ProposedAppointment


def own_posts(officer: Officer, at: datetime) -> list[Appointment]:
    """The posts an officer holds in their own right at a moment for which they may name a stand-in."""
    held = officer.appointments.filter(Q(end=None) | Q(end__gt=at), kind="regular", start__lte=at)
    return list(
        held.filter(post__in=substitutable_posts()).select_related("department", "officer").order_by("pk")
    )


def kept_out(officer: Officer, own: Iterable[Appointment], at: datetime) -> dict[int, str]:
    """The officers who cannot stand in for any post of one's own, by what they hold beside it -> why."""
    return together.kept_out(officer.bureau_id, [one.post for one in own], at)


def of(officer: Officer, at: datetime) -> list[Appointment]:
    """Who stands in for an officer at a moment or later."""
    rows = Appointment.objects.filter(kind="standin", delegated_by__officer=officer, end__gt=at)
    return list(rows.select_related("officer", "department").order_by("start", "pk"))


def proposed(officer: Officer) -> list[ProposedAppointment]:
    """The stand-ins for an officer that wait for a second person."""
    rows = proposing.open_proposals(officer.bureau).filter(kind="standin", delegated_by__officer=officer)
    return list(rows)


def confirmers(row: ProposedAppointment) -> list[str]:
    """Who may confirm that somebody stands in, by name; of those alone who can sign in."""
    able = Officer.objects.filter(pk__in=second_person.confirmers(row.bureau, row.proposed_at))
    named = able.select_related("account").order_by("pk")
    return [each.name for each in named if not proposing.against(each, row)]


@transaction.atomic
def stand_in(
    *, appointment: Appointment, to: Officer, start: datetime, end: datetime, document: str
) -> Appointment | ProposedAppointment:
    """Let another stand in for the holder of a post between two moments; proposed where a second person is needed.

    Raises AppointmentError for a post nobody stands in for, and for what cannot be lent.
    """
    if appointment.post not in substitutable_posts() or appointment.kind != "regular":
        named = "、".join(posts()[post] for post in posts() if post in substitutable_posts())
        raise AppointmentError(f"可以指定代理人的岗位：{named}，且是本人正式担任的。")
    row = delegation(appointment=appointment, to=to, start=start, end=end, scope="", document=document)
    row.kind = "standin"
    return proposing.appoint(row)
