# SPDX-License-Identifier: MulanPSL-2.0
"""The duty report as DOCX, PDF, HTML and JSON: one draft, the same sentences, every figure with its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.errors import UnknownNameError
from fadu.records.rendering import render_sheet
from fadu.reporting import exchange, webpage
from fadu.reporting.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from fadu.reporting.drafted import Draft


def render(draft: Draft, fmt: str) -> bytes:
    """The report in one format. Raises UnknownNameError."""
    if fmt not in FORMATS:
        raise UnknownNameError("格式", fmt, FORMATS)
    return FORMATS[fmt](draft)


def _printed(fmt: str) -> Callable[[Draft], bytes]:
    def write(draft: Draft) -> bytes:
        rendered = render_sheet(sheet(draft), fmt=fmt)
        return rendered if isinstance(rendered, bytes) else rendered.encode()

    return write


FORMATS: dict[str, Callable[[Draft], bytes]] = {
    "docx": _printed("docx"),
    "pdf": _printed("pdf"),
    "html": webpage.page,
    "json": exchange.write,
}
