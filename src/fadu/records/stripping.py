# SPDX-License-Identifier: MulanPSL-2.0
"""Pictures without what a camera writes into them beside the picture: place, device, owner, day, preview, comments.

The picture itself is not touched: blocks of the file are left out, nothing is decoded or encoded anew. Of how the picture is to be
turned a new, bare note is written. Sources: ITU-T T.81 annex B (JPEG), Exif 2.32 4.6 (orientation), W3C PNG 3rd edition 11.3, and
the WebP container of RFC 9649. Pure.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

JPEG_START, SCAN, END = b"\xff\xd8", 0xDA, 0xD9
#: segments of a JPEG that say how it is drawn: JFIF and Adobe's colours; the other application segments and comments are left out
KEPT_APPLICATIONS = {0xE0, 0xEE}
APPLICATIONS, COMMENT = range(0xE0, 0xF0), 0xFE
#: markers without a length
BARE = {0x01, *range(0xD0, 0xD8)}
EXIF = b"Exif\x00\x00"
#: what a segment of colours begins with (its profile says what the numbers of the picture mean)
COLOURS = b"ICC_PROFILE\x00"
ORIENTATION, SHORT, TURNED = 0x0112, 3, range(2, 9)
PNG_START = b"\x89PNG\r\n\x1a\n"
#: chunks of a PNG that are part of the picture; a small first letter marks one that is not critical
PNG_KEPT = {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"iCCP", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"}
WEBP_LEFT_OUT = {b"EXIF", b"XMP "}
#: flags of a WebP that say that there is such a chunk
WEBP_FLAGS = 0x0C


class PictureUnreadableError(FaduError):
    """图片的结构读不出来，不能去除拍摄信息。请下载原件查看，不要对外提供。"""

    code = "picture_unreadable"


def strip(content: bytes, media_type: str) -> bytes | None:
    """A picture without its notes; None for a kind whose notes cannot be taken out. Raises PictureUnreadableError.

    >>> strip(b"BM...", "image/bmp") is None
    True
    """
    way = _WAYS.get(media_type)
    if way is None:
        return None
    try:
        return way(content)
    except (IndexError, struct.error) as error:
        raise PictureUnreadableError from error


def can_strip(media_type: str) -> bool:
    """Whether the notes of a kind of picture can be taken out.

    >>> can_strip("image/jpeg"), can_strip("image/heic")
    (True, False)
    """
    return media_type in _WAYS


def _jpeg(content: bytes) -> bytes:
    if not content.startswith(JPEG_START):
        raise PictureUnreadableError
    kept, turned = [JPEG_START], 1
    for marker, segment in _segments(content):
        if marker == APPLICATIONS[1] and segment[4:10] == EXIF:
            turned = _orientation(segment[10:])
        is_note = marker in APPLICATIONS or marker == COMMENT
        if not is_note or marker in KEPT_APPLICATIONS or segment[4:].startswith(COLOURS):
            kept.append(segment)
    if turned in TURNED:
        kept.insert(1, _turned(turned))
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG up to its first scan; what follows that is one piece, up to the end of the picture and no further."""
    at = len(JPEG_START)
    while True:
        while content[at + 1] == 0xFF:  # filling
            at += 1
        marker = content[at + 1]
        if content[at] != 0xFF:
            raise PictureUnreadableError
        if marker in BARE:
            yield marker, content[at : at + 2]
            at += 2
            continue
        if marker == END:
            yield marker, content[at : at + 2]
            return
        length: int = struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker == SCAN:
            yield from _scans(content, at)
            return
        if length < 2 or at + 2 + length > len(content):
            raise PictureUnreadableError
        yield marker, content[at : at + 2 + length]
        at += 2 + length


def _scans(content: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The scans: drawn bytes, and the segments between them, each by itself; a phone's second picture behind the end is left out."""
    start = at
    at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            yield SCAN, content[start:] + bytes((0xFF, END))
            return
        marker = content[at + 1]
        if marker == 0 or marker == 0xFF or marker in BARE:
            at += 1 if marker == 0xFF else 2
            continue
        yield SCAN, content[start:at]
        if marker == END:
            yield END, content[at : at + 2]
            return
        length = int(struct.unpack(">H", content[at + 2 : at + 4])[0])
        if marker == SCAN:
            start, at = at, at + 2 + length
            continue
        yield marker, content[at : at + 2 + length]
        start = at = at + 2 + length


def _orientation(tiff: bytes) -> int:
    """How the picture is to be turned, as Exif says; 1 (not at all) where it does not."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        at = struct.unpack(order + "I", tiff[4:8])[0]
        for place in range(struct.unpack(order + "H", tiff[at : at + 2])[0]):
            entry = tiff[at + 2 + 12 * place : at + 14 + 12 * place]
            if struct.unpack(order + "HH", entry[:4]) == (ORIENTATION, SHORT):
                return int(struct.unpack(order + "H", entry[8:10])[0])
    except struct.error:
        return 1
    return 1


def _turned(how: int) -> bytes:
    """An Exif segment that says nothing but how to turn the picture."""
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, SHORT, 1, how, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(EXIF) + len(tiff)) + EXIF + tiff


def _png(content: bytes) -> bytes:
    if not content.startswith(PNG_START):
        raise PictureUnreadableError
    kept, at = [PNG_START], len(PNG_START)
    while True:
        length = int(struct.unpack(">I", content[at : at + 4])[0])
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise PictureUnreadableError
        if name[:1].isupper() or name in PNG_KEPT:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _webp(content: bytes) -> bytes:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise PictureUnreadableError
    kept, at, whole = [], 12, 8 + int(struct.unpack("<I", content[4:8])[0])
    if whole > len(content):
        raise PictureUnreadableError
    while at < whole:
        name, length = content[at : at + 4], int(struct.unpack("<I", content[at + 4 : at + 8])[0])
        end = at + 8 + length + length % 2
        chunk = content[at:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~WEBP_FLAGS,)) + chunk[9:]
        if name not in WEBP_LEFT_OUT:
            kept.append(chunk)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


_WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
