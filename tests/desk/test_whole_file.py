# SPDX-License-Identifier: MulanPSL-2.0
"""The whole file holds its materials: those of the main file with their pages, the sealed ones neither opened nor named."""

from __future__ import annotations

import io
import struct
import uuid
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk import handed

from fadu.cases.models import Case
from fadu.desk import taking_in
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME

pytestmark = pytest.mark.django_db
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


def png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    lines = b"".join(b"\0" + bytes(range(40)) for _ in range(40))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def pdf() -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(2):
        writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case with a picture and a PDF in the main file, and a picture in the secondary one."""
    case = handed.penalty("清河全卷商行")
    for name, content, access in (
        ("价签照片.png", png(), "main"),
        ("进货单.pdf", pdf(), "main"),
        ("线索照片.png", png(), "secondary"),
    ):
        values = {
            "title": name.partition(".")[0],
            "kind": "书证",
            "access": access,
            "taken_on": "2022-12-14",
            "file": SimpleUploadedFile(name, content),
        }
        taking_in.attach(case, handed.officer("zhifa"), values, press=uuid.uuid4())
    return case


def read(content: bytes) -> list[str]:
    return [
        page.extract_text().replace("\n", "").replace(" ", "")
        for page in pypdf.PdfReader(io.BytesIO(content)).pages
    ]


def test_materials_of_the_main_file_are_bound_in_and_those_of_the_secondary_one_are_not_in_it(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("zhifa")

    contents, *pages = read(client.get(f"/case/{case.pk}/file-of/main.pdf").content)
    page = client.get(f"/case/{case.pk}/file-of/main.html").content.decode()

    assert "价签照片2022-12-14" in contents
    assert "进货单2022-12-14" in contents
    assert f"共{len(pages)}页" in pages[-1]
    assert sum("价签照片" in text for text in pages) == 1
    assert len(pages) >= 3
    assert page.count('<img src="data:image/png;base64,') == 1
    assert "进货单（见全卷PDF）" in page
    assert "线索照片" not in "".join((contents, *pages, page))


def test_what_is_sealed_in_the_secondary_file_is_listed_as_kept_apart_without_its_name(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("zhifa")

    text = "".join(read(client.get(f"/case/{case.pk}/file-of/secondary.pdf").content))
    page = client.get(f"/case/{case.pk}/file-of/secondary.html").content.decode()

    assert "密封材料（密封）" in text
    assert "密封材料（密封）" in page
    assert "线索照片" not in text + page
    assert "<img" not in page
