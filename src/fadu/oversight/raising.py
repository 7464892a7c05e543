# SPDX-License-Identifier: MulanPSL-2.0
"""Putting before people what a check found: once each, with the day until which it is to be disposed of; entered in the ledger.

A finding is known again by its case, its rule, the act it is about and what the check knows of it. One that is found no more keeps
its row and what was made of it; found again, it stands open again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import services as ledger
from fadu.ledger.holding import Held, columns, hold
from fadu.ledger.registers import Register, offer_register
from fadu.oversight.disposal import OPENS_AS, rules
from fadu.oversight.models import Raised
from fadu.people.adopted import working_calendar
from fadu.storage import locks
from fadu.storage.entering import entered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from fadu.oversight.finding import Finding

PREFIX, KIND = "finding:", "finding"
BATCH = 200
#: whoever changes what stands of findings holds this key ("FAFI"): two looks at one case do not raise the same twice
LOCK = 0x46414649


@dataclass(frozen=True, slots=True)
class Which:
    """Which finding of a case it is."""

    rule: str
    seq: int
    nth: int
    severity: str


def told_apart(findings: Iterable[Finding]) -> Mapping[int, Mapping[Which, Finding]]:
    """Case -> which finding -> the finding, of those that are put before people; what only repeats itself is counted."""
    by_case: dict[int, dict[Which, Finding]] = defaultdict(dict)
    seen: Counter[tuple[int, str, int, str]] = Counter()
    for each in findings:
        if each.severity not in OPENS_AS or each.exercise:
            continue
        name = (each.case, each.rule, each.seq or 0, each.severity)
        which = Which(each.rule, each.seq or 0, seen[name], each.severity)
        seen[name] += 1
        by_case[each.case][which] = each
    return by_case


def of_row(row: Raised) -> Which:
    """Which finding a row is about."""
    return Which(row.rule, row.seq, row.nth, row.severity)


def follow(cases: Sequence[int], findings: Iterable[Finding], on: date) -> int:
    """Let the rows of some cases follow what was found in them on a day; how many were put before people for the first time.

    ``findings`` are all that was found in these cases; of a finding that is not among them it is kept that it is gone.
    """
    by_case = told_apart(findings)
    begun = 0
    for start in range(0, len(cases), BATCH):
        begun += _follow_some(cases[start : start + BATCH], by_case, on)
    return begun


@transaction.atomic
def _follow_some(cases: Sequence[int], by_case: Mapping[int, Mapping[Which, Finding]], on: date) -> int:
    locks.one_at_a_time(LOCK)
    waiting = {(case, which) for case in cases for which in by_case.get(case, {})}
    begun = 0
    for row in Raised.objects.filter(case__in=cases).order_by("pk"):
        name = (row.case_id, of_row(row))
        is_found = name in waiting
        waiting.discard(name)
        if is_found != (row.gone_on is None):
            row.gone_on = None if is_found else on
            row.save(update_fields=["gone_on"])
            record(row, "found_again" if is_found else "gone")
    calendar, days = working_calendar(), rules().days
    for case, which in sorted(waiting, key=lambda each: (each[0], each[1].seq, each[1].rule, each[1].nth)):
        finding = by_case[case][which]
        row = Raised(
            case_id=case,
            rule=which.rule,
            seq=which.seq,
            nth=which.nth,
            severity=which.severity,
            cites=list(finding.cites),
            raised_on=on,
            due_on=calendar.plus(on, days),
        )
        record(entered(row), "raised", is_new=True)
        begun += 1
    return begun


def body_of(row: Raised) -> dict[str, Any]:
    """What is entered of a row: every column, as plain values."""
    return {name: _plain(getattr(row, name)) for name in columns(Raised, Held.ENTERED)}


def _plain(value: Any) -> Any:
    if hasattr(value, "hour"):
        return value.astimezone(LEGAL_TIME).isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else value


def record(row: Raised, what: str, *, is_new: bool = False) -> None:
    """Enter a row as it now stands, and what happened to it, in the caller's transaction."""
    body = {"what": what, **body_of(row)}
    ledger.append(stream=f"{PREFIX}{row.pk}", kind=KIND, body=body, at=clock.now(), begins=is_new)


def offer() -> None:
    """Say what holds each column, and let `verify` compare the rows with the ledger."""
    hold(Raised, Held.ENTERED)
    offer_register(
        "findings",
        Register(model=Raised, prefix=PREFIX, kind=KIND, body=body_of, said_only=("what",)),
    )


def all_of(bureau_id: int) -> list[int]:
    """The cases of a bureau of which something was ever put before people, in their order."""
    cases = Case.objects.filter(bureau_id=bureau_id, raised__isnull=False).distinct().order_by("pk")
    return list(cases.values_list("pk", flat=True))
