# SPDX-License-Identifier: MulanPSL-2.0
"""Many hands on one case: one act for one press, one clear message for the others, and no act is ever lost."""

from __future__ import annotations

import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from counter import NOON, complain, registrar
from django.db import connection

from fadu.cases.acts import services
from fadu.cases.errors import ActRefusedError, StaleRevisionError
from fadu.cases.models import Act
from fadu.ledger import sequencing, verification
from fadu.people import services as people
from fadu.people.actors import OfficerActor

HANDS, EACH = 8, 12

#: notes in one case, each tried again until it is in; a lost race is said as such, and nothing else may go wrong
CHILD = """
import sys, uuid
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from fadu.people.actors import OfficerActor
from fadu.cases.acts import services
from fadu.cases.errors import StaleRevisionError
from fadu.cases.models import Case
from fadu.people.models import Officer
clerk = Officer.objects.get(pk=int(sys.argv[2]))
case = Case.objects.get(pk=int(sys.argv[3]))
print("ready", flush=True)
sys.stdin.readline()
for request in sys.argv[4:]:
    while True:
        try:
            act = services.perform(case=case, action="note", by=OfficerActor(officer=clerk), payload={"text": request}, request_id=uuid.UUID(request))
            break
        except StaleRevisionError:
            print("lost", flush=True)
    print(act.seq, flush=True)
"""


def pressed_at_once(hands: int, press: Any) -> list[Any]:
    """What each hand got: let go together, each with a connection of its own."""
    gate = Barrier(hands)

    def one(place: int) -> Any:
        try:
            gate.wait(timeout=30)
            return press(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(one, range(hands)))


def whole(case: Any) -> None:
    """Every place in the case is taken once, the revision counts them, and the ledger agrees."""
    case.refresh_from_db()
    assert list(case.acts.order_by("seq").values_list("seq", flat=True)) == list(range(1, case.revision + 1))
    sequencing.sequence()
    assert verification.verify() == []


@pytest.mark.django_db(transaction=True)
def test_officers_who_press_the_same_button_at_once_do_one_act_and_the_others_are_told_to_look_again() -> (
    None
):
    clerk = registrar()
    case = complain(clerk, uuid.uuid4())
    other = people.hire(bureau=clerk.bureau, name="吴芳", since=NOON.date(), department=clerk.department)
    for post in ("registrar", "unit_head"):
        people.appoint(officer=other, post=post, start=NOON, document="任命", department=clerk.department)
    case.refresh_from_db()
    seen, complainant = case.revision, f"party:{case.parties.get(capacity='投诉人').party_id}"

    def press(place: int) -> str:
        try:
            services.perform(
                case=case,
                action="withdraw",
                by=OfficerActor(officer=(clerk, other)[place % 2]),
                payload={"withdrawal_reason": "已与商家和解", "withdrawal_by": "phone"},
                party=complainant,
                at=NOON,
                request_id=uuid.uuid4(),
                revision=seen,
            )
        except (ActRefusedError, StaleRevisionError) as error:
            return error.message
        return "done"

    answers = pressed_at_once(HANDS, press)

    assert answers.count("done") == 1, answers
    others = {answer for answer in answers if answer != "done"}
    assert others == {StaleRevisionError().message}
    assert case.acts.filter(action="withdraw").count() == 1
    whole(case)


@pytest.mark.django_db(transaction=True)
def test_one_request_pressed_by_many_hands_at_once_is_one_act() -> None:
    clerk, request = registrar(), uuid.uuid4()
    case = complain(clerk, uuid.uuid4())

    def press(place: int) -> int:
        return services.perform(
            case=case,
            action="note",
            by=OfficerActor(officer=clerk),
            payload={"text": "记事"},
            at=NOON,
            request_id=request,
        ).seq

    assert len(set(pressed_at_once(HANDS, press))) == 1
    assert case.acts.filter(request_id=request).count() == 1
    whole(case)


@pytest.mark.django_db(transaction=True)
def test_eight_processes_on_one_case_and_one_killed_lose_no_act_and_leave_no_gap() -> None:
    clerk = registrar()
    case = complain(clerk, uuid.uuid4())
    work = [[str(uuid.uuid4()) for _ in range(EACH)] for _ in range(HANDS)]
    work[1] = work[0]  # two processes carry the same requests
    head = [sys.executable, "-c", CHILD, str(connection.settings_dict["NAME"]), str(clerk.pk), str(case.pk)]
    running = [
        subprocess.Popen(
            [*head, *some], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for some in work
    ]
    for child in running:
        assert child.stdout.readline() == "ready\n", child.stderr.read()  # type: ignore[union-attr]
    for child in running:
        child.stdin.write("go\n")  # type: ignore[union-attr]
        child.stdin.flush()  # type: ignore[union-attr]
    victim = running.pop()
    victim.stdout.readline()  # type: ignore[union-attr]
    victim.kill()
    for child in running:
        _, wrong = child.communicate(timeout=120)
        assert child.returncode == 0, wrong
    victim.communicate(timeout=30)

    for request in work[-1]:  # what the killed one carried is carried to its end by another
        services.perform(
            case=case,
            action="note",
            by=OfficerActor(officer=clerk),
            payload={"text": request},
            request_id=uuid.UUID(request),
        )

    wanted = {request for some in work for request in some}
    notes = Act.objects.filter(case=case, action="note")
    assert sorted(str(one) for one in notes.values_list("request_id", flat=True)) == sorted(wanted)
    assert {act.payload["text"] for act in notes} == wanted
    whole(case)
