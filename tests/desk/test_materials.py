# SPDX-License-Identifier: MulanPSL-2.0
"""Materials taken in: several by one press, each with its name and kind; what lies there already is told; photographs are shown bare."""

from __future__ import annotations

import struct
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from fadu.cases.acts import services
from fadu.cases.models import Case
from fadu.cases.rules import person_of
from fadu.desk.evidence_form import UploadForm
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor
from fadu.people.models import Account
from fadu.records.models import StoredFile

pytestmark = pytest.mark.django_db
RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-12-05",
}
Desk = Callable[..., Client]
PLACE = "北纬30.27 张三的手机".encode()


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", 2 + len(body)) + body


BARE = b"\xff\xd8" + segment(0xE0, b"JFIF\x00" + b"\x00" * 9)
DRAWN = segment(0xDB, b"\x00" * 65) + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34" + b"\xff\xd9"
PHOTO = BARE + segment(0xE1, b"Exif\x00\x00" + PLACE) + DRAWN


def text(name: str, content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def form(**more: Any) -> dict[str, Any]:
    return {"title": "", "kind": "书证", "access": "main", "request_id": str(uuid.uuid4()), **more}


@pytest.fixture
def case(lived: None) -> Iterator[Case]:
    """A tip-off that an officer handles, on the day on which it came."""
    clerk, head, one = (Account.objects.get(username=n).officer for n in ("dengji", "duizhang", "zhifa"))
    assert clerk
    assert head
    assert one
    with clock.set_to(datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)):
        made = services.open_case(
            kind="tip_off",
            bureau=one.bureau,
            by=OfficerActor(officer=clerk),
            payload=RECEIVED,
            request_id=uuid.uuid4(),
            department=one.department,
        )
        services.perform(
            case=made,
            action="assign",
            by=OfficerActor(officer=head),
            payload={"role": "handler", "person": person_of(one.pk), "name": one.name},
            request_id=uuid.uuid4(),
        )
        yield made


@pytest.fixture
def clerk(case: Case, desk_of: Desk) -> Client:
    """Whoever handles the case."""
    return desk_of("zhifa")


def taken(case: Case) -> list[tuple[str, str]]:
    return list(case.evidence.order_by("seq").values_list("title", "kind"))


def test_several_files_go_in_by_one_press_each_with_its_name_and_kind(case: Case, clerk: Client) -> None:
    before = taken(case)
    data = form(
        file=[text("发票.txt", "甲"), text("合同.txt", "乙")],
        title_of=["购物发票", ""],
        kind_of=["书证", "电子数据"],
    )

    body = clerk.post(f"/case/{case.pk}/upload/", data, follow=True).content.decode()

    assert taken(case)[len(before) :] == [("购物发票", "书证"), ("合同", "电子数据")]
    assert "已收入案卷2份：“购物发票”、“合同”。" in body


def test_a_common_name_is_numbered_where_nothing_is_said_of_each(case: Case, clerk: Client) -> None:
    data = form(
        file=[text("1.txt", "丙"), text("2.txt", "丁")], title="聊天记录", from_whom="李某", place="店内"
    )
    clerk.post(f"/case/{case.pk}/upload/", data)

    assert [title for title, _ in taken(case)[-2:]] == ["聊天记录（1）", "聊天记录（2）"]
    payload = case.acts.latest("seq").payload
    assert (payload["from_whom"], payload["place"]) == ("李某", "店内")


def test_one_file_of_a_kind_that_is_not_taken_keeps_all_of_them_out(case: Case, clerk: Client) -> None:
    before, kept = taken(case), StoredFile.objects.count()
    page = SimpleUploadedFile("x.pdf", b"<html><script>1</script>")
    answer = clerk.post(f"/case/{case.pk}/upload/", form(file=[text("好.txt", "戊"), page], place="门口"))

    assert answer.status_code == 409
    assert "“x.pdf”的内容不是可接收的类型" in answer.content.decode()
    assert "请重新选择文件" in answer.content.decode()
    assert 'value="门口"' in answer.content.decode()
    assert (taken(case), StoredFile.objects.count()) == (before, kept)


def test_of_two_equal_files_of_one_press_the_second_is_told(case: Case, clerk: Client) -> None:
    files = [text("进货单.txt", "十箱"), text("进货单副本.txt", "十箱")]

    page = clerk.post(f"/case/{case.pk}/upload/", form(file=files), follow=True).content.decode()

    assert "已收入案卷1份" in page
    assert "与这次选的另一份是同一文件，只收入一次" in page


def test_a_press_repeated_takes_in_nothing_twice(case: Case, clerk: Client) -> None:
    said = form()
    for _ in range(2):
        clerk.post(f"/case/{case.pk}/upload/", {**said, "file": [text("票.txt", "己"), text("单.txt", "庚")]})

    assert [title for title, _ in taken(case)].count("票") == 1


