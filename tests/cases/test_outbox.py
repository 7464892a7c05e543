# SPDX-License-Identifier: MulanPSL-2.0
"""What follows an act follows after it: once, kept with its error when it fails, and never for an act that was refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from fadu.cases.acts import services
from fadu.cases.background import outbox
from fadu.cases.models import Case, OutboxEvent
from fadu.cases.rules import party_key
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
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
    party, _ = people.register_party(kind="enterprise", name="晨光食品店", on=DAY.date())
    told = {
        "item": "食品经营许可",
        "application_kind": "new",
        "intake": "window",
        "received_on": "2022-03-01",
    }
    case = services.open_case(
        kind="licence",
        bureau=clerk.bureau,
        by=clerk,
        payload=told,
        at=DAY,
        request_id=uuid4(),
        parties=[(party, "申请人")],
    )
    refusal = {"competent_body": "市市场监督管理局", "refusal_basis": "行政许可法第三十二条"}
    services.perform(
        case=case, action="refuse_acceptance", by=clerk, payload=refusal, at=DAY, request_id=uuid4()
    )
    return case


def serve(case: Case, clerk: Any, **more: str) -> None:
    paper = case.documents.order_by("-seq").first()
    assert paper is not None
    party = case.parties.get().party_id
    told = {
        "document": f"{paper.template}/{paper.seq}",
        "party": party_key(party),
        "manner": "personal",
        "sent_on": "2022-03-02",
    }
    told |= {"arrived_on": "2022-03-02", "proof": "送达回证", **more}
    services.perform(case=case, action="serve", by=clerk, payload=told, at=DAY, request_id=uuid4())


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
    with pytest.raises(services.ActRefusedError):
        serve(case, clerk, document="refusal/99")

    assert not OutboxEvent.objects.exists()


def test_what_fails_keeps_its_error_and_waits_for_a_person_after_five_tries(
    case: Case, clerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(event: OutboxEvent) -> None:
        raise OSError("磁盘已满")

    serve(case, clerk)
    monkeypatch.setitem(outbox._carriers, "archive_document", full)

    assert [outbox.work() for _ in range(6)] == [(0, 1)] * 5 + [(0, 0)]
    event = OutboxEvent.objects.get()
    assert (event.done_at, event.attempts, event.last_error) == (None, 5, "磁盘已满")


def test_a_kind_of_event_is_bound_once() -> None:
    with pytest.raises(outbox.FaduError, match="绑定了两次"):
        outbox.carry("archive_document", lambda event: None)
