# SPDX-License-Identifier: MulanPSL-2.0
"""Which form a paper of a case is made with: the kind's own, or one all kinds share, in force on a day."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fadu.records
from fadu.kernel.errors import UnknownNameError
from fadu.procedure.library import library
from fadu.records import forms

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.model import Procedure
    from fadu.records.forms import Form

#: where a procedure names no pattern of its own
DEFAULT_NUMBER = "{abbreviation}市监{title}〔{year}〕{serial}号"
SHARED = Path(next(iter(fadu.records.__path__))) / "documents"


@cache
def forms_in(folder: Path) -> dict[str, Any]:
    """The forms of a folder, all editions, read once."""
    return forms.editions(folder) if folder.is_dir() else {}


def numbered() -> dict[str, tuple[str, str]]:
    """Every series of numbers there is: series -> (whose numbers they are, how they are written by default)."""
    by_series: dict[str, tuple[str, str]] = {}
    for kind in library().kinds():
        procedure = library().editions(kind)[-1]
        by_series[f"case:{kind}"] = (f"{procedure.title}案号", number_pattern(procedure))
        for editions in forms_in(library().folders[kind] / "documents").values():
            by_series.update(
                (form.series or form.key, (f"《{form.title}》", form.number))
                for form in editions
                if form.number
            )
    return by_series


def number_pattern(procedure: Procedure) -> str:
    """How the numbers of a kind of case are written: as its procedure says, else in the common way."""
    return procedure.number or DEFAULT_NUMBER.replace("{title}", procedure.title)


def forms_of(procedure: Procedure) -> dict[str, Any]:
    """The forms of a kind itself, all editions, by key."""
    return forms_in(_folder(procedure.path))


def form_of(procedure: Procedure, template: str, on: date) -> Form:
    """The form of that name in force on a day: the kind's own, or one all kinds share."""
    known = _known(procedure.path)
    if template not in known:
        raise UnknownNameError("文书格式", template, known)
    return forms.edition(known, template, on)


@cache
def _known(path: str) -> dict[str, Any]:
    """The forms that a kind may use, its own before those all kinds share; by the path of one of its editions."""
    return {**forms_in(SHARED), **forms_in(_folder(path))}


@cache
def _folder(path: str) -> Path:
    return Path(path).parent.parent / "documents"
