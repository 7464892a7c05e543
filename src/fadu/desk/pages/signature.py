# SPDX-License-Identifier: MulanPSL-2.0
"""A party signs a paper of the case on the screen, or on paper that is photographed; a refusal is noted with its reason and who saw it.

What is kept is a file of the case like any other, named after the paper and the digest of its content, so that it stands for that paper
and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.files.base import ContentFile
from django.shortcuts import redirect, render

from fadu.cases.acts import services
from fadu.cases.rules import names_of
from fadu.cases.world import worlds
from fadu.desk import addresses, signed_by_hand, taking_in
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.pages.act import acted_in, barred
from fadu.desk.signature_form import PHOTO, REFUSED, SignatureForm
from fadu.desk.signed_by_hand import DRAWN, PICTURED, mark_of
from fadu.kernel import clock
from fadu.kernel.chinese_dates import chinese_date
from fadu.people.actors import OfficerActor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case

#: the kind under which a signature lies among the files of the case
KIND = "其他材料"
TITLE = 200


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """The form; what was signed goes into the case by one press, a refusal as a note."""
    (case, _), officer = acted_in(request, case_id, "attach"), officer_of(request)
    papers = papers_of(case)
    names = sorted(set(names_of(worlds.state_of(case)).values()))
    form = SignatureForm(
        [(key, title) for key, (title, _) in papers.items()],
        names,
        request.POST or None,
        request.FILES or None,
        initial={"paper": request.GET.get("paper", ""), "who": names[0] if len(names) == 1 else ""},
    )
    if is_pressed(request) and form.is_valid():
        _taken(request, case, form, papers)
        return redirect("desk:case", case.pk)
    context = {
        "case": case,
        "form": form,
        "names": names,
        "papers": [(number, title) for number, (title, _) in papers.items()],
        "grounds": () if request.method == "POST" else barred(case, officer, "attach"),
        "request_id": addresses.request_id_again(request),
    }
    return render(request, "desk/signature.html", context)


def papers_of(case: Case) -> dict[str, tuple[str, str]]:
    """The papers of the main file a party may sign, the newest first: what each is called, and its digest."""
    rows = case.documents.exclude(access="secondary").filter(document__voiding=None)
    return {
        str(row.pk): (
            f"{row.document.title}（{chinese_date(clock.legal(row.document.issued_at).date())}）",
            row.document.digest,
        )
        for row in rows.select_related("document").order_by("-seq", "-pk")
    }


def _taken(request: HttpRequest, case: Case, form: SignatureForm, papers: dict[str, tuple[str, str]]) -> None:
    """Take the signature in, or note that there is none. Raises ActRefusedError, BadInputError, FileRefusedError."""
    said, officer, press = form.cleaned_data, officer_of(request), addresses.request_id(request)
    title, digest = papers[said["paper"]]
    who = said["who"].strip()
    if said["way"] == REFUSED:
        payload = {"text": refusal_words(title, digest, who, form)}
        services.perform(
            case=case, action="note", by=OfficerActor(officer=officer), payload=payload, request_id=press
        )
        messages.success(request, f"已记明{who}没有在《{title}》上签名及其原因。")
        return
    on_paper = said["way"] == PHOTO
    file = (
        said["photo"] if on_paper else ContentFile(signed_by_hand.drawn(said["drawn"]), name="屏幕签名.png")
    )
    how, mark = PICTURED if on_paper else DRAWN, mark_of(digest)
    values = {
        "title": f"{f'{how}：《{title}》，{who}'[: TITLE - len(mark)]}{mark}",
        "kind": KIND,
        "access": "main",
        "from_whom": who,
        "taken_on": clock.today().isoformat(),
        "file": file,
    }
    taking_in.attach(case, officer, values, press=press)
    messages.success(request, f"已收入{who}在《{title}》上的签名，以摘要固定。")


def refusal_words(title: str, digest: str, who: str, form: SignatureForm) -> str:
    """How a refusal is noted: which paper, who, why, and who or what saw it."""
    said = form.cleaned_data
    seen = [f"见证人：{said['witness'].strip()}" if said["witness"].strip() else ""]
    seen.append("已录音录像" if said["filmed"] else "")
    words = said["words"].strip()
    shown = (
        "已交{}阅看（宣读），没有签名"
        if signed_by_hand.was_shown(said["reason"])
        else "没有交{}阅看，{}没有签名"
    )
    return (
        f"《{title}》{mark_of(digest)}{shown.format(who, who)}："
        f"{signed_by_hand.reasons()[said['reason']]}。{'；'.join(filter(None, seen))}。{words}"
    )
