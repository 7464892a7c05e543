# SPDX-License-Identifier: MulanPSL-2.0
"""Sealing personal data: one data key for each owner, wrapped by the master key; the owner bound as associated data.

Destroying an owner's data key makes everything sealed for that owner unreadable for good (crypto-erasure); the
ciphertext, which is what records hash, stays.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, transaction

from fadu.kernel import digests
from fadu.kernel.chunked_seal import OpeningReader, SealingWriter
from fadu.kernel.errors import FaduError
from fadu.people.models import SealedKey
from fadu.people.proof import record
from fadu.people.sealed_field import PREFIX, SealError
from fadu.storage.prepared import Prepared, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "ERASED",
    "PREFIX",
    "MasterKeyError",
    "SealError",
    "blind_index",
    "check",
    "erase",
    "index_under",
    "opening_from",
    "seal",
    "sealing_into",
    "unseal",
    "unseal_all",
]

MASTER = "master"
ERASED = "（已销毁）"


class MasterKeyError(FaduError):
    """密封资料的主密钥不在或不对。"""

    code = "master_key"


def _master() -> bytes:
    """The master key, made with mode 600 where nothing was sealed yet. Raises MasterKeyError."""
    key = _held()
    if key is not None:
        return key
    if SealedKey.objects.exists():
        raise _lost("不在")
    try:
        descriptor = os.open(_place(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process made it meanwhile
        return _master()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = AESGCM.generate_key(bit_length=256)
        file.write(key.hex())
    return key


def _place() -> Path:
    return Path(settings.FADU_KEYS) / MASTER


def _held() -> bytes | None:
    """The master key as it lies there; None where there is no file. Raises MasterKeyError for a file that holds none."""
    try:
        key = bytes.fromhex(_place().read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None
    except ValueError:
        key = b""
    if len(key) != 32:
        raise _lost("损坏或被改动")
    return key


def _lost(what: str) -> MasterKeyError:
    return MasterKeyError(
        f"{_place()} {what}，而这个数据库中有用它密封的资料（举报人、证件号码等）。请从备份恢复 FADU_HOME 中的 keys"
        " 文件夹（或核对 FADU_HOME 与 DATABASE_URL 是否配对）。程序不会自行另造密钥。"
    )


def check() -> None:
    """Refuse to go on where something is sealed and the master key that opens it is not at hand. Raises MasterKeyError."""
    row = SealedKey.objects.order_by("wrapped").last()  # one that was not erased, where there is one
    if row is None:
        return
    key = _held()
    if key is None:
        raise _lost("不在")
    if not row.wrapped:
        return
    try:
        _decrypt(key, row.wrapped, f"key:{row.owner}")
    except (SealError, ValueError):
        raise _lost("不是密封这些资料的那一把密钥") from None


def _encrypt(key: bytes, plain: bytes, about: str) -> str:
    nonce = os.urandom(12)
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, plain, about.encode())).decode()


def _decrypt(key: bytes, token: str, about: str) -> bytes:
    data = base64.urlsafe_b64decode(token)
    try:
        return AESGCM(key).decrypt(data[:12], data[12:], about.encode())
    except InvalidTag:
        raise SealError from None


_KEY = Prepared(lambda owner: SealedKey.objects.filter(owner=owner), str)
_KEYS = Prepared(lambda owners: SealedKey.objects.filter(any_of("owner", owners)), [str])


def _data_key(owner: str, *, make: bool) -> bytes | None:
    row = _KEY.first(owner)
    if row is None and make:
        wrapped = _encrypt(_master(), AESGCM.generate_key(bit_length=256), f"key:{owner}")
        try:
            with transaction.atomic():
                row = SealedKey.objects.create(owner=owner, wrapped=wrapped)
                record(row)
        except IntegrityError:
            row = SealedKey.objects.get(owner=owner)
    return _unwrapped(row)


def _unwrapped(row: SealedKey | None) -> bytes | None:
    """The key an owner's data is sealed under; None where there is none, or none any more."""
    if row is None or not row.wrapped:
        return None
    return _decrypt(_master(), row.wrapped, f"key:{row.owner}")


