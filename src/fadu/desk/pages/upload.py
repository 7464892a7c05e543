# SPDX-License-Identifier: MulanPSL-2.0
"""Taking files into a case, and handing them out again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.html import format_html

from fadu.cases.reading.sight import Sight
from fadu.cases.world import sealed
from fadu.cases.world.worlds import procedure_of
from fadu.desk import addresses, drafts, taking_in
from fadu.desk.action_form import unjudged
from fadu.desk.answers import has_drafts, is_pressed, keeps_what_was_typed
from fadu.desk.evidence_form import UploadForm
from fadu.desk.officer import case_for, for_officers, officer_of
from fadu.desk.pages.act import acted_in, barred
from fadu.desk.shown import afterwards
from fadu.kernel import clock
from fadu.records import selectors as records

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case, CaseEvidence


#: the act by which files go into a case
ACTION = "attach"


@for_officers
@has_drafts
@keeps_what_was_typed
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """The form; a file that is refused says why and none of those sent with it is stored in the case.

    What is typed beside the files is kept as that of any form; the files have to be chosen again.
    """
    (case, seen), officer = acted_in(request, case_id, ACTION), officer_of(request)
    draft = drafts.of(officer, request.path)
    resumed = drafts.resume(request, draft)
    form = UploadForm(request.POST or None, request.FILES or None)
    if is_pressed(request) and form.is_valid():
        taken, known = taking_in.take_in(
            case,
            officer,
            form.pieces(),
            form.common(),
            press=addresses.request_id(request),
            again=form.cleaned_data["again"],
        )
        done, there = taking_in.words_of(taken, known)
        for each in (*there, *taking_in.elsewhere(case, officer, form.pieces())):
            messages.warning(request, each)
        onward = afterwards.leads_on(case, officer, clock.now(), signed=False)
        if done:
            messages.success(request, format_html("{}{}", done, onward))
        drafts.drop(officer, request.path)
        return redirect("desk:case", case.pk)
    drafts.keep_refused(request, officer, request.path)
    if resumed:
        unjudged(form)
    context = {
        **drafts.beside(request, draft, resumed=resumed, here=drafts.may_be_kept_here(procedure_of(case))),
        "case": case,
        "reads": seen > Sight.HEADER,
        "form": form,
        "grounds": () if request.method == "POST" else barred(case, officer, ACTION),
        "request_id": addresses.request_id_again(request),
    }
    return render(request, "desk/upload.html", context)


def row_for(request: HttpRequest, case: Case, evidence_id: int) -> CaseEvidence:
    """A file of the case that the officer may open. Raises Http404 for any other."""
    row = case.evidence.select_related("file").filter(pk=evidence_id).first()
    if row is None or (row.access == "secondary" and not sealed.may_open(case, officer_of(request))):
        raise Http404("没有这份材料，或者属于副卷而您不是本案承办人。")
    return row


@for_officers
def download(request: HttpRequest, case_id: int, evidence_id: int) -> FileResponse:
    """A file of the case, always as a download."""
    row = row_for(request, case_for(request, case_id), evidence_id)
    response = FileResponse(
        records.open_stored(row.file), as_attachment=True, content_type="application/octet-stream"
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(records.name_of(row.file))}"
    return response
