# SPDX-License-Identifier: MulanPSL-2.0
"""Uploads: told by their bytes, kept by their digest."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from fadu.records import selectors, services, sniffing
from fadu.records.models import StoredFile
from fadu.records.rendering import render
from fadu.records.sniffing import FileRefusedError, admit, sniff
from fadu.records.vault import FileDamagedError, Vault

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(40)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(20), "image/jpeg"),
        (zipped("word/document.xml"), f"{sniffing.OOXML}wordprocessingml.document"),
        (zipped("xl/workbook.xml"), f"{sniffing.OOXML}spreadsheetml.sheet"),
        (zipped("OFD.xml"), "application/ofd"),
        (zipped("a.jpg"), "application/zip"),
        ("询问笔录".encode(), "text/plain"),
        ("询问笔录".encode("gb18030"), "text/plain"),
        (sniffing.OLE + bytes(40), "application/x-ole-storage"),
    ],
)
def test_a_file_is_told_by_its_bytes(content: bytes, media_type: str) -> None:
    assert sniff(content) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"  <!DOCTYPE html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ" + bytes(60),
        b"\x7fELF" + bytes(60),
        bytes(range(32)) * 4,
        b"PK\x03\x04broken",
        b"",
    ],
)
def test_what_is_not_on_the_list_is_refused_in_chinese(content: bytes) -> None:
    with pytest.raises(FileRefusedError, match=r"笔录\.txt"):
        admit("笔录.txt", content)


def test_a_file_too_large_is_refused_with_its_limit() -> None:
    kind = admit("a.png", PNG)
    with pytest.raises(FileRefusedError, match="不得超过 30 兆字节"):
        sniffing.check_size("a.png", kind.limit + 1, kind)


def test_the_same_content_is_kept_once_and_read_back(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    first, size = vault.put(io.BytesIO(b"abc"))
    assert vault.put(io.BytesIO(b"abc")) == (first, 3) == (first, size)
    assert vault.read(first) == b"abc"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [first]


def test_a_file_changed_on_disk_is_noticed_when_read(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest, _ = vault.put(io.BytesIO(b"abc"))
    vault.path(digest).chmod(0o640)
    vault.path(digest).write_bytes(b"abd")
    with pytest.raises(FileDamagedError, match="摘要不符"):
        vault.read(digest)
    with pytest.raises(FileDamagedError, match="找不到文件"):
        vault.read("0" * 64)


@pytest.mark.django_db
def test_a_stored_upload_has_its_real_type_and_the_same_bytes_give_the_same_row() -> None:
    first = services.store(name="现场照片.txt", content=PNG, uploaded_by="张三")
    again = services.store(name="别名.png", content=io.BytesIO(PNG))
    assert (first.media_type, first.size, again.pk) == ("image/png", len(PNG), first.pk)
    assert selectors.file_by_digest(first.digest) == first
    with selectors.open_file(first.digest) as content:
        assert content.read() == PNG


@pytest.mark.django_db
def test_html_is_never_shown_in_the_browser(notice: Any, bureau: Any) -> None:
    page = StoredFile(name="a.html", media_type="text/html; charset=utf-8")
    headers = selectors.served_as(page)
    assert headers["Content-Disposition"] == "attachment"
    assert "html" not in headers["Content-Type"]
    assert render(notice, {}, fmt="html", draft=True)
