# SPDX-License-Identifier: MulanPSL-2.0
"""Posts given, lent and ended, and what ends with somebody who leaves: each is one transaction with its entry in the ledger."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError, FaduError, UnknownNameError
from fadu.people import accounts, committees, second_person, together
from fadu.people import limits as power
from fadu.people.limits import UNLIMITED, PowerLimits
from fadu.people.models import Account, Appointment
from fadu.people.proof import record
from fadu.people.rules import posts
from fadu.storage.entering import check
from fadu.storage.spans import is_overlap

if TYPE_CHECKING:
    from datetime import date

    from fadu.people.models import Department, Officer

ADMINISTRATOR = "administrator"


class AppointmentError(FaduError):
    """任职不能这样登记。"""

    code = "appointment"


@transaction.atomic
def appoint(
    *,
    officer: Officer,
    post: str,
    start: datetime,
    document: str,
    end: datetime | None = None,
    department: Department | None = None,
    kind: str = "regular",
    scope: str = "",
    limits: PowerLimits = UNLIMITED,
) -> Appointment:
    """Appoint an officer to a post (or as a stand-in), from–to, resting on a document; ``limits`` bind in every act."""
    row = Appointment(
        officer=officer,
        post=post,
        start=start,
        end=end,
        department=department,
        kind=kind,
        document=document,
        scope=scope or power.in_words(limits),
        limits=limits.kept(),
    )
    return appointed(row)


@transaction.atomic
def delegate(
    *,
    appointment: Appointment,
    to: Officer,
    start: datetime,
    end: datetime,
    scope: str,
    document: str,
    limits: PowerLimits = UNLIMITED,
) -> Appointment:
    """Delegate a post one holds to another officer, within limits and from–to. What was delegated cannot be passed on.

    ``scope`` says in words what ``limits`` bind; nobody gives on more than is held.
    """
    return appointed(
        delegation(
            appointment=appointment,
            to=to,
            start=start,
            end=end,
            scope=scope,
            document=document,
            limits=limits,
        )
    )


def delegation(
    *,
    appointment: Appointment,
    to: Officer,
    start: datetime,
    end: datetime,
    scope: str,
    document: str,
    limits: PowerLimits = UNLIMITED,
) -> Appointment:
    """A delegation as it would be written. Raises AppointmentError where it cannot be given."""
    if appointment.delegated_by_id is not None:
        raise AppointmentError("被授予的权限不得再授权他人。请由原任职人员授权。")
    if appointment.officer_id == to.pk:
        raise AppointmentError("不得授权给本人。请选择其他人员。")
    if start < appointment.start or (appointment.end is not None and end > appointment.end):
        raise AppointmentError("授权的起止时间超出了授权人自己的任职时间。请改在其任职时间之内。")
    if to.bureau_id != appointment.officer.bureau_id:
        raise AppointmentError(f"{to.name}不是本机关的人员，不能授权。请选择本机关人员。")
    own = PowerLimits.read(appointment.limits)
    limits = limits if limits != UNLIMITED else own
    if not limits.within(own):
        raise AppointmentError(f"授权的范围超出了授权人自己的范围（{appointment.scope}）。请缩小范围。")
    return Appointment(
        officer=to,
        post=appointment.post,
        start=start,
        end=end,
        department=appointment.department,
        kind="delegated",
        delegated_by=appointment,
        scope=scope or power.in_words(limits),
        limits=limits.kept(),
        document=document,
    )


def check_appointment(row: Appointment) -> None:
    """Raise AppointmentError, EntryError where an appointment cannot be written."""
    _checked(row)
    check(row)
    power.check(row.officer, PowerLimits.read(row.limits))


def appointed(row: Appointment) -> Appointment:
    """Check an appointment and write it; the database itself refuses one that overlaps, even of two at one moment.

    Raises SecondPersonError where one person at the desk is not enough.
    """
    second_person.require(second_person.of_appointment(row))
    check_appointment(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if not is_overlap(error):
            raise
        raise _overlap(row, None) from error
    record(row)
    return row


def _checked(row: Appointment) -> None:
    officer, start, end, department = row.officer, row.start, row.end, row.department
    if row.post not in posts():
        raise UnknownNameError("岗位", row.post, posts())
    if department is not None and department.bureau_id != officer.bureau_id:
        raise AppointmentError(f"“{department.name}”不是{officer.name}所在机关的机构。岗位只在本机关担任。")
    if end is not None and end <= start:
        raise AppointmentError(
            f"任职的截止时间（{end:%Y-%m-%d %H:%M}）应晚于开始时间（{start:%Y-%m-%d %H:%M}）。"
        )
    if why := together.against(officer.pk, row.post, start, end):
        raise AppointmentError(f"{officer.name}{why}。请选择其他人员，或者先终止前一任职。")
    same = Appointment.objects.filter(
        officer=officer, post=row.post, department=department, kind=row.kind, delegated_by=row.delegated_by
    )
    for other in same:
        if (other.end is None or start < other.end) and (end is None or other.start < end):
            raise _overlap(row, other)


def _overlap(row: Appointment, other: Appointment | None) -> AppointmentError:
    until = _day(other.end) if other and other.end else "今"
    span = f"在{_day(other.start)}至{until}" if other else "同时"
    return AppointmentError(
        f"{row.officer.name}{span}已任“{posts()[row.post]}”，时间重叠。请先终止前一任职。"
    )


def _day(moment: datetime) -> str:
    """The day of a moment by the legal time: the database gives moments in another."""
    return moment.astimezone(clock.LEGAL_TIME).date().isoformat()


@transaction.atomic
def end_appointment(*, appointment: Appointment, end: datetime, document: str = "") -> Appointment:
    """End an appointment, and with it every power delegated from it; each change is an entry of its own."""
    second_person.require(second_person.reason(appointment.officer, appointment.post, start=None))
    if end <= appointment.start:
        raise AppointmentError("终止时间应晚于开始时间。")
    if appointment.end is not None and end > appointment.end:
        raise AppointmentError(f"此任职已定于{_day(appointment.end)}终止，不得延长。请另行任职。")
    keep_an_administrator(appointment, end)
    for given in appointment.delegations.filter(Q(end=None) | Q(end__gt=end), start__lt=end):
        end_appointment(appointment=given, end=end, document=document)
    appointment.end, appointment.end_document = end, document
    appointment.save(update_fields=["end", "end_document"])
    record(appointment)
    return appointment


@transaction.atomic
def take_back(lent: Appointment, at: datetime) -> None:
    """End a power that was lent, from a moment on; one that has not begun ends as it begins."""
    earliest = lent.start + timedelta(minutes=1)
    end_appointment(appointment=lent, end=max(at, earliest), document="收回代理")


def keep_an_administrator(ending: Appointment, end: datetime) -> None:
    """Raise AppointmentError where nobody would administer the bureau any more once an appointment has ended."""
    if ending.post == ADMINISTRATOR and not accounts.has_administrator(
        ending.officer.bureau, end, beside=ending.officer
    ):
        raise AppointmentError(
            f"{ending.officer.name}是本机关唯一的系统管理员，其任职终止以后没有人能维护本机关。"
            "请先给予另一人系统管理员的任职，并为其开立账号。"
        )


@transaction.atomic
def depart(*, officer: Officer, on: date, document: str) -> Officer:
    """Record the last day of an officer: posts, delegated powers and seats end with it, and the account is closed once it is over.

    What was done stays done; cases assigned to the officer are to be assigned to others.
    """
    if not document.strip():
        raise BadInputError(
            expected="离任所依据的文件", got="（空）", where=officer.name, remedy="填写文件名称和文号"
        )
    if on < officer.since:
        raise AppointmentError(f"离任日期（{on}）不能早于到任日期（{officer.since}）。")
    officer.until, officer.end_document = on, document
    officer.save(update_fields=["until", "end_document"])
    record(officer)
    midnight = datetime.combine(on + timedelta(days=1), time(), tzinfo=clock.LEGAL_TIME)
    for held in officer.appointments.filter(Q(end=None) | Q(end__gt=midnight), start__lt=midnight):
        if why := second_person.reason(officer, held.post, start=None):
            raise second_person.SecondPersonError(
                f"{officer.name}的“{posts()[held.post]}”须由两人任免（{why}）。"
                "请先在“本机关”页面终止这一任职，经第二人确认后再登记离任。"
            )
        end_appointment(appointment=held, end=midnight, document=document)
    for seat in officer.memberships.filter(Q(until=None) | Q(until__gt=on), since__lte=on):
        committees.unseat(membership=seat, until=on, document=document)
    if on < clock.today() and (account := Account.objects.filter(officer=officer, is_active=True).first()):
        accounts.shut(account, "离任")
    return officer
