# SPDX-License-Identifier: MulanPSL-2.0
"""What checks found, before whom it may be: the list, each with its cause, the legal office's word on it, and the paper of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render

from fadu.cases.acts import said_openly
from fadu.cases.reading import keeping, refusals
from fadu.cases.world.worlds import is_installed
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.finding_forms import DisposeForm, ExplainForm
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.shown import found
from fadu.desk.words import action_title, kind_title
from fadu.kernel import clock
from fadu.ledger import selectors as ledger
from fadu.oversight import background, disposing, reach
from fadu.oversight.raising import PREFIX
from fadu.people import administration
from fadu.procedure.built_in import TITLES as BUILT_IN_TITLES
from fadu.procedure.labels import in_articles
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case
    from fadu.cases.reading.refusals import Lately
    from fadu.oversight.models import Raised
    from fadu.people.models import Officer

#: so many findings stand on a page
MOST = 50
#: filter -> its name; the first is what is asked for where nothing is said
SHOWN = {"open": "待核定的", "late": "逾期没有核定的", "done": "已核定的"}
#: what an entry of the ledger says happened -> its words
HAPPENED = {
    "raised": "列出",
    "gone": "不再列出",
    "found_again": "再次列出",
    "explained": "说明",
    "disposed": "核定",
}


@for_officers
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """The findings the officer may read, those nobody has disposed of first."""
    officer, now = officer_of(request), clock.now()
    shown = request.GET.get("shown", "")
    shown = shown if shown in SHOWN else next(iter(SHOWN))
    rows = _chosen(reach.raised_to(officer, now), shown, now)
    page = Paginator(rows.select_related("case", "case__department").order_by("due_on", "pk"), MOST).get_page(
        request.GET.get("page")
    )
    lines = found.by_cause(found.lines(page.object_list, now))
    for line in lines:
        line["kind"] = kind_title(line["row"].case)
    context = {
        "lines": lines,
        "page": page,
        "shown": shown,
        "filters": SHOWN.items(),
        "disposes": reach.disposes(officer, now),
        "days": keeping.of_refusals().days,
    }
    return render(request, "desk/findings.html", context)


def _chosen(rows: QuerySet[Raised], shown: str, at: datetime) -> QuerySet[Raised]:
    if shown == "done":
        return rows.exclude(outcome="")
    rows = rows.filter(outcome="")
    return rows.filter(due_on__lt=at.date()) if shown == "late" else rows


@for_officers
@keeps_what_was_typed
@transaction.atomic
def one(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One finding: what was seen, why it came about, what the legal office held it to be; each said by whose it is to say."""
    officer, now = officer_of(request), clock.now()
    row = reach.raised_to(officer, now).select_related("case", "case__bureau").filter(pk=finding_id).first()
    if row is None:
        raise Http404("没有这一核对事项，或者您无权查看。")
    explains, disposes = reach.explains(officer, row, now), reach.disposes(officer, now)
    against = disposing.concerned(row, officer) if disposes else ""
    pressed = is_pressed(request)
    others = _others(officer, row, now)
    alike = [row, *others] if "alike" in request.POST else [row]
    explain = ExplainForm(row, request.POST if "explain" in request.POST else None)
    dispose = DisposeForm(row, request.POST if "dispose" in request.POST else None)
    if pressed and "again" in request.POST and (explains or disposes):
        background.look_again(row.case, now.date())
        messages.success(request, "已按案卷现在的记载重新核对本案。")
        return redirect("desk:findings")
    if pressed and "explain" in request.POST and explain.is_valid() and _is_said_openly(row.case, explain):
        said = explain.cleaned_data
        with administration.kept_by(officer):
            for each in alike:
                disposing.explain(row=each, by=officer, cause=said["cause"], words=said["words"], at=now)
        messages.success(request, f"{_how_many(alike)}已记入说明，法制机构核定时看得到。")
        return redirect("desk:finding", row.pk)
    if pressed and "dispose" in request.POST and dispose.is_valid() and _is_said_openly(row.case, dispose):
        said = dispose.cleaned_data
        with administration.kept_by(officer):
            for each in alike:
                disposing.dispose(
                    row=each,
                    by=officer,
                    cause=said["cause"],
                    chosen=said["chosen"],
                    words=said["words"],
                    at=now,
                )
        messages.success(request, f"{_how_many(alike)}已核定。案卷和各项数据不因此改变。")
        return redirect("desk:finding", row.pk)
    context = {
        "line": found.lines([row], now)[0],
        "row": row,
        "kind": kind_title(row.case),
        "about": _about(row),
        "others": [(each, _about(each)) for each in others],
        "explain": explain if explains else None,
        "dispose": dispose if disposes and not against else None,
        "against": against,
        "again": explains or disposes,
        "history": _history(row),
    }
    return render(request, "desk/finding.html", context)


