# SPDX-License-Identifier: MulanPSL-2.0
"""Which values of an act's body lie in the secondary part of its ledger entry, and which in the sealed one.

Sealed is what is sealed; secondary, what the procedure keeps in the secondary file (副卷), papers and files of that file,
the warnings an officer was shown, and what was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fadu.cases.world.sealed import SIGNED, is_sealed
from fadu.ledger.rules import SEALED, SECONDARY
from fadu.procedure.library import library

if TYPE_CHECKING:
    from fadu.ledger.parts import Path
    from fadu.procedure.model import Field, Procedure

#: what of every act is the bureau's own affair
INTERNAL = ("request_id", "request_salt", "request_digest", "warnings")
#: the part of an act of a parent in which the fields that a child handed up lie
HANDED = "fields"


def closed_in(procedure: Procedure, body: Mapping[str, Any]) -> dict[Path, str]:
    """The paths of a body's closed values, with the part of each."""
    closed: dict[Path, str] = {(name,): SECONDARY for name in INTERNAL if body[name]}
    closed.update(_of_payload(procedure.fields, body["payload"], ("payload",)))
    return closed


def _of_payload(
    fields: Mapping[str, Field], payload: Mapping[str, Any], at: Path
) -> Iterator[tuple[Path, str]]:
    of_secondary = payload.get("access") == SECONDARY
    for key, value in payload.items():
        field, path = fields.get(key), (*at, key)
        if is_sealed(value) or (field is not None and field.sealed):
            yield path, SEALED
        elif of_secondary or (field is not None and field.secondary):
            yield path, SECONDARY
        elif key == "documents":
            yield from (((*path, n), SECONDARY) for n, one in enumerate(value) if _is_secondary(one))
        elif key == SIGNED and isinstance(value, Mapping):
            yield from _of_payload(fields, value, path)
        elif key == HANDED and isinstance(value, Mapping):
            yield from _of_payload(_fields_of(str(payload.get("matter"))), value, path)


def _is_secondary(paper: Any) -> bool:
    return isinstance(paper, Mapping) and paper.get("access") == SECONDARY


def _fields_of(kind: str) -> Mapping[str, Field]:
    """The fields of a kind's editions; one that any of them keeps closed is closed."""
    fields: dict[str, Field] = {}
    for procedure in library().editions(kind):
        for key, field in procedure.fields.items():
            if key not in fields or field.sealed or field.secondary:
                fields[key] = field
    return fields
