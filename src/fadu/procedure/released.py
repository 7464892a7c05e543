# SPDX-License-Identifier: MulanPSL-2.0
"""Released editions never change: ``released.lock`` keeps the fingerprint of each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from fadu.procedure.model import Procedure

LOCK = "released.lock"


class ReleasedEditionChangedError(FaduError):
    """已发布的程序版本被修改。"""

    code = "released_edition_changed"


def released(folder: Path) -> dict[str, str]:
    """Edition date -> fingerprint, as the lock of a folder says; empty where there is none."""
    path = folder / LOCK
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def changed(folder: Path, editions: Iterable[Procedure]) -> Mapping[str, str]:
    """Released editions that are gone or say something else -> what is wrong with each."""
    found = {procedure.edition.isoformat(): procedure.fingerprint for procedure in editions}
    return {
        edition: "文件已不存在" if edition not in found else "内容已改变"
        for edition, mark in released(folder).items()
        if found.get(edition) != mark
    }


def check(folder: Path, editions: Iterable[Procedure]) -> None:
    """Refuse a folder whose released editions changed. Raises ReleasedEditionChangedError."""
    wrong = changed(folder, editions)
    if wrong:
        told = "；".join(f"{edition}版{what}" for edition, what in wrong.items())
        raise ReleasedEditionChangedError(f"{folder}：{told}。已发布的版本不得修改；法律有变的，另立新版本。")


def write(folder: Path, procedure: Procedure) -> None:
    """Add an edition to the lock of its folder. Raises ReleasedEditionChangedError if it is there and differs."""
    lock = released(folder)
    edition = procedure.edition.isoformat()
    if lock.get(edition, procedure.fingerprint) != procedure.fingerprint:
        raise ReleasedEditionChangedError(
            f"{folder}：{edition}版已经发布，不得修改；法律有变的，另立新版本。"
        )
    lock[edition] = procedure.fingerprint
    text = json.dumps(dict(sorted(lock.items())), ensure_ascii=False, indent=2)
    (folder / LOCK).write_text(text + "\n", encoding="utf-8")
