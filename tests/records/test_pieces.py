# SPDX-License-Identifier: MulanPSL-2.0
"""A volume binds pictures and PDFs that came from elsewhere behind its papers, numbers their pages, and lists what it keeps apart."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import date

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from fadu.kernel import clock
from fadu.records import pieces, services
from fadu.records.pieces import Material, Piece
from fadu.records.volume import volume

pytestmark = [pytest.mark.django_db, pytest.mark.papers]
DAY = date(2022, 3, 1)


@pytest.fixture(autouse=True)
def _files(tmp_path: object, settings: object) -> None:
    settings.FADU_FILES = tmp_path / "files"  # type: ignore[attr-defined,operator]


def png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    lines = b"".join(b"\0" + bytes(range(0, 40)) for _ in range(40))
    noted = chunk(b"tEXt", b"Comment\0" + b"taken at home")
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + noted + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def pdf(pages: int, *, turned: int = 0, password: str = "", acting: bool = False) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(width=842, height=1191)
        if turned:
            page.rotate(turned)
        if acting:
            act = DictionaryObject(
                {
                    NameObject("/S"): NameObject("/JavaScript"),
                    NameObject("/JS"): TextStringObject("app.alert(1)"),
                }
            )
            page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): act})
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def material(name: str, content: bytes, *, owner: str = "") -> Material:
    file = services.store(name=name, content=content, uploaded_by="officer:1", at=clock.now(), owner=owner)
    return Material(file=file, title=name.partition(".")[0], from_whom="王五", on=DAY)


def read(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_pictures_and_foreign_pages_are_bound_with_their_numbers_and_the_rest_is_listed_as_kept_apart() -> (
    None
):
    made = pieces.of_materials(
        [
            material("价签照片.png", png()),
            material("进货单.pdf", pdf(2, acting=True)),
            material("横页.pdf", pdf(1, turned=90)),
            material("加密件.pdf", pdf(1, password="x")),
            material("说明\U0001f600.txt", "谈话要点".encode()),
        ]
    )

    content = volume(title="清一号正卷", subtitle="某店案", pieces=made)

    contents, *pages = read(content)
    flat = contents.replace("\n", "")
    assert [piece.kind for piece in made] == ["picture", "foreign", "foreign", "apart", "apart"]
    assert "加密件（有密码，不能装订）" in flat
    assert "说明〓（电子文件）" in flat
    assert flat.count("另存") == 2
    assert [f"第{n}页 共4页" in text for n, text in enumerate(pages, start=1)] == [True] * 4
    assert "价签照片" in pages[0]
    assert b"app.alert" not in content
    assert b"taken at home" not in made[0].content
    wide = pypdf.PdfReader(io.BytesIO(content)).pages[2].mediabox
    assert (round(wide.width), round(wide.height)) == (842, 1191)


def test_what_is_sealed_is_never_opened_for_it_and_not_named() -> None:
    (sealed,) = pieces.of_materials([material("线人陈某.png", png(), owner="case:1")])

    assert (sealed.kind, sealed.title, sealed.body, sealed.content) == ("apart", "密封材料", "", b"")


def test_what_looks_like_a_picture_or_a_pdf_and_cannot_be_read_keeps_nothing_from_being_bound() -> None:
    broken = Piece(kind="picture", title="坏图", on=DAY, content=b"\x89PNG\r\n\x1a\n", media_type="image/png")
    (torn,) = pieces.of_materials([material("残件.pdf", pdf(1)[:60])])

    content = volume(title="清一号正卷", subtitle="某店案", pieces=[broken, torn])

    assert torn.kind == "apart"
    assert read(content)[0].replace("\n", "").count("读不出来，不能装订") == 2


def test_more_than_a_volume_holds_is_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_BYTES", 10)

    (piece,) = pieces.of_materials([material("进货单.pdf", pdf(1))])

    assert piece.why == "本卷过大"
