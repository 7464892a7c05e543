# SPDX-License-Identifier: MulanPSL-2.0
"""What one person proposes and another confirms: appointments for which one is not enough, and ends of such.

Nothing takes effect before it is confirmed; who proposed and who decided stand in the register and in the ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock
from fadu.kernel.chinese_dates import chinese_moment, in_legal_time
from fadu.kernel.errors import BadInputError
from fadu.people import accounts, administration, second_person, selectors, services, standing
from fadu.people.limits import PowerLimits
from fadu.people.models import Appointment, ProposedAppointment
from fadu.people.proof import record
from fadu.people.rules import confirming_posts, posts
from fadu.people.second_person import SecondPersonError
from fadu.storage.entering import entered
from fadu.storage.once import looked_up

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.people.models import Bureau, Officer


#: what is entered of a proposal that its proposer took back; no decision on it says so, for nobody decides on what he proposed
TAKEN_BACK = "提请人已收回"


@transaction.atomic
def appoint(row: Appointment) -> Appointment | ProposedAppointment:
    """Give a post as the row says it (or delegate one), or propose it where a second person is needed."""
    why = second_person.of_appointment(row)
    if not why:
        return services.appointed(row)
    services.check_appointment(row)
    return _proposed(
        officer=row.officer,
        post=row.post,
        department=row.department,
        kind=row.kind,
        start=row.start,
        end=row.end,
        document=row.document,
        scope=row.scope,
        limits=row.limits,
        delegated_by=row.delegated_by,
        reason=why,
    )


@transaction.atomic
def end(*, appointment: Appointment, end: datetime, document: str = "") -> Appointment | ProposedAppointment:
    """End an appointment, or propose its end where a second person is needed."""
    why = second_person.reason(appointment.officer, appointment.post, start=None)
    if not why:
        return services.end_appointment(appointment=appointment, end=end, document=document)
    services.keep_an_administrator(appointment, end)
    return _proposed(
        officer=appointment.officer,
        post=appointment.post,
        department=appointment.department,
        kind=appointment.kind,
        start=appointment.start,
        end=end,
        document=document or appointment.document,
        ends=appointment,
        reason=why,
    )


def _proposed(*, officer: Officer, reason: str, **fields: object) -> ProposedAppointment:
    by = administration.keeper().officer
    same = open_proposals(officer.bureau).filter(
        officer=officer, post=fields["post"], ends=fields.get("ends")
    )
    if same.exists():
        raise SecondPersonError(
            f"{officer.name}“{posts()[str(fields['post'])]}”的同一事项已经提请确认，尚未确认。请先等待确认或者不予确认。"
        )
    row = entered(
        ProposedAppointment(
            bureau=officer.bureau,
            officer=officer,
            reason=reason,
            proposed_by=by,
            proposed_at=clock.now(),
            **fields,
        )
    )
    record(row)
    return row


def open_proposals(bureau: Bureau) -> QuerySet[ProposedAppointment]:
    """What waits for a second person, the oldest first: also a post whose time is over, which is confirmed as it was; nothing taken back."""
    waiting = ProposedAppointment.objects.filter(bureau=bureau, decided_at=None).exclude(remark=TAKEN_BACK)
    return waiting.select_related("officer", "department", "proposed_by", "ends").order_by("pk")


def waiting_in(bureau: Bureau) -> list[ProposedAppointment]:
    """What waits for a second person in a bureau; asked once on a page."""
    return looked_up(("proposed appointments", bureau.pk), lambda: list(open_proposals(bureau)))


def is_second_person(officer: Officer, at: datetime) -> bool:
    """Whether an officer holds a post whose holders confirm."""
    return bool(selectors.whole_posts(officer, at) & confirming_posts())


def against(officer: Officer, proposal: ProposedAppointment) -> str:
    """Why an officer may not decide on a proposal; empty where they may."""
    if proposal.bureau_id != officer.bureau_id or not is_second_person(officer, clock.now()):
        titles = "、".join(posts()[post] for post in posts() if post in confirming_posts())
        return f"由{titles}确认。"
    if officer.pk == proposal.proposed_by_id:
        return "您是提请人，须由他人确认。"
    if officer.pk == proposal.officer_id:
        return "涉及您本人的任职，须由他人确认。"
    account = getattr(officer, "account", None)
    if account is None or not accounts.is_settled(account):
        return "您的密码是别人设定的。请先换成自己的密码。"
    return standing.against(officer, proposal)


@transaction.atomic
def take_back(proposal: ProposedAppointment) -> None:
    """Take back what one proposed oneself, before anybody has decided on it. Raises SecondPersonError."""
    if not open_proposals(proposal.bureau).filter(pk=proposal.pk, ends=None).update(remark=TAKEN_BACK):
        raise SecondPersonError("此事项已经有人确认或者不予确认，不能收回。")
    proposal.refresh_from_db()
    record(proposal)


@transaction.atomic
def decide(
    proposal: ProposedAppointment, *, by: Officer, is_confirmed: bool, remark: str = ""
) -> ProposedAppointment:
    """Confirm a proposal, which then takes effect, or refuse it with a reason. Raises SecondPersonError."""
    if why := against(by, proposal):
        raise SecondPersonError(why)
    if not is_confirmed and not remark.strip():
        raise BadInputError(
            expected="不予确认的理由", got="（空）", where="任职确认", remedy="写明理由，供提请人改正"
        )
    longest = ProposedAppointment._meta.get_field("remark").max_length or 0
    if len(remark.strip()) > longest:
        raise BadInputError(
            expected=f"最多{longest}字的理由",
            got=f"{len(remark.strip())}字",
            where="任职确认",
            remedy="删减后再提交",
        )
    decision = {
        "is_confirmed": is_confirmed,
        "remark": remark.strip(),
        "decided_by": by,
        "decided_at": clock.now(),
    }
    if not open_proposals(proposal.bureau).filter(pk=proposal.pk).update(**decision):
        # of two who decide at one moment, one did
        raise SecondPersonError("此事项已经有人确认或者不予确认，或者提请人已经收回。")
    proposal.refresh_from_db()
    with administration.kept_by(by):
        if is_confirmed:
            proposal.appointment = _take_effect(proposal)
            proposal.save(update_fields=["appointment"])
        record(proposal)
    return proposal


def _moment(at: datetime | None) -> str:
    """A moment as people read it; empty for none."""
    return chinese_moment(in_legal_time(at)) if at else ""


def what_became_of(bureau: Bureau, number: int) -> str:
    """What became of a proposal that no longer waits, in words; empty where the bureau has none of that number."""
    row = (
        ProposedAppointment.objects.filter(bureau=bureau, pk=number)
        .select_related("officer", "proposed_by", "decided_by")
        .first()
    )
    if row is None:
        return ""
    about = f"{row.officer.name}“{posts().get(row.post, row.post)}”的任职"
    if row.decided_by is None or row.decided_at is None:
        return f"{about}已由提请人{row.proposed_by.name}收回。"
    word = "确认" if row.is_confirmed else "不予确认"
    return f"{about}已由{row.decided_by.name}于{_moment(row.decided_at)}{word}。"


def effect_of(proposal: ProposedAppointment) -> str:
    """What a confirmed proposal brings about and when, in words."""
    now = clock.now()
    if proposal.ends_id is not None:
        return "已确认，该任职照此终止。"
    if proposal.end is not None and proposal.end <= now:
        return f"已确认：任职自{_moment(proposal.start)}至{_moment(proposal.end)}，期间已经过去，照此登记。"
    if proposal.start > now:
        return f"已确认，自{_moment(proposal.start)}起生效。"
    return "已确认，自此生效。"


def _take_effect(proposal: ProposedAppointment) -> Appointment:
    with second_person.confirmed():
        if proposal.ends is not None and proposal.end is not None:
            return services.end_appointment(
                appointment=proposal.ends, end=proposal.end, document=proposal.document
            )
        return services.appointed(
            Appointment(
                officer=proposal.officer,
                post=proposal.post,
                department=proposal.department,
                kind=proposal.kind,
                start=proposal.start,
                end=proposal.end,
                document=proposal.document,
                scope=proposal.scope,
                limits=PowerLimits.read(proposal.limits).kept(),
                delegated_by=proposal.delegated_by,
            )
        )
