# SPDX-License-Identifier: MulanPSL-2.0
"""The materials of a case: what was taken in, when and from whom; photographs are shown, and handed out without what the camera noted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render

from fadu.cases.world import sealed, worlds
from fadu.desk.officer import case_for, for_officers, officer_of
from fadu.desk.pages.upload import row_for
from fadu.desk.shown.papers import evidence
from fadu.records import selectors as records
from fadu.records.stripping import can_strip, strip

if TYPE_CHECKING:
    from django.http import HttpRequest

#: a picture is shown as a picture and can do nothing else
ALONE = "default-src 'none'; sandbox"
#: pictures so large are not shown in the list: each would be sent whole
SHOWN_BYTES = 12 * 1024 * 1024


@for_officers
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """Every file of the case; those of the secondary file by nothing but that there is one, for who may not open them."""
    case = case_for(request, case_id)
    opens = sealed.may_open(case, officer_of(request))
    named = {each["pk"]: each["title"] for each in evidence(case, worlds.state_of(case), opens=opens)}
    rows = []
    for row in case.evidence.select_related("file").order_by("seq"):
        closed = row.access == "secondary" and not opens
        picture = can_strip(row.file.media_type) and not closed
        rows.append(
            {
                "row": row,
                "title": named[row.pk],
                "closed": closed,
                "picture": picture,
                "shown": picture and row.file.size <= SHOWN_BYTES,
                "unstripped": row.file.media_type.startswith("image/") and not closed and not picture,
            }
        )
    return render(request, "desk/materials.html", {"case": case, "rows": rows})


@for_officers
def picture(request: HttpRequest, case_id: int, evidence_id: int) -> HttpResponse:
    """A photograph without place, device and other notes of the camera: shown, or with ``save`` handed out as a copy.

    The original stays as it was taken in, under its digest. Raises PictureUnreadableError.
    """
    row = row_for(request, case_for(request, case_id), evidence_id)
    if not can_strip(row.file.media_type):
        raise Http404("这份材料不是可以在页面上显示的图片。请下载原件。")
    with records.open_stored(row.file) as content:
        bare = strip(content.read(), row.file.media_type)
    answer = HttpResponse(bare, content_type=row.file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = ALONE
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    ending = row.file.media_type.partition("/")[2].replace("jpeg", "jpg")
    name = quote(f"{row.title if row.access == 'main' else '材料'}（副本）.{ending}")
    manner = "attachment" if "save" in request.GET else "inline"
    answer["Content-Disposition"] = f"{manner}; filename*=UTF-8''{name}"
    return answer
