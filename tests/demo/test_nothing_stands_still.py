# SPDX-License-Identifier: MulanPSL-2.0
"""On every day of the demo year each open case waits for somebody by name who may act in it that day, or for a day by its date.

Whoever it waits for gets there: the case and the form of what it waits for open to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from fadu.cases.acts import services
from fadu.cases.background import scheduler
from fadu.cases.models import Case
from fadu.cases.reading import turns
from fadu.cases.reading.turns import OpenTurn
from fadu.cases.rules import officer_id_of
from fadu.demo import year
from fadu.desk import turn_lines
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import selectors as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Account, Officer
from fadu.procedure.decision import Option

pytestmark = pytest.mark.django_db
#: a link to a form on the list of what waits, and how many are on a page of it
LINE, A_PAGE = re.compile(r'href="/case/\d+/do/'), 40
#: one morning of so many is looked at, over the whole year
EVERY = 6
#: kind of case and act -> ground by which the law itself makes it wait, and why nobody stands still by that: the exceptions, by name
EXCEPTIONS = {
    ("hearing", "hold"): ("before_the_hour", "the hour of the hearing is set, and the ground names it"),
    ("licence", "lapse"): (
        "correction_running",
        "the applicant corrects until a day, which the ground names",
    ),
}
#: kind of case and paper: until it is served in the case that made it there is no day, but somebody to serve it there
SERVED_ABOVE = {("performance", "penalty_decision")}


def test_each_open_case_has_somebody_who_may_act_or_a_day_it_waits_for() -> None:
    seen: dict[str, str] = {}
    unopened: dict[str, str] = {}
    looked_at = 0
    turns_opened: set[tuple[str, str, str, str]] = set()

    def look(day: date) -> None:
        nonlocal looked_at
        if day.toordinal() % EVERY:
            return
        at = datetime.combine(day, time(9, 30), LEGAL_TIME)
        with clock.set_to(at), transaction.atomic():
            scheduler.run(at)
            cases = list(
                Case.objects.filter(closed_at=None, exercise=False).select_related("bureau", "parent", "root")
            )
            open_turns = turns.turns_in_each(cases, day)
            looked_at += len(cases)
            for case in cases:
                if reason := stands_still(case, open_turns.get(case.pk, []), at):
                    seen.setdefault(f"{case.kind} {case.stage}: {reason}", f"{case.number} {day}")
                for turn in open_turns.get(case.pk, []):
                    alike = (case.kind, case.stage, turn.kind, turn.what)
                    if turn.kind in turn_lines.KINDS and alike not in turns_opened and may_be_taken(turn, at):
                        turns_opened.add(alike)
                        if reason := not_opened(turn, at):
                            unopened[" ".join(alike)] = f"{case.number} {day}: {reason}"
            transaction.set_rollback(
                True
            )  # what the law brings about when somebody looks is not entered here

    year.live(year=2022, seed=11, scale=0.1, password="Yi-ge-hao-mima-9", at_morning=look)

    assert looked_at > 100
    assert seen == {}
    assert unopened == {}
    assert len(turns_opened) > 30


def stands_still(case: Case, own: list[OpenTurn], at: datetime) -> str:
    """Why nobody can go on with a case and no day is waited for; empty where somebody or a day is there."""
    if not own:
        return "no turn"
    reasons = [reason for turn in own if (reason := not_taken(case, turn, at))]
    return "; ".join(dict.fromkeys(reasons)) if len(reasons) == len(own) else ""


def not_taken(case: Case, turn: OpenTurn, at: datetime) -> str:
    """Why a turn is nobody's; empty where it is somebody's by name, or a wait with a day, or another open case."""
    if turn.kind == "child":
        child = Case.objects.filter(number=turn.about).first()
        return (
            ""
            if child is not None and child.closed_at is None
            else f"waits for {turn.about}, which has ended"
        )
    if turn.kind == "wait" or any(who == "law" for who, _ in turn.whom):
        is_dated = turn.until is not None and turn.until >= at.date()
        if not is_dated and (case.kind, turn.what) in SERVED_ABOVE:
            return _still_open(case, at)
        return "" if is_dated else f"waits for {turn.what} without a day"
    if any(who in {"party", "body"} for who, _ in turn.whom):
        return "" if turn.until else f"{turn.what} waits for a party without a day"
    lacking: list[str] = []
    for officer in candidates(turn, at):
        option = option_of(case, officer, turn, at)
        if option is not None and (option.may or all(ground.unknown for ground in option.grounds)):
            return ""
        if option is not None:
            lacking += [ground.code for ground in option.grounds if not ground.unknown]
    waits_for, _ = EXCEPTIONS.get((case.kind, turn.what), ("", ""))
    if set(lacking) == {waits_for}:
        return ""
    return f"{turn.kind} {turn.what} by {sorted({name for _, name in turn.whom})}: {sorted(set(lacking))}"


def _still_open(case: Case, at: datetime) -> str:
    """Whether the paper that a case waits for is somebody's to serve in the case that opened it."""
    assert case.parent is not None
    serving = [turn for turn in turns.turn_of(case.parent, at.date()) if turn.kind == "serve"]
    reasons = [reason for turn in serving if (reason := not_taken(case.parent, turn, at))]
    if serving and len(reasons) < len(serving):
        return ""
    return f"waits for a paper that nobody serves in its parent: {[t.what for t in serving]} {reasons}"


