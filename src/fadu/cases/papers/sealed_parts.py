# SPDX-License-Identifier: MulanPSL-2.0
"""What a paper prints masked of its parties, kept beside it as it is sealed, so that the copy of the file can be read.

Only what this form prints: a token nobody needs is not copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.records.forms.checks import uses

if TYPE_CHECKING:
    from fadu.records.forms import Form

#: part of a party as a form names it -> what is sealed of it
SEALED = {"phone": "phone", "address": "address", "id_number": "id_number", "identity": "id_number"}


def kept_for(form: Form, parties: list[dict[str, Any]]) -> None:
    """Leave with each of the parties the tokens of what the form prints of them, and no others."""
    wanted = _printed(form) if any(row.get("sealed") for row in parties) else set()
    for row in parties:
        kept = {part: token for part, token in row.pop("sealed", {}).items() if part in wanted}
        if kept:
            row["sealed"] = kept


def _printed(form: Form) -> set[str]:
    """The sealed parts of a party that a form names."""
    names = (use.name.partition(".") for use in uses(form.blocks))
    return {SEALED[part] for root, _, part in names if root in ("party", "parties") and part in SEALED}
