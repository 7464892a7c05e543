# SPDX-License-Identifier: MulanPSL-2.0
"""Prints a sheet as plain text."""

from __future__ import annotations

from fadu.records.rendering.tree import Sheet, lines


def render_text(sheet: Sheet) -> str:
    """The text of a document, one block a line; the cells of a row are separated by tabs."""
    return "\n".join(lines(sheet)) + "\n"
