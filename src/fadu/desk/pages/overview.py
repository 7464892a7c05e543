# SPDX-License-Identifier: MulanPSL-2.0
"""The work as whoever heads it sees it: what waits for their decision, what is late and why, load, lamps by stage; and urging."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from fadu.cases import lamps
from fadu.cases.reading import causes, nobody, overview, turn_words, turns, worklist
from fadu.cases.reading.veil import TO_BE_SIGNED, Veil
from fadu.cases.world.worlds import is_installed, law_for
from fadu.desk import turn_lines, urging
from fadu.desk.choosing_form import stages_of
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import case_for, for_officers, officer_of
from fadu.desk.words import kind_title, lamp_words, stage_title
from fadu.kernel import clock
from fadu.people import selectors as people
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case
    from fadu.cases.reading.causes import Cause
    from fadu.cases.reading.overview import Standing
    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Officer

TITLES = {
    "red": "已超期",
    "today": "今日届满",
    "yellow": "临近届满",
    "green": "期限未近",
    "none": "无运行期限",
}
#: of what waits for one's own decision so much is shown; the rest stands in the inbox
OWN = 10


def leader(request: HttpRequest) -> Officer:
    """The officer signed in, who heads the bureau or a department."""
    officer = officer_of(request)
    if not urging.leads(officer, clock.now()):
        raise PermissionDenied("本页由局领导和机构负责人查看。您承办的案件见“待办”和“在办”。")
    return officer


@require_GET
@for_officers
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """What waits for the head, what is late and why, what each desk has open, where the cases stand."""
    officer, now = leader(request), clock.now()
    departments = overview.departments_led(officer, urging.LEADING, now)
    cases = overview.cases_led(officer, departments, now)
    pressing = [case for case in overview.pressing(cases, now.date()) if is_installed(case.kind)]
    entries = pressing_lines(pressing[: overview.MOST], officer, now)
    own = [turn for turn in turn_lines.at_the_desk(officer, now) if turn.kind in {"sign", "act"}]
    soon = lamps.near_until(now.date(), law_for(officer.bureau).calendar)
    context = {
        "vain": in_vain(officer, departments, cases, now),
        "own": turn_lines.lines_of(own[:OWN], now.date()),
        "own_count": len(own),
        "late": [entry for entry in entries if entry["line"].light == "red"],
        "near": [entry for entry in entries if entry["line"].light != "red"],
        "causes": _by_cause(entries),
        "is_cut": len(pressing) > overview.MOST,
        "loads": overview.loads(cases, officer, departments, soon, now.date()),
        "kinds": _by_kind(overview.standing(cases, now.date()), departments),
        "lamps": TITLES,
        "near_days": lamps.near(),
        "scope": "本局" if departments is None else "本机构",
        "today": now.date(),
    }
    return render(request, "desk/overview.html", context)


def in_vain(
    officer: Officer, departments: Collection[int] | None, cases: QuerySet[Case], at: datetime
) -> list[dict[str, Any]]:
    """What waits, in the cases led, for nobody or for somebody who has no account: what, in which case, for whom, until when."""
    listed = [
        one
        for one in nobody.waited_for_in_vain(officer.bureau, at)
        if departments is None or one.turn.case.department_id in departments
    ]
    veil = Veil(officer, at)
    listed = [one for one in listed if not veil.hides(one.turn)]
    led = set(cases.filter(pk__in={one.turn.case.pk for one in listed}).values_list("pk", flat=True))
    names = people.names_in(officer.bureau_id)
    return [
        {
            **_said(one.turn, veil),
            "case": one.turn.case,
            "persons": "、".join(names[person] for person in one.persons),
        }
        for one in listed
        if one.turn.case.pk in led
    ]


@require_POST
@for_officers
def urge(request: HttpRequest, case_id: int) -> HttpResponse:
    """Urge what a case waits for: whoever it waits for finds it among their news until they have acted."""
    officer, now = leader(request), clock.now()
    case = case_for(request, case_id)
    turn = urging.urge(case, request.POST.get("turn", ""), by=officer, at=now)
    what = _said(turn, Veil(officer, now))["what"]
    if unread := urging.without_account(turn):
        messages.warning(
            request,
            f"已记下催办{case.number}：{what}。但{'、'.join(unread)}没有账号，看不到“通知”："
            "请当面告知，并请系统管理员为其开立账号，或者改派他人。",
        )
    else:
        messages.success(request, f"已催办{case.number}：{what}。等的人在“通知”里看到，办了即消失。")
    return redirect("desk:overview")


def pressing_lines(cases: list[Case], officer: Officer, at: datetime) -> list[dict[str, Any]]:
    """Cases that are late or nearly: why each waits, for whom, and what may be urged."""
    on = at.date()
    waited = turns.turns_in_each(cases, on)
    why = causes.causes_of(cases, waited, on)
    urged = urging.last_days(case.pk for case in cases)
    veil = Veil(officer, at)
    return [
        {
            "line": line,
            "case": line.case,
            "kind": kind_title(line.case),
            "stage": stage_title(line.case),
            "words": lamp_words(line.light, line.days_left, line.work_days_left),
            "cause": _cause(why[line.case.pk], veil),
            "turns": [
                {
                    **_said(turn, veil),
                    "name": urging.name_of(turn) if urging.may_be_urged(turn, officer) else "",
                    "urged": urged.get((line.case.pk, urging.name_of(turn))),
                }
                for turn in why[line.case.pk].turns
            ],
        }
        for line in worklist.lines(cases, on)
    ]


def _said(turn: OpenTurn, veil: Veil) -> dict[str, Any]:
    """What waits for whom and until when; of what waits for the head of the bureau others read only that it waits for a signature."""
    if veil.hides(turn):
        return {"what": TO_BE_SIGNED, "whom": "", "until": None}
    return {"what": turn_words.what(turn), "whom": turn_words.whom(turn, {}), "until": turn.until}


def _cause(cause: Cause, veil: Veil) -> Cause:
    """Why a case waits; since when the head of the bureau has not signed, only he and his aide read."""
    hidden = any(map(veil.hides, cause.turns)) and not cause.detail
    return replace(cause, key="signature", since=None) if hidden else cause


def _by_cause(entries: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """How many late cases wait for what, in the order of causes."""
    late: list[Cause] = [entry["cause"] for entry in entries if entry["line"].light == "red"]
    counted = [(title, sum(one.key == key for one in late)) for key, title in causes.CAUSES.items()]
    return [(title, count) for title, count in counted if count]


def _by_kind(rows: list[Standing], departments: Collection[int] | None) -> list[dict[str, Any]]:
    """The kinds with their stages and, of each, how many cases stand under which lamp, with the list that shows them."""
    kinds: dict[str, list[Standing]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row)
    only = {"department": next(iter(departments))} if departments and len(departments) == 1 else {}
    return [
        {
            "title": library().title(kind) if is_installed(kind) else f"{kind}（未安装）",
            "stages": [_stage(row, only) for row in _in_order(kind, stages)],
        }
        for kind, stages in kinds.items()
    ]


def _in_order(kind: str, rows: list[Standing]) -> list[Standing]:
    order = [key for key, _ in stages_of(kind)]
    return sorted(rows, key=lambda row: order.index(row.stage) if row.stage in order else len(order))


def _stage(row: Standing, only: dict[str, Any]) -> dict[str, Any]:
    at = {"kind": row.kind, "stage": row.stage, **only}
    titles = dict(stages_of(row.kind))
    return {
        "title": titles.get(row.stage, row.stage),
        "all": row.all,
        "query": urlencode(at),
        "lamps": [
            (key, title, row.lamps[key], urlencode({**at, "lamp": key})) for key, title in TITLES.items()
        ],
    }
