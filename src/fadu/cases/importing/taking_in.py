# SPDX-License-Identifier: MulanPSL-2.0
"""Taking histories in: each row becomes a case, an update of one, or a rejection with every reason.

The same file twice brings nothing new. A run that was killed goes on where it stopped, because every batch is one
transaction and what is in already is recognised by its number and digest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from django.db import transaction

from fadu.cases import opening, worlds
from fadu.cases.importing import histories, mapping, tables, xes
from fadu.cases.importing.histories import History, PastAct, Reason
from fadu.cases.importing.vetting import of_other_bureaus, vetted
from fadu.cases.models import Case
from fadu.cases.projection import project
from fadu.cases.recording import Draft, claim, following_id, write
from fadu.kernel.errors import BadInputError
from fadu.people import services as people
from fadu.procedure.entry import Signature
from fadu.procedure.library import library
from fadu.procedure.problems import NoEditionError
from fadu.procedure.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from fadu.cases.importing.mapping import Plan
    from fadu.cases.importing.source import Record
    from fadu.people.models import Bureau
    from fadu.procedure.model import Procedure

#: rows taken in by one transaction when good rows are taken without the bad ones
BATCH = 100
THE_SOURCE = Signature(person="import", role="", name="导入的记录")

Ending = Literal["imported", "updated", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not taken in, with all its reasons."""

    row: int
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": "、".join(dict.fromkeys(r.column for r in self.reasons if r.column)),
            "reason": "；".join(r.message for r in self.reasons),
        }


@dataclass(slots=True)
class Outcome:
    """What became of the rows. ``read`` = imported + updated + rejected; ``unchanged`` counts among the updated."""

    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[Rejected] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)

    def count(self, ending: Ending) -> None:
        self.imported += ending == "imported"
        self.updated += ending != "imported"
        self.unchanged += ending == "unchanged"


READERS: dict[str, Callable[[Path], Iterator[Record]]] = {
    ".xlsx": tables.read_xlsx,
    ".csv": tables.read_csv,
    ".xes": xes.read_xes,
    ".xes.gz": xes.read_xes,
}


def records(path: Path) -> Iterator[Record]:
    """The records of a file, by its ending."""
    for ending, reader in READERS.items():
        if path.name.lower().endswith(ending):
            if not path.is_file():
                raise BadInputError(expected="存在的文件", got=str(path), where="导入文件", remedy="核对路径")
            return reader(path)
    raise BadInputError(
        expected="、".join(READERS), got=path.name, where="导入文件", remedy="换成其中一种格式"
    )


class StoppedError(BadInputError):
    """有不能导入的行，按全有或全无的规则没有导入任何一行。"""

    code = "import_stopped"

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(
            expected="每一行都能导入",
            got=f"{len(outcome.rejected)}行不能导入",
            remedy="改正后重来，或用 --on-error sheet 先导入其余各行",
        )


