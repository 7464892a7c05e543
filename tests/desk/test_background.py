# SPDX-License-Identifier: MulanPSL-2.0
"""What fails in the background stops no page; the administrator sees it with what to do, and lets it be tried again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from fadu.cases.background import outbox, rounds
from fadu.cases.models import Case, OutboxEvent
from fadu.kernel import clock
from fadu.ledger import passes, sequencing
from fadu.procedure.library import library

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def poisoned(desk_of: Callable[..., Client]) -> OutboxEvent:
    """An event about a paper that is not there, after the background tried it."""
    with clock.set_to(clock.now()):
        event = OutboxEvent.objects.create(
            case=Case.objects.order_by("pk")[0],
            kind="archive_document",
            body={"document": 999_999},
            created_at=clock.now(),
        )
        outbox.work(limit=10_000)
    return event


def words(answer: object) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())  # type: ignore[attr-defined]


def test_the_administrator_is_told_on_every_page_and_reads_what_to_do(
    poisoned: OutboxEvent, desk_of: Callable[..., Client]
) -> None:
    administrator = desk_of("guanli")

    assert "后台1项未办成" in words(administrator.get("/"))
    page = words(administrator.get("/bureau/background/"))
    assert poisoned.case.number in page
    assert "DoesNotExist" in page
    assert "排除原因" in page


def test_nobody_else_is_told_or_may_look(poisoned: OutboxEvent, desk_of: Callable[..., Client]) -> None:
    other = desk_of("juzhang")

    assert "未办成" not in words(other.get("/"))
    assert other.get("/bureau/background/").status_code == 403
    assert other.post(f"/bureau/background/event-{poisoned.pk}/retry/").status_code == 403


def test_the_administrator_lets_it_be_tried_again(
    poisoned: OutboxEvent, desk_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(outbox._carriers, "archive_document", lambda event: None)
    OutboxEvent.objects.filter(pk=poisoned.pk).update(attempts=5, next_try_at=None)
    administrator = desk_of("guanli")
    assert outbox.work() == (0, 0)

    answer = administrator.post(f"/bureau/background/event-{poisoned.pk}/retry/", follow=True)

    assert "后台下一遍" in words(answer)
    assert outbox.work() == (1, 0)
    assert "没有办成的（0）" in words(administrator.get("/bureau/background/"))


@pytest.mark.parametrize("key", ["event-999999", "nothing-1", "failure-x"])
def test_what_is_not_there_cannot_be_tried_again(desk_of: Callable[..., Client], key: str) -> None:
    assert desk_of("guanli").post(f"/bureau/background/{key}/retry/").status_code == 404


def test_the_administrator_reads_when_all_records_were_compared_last(
    desk_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(passes, "place", lambda: tmp_path / passes.NAME)
    administrator = desk_of("guanli")
    assert "还没有全部核对过" in words(administrator.get("/bureau/background/"))

    sequencing.sequence()
    passes.write(passes.after_full(passes.reached(), date(2022, 3, 1)))
    assert "全部核对过的日子是2022-03-01" in words(administrator.get("/bureau/background/"))


def test_a_worker_that_does_not_run_is_told(desk_of: Callable[..., Client]) -> None:
    administrator = desk_of("guanli")
    assert "后台现在没有在运行" in words(administrator.get("/bureau/background/"))

    rounds.run()

    assert "最近做完一遍" in words(administrator.get("/bureau/background/"))
    assert "没有在运行" not in words(administrator.get("/bureau/background/"))


@pytest.fixture
def without_complaints(desk_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> Case:
    """A release without complaints, over a year that had some."""
    monkeypatch.delitem(library().folders, "complaint")  # type: ignore[arg-type]
    return Case.objects.filter(kind="complaint").order_by("pk")[0]


@pytest.mark.parametrize("address", ["/", "/done/", "/search/?q=投诉", "/open/", "/figures/2022/"])
def test_every_list_opens_although_a_kind_was_taken_away(
    without_complaints: Case, desk_of: Callable[..., Client], address: str
) -> None:
    assert desk_of("juzhang").get(address).status_code == 200


def test_a_case_of_a_kind_that_was_taken_away_says_so(
    without_complaints: Case, desk_of: Callable[..., Client]
) -> None:
    answer = desk_of("juzhang").get(f"/case/{without_complaints.pk}/")

    assert answer.status_code == 503
    assert "事项“complaint”没有安装" in words(answer)


def test_the_administrator_sees_the_kind_that_was_taken_away(
    without_complaints: Case, desk_of: Callable[..., Client]
) -> None:
    Case.objects.filter(pk=without_complaints.pk).update(closed_at=None)
    rounds.tell_uninstalled()

    assert "事项“complaint”没有安装" in words(desk_of("guanli").get("/bureau/background/"))


@pytest.mark.parametrize(
    "address",
    [
        "/open/nope/",
        "/figures/0/",
        "/figures/1900/",
        "/figures/99999/",
        "/report/0/",
        "/report/99999/",
        "/figures/2022/NO-1/",
    ],
)
def test_an_address_that_leads_nowhere_is_answered_with_404(
    desk_of: Callable[..., Client], address: str
) -> None:
    assert desk_of("juzhang").get(address).status_code == 404


@pytest.mark.parametrize("hidden", [{}, {"request_id": "x", "revision": "1"}, {"revision": "a"}])
def test_a_press_without_its_number_is_answered_with_400(
    desk_of: Callable[..., Client], hidden: dict[str, str]
) -> None:
    case = Case.objects.filter(kind="penalty").order_by("pk")[0]

    answer = desk_of("juzhang").post(f"/case/{case.pk}/do/note/", {"text": "记", **hidden})

    assert answer.status_code == 400
    assert "重新打开页面" in words(answer)


def test_a_full_disk_is_answered_with_its_sentence_and_not_as_a_fault_of_the_program(
    desk_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fadu.desk.pages.search.seeking.find", full)

    answer = desk_of("juzhang").get("/search/?q=投诉")

    assert answer.status_code == 503
    assert "磁盘已满" in words(answer)
    assert "没有保存" in words(answer)
