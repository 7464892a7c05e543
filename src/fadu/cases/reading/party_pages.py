# SPDX-License-Identifier: MulanPSL-2.0
"""A party as an officer may know it: in which cases it is what, and what it has from them; nothing of cases he may not read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from fadu.cases.models import CaseParty
from fadu.cases.reading.known_parties import cases_of, open_roles, parties_known_to
from fadu.cases.reading.sight import known_to, visible_to, whole_to
from fadu.cases.registry import furnishing
from fadu.cases.rules import party_key
from fadu.cases.world import worlds
from fadu.people.models import Party, PartyName

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from fadu.cases.holdings import Holding
    from fadu.cases.models import Case
    from fadu.people.models import Officer

#: so many cases of one party are named at once, those entered last
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A party and every record merged into it, by id, with the names it bears and bore, the newest first, each since when."""

    party: Party
    keys: tuple[int, ...]
    names: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOfParty:
    """A case in which somebody is a party: as what; empty where the officer may know of the case and not read it."""

    case: Case
    capacities: tuple[str, ...]
    is_read: bool
    #: whether the officer sees it whole and may open what is masked of its parties
    is_whole: bool


def known(officer: Officer, at: datetime, number: int) -> Known | None:
    """The party of an id, as far as the officer may know of it; None else, as if there were none."""
    there = Party.objects.filter(pk=number).values_list("merged_into_id", flat=True).first()
    party = parties_known_to(officer, at).filter(pk=there or number).first()
    if party is None:
        return None
    keys = (party.pk, *party.merged.order_by("pk").values_list("pk", flat=True))
    rows = PartyName.objects.filter(party__in=keys).order_by("-since", "-pk").values_list("name", "since")
    names: dict[str, date] = {}
    for name, since in rows:
        names[name] = min(since, names.get(name, since))
    return Known(party=party, keys=keys, names=tuple(names.items()))


def cases(officer: Officer, at: datetime, keys: Sequence[int], most: int = MOST) -> list[CaseOfParty]:
    """The cases of a party that the officer may know of, those that are open first, then those entered last."""
    of_party = cases_of(known_to(officer, at), keys).select_related("department", "bureau")
    some = list(of_party.order_by(F("closed_at").desc(nulls_first=True), "-pk")[: most + 1])
    numbers = [case.pk for case in some]
    read = set(visible_to(officer, at).filter(pk__in=numbers).values_list("pk", flat=True))
    whole = set(whole_to(officer, at).filter(pk__in=numbers).values_list("pk", flat=True))
    capacities: dict[int, list[str]] = {}
    roles = open_roles().filter(case__in=numbers, party__in=keys).order_by("since_seq", "pk")
    for case, capacity in roles.values_list("case_id", "capacity"):
        capacities.setdefault(case, []).append(capacity)
    return [
        CaseOfParty(
            case=case,
            capacities=tuple(dict.fromkeys(capacities.get(case.pk, ()))) if case.pk in read else (),
            is_read=case.pk in read,
            is_whole=case.pk in whole,
        )
        for case in some
    ]


def holdings(cases_read: Sequence[Case], keys: Sequence[int], on: date) -> list[tuple[Case, Holding]]:
    """What a party has from cases the officer may read, the newest first; the acts of all of them are read together."""
    telling = [
        (case, of_party)
        for case in cases_read
        if worlds.is_installed(case.kind) and (of_party := furnishing(case.kind).of_party) is not None
    ]
    states = worlds.states_of([case for case, _ in telling])
    return [
        (case, holding)
        for case, of_party in telling
        for key in keys
        for holding in of_party(
            worlds.procedure_of(case), states[case.pk], party_key(key), worlds.law_for(case.bureau), on
        )
    ]


def is_party_of(case: Case, keys: Sequence[int]) -> bool:
    """Whether somebody is openly a party of a case."""
    return CaseParty.objects.filter(
        pk__in=open_roles().filter(case=case, party__in=keys).values("pk")
    ).exists()
