# SPDX-License-Identifier: MulanPSL-2.0
"""How often the pages that everybody opens ask the database, whoever opens them and however much there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fadu.cases.models import Case
from fadu.demo.bureau import ACCOUNTS
from fadu.kernel import clock
from fadu.people.models import Appointment, Officer, Party, ProposedAppointment

pytestmark = pytest.mark.django_db

#: statements of one page, its session, its account and the number of unread news in its menu included
MOST = 25
#: those of the figures of a year: what depends on the day asked is counted table by table, whatever the number of cases
FIGURES = 65
#: whose pages are counted on both databases: who sees everything, and who sees what is his
ON_BOTH = frozenset({"juzhang", "zhifa"})
#: the accounts, those marked that are tried on both
COUNTED = [pytest.param(one, marks=pytest.mark.both_databases) if one in ON_BOTH else one for one in ACCOUNTS]
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


def asked(client: Client, address: str) -> list[str]:
    """The statements of a page that was opened before."""
    client.get(address)
    with CaptureQueriesContext(connection) as statements:
        client.get(address)
    return [query["sql"] for query in statements.captured_queries]


def fullest_cases() -> Iterator[Any]:
    """Of each kind the case with most acts."""
    cases = Case.objects.annotate(many=Count("acts")).order_by("kind", "-many")
    return (next(same) for _, same in groupby(cases, key=lambda case: case.kind))


def open_cases() -> Iterator[Any]:
    """Of each kind the open case with most acts."""
    cases = Case.objects.filter(closed_at=None).annotate(many=Count("acts")).order_by("kind", "-many", "pk")
    return (next(same) for _, same in groupby(cases, key=lambda case: case.kind))


@pytest.mark.parametrize("account", COUNTED)
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/signing/",
        "/search/?q=食品",
        "/search/?q=zzz",
        "/search/?q=2022-03",
        "/search/?q=13900990099",
        "/search/?q=市监处〔2022〕",
        "/waiting/",
        "/running/",
        "/running/?kind=complaint&words=食品",
        "/done/",
        "/closed/",
        "/news/",
        "/calendar/",
        "/calendar/?of=unit",
        "/calendar/?of=set&by=day",
        "/overview/",
        "/exports/",
        "/together/",
    ],
)
def test_a_list_takes_few_statements(desk_of: Callable[..., Client], account: str, address: str) -> None:
    statements = asked(desk_of(account), address)

    assert len(statements) <= MOST, "\n".join(statements)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "page",
    [
        "",
        "departments/",
        "people/",
        "people/?state=lapsing&words=1",
        "people/30/",
        "posts/",
        "appointment/1/end/",
        "accounts/",
        "certificates/",
        "committees/",
        "parameters/",
        "catalogues/",
    ],
)
def test_a_page_of_the_administrator_takes_few_statements(desk_of: Callable[..., Client], page: str) -> None:
    statements = asked(desk_of("guanli"), f"/bureau/{page}")

    assert len(statements) <= MOST, "\n".join(statements)


def test_the_first_page_of_the_administrator_takes_few_where_something_waits_for_a_second_person(
    desk_of: Callable[..., Client],
) -> None:
    client, held, now = desk_of("guanli"), Appointment.objects.earliest("pk"), clock.now()
    other = Officer.objects.exclude(account=None).latest("pk")
    ProposedAppointment.objects.create(
        **{"bureau": other.bureau, "officer": held.officer, "post": held.post, "department": held.department},
        **{"start": now, "document": "清局发〔2022〕9号", "proposed_by": other, "proposed_at": now},
    )

    statements = asked(client, "/bureau/")

    # one more than a list: whether the mark of the last full pass is ours, where there is one
    assert len(statements) <= MOST + 1, "\n".join(statements)


@pytest.mark.parametrize("account", COUNTED)
def test_a_case_takes_few_statements(desk_of: Callable[..., Client], account: str) -> None:
    client = desk_of(account)

    for case in fullest_cases():
        statements = asked(client, f"/case/{case.pk}/")

        # one more than a list: what checks found in it, before whom it may be
        assert len(statements) <= MOST + 1, (case.number, "\n".join(statements))


@pytest.mark.both_databases
def test_pages_of_one_moment_write_nothing(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")
    pages = [
        "/",
        "/search/?q=食品",
        "/waiting/",
        "/running/",
        "/done/",
        "/closed/",
        "/news/",
        "/calendar/",
        "/overview/",
        "/figures/2022/",
        "/figures/2022/CMP-01/",
    ]
    pages += [f"/case/{case.pk}/" for case in fullest_cases()]

    for page in pages:
        assert [sql for sql in asked(client, page) if WRITES.match(sql)] == [], page


@pytest.mark.both_databases
def test_the_materials_of_a_case_take_few_statements_however_many_there_are(
    desk_of: Callable[..., Client],
) -> None:
    case = Case.objects.annotate(many=Count("evidence")).order_by("-many")[0]

    assert len(asked(desk_of("juzhang"), f"/case/{case.pk}/materials/")) <= MOST


@pytest.mark.both_databases
@pytest.mark.parametrize("account", ["juzhang", "fagui", "zhifa", "duizhang", "chuangkou", "xiaobao"])
def test_a_form_takes_few_statements(desk_of: Callable[..., Client], account: str) -> None:
    """Of each kind the forms of every act that the page of an open case offers, and that of opening one."""
    client = desk_of(account)
    forms = {f"/open/{case.kind}/" for case in fullest_cases()}
    for case in open_cases():
        page = client.get(f"/case/{case.pk}/").content.decode()
        forms |= set(re.findall(rf'href="(/case/{case.pk}/do/\w+/)', page))

    for address in sorted(forms):
        assert len(asked(client, address)) <= MOST, address


@pytest.mark.parametrize("account", COUNTED)
def test_the_page_of_a_party_takes_few_statements(desk_of: Callable[..., Client], account: str) -> None:
    client = desk_of(account)
    parties = Party.objects.annotate(many=Count("case_roles")).order_by("-many")[:2]

    for party in parties:
        assert len(asked(client, f"/party/{party.pk}/")) <= MOST, party


@pytest.mark.both_databases
def test_the_figures_of_a_year_take_statements_by_tables_and_not_by_cases(
    desk_of: Callable[..., Client],
) -> None:
    client = desk_of("juzhang")

    assert len(asked(client, "/figures/2022/")) <= FIGURES
    assert len(asked(client, "/figures/2022/CMP-01/")) <= MOST
