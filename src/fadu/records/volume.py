# SPDX-License-Identifier: MulanPSL-2.0
"""The papers of a file as one PDF to print at one press: a list of contents, then each paper page for page as it lies in the archive.

Every page of a paper bears its place in the volume beside whatever number it has of its own; the list names the page each begins on.
"""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

from fadu.kernel.clock import LEGAL_TIME
from fadu.records.rendering import fonts
from fadu.records.rendering.pdf import lacking
from fadu.records.rendering.pdf_blocks import escaped, families, literal
from fadu.records.since import NOTHING, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.records.models import Document
    from fadu.records.since import Since

#: how the papers of the archive, which are made here, write down a page
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
#: what stands over the columns of the list, and how wide they are
_COLUMNS = ("序号", "文号", "责任者", "题名", "日期", "页号")
_WIDTHS = "(1.1cm, 4.9cm, 3.2cm, 1fr, 2.5cm, 1.2cm)"


def volume(
    *,
    title: str,
    subtitle: str,
    documents: Sequence[Document],
    since: Mapping[int, Since] = MappingProxyType({}),
) -> bytes:
    """One PDF of some documents in their order. The papers lie in a folder of their own while they are bound, and nowhere after.

    Raises FileDamagedError, FileErasedError, UnprintableCharacterError.
    """
    papers = [shown(document, "pdf", since.get(document.pk, NOTHING)) for document in documents]
    lacking("".join((title, subtitle, *(cell for row in _rows(documents, papers, since) for cell in row))))
    return _bound(papers, _source(title, subtitle, documents, papers, since))


def together(papers: Sequence[bytes]) -> bytes:
    """Some papers as one PDF to print, page for page, without list and numbers."""
    pages = (
        f'#page(image("{place}.pdf", page: {page}, width: 100%))'
        for place, paper in enumerate(papers)
        for page in range(1, pages_of(paper) + 1)
    )
    return _bound(papers, "\n".join(['#set page(paper: "a4", margin: 0mm)', *pages]))


def _bound(papers: Sequence[bytes], source: str) -> bytes:
    import typst

    with TemporaryDirectory(prefix="fadu-volume-") as folder:
        for place, paper in enumerate(papers):
            (Path(folder) / f"{place}.pdf").write_bytes(paper)
        main = Path(folder) / "volume.typ"
        main.write_text(source, encoding="utf-8")
        made: bytes = typst.compile(
            str(main), root=folder, format="pdf", font_paths=[str(fonts.FOLDER)], ignore_system_fonts=True
        )
        return made


def pages_of(paper: bytes) -> int:
    """How many pages a paper of the archive has."""
    return len(_PAGE.findall(paper))


def _called(since: Since) -> str:
    """What lies behind a paper, as the list of contents names it."""
    return f"（附页：{'、'.join(since.called)}）" if since.called else ""


def _rows(
    documents: Sequence[Document], papers: Sequence[bytes], since: Mapping[int, Since]
) -> Iterator[tuple[str, ...]]:
    """The lines of the list: place, number, body, title, day, first page."""
    firsts = accumulate((pages_of(paper) for paper in papers), initial=1)
    for place, (document, first) in enumerate(zip(documents, firsts, strict=False), start=1):
        yield (
            str(place),
            document.number or "",
            str(document.data.get("bureau_name") or ""),
            f"{document.title}{_called(since.get(document.pk, NOTHING))}",
            f"{document.issued_at.astimezone(LEGAL_TIME):%Y-%m-%d}",
            str(first),
        )


def _source(
    title: str,
    subtitle: str,
    documents: Sequence[Document],
    papers: Sequence[bytes],
    since: Mapping[int, Since],
) -> str:
    total = sum(map(pages_of, papers))
    cells = ", ".join(f"[#({literal(cell)})]" for row in _rows(documents, papers, since) for cell in row)
    heads = ", ".join(f"[#({literal(name)})]" for name in _COLUMNS)
    numbered = (
        f'#page(image("{place}.pdf", page: {page}, width: 100%) + place(top + right, dx: -12mm, dy: 8mm,'
        f" text(size: 9pt, [第{{}}页 共{total}页])))"
        for place, paper in enumerate(papers)
        for page in range(1, pages_of(paper) + 1)
    )
    return "\n".join(
        [
            f'#set document(title: "{escaped(title)}", date: none)',
            f'#set text(font: {families(fonts.PDF_BODY)}, size: 10pt, lang: "zh", region: "cn", cjk-latin-spacing: none)',
            '#set page(paper: "a4", margin: (x: 20mm, y: 22mm))',
            f'#align(center, text(font: {families(fonts.PDF_TITLE)}, size: 18pt, weight: "bold", [#("卷内目录")]))',
            f"#align(center, [#({literal(title)})])",
            f"#align(center, [#({literal(subtitle)})])",
            f"#table(columns: {_WIDTHS}, stroke: 0.5pt, inset: 5pt, table.header({heads}), {cells})",
            "#set page(margin: 0mm)",
            *(line.format(place) for place, line in enumerate(numbered, start=1)),
        ]
    )
