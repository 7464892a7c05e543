# SPDX-License-Identifier: MulanPSL-2.0
"""Renders a form with its data: one sheet, four formats, the same text in all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fadu.kernel.errors import UnknownNameError
from fadu.records.forms.model import Form
from fadu.records.rendering.fill import fill, missing
from fadu.records.rendering.html import render_html
from fadu.records.rendering.text import render_text
from fadu.records.rendering.tree import Sheet

__all__ = ["FORMATS", "MEDIA_TYPES", "missing", "render", "render_sheet"]

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def _docx(sheet: Sheet) -> bytes:
    from fadu.records.rendering.docx import render_docx

    return render_docx(sheet)


def _pdf(sheet: Sheet) -> bytes:
    from fadu.records.rendering.pdf import render_pdf

    return render_pdf(sheet)


#: DOCX and PDF bring big libraries; they are imported when first used
FORMATS: dict[str, Callable[[Sheet], bytes | str]] = {
    "html": render_html,
    "text": render_text,
    "docx": _docx,
    "pdf": _pdf,
}


def render(
    form: Form, data: Mapping[str, Any], *, fmt: str = "html", draft: bool = False, void: bool = False
) -> bytes | str:
    """The document in one format: ``html`` and ``text`` are str, ``docx`` and ``pdf`` bytes.

    Raises MissingDataError listing all missing mandatory data by title (not for a ``draft``, which names
    the gaps in its text), UnknownNameError for a format there is not.
    """
    return render_sheet(fill(form, data, draft=draft, void=void), fmt=fmt)


def render_sheet(sheet: Sheet, *, fmt: str) -> bytes | str:
    """The filled form in one format."""
    if fmt not in FORMATS:
        raise UnknownNameError("格式", fmt, FORMATS)
    return FORMATS[fmt](sheet)
