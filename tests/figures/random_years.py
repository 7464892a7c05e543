# SPDX-License-Identifier: MulanPSL-2.0
"""Registers of random content, for what must hold whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import models
from django.db.models import F

from fadu.cases.models import Clock

FIRST = date(2021, 11, 1)


def some_day(rng: Random) -> date | None:
    """A day around the year, or none."""
    return FIRST + timedelta(days=rng.randrange(500)) if rng.randrange(5) else None


def some_columns(rng: Random, model: Any, left_out: set[str]) -> dict[str, Any]:
    """Values for the dates, flags, codes and amounts of a typed record."""
    makers: dict[type, Callable[[Any], Any]] = {
        models.DateField: lambda _: some_day(rng),
        models.BooleanField: lambda _: bool(rng.randrange(2)),
        models.BigIntegerField: lambda _: rng.randrange(10**9),
        models.CharField: lambda f: rng.choice([code for code in CODES if len(code) <= f.max_length]),
    }
    return {
        f.name: makers[type(f)](f) for f in model._meta.fields if type(f) in makers and f.name not in left_out
    }


#: words the indicators ask for, and others
CODES = (
    "",
    "granted",
    "deemed",
    "refused",
    "window",
    "online",
    "file",
    "not_file",
    "lighter",
    "mitigated",
    "complaint",
    "agreed",
    "returned",
    "high",
    "party_group",
    "bureau_heads",
    "penalty_committee",
    "elsewhere",
)


@pytest.fixture
def random_year(registers: Any, fill: Callable[..., Any]) -> Callable[[int], None]:
    """Fill the registers of the bureau with records of random columns."""

    def made(seed: int) -> None:
        rng = Random(seed)
        fill()
        for _ in range(15):
            penalty = registers.penalty(channels=rng.choice([(), ("甲",), ("甲", "乙")]))
            paid = FIRST + timedelta(days=rng.randrange(500))
            made = [
                registers.licence(),
                registers.complaint(),
                registers.tip_off(),
                penalty,
                registers.performance(penalty.case, payments=((paid, rng.randrange(1, 10**8)),)),
                registers.legal_review(penalty.case),
                registers.committee_item(penalty.case),
                registers.hearing(penalty.case),
            ]
            for record in made:
                keep = {
                    "additional_fine",
                    "decided_on",
                    "filed_on",
                    "votes_for",
                    "present",
                    "held_on",
                    "reported_on",
                    "answered_on",
                    "received_on",
                }
                free = (
                    keep
                    if type(record).__name__ in {"Penalty", "Hearing", "LegalReview", "Performance"}
                    else {"additional_fine"}
                )
                type(record).objects.filter(pk=record.pk).update(**some_columns(rng, type(record), free))
                record.case.clocks.update(
                    due_on=some_day(rng), stopped_on=some_day(rng), void=rng.randrange(6) == 0
                )
        Clock.objects.filter(stopped_on__lt=F("started_on")).update(stopped_on=None)

    return made
