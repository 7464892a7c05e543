# SPDX-License-Identifier: MulanPSL-2.0
"""How much waits for each officer: open turns and the nearest last day; never amounts, and no figure that ranks anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from fadu.cases.models import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Load:
    """In how many cases something waits for an officer by name, and until when the nearest of it."""

    cases: int = 0
    nearest: date | None = None


def loads(persons: Iterable[str], on: date) -> dict[str, Load]:
    """What waits for each of some officers on a day, exercises left out; whoever is not there has nothing. One query."""
    open_ones = Turn.objects.filter(
        Q(last=None) | Q(last__gte=on),
        who="officer",
        name__in=list(persons),
        first__lte=on,
        case__exercise=False,
    )
    counted = open_ones.values("name").annotate(cases=Count("case", distinct=True), nearest=Min("until"))
    return {each["name"]: Load(each["cases"], each["nearest"]) for each in counted}
