# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau with many cases, consistent to the last hash, on the database the environment names.

Some hundred cases are imported as anybody imports them. The others are their copies, each under a number of its own: rows that
are the same are written as they are, and what a copy has for itself (its number, its request ids, fresh salts, its chains) is made by
the product's own functions, in batches. `fadu ledger verify` finds nothing to say about them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from benchmarks import stories  # noqa: E402
from benchmarks.worlds import OPEN, TODAY, YEARS  # noqa: E402
from fadu.cases.acts import parting  # noqa: E402
from fadu.cases.acts.derivation import derive_all  # noqa: E402
from fadu.cases.acts.recording import body_of, fixed_body, following_id, stream_of  # noqa: E402
from fadu.cases.background import rounds  # noqa: E402
from fadu.cases.models import Act, Case, SearchText  # noqa: E402
from fadu.cases.world.worlds import procedure_of, states_of  # noqa: E402
from fadu.intake import mapping  # noqa: E402
from fadu.intake.writing import take_all  # noqa: E402
from fadu.kernel import clock  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME, set_to  # noqa: E402
from fadu.ledger import marks  # noqa: E402
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry  # noqa: E402
from fadu.ledger.parts import texts_of  # noqa: E402
from fadu.ledger.rules import GENESIS, MAIN, PARTS, SALT, SECONDARY, commitment_of, part_digest  # noqa: E402
from fadu.ledger.sequencing import sequence  # noqa: E402
from fadu.ledger.services import _header  # noqa: E402
from fadu.people import services as people  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
#: cases of a year that are imported; all others are copies of these
SEEDS = 160
#: cases written in one transaction
BATCH = 500


def main() -> None:
    """Build a world of so many cases on the database the environment names; print the seconds of processor time it took."""
    began = time.process_time()
    call_command("migrate", verbosity=0)
    build(int(sys.argv[1]))
    print(time.process_time() - began)


def build(cases: int, *, seeds: int = SEEDS) -> Any:
    """A bureau with so many cases on the database of this process; so many of each year are imported. The bureau."""

    each = -(-cases // len(YEARS))
    with set_to(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=LEGAL_TIME)):
        bureau = people.found_bureau(name="大局", short="大", abbreviation="清", region_code="990103")
        head = people.hire(bureau=bureau, name="局长", since=date(2018, 1, 1))
        people.appoint(
            officer=head, post="bureau_head", start=clock.now() - timedelta(days=1), document="任命"
        )
        people.open_account(username="head", password="大局的一个长口令", officer=head)
        for year in YEARS:
            there = _imported(bureau, year, min(seeds, each))
            for places in _batches(range(len(there) + 1, each + 1)):
                _copy(bureau, year, there, places)
        sequence()
        rounds.survey_tables()
    return bureau


def _batches(places: range) -> Iterator[range]:
    yield from (places[start : start + BATCH] for start in range(0, len(places), BATCH))


