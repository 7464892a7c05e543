# SPDX-License-Identifier: MulanPSL-2.0
"""Puts pages of PDFs that came from elsewhere in the places kept for them: as they are, with the number of the place above, and without
anything in them that acts.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdf

#: of a page, and of what lies on it, what would do something when it is opened or pressed
_ACTING = ("/A", "/AA", "/PA")


def pages_in(content: bytes) -> int:
    """How many pages a PDF has that was made elsewhere and can be read."""
    return len(_read(content).pages)


def put_in(made: bytes, places: Sequence[tuple[int, bytes]], title: str) -> bytes:
    """A volume with the pages of other PDFs in it: page of the volume at which each begins, and its content."""
    import pypdf

    volume, writer = _read(made), pypdf.PdfWriter()
    others = {at + n: page for at, content in places for n, page in enumerate(_read(content).pages)}
    for at, kept in enumerate(volume.pages):
        if at in others:
            _bear(writer.add_page(_still(others[at])), kept)
        else:
            writer.add_page(kept)
    writer.add_metadata({"/Title": title})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _read(content: bytes) -> pypdf.PdfReader:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def _bear(page: pypdf.PageObject, kept: pypdf.PageObject) -> None:
    """Print on a page what stands on the one kept for it: at its upper right corner, whatever its size."""
    from pypdf import Transformation

    if page.rotation:
        page.transfer_rotation_to_content()
    box = page.cropbox
    moved = Transformation().translate(
        float(box.right) - float(kept.mediabox.width), float(box.top) - float(kept.mediabox.height)
    )
    page.merge_transformed_page(kept, moved)


def _still(page: pypdf.PageObject) -> pypdf.PageObject:
    for part in (page, *_lying_on(page)):
        for key in _ACTING:
            if key in part:
                del part[key]
    return page


def _lying_on(page: pypdf.PageObject) -> Iterator[Any]:
    for each in page.get("/Annots") or ():
        yield each.get_object()
