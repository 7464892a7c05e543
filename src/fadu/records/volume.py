# SPDX-License-Identifier: MulanPSL-2.0
"""A file as one PDF to print at one press: its cover, one list of contents, then each paper page for page as it is shown today, then its
materials, and behind them the sheet that says of what the file is made.

Every page between the list and that sheet bears its place in the volume beside whatever number it has of its own; the list names the page
each begins on, and what is kept apart with the reason. It is printed where a list of contents was made as a paper: there are not two.
"""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fadu.records.binding import pages_in, put_in
from fadu.records.pieces import UNREADABLE, Piece
from fadu.records.rendering import fonts
from fadu.records.rendering.pdf import lacking
from fadu.records.rendering.pdf_blocks import escaped, families, literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: how the papers of the archive, which are made here, write down a page
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
#: what stands over the columns of the list, and how wide they are
_COLUMNS = ("序号", "文号", "责任者", "题名", "日期", "页号")
_WIDTHS = "(1.1cm, 4.9cm, 3.2cm, 1fr, 2.5cm, 1.2cm)"
_APART = "另存"
_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def volume(*, title: str, subtitle: str, pieces: Sequence[Piece], note: str = "") -> bytes:
    """One PDF of some pieces in their order. They lie in a folder of their own while they are bound, and nowhere after.

    ``note``: what stands under the list of contents, of what is left out.

    Raises UnprintableCharacterError.
    """
    leaves = [_leaf(piece) for piece in pieces if not piece.bound]
    counts = [_pages(piece) for piece in leaves]
    covers, last = (_of(pieces, "cover"), _of(pieces, "last"))
    lacking("".join((title, subtitle, note, *(cell for row in _rows(leaves, counts) for cell in row))))
    bare = [*_bare(covers, len(leaves))], [*_bare(last, len(leaves) + len(covers))]
    source = _source((title, subtitle, note), leaves, counts, bare)
    made = _bound([each.content for each in (*leaves, *covers, *last)], source)
    begins = pages_of(made) - sum(counts) - sum(map(_pages, last))
    firsts = accumulate(counts, initial=begins)
    places = [(at, leaf.content) for leaf, at in zip(leaves, firsts, strict=False) if leaf.kind == "foreign"]
    return put_in(made, places, title) if places else made


def together(papers: Sequence[bytes]) -> bytes:
    """Some papers as one PDF to print, page for page, without list and numbers."""
    pages = (
        f'#page(image("{place}.pdf", page: {page}, width: 100%))'
        for place, paper in enumerate(papers)
        for page in range(1, pages_of(paper) + 1)
    )
    return _bound(papers, "\n".join(['#set page(paper: "a4", margin: 0mm)', *pages]))


def pages_numbered(pieces: Sequence[Piece]) -> int:
    """How many pages a volume of some pieces numbers: its cover, its list and the sheet behind have no number. A picture has one page."""
    return sum(1 if piece.kind == "picture" else _pages(piece) for piece in pieces if not piece.bound)


def pages_of(paper: bytes) -> int:
    """How many pages a paper of the archive has."""
    return len(_PAGE.findall(paper))


def _leaf(piece: Piece) -> Piece:
    """A piece with its pages; a picture becomes a page of its own, and is kept apart where none can be made of it."""
    if piece.kind != "picture":
        return piece
    import typst

    name = f"picture.{_SUFFIXES[piece.media_type]}"
    source = "\n".join(
        [
            f"#set text(font: {families(fonts.PDF_BODY)}, size: 10pt)",
            '#set page(paper: "a4", margin: (x: 20mm, y: 22mm))',
            f'#align(center + horizon, image("{name}", width: 100%, height: 220mm, fit: "contain"))',
            f"#align(center, [#({literal(piece.title)})])",
        ]
    )
    try:
        return Piece(
            kind="paper",
            title=piece.title,
            body=piece.body,
            on=piece.on,
            content=_compiled({name: piece.content}, source),
        )
    except typst.TypstError:
        return Piece(kind="apart", title=piece.title, body=piece.body, on=piece.on, why=UNREADABLE)


