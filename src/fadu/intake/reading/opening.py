# SPDX-License-Identifier: MulanPSL-2.0
"""Opening a file by what it holds, whatever its name ends in: platforms hand out pages and texts named .xls."""

from __future__ import annotations

import gzip
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from fadu.intake.reading import delimited, foreign, markup, workbooks, worksheets
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from fadu.intake.reading.cells import Page

#: larger files are cut into several; a workbook is packed
MAX_WORKBOOK, MAX_TEXT = 200 * 1024 * 1024, 2 * 1024 * 1024 * 1024
#: bytes by which a file is told
START = 4096
_ZIP, _OLE, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"
#: the part of a workbook that has a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: what is no table at all, by how it begins
_OTHERS = {
    b"%PDF": "PDF",
    b"\xff\xd8\xff": "图片",
    b"\x89PNG": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
}


def is_log(path: Path) -> bool:
    """Whether a file is an event log (XES), be it packed."""
    start = _start(path)
    if start.startswith(_GZIP):
        try:
            with gzip.open(path, "rb") as file:
                start = file.read(START)
        except (OSError, EOFError, zlib.error):
            return path.name.lower().endswith(".xes.gz")
    if path.name.lower().endswith((".xes", ".xes.gz")):
        return True
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"<log" in start


@contextmanager
def opened(path: Path, wanted: Collection[str]) -> Iterator[Sequence[Page]]:
    """The sheets of a file. Raises BadInputError for what is no table, is too large, or has a password."""
    start = _start(path)
    for begins, what in _OTHERS.items():
        if start.startswith(begins):
            raise _no_table(path.name, what)
    if start.startswith(_ZIP):
        _refuse_large(path, MAX_WORKBOOK)
        workbooks.vet(path)
        with (worksheets if _is_of_2007(path) else foreign).opened(path) as sheets:
            yield sheets
    elif start.startswith(_OLE):
        if _has_password(path):
            raise foreign.has_password(path.name)
        with foreign.opened(path) as sheets:
            yield sheets
    elif _is_page(start):
        with markup.opened(path) as tables:
            yield tables
    elif path.name.lower().endswith(".xlsx") and b"\0" in start:
        raise worksheets.refused(path.name)
    else:
        _refuse_large(path, MAX_TEXT)
        with delimited.opened(path, wanted) as texts:
            yield texts


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(START)


def _is_page(start: bytes) -> bool:
    begun = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return begun.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style"))


def _is_of_2007(path: Path) -> bool:
    """Whether a packed file is a workbook of rows in XML. Raises BadInputError where it is no workbook at all."""
    try:
        with ZipFile(path) as archive:
            parts = {part.replace("\\", "/").lower() for part in archive.namelist()}
            kind = archive.read("mimetype") if "mimetype" in parts else b""
    except (BadZipFile, OSError, KeyError, RuntimeError, zlib.error) as error:
        raise worksheets.refused(path.name) from error
    if "xl/workbook.bin" in parts or b"opendocument.spreadsheet" in kind:
        return False
    if "xl/workbook.xml" not in parts and any(part.startswith(("word/", "ppt/")) for part in parts):
        raise _no_table(path.name, "文稿")
    return True


def _has_password(path: Path) -> bool:
    with path.open("rb") as file:
        rest = b""
        while piece := file.read(1024 * 1024):
            if _ENCRYPTED in rest + piece:
                return True
            rest = piece[-len(_ENCRYPTED) :]
    return False


def _no_table(name: str, what: str) -> BadInputError:
    return BadInputError(
        expected="表格（.xlsx、.xls、.ods、.csv）或事件日志（.xes）",
        got=f"{name}（{what}）",
        where="导入文件",
        remedy="把其中的表格另存为 .xlsx 后再导入",
    )


def _refuse_large(path: Path, most: int) -> None:
    if path.stat().st_size > most:
        raise BadInputError(
            expected=f"不超过{most // 2**20}MB的文件",
            got=path.name,
            where="导入文件",
            remedy="分成几个文件导入",
        )
