# SPDX-License-Identifier: MulanPSL-2.0
"""Why a row of the tables of law has no rule of its own: said row by row, or of a whole subject or instrument at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fadu.kernel.place import Place
from fadu.kernel.yaml_reader import read
from fadu.law.errors import LawDataError

if TYPE_CHECKING:
    from fadu.kernel.problems import Source
    from fadu.kernel.yaml_reader import Map
    from fadu.law.tables import Row

FOLDER = Path(__file__).parent / "data" / "coverage"
#: what a reason may say of its rows
STATES = ("elsewhere", "kept", "awaiting", "not_ours", "unexplained")
_GROUP = "条目说明的一组"
_SUBJECT = "主题说明的一项"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What is said of a row, and why.

    ``state`` is ``elsewhere`` (``by`` names what does its work), ``kept`` (only to be looked up), ``awaiting`` (the kind
    named so), ``not_ours``, or ``unexplained``: what is done of it is not the whole, and ``text`` says what is missing.
    """

    state: str
    text: str
    by: tuple[str, ...] = ()
    awaiting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """All reasons. The row's own comes first, then that of its instrument within the subject, then that of the subject."""

    by_row: Mapping[str, Reason] = field(default_factory=dict)
    #: (subject, instrument), or (subject, "") for the whole subject
    by_subject: Mapping[tuple[str, str], Reason] = field(default_factory=dict)
    #: subject -> the kind of case that its rows belong to and that stands already
    built: Mapping[str, str] = field(default_factory=dict)
    #: kinds and registers that are not built yet, with their titles
    awaited: Mapping[str, str] = field(default_factory=dict)

    def of(self, row: Row) -> Reason | None:
        """What is said of a row, if anything."""
        return (
            self.by_row.get(row.id)
            or self.by_subject.get((row.subject, row.instrument))
            or self.by_subject.get((row.subject, ""))
        )


def reasons(folder: Path = FOLDER) -> Reasons:
    """The reasons as shipped. Raises LawDataError with file, line and column."""
    awaited = _awaited(folder / "awaited.yaml")
    built, by_subject = _subjects(folder / "subjects.yaml", awaited)
    return Reasons(
        by_row=_rows(folder / "reasons.yaml", awaited), by_subject=by_subject, built=built, awaited=awaited
    )


def _opened(path: Path, key: str, what: str) -> tuple[Any, Place]:
    top, place = read(path, LawDataError), Place(path=str(path), error=LawDataError)
    place.known(top, (key,), what)
    return top, place


def _awaited(path: Path) -> dict[str, str]:
    top, place = _opened(path, "awaited", "待建种类")
    titles = place.part(top, "awaited")
    return {str(key): place.text(titles, key, "待建种类") for key in titles}


def _subjects(path: Path, awaited: Mapping[str, str]) -> tuple[dict[str, str], dict[tuple[str, str], Reason]]:
    top, place = _opened(path, "subjects", "主题说明")
    built: dict[str, str] = {}
    by_subject: dict[tuple[str, str], Reason] = {}
    for item, at in place.entries(top, "subjects", "主题说明"):
        part = place.mapping(item, at, _SUBJECT)
        subject = place.text(part, "subject", _SUBJECT)
        if "built" in part:
            place.known(part, ("subject", "built"), _SUBJECT)
            _once(place, at, subject, built)
            built[subject] = place.text(part, "built", _SUBJECT)
            continue
        place.known(part, ("subject", "instruments", "reason", "state", "awaiting"), _SUBJECT)
        reason = _reason(place, part, at, _SUBJECT, awaited)
        for instrument in place.texts(part, "instruments", _SUBJECT) or ("",):
            _once(place, at, (subject, instrument), by_subject)
            by_subject[subject, instrument] = reason
    for subject, instrument in by_subject:
        if not instrument and subject in built:
            place.fail(top.at("subjects"), f"主题“{subject}”既写为已建，又有整个主题的理由。")
    return built, by_subject


def _rows(path: Path, awaited: Mapping[str, str]) -> dict[str, Reason]:
    top, place = _opened(path, "coverage", "条目说明")
    by_row: dict[str, Reason] = {}
    for item, at in place.entries(top, "coverage", "条目说明"):
        group = place.mapping(item, at, _GROUP)
        place.known(group, ("rows", "reason", "by", "state", "awaiting"), _GROUP)
        reason = _reason(place, group, at, _GROUP, awaited)
        for row, where in place.entries(group, "rows", _GROUP):
            _once(place, where, str(row), by_row)
            by_row[str(row)] = reason
    return by_row


def _once(place: Place, at: Source, key: object, known: Mapping[Any, object]) -> None:
    if key in known:
        name = "、".join(filter(None, key)) if isinstance(key, tuple) else key
        place.fail(at, f"“{name}”写了两次。")


def _reason(place: Place, part: Map, at: Source, what: str, awaited: Mapping[str, str]) -> Reason:
    """A reason says one thing: what does the work (``by``), what is awaited (``awaiting``), or a ``state``."""
    named = [key for key in ("by", "awaiting", "state") if key in part]
    if len(named) != 1:
        place.fail(at, f"{what}应写 by、awaiting、state 中的一项；实为“{'、'.join(named) or '没有写'}”。")
    text = place.text(part, "reason", what)
    if named == ["by"]:
        return Reason(state="elsewhere", text=text, by=place.texts(part, "by", what))
    if named == ["awaiting"]:
        kind = place.text(part, "awaiting", what)
        place.resolve(part.at("awaiting"), "待建种类", kind, awaited)
        return Reason(state="awaiting", text=text, awaiting=kind)
    return Reason(state=place.one_of(part, "state", what, ("kept", "not_ours", "unexplained")), text=text)