def _imported(bureau: Any, year: int, often: int) -> list[_Seed]:
    """The cases of a year that come in as histories do."""

    plan = replace(
        mapping.load(ROOT / "docs" / "examples" / "receipt-mapping.yaml"), exercise=False, source="旧台账"
    )
    share = OPEN if year == YEARS[-1] else 0.0
    histories = sorted(stories.of_year(year, often, seed=1, unfinished=share), key=lambda pair: pair[0])
    keys = []
    for kind, pasts in groupby(histories, key=lambda pair: pair[0]):
        mine = replace(plan, kind=kind)
        with transaction.atomic():
            taken = take_all([p for _, p in pasts], mine, bureau=bureau, at=clock.now(), known={})
        keys += [one.case.pk for one in taken]
    cases = list(Case.objects.filter(pk__in=keys).select_related("bureau").order_by("number"))
    states = states_of(cases)
    return [
        _Seed.of(case, derived.tables) for case, derived in derive_all([(c, states[c.pk]) for c in cases])
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seed:
    """A case that is copied: its rows, and what its entries say."""

    case: Any
    tables: Mapping[Any, Mapping[Any, Any]]
    acts: Sequence[Any]
    #: of each act: its kind, and the text of each part of its entry
    texts: Sequence[tuple[str, Mapping[str, str]]]

    @classmethod
    def of(cls, case: Any, tables: Mapping[Any, Mapping[Any, Any]]) -> _Seed:

        acts = list(case.acts.order_by("seq"))
        procedure = procedure_of(case)
        bodies = [body_of(act) for act in acts]
        texts = [
            (
                act.action,
                texts_of(
                    act.action,
                    act.recorded_at.astimezone(LEGAL_TIME).isoformat(),
                    body,
                    parting.closed_in(procedure, body),
                ),
            )
            for act, body in zip(acts, bodies, strict=True)
        ]
        return cls(case=case, tables=tables, acts=acts, texts=texts)


def _copy(bureau: Any, year: int, seeds: Sequence[_Seed], places: range) -> None:
    """Copies of cases under these places in the numbers of a year, in one transaction."""

    pairs = [(seeds[place % len(seeds)], stories.number(year, place)) for place in places]
    with transaction.atomic():
        cases = _cases(pairs)
        ids = _acts(pairs, cases)
        _entries(pairs, cases, ids)
        _tables(pairs, cases)


def _cases(pairs: Sequence[tuple[_Seed, str]]) -> list[Any]:

    names = [
        f.attname for f in Case._meta.concrete_fields if f.attname not in {"id", "number", "import_digest"}
    ]
    return Case.objects.bulk_create(
        Case(number=number, import_digest=number, **{name: getattr(seed.case, name) for name in names})
        for seed, number in pairs
    )


def _acts(pairs: Sequence[tuple[_Seed, str]], cases: Sequence[Any]) -> list[list[str]]:
    """Write the acts of the copies; the request ids of each."""

    names = [f.attname for f in Act._meta.concrete_fields if f.attname not in {"id", "case_id", "request_id"}]
    rows, ids = [], []
    for (seed, number), case in zip(pairs, cases, strict=True):
        mine = [following_id("import", case.bureau_id, number, act.seq) for act in seed.acts]
        ids.append([str(one) for one in mine])
        rows += [
            Act(case_id=case.pk, request_id=one, **{name: getattr(act, name) for name in names})
            for act, one in zip(seed.acts, mine, strict=True)
        ]
    Act.objects.bulk_create(rows)
    return ids


def _entries(pairs: Sequence[tuple[_Seed, str]], cases: Sequence[Any], ids: Sequence[Sequence[str]]) -> None:
    """The chains of the copies: their openings, and act by act what the seed's say with their own request ids."""

    entries, parts, heads = [], [], []
    now, key = clock.now().isoformat(), marks.key()
    for (seed, number), case, mine in zip(pairs, cases, ids, strict=True):
        case.bureau = seed.case.bureau
        opening = [("opened", texts_of("opened", now, fixed_body(case), {}))]
        own = [
            (kind, {**texts, SECONDARY: texts[SECONDARY].replace(str(act.request_id), one)})
            for (kind, texts), act, one in zip(seed.texts, seed.acts, mine, strict=True)
        ]
        for stream, said in ((f"opened:{number}", opening), (stream_of(number), own)):
            previous = GENESIS
            for seq, (kind, texts) in enumerate(said, start=1):
                row, commitment = _sealed(kind, texts)
                day = texts[MAIN][len('{"at":"') :][:10]
                entry = _header(stream, seq, day, previous, commitment, key)
                previous = entry.hash
                entries.append(entry)
                parts.append(row)
            heads.append(ChainHead(stream=stream, seq=len(said), hash=previous))
    for row, entry in zip(parts, LedgerEntry.objects.bulk_create(entries), strict=True):
        row.entry_id = entry.pk
    EntryParts.objects.bulk_create(parts)
    ChainHead.objects.bulk_create(heads)


def _sealed(kind: str, texts: Mapping[str, str]) -> tuple[Any, str]:
    """The parts of an entry under fresh salt, and the commitment over them."""

    salts = {part: os.urandom(SALT).hex() for part in PARTS}
    columns = {
        name: value for part in PARTS for name, value in ((part, texts[part]), (f"{part}_salt", salts[part]))
    }
    commitment = commitment_of({part: part_digest(part, salts[part], texts[part]) for part in PARTS})
    return EntryParts(kind=kind, **columns), commitment


def _tables(pairs: Sequence[tuple[_Seed, str]], cases: Sequence[Any]) -> None:
    """Everything that follows from the acts; only the words a case is found by name its number."""

    waiting: dict[Any, list[tuple[int, Any]]] = {}
    for (seed, number), case in zip(pairs, cases, strict=True):
        for table, rows in seed.tables.items():
            put = waiting.setdefault(table, [])
            if table.model is SearchText:
                put += [(case.pk, (_found_by(row[0], seed.case.number, number),)) for row in rows.values()]
            else:
                put += [(case.pk, row) for row in rows.values()]
    for table, rows in waiting.items():
        table.put(rows)


def _found_by(words: str, old: str, new: str) -> str:
    """The words of a case under another number: the two differ in their serial alone."""
    before, after = (number.partition("〕")[2].removesuffix("号") for number in (old, new))
    return " ".join(sorted({after if word == before else word for word in words.split()}))


if __name__ == "__main__":
    main()
