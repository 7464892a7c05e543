# SPDX-License-Identifier: MulanPSL-2.0
"""Looking a workbook over before it is opened: what it unpacks to, and that it declares nothing that could be expanded.

A file of a few kilobytes can unpack to gigabytes; that is told before anything of it is read.
"""

from __future__ import annotations

import re
import zlib
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from fadu.intake.reading import worksheets
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

MAX_UNPACKED = 2 * 1024 * 1024 * 1024
CHUNK, OVERLAP = 1024 * 1024, 16
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def vet(path: Path) -> None:
    """Raise BadInputError where a workbook unpacks to too much or declares entities."""
    unpacked = 0
    try:
        with ZipFile(path) as archive:
            for item in archive.infolist():
                with archive.open(item) as part:
                    unpacked = _vet_part(part, item.filename, path, unpacked)
    except (BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise worksheets.refused(path.name) from error


def _vet_part(part: IO[bytes], name: str, path: Path, unpacked: int) -> int:
    """Read one part in pieces; return how much has been unpacked with it."""
    rest = b""
    while piece := part.read(CHUNK):
        unpacked += len(piece)
        if unpacked > MAX_UNPACKED:
            raise _refused(
                path, f"解压后不超过{MAX_UNPACKED // 2**20}MB的工作簿", "分成几个文件导入，并核对文件来源"
            )
        rest += piece
        if name.endswith((".xml", ".rels")) and _DTD.search(rest):
            raise _refused(
                path, "不含文档类型定义（DOCTYPE、实体）的工作簿", "用表格软件另存为 .xlsx 后再导入"
            )
        rest = rest[-OVERLAP:]
    return unpacked


def _refused(path: Path, expected: str, remedy: str) -> BadInputError:
    return BadInputError(expected=expected, got=path.name, where="导入文件", remedy=remedy)
