# SPDX-License-Identifier: MulanPSL-2.0
"""Full-text search in Chinese by pairs of characters, the same on both databases.

Sealed fields never enter the index; visibility is joined inside the query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.grams import grams, query_grams
from fadu.storage.fulltext import WordIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from django.db.models import QuerySet

    from fadu.cases.models import Case
    from fadu.cases.rows import Given
    from fadu.procedure.model import Field
    from fadu.procedure.state import State

#: fields of rows whose words are searched; a key of a list or of a party is no word
_TEXTS = frozenset({"text", "longtext"})
#: the words of every case; the migration that made it names it alike
INDEX = WordIndex(name="cases_search", table="cases_searchtext", words="grams", row="case_id")


def words(state: State, given: Given) -> str:
    """The words a case is found by, each once and in a fixed order: number, title, parties and the open fields of its acts, those of rows
    among them.
    """
    return " ".join(sorted(set(grams(_text(state, given)))))


def _text(state: State, given: Given) -> str:
    fields = given.procedure.fields
    words = [given.number, given.title, *(party.name for party in state.parties)]
    words += [d.number for d in state.documents]
    words += [
        value for key, value in state.fields.items() if isinstance(value, str) and _is_open(fields.get(key))
    ]
    for key, rows in (*state.fields.items(), *state.lists.items()):
        if isinstance(rows, (list, tuple)) and (key not in fields or _is_open(fields[key])):
            columns = {column.key: column for column in fields[key].columns} if key in fields else fields
            words += _of_rows(rows, columns)
    return " ".join(words)


def _of_rows(rows: Iterable[Any], columns: Mapping[str, Field]) -> Iterator[str]:
    """The open texts of rows: what a photograph is called, what was preserved."""
    for row in rows:
        if isinstance(row, dict):
            yield from (
                value
                for key, value in row.items()
                if isinstance(value, str) and _is_open(columns.get(key)) and columns[key].type in _TEXTS
            )


def _is_open(field: Field | None) -> bool:
    return field is not None and not (field.sealed or field.secondary)


def matching(cases: QuerySet[Case], text: str, *, last: int | None = None) -> QuerySet[Case]:
    """Those of the given cases (already what the reader may see) that contain the words; with ``last`` only of so many of all
    cases with these words that were entered last.
    """
    wanted = query_grams(text)
    if not wanted:
        return cases.none()
    return INDEX.holding(cases, wanted, last=last)
