# SPDX-License-Identifier: MulanPSL-2.0
"""Released editions never change unseen: ``released.lock`` keeps what judges in each, its words, and every erratum.

An edition is released with its pin on each day of its reign, known by then, on which the law it reaches changes. Law that
comes later brings later days and leaves these as they are; law written in afterwards for a day gone by does not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure import lock, pins
from fadu.procedure.behind import code_digest
from fadu.procedure.facts import version_of
from fadu.procedure.lock import Erratum, Marks, Release
from fadu.procedure.reaching import facts_named, guards_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from fadu.law import Law
    from fadu.procedure.model import Procedure

_DAY = timedelta(days=1)
_REMEDY = (
    "已发布的版本不得修改；法律有变的，另立新版本；发布时写错的，用 fadu procedure erratum 更正并写明理由。"
)


class ReleasedEditionChangedError(FaduError):
    """已发布的程序版本被修改。"""

    code = "released_edition_changed"


def marks_of(procedure: Procedure, law: Law | None, *, until: date | None, known_on: date) -> Marks:
    """The fingerprints of an edition that reigns until a day (None: still), with the law known on a day."""
    end = known_on + _DAY if until is None else min(until, known_on + _DAY)
    return Marks(
        judges={
            day.isoformat(): pins.of(procedure, law, day).judges
            for day in pins.days_of(procedure, law, max(end, procedure.edition + _DAY))
        },
        words=pins.of(procedure, law, procedure.edition).words,
    )


def changed(folder: Path, editions: Iterable[Procedure], law: Law | None) -> Mapping[str, str]:
    """Released editions that are gone or say something else -> what is wrong with each, in words."""
    locked = lock.read(folder)
    if not locked:
        return {}
    reigns = {procedure.edition.isoformat(): (procedure, until) for procedure, until in _reigns(editions)}
    wrong = {}
    for edition, release in locked.items():
        if edition not in reigns:
            wrong[edition] = "文件已不存在"
        elif changes := "、".join(_changes(release, *reigns[edition], law)):
            wrong[edition] = f"{changes}已改变"
    return wrong


def check(folder: Path, editions: Iterable[Procedure], law: Law | None) -> None:
    """Refuse a folder whose released editions changed. Raises ReleasedEditionChangedError."""
    wrong = changed(folder, editions, law)
    if wrong:
        changes = "；".join(f"{edition}版{what}" for edition, what in wrong.items())
        raise ReleasedEditionChangedError(f"{folder}：{changes}。{_REMEDY}")


def recoded(folder: Path, procedure: Procedure) -> tuple[str, ...]:
    """The guards and facts of a released edition whose code is not what it was, and whose version was not raised."""
    release = lock.read(folder).get(procedure.edition.isoformat())
    if release is None:
        return ()
    now = _code_of(procedure)
    return tuple(
        key for key, was in release.code.items() if key in now and now[key][0] == was[0] and now[key] != was
    )


def write(
    folder: Path,
    editions: Iterable[Procedure],
    edition: date,
    law: Law | None,
    *,
    on: date,
    confirmed: bool = True,
) -> Release:
    """Release an edition on a day; one released already is looked at again, and only the digests of its code are renewed.

    Not ``confirmed``, only say what that would be. Raises ReleasedEditionChangedError where it was released and says something else now.
    """
    locked, (procedure, until) = lock.read(folder), _reign(editions, edition)
    before = locked.get(edition.isoformat())
    if before is not None and (changes := "、".join(_changes(before, procedure, until, law))):
        raise ReleasedEditionChangedError(f"{folder}：{edition}版已经发布，{changes}已改变。{_REMEDY}")
    code = _code_of(procedure)
    marks = marks_of(procedure, law, until=until, known_on=on)
    release = Release(on=on, marks=marks, code=code) if before is None else replace(before, code=code)
    if confirmed:
        lock.write(folder, {**locked, edition.isoformat(): release})
    return release


def correct(
    folder: Path,
    editions: Iterable[Procedure],
    edition: date,
    law: Law | None,
    *,
    on: date,
    by: str,
    reason: str,
    confirmed: bool = True,
) -> Erratum:
    """Put a released edition right as it stands now, with who does it and why; not ``confirmed``, only say what that would be.

    Raises FaduError where there is nothing to put right.
    """
    locked, (procedure, until) = lock.read(folder), _reign(editions, edition)
    before = locked.get(edition.isoformat())
    if before is None:
        raise FaduError(f"{edition}版没有发布，可以直接修改，不需要更正。")
    if not reason.strip():
        raise FaduError("更正应写明理由（--reason）。")
    if confirmed and not by.strip():
        raise FaduError("更正应写明由谁作出（--by）。")
    if not any(_changes(before, procedure, until, law)):
        raise FaduError(f"{edition}版与发布时一致，没有需要更正的内容。")
    after = marks_of(procedure, law, until=until, known_on=on)
    erratum = Erratum(on=on, by=by.strip(), reason=reason.strip(), before=before.marks, after=after)
    if confirmed:
        release = replace(before, marks=after, code=_code_of(procedure), errata=(*before.errata, erratum))
        lock.write(folder, {**locked, edition.isoformat(): release})
    return erratum


# -- comparing -------------------------------------------------------------------------------------


def _changes(release: Release, procedure: Procedure, until: date | None, law: Law | None) -> Iterator[str]:
    known_on = release.errata[-1].on if release.errata else release.on
    now = marks_of(procedure, law, until=until, known_on=known_on)
    reigned = {
        day: mark for day, mark in release.marks.judges.items() if until is None or day < until.isoformat()
    }
    if now.judges.get(procedure.edition.isoformat()) != reigned.get(procedure.edition.isoformat()):
        yield "办理规则"
    elif now.judges != reigned:
        days = sorted(day for day in {*now.judges, *reigned} if now.judges.get(day) != reigned.get(day))
        yield f"自{days[0]}起适用的期限、界限或者清单"
    if now.words != release.marks.words:
        yield "文字"


def _reigns(editions: Iterable[Procedure]) -> Iterator[tuple[Procedure, date | None]]:
    """Each edition with the day the next one begins."""
    ordered = sorted(editions, key=lambda procedure: procedure.edition)
    for procedure, following in zip_longest(ordered, ordered[1:]):
        yield procedure, following.edition if following else None


def _reign(editions: Iterable[Procedure], edition: date) -> tuple[Procedure, date | None]:
    return next(reign for reign in _reigns(editions) if reign[0].edition == edition)


def _code_of(procedure: Procedure) -> dict[str, tuple[int, str]]:
    guards = {f"guard {n}": (s.version, code_digest(s.function)) for n, s in guards_named(procedure).items()}
    facts = {f"fact {n}": (version_of(f), code_digest(f)) for n, f in facts_named(procedure).items()}
    return {**guards, **facts}
