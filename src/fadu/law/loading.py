# SPDX-License-Identifier: MulanPSL-2.0
"""From folders of data files to the law: each file read strictly, then all of them held against each other.

Law kept from before needs no readers, so they are imported where files are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fadu.kernel.kinds import handed_down
from fadu.kernel.remembering import code_mark, mark_of, remembered
from fadu.law.library import Law

if TYPE_CHECKING:
    from fadu.law.reading.files import File
    from fadu.law.reading.place import Written

DATA = Path(__file__).parent / "data"
#: of a law, what is not read from its files: the calendar is read by itself, last days are worked out
_NOT_READ = ("calendar", "_dues")
#: the parts whose keys name the law for guards and indicators: no two of them share a key
_NAMING = ("limits", "thresholds", "options", "provisions", "bases")


def folders() -> list[Path]:
    """Where law is kept: this room's own, and the `law` folder of each kind of case."""
    return [DATA / "limits", DATA, *(kind.law for kind in handed_down() if kind.law.is_dir())]


def library() -> Law:
    """All law there is, read once: this room's and that of the kinds."""
    return handed_down().derived("law", _remembered)


def mark() -> str:
    """A mark over all law there is and its readers, for what is worked out from law and kept; empty where nothing is kept."""
    files = (file for place in folders() for file in place.rglob("*.yaml"))
    return handed_down().derived("mark of law", lambda: mark_of(files, code_mark("kernel", "law")))


def _remembered() -> Law:
    """The law of all folders, as it was read before where no file of it and no reader changed. The calendar is remembered by itself."""
    return Law(**remembered("law", mark(), lambda: _tables(load(folders()))))


def _tables(law: Law) -> Mapping[str, Any]:
    return {part.name: getattr(law, part.name) for part in fields(law) if part.name not in _NOT_READ}


def load(places: Iterable[Path]) -> Law:
    """Read the law of these folders. Raises LawDataError with file, line, column and the nearest name."""
    from fadu.law.reading import proofs
    from fadu.law.reading.files import RULES, catalogues_of, opened, rules_of

    files = opened(path for folder in places for path in sorted(folder.glob("*.yaml")))
    books = {part: rules_of(files, part) for part in RULES}
    _named_once(files)
    for book in books.values():
        proofs.follow(chain.from_iterable(book.values()))
    catalogues, written, specials = catalogues_of(files)
    proofs.follow(written)
    proofs.lean(books["limits"], chain.from_iterable(books["remedies"].values()), written)
    proofs.follow_remedies(books["remedies"], chain.from_iterable(books["bases"].values()))
    return Law(
        limits_by_key=_by_date({key: values for key, values in books["limits"].items() if values}),
        thresholds_by_key=_by_date(books["thresholds"]),
        options_by_list=_as_written(books["options"]),
        provisions_by_key=_by_date(books["provisions"]),
        bases_by_key=_by_date(books["bases"]),
        remedy_rules=_as_written(books["remedies"]),
        instruments=files[0][0].instruments if files else {},
        events=files[0][0].events if files else {},
        catalogues=catalogues,
        specials=specials,
    )


def _named_once(files: Iterable[File]) -> None:
    from fadu.law.reading.files import entries

    parts: dict[str, str] = {}
    for part in _NAMING:
        for place, key, _, source in entries(files, part):
            if key in parts:
                place.fail(source, f"“{key}”已是 {parts[key]} 的键；{'、'.join(_NAMING)} 的键不能相同。")
            parts[key] = part


def _as_written(book: Mapping[str, list[Written[Any]]]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(each.value for each in values) for key, values in sorted(book.items())}


def _by_date(book: Mapping[str, list[Written[Any]]]) -> dict[str, tuple[Any, ...]]:
    """The values of each key, the oldest first."""
    return {
        key: tuple(sorted(values, key=lambda value: value.in_force_from))
        for key, values in _as_written(book).items()
    }
