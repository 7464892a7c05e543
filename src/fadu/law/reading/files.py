# SPDX-License-Identifier: MulanPSL-2.0
"""Opening files of law and going over their parts: every key read once, one that two files define refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from fadu.kernel.yaml_reader import Map, read
from fadu.law.errors import LawDataError
from fadu.law.reading import bases, catalogues, registers, rules
from fadu.law.reading.place import LawPlace

if TYPE_CHECKING:
    from pathlib import Path

    from fadu.kernel.problems import Source
    from fadu.law.catalogue import Catalogue, Entry
    from fadu.law.reading.place import Written

T = TypeVar("T")
#: an opened file: where it stands, and what its top holds
File = tuple[LawPlace, Map]
#: the parts of a file of law that hold rules
RULES: Mapping[str, Callable[[LawPlace, str, Any, Source], Iterator[Written[Any]]]] = {
    "limits": rules.limits,
    "thresholds": rules.thresholds,
    "options": rules.options,
    "provisions": rules.provisions,
    "remedies": rules.remedies,
    "holidays": rules.holidays,
    "bases": bases.bases,
}
#: the parts that hold what rules refer to
REGISTERS = ("instruments", "bodies", "events", "catalogues")


def opened(paths: Iterable[Path]) -> list[File]:
    """The files with the registers that all of them bring. Raises LawDataError with file, line and column."""
    files = [_opened(path) for path in paths]
    instruments = _register(files, "instruments", registers.instrument)
    bodies = _register(files, "bodies", registers.body)
    events = _register(files, "events", registers.event)
    return [
        (replace(place, instruments=instruments, bodies=bodies, events=events), top) for place, top in files
    ]


def _opened(path: Path) -> File:
    place, top = LawPlace(path=str(path)), read(path, LawDataError)
    place.known(top, (*RULES, *REGISTERS, "entries"), "法律数据文件")
    return place, top


def _register(
    files: Iterable[File], part: str, read_entry: Callable[[LawPlace, str, Any, Source], T]
) -> dict[str, T]:
    return {key: read_entry(place, key, value, at) for place, key, value, at in entries(files, part)}


def entries(files: Iterable[File], part: str) -> Iterator[tuple[LawPlace, str, Any, Source]]:
    """Every entry of a part with its place, over all files. Raises LawDataError where two files define one."""
    homes: dict[str, str] = {}
    for place, top in files:
        section = place.part(top, part)
        for key, value in section.items():
            if key in homes:
                place.fail(section.at(key), f"“{key}”在 {homes[key]} 中已有定义。")
            homes[key] = place.path
            yield place, key, value, section.at(key)


def rules_of(files: Iterable[File], part: str) -> dict[str, list[Written[Any]]]:
    """The rules of a part by key, over all files. Raises LawDataError."""
    read_rule = RULES[part]
    return {key: list(read_rule(place, key, value, at)) for place, key, value, at in entries(files, part)}


def catalogues_of(files: Iterable[File]) -> tuple[dict[str, Catalogue], list[Written[Entry]], dict[str, str]]:
    """The catalogues with their entries, the entries as written, and limit -> the catalogue that may say it otherwise. Raises LawDataError."""
    files = list(files)
    known = _register(files, "catalogues", catalogues.catalogue)
    limits = {
        key: (place.mapping(rule, at, f"期限“{key}”"), place)
        for place, key, rule, at in entries(files, "limits")
    }
    special = {key: (rule, place.text(rule, "special", key, "")) for key, (rule, place) in limits.items()}
    for key, (rule, catalogue) in special.items():
        if catalogue:
            limits[key][1].resolve(rule.at("special"), "目录", catalogue, known)
    written = [
        each
        for place, key, value, at in entries(files, "entries")
        for each in catalogues.entry(place, key, value, at, catalogues=known, limits=special)
    ]
    return (
        catalogues.held_together(written, known),
        written,
        {key: catalogue for key, (_, catalogue) in special.items() if catalogue},
    )