def _pages(piece: Piece) -> int:
    if piece.kind == "apart":
        return 0
    return pages_in(piece.content) if piece.kind == "foreign" else pages_of(piece.content)


def _bound(papers: Sequence[bytes], source: str) -> bytes:
    return _compiled({f"{place}.pdf": paper for place, paper in enumerate(papers)}, source)


def _compiled(files: dict[str, bytes], source: str) -> bytes:
    import typst

    with TemporaryDirectory(prefix="fadu-volume-") as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        main = Path(folder) / "volume.typ"
        main.write_text(source, encoding="utf-8")
        made: bytes = typst.compile(
            str(main), root=folder, format="pdf", font_paths=[str(fonts.FOLDER)], ignore_system_fonts=True
        )
        return made


def _rows(pieces: Sequence[Piece], counts: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """The lines of the list: place, number, body, title, day, first page."""
    firsts = accumulate(counts, initial=1)
    for place, (piece, first) in enumerate(zip(pieces, firsts, strict=False), start=1):
        yield (
            str(place),
            piece.number,
            piece.body,
            f"{piece.title}（{piece.why}）" if piece.why else piece.title,
            f"{piece.on:%Y-%m-%d}",
            _APART if piece.kind == "apart" else str(first),
        )


def _page(piece: Piece, place: int, page: int) -> str:
    """A page of a piece; of one that was made elsewhere the place that is kept for it."""
    return "[]" if piece.kind == "foreign" else f'image("{place}.pdf", page: {page}, width: 100%)'


def _of(pieces: Sequence[Piece], place: str) -> list[Piece]:
    return [piece for piece in pieces if piece.bound == place]


def _bare(pieces: Sequence[Piece], first: int) -> Iterator[str]:
    """Pages without a number; ``first``: the place of the first piece among the files."""
    for place, piece in enumerate(pieces, start=first):
        for page in range(1, _pages(piece) + 1):
            yield f'#page(paper: "a4", margin: 0mm, image("{place}.pdf", page: {page}, width: 100%))'


def _source(
    said: tuple[str, str, str],
    pieces: Sequence[Piece],
    counts: Sequence[int],
    bare: tuple[Sequence[str], Sequence[str]],
) -> str:
    (title, subtitle, note), (before, behind) = said, bare
    total = sum(counts)
    cells = ", ".join(f"[#({literal(cell)})]" for row in _rows(pieces, counts) for cell in row)
    heads = ", ".join(f"[#({literal(name)})]" for name in _COLUMNS)
    numbered = (
        f"#page({_page(piece, place, page)} + place(top + right, dx: -12mm, dy: 8mm,"
        f" text(size: 9pt, [第{{}}页 共{total}页])))"
        for place, (piece, count) in enumerate(zip(pieces, counts, strict=True))
        for page in range(1, count + 1)
    )
    lines = [
        f'#set document(title: "{escaped(title)}", date: none)',
        f'#set text(font: {families(fonts.PDF_BODY)}, size: 10pt, lang: "zh", region: "cn", cjk-latin-spacing: none)',
        *before,
        '#set page(paper: "a4", margin: (x: 20mm, y: 22mm))',
        f'#align(center, text(font: {families(fonts.PDF_TITLE)}, size: 18pt, weight: "bold", [#("卷内目录")]))',
        f"#align(center, [#({literal(title)})])",
        f"#align(center, [#({literal(subtitle)})])",
        f"#table(columns: {_WIDTHS}, stroke: 0.5pt, inset: 5pt, table.header({heads}), {cells})",
        *([f"#par[#({literal(note)})]"] if note else ()),
        "#set page(margin: 0mm)",
        *(line.format(place) for place, line in enumerate(numbered, start=1)),
        *behind,
    ]
    return "\n".join(lines)
