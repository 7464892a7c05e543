# SPDX-License-Identifier: MulanPSL-2.0
"""The one person by whom a head lets his signatures be watched: named by himself, from a day on, and by nobody for him.

An aide sees what waits for the head and until when, as the head does; he may do nothing that he might not do without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError, FaduError
from fadu.people.models import Aide
from fadu.people.proof import record
from fadu.people.selectors import appointments_at, holdings
from fadu.storage.entering import entered

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fadu.people.models import Bureau, Officer

HEAD = "bureau_head"


class AideError(FaduError):
    """只有主要负责人可以为自己指定一名助手。"""

    code = "aide"


@transaction.atomic
def name_aide(*, head: Officer, aide: Officer, at: datetime, until: date | None = None) -> Aide:
    """Name the one person who sees what waits for a head, from the day of a moment on; whoever was named before is no more.

    ``until`` is the first day on which it is over again. Raises AideError where he is no head, BadInputError where the person cannot be.
    """
    today = _day(at)
    if not is_head(head, at):
        raise AideError
    if aide.pk == head.pk or aide.bureau_id != head.bureau_id or not _is_there(aide, today):
        raise BadInputError(
            expected="本局在职的另一名人员", got=aide.name, where="助手", remedy="从名单中另选一人"
        )
    if until is not None and until <= today:
        raise BadInputError(
            expected=f"{today}以后的日期", got=until, where="至", remedy="填写以后的日期，或者不填"
        )
    dismiss(head=head, at=at)
    row = entered(Aide(officer=head, aide=aide, start=today, end=until))
    record(row, is_new=True)
    return row


@transaction.atomic
def dismiss(*, head: Officer, at: datetime) -> None:
    """From the day of a moment on nobody is the aide of a head."""
    today = _day(at)
    for row in _in_force(today).filter(officer=head):
        row.end = today
        row.save(update_fields=["end"])
        record(row)


def is_head(officer: Officer, at: datetime) -> bool:
    """Whether an officer holds the post of the bureau's head at a moment, standing in or delegated too."""
    return any(held.post == HEAD for held in holdings(officer, at))


def aides_of(head: Officer) -> list[Aide]:
    """Everybody a head named, the newest first."""
    return list(Aide.objects.filter(officer=head).select_related("aide").order_by("-start", "-pk"))


def aide_of(head: Officer, at: datetime) -> Aide | None:
    """Who is the aide of a head at a moment."""
    return _in_force(_day(at)).filter(officer=head).select_related("aide").first()


def is_aide(officer: Officer, at: datetime) -> bool:
    """Whether a head in post at a moment named this officer."""
    heads = appointments_at(at).filter(post=HEAD).values("officer_id")
    return _in_force(_day(at)).filter(aide=officer, officer__in=heads).exists()


def to_choose(bureau: Bureau, head: Officer, at: datetime) -> list[tuple[int, str]]:
    """Whom a head may name."""
    there = bureau.officers.filter(Q(until=None) | Q(until__gte=_day(at)), since__lte=_day(at))
    return list(there.exclude(pk=head.pk).order_by("pk").values_list("pk", "name"))


def _in_force(on: date) -> QuerySet[Aide]:
    return Aide.objects.filter(Q(end=None) | Q(end__gt=on), start__lte=on)


def _is_there(officer: Officer, on: date) -> bool:
    return officer.since <= on and (officer.until is None or officer.until >= on)


def _day(at: datetime) -> date:
    return at.astimezone(LEGAL_TIME).date()
