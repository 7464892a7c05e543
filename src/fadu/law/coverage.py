# SPDX-License-Identifier: MulanPSL-2.0
"""The law's account: of every row of the tables, what models it, or why nothing does.

The tables are the reader's own (`fadu.law.tables`), the reasons are data (`fadu.law.reasons`); what models a row is
collected by the caller.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.law.basis import Basis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from fadu.law.library import Law
    from fadu.law.reasons import Reason, Reasons
    from fadu.law.tables import Row

#: what can be said of a row
STATES = ("modelled", "kept", "awaiting", "not_ours", "unexplained")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """A row with all that models it, and what is said of it."""

    row: Row
    models: tuple[str, ...]
    reason: Reason | None
    #: whether anything acts on what models it; a limit that no procedure uses can only be looked up
    used: bool = True

    @property
    def state(self) -> str:
        """One of ``STATES``. What nothing acts on is ``kept`` only where a reason says so; a known gap is no account."""
        said = self.reason.state if self.reason else ""
        if said == "unexplained":
            return "unexplained"
        if (self.models and self.used) or said == "elsewhere":
            return "modelled"
        if self.models:
            return "kept" if said in ("kept", "awaiting") else "unexplained"
        return said if said in ("awaiting", "not_ours") else "unexplained"

    @property
    def leaning(self) -> tuple[str, ...]:
        """What the row rests on: rules, acts, facts and guards that name it, or what does its work without naming it."""
        return self.models or (self.reason.by if self.reason else ())

    def as_json(self) -> dict[str, Any]:
        """The row as plain values."""
        return {
            "id": self.row.id,
            "table": self.row.table,
            "line": self.row.line,
            "subject": self.row.subject,
            "kind": self.row.kind,
            "instrument": self.row.instrument,
            "article": self.row.article,
            "summary": self.row.summary,
            "unverified": self.row.unverified,
            "state": self.state,
            "models": list(self.leaning),
            "awaiting": (self.reason.awaiting or None) if self.reason and self.state == "awaiting" else None,
            "reason": self.reason.text if self.reason else "",
        }


def of_law(law: Law) -> Iterator[tuple[str, str]]:
    """Row id and rule, for every limit, threshold, closed list and entry of a catalogue that names its rows."""
    for kind, book in (
        ("期限", law.limits_by_key),
        ("界限", law.thresholds_by_key),
        ("选项", law.options_by_list),
        ("条目", law.entries_by_key()),
        ("处罚依据", law.bases_by_key),
    ):
        for key, values in book.items():
            for value in values:
                rows = value.all_rows if isinstance(value, Basis) else value.rows
                yield from ((row, f"{kind} {key}") for row in rows)


def account(
    rows: Iterable[Row],
    models: Iterable[tuple[str, str]],
    why: Reasons,
    is_used: Callable[[str], bool] = lambda model: True,
) -> tuple[Accounted, ...]:
    """Each row with all that models it, in the order of the rows; ``is_used`` tells what a procedure acts on."""
    models_by_row: dict[str, dict[str, None]] = {}
    for row_id, model in models:
        models_by_row.setdefault(row_id, {})[model] = None
    return tuple(
        Accounted(
            row=row,
            models=tuple(sorted(models_by_row.get(row.id, ()))),
            reason=why.of(row),
            used=any(is_used(model) for model in models_by_row.get(row.id, ())),
        )
        for row in rows
    )


def unexplained(accounts: Sequence[Accounted]) -> list[Accounted]:
    """The rows that are owed an account. A row of a kind that is not built yet has one: what awaits it is named."""
    return [accounted for accounted in accounts if accounted.state == "unexplained"]


def needless(accounts: Sequence[Accounted], why: Reasons) -> list[str]:
    """Reasons that explain nothing: of rows, subjects or instruments in no table, or of rows that are modelled anyway."""
    known = {accounted.row.id: accounted for accounted in accounts}
    subjects = {(a.row.subject, a.row.instrument) for a in accounts} | {(a.row.subject, "") for a in accounts}
    rows = [
        row
        for row, reason in why.by_row.items()
        if row not in known
        or (reason.state == "kept" and not known[row].models)
        or (reason.state != "unexplained" and known[row].models and known[row].used)
    ]
    return [*rows, *(" ".join(filter(None, each)) for each in why.by_subject if each not in subjects)]


def totals(accounts: Sequence[Accounted]) -> dict[str, dict[str, dict[str, int]]]:
    """How many rows are in which state: by table, by kind of row and by subject."""
    return {
        "by_table": _counted((a.row.table, a.state) for a in accounts),
        "by_kind": _counted((a.row.kind, a.state) for a in accounts),
        "by_subject": _counted((a.row.subject, a.state) for a in accounts),
    }


def counted(accounts: Iterable[Accounted]) -> dict[str, int]:
    """How many rows are in which state, over all."""
    counter = Counter(accounted.state for accounted in accounts)
    return {state: counter[state] for state in STATES}


def _counted(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    counters: dict[str, Counter[str]] = {}
    for key, state in pairs:
        counters.setdefault(key, Counter())[state] += 1
    return {key: {state: counter[state] for state in STATES} for key, counter in counters.items()}
