# SPDX-License-Identifier: MulanPSL-2.0
"""What else is kept of the bureau, a page each: accounts, certificates, committees, parameters, catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from fadu.desk import by_two
from fadu.desk.officer import for_administrators, officer_of
from fadu.kernel import clock
from fadu.law import library as law_library
from fadu.law import places
from fadu.people import adopted, history, rules, staff
from fadu.people import selectors as people
from fadu.people.parameter_words import local_titles, title_of, unit_of, value_of

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse


@for_administrators
def accounts(request: HttpRequest) -> HttpResponse:
    """Who can sign in, who cannot, and who has none."""
    bureau, now = officer_of(request).bureau, clock.now()
    everybody = staff.staff(bureau, now, staff.Wanted(state="all"))
    context = {
        "holders": [one for one in everybody if getattr(one, "account", None)],
        "without": people.without_account(bureau.pk, now.date()),
    }
    return render(request, "desk/accounts.html", context)


@for_administrators
def certificates(request: HttpRequest) -> HttpResponse:
    """Enforcement certificates: those that have lapsed or lapse soon first."""
    bureau, now = officer_of(request).bureau, clock.now()
    today = now.date()
    rows = []
    for officer in staff.staff(bureau, now, staff.Wanted()):
        held = sorted(officer.certificates.all(), key=lambda one: (one.valid_to, one.pk))
        if held:
            last = held[-1]
            soon = last.valid_to < today + staff.LAPSES_WITHIN
            colour = "red" if last.valid_to < today else "yellow" if soon else "green"
            rows.append({"officer": officer, "last": last, "colour": colour, "earlier": held[:-1]})
    rows.sort(key=lambda row: row["last"].valid_to)
    context = {
        "due": [row for row in rows if row["colour"] != "green"],
        "valid": [row for row in rows if row["colour"] == "green"],
        "days": staff.LAPSES_WITHIN.days,
    }
    return render(request, "desk/certificates.html", context)


@for_administrators
def committees(request: HttpRequest) -> HttpResponse:
    """Committees and leading groups with their members and quorum."""
    bureau, today = officer_of(request).bureau, clock.today()
    seats = people.seats_of(bureau, today)
    names = history.names_of("committee", [committee for committee, _ in seats], "title")
    listed = [(committee, members, names.get(committee.pk, ())) for committee, members in seats]
    return render(request, "desk/committees.html", {"seats": listed})


@for_administrators
def parameters(request: HttpRequest) -> HttpResponse:
    """Local parameters with from-day, basis and the question behind each; what may still be set; and what papers say of the place."""
    bureau, today = officer_of(request).bureau, clock.today()
    law, titles = law_library(), local_titles()
    entered = adopted.entered_afterwards(bureau)
    rows = [
        {
            "title": title_of(row.key, titles),
            "row": row,
            "value": value_of(row.key, row.value),
            "entered": entered.get(row.pk),
            "rule": places.rule_of(law, row.key),
        }
        for row in bureau.parameters.order_by("key", "-start")
    ]
    held = {row.key for row in bureau.parameters.all()}
    rules_of_places = {**law.local_keys(), **places.adopted_by_key(law)}
    unset = [
        {"key": key, "title": titles[key], "rule": rule, "unit": unit_of(rule)}
        for key, rule in rules_of_places.items()
        if key not in held
    ]
    said = adopted.particulars_of(bureau, today)
    context = {
        "parameters": rows,
        "settings": by_two.waiting(bureau, "parameter", "local_name"),
        "unset": unset,
        "local_names": adopted.local_names(bureau, today),
        "particulars": [(title, said.get(key, "没有登记")) for key, title in rules.particulars().items()],
    }
    return render(request, "desk/parameters.html", context)


@for_administrators
def catalogues(request: HttpRequest) -> HttpResponse:
    """The catalogues of special law in use today: what each entry is, by which articles; those a place may adopt, with whether it did."""
    bureau, today = officer_of(request).bureau, clock.today()
    law, local = law_library(), adopted.local_parameters(bureau, today)
    listed: list[dict[str, Any]] = []
    for book in law.catalogues.values():
        entries = [entry for entry in book.entries if entry.is_in_force(today)]
        rows = [{"entry": e, "is_adopted": bool(local.get(e.key))} for e in entries]
        listed.append({"title": book.title, "rows": rows})
    return render(request, "desk/catalogues.html", {"catalogues": listed})
