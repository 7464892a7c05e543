# SPDX-License-Identifier: MulanPSL-2.0
"""Typed rows follow from acts, and only the difference is written: the one writer of them.

Live, the difference is between what followed from the acts before and what follows now; for a rebuild, between what the
tables hold and what follows; an import writes the rows of many new cases together.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from fadu.cases.acts.derivation import Derived, Places, derive, derive_all, given, places
from fadu.cases.models import Case
from fadu.cases.world.worlds import Around, around, states_of
from fadu.procedure.library import library
from fadu.storage.prepared import PreparedUpdate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from fadu.cases.acts.derivation import Tables
    from fadu.cases.rows import Row
    from fadu.procedure.state import State
    from fadu.storage.owned import OwnedTable, Values

#: how many cases' rows are remembered; the one acted in longest ago goes first
KEPT = 256
#: how many cases a rebuild reads together
TOGETHER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What followed from a case's acts when they were last looked at."""

    state: State
    around: Around
    places: Places
    derived: Derived


_known: OrderedDict[int, _Known] = OrderedDict()
_lock = Lock()


def project(case: Case, state: State, *, before: State | None = None) -> None:
    """Make every row that follows from the case's acts say what the acts say.

    ``before`` is the state the rows follow already, if the caller knows it: then nothing is read. Without it the rows are.
    """
    surroundings = around(case.bureau)
    known = _recall(case, before, surroundings)
    known_places = places([state], known.places if known else None)
    now = derive(case, state, given(case, state, surroundings, known_places))
    if known is not None:
        have = known.derived.tables
    elif before is None:
        have = stored([case.pk], now.tables)[case.pk]
    elif before.entries:
        have = derive(case, before, given(case, before, surroundings, known_places)).tables
    else:
        have = {}
    _write([(case.pk, have, now.tables)])
    _save(case, now.case)
    _remember(case, _Known(state=state, around=surroundings, places=known_places, derived=now))


def follow_new(opened: Sequence[tuple[Case, State]]) -> list[tuple[Case, Tables]]:
    """The rows of cases of which nothing is written yet; the columns of their own rows are set, to be inserted so."""
    derived = derive_all(opened)
    for case, now in derived:
        for name in FOLLOWING:
            setattr(case, name, now.case[name])
    return [(case, now.tables) for case, now in derived]


def write_new(followed: Sequence[tuple[Case, Tables]]) -> None:
    """Write the rows of cases that were inserted just now and have none yet, all of them together."""
    _write([(case.pk, {}, tables) for case, tables in followed])


def rebuild(cases: QuerySet[Case]) -> int:
    """Derive every row of these cases afresh from their acts and write what differs; return how many cases changed.

    Cases of a kind that is not installed are left alone.
    """
    changed = 0
    there = cases.filter(kind__in=library().kinds()).order_by("pk")
    keys = there.values_list("pk", flat=True).iterator(chunk_size=1000)
    while some := list(islice(keys, TOGETHER)):
        changed += _rebuild(some)
    return changed


@transaction.atomic
def _rebuild(keys: Sequence[int]) -> int:
    for key in keys:  # written first, oldest first: nobody acts in them until what was read is written
        Case.objects.filter(pk=key).update(revision=F("revision"))
    cases = list(Case.objects.select_related("bureau").filter(pk__in=keys).order_by("pk"))
    states = states_of(cases)
    derived = derive_all([(case, states[case.pk]) for case in cases])
    held = stored(keys, {table for _, now in derived for table in now.tables})
    changed = _write([(case.pk, held[case.pk], now.tables) for case, now in derived])
    changed |= {case.pk for case, now in derived if _save(case, now.case)}
    return len(changed)


# -- the difference --------------------------------------------------------------------------------


def stored(cases: Sequence[int], tables: Iterable[OwnedTable]) -> dict[int, Tables]:
    """What the tables hold of each case."""
    by_case: dict[int, Tables] = {case: {} for case in cases}
    for table in tables:
        for case, rows in table.of(cases).items():
            by_case[case][table] = rows
    return by_case


def _write(changes: Iterable[tuple[int, Tables, Tables]]) -> set[int]:
    """Write what differs between what tables hold and what they should; return the cases in which something did."""
    gone: dict[OwnedTable, list[tuple[int, Values]]] = defaultdict(list)
    put: dict[OwnedTable, list[tuple[int, Values]]] = defaultdict(list)
    changed: set[int] = set()
    for case, have, wanted in changes:
        for table, rows in wanted.items():
            held = have.get(table, {})
            if held == rows:
                continue
            changed.add(case)
            gone[table] += [(case, key) for key in held if key not in rows]
            put[table] += [(case, row) for key, row in rows.items() if held.get(key) != row]
    for table, keys in gone.items():
        table.drop(keys)
    for table, fresh in put.items():
        table.put(fresh)
    return changed


#: the columns of a case that follow from its acts
FOLLOWING = ("stage", "edition", "outcome", "closed_at", "next_due", "amber_on", "heading")
_SAVE = PreparedUpdate(Case, sets=FOLLOWING, where=("id",))


def _save(case: Case, columns: Row) -> bool:
    """Let the case's own row, and the object, say what follows; whether it did not."""
    now = tuple(columns[name] for name in FOLLOWING)
    if now == tuple(getattr(case, name) for name in FOLLOWING):
        return False
    for name, value in zip(FOLLOWING, now, strict=True):
        setattr(case, name, value)
    _SAVE(*now, case.pk)
    return True


# -- what is remembered ----------------------------------------------------------------------------


def _recall(case: Case, before: State | None, surroundings: Around) -> _Known | None:
    """What followed from that very state, where nothing it rested on has changed since."""
    with _lock:
        known = _known.get(case.pk)
    if known is None or known.state is not before or not known.around.same_as(surroundings):
        return None
    return known


def _remember(case: Case, known: _Known) -> None:
    with _lock:
        _known[case.pk] = known
        _known.move_to_end(case.pk)
        while len(_known) > KEPT:
            _known.popitem(last=False)
