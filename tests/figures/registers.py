# SPDX-License-Identifier: MulanPSL-2.0
"""A small bureau of 2022 with records of every kind that figures are drawn from, written as the projections write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from fadu.cases.background import refusals
from fadu.cases.models import Act, Case, CaseDocument, Clock, Refusal
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import services as ledger
from fadu.matters.committee_item.models import CommitteeItem, CommitteeMember
from fadu.matters.complaint.models import Complaint
from fadu.matters.hearing.models import Hearing
from fadu.matters.legal_review.models import LegalReview
from fadu.matters.licence.models import Licence
from fadu.matters.penalty.models import Penalty, PenaltyKind, PenaltyPublication
from fadu.matters.performance.models import Payment, Performance
from fadu.matters.tip_off.models import TipOff
from fadu.people import models
from fadu.people.models import Account, Bureau
from fadu.procedure.library import library
from fadu.records.models import Document, FormSource

#: when everything of the fixture was opened
OPENED = datetime(2022, 3, 1, 9, 0, tzinfo=LEGAL_TIME)


@pytest.fixture
def bureau(db: None) -> Any:
    return Bureau.objects.create(
        name="清河市场监管局", short="清河局", abbreviation="清市监", region_code="370000"
    )


def due(columns: dict[str, Any], *names: str) -> tuple[list[date | None], dict[str, Any]]:
    """The last days among what a case is made of: they stand in its clocks, the rest in its record."""
    return [columns[name] for name in names], {
        name: value for name, value in columns.items() if name not in names
    }


class Registers:
    """Writes typed records with their cases."""

    def __init__(self, bureau: Any) -> None:
        self.bureau = bureau
        self.serial = count(1)

    def case(
        self,
        kind: str,
        *,
        parent: Any = None,
        exercise: bool = False,
        states: dict[str, Any] | None = None,
        imported: bool = False,
    ) -> Any:
        """A case whose first act states these days; of an imported one a source told it."""
        edition = [
            procedure.edition for procedure in library().editions(kind) if procedure.edition <= OPENED.date()
        ][-1]
        case = Case.objects.create(
            number=f"清市监{library().title(kind)}〔2022〕{next(self.serial)}号",
            kind=kind,
            edition=edition,
            title="示例",
            bureau=self.bureau,
            stage="open",
            opened_at=OPENED,
            parent=parent,
            root=parent,
            exercise=exercise,
            role_names={"counsel": "reviewer"} if kind == "legal_review" else {},
        )
        days = {name: value.isoformat() for name, value in (states or {}).items() if isinstance(value, date)}
        self.act(case, "open", "clerk", "officer:0", days, imported=imported)
        return case

    def act(
        self,
        case: Any,
        action: str,
        role: str,
        person: str,
        payload: dict[str, str] | None = None,
        *,
        imported: bool = False,
    ) -> Any:
        """An act signed by a person in a role, in the case and in the ledger."""
        seq = case.acts.count() + 1
        signed = {
            "person": person,
            "role": role,
            "name": person,
            "post": "",
            "holding": "regular",
            "certificate": "",
        }
        ledger.append(stream=f"case:{case.number}", kind=action, body={"by": person}, at=OPENED)
        return Act.objects.create(
            case=case,
            seq=seq,
            action=action,
            happened_at=OPENED,
            recorded_at=OPENED,
            stage_before="",
            stage_after="open",
            request_id=uuid4(),
            algorithm="sha256",
            payload=payload or {},
            by=[signed],
            imported=imported,
        )

    def unrecord(self, case: Any) -> None:
        """An act that somebody wrote past the ledger."""
        Act.objects.create(
            case=case,
            seq=case.acts.count() + 1,
            action="note",
            happened_at=OPENED,
            recorded_at=OPENED,
            stage_before="",
            stage_after="",
            request_id=uuid4(),
            algorithm="sha256",
        )

    def paper(self, case: Any, template: str) -> Any:
        """A document a case issued."""
        source, _ = FormSource.objects.get_or_create(
            fingerprint="f" * 64,
            defaults={"key": "k", "title": "示例", "source_text": "", "first_used_at": OPENED},
        )
        document = Document.objects.create(
            bureau=self.bureau,
            source=source,
            template=template,
            title="示例文书",
            number=f"清文〔2022〕{next(self.serial)}号",
            access="main",
            data={},
            digest="0" * 64,
            issued_at=OPENED + timedelta(days=3),
        )
        CaseDocument.objects.create(case=case, seq=1, document=document, template=template)
        return document

    def clock(self, case: Any, name: str, *, due: date | None, stopped: date | None) -> None:
        Clock.objects.create(
            case=case,
            clock=name,
            started_seq=1,
            title=name,
            limit=f"penalty/{name}",
            whose="bureau",
            started_on=date(2022, 3, 1),
            due_on=due,
            stopped_on=stopped,
        )

    def licence(self, **columns: Any) -> Any:
        fields = {
            "received_on": date(2022, 3, 1),
            "accepted_on": date(2022, 3, 2),
            "decided_on": date(2022, 3, 10),
            "decision_due_on": date(2022, 3, 30),
            "result": "granted",
            "intake": "window",
            "published_on": date(2022, 3, 14),
        }
        case = self.case("licence", exercise=columns.pop("exercise", False), states=fields | columns)
        self.clock(case, "publication", due=date(2022, 4, 8), stopped=date(2022, 3, 14))
        (decision,), fields = due(fields | columns, "decision_due_on")
        row = Licence.objects.create(case=case, **fields)
        self.clock(case, "decision", due=decision, stopped=row.decided_on)
        return row

    def complaint(self, **columns: Any) -> Any:
        fields = {
            "received_on": date(2022, 4, 1),
            "screened_on": date(2022, 4, 6),
            "screening_due_on": date(2022, 4, 13),
            "accepted_on": date(2022, 4, 6),
            "mediation_ended_on": date(2022, 5, 5),
            "mediation_due_on": date(2022, 6, 5),
            "mediated": True,
            "agreed": True,
            "amount_recovered": 10_680,
            "replied": True,
            "reply_reviewed": True,
        }
        case = self.case("complaint", states=fields | columns)
        (screening, mediation), fields = due(fields | columns, "screening_due_on", "mediation_due_on")
        row = Complaint.objects.create(case=case, **fields)
        self.clock(case, "acceptance", due=screening, stopped=row.screened_on)
        self.clock(case, "mediation", due=mediation, stopped=row.mediation_ended_on)
        return row

    def tip_off(self, **columns: Any) -> Any:
        fields = {
            "channel": "petition",
            "received_on": date(2022, 5, 5),
            "decided_on": date(2022, 5, 20),
            "verification_due_on": date(2022, 5, 26),
            "decision": "not_file",
            "told_on": date(2022, 5, 23),
            "reply_reviewed": True,
            "replied": True,
        }
        case = self.case("tip_off", states=fields | columns)
        (verification,), fields = due(fields | columns, "verification_due_on")
        row = TipOff.objects.create(case=case, **fields)
        self.clock(case, "verification", due=verification, stopped=row.decided_on)
        return row

    def penalty(
        self, *, kinds: tuple[str, ...] = ("fine",), channels: tuple[str, ...] = ("公示系统",), **columns: Any
    ) -> Any:
        fields = {
            "filed_on": date(2022, 3, 1),
            "decided_on": date(2022, 5, 10),
            "fine": 500_000,
            "confiscated_gains": 12_345,
            "discretion_grade": "mitigated",
            "needs_review": True,
            "legally_reviewed": True,
        }
        states = {**fields, **columns, "published_on": date(2022, 5, 20)}
        case = self.case("penalty", exercise=columns.pop("exercise", False), states=states)
        row = Penalty.objects.create(case=case, **fields | columns)
        for kind in kinds:
            PenaltyKind.objects.create(penalty=row, kind=kind)
        for channel in channels:
            PenaltyPublication.objects.create(penalty=row, channel=channel, published_on=date(2022, 5, 20))
        self.paper(case, "correction_order")
        self.clock(case, "handling", due=date(2022, 5, 30), stopped=date(2022, 5, 10))
        self.clock(case, "publication", due=date(2022, 6, 8), stopped=date(2022, 5, 20))
        return row

    def performance(
        self,
        parent: Any = None,
        *,
        payments: tuple[tuple[date, int], ...] = ((date(2022, 5, 20), 512_345),),
        **columns: Any,
    ) -> Any:
        states = {
            "ended_on": date(2022, 5, 20),
            **columns,
            **{str(n): on for n, (on, _) in enumerate(payments)},
        }
        case = self.case("performance", parent=parent, exercise=columns.pop("exercise", False), states=states)
        case.stage = "paid"
        case.save()
        row = Performance.objects.create(
            case=case, **{"fine": 500_000, "ended_on": date(2022, 5, 20)} | columns
        )
        for place, (on, amount) in enumerate(payments, start=1):
            Payment.objects.create(performance=row, place=place, paid_on=on, amount=amount, kind="fine")
        self.clock(case, "payment", due=date(2022, 5, 27), stopped=date(2022, 5, 20))
        return row

    def legal_review(self, parent: Any = None) -> Any:
        case = self.case("legal_review", parent=parent, states={"answered_on": date(2022, 5, 6)})
        self.clock(case, "review", due=date(2022, 5, 9), stopped=date(2022, 5, 6))
        return LegalReview.objects.create(
            case=case, received_on=date(2022, 4, 25), answered_on=date(2022, 5, 6), opinion="agreed"
        )

    def refusal(self) -> Any:
        """An act refused in the first case there is, counted once its month was over."""
        case = Case.objects.filter(bureau=self.bureau).order_by("pk").first()
        refusal = Refusal.objects.create(
            bureau=self.bureau,
            case=case,
            kind=case.kind,
            action="grant",
            recorded_at=OPENED,
            grounds=[{"code": "hearing_first", "cites": ["程序规定 57"]}],
        )
        refusals.count()
        return refusal

    def hearing(self, parent: Any) -> Any:
        fields = {"requested_on": date(2022, 4, 20), "held_on": date(2022, 5, 5)}
        return Hearing.objects.create(case=self.case("hearing", parent=parent, states=fields), **fields)

    def committee_item(self, parent: Any) -> Any:
        item = CommitteeItem.objects.create(
            case=self.case("committee_item", parent=parent, states={"on": date(2022, 5, 8)}),
            body="bureau_heads",
            quorum=2,
            meeting_on=date(2022, 5, 8),
            resolved_on=date(2022, 5, 8),
            present=2,
            votes_for=2,
        )
        CommitteeMember.objects.create(item=item, name="丙", status="present", vote="for")
        return item

    def people(self) -> Any:
        """A handler with a certificate, a reviewer with the qualification, the head; the head is returned."""
        unit = models.Department.objects.create(bureau=self.bureau, name="法规科")
        start = OPENED - timedelta(days=400)
        made = {}
        for name, post in (("甲", "case_handler"), ("乙", "legal_counsel"), ("丙", "bureau_head")):
            officer = models.Officer.objects.create(
                bureau=self.bureau, department=unit, name=name, since=start.date()
            )
            models.Appointment.objects.create(
                officer=officer, post=post, department=unit, start=start, document="任职文件"
            )
            made[post] = officer
        models.Certificate.objects.create(
            officer=made["case_handler"],
            number="37000001",
            valid_from=date(2021, 1, 1),
            valid_to=date(2026, 1, 1),
        )
        models.LegalQualification.objects.create(
            officer=made["legal_counsel"], number="A1", obtained_on=date(2015, 1, 1)
        )
        self._seats(made)
        return made["bureau_head"]

    def _seats(self, made: dict[str, Any]) -> None:
        """A leading group, a working group, a committee, and a local parameter."""
        groups = {
            "法治建设领导小组": "leading_group",
            "政府信息公开工作领导小组": "leading_group",
            "法律事务工作小组": "working_group",
            "行政处罚案件审理委员会": "committee",
        }
        for title, kind in groups.items():
            group = models.Committee.objects.create(
                bureau=self.bureau, kind=kind, title=title, since=date(2021, 1, 1)
            )
            chair = made["legal_counsel" if kind == "working_group" else "bureau_head"]
            models.CommitteeMembership.objects.create(
                committee=group, officer=chair, is_chair=True, since=date(2021, 1, 1)
            )
        models.LocalParameter.objects.create(
            bureau=self.bureau,
            key="licence/promised_days",
            value=12,
            start=date(2021, 1, 1),
            document="清市监〔2021〕1号",
        )


@pytest.fixture
def registers(bureau: Any) -> Registers:
    return Registers(bureau)


@pytest.fixture
def fill(registers: Registers) -> Callable[..., Any]:
    """Fill the year's registers, all kinds or all but one; returns the head."""

    def filled(*, without: str = "") -> Any:
        head = registers.people()
        if without != "licence":
            registers.licence()
            registers.licence(intake="online", decided_on=date(2022, 4, 10))
            registers.licence(result="refused", published_on=None)
        if without != "complaint":
            registers.complaint()
            registers.complaint(transferred_on=date(2022, 4, 6), agreed=False, amount_recovered=None)
        if without != "tip_off":
            registers.tip_off()
        penalty = None
        if without != "penalty":
            penalty = registers.penalty(kinds=("fine", "warning"), channels=("公示系统", "门户网站"))
            registers.hearing(penalty.case)
            registers.committee_item(penalty.case)
        if without not in {"penalty", "performance"}:
            registers.performance(penalty.case if penalty else None)
        if without != "legal_review":
            registers.legal_review(penalty.case if penalty else None)
        if without != "refusal":
            registers.refusal()
        return head

    return filled


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any, tmp_path: Path) -> None:
    """Static files are not collected for tests: their addresses stay plain."""
    settings.STATIC_ROOT = tmp_path
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def signed_in(client: Any) -> Callable[..., Any]:
    """A browser in which an officer is signed in."""

    def signed(officer: Any) -> Any:
        account = Account.objects.create_user(f"u{officer.pk}", "example", officer=officer)
        client.force_login(account)
        return client

    return signed
