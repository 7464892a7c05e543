# SPDX-License-Identifier: MulanPSL-2.0
"""How the bureau stands: what keeps it running, what fails, what waits, each with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from fadu.desk.lamps import lamps
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_administrators, officer_of
from fadu.kernel import clock
from fadu.people import administration, adopted, proposing, rules

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: so many days of what was administered are shown
DAYS = 7


@for_administrators
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """The lamps, what waits for a second person, what papers say of the bureau, and what was administered lately."""
    bureau, today = officer_of(request).bureau, clock.today()
    said = adopted.particulars_of(bureau, today)
    context = {
        "bureau": bureau,
        "lamps": lamps(bureau, clock.now()),
        "waiting": proposing.waiting_in(bureau),
        "missing": [title for key, title in rules.particulars().items() if key not in said],
        "done": administration.done_lately(bureau, today, DAYS),
        "days": DAYS,
    }
    return render(request, "desk/bureau.html", context)
