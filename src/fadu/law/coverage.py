# SPDX-License-Identifier: MulanPSL-2.0
"""Which row of the tables of law is modelled where, and why the others are not.

The tables are the reader's own files (``id``, ``procedure``, ``summary_zh`` … separated by tabs); they do not come
with this release. What models a row is collected by the caller; the reasons for the rest are data.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import BadInputError
from fadu.kernel.place import Place
from fadu.kernel.yaml_reader import read
from fadu.law.errors import LawDataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from fadu.law.library import Law

FOLDER = Path(__file__).parent / "data" / "coverage"
DATA = FOLDER / "reasons.yaml"
_GROUP = "条目说明的一组"
_COLUMNS = ("id", "instrument", "article", "kind", "procedure", "summary_zh", "checked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the tables."""

    id: str
    instrument: str
    article: str
    kind: str
    subject: str
    summary: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a row has no rule of its own; ``by`` names what does its work instead, if anything."""

    text: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """A row with what models it, or the reason why nothing does."""

    row: Row
    models: tuple[str, ...]
    reason: Reason | None
    #: whether anything acts on what models it; a limit that no procedure uses can only be looked up
    used: bool = True

    @property
    def state(self) -> str:
        """``modelled``, ``elsewhere`` (by something that carries no row ids), ``not_modelled`` or ``unaccounted``."""
        if self.models:
            return "modelled"
        if self.reason is None:
            return "unaccounted"
        return "elsewhere" if self.reason.by else "not_modelled"

    def as_json(self) -> dict[str, Any]:
        """The row as plain values."""
        return {
            "id": self.row.id,
            "subject": self.row.subject,
            "instrument": self.row.instrument,
            "article": self.row.article,
            "summary": self.row.summary,
            "state": self.state,
            "models": list(self.models) or list(self.reason.by if self.reason else ()),
            "used": self.used,
            "reason": self.reason.text if self.reason else "",
        }


def read_tables(folder: Path) -> tuple[Row, ...]:
    """The rows of all tables of a folder; BadInputError where it holds none or one cannot be read."""
    files = sorted(folder.glob("*.tsv")) if folder.is_dir() else []
    if not files:
        raise BadInputError(
            expected="含有法律条目表（*.tsv）的文件夹", got=str(folder), where="--tables", remedy="核对路径"
        )
    return tuple(row for file in files for row in _rows(file))


def _rows(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise BadInputError(
                expected=f"含有 {'、'.join(_COLUMNS)} 各列的表",
                got=f"缺少 {'、'.join(missing)}",
                where=file.name,
                remedy="核对表头",
            )
        for line in reader:
            yield Row(
                id=line["id"],
                instrument=line["instrument"],
                article=line["article"],
                kind=line["kind"],
                subject=line["procedure"],
                summary=line["summary_zh"],
                checked=line["checked"],
            )


def subjects(path: Path = FOLDER / "subjects.yaml") -> tuple[str, ...]:
    """The subjects of which every row must be accounted for. Raises LawDataError with file, line and column."""
    top, place = read(path, LawDataError), Place(path=str(path), error=LawDataError)
    place.known(top, ("subjects",), "逐行说明的范围")
    return place.texts(top, "subjects", "逐行说明的范围")


def reasons(path: Path = DATA) -> Mapping[str, Reason]:
    """The reasons by row id. Raises LawDataError with file, line and column."""
    top, place = read(path, LawDataError), Place(path=str(path), error=LawDataError)
    place.known(top, ("coverage",), "条目说明")
    by_row: dict[str, Reason] = {}
    for item, at in place.entries(top, "coverage", "条目说明"):
        group = place.mapping(item, at, _GROUP)
        place.known(group, ("rows", "reason", "by"), _GROUP)
        reason = Reason(text=place.text(group, "reason", _GROUP), by=place.texts(group, "by", _GROUP))
        for row, where in place.entries(group, "rows", _GROUP):
            if row in by_row:
                place.fail(where, f"条目“{row}”写了两次。")
            by_row[str(row)] = reason
    return by_row


def of_law(law: Law) -> Iterator[tuple[str, str]]:
    """Row id and rule, for every limit, threshold and closed list that names its rows."""
    for kind, book in (
        ("期限", law.limits_by_key),
        ("界限", law.thresholds_by_key),
        ("选项", law.options_by_list),
    ):
        for key, values in book.items():
            for value in values:
                yield from ((row, f"{kind} {key}") for row in value.rows)


def account(
    rows: Iterable[Row],
    models: Iterable[tuple[str, str]],
    why: Mapping[str, Reason],
    is_used: Callable[[str], bool] = lambda model: True,
) -> tuple[Accounted, ...]:
    """Each row with all that models it, in a fixed order; ``is_used`` tells what a procedure acts on."""
    models_by_row: dict[str, dict[str, None]] = {}
    for row_id, model in models:
        models_by_row.setdefault(row_id, {})[model] = None
    return tuple(
        Accounted(
            row=row,
            models=tuple(sorted(models_by_row.get(row.id, ()))),
            reason=why.get(row.id),
            used=any(is_used(model) for model in models_by_row.get(row.id, ())),
        )
        for row in rows
    )


def unused(accounts: Sequence[Accounted]) -> list[Accounted]:
    """The rows of those subjects that are modelled by what nothing uses, and do not say why."""
    wanted = subjects()
    return [a for a in accounts if a.row.subject in wanted and a.models and not a.used and a.reason is None]


def unaccounted(accounts: Sequence[Accounted]) -> list[Accounted]:
    """The rows of the subjects that must be complete which nothing accounts for."""
    wanted = subjects()
    return [
        accounted
        for accounted in accounts
        if accounted.row.subject in wanted and accounted.state == "unaccounted"
    ]
