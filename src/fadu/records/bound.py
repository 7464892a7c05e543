# SPDX-License-Identifier: MulanPSL-2.0
"""The papers of a file bound together: one page to print at one press and to sign by hand, each paper beginning on a sheet of its own; then
its materials, pictures as they are and all others by name.
"""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from fadu.records.rendering.html import STYLE
from fadu.records.since import NOTHING, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fadu.records.models import Document
    from fadu.records.pieces import Piece
    from fadu.records.since import Since

_EACH_ON_ITS_OWN = "main { margin-bottom: 8mm; } main + main { break-before: page; } main img { max-width: 100%; max-height: 220mm; }"
_OPEN, _CLOSE = "<main", "</main>"
_IN_THE_PDF = "见全卷PDF"


def bound(
    title: str,
    documents: Iterable[Document],
    since: Mapping[int, Since],
    materials: Sequence[Piece] = (),
    *,
    note: str = "",
) -> bytes:
    """The papers one after another, as they are shown by themselves (``since``: what was said of each, by its number), and the materials.

    ``note``: what is said of the whole before them, of what is left out.

    Raises FileDamagedError, FileErasedError.
    """
    papers = [
        _body(shown(document, "html", since.get(document.pk, NOTHING)).decode()) for document in documents
    ]
    papers += [_picture(piece) for piece in materials if piece.kind == "picture"]
    if others := [piece for piece in materials if piece.kind != "picture"]:
        papers.append(_list(others))
    if note:
        papers.insert(0, f'<main class="form"><h1>{escape(title)}</h1><p>{escape(note)}</p></main>')
    joined = "\n".join(papers)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}{_EACH_ON_ITS_OWN}</style></head>\n<body>{joined}</body></html>\n"
    ).encode()


def _body(page: str) -> str:
    """The paper in its page: all text in it is escaped, so the marks around it stand there once."""
    return page[page.index(_OPEN) : page.index(_CLOSE) + len(_CLOSE)]


def _picture(piece: Piece) -> str:
    picture = f"data:{piece.media_type};base64,{base64.b64encode(piece.content).decode()}"
    return f'<main class="form"><p class="centre"><img src="{picture}" alt=""></p><p class="centre">{escape(piece.title)}</p></main>'


def _list(pieces: Sequence[Piece]) -> str:
    lines = "".join(f"<p>{escape(piece.title)}（{escape(piece.why or _IN_THE_PDF)}）</p>" for piece in pieces)
    return f'<main class="form"><h1>没有在此印出的材料</h1>{lines}</main>'
