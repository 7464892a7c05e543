# SPDX-License-Identifier: MulanPSL-2.0
"""A signature drawn on the screen: a picture as the browser sends it, read strictly, and never an empty one."""

from __future__ import annotations

import base64
import binascii
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.kernel.errors import BadInputError
from fadu.kernel.yaml_reader import read
from fadu.records.stripping import PictureUnreadableError, strip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DATA = Path(__file__).parent / "data" / "refused_signatures.yaml"
#: so much of the digest of a paper stands in the name of a signature on it
SHOWN = 16
#: how the file of a signature is called: drawn on the screen, or a photograph of the signed paper
DRAWN, PICTURED = "屏幕签名", "纸上签名照片"
BEGINNING = "data:image/png;base64,"
#: so long is what a browser sends of a signature, at most; and so wide or high its picture
LONGEST, WIDEST = 400_000, 4000
#: bytes of a picture's lines once unpacked, at most
_LARGEST = 64 * 1024 * 1024


def mark_of(digest: str) -> str:
    """By what a signature on a paper, or the note that there is none, names that paper and no other."""
    return f"（文书摘要{digest[:SHOWN]}）"


@cache
def reasons() -> Mapping[str, str]:
    """Why somebody did not sign, by what is offered."""
    return {str(key): _words(said) for key, said in read(DATA).items()}


def was_shown(reason: str) -> bool:
    """Whether the paper was shown or read to whoever did not sign it: not to who did not come.

    >>> was_shown("absent"), was_shown("facts")
    (False, True)
    """
    said = read(DATA).get(reason)
    return not (isinstance(said, dict) and said.get("unseen"))


def _words(said: object) -> str:
    return str(said["words"]) if isinstance(said, dict) else str(said)


def drawn(text: str) -> bytes:
    """The picture of a signature. Raises BadInputError where it is none, or where nothing was drawn.

    >>> drawn("data:text/html;base64,PGI+")
    Traceback (most recent call last):
    fadu.kernel.errors.BadInputError: ...
    """
    if not text.startswith(BEGINNING) or len(text) > LONGEST:
        raise _fault("读不出来的图")
    try:
        picture = base64.b64decode(text.removeprefix(BEGINNING), validate=True)
        bare = strip(picture, "image/png") or b""
        chunks = dict(_chunks(bare))
        wide, high = struct.unpack(">II", chunks[b"IHDR"][:8])
        lines = zlib.decompressobj().decompress(chunks[b"IDAT"], _LARGEST)
    except (binascii.Error, PictureUnreadableError, struct.error, KeyError, zlib.error, IndexError) as error:
        raise _fault("读不出来的图") from error
    if not (0 < wide <= WIDEST and 0 < high <= WIDEST):
        raise _fault(f"{wide}×{high}点的图")
    if len(set(lines)) < 3:
        raise _fault("空白")
    return bare


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG by their names; those of one name together."""
    at = 8
    parts: dict[bytes, bytes] = {}
    while at < len(content):
        length = struct.unpack(">I", content[at : at + 4])[0]
        name = content[at + 4 : at + 8]
        parts[name] = parts.get(name, b"") + content[at + 8 : at + 8 + length]
        at += 12 + length
    return iter(parts.items())


def _fault(came: str) -> BadInputError:
    return BadInputError(
        expected="在框内写下的签名",
        got=came,
        where="屏幕签名",
        remedy="请当事人重新签写，或者改为拍摄纸上的签名",
    )
