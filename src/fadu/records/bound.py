# SPDX-License-Identifier: MulanPSL-2.0
"""The papers of a file bound together: one page to print at one press and to sign by hand, each paper beginning on a sheet of its own."""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from fadu.records.rendering.html import STYLE
from fadu.records.since import NOTHING, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fadu.records.models import Document
    from fadu.records.since import Since

_EACH_ON_ITS_OWN = "main { margin-bottom: 8mm; } main + main { break-before: page; }"
_OPEN, _CLOSE = "<main", "</main>"


def bound(
    title: str, documents: Iterable[Document], since: Mapping[int, Since] = MappingProxyType({})
) -> bytes:
    """The papers one after another, as they are shown by themselves (``since``: what was said of each, by its number). Raises FileDamagedError, FileErasedError."""
    papers = "\n".join(
        _body(shown(document, "html", since.get(document.pk, NOTHING)).decode()) for document in documents
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}{_EACH_ON_ITS_OWN}</style></head>\n<body>{papers}</body></html>\n"
    ).encode()


def _body(page: str) -> str:
    """The paper in its page: all text in it is escaped, so the marks around it stand there once."""
    return page[page.index(_OPEN) : page.index(_CLOSE) + len(_CLOSE)]
