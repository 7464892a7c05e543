# SPDX-License-Identifier: MulanPSL-2.0
"""A paper as it is shown today: as it lies in the archive, and where something was said of it since, with that, in its line of names or on
a sheet behind it.

What is issued stays under its digest, and what was archived stays as it was. That a name waits for its bearer's word is no content of a
paper but how it stands, as that it is void is: once he has given it, every copy names the day instead. Such a copy is made when somebody
looks, and kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fadu.records.archive import form_of, rendered
from fadu.records.rendering import render_sheet
from fadu.records.rendering.fill import fill
from fadu.records.rendering.tree import Break, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.records.models import Document
    from fadu.records.rendering.tree import Node, Sheet

#: the line of a paper that names who made it
MADE_BY = "made_by"
#: what stands on the sheet behind a paper before all else
NO_PART = "（以下是本文书制成以后记明的情形，不是文书的原文。）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What was said of a paper after it was made. ``names``: what its line of names printed -> how that stands today."""

    names: Mapping[str, str] = field(default_factory=dict)
    #: what stands on the sheet behind it, and what that sheet is called in a list of contents
    behind: tuple[str, ...] = ()
    called: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.behind)


NOTHING = Since()


def shown(document: Document, fmt: str, since: Since = NOTHING) -> bytes:
    """The paper in a format: the archived bytes, or a copy with what was said since. Raises FileDamagedError, FileErasedError."""
    if not since:
        return rendered(document, fmt)
    return copied(document, document.data, fmt, since)


def copied(document: Document, data: Mapping[str, Any], fmt: str, since: Since = NOTHING) -> bytes:
    """A copy of the paper with some data, and what was said since."""
    made = render_sheet(sheet_of(document, data, since), fmt=fmt)
    return made.encode() if isinstance(made, str) else made


def sheet_of(document: Document, data: Mapping[str, Any], since: Since = NOTHING) -> Sheet:
    """The paper without layout, with what was said since."""
    sheet = fill(form_of(document), _today(data, since), void=document.is_void)
    return replace(sheet, nodes=(*sheet.nodes, *_behind(document, since)))


def _behind(document: Document, since: Since) -> Iterator[Node]:
    """The sheet behind a paper: what it is, and line by line what was said."""
    if not since.behind:
        return
    yield Break(kind="page")
    yield Text(style="centre", text=f"《{document.title}》{document.number or ''}附页")
    yield Text(style="note", text=NO_PART)
    yield from (Text(style="body", text=line) for line in since.behind)


def _today(data: Mapping[str, Any], since: Since) -> Mapping[str, Any]:
    made_by = data.get(MADE_BY)
    if not isinstance(made_by, str):
        return data
    for was, now in since.names.items():
        made_by = made_by.replace(was, now)
    return {**data, MADE_BY: made_by}
