# SPDX-License-Identifier: MulanPSL-2.0
"""What checks found, kept, so that the next check looks only at cases of which something may have changed.

What is found in a case rests on its acts; on its parties; on the law, the procedures and the code that judges; on what the bureau
adopted; and, while a clock runs, on the day. Each of these is compared before anything kept is believed. A check that is killed
goes on where it was: what it had found is kept after every batch.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from fadu.cases.models import Case, CaseParty
from fadu.kernel.kinds import handed_down
from fadu.kernel.remembering import code_of, content_mark
from fadu.law.loading import folders as law_folders
from fadu.ledger import selectors as ledger
from fadu.ledger.models import LedgerEntry
from fadu.oversight.finding import Finding
from fadu.oversight.models import Checked, Round
from fadu.people import adopted
from fadu.people.models import Bureau
from fadu.procedure import jointly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from fadu.procedure.decision import ClockReading
    from fadu.procedure.replay import Replay

#: of so many parties changed at most it is told whose cases that concerns; of more, all cases are looked at
MANY = 1000
#: the rooms whose code judges
_JUDGES = ("kernel", "law", "procedure", "people", "cases", "oversight")
_PARTY = "party:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What findings rest on today beside the acts of their cases. An empty ``mark``: nothing is kept, nothing kept is believed."""

    mark: str
    on: date
    #: changed since all cases were last looked at
    parties: tuple[int, ...] = ()
    place: int = 0


def basis_of(bureau: Bureau, on: date) -> Basis:
    """What the findings of a bureau's cases rest on today."""
    judges, now = _mark_of_judges(), ledger.size()
    if not judges:
        return Basis(mark="", on=on)
    begun, _ = Round.objects.get_or_create(bureau=bureau, defaults={"place": now})
    streams = ledger.streams_since(begun.place, beginning=_PARTY, at_most=MANY)
    if streams is None:
        _forget(bureau, now)
    parties = tuple(int(stream.removeprefix(_PARTY)) for stream in streams or ())
    mark = content_mark((), judges, adopted.adoption_of(bureau))
    return Basis(mark=mark, on=on, parties=parties, place=now)


@transaction.atomic
def _forget(bureau: Bureau, place: int) -> None:
    """Believe nothing of what was found in a bureau's cases, and begin afresh."""
    Checked.objects.filter(case__bureau=bureau).delete()
    Round.objects.filter(bureau=bureau).update(place=place)


def waiting(cases: QuerySet[Case], basis: Basis) -> QuerySet[Case]:
    """Of some cases those to be looked at: never looked at, or something changed since."""
    return cases.filter(~Exists(_good(basis).filter(case=OuterRef("pk"))))


def findings(cases: QuerySet[Case], basis: Basis) -> list[Finding]:
    """What is known of the other cases, in their order."""
    rows = _good(basis).filter(case__in=cases, count__gt=0).order_by("case_id")
    return [_finding(each) for kept in rows.values_list("findings", flat=True) for each in kept]


def last_of(cases: Sequence[int]) -> list[Finding]:
    """What the last check found in these cases, whatever was done in them since."""
    rows = Checked.objects.filter(case__in=cases).order_by("case_id")
    return [_finding(each) for kept in rows.values_list("findings", flat=True) for each in kept]


def _good(basis: Basis) -> QuerySet[Checked]:
    """What is kept and still holds."""
    if not basis.mark:
        return Checked.objects.none()
    day = Q(holds_until=None) | Q(holds_until__gte=basis.on)
    rows = Checked.objects.filter(day, mark=basis.mark, revision=F("case__revision"))
    if basis.parties:
        rows = rows.exclude(case__in=CaseParty.objects.filter(party__in=basis.parties).values("case"))
    return rows


