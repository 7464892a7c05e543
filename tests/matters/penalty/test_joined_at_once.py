# SPDX-License-Identifier: MulanPSL-2.0
"""Two penalty cases joined into each other at the same moment: one takes the other over, and nothing waits for good."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from life import at, staffed

from fadu.cases.acts import services
from fadu.cases.errors import ActRefusedError, StaleRevisionError
from fadu.cases.models import Case
from fadu.ledger import sequencing, verification
from fadu.people.actors import OfficerActor

LEAD = {
    "source": "inspection",
    "received_on": "2022-03-01",
    "suspected_violation": "无照经营",
    "lead_content": "检查发现",
}
REASON = {"approval_reason": "同一当事人，宜一并处理"}


@pytest.mark.django_db(transaction=True)
def test_of_two_cases_joined_into_each_other_at_once_one_takes_the_other_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    desk = staffed()
    pair = [desk.open("2022-03-01", LEAD), desk.open("2022-03-01", LEAD)]
    gate = Barrier(2)

    def merge(place: int) -> str:
        try:
            gate.wait(timeout=30)
            services.perform(
                case=Case.objects.get(pk=pair[place].pk),
                action="merge",
                by=OfficerActor(officer=desk.officers["head"]),
                payload={**REASON, "merged_into": pair[1 - place].number},
                at=at("2022-03-21"),
                request_id=uuid.uuid4(),
            )
        except (ActRefusedError, StaleRevisionError) as error:
            return type(error).__name__
        finally:
            connection.close()
        return "joined"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(merge, range(2)))

    assert answers == ["ActRefusedError", "joined"]
    assert sorted(case.outcome for case in Case.objects.all()) == ["", "merged"]
    sequencing.sequence()
    assert verification.verify() == []
