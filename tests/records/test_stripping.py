# SPDX-License-Identifier: MulanPSL-2.0
"""What a camera writes beside the picture (place, device, day, comments) is left out of a copy; the picture is the same."""

from __future__ import annotations

import struct
import zlib

import pytest

from fadu.records.stripping import PictureUnreadableError, strip

PLACE = "北纬30.27 东经120.15 张三的手机".encode()


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", 2 + len(body)) + body


def exif(turned: int, order: str = ">") -> bytes:
    mark = b"MM\x00*" if order == ">" else b"II*\x00"
    entries = [(0x010F, 2, 4, b"ACME"), (0x0112, 3, 1, struct.pack(order + "HH", turned, 0))]
    body = mark + struct.pack(order + "IH", 8, len(entries))
    for tag, kind, count, value in entries:
        body += struct.pack(order + "HHI", tag, kind, count) + value
    return segment(0xE1, b"Exif\x00\x00" + body + b"\x00\x00\x00\x00" + PLACE)


TABLES = (
    segment(0xDB, b"\x00" * 65)
    + segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
    + segment(0xC4, b"\x00" * 20)
)
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
END = b"\xff\xd9"
JFIF, ADOBE = (
    segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
    segment(0xEE, b"Adobe\x00d\x00\x00\x00\x00\x01"),
)


def jpeg(*notes: bytes, behind: bytes = b"") -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(notes) + ADOBE + TABLES + SCAN + END + behind


def test_place_device_and_comments_are_left_out_of_a_photograph_and_the_picture_is_the_same() -> None:
    taken = jpeg(
        exif(1),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + PLACE),
        segment(0xED, PLACE),
        segment(0xFE, PLACE),
    )

    assert strip(taken, "image/jpeg") == b"\xff\xd8" + JFIF + ADOBE + TABLES + SCAN + END


def test_the_profile_of_colours_stays_and_a_list_of_further_pictures_does_not() -> None:
    colours = segment(0xE2, b"ICC_PROFILE\x00\x01\x01" + b"P3" * 9)

    assert strip(jpeg(colours, segment(0xE2, b"MPF\x00" + PLACE)), "image/jpeg") == jpeg(colours)


@pytest.mark.parametrize("order", [">", "<"])
def test_a_photograph_taken_upright_stays_upright(order: str) -> None:
    copy = strip(jpeg(exif(6, order)), "image/jpeg")

    assert copy
    assert PLACE not in copy
    assert b"ACME" not in copy
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in copy
    assert copy.endswith(TABLES + SCAN + END)
    assert strip(copy, "image/jpeg") == copy


def test_a_second_picture_or_film_behind_the_end_is_left_out_and_so_are_notes_between_scans() -> None:
    copy = strip(jpeg(behind=jpeg(exif(1))), "image/jpeg")
    between = b"\xff\xd8" + TABLES + SCAN + segment(0xFE, PLACE) + segment(0xC4, b"\x01" * 20) + SCAN + END

    assert copy == b"\xff\xd8" + JFIF + ADOBE + TABLES + SCAN + END
    assert (
        strip(between, "image/jpeg") == b"\xff\xd8" + TABLES + SCAN + segment(0xC4, b"\x01" * 20) + SCAN + END
    )


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def test_texts_and_notes_of_a_png_are_left_out() -> None:
    start, picture, end = chunk(b"IHDR", b"\x00" * 13), chunk(b"IDAT", b"12345"), chunk(b"IEND", b"")
    notes = (
        chunk(b"tEXt", PLACE) + chunk(b"eXIf", PLACE) + chunk(b"iTXt", PLACE) + chunk(b"tIME", b"\x00" * 7)
    )
    mark = b"\x89PNG\r\n\x1a\n"

    copy = strip(mark + start + notes + chunk(b"gAMA", b"\x00" * 4) + picture + end + PLACE, "image/png")

    assert copy == mark + start + chunk(b"gAMA", b"\x00" * 4) + picture + end


def test_notes_of_a_webp_are_left_out_with_the_flags_that_announce_them() -> None:
    def riff(*chunks: tuple[bytes, bytes]) -> bytes:
        body = b"WEBP"
        for name, content in chunks:
            body += name + struct.pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)
        return b"RIFF" + struct.pack("<I", len(body)) + body

    taken = riff((b"VP8X", b"\x1c" + b"\x00" * 9), (b"VP8 ", b"123"), (b"EXIF", PLACE), (b"XMP ", PLACE))

    assert strip(taken, "image/webp") == riff((b"VP8X", b"\x10" + b"\x00" * 9), (b"VP8 ", b"123"))


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/webp"])
def test_what_cannot_be_read_is_refused_and_never_handed_out_as_it_is(kind: str) -> None:
    whole = {
        "image/jpeg": jpeg(exif(1)),
        "image/png": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"1"),
        "image/webp": b"RIFF\xff\x00\x00\x00WEBPEXIF",
    }
    for broken in (b"", b"\xff", whole[kind][:9], whole[kind][: len(whole[kind]) // 2]):
        with pytest.raises(PictureUnreadableError, match="去除拍摄信息"):
            strip(broken, kind)


def test_a_kind_whose_notes_cannot_be_taken_out_gives_no_copy() -> None:
    assert strip(b"....ftypheic", "image/heic") is None
    assert strip(b"II*\x00", "image/tiff") is None
