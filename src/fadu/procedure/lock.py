# SPDX-License-Identifier: MulanPSL-2.0
"""The file ``released.lock`` of a procedure folder: the released editions, what each was released as, and its errata."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOCK = "released.lock"


class LockError(FaduError):
    """发布登记无法读取。"""

    code = "released_lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The fingerprints of a released edition: what judges, by the first day of each span of law, and its words."""

    judges: Mapping[str, str]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A released edition put right: when, by whom, why, and the fingerprints before and after."""

    on: date
    by: str
    reason: str
    before: Marks
    after: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A released edition. ``code``: guard or fact -> its version and the digest of the code behind it."""

    on: date
    marks: Marks
    code: Mapping[str, tuple[int, str]]
    errata: tuple[Erratum, ...] = ()


def read(folder: Path) -> dict[str, Release]:
    """Edition day -> release, as the lock of a procedure folder says; empty where there is none. Raises LockError."""
    path = folder / LOCK
    if not path.exists():
        return {}
    try:
        return {
            edition: _release(entry)
            for edition, entry in json.loads(path.read_text(encoding="utf-8")).items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LockError(f"{path}：发布登记已损坏或者不是本版本写的；请从发布包恢复这个文件。") from error


def _release(entry: Mapping[str, Any]) -> Release:
    return Release(
        on=date.fromisoformat(entry["released_on"]),
        marks=_marks(entry),
        code={key: (int(version), str(mark)) for key, (version, mark) in entry["code"].items()},
        errata=tuple(
            Erratum(
                on=date.fromisoformat(item["on"]),
                by=str(item["by"]),
                reason=str(item["reason"]),
                before=_marks(item["before"]),
                after=_marks(item["after"]),
            )
            for item in entry.get("errata", ())
        ),
    )


def _marks(entry: Mapping[str, Any]) -> Marks:
    return Marks(judges=dict(entry["judges"]), words=str(entry["words"]))


def write(folder: Path, locked: Mapping[str, Release]) -> None:
    """Write the lock beside itself and put it in place at once, so that it is never half-written."""
    content = {
        edition: {
            "released_on": release.on.isoformat(),
            **plain(release.marks),
            "code": {key: list(mark) for key, mark in release.code.items()},
            "errata": [
                {
                    "on": e.on.isoformat(),
                    "by": e.by,
                    "reason": e.reason,
                    "before": plain(e.before),
                    "after": plain(e.after),
                }
                for e in release.errata
            ],
        }
        for edition, release in sorted(locked.items())
    }
    beside = folder / f"{LOCK}.new"
    beside.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    beside.replace(folder / LOCK)


def plain(marks: Marks) -> dict[str, Any]:
    """Fingerprints as they are written down."""
    return {"judges": dict(marks.judges), "words": marks.words}
