# SPDX-License-Identifier: MulanPSL-2.0
"""A text as a picture that a telephone reads, drawn into the page: no file, no address, no script."""

from __future__ import annotations

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def picture(text: str, *, title: str) -> SafeString:
    """The picture as inline SVG, black on white with the quiet zone that readers need."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=4, dark="#000", light="#fff", border=4, svgclass="qr", lineclass=None
    )
    body = drawn[drawn.index(">") + 1 :]
    opening = drawn[: drawn.index(">")]
    # drawn by the library from modules alone: nothing of the text stands in it
    return format_html('{} role="img" aria-label="{}">{}', mark_safe(opening), title, mark_safe(body))  # noqa: S308
