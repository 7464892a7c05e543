# SPDX-License-Identifier: MulanPSL-2.0
"""A party signs on the screen or on photographed paper, and the signature lies in the case under its digest; a refusal is noted with its witness."""

from __future__ import annotations

import base64
import struct
import uuid
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk import handed

from fadu.cases.models import Act, Case
from fadu.kernel import clock, digests
from fadu.kernel.clock import LEGAL_TIME

pytestmark = pytest.mark.django_db
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)


def png(rows: list[bytes]) -> bytes:
    """A picture in grey, a byte a point."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    lines = b"".join(b"\0" + row for row in rows)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


DRAWN = png([bytes([255, 17, 255, 17]), bytes([255, 255, 17, 255])])
EMPTY = png([bytes([255] * 4)] * 2)


def data_url(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case in whose main file lies the record of an inspection of this morning."""
    case = handed.penalty("清河签名商行")
    scene = {
        "place": "清河路1号",
        "began_at": "2022-12-15T08:30",
        "ended_at": "2022-12-15T09:00",
        "scene": "货架上有超过保质期的食品",
        "subject_paper": "营业执照",
        "presence": "经营者在场",
    }
    handed.act(case, "inspect", "zhifa", scene)
    return case


def send(client: Client, case: Case, **said: object) -> str:
    paper = case.documents.exclude(access="secondary").filter(document__voiding=None).latest("seq", "pk")
    values = {"paper": paper.pk, "who": "张三", "request_id": str(uuid.uuid4()), **said}
    return client.post(f"/case/{case.pk}/signature/", values, follow=True).content.decode()


def test_what_is_drawn_on_the_screen_lies_in_the_case_under_its_digest_and_names_its_paper(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    answer = send(desk_of("zhifa"), case, way="screen", drawn=data_url(DRAWN))

    assert "已收入张三在《" in answer
    act = Act.objects.filter(case=case, action="attach").latest("seq")
    paper = case.documents.exclude(access="secondary").filter(document__voiding=None).latest("seq", "pk")
    assert act.payload["title"].startswith(f"屏幕签名：《{paper.document.title}（")
    assert paper.document.digest[:16] in act.payload["title"]
    assert act.payload["digest"] == digests.of(DRAWN)
    assert act.payload["from_whom"] == "张三"


def test_signed_paper_is_photographed_instead(case: Case, desk_of: Callable[..., Client]) -> None:
    photo = SimpleUploadedFile("纸.png", DRAWN + b"", content_type="image/png")

    answer = send(desk_of("zhifa"), case, way="photo", photo=photo)

    assert "已收入张三在《" in answer
    assert (
        Act.objects.filter(case=case, action="attach")
        .latest("seq")
        .payload["title"]
        .startswith("纸上签名照片：《")
    )


def test_a_refusal_is_noted_with_its_reason_and_its_witness(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    answer = send(desk_of("zhifa"), case, way="refused", reason="facts", witness="李四，居委会")

    assert "已记明张三没有在《" in answer
    text = Act.objects.filter(case=case, action="note").latest("seq").payload["text"]
    assert "已交张三阅看（宣读），没有签名：认为所记与事实不符。见证人：李四，居委会。" in text


def test_of_who_did_not_come_it_is_not_said_that_the_paper_was_shown_to_him(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    send(desk_of("zhifa"), case, way="refused", reason="absent", witness="李四，居委会")

    text = Act.objects.filter(case=case, action="note").latest("seq").payload["text"]
    assert "没有交张三阅看，张三没有签名：拒绝到场。" in text
    assert "已交" not in text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"way": "screen"}, "还没有签名"),
        ({"way": "screen", "drawn": data_url(EMPTY)}, "实为“空白”"),
        ({"way": "screen", "drawn": "data:text/html;base64,PGI+"}, "读不出来的图"),
        ({"way": "screen", "drawn": data_url(b"nothing")}, "读不出来的图"),
        ({"way": "photo"}, "没有选择“签了名的纸件照片”"),
        ({"way": "refused", "witness": "李四"}, "没有选择“没有签名的原因”"),
        ({"way": "refused", "reason": "silent"}, "应写明“见证人”，或者勾选“已录音录像”"),
    ],
)
def test_what_is_no_signature_and_no_whole_refusal_is_told_and_nothing_is_taken_in(
    case: Case, desk_of: Callable[..., Client], said: dict[str, object], expected: str
) -> None:
    before = Act.objects.filter(case=case).count()

    answer = send(desk_of("zhifa"), case, **said)

    assert expected in answer
    assert 'value="张三"' in answer
    assert Act.objects.filter(case=case).count() == before


def test_the_papers_to_sign_can_be_read_from_the_page(case: Case, desk_of: Callable[..., Client]) -> None:
    client = desk_of("zhifa")
    page = client.get(f"/case/{case.pk}/signature/").content.decode()
    paper = case.documents.get(template="scene_record")

    assert f'href="/case/{case.pk}/document/{paper.pk}.html"' in page
    assert f"/case/{case.pk}/signature/" in client.get(f"/case/{case.pk}/").content.decode()


def test_where_no_paper_is_there_to_sign_none_is_offered(lived: None, desk_of: Callable[..., Client]) -> None:
    bare = handed.penalty("清河无文书商行")
    bare.documents.exclude(access="secondary").delete()
    client = desk_of("zhifa")

    page = client.get(f"/case/{bare.pk}/signature/").content.decode()

    assert "现在没有需要当事人签名的" in page
    assert "data-signature" not in page
    assert f"/case/{bare.pk}/signature/" not in client.get(f"/case/{bare.pk}/").content.decode()


def test_a_paper_of_the_secondary_file_is_none_that_a_party_signs(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    page = desk_of("zhifa").get(f"/case/{case.pk}/signature/").content.decode()

    hidden = [row.pk for row in case.documents.filter(access="secondary")]
    assert all(f'<option value="{number}"' not in page for number in hidden)
