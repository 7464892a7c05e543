# SPDX-License-Identifier: MulanPSL-2.0
"""The State Council's holiday notices: a new one is typed or uploaded, shows every open clock it moves, is proposed, and confirmed by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from fadu.cases.background import settings
from fadu.desk import by_two, drafts, holiday_lines
from fadu.desk.action_form import unjudged
from fadu.desk.answers import has_drafts, is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_administrators, officer_of
from fadu.kernel.plain_numbers import plain_number
from fadu.law.calendar import shipped
from fadu.law.notices import read_notice
from fadu.people.adopted import working_calendar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from fadu.law.notices import Notice

#: so many characters of the days stand in the words of what is proposed
SAID = 600


class NoticeForm(InWords):
    """The notice as it was published, as a file, or its days line by line."""

    original = forms.CharField(
        label="通知原文",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="从中国政府网复制通知全文，粘贴在这里；读出的放假和上班日期先列出供核对。",
    )
    year = forms.IntegerField(label="年份", required=False, min_value=2008, max_value=2099)
    title = forms.CharField(label="通知名称", required=False, max_length=120)
    number = forms.CharField(label="文号", required=False, max_length=60)
    off = forms.CharField(
        label="放假",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "placeholder": "春节 2月5日至2月12日"}),
        help_text="每行一个节日：名称、空格、起止日期。粘贴了原文的不必填写。",
    )
    worked = forms.CharField(
        label="调休上班",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "春节 2月13日、2月20日"}),
    )
    file = forms.FileField(
        label="整理好的文件", required=False, help_text="已有程序用的文件（YAML）的，直接上传，其他不必填写。"
    )
    text = forms.CharField(required=False, max_length=50_000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("file") or values.get("text") or self.errors:
            return values
        if values.get("original") and not self._read_original(values):
            return values
        for name in ("year", "title", "number", "off"):
            if not values.get(name):
                self.add_error(name, f"没有上传文件、原文中也没有读到的，应填写{self.fields[name].label}。")
        if not self.errors:
            self._check_days(values)
        return values

    def _read_original(self, values: dict[str, Any]) -> bool:
        """Take what the published text says for what was left empty; whether anything could be read."""
        if not values.get("off"):
            values["off"], worked = holiday_lines.of_original(values["original"])
            values["worked"] = values.get("worked") or worked
        if not values["off"]:
            self.add_error(
                "original",
                "没有读出放假安排。应有“一、元旦：1月1日（周五）至3日（周日）放假，共3天。”这样的段落；也可以在下面逐行填写。",
            )
            return False
        named = holiday_lines.title_of(values["original"])
        for name, read in zip(("year", "title", "number"), named, strict=True):
            values[name] = values.get(name) or read
        return True

    def _check_days(self, values: dict[str, Any]) -> None:
        off, worked = (holiday_lines.read(values[name] or "", values["year"]) for name in ("off", "worked"))
        for name, lines in (("off", off), ("worked", worked)):
            for fault in lines.faults:
                self.add_error(name, fault)
        for fault in holiday_lines.against(off, worked):
            self.add_error("worked", fault)
        values["days"] = off.kept(values["year"]), worked.kept(values["year"])

    def notice(self) -> str:
        """The text of the notice, as it will be kept."""
        values = self.cleaned_data
        if values.get("text"):
            return str(values["text"])
        if values.get("file"):
            return bytes(values["file"].read()).decode("utf-8", errors="replace")
        off, worked = values["days"]
        content = {name: values[name] for name in ("year", "title", "number")}
        return str(
            yaml.safe_dump({**content, "off": off, "worked": worked}, allow_unicode=True, sort_keys=False)
        )


def days_said(days: Mapping[date, str]) -> list[tuple[str, str]]:
    """Festival and its days in words, in the order of the year.

    >>> from datetime import date
    >>> days_said({date(2022, 2, 5): "春节", date(2022, 2, 6): "春节", date(2022, 2, 8): "春节"})
    [('春节', '2月5日至2月6日、2月8日')]
    """
    spans: dict[str, list[list[date]]] = {}
    for day in sorted(days):
        own = spans.setdefault(days[day], [])
        if own and (day - own[-1][1]).days == 1:
            own[-1][1] = day
        else:
            own.append([day, day])
    return [
        (
            name,
            "、".join(
                _said(first) if first == last else f"{_said(first)}至{_said(last)}" for first, last in own
            ),
        )
        for name, own in spans.items()
    ]


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _typed(notice: Notice) -> dict[str, Any]:
    """A notice in use as it would be typed, to put right what was wrong with it."""
    return {
        "year": notice.year,
        "title": notice.title,
        "number": notice.number,
        "off": "\n".join(f"{name} {days}" for name, days in _with_years(notice.off, notice.year)),
        "worked": "\n".join(f"{name} {days}" for name, days in _with_years(notice.worked, notice.year)),
    }


def _with_years(days: Mapping[date, str], year: int) -> list[tuple[str, str]]:
    """The same with the year where a day lies in another one."""
    other = {day: name for day, name in days.items() if day.year != year}
    own = {day: name for day, name in days.items() if day.year == year}
    dated = [
        (name, "、".join(f"{day.year}年{_said(day)}" for day in sorted(other) if other[day] == name))
        for name in dict.fromkeys(other.values())
    ]
    return [*dated, *days_said(own)]


@for_administrators
@has_drafts
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """The notices in use; before a new one takes effect, every open clock that moves."""
    officer = officer_of(request)
    draft = drafts.of(officer, request.path)
    resumed = drafts.resume(request, draft)
    calendar = working_calendar(officer.bureau)
    asked = plain_number(request.GET.get("year"), digits=4)
    corrected = calendar.notices.get(asked) if asked is not None else None
    form = NoticeForm(
        request.POST or None, request.FILES or None, initial=_typed(corrected) if corrected else {}
    )
    context: dict[str, Any] = {
        "form": form,
        "corrected": corrected,
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
            words = f"采用{notice.year}年放假通知：{notice.title}{notice.number}；{_listed(notice)}"
            said = by_two.proposed(officer.bureau, "notice", {"text": text}, words)
            messages.success(request, said)
            return redirect("desk:notices")
        moved = settings.tried(officer.bureau, "notice", {"text": text})
        context |= {"seen": notice, "moved": moved, "text": text}
        context |= {"off": days_said(notice.off), "worked": days_said(notice.worked)}
    drafts.keep_refused(request, officer, request.path)
    if resumed:
        unjudged(form)
    context["notices"] = [
        {
            "notice": calendar.notices[year],
            "days": days_said(calendar.notices[year].off),
            "adopted": shipped().notices.get(year) is not calendar.notices[year],
        }
        for year in sorted(calendar.notices, reverse=True)
    ]
    context["until"] = calendar.announced_until
    return render(request, "desk/notices.html", context)


def _listed(notice: Notice) -> str:
    """All its days in words, for whoever confirms."""
    said = [
        f"{title} {'；'.join(f'{name} {days}' for name, days in days_said(spans))}"
        for title, spans in (("放假", notice.off), ("上班", notice.worked))
        if spans
    ]
    return "；".join(said)[:SAID]
