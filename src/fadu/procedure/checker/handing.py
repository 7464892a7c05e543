# SPDX-License-Identifier: MulanPSL-2.0
"""Handing on: what a case and the one it opens both keep under one name is handed over when it is opened, never typed a second time.

A performance that does not know what the decision confiscates takes in whatever is brought; one that is not told the bases does
not know the remedies. Two things that the law ties together stand untied wherever the opening leaves one of them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line
from fadu.procedure.model import START

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.model import Opening, Procedure


def lines(procedure: Procedure, children: Mapping[str, Procedure]) -> Iterator[Line]:
    """One line for each case opened that may be told, as it begins, what this one keeps under the same name."""
    for action in procedure.actions.values():
        for opening in action.opens:
            child = children.get(opening.matter)
            shared = _shared(procedure, child) if child else ()
            if child is not None and shared:
                yield _line(action.title, opening, child, shared)


def _shared(procedure: Procedure, child: Procedure) -> tuple[str, ...]:
    begins = [action for action in child.actions.values() if START in action.sources]
    first_said = {key for action in begins for key in (*action.sets, *action.may_set)}
    return tuple(key for key in child.fields if key in first_said and key in procedure.fields)


def _line(title: str, opening: Opening, child: Procedure, shared: tuple[str, ...]) -> Line:
    missing = [child.fields[key].title for key in shared if key not in opening.passes]
    known = "、".join(child.fields[key].title for key in shared)
    return Line(
        code=f"handed_on:{opening.matter}",
        title=f"“{title}”把两案都有的内容交给“{child.title}”",
        ok=not missing,
        witness=f"没有交给该案（passes）：{'、'.join(missing)}；该案要么不知道，要么另行填写。"
        if missing
        else f"{known}",
        source=opening.source,
    )