def seal(plain: str, *, owner: str) -> str:
    """Seal a text for an owner; sealing the same twice gives two tokens."""
    key = _data_key(owner, make=True)
    if key is None:
        raise SealError("该人员的数据密钥已经销毁，不能再密封新的内容。")
    return f"{PREFIX}{owner}:{_encrypt(key, plain.encode(), owner)}"


def unseal(token: str) -> str:
    """The text of a token. Raises SealError where key or content do not fit; erased owners give a fixed word."""
    owner, data = _parts(token)
    return _opened(_data_key(owner, make=False), data, owner)


def unseal_all(tokens: Iterable[str], wrapped: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The texts of many tokens by token; the keys of all owners are read together. Raises SealError as ``unseal`` does.

    ``wrapped`` are keys that have been read already, as they are kept, by owner; None for an owner that has none.
    """
    parts = {token: _parts(token) for token in tokens}
    known = {owner: SealedKey(owner=owner, wrapped=key or "") for owner, key in (wrapped or {}).items()}
    read = _KEYS(sorted({owner for owner, _ in parts.values() if owner not in known}))
    wanted = {owner for owner, _ in parts.values()}
    keys = {row.owner: _unwrapped(row) for row in (*known.values(), *read) if row.owner in wanted}
    return {token: _opened(keys.get(owner), data, owner) for token, (owner, data) in parts.items()}


def _parts(token: str) -> tuple[str, str]:
    """Whose a token is, and what is sealed in it. Raises SealError."""
    if not token.startswith(PREFIX):
        raise SealError
    owner, _, data = token[len(PREFIX) :].rpartition(":")
    return owner, data


def _opened(key: bytes | None, data: str, owner: str) -> str:
    return ERASED if key is None else _decrypt(key, data, owner).decode()


def sealing_into(target: IO[bytes], *, owner: str) -> SealingWriter:
    """What writes a file of an owner to a target, sealed in chunks; its ``finish`` ends it. Raises SealError for one erased."""
    key = _data_key(owner, make=True)
    if key is None:
        raise SealError("该人员或案件的数据密钥已经销毁，不能再收入新的材料。")
    return SealingWriter(target, _file_key(key), _file_header(owner))


def opening_from(source: IO[bytes], *, owner: str) -> OpeningReader | None:
    """What reads a sealed file of an owner; None where the owner's key was destroyed. Raises SealBrokenError."""
    key = _data_key(owner, make=False)
    return None if key is None else OpeningReader(source, _file_key(key), _file_header(owner))


def index_under(owner: str, content: bytes) -> str:
    """A digest of what an owner has, keyed by the owner's own key: by it the same is found again, until the key is destroyed."""
    key = _data_key(owner, make=True)
    if key is None:
        raise SealError("该人员或案件的数据密钥已经销毁，不能再收入新的材料。")
    return digests.keyed(key, b"fadu index/1\n" + content, digests.SHA256).hex()


def _file_key(key: bytes) -> bytes:
    """Files are sealed by a key of their own, which goes with the owner's."""
    return digests.keyed(key, b"fadu file/1", digests.SHA256)


def _file_header(owner: str) -> bytes:
    return f"fadu file/1\n{owner}".encode()


def blind_index(plain: str, *, purpose: str) -> str:
    """A keyed digest by which equal values are found without being readable."""
    if not plain:
        return ""
    key = digests.keyed(_master(), b"blind index")
    return digests.keyed(key, f"{purpose}\n{plain}".encode()).hex()


def erase(owner: str) -> None:
    """Destroy an owner's data key; that it was destroyed is entered."""
    with transaction.atomic():
        for row in SealedKey.objects.filter(owner=owner):
            row.wrapped = ""
            row.save(update_fields=["wrapped"])
            record(row)
