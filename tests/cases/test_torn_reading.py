# SPDX-License-Identifier: MulanPSL-2.0
"""What another did between two readings: a case is read again, not judged, and one press is one act."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from counter import complain, registrar

from fadu.cases.acts import services
from fadu.cases.errors import StaleRevisionError
from fadu.cases.models import Case, Refusal
from fadu.cases.world import worlds
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 2, 10, tzinfo=LEGAL_TIME)


def test_who_pressed_a_moment_later_is_told_to_look_again_and_no_refusal_is_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clerk = registrar()
    case = complain(clerk, uuid4())
    before = Case.objects.select_related("bureau", "parent", "root").get(pk=case.pk)
    complainant = next(party.key for party in worlds.state_of(case).parties if party.capacity == "投诉人")
    asked = {
        "case": case,
        "action": "withdraw",
        "by": OfficerActor(officer=clerk),
        "payload": {"withdrawal_reason": "双方已经和解", "withdrawal_by": "phone"},
        "party": complainant,
        "at": AT,
    }
    services.perform(**asked, request_id=uuid4())
    before.is_done = False
    rows, read = [before], services._CASE
    monkeypatch.setattr(services, "_CASE", lambda *asked_for: [rows.pop()] if rows else read(*asked_for))

    with pytest.raises(StaleRevisionError):
        services.perform(**asked, request_id=uuid4(), revision=before.revision)
    assert not Refusal.objects.filter(case=case).exists()


def test_the_same_press_recorded_since_this_one_looked_is_the_same_act(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clerk = registrar()
    case, request = complain(clerk, uuid4()), uuid4()
    asked = {
        "case": case,
        "action": "note",
        "by": OfficerActor(officer=clerk),
        "payload": {"text": "电话联系投诉人"},
        "at": AT,
        "request_id": request,
    }
    first = services.perform(**asked)
    looks, look = [None], services._DONE.first
    monkeypatch.setattr(services._DONE, "first", lambda asked_for: looks.pop() if looks else look(asked_for))

    assert services.perform(**asked).pk == first.pk
    assert case.acts.filter(action="note").count() == 1
