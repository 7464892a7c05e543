# SPDX-License-Identifier: MulanPSL-2.0
"""The papers an act would issue, as a page shows them beside its form: drafts, made of what is typed so far."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.records.rendering.tree import Break, Seal, Signature, Table, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fadu.cases.papers.drafting import DraftPaper
    from fadu.records.rendering.tree import Node, Sheet

log = logging.getLogger(__name__)

#: a node of a paper -> what the page calls it
_KINDS = {Text: "text", Table: "table", Signature: "sign", Seal: "seal", Break: "break"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A drafted paper, its parts by the name of their kind; of one that is issued, where it can be opened."""

    sheet: Sheet
    is_secondary: bool
    parts: list[tuple[str, Any]]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of an act; or why they cannot be shown yet."""

    shown: list[Shown]
    why_not: str = ""


def shown(draft: Callable[[], Iterable[DraftPaper]]) -> Papers:
    """What is drafted, for a page. A paper that cannot be drafted takes nothing away that was typed beside it."""
    try:
        return Papers([_shown(paper) for paper in draft()])
    except FaduError as error:
        return Papers([], error.message)
    except Exception:
        log.exception("papers could not be drafted")
        return Papers([], "草稿没有做成。不影响填写和办理；请将这一情形告诉管理员。")


def _shown(paper: DraftPaper) -> Shown:
    return Shown(paper.sheet, paper.form.access == "secondary", _parts(paper.sheet))


def issued(sheet: Sheet, *, is_secondary: bool, address: str) -> Shown:
    """A paper that is made already, for a page."""
    return Shown(sheet, is_secondary, _parts(sheet), address)


def _parts(sheet: Sheet) -> list[tuple[str, Any]]:
    return [(_KINDS[type(node)], _part(node)) for node in sheet.nodes]


def _part(node: Node) -> Any:
    """A part as the page prints it: the widths of a table in hundredths."""
    if not isinstance(node, Table):
        return node
    total = sum(node.widths) or 1
    return {"widths": [round(100 * width / total) for width in node.widths], "rows": node.rows}
