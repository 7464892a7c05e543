# SPDX-License-Identifier: MulanPSL-2.0
"""The witness: heads kept in a file outside the home folder; only so is an old backup detectable."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from fadu.ledger import selectors

if TYPE_CHECKING:
    from fadu.ledger.models import TreeHead


def keep(head: TreeHead) -> None:
    """Append a head to the witness path."""
    path = getattr(settings, "FADU_WITNESS", "")
    if not path:
        return
    line = json.dumps(selectors.head_as_json(head), sort_keys=True)
    place = Path(path)
    known = place.read_text(encoding="ascii").splitlines()[-1:] if place.exists() else []
    if known != [line]:
        with place.open("a", encoding="ascii") as file:
            file.write(line + "\n")


def heads() -> list[dict[str, Any]]:
    """The head kept last; nothing where there is no witness."""
    path = getattr(settings, "FADU_WITNESS", "")
    if not path or not Path(path).exists():
        return []
    return [json.loads(line) for line in Path(path).read_text(encoding="ascii").splitlines()[-1:]]
