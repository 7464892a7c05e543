# SPDX-License-Identifier: MulanPSL-2.0
"""What a file really is, by its bytes and never by its name; which kinds are taken and how large. Pure."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import filetype

from fadu.kernel.errors import FaduError

MEGABYTE = 1024 * 1024
PICTURE, PAPER, RECORDING = 30 * MEGABYTE, 50 * MEGABYTE, 1024 * MEGABYTE
OOXML = "application/vnd.openxmlformats-officedocument."
#: kinds taken: media type → (Chinese name, largest size in bytes)
ALLOWED: dict[str, tuple[str, int]] = {
    "application/pdf": ("PDF", PAPER),
    "application/ofd": ("OFD 版式文件", PAPER),
    f"{OOXML}wordprocessingml.document": ("Word 文档", PAPER),
    f"{OOXML}spreadsheetml.sheet": ("Excel 表格", PAPER),
    f"{OOXML}presentationml.presentation": ("演示文稿", PAPER),
    "application/x-ole-storage": ("旧版 Office 文件", PAPER),
    "application/zip": ("ZIP 压缩包", PAPER),
    "text/plain": ("纯文本", PAPER),
    "image/jpeg": ("JPEG 图片", PICTURE),
    "image/png": ("PNG 图片", PICTURE),
    "image/webp": ("WebP 图片", PICTURE),
    "image/bmp": ("BMP 图片", PICTURE),
    "image/tiff": ("TIFF 图片", PICTURE),
    "image/heic": ("HEIC 图片", PICTURE),
    "audio/mpeg": ("录音", RECORDING),
    "audio/mp4": ("录音", RECORDING),
    "audio/x-wav": ("录音", RECORDING),
    "audio/amr": ("录音", RECORDING),
    "video/mp4": ("录像", RECORDING),
    "video/quicktime": ("录像", RECORDING),
    "video/x-msvideo": ("录像", RECORDING),
}
#: kinds a browser may show; everything else is only offered for download
INLINE = {"application/pdf", "image/jpeg", "image/png", "image/webp", "image/bmp"}
#: how much of a file is read to tell its kind; a zip is told by its directory at the end
HEAD = 8192
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ALIASES = {
    "image/x-ms-bmp": "image/bmp",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "audio/wav": "audio/x-wav",
}
ZIP_MARKS = {
    "word/document.xml": f"{OOXML}wordprocessingml.document",
    "xl/workbook.xml": f"{OOXML}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OOXML}presentationml.presentation",
    "OFD.xml": "application/ofd",
}
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"<iframe", b"<body", b"<head")


class FileRefusedError(FaduError):
    """文件未被接收。"""

    code = "file_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The kind of a file that is taken."""

    media_type: str
    title: str
    limit: int


def sniff(head: bytes, whole: io.BufferedIOBase | io.BytesIO | None = None) -> str:
    """The media type of a file whose first bytes are ``head``, or '' if it is none we know.

    ``whole`` is the file itself, needed to look into a zip.

    >>> sniff(b"%PDF-1.7 ..."), sniff("询问笔录".encode()), sniff(b"<html><script>")
    ('application/pdf', 'text/plain', '')
    """
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(OLE):
        return "application/x-ole-storage"
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(whole if whole is not None else io.BytesIO(head))
    guessed: str | None = filetype.guess_mime(head)
    if guessed:
        return ALIASES.get(guessed, guessed)
    return "text/plain" if _is_text(head) else ""


def _zip_kind(whole: io.BufferedIOBase | io.BytesIO) -> str:
    try:
        whole.seek(0)
        with zipfile.ZipFile(whole) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    return next((kind for mark, kind in ZIP_MARKS.items() if mark in names), "application/zip")


def _is_text(head: bytes) -> bool:
    """UTF-8, UTF-16 with mark, or GB 18030, without control characters and without markup."""
    if not head or any(mark in head[:1024].lower() for mark in MARKUP):
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return not any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text)
    return False


def admit(name: str, head: bytes, whole: io.BufferedIOBase | io.BytesIO | None = None) -> Kind:
    """The kind of the file, or FileRefusedError saying what is taken."""
    media_type = sniff(head, whole)
    if not head:
        raise FileRefusedError(f"“{name}”是空文件。请重新选择文件。")
    if media_type not in ALLOWED:
        titles = "、".join(dict.fromkeys(title for title, _ in ALLOWED.values()))
        raise FileRefusedError(
            f"“{name}”的内容不是可接收的类型{f'（识别为 {media_type}）' if media_type else ''}。可接收：{titles}。"
        )
    title, limit = ALLOWED[media_type]
    return Kind(media_type=media_type, title=title, limit=limit)


def check_size(name: str, size: int, kind: Kind) -> None:
    """FileRefusedError if the file is larger than its kind may be."""
    if size > kind.limit:
        raise FileRefusedError(
            f"“{name}”有 {size / MEGABYTE:.1f} 兆字节，{kind.title}不得超过 {kind.limit // MEGABYTE} 兆字节。"
            "请压缩或分开后再上传。"
        )
