# SPDX-License-Identifier: MulanPSL-2.0
"""Taking a file into a case, and handing it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render

from fadu.cases.acts import foreseeing, services
from fadu.cases.papers import filing
from fadu.cases.rules import person_of
from fadu.cases.world import sealed
from fadu.desk import addresses
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import case_for, for_officers, officer_of
from fadu.desk.pages.act import acted_in, barred
from fadu.kernel import clock, digests
from fadu.people.actors import OfficerActor
from fadu.procedure.decision import Permitted
from fadu.records import selectors as records
from fadu.records import services as files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case
    from fadu.people.models import Officer

KINDS = [
    ("书证", "书证"),
    ("物证", "物证"),
    ("视听资料", "视听资料"),
    ("电子数据", "电子数据"),
    ("证人证言", "证人证言"),
    ("当事人的陈述", "当事人的陈述"),
    ("鉴定意见", "鉴定意见"),
    ("勘验笔录、现场笔录", "勘验笔录、现场笔录"),
    ("其他材料", "其他材料"),
]


class UploadForm(InWords):
    """A file with what it is and which file it belongs to."""

    file = forms.FileField(label="文件", help_text="PDF、Word、Excel、图片、音频、视频或文本。")
    title = forms.CharField(label="名称", max_length=200)
    kind = forms.ChoiceField(label="证据种类", choices=KINDS)
    access = forms.ChoiceField(label="卷别", choices=[("main", "正卷"), ("secondary", "副卷")])
    from_whom = forms.CharField(label="提供人", max_length=100, required=False)


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """The form; a file that is refused says why and nothing is stored in the case."""
    (case, _), officer = acted_in(request, case_id, "attach"), officer_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if is_pressed(request) and form.is_valid():
        attach(case, officer, form.cleaned_data, press=addresses.request_id(request))
        messages.success(request, "材料已收入案卷。")
        return redirect("desk:case", case.pk)
    context = {
        "case": case,
        "form": form,
        "grounds": () if request.method == "POST" else barred(case, officer, "attach"),
        "request_id": addresses.request_id_again(request),
    }
    return render(request, "desk/upload.html", context)


def attach(case: Case, officer: Officer, values: Mapping[str, Any], *, press: UUID) -> None:
    """Take a file into the case. What may not be filed is not kept either: the judge is asked before the file is stored.

    The judge reads the file's own name too where it is to lie open, for whoever may open the file reads it. Raises ActRefusedError, FileRefusedError, RequestReusedError.
    """
    by, content = OfficerActor(officer=officer), values["file"].read()
    payload = {k: values[k] for k in ("title", "kind", "access", "from_whom") if values[k]}
    asked = {**payload, "digest": digests.of(content)}
    if values["access"] != filing.SECONDARY:
        asked["file"] = values["file"].name
    if isinstance(foreseeing.dry_run(case=case, action="attach", by=by, payload=asked), Permitted):
        stored = files.store(
            name=values["file"].name,
            content=content,
            uploaded_by=person_of(officer.pk),
            at=clock.now(),
            owner=filing.owner_of(case, values["access"]),
        )
        asked = {**payload, "digest": stored.digest}
    services.perform(case=case, action="attach", by=by, payload=asked, request_id=press)


@for_officers
def download(request: HttpRequest, case_id: int, evidence_id: int) -> FileResponse:
    """A file of the case, always as a download."""
    case = case_for(request, case_id)
    row = case.evidence.select_related("file").filter(pk=evidence_id).first()
    if row is None or (row.access == "secondary" and not sealed.may_open(case, officer_of(request))):
        raise Http404("没有这份材料，或者属于副卷而您不是本案承办人。")
    response = FileResponse(
        records.open_stored(row.file), as_attachment=True, content_type="application/octet-stream"
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(records.name_of(row.file))}"
    return response
