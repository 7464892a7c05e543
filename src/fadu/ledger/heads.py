# SPDX-License-Identifier: MulanPSL-2.0
"""A signed head as a value, in the text that is signed, and as it is kept elsewhere: C2SP tlog-checkpoint in a signed note.

The text is the origin, the size, the root in base64, and three lines more: the moment, the hash of the tree, the key with its
algorithm. So outside witnesses can read it and add their signatures, and each head says by which algorithms it holds.
https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note

A head of format 1 has no origin; it is read where it was kept elsewhere.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from fadu.kernel import digests, signatures
from fadu.kernel.errors import BadInputError, FaduError

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "fadu tree head/2"
#: the first byte of an Ed25519 key in a signed note
_TYPES = {signatures.ED25519: b"\x01"}
_LARGEST = 2**63 - 1
_SHAPES = {
    "origin": re.compile(r"[!-*,-~]{0,120}"),
    "root": re.compile(r"[0-9a-f]{64}"),
    "signed_at": re.compile(r"[0-9T:.+-]{19,40}"),
    "hash_algorithm": re.compile(r"[a-z0-9]{1,20}"),
    "key_algorithm": re.compile(r"[a-z0-9]{1,20}"),
    "key": re.compile(r"(?:[0-9a-f]{2}){1,100}"),
    "signature": re.compile(r"(?:[0-9a-f]{2}){1,100}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head: the root over the first ``size`` entries, signed. Root, key and signature in hex."""

    origin: str = ""
    size: int
    root: str
    signed_at: str
    hash_algorithm: str = digests.SHA256
    key_algorithm: str = signatures.USED
    key: str = ""
    signature: str = ""

    @property
    def text(self) -> str:
        """What the signature covers."""
        if not self.origin:
            return f"fadu tree head/1\n{self.size}\n{self.root}\n{self.signed_at}\n"
        return (
            f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"
            f"time {self.signed_at}\nhash {self.hash_algorithm}\nkey {self.key_algorithm} {_base64(self.key)}\n"
        )

    @property
    def note(self) -> str:
        """The signed note: the text, an empty line, the line of the signature."""
        signed = b64encode(self.key_id + bytes.fromhex(self.signature)).decode()
        return f"{self.text}\n— {self.origin} {signed}\n"

    @property
    def fingerprint(self) -> str:
        """What its key is known by."""
        return signatures.fingerprint(bytes.fromhex(self.key), self.key_algorithm)

    def is_signed(self) -> bool:
        """Whether the signature is that of the key it names. (Whether that key is the bureau's is another question.)"""
        try:
            algorithm = signatures.algorithm(self.key_algorithm)
        except FaduError:
            return False
        return algorithm.is_signed(bytes.fromhex(self.key), self.text.encode(), bytes.fromhex(self.signature))

    def as_json(self) -> dict[str, Any]:
        """Every field by its name, and the format."""
        return {"format": FORMAT, **asdict(self)}

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a note's line names its key; empty for an algorithm that notes do not know."""
        kind = _TYPES.get(self.key_algorithm)
        if kind is None:
            return b""
        return digests.digest(self.origin.encode() + b"\n" + kind + bytes.fromhex(self.key), digests.SHA256)[
            :4
        ]


def _base64(text: str) -> str:
    return b64encode(bytes.fromhex(text)).decode()


def from_json(data: Any) -> Head:
    """A head from its fields, of format 2 or 1. Raises BadInputError.

    >>> from_json({"size": 3})
    Traceback (most recent call last):
    ...
    fadu.kernel.errors.BadInputError: 账本根 root：应为64位十六进制小写；实为“None”。请用 fadu ledger head 或见证文件原样保存的内容。
    """
    fields: Mapping[str, Any] = data if isinstance(data, dict) else {}
    size = fields.get("size")
    if type(size) is not int or not 0 <= size <= _LARGEST:
        raise misshapen("size", "0以上的整数", size)
    words = {
        name: fields.get(name, default)
        for name, default in (
            ("root", None),
            ("origin", ""),
            ("signed_at", None),
            ("hash_algorithm", digests.SHA256),
            ("key_algorithm", signatures.ED25519),
            ("key", None),
            ("signature", None),
        )
    }
    for name, value in words.items():
        if not isinstance(value, str) or not _SHAPES[name].fullmatch(value):
            raise misshapen(name, _EXPECTED.get(name, "十六进制小写"), value)
    return Head(size=size, **words)


_EXPECTED = {"root": "64位十六进制小写", "origin": "账本的名称", "signed_at": "一个时刻"}


def misshapen(field: str, expected: str, got: object) -> BadInputError:
    """The error that names what of a head is not as it should be."""
    return BadInputError(
        expected=expected,
        got=str(got)[:80],
        where=f"账本根 {field}",
        remedy="用 fadu ledger head 或见证文件原样保存的内容",
    )
