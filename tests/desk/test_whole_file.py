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
from django.test import Client
from tests.desk import handed

from fadu.cases.models import Case
from fadu.cases.reading import openings
from fadu.cases.reading.sight import Sight
from fadu.cases.world import worlds
from fadu.desk import taking_in
from fadu.desk.pages import document
from fadu.desk.shown import about_act, binding
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.models import Account

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
    monkeypatch.setattr(binding, "cases_of", lambda *_: ([case], [another]))

    contents = read(client.get(f"{address}/secondary.pdf").content)[0]
    page = client.get(f"{address}/secondary.html").content.decode()

    said = document.left_out(2, is_binding=False)  # what was taken in, and the register of its source
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
    officer = handed.officer("zhifa")

    for as_much, split in (
        (Sight.WHOLE, ([case, child], [])),
        (Sight.MAIN, ([case], [child])),
        (None, ([case], [child])),
    ):
        monkeypatch.setattr(binding.sight, "sight_of", lambda *_, as_much=as_much: as_much)
        assert binding.cases_of(officer, case, Sight.WHOLE) == split


def test_the_copy_for_the_file_of_a_volume_is_one_look_that_names_its_papers(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/file-of/secondary/whole.pdf"

    before = openings.of_case(case)
    asked = client.get(address)
    copy = client.post(address)
    after = openings.of_case(case)
    page = client.get(f"/case/{case.pk}/").content.decode()

    assert asked.status_code == 405
    assert copy["Cache-Control"] == "no-store"
    assert "密封材料" in "".join(read(copy.content))
    assert len(after) == len(before) + 1
    assert after[0].what.startswith(f"{case.number}副卷存卷本：《")
    assert "副卷存卷本" in page


@pytest.fixture
def bound_by(lived: None, monkeypatch: pytest.MonkeyPatch) -> tuple[Case, Case, Client]:
    """A closed case that its handler binds, a procedure below it of which he sees the header alone, and a browser of his."""
    case = Case.objects.filter(kind="penalty", closed_at__lt=MORNING).latest("closed_at")
    child = handed.penalty("清河讨论商行")
    child.parent = child.root = case
    child.save(update_fields=["parent", "root"])
    sight_of = binding.sight.sight_of
    monkeypatch.setattr(
        binding.sight,
        "sight_of",
        lambda officer, each, at: Sight.HEADER if each == child else sight_of(officer, each, at),
    )
    handler = case.assignments.filter(role="handler").earliest("pk").officer
    client = Client()
    user = Account.objects.filter(officer=handler).first() or Account.objects.create(
        username="binder", officer=handler
    )
    client.force_login(user, backend="fadu.people.backend.AccountBackend")
    return case, child, client


def test_whoever_has_to_bind_the_file_is_given_what_is_closed_to_him_on_the_screen_by_the_copy_for_the_file(
    bound_by: tuple[Case, Case, Client],
) -> None:
    case, child, client = bound_by
    address = f"/case/{case.pk}/file-of/secondary"

    printed = "".join(read(client.get(f"{address}.pdf").content))
    copy = "".join(read(client.post(f"{address}/whole.pdf").content))
    paper = child.documents.get()

    assert "轮到您装订归档，按“存卷本”即全部印出" in printed
    assert "清河讨论商行" not in printed
    assert "清河讨论商行" in copy
    assert "没有印入" not in copy
    assert client.get(f"/case/{child.pk}/document/{paper.pk}.html").status_code == 404
    assert openings.of_case(child)[0].what == f"{case.number}副卷存卷本：《{paper.document.title}》"
    assert f"《{paper.document.title}》" in openings.of_case(case)[0].what


def test_nobody_else_is_given_more_of_the_file_than_he_sees(
    bound_by: tuple[Case, Case, Client], desk_of: Callable[..., Client]
) -> None:
    case, _, _ = bound_by

    copy = "".join(read(desk_of("juzhang").post(f"/case/{case.pk}/file-of/secondary/whole.pdf").content))
    other = desk_of("xiaobao").post(f"/case/{case.pk}/file-of/secondary/whole.pdf")

    assert "清河讨论商行" not in copy
    assert "由办理归档的人打印“存卷本”" in copy
    assert other.status_code == 404


def test_the_act_that_binds_the_file_offers_its_pages_and_asks_about_fewer(
    bound_by: tuple[Case, Case, Client],
) -> None:
    case, _, client = bound_by
    address = f"/case/{case.pk}/do/archive/"
    pages = binding.pages_of(case)

    form = client.get(address).context["form"]
    said = {
        "archived_on": "2022-12-15",
        "archive_number": "Q01",
        "retention": "长期",
        "request_id": str(uuid.uuid4()),
    }
    fewer = client.post(f"{address}warnings/", {**said, "pages": "1"}).content.decode()
    right = client.post(f"{address}warnings/", {**said, "pages": str(sum(pages.values()))}).content.decode()

    assert form.initial["pages"] == sum(pages.values()) > 5
    assert f"所填页数1页，少于案卷现在打印的页数：正卷{pages['main']}页、副卷{pages['secondary']}页" in fewer
    assert "于案卷现在打印的页数" not in right
    manifold = client.post(f"{address}warnings/", {**said, "pages": "99999"}).content.decode()
    assert "所填页数99999页，远多于案卷现在打印的页数" in manifold


def test_the_bound_file_begins_with_its_cover_has_one_list_of_contents_and_numbers_neither(
    bound_by: tuple[Case, Case, Client],
) -> None:
    case, _, client = bound_by
    address = f"/case/{case.pk}/file-of/secondary"

    pages = read(client.post(f"{address}/whole.pdf").content)
    numbered = pages[2:-1]
    whole = "".join(pages)

    assert "档号" in pages[0]
    assert "卷内目录" in pages[1]
    assert "卷内文件目录" not in whole
    assert "检查人" in pages[-1]
    total = len(numbered)
    assert all(page.endswith(f"第{place}页共{total}页") for place, page in enumerate(numbered, start=1))
    assert not pages[0].endswith(f"共{total}页")
    assert not pages[-1].endswith(f"共{total}页")
    assert total == binding.pages_of(case)["secondary"]


def test_the_act_that_binds_the_file_says_what_the_second_officer_has_not_confirmed(case: Case) -> None:
    handed.act(case, "gather", "zhifa", {"evidence": [{"title": "价签", "kind": "document"}]})
    actions = worlds.procedure_of(case).actions

    said = about_act.unconfirmed(case, worlds.state_of(case), actions["archive"])

    assert said == f"{handed.officer('zhifa2').name}：收集证据"
    assert about_act.unconfirmed(case, worlds.state_of(case), actions["gather"]) == ""
