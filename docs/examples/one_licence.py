# SPDX-License-Identifier: MulanPSL-2.0
"""One licence from the window to the decision, through the services that the desk uses too.

Run by docs/tutorial/from-law-to-figure.md, in a home that `fadu init` has set up.
"""

from __future__ import annotations

import os
import uuid
from datetime import date, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fadu.assembly.settings")
django.setup()

from fadu.cases.acts import clocks  # noqa: E402
from fadu.cases.acts import services as cases  # noqa: E402
from fadu.cases.errors import ActRefusedError  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME  # noqa: E402
from fadu.people import selectors  # noqa: E402
from fadu.people import services as people  # noqa: E402
from fadu.people.actors import OfficerActor  # noqa: E402
from fadu.people.parties import register_party  # noqa: E402


def at(month: int, day: int) -> datetime:
    """Ten o'clock of a day of 2022."""
    return datetime(2022, month, day, 10, tzinfo=LEGAL_TIME)


def hired(name: str, post: str):
    """An officer in a post since 2020."""
    officer = people.hire(bureau=bureau, name=name, since=date(2020, 1, 1), department=section)
    people.appoint(
        officer=officer,
        post=post,
        start=datetime(2020, 1, 1, tzinfo=LEGAL_TIME),
        document="任免〔2020〕1号",
        department=section,
    )
    return officer


def act(action: str, by, day: datetime, **payload: object) -> None:
    """Do one act; a refusal prints every ground, with its articles where the law names some."""
    try:
        done = cases.perform(
            case=case,
            action=action,
            by=OfficerActor(officer=by),
            at=day,
            payload=payload,
            request_id=uuid.uuid4(),
        )
        print(f"{day:%m-%d} {by.name}：{action}，第{done.seq}项")  # noqa: T201
    except ActRefusedError as refused:
        for ground in refused.grounds:
            articles = f"（{'、'.join(ground.cites)}）" if ground.cites else ""
            print(f"{day:%m-%d} {by.name}：{action}，不予办理：{ground.message}{articles}")  # noqa: T201


bureau = selectors.the_bureau()
people.set_local_name(bureau=bureau, key="phone", name="0999-6200315", start=date(2020, 1, 1))
section = people.found_department(bureau=bureau, name="行政许可科")
clerk, handler = hired("安宁", "window_clerk"), hired("白桦", "case_handler")
unit, head = hired("程朗", "unit_head"), hired("丁一", "deputy_head")
shop, _ = register_party(kind="enterprise", name="清河区晨光食品店", on=date(2022, 3, 1))

application = {
    "item": "食品经营许可",
    "application_kind": "new",
    "intake": "window",
    "received_on": "2022-03-01",
    "materials": "申请书等四份",
}
case = cases.open_case(
    kind="licence",
    bureau=bureau,
    department=section,
    by=OfficerActor(officer=clerk),
    at=at(3, 1),
    payload=application,
    parties=[(shop, "申请人")],
    request_id=uuid.uuid4(),
)
print(case.number)  # noqa: T201
decision = {
    "opinion": "材料齐全，符合条件。",
    "licence_title": "食品经营许可证",
    "licence_number": "JY19901020000001",
    "scope": "预包装食品销售",
    "valid_from": "2022-03-11",
    "valid_to": "2027-03-10",
}

act("accept", clerk, at(3, 2))
act("grant", clerk, at(3, 3), **decision)
act("assign", unit, at(3, 3), role="handler", person=f"officer:{handler.pk}")
for reading in clocks.readings_of(case, at(3, 4), only=["decision"]):
    print(f"{reading.title}：{reading.due_on}")  # noqa: T201
for signer in (handler, unit, head):
    act("grant", signer, at(3, 11), **decision)
act("deliver", clerk, at(3, 15), delivered_on="2022-03-15", delivery_manner="window", recipient="店主")
