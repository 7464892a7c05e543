# SPDX-License-Identifier: MulanPSL-2.0
"""The whole file holds its materials: those of the main file with their pages, the sealed ones neither opened nor named."""

from __future__ import annotations

import io
import struct
import uuid
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from tests.desk import handed

from fadu.cases.models import Case
from fadu.cases.reading.sight import Sight
from fadu.desk import taking_in
from fadu.desk.pages import document
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
        values = material(name, content, access)
        taking_in.attach(case, handed.officer("zhifa"), values, press=uuid.uuid4())
    return case


def material(name: str, content: bytes, access: str) -> dict[str, Any]:
    return {
        "title": name.partition(".")[0],
        "kind": "书证",
        "access": access,
        "taken_on": "2022-12-14",
        "file": SimpleUploadedFile(name, content),
    }


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


def test_what_may_not_be_seen_of_the_file_is_said_with_its_number_on_the_page_and_under_the_list(
    case: Case, desk_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/file-of"
    whole = client.get(f"{address}/secondary.html").content.decode()
    another = handed.penalty("清河副卷商行")
    taking_in.attach(
        another, handed.officer("zhifa"), material("议案附件.png", png(), "secondary"), press=uuid.uuid4()
    )
    monkeypatch.setattr(document, "_cases_of_file", lambda *_: ([case], [another]))

    contents = read(client.get(f"{address}/secondary.pdf").content)[0]
    page = client.get(f"{address}/secondary.html").content.decode()

    said = document.left_out(2)  # what was taken in, and the register of its source
    assert "另有2份" in said
    assert said in contents
    assert said in page
    assert "议案附件" not in contents + page
    assert "无权查看" not in whole


def test_a_child_that_is_seen_less_than_the_file_asks_for_is_left_out_of_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = handed.penalty("清河子案商行")
    child.parent = child.root = case
    child.save(update_fields=["parent", "root"])
    request = RequestFactory().get("/")
    monkeypatch.setattr(document, "officer_of", lambda _: handed.officer("zhifa"))

    for as_much, split in (
        (Sight.WHOLE, ([case, child], [])),
        (Sight.MAIN, ([case], [child])),
        (None, ([case], [child])),
    ):
        monkeypatch.setattr(document.sight, "sight_of", lambda *_, as_much=as_much: as_much)
        assert document._cases_of_file(request, case, Sight.WHOLE) == split
