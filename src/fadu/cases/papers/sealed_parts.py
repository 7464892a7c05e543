# SPDX-License-Identifier: MulanPSL-2.0
"""What a paper prints masked of its parties and of whom its act names, kept beside it as it is sealed, so that the copy of the
file can be read.

Only what this form prints: a token nobody needs is not copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.world.sealed import is_sealed
from fadu.kernel.identifiers import phone
from fadu.people import sealing
from fadu.records.forms.checks import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.model import Field
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


def masked(field: Field, value: Any) -> str:
    """A sealed value of the main file as papers print it; nothing of one of the secondary file, nor of what was sealed already."""
    if field.secondary or not value or is_sealed(value):
        return ""
    return phone.mask(str(value))


def kept_of_act(world: World, form: Form, payload: Mapping[str, Any]) -> dict[str, str]:
    """What a form prints masked of the act at hand, as it is sealed: field -> token."""
    fields = world.procedure.fields
    said = [
        key for key in payload if key in fields and fields[key].sealed and masked(fields[key], payload[key])
    ]
    return {
        key: sealing.seal(str(payload[key]), owner=f"case:{world.case}")
        for key in sorted(said)
        if f"own.{key}" in named(form)
    }


def _printed(form: Form) -> set[str]:
    """The sealed parts of a party that a form names."""
    names = (name.partition(".") for name in named(form))
    return {SEALED[part] for root, _, part in names if root in ("party", "parties") and part in SEALED}