@pytest.mark.parametrize("access", ["main", "secondary"])
def test_the_same_file_is_told_and_taken_in_once_more_only_where_that_is_asked_for(
    case: Case, clerk: Client, access: str
) -> None:
    def send(**more: Any) -> str:
        sent = form(file=text("来信.txt", f"辛{access}"), access=access, **more)
        return clerk.post(f"/case/{case.pk}/upload/", sent, follow=True).content.decode()

    send()
    first = case.evidence.latest("seq")
    again = send(title="又一份")

    assert f"“又一份”与案卷中第{first.seq}项" in again
    assert "是同一文件，没有再次收入" in again
    assert case.evidence.latest("seq") == first
    send(title="又一份", again="on")
    assert case.evidence.latest("seq").file == first.file


def test_nothing_chosen_is_told_at_the_field(case: Case, clerk: Client) -> None:
    body = clerk.post(f"/case/{case.pk}/upload/", form()).content.decode()

    assert '<a href="#id_file">没有选择“文件”。请选择要收入的文件，或者拍照。</a>' in body


def test_the_camera_of_a_phone_is_offered_and_several_files_at_once(clerk: Client, case: Case) -> None:
    body = clerk.get(f"/case/{case.pk}/upload/").content.decode()

    assert 'capture="environment"' in body
    assert 'accept="image/*"' in body
    assert body.count(" multiple") == 2


def test_a_photograph_is_shown_without_place_and_device_and_kept_as_it_came(
    case: Case, clerk: Client
) -> None:
    clerk.post(f"/case/{case.pk}/upload/", form(photo=SimpleUploadedFile("a.jpg", PHOTO), title="门头"))
    row = case.evidence.latest("seq")
    at = f"/case/{case.pk}/file/{row.pk}/"

    shown, copy = clerk.get(f"{at}picture/"), clerk.get(f"{at}picture/?save=1")

    assert shown.content == BARE + DRAWN
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in shown["Cache-Control"]
    assert shown["Content-Disposition"].startswith("inline")
    assert copy["Content-Disposition"].startswith("attachment")
    assert PLACE not in copy.content
    original = b"".join(clerk.get(at).streaming_content)  # type: ignore[attr-defined]
    assert original == PHOTO
    assert f'src="{at}picture/"' in clerk.get(f"/case/{case.pk}/materials/").content.decode()


def test_what_is_no_picture_is_not_shown_and_what_may_not_be_opened_is_not_named(
    case: Case, clerk: Client, desk_of: Desk
) -> None:
    clerk.post(f"/case/{case.pk}/upload/", form(file=text("信.txt", "壬")))
    clerk.post(
        f"/case/{case.pk}/upload/",
        form(photo=SimpleUploadedFile("b.jpg", PHOTO + b"1"), title="来信人的照片", access="secondary"),
    )
    letter, sealed = case.evidence.order_by("-seq")[1], case.evidence.latest("seq")

    assert clerk.get(f"/case/{case.pk}/file/{letter.pk}/picture/").status_code == 404
    assert clerk.get(f"/case/{case.pk}/file/{sealed.pk}/picture/").content == BARE + DRAWN
    head = desk_of("juzhang")
    assert head.get(f"/case/{case.pk}/file/{sealed.pk}/picture/").status_code == 404
    listed = head.get(f"/case/{case.pk}/materials/").content.decode()
    assert "来信人的照片" not in listed
    assert "副卷材料（只有承办人可以查看）" in listed


def test_more_files_than_one_press_takes_are_refused_with_their_number() -> None:
    files = MultiValueDict({"file": [text(f"{n}.txt", str(n)) for n in range(31)]})
    sent = UploadForm({"kind": "书证", "access": "main"}, files)

    assert sent.errors["file"] == ["一次至多收入30份“文件”；实为31份。请分几次收入。"]


def test_no_kind_of_evidence_is_chosen_for_whoever_hands_it_in(case: Case, clerk: Client) -> None:
    page, before = clerk.get(f"/case/{case.pk}/upload/").content.decode(), taken(case)
    photo = SimpleUploadedFile("门头.jpg", PHOTO)

    answer = clerk.post(f"/case/{case.pk}/upload/", form(photo=photo, kind="")).content.decode()

    chooser = page.split('name="kind"')[1].split("</select>")[0]
    assert '<option value="" selected>请选择</option>' in chooser or chooser.count(" selected") == 0
    assert "没有选择“证据种类”" in answer
    assert taken(case) == before


def test_of_several_files_each_may_say_its_kind_and_then_none_for_all_is_asked(
    case: Case, clerk: Client
) -> None:
    address, before = f"/case/{case.pk}/upload/", taken(case)
    files = {"title_of": ["门头", "录音"], "kind": ""}

    def pair() -> list[SimpleUploadedFile]:
        return [text("门头.txt", "门头照"), text("录音.txt", "录音")]

    one = clerk.post(address, form(file=pair(), kind_of=["电子数据", ""], **files)).content.decode()
    assert "没有选择“证据种类”" in one
    clerk.post(address, form(file=pair(), kind_of=["电子数据", "视听资料"], **files))

    assert taken(case)[len(before) :] == [("门头", "电子数据"), ("录音", "视听资料")]
