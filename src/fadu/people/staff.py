# SPDX-License-Identifier: MulanPSL-2.0
"""The people of a bureau as its administrator looks for them: by words, unit, post, and by what they lack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from fadu.people.models import Certificate, Officer
from fadu.people.selectors import appointments_at

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fadu.people.models import Bureau

#: a certificate that lapses within so many days is to be renewed now
LAPSES_WITHIN = timedelta(days=90)
#: what somebody may lack, or be: key -> as it is said
STATES = {
    "": "在任的",
    "no_account": "在任而没有账号的",
    "no_post": "在任而没有任职的",
    "lapsing": f"执法证已过期或者{LAPSES_WITHIN.days}日内到期的",
    "closed": "账号已停用的",
    "left": "已离任的",
    "all": "全部",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom to list; what is empty narrows nothing. ``words`` are sought in name, account and certificate number."""

    words: str = ""
    department: int | None = None
    post: str = ""
    state: str = ""


def staff(bureau: Bureau, at: datetime, wanted: Wanted) -> QuerySet[Officer]:
    """The officers of a bureau who are wanted, by unit and in the order of their registration, with what is shown of them."""
    today = at.date()
    there = Q(until=None) | Q(until__gte=today)
    officers = Officer.objects.filter(bureau=bureau)
    if wanted.state == "left":
        officers = officers.exclude(there)
    elif wanted.state != "all":
        officers = officers.filter(there)
    held = appointments_at(at).filter(officer__bureau=bureau)
    if wanted.state == "no_account":
        officers = officers.filter(account=None)
    elif wanted.state == "closed":
        officers = officers.filter(account__is_active=False)
    elif wanted.state == "no_post":
        officers = officers.exclude(pk__in=held.values("officer_id"))
    elif wanted.state == "lapsing":
        officers = officers.filter(pk__in=lapsing(bureau, today).values("officer_id"))
    if wanted.department is not None:
        officers = officers.filter(department=wanted.department)
    if wanted.post:
        officers = officers.filter(pk__in=held.filter(post=wanted.post).values("officer_id"))
    if words := wanted.words.strip():
        certified = Certificate.objects.filter(number__icontains=words).values("officer_id")
        named = Q(name__icontains=words) | Q(account__username__icontains=words) | Q(pk__in=certified)
        officers = officers.filter(named)
    return (
        officers.select_related("department", "account")
        .prefetch_related("appointments__department", "certificates")
        .order_by("department_id", "pk")
    )


def lapsing(bureau: Bureau, today: date) -> QuerySet[Certificate, dict[str, object]]:
    """The officers in service whose last certificate has lapsed or lapses soon, each with its last day: ``officer_id``, ``last``."""
    there = Q(officer__until=None) | Q(officer__until__gte=today)
    rows = Certificate.objects.filter(there, officer__bureau=bureau).values("officer_id")
    return rows.annotate(last=Max("valid_to")).filter(last__lt=today + LAPSES_WITHIN).order_by("last")
