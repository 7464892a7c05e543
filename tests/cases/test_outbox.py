# SPDX-License-Identifier: MulanPSL-2.0
"""What follows an act follows after it: once, kept with its error when it fails, and never for an act that was refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import typst

from fadu.cases.acts import services
from fadu.cases.background import failing, outbox
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case, OutboxEvent
from fadu.cases.rules import party_key
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import FaduError
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party
from fadu.records.models import Rendering

pytestmark = pytest.mark.django_db

DAY = datetime(2022, 3, 2, 10, tzinfo=LEGAL_TIME)


@pytest.fixture
def clerk() -> Any:
    bureau = people.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")
    officer = people.hire(bureau=bureau, name="安宁", since=date(2020, 1, 1))
    people.appoint(
        officer=officer,
        post="window_clerk",
        start=datetime(2020, 1, 1, tzinfo=LEGAL_TIME),
        document="任免1号",
    )
    return officer


@pytest.fixture
def case(clerk: Any) -> Case:
    """An application that the window refused to accept, with its paper still to be served."""
    party, _ = register_party(kind="enterprise", name="晨光食品店", on=DAY.date())
    payload = {
        "item": "食品经营许可",
        "application_kind": "new",
        "intake": "window",
        "materials": "申请书、主体资格证明各一份",
        "received_on": "2022-03-01",
    }
    case = services.open_case(
        kind="licence",
        bureau=clerk.bureau,
        by=OfficerActor(officer=clerk),
        payload=payload,
        at=DAY,
        request_id=uuid4(),
        parties=[(party, "申请人")],
    )
    refusal = {
        "not_accepted_ground": "not_competent",
        "competent_body": "市市场监督管理局",
        "refusal_basis": "行政许可法第三十二条",
    }
    services.perform(
        case=case,
        action="refuse_acceptance",
        by=OfficerActor(officer=clerk),
        payload=refusal,
        at=DAY,
        request_id=uuid4(),
    )
    return case


def serve(case: Case, clerk: Any, **more: str) -> None:
    paper = case.documents.order_by("-seq").first()
    assert paper is not None
    party = case.parties.get().party
    payload = {
        "document": f"{paper.template}/{paper.seq}",
        "party": party_key(party.pk),
        "manner": "personal",
        "sent_on": "2022-03-02",
        "receiver": party.name,
    }
    payload |= {"arrived_on": "2022-03-02", "proof": "送达回证", **more}
    services.perform(
        case=case, action="serve", by=OfficerActor(officer=clerk), payload=payload, at=DAY, request_id=uuid4()
    )


def test_a_served_paper_is_archived_as_it_was_served(case: Case, clerk: Any) -> None:
    serve(case, clerk)

    assert not Rendering.objects.exists()
    assert outbox.work() == (1, 0)
    assert list(Rendering.objects.values_list("fmt", flat=True)) == ["pdf"]


def test_what_was_carried_out_is_not_carried_out_again(case: Case, clerk: Any) -> None:
    serve(case, clerk)
    outbox.work()

    assert outbox.work() == (0, 0)
    assert OutboxEvent.objects.exclude(done_at=None).count() == 1


def test_a_service_that_was_refused_leaves_nothing_to_follow(case: Case, clerk: Any) -> None:
    with pytest.raises(ActRefusedError):
        serve(case, clerk, document="refusal/99")

    assert not OutboxEvent.objects.exists()


def broken(error: BaseException) -> Callable[[OutboxEvent], None]:
    def carrier(event: OutboxEvent) -> None:
        raise error

    return carrier


@pytest.fixture
def waiting(case: Case, clerk: Any) -> OutboxEvent:
    """An event that follows a service."""
    serve(case, clerk)
    return OutboxEvent.objects.get()


ERRORS = [
    (OSError("磁盘已满"), "OSError：磁盘已满"),
    (RuntimeError("typst: unknown font"), "RuntimeError：typst: unknown font"),
    (typst.TypstError("error: expected comma"), "TypstError：error: expected comma"),
    (FaduError("文书没有内容。"), "文书没有内容。"),
]


@pytest.mark.parametrize(("error", "kept"), ERRORS, ids=[kept for _, kept in ERRORS])
def test_whatever_an_event_raises_is_kept_with_it(
    waiting: OutboxEvent, monkeypatch: pytest.MonkeyPatch, error: BaseException, kept: str
) -> None:
    monkeypatch.setitem(outbox._carriers, "archive_document", broken(error))

    assert outbox.work() == (0, 1)
    waiting.refresh_from_db()
    assert (waiting.done_at, waiting.attempts, waiting.last_error) == (None, 1, kept)


def test_an_event_about_a_paper_that_is_not_there_keeps_that_and_the_next_is_carried_out(
    waiting: OutboxEvent,
) -> None:
    body, about = dict(waiting.body), waiting.case
    OutboxEvent.objects.filter(pk=waiting.pk).update(body={"document": 999_999})
    OutboxEvent.objects.create(case=about, kind="archive_document", body=body, created_at=DAY)

    assert outbox.work() == (1, 1)
    waiting.refresh_from_db()
    assert "DoesNotExist" in waiting.last_error


def test_what_fails_rests_longer_each_time_and_waits_for_a_person_after_five_tries(
    waiting: OutboxEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(outbox._carriers, "archive_document", broken(OSError("磁盘已满")))
    tried = []
    for minute in range(0, 400):
        with clock.set_to(DAY + timedelta(minutes=minute)):
            tried += [minute] if outbox.work() == (0, 1) else []

    assert tried == [0, 1, 6, 36, 156]
    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.next_try_at) == (5, None)


def test_what_waits_for_a_person_is_carried_out_once_more_when_asked(
    waiting: OutboxEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broke:
        broke.setitem(outbox._carriers, "archive_document", broken(OSError("磁盘已满")))
        OutboxEvent.objects.update(attempts=4)
        outbox.work()
    (parked,) = failing.failing()

    assert parked.next_try_at is None
    assert failing.retry(parked.key)
    assert outbox.work() == (1, 0)
    assert failing.failing() == []


def test_an_event_at_which_the_worker_was_killed_is_seen_when_its_rest_is_over(waiting: OutboxEvent) -> None:
    assert outbox._claim(waiting)

    assert failing.failing() == []
    with clock.set_to(clock.now() + timedelta(minutes=2)):
        (seen,) = failing.failing()
    assert "没有留下错误" in seen.error


def test_an_event_of_an_unknown_kind_is_kept_and_said(waiting: OutboxEvent) -> None:
    OutboxEvent.objects.filter(pk=waiting.pk).update(kind="send_mail")

    assert outbox.work() == (0, 1)
    (seen,) = failing.failing()
    assert "没有名为“send_mail”的待发事项" in seen.error
    assert "升级" in seen.remedy


def test_a_kind_of_event_is_bound_once() -> None:
    with pytest.raises(FaduError, match="绑定了两次"):
        outbox.carry("archive_document", lambda event: None)
