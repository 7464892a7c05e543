# SPDX-License-Identifier: MulanPSL-2.0
"""What a check reads of many cases together: their acts, their parties, when imported acts were recorded, and what they rest on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.cases.models import Act, CaseParty
from fadu.cases.world.worlds import around, entries_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.oversight import misnamed
from fadu.people.adopted import known_then
from fadu.people.held_late import posts_of
from fadu.people.parties import all_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fadu.cases.models import Case
    from fadu.cases.world.worlds import Around
    from fadu.people.adopted import KnownThen
    from fadu.people.held_late import HeldPosts
    from fadu.people.models import Party
    from fadu.procedure.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """The histories of some cases, by case."""

    entries: Mapping[int, tuple[Entry, ...]]
    parties: Mapping[int, Sequence[Party]]
    #: case -> act -> the day it was recorded; of imported acts alone
    recorded: Mapping[int, Mapping[int, date]]
    #: party -> every name the register has borne for it; of all whom the acts enter
    names: Mapping[int, frozenset[str]]
    #: bureau -> what its cases rest on
    around: Mapping[int, Around]
    #: bureau -> its local parameters as they were known on each day
    known_then: Mapping[int, KnownThen]
    #: bureau -> the posts of its officers, and when they were entered
    held: Mapping[int, HeldPosts]


def read(cases: Sequence[Case]) -> Histories:
    """Read the histories of some cases, each kind of row in one query."""
    keys = [case.pk for case in cases]
    parties: dict[int, list[Party]] = defaultdict(list)
    for row in CaseParty.objects.filter(case__in=keys).select_related("party").order_by("pk"):
        parties[row.case_id].append(row.party)
    recorded: dict[int, dict[int, date]] = defaultdict(dict)
    imported = Act.objects.filter(case__in=keys, imported=True).order_by()
    for case, seq, at in imported.values_list("case_id", "seq", "recorded_at"):
        recorded[case][seq] = at.astimezone(LEGAL_TIME).date()
    entries = entries_of(cases)
    entered = {number for acts in entries.values() for number in misnamed.numbers_in(acts)}
    bureaus = {case.bureau_id: case.bureau for case in cases}
    return Histories(
        entries=entries,
        parties=parties,
        recorded=recorded,
        names=all_names(entered),
        around={number: around(bureau) for number, bureau in bureaus.items()},
        known_then={number: known_then(bureau) for number, bureau in bureaus.items()},
        held={number: posts_of(bureau) for number, bureau in bureaus.items()},
    )
