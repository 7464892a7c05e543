# SPDX-License-Identifier: MulanPSL-2.0
"""What a volume is made of: papers that are made here, and materials that came from elsewhere, each as it can be bound.

A picture is bound without what the camera noted, a PDF page for page. What cannot be bound (a recording, a Word file, a PDF under a
password, one that cannot be read) is kept apart and listed with the reason. What is sealed is never opened for it, and not named.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import FaduError
from fadu.records.archive import vault
from fadu.records.opened import opened
from fadu.records.rendering.pdf import drawn
from fadu.records.sealed_files import COVER
from fadu.records.since import NOTHING, shown
from fadu.records.stripping import can_strip, strip

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from fadu.records.models import Document, StoredFile
    from fadu.records.since import Since

PDF = "application/pdf"
#: so much is bound into one volume; what comes after is kept apart
MOST_BYTES = 200 * 1024 * 1024
#: for a sign that no font draws
UNDRAWN = "〓"
LOCKED, UNREADABLE, TOO_MUCH, NO_PAPER, SEALED = (
    "有密码，不能装订",
    "读不出来，不能装订",
    "本卷过大",
    "电子文件",
    "密封",
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One line of a list of contents with what is bound for it. ``paper`` and ``foreign``: a PDF, made here or elsewhere; ``picture``: a
    bare picture; ``apart``: nothing, for a reason.
    """

    kind: Literal["paper", "foreign", "picture", "apart"]
    title: str
    number: str = ""
    body: str = ""
    on: date
    content: bytes = b""
    media_type: str = PDF
    why: str = ""
    #: what it is in the bound file, where it bears no number there: its cover, a list of contents, the sheet behind all others
    bound: str = ""


def of_papers(
    documents: Sequence[Document],
    since: Mapping[int, Since],
    *,
    bound: Mapping[int, str] | None = None,
    plain: Collection[int] = (),
) -> list[Piece]:
    """Papers in their order, as they are shown today. ``bound``: what some are in the file, by their number; ``plain``: of which the copy
    for the file is bound, with the numbers in it. Raises FileDamagedError, FileErasedError.
    """
    return [
        _of_paper(
            document,
            since.get(document.pk, NOTHING),
            bound=(bound or {}).get(document.pk, ""),
            plain=document.pk in plain,
        )
        for document in documents
    ]


def _of_paper(document: Document, since: Since, *, bound: str, plain: bool) -> Piece:
    behind = f"（附页：{'、'.join(since.called)}）" if since.called else ""
    return Piece(
        kind="paper",
        title=f"{document.title}{behind}",
        number=document.number or "",
        body=str(document.data.get("bureau_name") or ""),
        on=document.issued_at.astimezone(LEGAL_TIME).date(),
        content=opened(document, "pdf", since) if plain else shown(document, "pdf", since),
        bound=bound,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A file of a case: what it is called there, from whom and of which day it is."""

    file: StoredFile
    title: str
    from_whom: str = ""
    on: date


def of_materials(materials: Sequence[Material]) -> list[Piece]:
    """Materials in their order."""
    pieces, bound = [], 0
    for material in materials:
        piece = _of_material(material, room=MOST_BYTES - bound)
        bound += len(piece.content)
        pieces.append(piece)
    return pieces


def _of_material(material: Material, *, room: int) -> Piece:
    file = material.file
    if file.owner:
        return Piece(kind="apart", title=COVER, on=material.on, why=SEALED)
    if not (file.media_type == PDF or can_strip(file.media_type)):
        return _apart(material, NO_PAPER)
    if file.size > room:
        return _apart(material, TOO_MUCH)
    try:
        with vault().open(file.digest) as lying:
            content = lying.read()
        if file.media_type != PDF:
            return _piece(material, "picture", strip(content, file.media_type) or b"", file.media_type)
        return _of_pdf(material, content)
    except FaduError as error:
        log.warning("%s is not bound: %s", file.digest, error.code)
        return _apart(material, UNREADABLE)


def _of_pdf(material: Material, content: bytes) -> Piece:
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return _apart(material, LOCKED)
        readable = bool([page.mediabox.width for page in reader.pages])
    except Exception:  # whoever made it made it somehow: it is kept apart, and the volume is bound
        log.warning("%s is no PDF that can be bound", material.file.digest, exc_info=True)
        readable = False
    return _piece(material, "foreign", content, PDF) if readable else _apart(material, UNREADABLE)


def _piece(material: Material, kind: Literal["foreign", "picture"], content: bytes, media_type: str) -> Piece:
    return Piece(
        kind=kind,
        title=_printable(material.title),
        body=_printable(material.from_whom),
        on=material.on,
        content=content,
        media_type=media_type,
    )


def _apart(material: Material, why: str) -> Piece:
    return Piece(
        kind="apart",
        title=_printable(material.title),
        body=_printable(material.from_whom),
        on=material.on,
        why=why,
    )


def _printable(text: str) -> str:
    """A text that came with a file, with a mark for what no font draws: it does not keep the rest from being printed."""
    return "".join(sign if ord(sign) in drawn() else UNDRAWN for sign in text)
