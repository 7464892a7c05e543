# SPDX-License-Identifier: MulanPSL-2.0
"""Taking values out of a file of law: as out of every file of definitions, and with the instruments, bodies and events known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

from fadu.kernel import place
from fadu.kernel.problems import nearest
from fadu.law import instruments
from fadu.law.errors import LawDataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.kernel.problems import DefinitionError, Source
    from fadu.kernel.yaml_reader import Map
    from fadu.law.events import Event
    from fadu.law.extending import Body
    from fadu.law.instruments import Instrument

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawPlace(place.Place):
    """The file being read, with the registers of instruments, of bodies that may decide, and of events."""

    error: type[DefinitionError] = LawDataError
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)

    def articles(self, block: Map, key: str, what: str, first: date, last: date | None) -> tuple[str, ...]:
        """Articles the register holds, of instruments in force from the first day to the last."""
        cites = self.distinct(block, key, what)
        for cite in cites:
            self._in_force(block.at(key), what, cite, first, last)
        return cites

    def distinct(self, block: Map, key: str, what: str) -> tuple[str, ...]:
        """Texts under a key, none of them twice; absent: none."""
        texts = self.texts(block, key, what)
        twice = next((text for i, text in enumerate(texts) if text in texts[:i]), None)
        if twice is not None:
            self.fail(block.at(key), f"{what}的“{key}”里“{twice}”写了两次。")
        return texts

    def _in_force(self, source: Source, what: str, cite: str, first: date, last: date | None) -> None:
        known = instruments.cite(cite, self.instruments)
        if known is None:
            self.fail(source, f"{what}引用的“{cite}”不在法律文件登记簿上。", self._nearest(cite))
        held = known.instrument
        begins, ends = held.in_force_from, held.in_force_to or "9999-12-31"
        if begins > first.isoformat() or ends < (last.isoformat() if last else "9999-12-31"):
            self.fail(
                source,
                f"{what}自{first}至{last or '今'}施行，所引用的“{cite}”自{begins}至{held.in_force_to or '今'}有效。",
            )

    def _nearest(self, cite: str) -> str:
        """The nearest instrument, with the same article; nothing where the article is beyond its last."""
        name, _, article = cite.rpartition(" ")
        if not name:
            return nearest(cite, self.instruments)
        closest = nearest(name, self.instruments)
        return f"{closest} {article}" if closest and closest != name else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Generic[T]):
    """A value with the place where it is written, for what shows only once all files are read."""

    value: T
    place: LawPlace
    block: Map
    what: str

    def fail(self, key: str, message: str, suggestion: str = "") -> NoReturn:
        """Refuse the file, pointing at a key of the value. Raises LawDataError."""
        self.place.fail(self.block.at(key), f"{self.what}{message}", suggestion)
