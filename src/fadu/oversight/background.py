# SPDX-License-Identifier: MulanPSL-2.0
"""What the worker does for oversight: once a day every case of which something may have changed is looked at, a bounded number a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.oversight import checking, followed, kept, raising
from fadu.oversight.models import Checked, Round
from fadu.people import selectors as people
from fadu.procedure.library import library

if TYPE_CHECKING:
    from datetime import date

    from fadu.people.models import Bureau

#: so many cases are looked at in one round, for the outbox and the ledger wait behind it
AT_MOST = 200


def work() -> None:
    """One round for every bureau: go on with the day's check where it is not done yet."""
    on = clock.today()
    for bureau in people.bureaus():
        if not Round.objects.filter(bureau=bureau, looked_on=on).exists():
            look(bureau, on)


def look(bureau: Bureau, on: date) -> bool:
    """Look at some of the cases that wait to be looked at; whether the check of the day is done with it."""
    basis = kept.basis_of(bureau, on)
    if not basis.mark:
        return False  # a file by which cases are judged was changed a moment ago: nothing would be kept
    cases = Case.objects.filter(bureau=bureau, kind__in=library().kinds())
    waiting = list(kept.waiting(cases, basis).order_by("pk").values_list("pk", flat=True)[: AT_MOST + 1])
    for _ in checking.check_cases(waiting[:AT_MOST], basis):
        pass
    if len(waiting) > AT_MOST:
        return False
    settle(bureau, on)
    kept.end_round(bureau, basis)
    Round.objects.filter(bureau=bureau).update(looked_on=on)
    return True


def settle(bureau: Bureau, on: date) -> int:
    """Put before people what the last looks at a bureau's cases found; how many findings are new."""
    cases = Case.objects.filter(bureau=bureau)
    kept_rows = Checked.objects.filter(case__bureau=bureau, count__gt=0)
    numbers = sorted({*kept_rows.values_list("pk", flat=True), *raising.all_of(bureau.pk)})
    between = followed.findings(cases, on)
    numbers = sorted({*numbers, *(each.case for each in between)})
    seen_now = [
        finding
        for start in range(0, len(numbers), 500)
        for finding in kept.last_of(numbers[start : start + 500])
    ]
    return raising.follow(numbers, [*seen_now, *between], on)


def look_again(case: Case, on: date) -> None:
    """Look at one case now, because somebody put something right in it."""
    basis = kept.basis_of(case.bureau, on)
    seen_now = list(checking.check_cases([case.pk], basis))
    between = followed.findings(Case.objects.filter(pk=case.pk), on)
    raising.follow([case.pk], [*seen_now, *between], on)