def believed(keys: Sequence[int], on: date) -> set[int]:
    """Of some cases those of which the next check would believe what is kept; only read."""
    judges = _mark_of_judges()
    those: set[int] = set()
    if not judges:
        return those
    for bureau in Bureau.objects.filter(pk__in=Case.objects.filter(pk__in=keys).values("bureau")):
        mark = content_mark((), judges, adopted.adoption_of(bureau))
        basis = Basis(mark=mark, on=on, parties=_changed_parties(bureau, keys))
        good = _good(basis).filter(case__in=keys, case__bureau=bureau)
        those |= set(good.values_list("pk", flat=True))
    return those


def _changed_parties(bureau: Bureau, keys: Sequence[int]) -> tuple[int, ...]:
    """The parties of some cases of which the ledger says something new since all cases were last looked at."""
    begun = Round.objects.filter(bureau=bureau).values_list("place", flat=True).first()
    if begun is None:
        return ()
    parties = CaseParty.objects.filter(case__in=keys).values_list("party", flat=True).distinct()
    new = LedgerEntry.objects.filter(Q(place__gte=begun) | Q(place=None))
    streams = new.filter(stream__in=[f"{_PARTY}{party}" for party in parties]).order_by()
    return tuple(int(stream.removeprefix(_PARTY)) for stream in streams.values_list("stream", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A case that was looked at, as it was then, and what was found."""

    case: Case
    findings: Sequence[Finding]
    #: the last day on which the same would be found, if there is one
    holds_until: date | None = None
    #: not where the check itself failed
    is_sound: bool = True


def keep(looked: Sequence[Looked], basis: Basis) -> None:
    """Keep what was found, many cases together."""
    if not basis.mark:
        return
    rows = [
        Checked(
            case_id=one.case.pk,
            revision=one.case.revision,
            mark=basis.mark,
            holds_until=one.holds_until,
            count=len(one.findings),
            findings=[asdict(finding) for finding in one.findings],
        )
        for one in looked
        if one.is_sound
    ]
    columns = ["revision", "mark", "holds_until", "count", "findings"]
    with transaction.atomic():
        Checked.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["case"], update_fields=columns
        )


def end_round(bureau: Bureau, basis: Basis) -> None:
    """All cases of a bureau have been looked at: what its parties were before matters no more."""
    if basis.mark:
        Round.objects.filter(bureau=bureau, place__lt=basis.place).update(place=basis.place)


def holds_until(replayed: Replay, on: date) -> date | None:
    """The last day on which a replay read on a day would find the same; none where that does not depend on the day."""
    days = [
        day
        for reading in (*replayed.readings, *replayed.uncorrected)
        if not (reading.void or reading.waived)
        for day in _turns(reading, on)
    ]
    days += [
        day
        for joint in jointly.unconfirmed(replayed.procedure, replayed.state)
        if (day := jointly.recorded_on(joint.entry)) is not None and day >= on
    ]
    effects = (s.effective_on for d in replayed.state.documents for s in d.services)
    days += [effect - timedelta(days=1) for effect in effects if effect > on]
    return min(days, default=None)


def _turns(reading: ClockReading, on: date) -> Iterator[date]:
    """The days up to which a clock stands as it does on a day."""
    state = reading.state(on)
    if state in ("met", "breached"):
        return
    if state == "paused" or (state == "overdue" and not reading.target):
        yield on  # tomorrow it is late by a day more
    if reading.due_on is not None and reading.due_on >= on:
        yield reading.due_on
    if reading.stopped_on is not None:
        yield reading.stopped_on - timedelta(days=1)


def _finding(columns: dict[str, Any]) -> Finding:
    return Finding(**columns | {"cites": tuple(columns["cites"])})


def _mark_of_judges() -> str:
    """A mark over the law, the procedures and the code that judges; empty where one of them was changed just now."""
    kinds = handed_down()
    files = [
        *(file for place in law_folders() for file in place.rglob("*.yaml")),
        *(file for kind in kinds for file in (*kind.procedure.glob("*.yaml"), *kind.folder.rglob("*.py"))),
        *code_of(*_JUDGES),
    ]
    return kinds.derived("mark of what judges cases", lambda: content_mark(files))
