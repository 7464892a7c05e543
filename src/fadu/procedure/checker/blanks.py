# SPDX-License-Identifier: MulanPSL-2.0
"""Every yes-or-no that may be left empty says what an empty box stands for: nothing said, or a no.

Whoever left the box empty said nothing. A guard that takes this for a no refuses for a reason that is not so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Field, Procedure


def lines(procedure: Procedure) -> Iterator[Line]:
    """One line for each yes-or-no that may be left empty and does not say what that means."""
    title = "可以不填的是否，写明空白的含义"
    optional = list(may_be_blank(procedure))
    unsaid = [(name, field) for name, field in optional if not field.blank]
    for name, field in unsaid:
        witness = f"“{field.title}”可以不填，没有写明空白是“没有说”（blank: unknown）还是“否”（blank: no）。"
        yield Line(code=f"blank:{name}", title=title, ok=False, witness=witness, source=field.source)
    if not unsaid:
        yield Line(code="blank", title=title, ok=True, witness=f"{len(optional)}项可以不填")


def may_be_blank(procedure: Procedure) -> Iterator[tuple[str, Field]]:
    """The yes-or-no fields that some act may leave empty, and the columns of rows, by the field they stand in."""
    actions = procedure.actions.values()
    beside = {key for action in actions for keys in action.adds.values() for key in keys}
    optional = {key for action in actions for key in action.may_set} | beside
    for key, field in procedure.fields.items():
        if field.type == "boolean" and key in optional:
            yield key, field
        yield from ((f"{key}.{column.key}", column) for column in field.columns if column.type == "boolean")
