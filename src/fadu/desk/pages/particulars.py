# SPDX-License-Identifier: MulanPSL-2.0
"""What was left out, or is written wrongly, of how a party of a case is reached: filled in where the case is, and noted in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render

from fadu.cases.acts import services
from fadu.cases.reading.sight import Sight
from fadu.cases.rules import party_id_of
from fadu.cases.world import worlds
from fadu.desk import addresses, particulars_held
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.pages.act import acted_in, barred
from fadu.people.actors import OfficerActor
from fadu.people.parties import complete_party

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ParticularsForm(InWords):
    """How a party is reached. What is left empty stays as it is: what is sealed is not shown here to be typed anew."""

    address = forms.CharField(label="住址或住所", max_length=300, required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    legal_representative = forms.CharField(
        label="法定代表人（负责人、经营者）", max_length=100, required=False
    )


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest, case_id: int, party_id: int) -> HttpResponse:
    """The form; what it changes is changed in the register, and that it was changed is noted in the case by whoever did it."""
    (case, seen), officer = acted_in(request, case_id, "note"), officer_of(request)
    if seen < Sight.WHOLE:
        # who sees less of the case may note something in it, and changes nothing of its parties
        raise Http404("没有这个案件，或者您无权查看。")
    parties = {party_id_of(party.key): party for party in worlds.known_state_of(case).parties}
    if party_id not in parties:
        raise Http404("本案没有这个当事人。")
    name, form = parties[party_id].name, ParticularsForm(request.POST or None)
    if is_pressed(request) and form.is_valid() and not particulars_held.keep_out_of(case, "note", form):
        with transaction.atomic():
            changed = complete_party(party_id, **form.cleaned_data)
            if changed:
                services.perform(
                    case=case,
                    action="note",
                    by=OfficerActor(officer=officer),
                    payload={"text": f"补登、更正“{name}”的{'、'.join(changed)}。"},
                    request_id=addresses.request_id(request),
                )
        messages.success(request, f"已登记{'、'.join(changed)}。" if changed else "没有改变。")
        return redirect("desk:case", case.pk)
    context = {
        "case": case,
        "name": name,
        "key": parties[party_id].key,
        "form": form,
        "grounds": () if request.method == "POST" else barred(case, officer, "note"),
        "request_id": addresses.request_id_again(request),
    }
    return render(request, "desk/particulars.html", context)
