# SPDX-License-Identifier: MulanPSL-2.0
"""Which of several articles was violated, and by which of its paragraphs and items: asked where a row of the catalogue names more than one.

A decision names article, paragraph and item. A row of the catalogue that names one article alone may be of an article that has neither; a row
that names several says of no single act which of them it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.law.library import BASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action, Field

#: the book of the law a column suggests its names from, and the column that says the paragraph and item
BOOK, CLAUSE = BASES, "clause"
#: where an article is joined to another, or the row names only some of them
_SEVERAL = re.compile(r"条(?:、|至)|等$")


def doubts(world: World, action: Action) -> Iterator[str]:
    """What is to be said of rows of a basis that name several articles and do not say which one it is."""
    for key in (*action.sets, *action.may_set):
        field, rows = world.procedure.fields[key], world.proposed.get(key)
        columns = {column.key: column for column in field.columns}
        if CLAUSE not in columns or not isinstance(rows, list):
            continue
        for place, row in enumerate(rows, start=1):
            if isinstance(row, dict) and not row.get(CLAUSE) and (several := _several(world, columns, row)):
                yield (
                    f"“{field.title}”第{place}行的依据写的是{several}，没有写明违反的是哪一条、哪一款、哪一项："
                    f"在“{columns[CLAUSE].title}”写明（条、款、项都写）；确是违反各条的，照此登记。"
                )


def _several(world: World, columns: dict[str, Field], row: dict[str, object]) -> str:
    """The articles a row names where they are several; nothing for one, and for a basis that the catalogue does not know."""
    named = next((row.get(key) for key, column in columns.items() if column.suggests == BOOK), None)
    try:
        basis = world.law.basis(str(named), world.at.date()) if named in world.law.bases_by_key else None
    except FaduError:  # no edition on that day: it is said elsewhere
        return ""
    return basis.violates if basis is not None and _SEVERAL.search(basis.violates) else ""
