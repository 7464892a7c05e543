# SPDX-License-Identifier: MulanPSL-2.0
"""Somebody with the database changes one thing, triggers taken off: each column, a row deleted, a row put in, two swapped.

What is tried is generated from the models; `verify` names each, but what is free.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from tests.ledger.tampering import Tamper, rewritten, tampers_of
from tests.ledger.world import build

from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import verification
from fadu.ledger.holding import unclassified
from fadu.ledger.problems import Problem, offered
from fadu.storage import triggers
from fadu.storage.upkeep import survey

pytestmark = pytest.mark.django_db
MODELS = sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """Lived once, in a transaction that ends with the module; each test is a savepoint in it."""
    from django.test import override_settings

    home = tmp_path_factory.mktemp("home")
    folders = {"FADU_FILES": home / "files", "FADU_KEYS": home / "keys", "FADU_WITNESS": ""}
    (home / "keys").mkdir()
    with django_db_blocker.unblock(), override_settings(**folders), transaction.atomic():
        triggers.install()
        build()
        connection.check_constraints()
        survey(MODELS)
        yield
        transaction.set_rollback(True)


def test_every_column_of_every_table_is_classified_once() -> None:
    assert unclassified(MODELS) == []


@pytest.fixture
def unguarded(world: None, db: None) -> None:
    """The triggers taken off, as whoever has the database can."""
    triggers.remove()


@pytest.mark.usefixtures("world")
def test_the_world_as_it_was_lived_agrees_with_its_ledger() -> None:
    assert named() == []


@pytest.mark.usefixtures("world")
def test_nothing_that_is_kept_hangs_on_the_day_it_is_read() -> None:
    with clock.set_to(datetime(2032, 2, 29, 3, 0, tzinfo=LEGAL_TIME)):
        assert named() == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.db_table)
@pytest.mark.usefixtures("unguarded")
def test_whatever_is_changed_in_a_table_is_named_but_what_is_free(model: Any) -> None:
    assert [str(tamper) for tamper in tampers_of(model) if not is_named(tamper)] == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("people_appointment", "post"),
        ("cases_case", "stage"),
        ("cases_act", "payload"),
        ("cases_clock", "due_on"),
        ("penalty_penalty", "decided_on"),
        ("records_document", "title"),
        ("records_issuednumber", "text"),
        ("ledger_entryparts", "kind"),
    ],
)
@pytest.mark.usefixtures("unguarded")
def test_the_checks_asked_first_name_of_a_tamper_just_what_the_whole_names(table: str, column: str) -> None:
    (model,) = (model for model in MODELS if model._meta.db_table == table)
    (tamper,) = (t for t in tampers_of(model) if (t.what, t.column) == ("change", column))
    assert tamper.done()

    asked = {str(problem) for problem in _first(tamper) if tamper.is_meant_by(problem)}
    whole = {str(problem) for problem in verification.findings() if tamper.is_meant_by(problem)}
    assert asked == whole != set()


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
    reason="PostgreSQL keeps values by their type",
)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.db_table)
@pytest.mark.usefixtures("unguarded")
def test_a_value_that_is_read_alike_but_written_otherwise_is_named(model: Any) -> None:
    before = list(model._default_manager.order_by("pk").values())

    for tamper in rewritten(model):
        with transaction.atomic():
            if not tamper.done():
                continue  # a constraint compares it, and refuses it
            assert list(model._default_manager.order_by("pk").values()) == before
            assert any(
                problem.code == "written_otherwise" and tamper.is_meant_by(problem)
                for problem in verification.findings()
            ), tamper
            transaction.set_rollback(True)


def is_named(tamper: Tamper) -> bool:
    """Whether a tamper is refused by the database, or named by `verify` as what it is; then it is taken back."""
    with transaction.atomic():
        is_known = tamper.done() and any(
            tamper.is_meant_by(problem) for problem in chain(_first(tamper), verification.findings())
        )
        transaction.set_rollback(True)
    return is_known or tamper.is_refused


def _first(tamper: Tamper) -> Iterator[Problem]:
    """What those checks name that look at the rows of a tamper: they are asked before all others."""
    if tamper.model._meta.app_label == "ledger":
        yield from verification.of_the_ledger([])
    own = {check.name for check in offered() if check.model is tamper.model} - {"cases"}
    if own:
        yield from verification.checked(*own)
    if tamper.cases:
        (of_cases,) = (check for check in offered() if check.name == "cases")
        yield from of_cases.of(tamper.cases)


def named() -> list[str]:
    """What `verify` names beside the triggers that were taken off."""
    return [
        f"{p.table} {p.column} {p.message}" for p in verification.findings() if p.code != "trigger_missing"
    ]
