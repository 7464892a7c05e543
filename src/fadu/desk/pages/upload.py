# SPDX-License-Identifier: MulanPSL-2.0
"""Taking files into a case, and handing them out again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render

from fadu.cases.acts import foreseeing, services
from fadu.cases.papers import filing
from fadu.cases.rules import person_of
from fadu.cases.world import sealed
from fadu.desk import addresses
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.evidence_form import UploadForm
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

    from fadu.cases.models import Case, CaseEvidence
    from fadu.people.models import Officer


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """The form; a file that is refused says why and none of those sent with it is stored in the case."""
    (case, _), officer = acted_in(request, case_id, "attach"), officer_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if is_pressed(request) and form.is_valid():
        taken, known = attach_all(case, officer, form, press=addresses.request_id(request))
        for title, row in known:
            messages.warning(
                request, f"“{title}”与案卷中第{row.seq}项“{row.title}”是同一文件，没有再次收入。"
            )
        if taken:
            titles = "、".join(f"“{title}”" for title in taken)
            messages.success(request, f"已收入案卷{len(taken)}份：{titles}。")
        return redirect("desk:case", case.pk)
    context = {
        "case": case,
        "form": form,
        "grounds": () if request.method == "POST" else barred(case, officer, "attach"),
        "request_id": addresses.request_id_again(request),
    }
    return render(request, "desk/upload.html", context)


def attach_all(
    case: Case, officer: Officer, form: UploadForm, *, press: UUID
) -> tuple[list[str], list[tuple[str, CaseEvidence]]]:
    """Take the files of a form into the case; return the names of those taken, and those that lie there already with what they are.

    Each is looked at, and the judge asked about each, before the first is stored: so that all go in or none does. A press repeated
    takes in nothing twice. Raises ActRefusedError, FileRefusedError, BadInputError.
    """
    said, opens = form.common(), sealed.may_open(case, officer)
    waiting, known, seen = [], [], set()
    for piece in form.pieces():
        content = piece.file.read()
        files.check(piece.file.name or "", content)
        number = uuid.uuid5(press, digests.of(content))
        same = filing.same_in(case, content, opens=opens) if not form.cleaned_data["again"] else None
        if number in seen:
            continue
        seen.add(number)
        if same is not None and not case.acts.filter(request_id=number).exists():
            known.append((piece.title, same))
            continue
        values = {**said, "title": piece.title, "kind": piece.kind}
        _ask(case, officer, _asked(values, piece.file.name or "", content), press)
        waiting.append((values, piece.file, number))
    for values, file, number in waiting:
        file.seek(0)
        attach(case, officer, {**values, "file": file}, press=number)
    return [values["title"] for values, _, _ in waiting], known


def attach(case: Case, officer: Officer, values: Mapping[str, Any], *, press: UUID) -> None:
    """Take a file into the case. What may not be filed is not kept either: the judge is asked before the file is stored.

    The judge reads the file's own name too where it is to lie open, for whoever may open the file reads it. Raises ActRefusedError, FileRefusedError, RequestReusedError.
    """
    by, content = OfficerActor(officer=officer), values["file"].read()
    payload = {k: v for k, v in values.items() if k != "file" and v}
    asked = _asked(payload, values["file"].name, content)
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


def _asked(payload: Mapping[str, Any], name: str, content: bytes) -> dict[str, Any]:
    """What the judge is asked about a file before it is stored."""
    asked = {**payload, "digest": digests.of(content)}
    return asked if payload["access"] == filing.SECONDARY else {**asked, "file": name}


def _ask(case: Case, officer: Officer, asked: Mapping[str, Any], press: UUID) -> None:
    """Ask the judge about a file, and let what is refused be refused. Raises ActRefusedError."""
    by = OfficerActor(officer=officer)
    if not isinstance(foreseeing.dry_run(case=case, action="attach", by=by, payload=asked), Permitted):
        services.perform(case=case, action="attach", by=by, payload=asked, request_id=press)


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
