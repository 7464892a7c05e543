# SPDX-License-Identifier: MulanPSL-2.0
"""The State Council's holiday notices: a new one is typed or uploaded, shows every open clock it moves, is proposed, and confirmed by another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from fadu.cases.background import settings
from fadu.desk import by_two, drafts
from fadu.desk.action_form import unjudged
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_administrators, officer_of
from fadu.law.calendar import shipped
from fadu.law.notices import read_notice
from fadu.people.adopted import working_calendar

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DAY = re.compile(r"(?:(\d{4})[年-])?(\d{1,2})[月-](\d{1,2})日?")


class NoticeForm(InWords):
    """The notice as a file, or typed from its text."""

    file = forms.FileField(
        label="通知文件", required=False, help_text="已有整理好的文件（YAML）的，直接上传，下面不必填写。"
    )
    year = forms.IntegerField(label="年份", required=False, min_value=2008, max_value=2099)
    title = forms.CharField(label="通知名称", required=False, max_length=120)
    number = forms.CharField(label="文号", required=False, max_length=60)
    off = forms.CharField(
        label="放假",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "placeholder": "春节 2月5日至2月12日"}),
        help_text="每行一个节日：名称、空格、起止日期。",
    )
    worked = forms.CharField(
        label="调休上班",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "春节 2月13日、2月20日"}),
    )
    text = forms.CharField(required=False, max_length=50_000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not (values.get("file") or values.get("text") or self.errors):
            for name in ("year", "title", "number", "off"):
                if not values.get(name):
                    self.add_error(name, f"没有上传文件的，应填写{self.fields[name].label}。")
        return values

    def notice(self) -> str:
        """The text of the notice, as it will be kept."""
        values = self.cleaned_data
        if values.get("text"):
            return str(values["text"])
        if values.get("file"):
            return bytes(values["file"].read()).decode("utf-8", errors="replace")
        content = {
            "year": values["year"],
            "title": values["title"],
            "number": values["number"],
            "off": spans(values["off"]),
            "worked": spans(values["worked"]),
        }
        return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))


def spans(text: str) -> dict[str, list[str]]:
    """Lines of festivals with their days, as they stand in a notice's file.

    >>> spans("春节 2月5日至2月12日、2月14日")
    {'春节': ['02-05..02-12', '02-14']}
    """
    by_name: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, days = line.replace("\u3000", " ").partition(" ")
        for span in filter(None, re.split(r"[、，,；;\s]+", days)):
            ends = [
                "-".join((f"{y}-" if y else "", f"{int(m):02d}", f"{int(d):02d}"))
                .replace("--", "-")
                .lstrip("-")
                for y, m, d in DAY.findall(span)
            ]
            by_name.setdefault(name, []).append("..".join(ends) or span)
    return by_name


@for_administrators
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """The notices in use; before a new one takes effect, every open clock that moves."""
    officer = officer_of(request)
    draft = drafts.of(officer, request.path)
    resumed = drafts.resume(request, draft)
    form = NoticeForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "form": form,
        "settings": by_two.waiting(officer.bureau, "notice"),
        "missing": by_two.missing(officer.bureau),
        **drafts.beside(request, draft, resumed=resumed),
    }
    if is_pressed(request) and form.is_valid():
        confirmed = "confirm" in request.POST
        text = form.notice()
        notice = read_notice(text, "放假通知")
        if confirmed:
            drafts.drop(officer, request.path)
            words = f"采用{notice.year}年放假通知：{notice.title}{notice.number}".rstrip("：")
            said = by_two.proposed(officer.bureau, "notice", {"text": text}, words)
            messages.success(request, said)
            return redirect("desk:notices")
        moved = settings.tried(officer.bureau, "notice", {"text": text})
        context |= {"seen": notice, "moved": moved, "text": text}
    drafts.keep_refused(request, officer, request.path)
    if resumed:
        unjudged(form)
    calendar = working_calendar(officer.bureau)
    context["notices"] = [
        {
            "notice": calendar.notices[year],
            "adopted": shipped().notices.get(year) is not calendar.notices[year],
        }
        for year in sorted(calendar.notices, reverse=True)
    ]
    context["until"] = calendar.announced_until
    return render(request, "desk/notices.html", context)