def _is_said_openly(case: Case, form: ExplainForm | DisposeForm) -> bool:
    """Whether what is said of a finding names nobody who is sealed in its case: the legal office and the case's people read it."""
    ground = said_openly.barred(case, "say_of_finding", form.cleaned_data["words"])
    if ground is not None:
        form.add_error("words", f"{ground.message}{ground.remedy}。")
    return ground is None


def _others(officer: Officer, row: Raised, at: datetime) -> list[Raised]:
    """What the same rule found of other acts of the case, and nobody has disposed of: their cause is mostly one."""
    alike = reach.raised_in(row.case, officer, at).filter(rule=row.rule, severity=row.severity, outcome="")
    return list(alike.exclude(pk=row.pk).select_related("case").order_by("seq", "pk"))


def _how_many(rows: Sequence[Raised]) -> str:
    return f"{len(rows)}项" if len(rows) > 1 else ""


def _about(row: Raised) -> str:
    """The act a finding is about: what and when. Who did it stands in the case."""
    act = row.case.acts.filter(seq=row.seq).first() if row.seq and is_installed(row.case.kind) else None
    if act is None:
        return ""
    return f"{action_title(row.case, act.action)}（{clock.legal(act.happened_at):%Y-%m-%d}）"


def _history(row: Raised) -> list[tuple[str, str, str]]:
    """When what was done about a finding, as the ledger says it; each with what was said then."""
    steps = []
    for said in ledger.said_in(f"{PREFIX}{row.pk}").values():
        body: dict[str, Any] = dict(said.body)
        what = str(body.get("what", ""))
        words = (
            body.get("explained") if what == "explained" else body.get("words") if what == "disposed" else ""
        )
        steps.append((said.at[:16].replace("T", " "), HAPPENED.get(what, ""), str(words or "")))
    return steps


@for_officers
@of_one_moment
def refused(request: HttpRequest) -> HttpResponse:
    """What was refused lately, for the legal office: which act on which grounds how often; neither who asked nor in which case."""
    officer, now = officer_of(request), clock.now()
    if not reach.disposes(officer, now):
        raise Http404("本页由法制机构查看。")
    kept = keeping.of_refusals()
    context = {
        "lines": [_refused_line(each) for each in refusals.lately(officer.bureau, now)],
        "days": kept.days,
        "why": kept.why,
    }
    return render(request, "desk/refusals.html", context)


def _refused_line(one: Lately) -> dict[str, Any]:
    """What was refused in words, as the newest edition calls it; acts every procedure knows by their own names."""
    titles = dict(BUILT_IN_TITLES)
    title = one.kind
    if one.kind in library().kinds():
        edition = library().editions(one.kind)[-1]
        title = edition.title
        titles.update((key, action.title) for key, action in edition.actions.items())
    return {
        "kind": title,
        "action": titles.get(one.action, "其他办理"),
        "cites": [in_articles(cite) for cite in one.cites],
        "times": one.times,
        "last": one.last,
    }
