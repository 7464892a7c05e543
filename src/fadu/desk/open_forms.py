# SPDX-License-Identifier: MulanPSL-2.0
"""Who has a form of a case open: the browser says so every half a minute, and others are told. Nobody is kept out by it.

What two send in is settled by the revision of the case; this only saves the second of them the typing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fadu.desk.models import OpenForm
from fadu.kernel import clock

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.people.models import Officer

#: who said nothing for so long has closed the form
SILENT = timedelta(seconds=90)
#: rows of forms that were closed long ago are dropped
STALE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else, or oneself in another tab, with the same form open since a moment."""

    name: str
    since: datetime
    is_self: bool


def said(officer: Officer, form: str, tab: str) -> None:
    """An officer has a form open in a tab."""
    now = clock.now()
    OpenForm.objects.filter(seen_at__lt=now - STALE).delete()
    OpenForm.objects.update_or_create(
        officer=officer,
        form=form,
        tab=tab,
        defaults={"seen_at": now},
        create_defaults={"seen_at": now, "since": now},
    )


def closed(officer: Officer, form: str) -> None:
    """An officer has done what the form was for."""
    OpenForm.objects.filter(officer=officer, form=form).delete()


def others(officer: Officer, form: str, tab: str = "") -> list[Other]:
    """Who has a form open beside this tab, the earliest first; each person once.

    Oneself in another tab is told only where that tab has spoken since this one was opened: whoever left the page and came back,
    or signed in anew, has one.
    """
    this = OpenForm.objects.filter(officer=officer, form=form, tab=tab).first()
    rows = (
        OpenForm.objects.filter(form=form, seen_at__gte=clock.now() - SILENT)
        .exclude(officer=officer, tab=tab)
        .select_related("officer")
        .order_by("since")
    )
    seen: dict[int, Other] = {}
    for row in rows:
        if row.officer_id == officer.pk and (this is None or row.seen_at <= this.since):
            continue
        seen.setdefault(
            row.officer_id,
            Other(name=row.officer.name, since=row.since, is_self=row.officer_id == officer.pk),
        )
    return list(seen.values())


def tab_of(given: str) -> str:
    """The name of a tab as it came, or a new one."""
    try:
        return str(uuid.UUID(given))
    except ValueError:
        return str(uuid.uuid4())
