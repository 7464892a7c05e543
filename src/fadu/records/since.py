# SPDX-License-Identifier: MulanPSL-2.0
"""A paper as it is shown today: as it lies in the archive, and where something was said of it since, with that.

What is issued stays under its digest, and what was archived stays as it was. That a name waits for its bearer's word is no content of a
paper but how it stands, as that it is void is: once he has given it, every copy names the day instead. Such a copy is made when somebody
looks, and kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fadu.records.archive import form_of, rendered
from fadu.records.rendering import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.records.models import Document

#: the line of a paper that names who made it
MADE_BY = "made_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What was said of a paper after it was made: what its line of names printed -> how that stands today."""

    names: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.names)


NOTHING = Since()


def shown(document: Document, fmt: str, since: Since = NOTHING) -> bytes:
    """The paper in a format: the archived bytes, or a copy with what was said since. Raises FileDamagedError, FileErasedError."""
    if not since:
        return rendered(document, fmt)
    return copied(document, document.data, fmt, since)


def copied(document: Document, data: Mapping[str, Any], fmt: str, since: Since = NOTHING) -> bytes:
    """A copy of the paper with some data, and what was said since."""
    made = render(form_of(document), _today(data, since), fmt=fmt, void=document.is_void)
    return made.encode() if isinstance(made, str) else made


def _today(data: Mapping[str, Any], since: Since) -> Mapping[str, Any]:
    made_by = data.get(MADE_BY)
    if not isinstance(made_by, str):
        return data
    for was, now in since.names.items():
        made_by = made_by.replace(was, now)
    return {**data, MADE_BY: made_by}
