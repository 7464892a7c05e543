# SPDX-License-Identifier: MulanPSL-2.0
"""A small bureau whose officers live a complaint, a tip-off or a licence through the services: for tests."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fadu.cases.acts import services as cases
from fadu.cases.models import Case
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Bureau, Officer, Party
from fadu.people.parties import register_party
from fadu.records import selectors as records
from particulars import with_particulars

POSTS = {
    "clerk": "registrar",
    "window": "window_clerk",
    "unit": "unit_head",
    "head": "bureau_head",
    "one": "case_handler",
    "two": "case_handler",
    "counsel": "legal_counsel",
    "stranger": "case_handler",
}
SLIP = {"facts_opinion": "清楚", "law_opinion": "正确", "procedure_opinion": "合法", "opinion_text": "同意"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text if "T" in text else f"{text}T10:00").replace(tzinfo=LEGAL_TIME)


@dataclass
class Desk:
    """The bureau, its officers by a short name, and the parties a case may have."""

    bureau: Bureau
    officers: dict[str, Officer]
    consumer: Party
    trader: Party

    def open(
        self, kind: str, who: str, on: str, payload: dict[str, Any], *sides: tuple[Party, str], **more: Any
    ) -> Case:
        return cases.open_case(
            kind=kind,
            bureau=self.bureau,
            by=OfficerActor(officer=self.officers[who]),
            payload=payload,
            at=at(on),
            request_id=uuid.uuid4(),
            parties=sides,
            **more,
        )

    def do(
        self, case: Case, who: str, action: str, on: str, party: Party | None = None, **payload: Any
    ) -> None:
        cases.perform(
            case=case,
            action=action,
            by=OfficerActor(officer=self.officers[who]),
            payload=payload,
            at=at(on),
            request_id=uuid.uuid4(),
            party=f"party:{party.pk}" if party else "",
        )

    def signed(self, case: Case, action: str, on: str, payload: dict[str, Any], *signers: str) -> None:
        for place, who in enumerate(signers):
            self.do(case, who, action, on, **(payload if place == 0 else {}))

    def assign(self, case: Case, role: str, on: str, *whom: str, by: str = "unit") -> None:
        for name in whom:
            officer = self.officers[name]
            self.do(case, by, "assign", on, role=role, person=f"officer:{officer.pk}", name=officer.name)

    def review(self, case: Case, who: str, kind: str, on: str, text: str = "拟告知如下", **said: Any) -> Case:
        """The slip of a notice, asked for with what it says and agreed to."""
        self.do(case, who, "ask_reply_review", on, reply_kind=kind, reply_text=text, **said)
        slip = case.children.filter(kind="legal_review").order_by("-pk").first()
        assert slip is not None
        self.do(slip, "counsel", "agree", on, **SLIP)
        return slip

    def texts(self, case: Case) -> dict[str, str]:
        """The text of the latest paper of each template."""
        rows = case.documents.select_related("document").order_by("seq")
        return {row.template: records.rendered(row.document, "text").decode() for row in rows}


def staffed() -> Desk:
    """A bureau with everybody these cases need."""
    bureau = with_particulars(
        people.found_bureau(
            name="清河区市场监督管理局", short="清河局", abbreviation="清", region_code="110000"
        )
    )
    officers = {}
    for name, post in POSTS.items():
        officer = people.hire(bureau=bureau, name=f"{name}某", since=date(2019, 1, 1))
        people.appoint(officer=officer, post=post, start=at("2019-01-01"), document="任免通知")
        if post == "legal_counsel":
            people.qualify(officer=officer, number="A2015110000", obtained_on=date(2015, 9, 1))
        people.certify(
            officer=officer, number=f"执{name}", valid_from=date(2019, 1, 1), valid_to=date(2030, 1, 1)
        )
        officers[name] = officer
    consumer, _ = register_party(kind="person", name="张小满", address="清河区民生路3号")
    trader, _ = register_party(kind="sole_trader", name="清河百货店", address="清河区清河路1号")
    return Desk(bureau=bureau, officers=officers, consumer=consumer, trader=trader)
