# SPDX-License-Identifier: MulanPSL-2.0
"""Trying leaves no trace: preview, warnings while typing, explanation and trial write no row; a press that is refused is kept without a name."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from tests.desk import handed

from fadu.cases.acts import foreseeing, services
from fadu.cases.background import refusals
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case, Refusal
from fadu.cases.reading import keeping
from fadu.cases.reading import refusals as reading
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor
from fadu.procedure.decision import Refused

pytestmark = pytest.mark.django_db
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)
#: what a browser's own session changes at each request
OF_THE_SESSION = {"sessions.Session", "desk.SignIn"}
#: filing without having looked into the lead: refused, whoever asks
TOO_EARLY = {"result": "penalised", "closing_reason": "执行完毕"}


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    return handed.penalty("清河无痕百货行")


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.label not in OF_THE_SESSION
    }


@pytest.mark.parametrize("way", ["warnings/", "papers/"])
def test_what_is_looked_at_while_typing_writes_no_row(
    case: Case, desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]], way: str
) -> None:
    client, form = desk_of("zhifa"), f"/case/{case.pk}/do/file/"
    values = filled(client, form)
    before = rows()

    assert client.post(f"{form}{way}", values).status_code == 200

    assert rows() == before


def test_the_button_that_only_shows_the_paper_keeps_the_officers_own_draft_and_nothing_else(
    case: Case, desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client, form = desk_of("zhifa"), f"/case/{case.pk}/do/file/"
    pressed = {**filled(client, form), "preview": "1"}
    client.post(form, pressed)  # the first time, a key is made for his drafts
    before = rows()

    assert client.post(form, {**pressed, "suspected_violation": "另一案由"}).status_code == 200

    assert rows() == before
    assert not Refusal.objects.filter(case=case).exists()


def test_explaining_and_trying_write_no_row_though_the_answer_is_no(case: Case) -> None:
    by = OfficerActor(officer=handed.officer("zhifa"))
    before = rows()

    services.explain(case=case, by=by, at=clock.now())
    answer = foreseeing.dry_run(case=case, action="close", by=by, payload=TOO_EARLY)

    assert isinstance(answer, Refused)
    assert rows() == before


def refuse(case: Case) -> Any:
    by = OfficerActor(officer=handed.officer("zhifa"))
    with pytest.raises(ActRefusedError):
        services.perform(case=case, action="close", by=by, payload=TOO_EARLY, request_id=uuid.uuid4())
    return Refusal.objects.latest("pk")


def test_a_press_that_is_refused_is_kept_without_who_asked_and_shown_to_the_legal_office_without_the_case(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    row = refuse(case)
    officer = handed.officer("zhifa")

    assert officer.name not in str(row.__dict__)
    assert {field.name for field in Refusal._meta.fields} == {
        "id",
        "bureau",
        "case",
        "kind",
        "action",
        "recorded_at",
        "grounds",
        "counted_in",
    }
    page = desk_of("fagui").get("/findings/refused/").content.decode()
    assert "结案" in page
    assert case.number not in page
    assert officer.name not in page
    assert keeping.of_refusals().why in page


@pytest.mark.parametrize("account", ["juzhang", "jijian", "duizhang", "zhifa", "guanli"])
def test_nobody_but_the_legal_office_reads_what_was_refused(
    desk_of: Callable[..., Client], account: str
) -> None:
    assert desk_of(account).get("/findings/refused/").status_code == 404


def test_what_was_refused_is_forgotten_after_the_days_that_the_data_say(case: Case) -> None:
    refuse(case)
    days = keeping.of_refusals().days
    bureau = case.bureau

    with clock.set_to(MORNING + timedelta(days=days - 1)):
        refusals.count()
        assert reading.lately(bureau, clock.now())
    with clock.set_to(MORNING + timedelta(days=days, hours=1)):
        refusals.count()
        assert not reading.lately(bureau, clock.now())
        assert not Refusal.objects.filter(case=case).exists()


def test_how_long_they_are_kept_is_read_strictly(tmp_path: Any) -> None:
    wrong = tmp_path / "keeping.yaml"
    wrong.write_text("refusals: {days: lange, why: 因为}\n", encoding="utf-8")

    with pytest.raises(keeping.KeepingError, match="days"):
        keeping.read(wrong)
