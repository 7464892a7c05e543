# SPDX-License-Identifier: MulanPSL-2.0
"""Which parties an officer may know of: those of the cases the gate opens to him; who is sealed in a case is none of its parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from fadu.cases.models import CaseParty
from fadu.cases.reading.sight import visible_to
from fadu.people.models import Party
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.cases.models import Case
    from fadu.people.models import Officer


#: cases of parties that are asked for by their numbers
FEW = 1_000


def parties_known_to(officer: Officer, at: datetime) -> QuerySet[Party]:
    """The records of the register that are a party of a case the officer may read; of records merged the one that stands for them."""
    seen = Exists(visible_to(officer, at).filter(pk=OuterRef("case_id")))
    own = open_roles().filter(seen, party=OuterRef("pk"))
    merged = open_roles().filter(seen, party__merged_into=OuterRef("pk"))
    return Party.objects.filter(Exists(own) | Exists(merged), merged_into=None)


def open_roles() -> QuerySet[CaseParty]:
    """Who is a party of which case, openly: nobody in a capacity that any kind of case seals."""
    return CaseParty.objects.exclude(capacity__in=sealed_capacities())


def cases_of(cases: QuerySet[Case], parties: Iterable[int]) -> QuerySet[Case]:
    """Those of the given cases (already past the gate) in which one of these records, or one merged into it, is openly a party."""
    keys = list(parties)
    merged = Party.objects.filter(merged_into__in=keys).values_list("pk", flat=True)
    roles = open_roles().filter(party__in=[*keys, *merged]).values_list("case_id", flat=True)
    few = list(
        roles[: FEW + 1]
    )  # named one by one they are looked up, and not sought among all that one may see
    return cases.filter(pk__in=roles if len(few) > FEW else few)


def sealed_capacities() -> frozenset[str]:
    """The capacities in which somebody is known to the sealed fields alone, in whichever kind and edition."""
    return frozenset(
        capacity
        for kind in library().kinds()
        for edition in library().editions(kind)
        for capacity in edition.sealed_capacities()
    )
