# SPDX-License-Identifier: MulanPSL-2.0
"""Taking over running cases and old registers: a template, a trial that writes nothing, and one confirmation."""

from __future__ import annotations

import json
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fadu.desk import addresses
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_administrators, officer_of
from fadu.intake import error_sheet, mapping, taking_in, templates
from fadu.intake.histories import Reason
from fadu.intake.rejections import Rejected
from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.people import selectors as people
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from fadu.people.models import Bureau, Officer

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: of the rows that cannot be taken in, so many are shown; the error sheet has them all
SHOWN = 100
_UNWRITTEN, _SHEET = "unwritten.json", "unwritten.xlsx"


class ImportForm(InWords):
    """What is taken over, and from which file."""

    kind = forms.ChoiceField(label="事项")
    file = forms.FileField(
        label="文件",
        help_text="表格（XLSX、XLS、ET、ODS、CSV），或 XES 日志（可压缩为 .gz）。按模板填写的不需要对应表。",
    )
    mapping = forms.FileField(
        label="对应表", required=False, help_text="原有台账的列名与模板不同的，附上对应表（YAML）。"
    )

    department = forms.ChoiceField(
        label="承办机构",
        required=False,
        help_text="表中没有写明承办机构的在办案件，由这一机构办理：其负责人可以看到并指派。",
    )
    history = forms.BooleanField(
        label="只作历史留存", required=False, help_text="这些案件不在本系统继续办理，不要求承办机构和承办人。"
    )

    def __init__(self, bureau: Bureau, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = [(d.name, d.name) for d in people.departments_at(bureau.pk, clock.today())]
        choices = {
            "kind": [(k, library().title(k)) for k in library().kinds()],
            "department": [("", "（表中已写明）"), *departments],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload kept between the trial and the confirmation; only its uploader finds it again."""

    folder: Path

    @classmethod
    def new(cls, officer: Officer, form: ImportForm) -> tuple[Kept, str]:
        for left in _waiting().glob(f"{officer.pk}-*"):
            cls(left).forget()  # neither confirmed nor left: the page was closed
        token = uuid.uuid4().hex
        kept = cls(_waiting() / f"{officer.pk}-{token}")
        kept.folder.mkdir(mode=0o700)
        values = form.cleaned_data
        asked = {name: values[name] for name in ("kind", "department", "history")}
        asked["called"] = values["file"].name
        (kept.folder / "asked.json").write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
        for name in ("file", "mapping"):
            if values[name]:
                path = kept.folder / f"{name}{addresses.ending(values[name].name)}"
                with path.open("wb") as file:
                    file.writelines(values[name].chunks())
        return kept, token

    @classmethod
    def again(cls, officer: Officer, token: str) -> Kept:
        """The upload of that token; none for anybody else."""
        kept = cls(_waiting() / f"{officer.pk}-{addresses.token(token)}")
        if not kept.folder.is_dir():
            raise Http404("没有等待确认的导入。请重新上传。")
        return kept

    @property
    def asked(self) -> dict[str, Any]:
        """What was chosen beside the files."""
        choices: dict[str, Any] = json.loads((self.folder / "asked.json").read_text(encoding="utf-8"))
        return choices

    @property
    def kind(self) -> str:
        return str(self.asked["kind"])

    def _one(self, name: str) -> Path | None:
        return next(iter(self.folder.glob(f"{name}.*")), None)

    def take_in(self, officer: Officer, *, dry_run: bool) -> taking_in.Outcome:
        """The same service as on the command line; the good rows, the others told by row."""
        plan = self._plan()
        if plan.kind != self.kind:
            raise BadInputError(
                expected=f"{library().title(self.kind)}的对应表",
                got=f"{library().title(plan.kind)}的对应表",
                where="对应表",
                remedy="改选与对应表一致的事项，或者换一份对应表",
            )
        asked = self.asked
        plan = mapping.with_defaults(plan, department=asked["department"], history=asked["history"])
        path = self._one("file") or self.folder / "file"
        with addresses.called(path, str(asked.get("called") or path.name)):
            return taking_in.take_in(
                path, plan, bureau=officer.bureau, at=clock.now(), on_error="sheet", dry_run=dry_run
            )

    def _plan(self) -> mapping.Plan:
        mapping_file = self._one("mapping")
        return mapping.load(mapping_file) if mapping_file else templates.plan(self.kind, on=clock.today())

    def error_sheet(self, rejected: Sequence[Rejected], path: Path) -> None:
        """Write the rows of the upload that were not taken in, each with the reasons."""
        source = self._one("file") or self.folder / "file"
        with addresses.called(source, str(self.asked.get("called") or source.name)):
            error_sheet.write(source, self._plan(), rejected, path)

    def settle(self, outcome: taking_in.Outcome) -> None:
        """Keep, in the place of the upload, the rows that nothing was wrong with until they were to be written."""
        self.error_sheet(outcome.unwritten, self.folder / _SHEET)
        for path in self.folder.iterdir():
            if path.name not in ("asked.json", _SHEET):
                path.unlink()
        rows = [item.as_json() for item in outcome.unwritten]
        (self.folder / _UNWRITTEN).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    @property
    def unwritten(self) -> list[Rejected]:
        """The rows kept by :meth:`settle`. Raises Http404 where there are none."""
        path = self.folder / _UNWRITTEN
        if not path.is_file():
            raise Http404("没有等待查看的导入结果。请重新上传。")
        return [
            Rejected(
                row=row["row"],
                reasons=(Reason(column=row["column"], message=row["reason"]),),
                sheet=row["sheet"],
            )
            for row in json.loads(path.read_text(encoding="utf-8"))
        ]

    def forget(self) -> None:
        for path in self.folder.iterdir():
            path.unlink()
        self.folder.rmdir()


def _waiting() -> Path:
    folder = Path(settings.HOME) / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@for_administrators
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """Upload, see what each row would become, then take in or leave it."""
    officer = officer_of(request)
    if token := request.GET.get("errors", ""):
        kept = Kept.again(officer, token)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "errors.xlsx"
            kept.error_sheet(kept.take_in(officer, dry_run=True).rejected, path)
            return _sheet(path, "import-errors.xlsx")
    if token := request.GET.get("unwritten", ""):
        return _unwritten(request, Kept.again(officer, token), token)
    if is_pressed(request) and (token := request.POST.get("token", "")):
        return _confirmed(request, Kept.again(officer, token), officer, token)
    form = ImportForm(officer.bureau, request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "kinds": [(k, library().title(k)) for k in library().kinds()]}
    if is_pressed(request) and form.is_valid():
        kept, token = Kept.new(officer, form)
        try:
            outcome = kept.take_in(officer, dry_run=True)
        except BaseException:
            kept.forget()
            raise
        context |= {
            "outcome": outcome,
            "rejected": [r.as_json() for r in outcome.rejected[:SHOWN]],
            "token": token,
            "kind": library().title(kept.kind),
        }
    return render(request, "desk/imports.html", context)


def _confirmed(request: HttpRequest, kept: Kept, officer: Officer, token: str) -> HttpResponse:
    outcome = None
    try:
        if "confirm" in request.POST:
            outcome = kept.take_in(officer, dry_run=False)
            messages.success(
                request,
                f"读到{outcome.read}行：导入{outcome.imported}件，更新{outcome.updated}件，没有变化{outcome.unchanged}件，拒绝{len(outcome.rejected)}行。",
            )
    finally:
        if outcome is None or not outcome.unwritten:
            kept.forget()
    if outcome is None or not outcome.unwritten:
        return redirect("desk:imports")
    kept.settle(outcome)
    return redirect(f"{reverse('desk:imports')}?unwritten={token}")


def _unwritten(request: HttpRequest, kept: Kept, token: str) -> HttpResponse:
    """The rows that could not be written, on the page or as a sheet."""
    rejected = kept.unwritten
    if request.GET.get("format") == "xlsx":
        return _sheet(kept.folder / _SHEET, "import-errors.xlsx")
    rows = [item.as_json() for item in rejected]
    return render(
        request,
        "desk/imports.html",
        {"unwritten": rows[:SHOWN], "token": token, "kind": library().title(kept.kind)},
    )


@for_administrators
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty sheet of a kind, generated from its procedure: drop-downs, examples, legend."""
    bureau = officer_of(request).bureau
    if kind not in library().kinds():
        raise Http404("没有这种事项。")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        departments = [d.name for d in people.departments_at(bureau.pk, clock.today())]
        templates.write(kind, path, on=clock.today(), departments=departments)
        return _sheet(path, f"{kind}-template.xlsx")


def _sheet(path: Path, name: str) -> HttpResponse:
    return HttpResponse(
        path.read_bytes(),
        content_type=WORKBOOK,
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )
