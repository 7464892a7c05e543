# SPDX-License-Identifier: MulanPSL-2.0
"""Days set for somebody: of each day that may lie ahead it is said that it is not over when it is set, or why it may be.

No term and no appointment escapes: a day that does not say ``ahead`` is refused wherever it lies after its act, so that no day to
come can be set by it; and what an act extends a term to says ``ahead``, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.ahead import DAYS
from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Field, Procedure


def lines(procedure: Procedure) -> Iterator[Line]:
    """One line for each day that may lie ahead, columns of rows, too, and for each day to which a term is extended."""
    extended = {field for action in procedure.actions.values() for field in action.extends.values()}
    for key, field in _days(procedure):
        if not (field.ahead or key in extended):
            continue
        problem = _problem(field)
        yield Line(
            code=f"day_set:{key}",
            title=f"“{field.title}”写明了办理之日能否已过",
            ok=not problem,
            witness=problem or field.past_because or "不早于办理之日",
            source=field.source,
        )


def _days(procedure: Procedure) -> Iterator[tuple[str, Field]]:
    for key, field in procedure.fields.items():
        if field.type in DAYS:
            yield key, field
        yield from ((f"{key}.{column.key}", column) for column in field.columns if column.type in DAYS)


def _problem(field: Field) -> str:
    if not field.ahead:
        return f"期限延长至“{field.title}”，应写 ahead: true，并写 not_past: true。"
    if field.not_past or field.past_because:
        return ""
    return (
        f"“{field.title}”可以在将来，没有写明能否早于办理之日：本局为他人所定、向社会公布的写 not_past: true；"
        "他人所定、照录原件的，写明理由（past_because）。"
    )