def candidates(turn: OpenTurn, at: datetime) -> Iterator[Officer]:
    """Everybody by name whose turn it is."""
    for who, name in turn.whom:
        if who == "officer":
            yield Officer.objects.get(pk=officer_id_of(name))
        elif who == "post":
            yield from people.officers_with(turn.case.bureau_id, name, at)


def option_of(case: Case, officer: Officer, turn: OpenTurn, at: datetime) -> Option | None:
    """What the law says of the act that a turn asks for, if this officer did it now."""
    action = turn.kind if turn.kind in {"serve", "assign"} else turn.what
    options = services.explain(case=case, by=OfficerActor(officer=officer), at=at)
    return next((option for option in options if option.action == action), None)


def may_be_taken(turn: OpenTurn, at: datetime) -> list[Officer]:
    """Whoever by name may do now what a turn asks for, or may once they have said what is not known yet."""
    return [
        officer
        for officer in candidates(turn, at)
        if (option := option_of(turn.case, officer, turn, at))
        and (option.may or all(ground.unknown for ground in option.grounds))
    ]


def not_opened(turn: OpenTurn, at: datetime) -> str:
    """Why nobody who may take a turn gets from the list of what waits for them to the case and to the form; empty where somebody does."""
    said = {officer.name: _lost_at(officer, turn) for officer in may_be_taken(turn, at)}
    return "" if "" in said.values() else str(said)


def _lost_at(officer: Officer, turn: OpenTurn) -> str:
    browser, address = seated(officer), turn_lines.address_of(turn)
    case_page = reverse("desk:case", args=[turn.case.pk])
    form = browser.get(address)
    if form.status_code != HTTPStatus.OK or 'id="the-form"' not in form.content.decode():
        return f"{address} answers {form.status_code} without its form"
    if "现在还不能办理" in form.content.decode():
        return f"{address} says that it cannot be done"
    if browser.get(case_page).status_code != HTTPStatus.OK:
        return f"{case_page} is not shown"
    listed = browser.get(reverse("desk:inbox"))
    if escape(address) not in listed.content.decode() and len(LINE.findall(listed.content.decode())) < A_PAGE:
        return f"{address} is not on the list of what waits for them"
    return ""


def seated(officer: Officer) -> Client:
    """A browser at which an officer has signed in; who has no account in the demo is given one."""
    account = Account.objects.filter(officer=officer).first()
    if account is None:
        account = Account.objects.create(username=f"x{officer.pk}", officer=officer, is_own_password=True)
    browser = Client()
    browser.force_login(account, backend="fadu.people.backend.AccountBackend")
    return browser


def test_the_look_sees_a_case_nobody_waits_for() -> None:
    assert stands_still(Case(kind="penalty", stage="lead"), [], clock.now()) == "no turn"
