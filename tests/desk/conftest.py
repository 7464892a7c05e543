# SPDX-License-Identifier: MulanPSL-2.0
"""A small bureau that has lived a year through the services, seen through the officers' site."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from tests.desk.pressing import pressed

import static_files
from fadu.demo import year
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import kept_head
from fadu.people import founding
from fadu.people.models import Account, Department
from fadu.storage import triggers
from worlds import connected_to, copied, dropped

PASSWORD = "qing-he-2022-desk"


@pytest.fixture(scope="session")
def year_lived(
    django_db_setup: None,
    _home_of_its_own: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[BaseDatabaseWrapper, Path]]:
    """One year at a twentieth of its business, lived once in a database of its own; and the keys that signed it."""
    static_files.collect()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        empty = connections[DEFAULT_DB_ALIAS]
        year_of = copied(empty, "lived")
        with connected_to(year_of):
            if triggers.missing():
                triggers.install()
            with transaction.atomic():
                year.live(year=2022, seed=7, scale=0.05, password=PASSWORD)
        keys = tmp_path_factory.mktemp("lived") / "keys"
        shutil.copytree(settings.FADU_KEYS, keys)
    yield year_of, keys
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        dropped(empty, "lived", year_of)


@pytest.fixture(scope="module")
def lived(
    year_lived: tuple[BaseDatabaseWrapper, Path], django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """The year as it was lived: what a module of tests does in it is taken back when the module ends."""
    year_of, keys = year_lived
    shutil.copytree(keys, settings.FADU_KEYS, dirs_exist_ok=True)
    kept_head.place().unlink(missing_ok=True)
    with django_db_blocker.unblock(), connected_to(year_of), transaction.atomic():  # type: ignore[attr-defined]
        yield
        transaction.set_rollback(True)


@pytest.fixture
def desk_of(lived: None) -> Callable[..., Client]:
    """A signed-in browser of an account."""

    def sign_in(account: str, **options: bool) -> Client:
        client = Client(**options)
        user = get_user_model().objects.get(username=account)
        client.force_login(user, backend="fadu.people.backend.AccountBackend")
        return client

    return sign_in


def just_founded() -> None:
    """A bureau that has its first administrator and nobody else, founded before the days of all tests that begin from it."""
    with clock.set_to(datetime(2020, 1, 2, 9, tzinfo=LEGAL_TIME)):
        founding.found(
            name="清河市市场监督管理局",
            short="清河局",
            abbreviation="清",
            region_code="370000",
            code="",
            admin="guanli",
            admin_name="管理员",
            password="Yi-ge-hao-mima-9",
        )


@pytest.fixture
def administrator(begin_from: Callable[[Callable[[], None]], None]) -> Client:
    """The first administrator of a bureau just founded."""
    static_files.collect()
    begin_from(just_founded)
    client = Client()
    client.force_login(Account.objects.get(username="guanli"), backend="fadu.people.backend.AccountBackend")
    return client


@pytest.fixture
def filled() -> Callable[..., dict[str, str]]:
    """Fills in a form as it stands on a page."""
    return _filled


def _filled(client: Client, address: str, **values: str) -> dict[str, str]:
    """The form as it stands on the page, its required fields filled in: first choice, today, a word, a number."""
    body = client.get(address).content.decode()
    fields: dict[str, str] = {}
    for tag in re.findall(r"<(?:input|textarea)[^>]*>", body):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and kind and kind[1] == "hidden":
            fields[name[1]] = value[1] if value else ""
        elif name and " required" in tag:
            fields[name[1]] = {"date": clock.today().isoformat(), "number": "1"}.get(
                kind[1] if kind else "", "内容"
            )
            if value and value[1]:
                fields[name[1]] = value[1]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', body, re.S):
        choices = [c for c in re.findall(r'<option value="([^"]*)"', options) if c]
        if choices and name not in ("done_by", "done_on"):  # whoever fills in a form does it himself
            fields[name] = choices[0]
    return {**fields, **values}


#: who deals with what comes in
UNITS = {"complaint": "消费者权益保护科", "licence": "行政许可科"}


@pytest.fixture
def morning() -> Iterator[None]:
    """The morning on which the demo bureau opens its doors."""
    with clock.set_to(year.opens_at(2022)):
        yield


@pytest.fixture
def work(morning: None, desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]) -> None:
    """Two complaints and an application came in this morning."""
    for account, kind in (("dengji", "complaint"), ("dengji", "complaint"), ("chuangkou", "licence")):
        client = desk_of(account)
        unit = Department.objects.get(name=UNITS[kind])
        party = {"party-name": "测试人甲", "party-kind": "person"}
        form = filled(client, f"/open/{kind}/", **party, department=str(unit.pk))
        answer = pressed(client, f"/open/{kind}/", form)
        assert answer.status_code == 302, re.findall(
            r'class="errorlist".*?</ul>', answer.content.decode(), re.S
        )
