# SPDX-License-Identifier: MulanPSL-2.0
"""The papers of a file bound together: one page to print at one press and to sign by hand, each paper beginning on a sheet of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from fadu.records.archive import rendered
from fadu.records.rendering.html import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.records.models import Document

_EACH_ON_ITS_OWN = "main { margin-bottom: 8mm; } main + main { break-before: page; }"
_OPEN, _CLOSE = "<main", "</main>"


def bound(title: str, documents: Iterable[Document]) -> bytes:
    """The archived papers one after another, as they were shown by themselves. Raises FileDamagedError, FileErasedError."""
    papers = "\n".join(_body(rendered(document, "html").decode()) for document in documents)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}{_EACH_ON_ITS_OWN}</style></head>\n<body>{papers}</body></html>\n"
    ).encode()


def _body(page: str) -> str:
    """The paper in its page: all text in it is escaped, so the marks around it stand there once."""
    return page[page.index(_OPEN) : page.index(_CLOSE) + len(_CLOSE)]