def take_in(
    path: Path,
    told: Plan,
    *,
    bureau: Bureau,
    at: datetime,
    on_error: Literal["stop", "sheet"] = "stop",
    strict: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Take a file in. ``stop``: all rows or none; ``sheet``: the good rows, the others told by row.

    Raises StoppedError with every rejected row, BadInputError where the file or the mapping cannot be read.
    """
    procedure = library().procedure(told.kind, at.date())
    mapping.check(told, procedure)
    outcome, good = Outcome(), []
    seen: dict[str, int] = {}
    for record in records(path):
        outcome.read += 1
        found = vetted(histories.read(record, told, procedure), seen, strict=strict)
        if isinstance(found, History):
            good.append(found)
        else:
            outcome.rejected.append(Rejected(row=record.place, reasons=found))
    for history, reason in of_other_bureaus(good, bureau):
        good.remove(history)
        outcome.rejected.append(Rejected(row=history.place, reasons=(reason,)))
    outcome.rejected.sort(key=lambda item: item.row)
    if outcome.rejected and on_error == "stop":
        raise StoppedError(outcome)
    if dry_run:
        return _foreseen(outcome, good, bureau)
    _take(outcome, good, told, bureau=bureau, at=at, progress=progress)
    return outcome


def _foreseen(outcome: Outcome, good: list[History], bureau: Bureau) -> Outcome:
    known = dict(
        Case.objects.filter(bureau=bureau, number__in=[h.number for h in good]).values_list(
            "number", "import_digest"
        )
    )
    for history in good:
        outcome.count(_ending(known.get(history.number), history))
    return outcome


def _ending(digest: str | None, history: History) -> Ending:
    if digest is None:
        return "imported"
    return "unchanged" if digest == history.digest else "updated"


def _take(
    outcome: Outcome,
    good: list[History],
    told: Plan,
    *,
    bureau: Bureau,
    at: datetime,
    progress: Callable[[int], None],
) -> None:
    for some in _batches(good, BATCH):
        known = {c.number: c for c in Case.objects.filter(bureau=bureau, number__in=[h.number for h in some])}
        with transaction.atomic():
            for history in some:
                ending, case = take_one(history, told, bureau=bureau, at=at, known=known.get(history.number))
                outcome.count(ending)
                outcome.cases.append(case.pk)
        progress(len(some))


def _batches(good: Iterable[History], size: int) -> Iterator[list[History]]:
    waiting = iter(good)
    while some := list(islice(waiting, size)):
        yield some


def take_one(
    history: History, told: Plan, *, bureau: Bureau, at: datetime, known: Case | None
) -> tuple[Ending, Case]:
    """Take one history in; the caller is in a transaction."""
    if known is not None:
        if known.import_digest == history.digest:
            return "unchanged", known
        before = worlds.state_of(known)
        fresh = [act for act in history.acts if not _is_known(act, before)]
        state = _write_all(known, before, fresh)
        known.import_digest = history.digest
        known.save(update_fields=["import_digest"])
        project(known, state, at, before=before)
        return "updated", known
    procedure, not_judged = edition_for(told.kind, history.acts[0].at)
    case = opening.create(
        procedure,
        bureau=bureau,
        department=None,
        at=history.acts[0].at,
        title=history.title,
        number=history.number,
        imported_from=told.source,
        import_digest=history.digest,
        exercise=told.exercise,
        not_judged=not_judged,
    )
    state = _write_all(case, State(), history.acts[:1])
    parties = [(people.register_party(**_fields(p))[0], p["capacity"]) for p in history.parties]
    state = opening.add_parties(case, state, parties, history.acts[0].at, (THE_SOURCE,))
    state = _write_all(case, state, history.acts[1:])
    opening.entitle(case, procedure, state)
    project(case, state, at, before=State())
    return "imported", case


def edition_for(kind: str, began: datetime) -> tuple[Procedure, str]:
    """The edition of the day a case began; a past without one is kept under the earliest and not judged."""
    try:
        return library().procedure(kind, began.date()), ""
    except NoEditionError:
        first = library().editions(kind)[0]
        return first, f"没有收录{began.date().isoformat()}施行的程序版本"


def _fields(party: Any) -> dict[str, str]:
    allowed = ("kind", "name", "uscc", "id_number", "phone", "address", "legal_representative")
    return {"kind": "enterprise", **{key: party[key] for key in allowed if party.get(key)}}


def _is_known(act: PastAct, state: State) -> bool:
    return any(
        e.action == act.action and e.at == act.at and dict(e.payload) == dict(act.payload)
        for e in state.entries
    )


def _write_all(case: Case, state: State, acts: Iterable[PastAct]) -> State:
    waiting = list(acts)
    first = claim(case, len(waiting)) if waiting else 0
    for seq, act in enumerate(waiting, start=first):
        draft = Draft(
            action=act.action,
            at=act.at,
            payload=act.payload,
            by=(THE_SOURCE,),
            request_id=following_id("import", case.bureau_id, case.number, seq),
            day_only=act.day_only,
            imported=True,
        )
        _, state = write(case, state, seq, draft)
    return state
