# SPDX-License-Identifier: MulanPSL-2.0
"""People registered from a sheet: a template, a trial that writes nothing, one confirmation, and the passwords once."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from fadu.desk import addresses
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_administrators, officer_of
from fadu.desk.pages.imports import WORKBOOK
from fadu.intake import personnel, personnel_sheet
from fadu.kernel import clock
from fadu.people import selectors as people

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest

    from fadu.people.models import Officer


class SheetForm(InWords):
    """The sheet as it was filled in."""

    file = forms.FileField(label="文件", help_text="按模板填写的 XLSX，或者列名相同的 CSV。")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in {".xlsx", ".csv"}:
            raise forms.ValidationError(f"应为 XLSX 或者 CSV 文件；实为“{file.name}”。请另存为其中一种。")
        return file


@for_administrators
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """Upload, see what each row would be, then take in or leave it."""
    officer = officer_of(request)
    if is_pressed(request) and (token := request.POST.get("token", "")):
        return _confirmed(request, _kept(officer, token))
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if is_pressed(request) and form.is_valid():
        path, token = _keep(officer, form.cleaned_data["file"])
        try:
            with addresses.called(path, form.cleaned_data["file"].name):
                context |= {"outcome": personnel.tried(path, officer.bureau), "token": token}
        except BaseException:
            path.unlink()
            raise
    return render(request, "desk/staff_sheet.html", context)


@for_administrators
def template(request: HttpRequest) -> HttpResponse:
    """The empty sheet."""
    bureau = officer_of(request).bureau
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        personnel_sheet.write(path, [d.name for d in people.departments_at(bureau.pk, clock.today())])
        headers = {"Content-Disposition": "attachment; filename=people-template.xlsx"}
        return HttpResponse(path.read_bytes(), content_type=WORKBOOK, headers=headers)


def _confirmed(request: HttpRequest, path: Path) -> HttpResponse:
    """Taken in, or left; the page with the passwords is shown at once and never again."""
    try:
        if "confirm" not in request.POST:
            return redirect("desk:staff_sheet")
        outcome = personnel.take_in(path, officer_of(request).bureau)
    finally:
        path.unlink(missing_ok=True)
    return render(request, "desk/staff_sheet.html", {"outcome": outcome, "is_done": True})


def _waiting(officer: Officer) -> Path:
    folder = Path(settings.HOME) / "imports" / f"people-{officer.pk}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _keep(officer: Officer, file: Any) -> tuple[Path, str]:
    """Keep an upload between trial and confirmation; one that waited is thrown away."""
    folder, token = _waiting(officer), uuid.uuid4().hex
    for left in folder.iterdir():
        left.unlink()
    path = folder / f"{token}{addresses.ending(file.name)}"
    with path.open("wb") as kept:
        kept.writelines(file.chunks())
    return path, token


def _kept(officer: Officer, token: str) -> Path:
    """The upload of that token; none for anybody else."""
    path = next(_waiting(officer).glob(f"{addresses.token(token)}.*"), None)
    if path is None:
        raise Http404("没有等待确认的表格。请重新上传。")
    return path
