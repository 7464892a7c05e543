# SPDX-License-Identifier: MulanPSL-2.0
"""Which form a paper of a case is made with: the kind's own, or one all kinds share, in force on a day."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fadu.records
from fadu.kernel.errors import UnknownNameError
from fadu.records import forms

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.model import Procedure
    from fadu.records.forms import Form

SHARED = Path(next(iter(fadu.records.__path__))) / "documents"


@cache
def forms_in(folder: Path) -> dict[str, Any]:
    """The forms of a folder, all editions, read once."""
    return forms.editions(folder) if folder.is_dir() else {}


def form_of(procedure: Procedure, template: str, on: date) -> Form:
    """The form of that name in force on a day: the kind's own, or one all kinds share."""
    own = forms_in(Path(procedure.path).parent.parent / "documents")
    known = {**forms_in(SHARED), **own}
    if template not in known:
        raise UnknownNameError("文书格式", template, known)
    return forms.edition(known, template, on)
