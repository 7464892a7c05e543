# SPDX-License-Identifier: MulanPSL-2.0
"""Appointing, certifying, registering: each is one transaction with its entry in the ledger."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError, FaduError, UnknownNameError
from fadu.law import library as law_library
from fadu.law import places
from fadu.law.limit import Threshold
from fadu.law.notices import read_notice
from fadu.people import accounts, administration, committees, second_person
from fadu.people import limits as power
from fadu.people.limits import UNLIMITED, PowerLimits
from fadu.people.models import (
    Account,
    Appointment,
    Bureau,
    Certificate,
    ConflictOfInterest,
    Department,
    HolidayNotice,
    LegalQualification,
    LocalName,
    LocalParameter,
    Officer,
    Party,
)
from fadu.people.proof import record, record_notice
from fadu.people.rules import local_words, posts
from fadu.storage.entering import check, entered
from fadu.storage.spans import is_overlap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


ADMINISTRATOR = "administrator"


class AppointmentError(FaduError):
    """任职不能这样登记。"""

    code = "appointment"


@transaction.atomic
def found_bureau(
    *,
    name: str,
    short: str,
    abbreviation: str,
    region_code: str,
    code: str = "",
    parent: Bureau | None = None,
) -> Bureau:
    """Set up a bureau."""
    if not (region_code.isdigit() and len(region_code) in {6, 9, 12}):
        raise BadInputError(
            expected="6、9或12位数字的行政区划代码",
            got=region_code,
            where="行政区划代码",
            remedy="按 GB/T 2260 填写",
        )
    row = entered(
        Bureau(
            name=name,
            short=short,
            abbreviation=abbreviation,
            region_code=region_code,
            code=code,
            parent=parent,
        )
    )
    record(row)
    return row


@transaction.atomic
def found_department(*, bureau: Bureau, name: str, kind: str = "") -> Department:
    """Set up a department."""
    row = entered(Department(bureau=bureau, name=name, kind=kind))
    record(row)
    return row


@transaction.atomic
def hire(*, bureau: Bureau, name: str, since: date, department: Department | None = None) -> Officer:
    """Register a person who works for the bureau."""
    officer = entered(Officer(bureau=bureau, name=name, since=since, department=department))
    record(officer)
    return officer


@transaction.atomic
def open_account(*, username: str, password: str, officer: Officer | None = None) -> Account:
    """Open an account to sign in with."""
    account = Account(username=username, officer=officer)
    account.set_password(password)
    entered(account)
    accounts.enter(account, "opened", f"开立账号：{username}")
    return account


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
    if appointment.kind == "delegated":
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


@transaction.atomic
def certify(*, officer: Officer, number: str, valid_from: date, valid_to: date) -> Certificate:
    """Record an enforcement certificate with its validity; one renewed under its number is recorded again.

    Raises BadInputError for a validity that ends before it begins and for a number somebody else has.
    """
    if valid_to < valid_from:
        raise BadInputError(
            expected="截止日不早于起始日",
            got=f"{valid_from}至{valid_to}",
            where="执法证有效期",
            remedy="与证件核对",
        )
    of_another = Certificate.objects.filter(number=number).exclude(officer=officer).select_related("officer")
    if other := of_another.first():
        raise BadInputError(
            expected="没有登记在他人名下的证号",
            got=f"{number}（登记在{other.officer.name}名下）",
            where="执法证号",
            remedy="与证件核对",
        )
    row = entered(Certificate(officer=officer, number=number, valid_from=valid_from, valid_to=valid_to))
    record(row)
    return row


@transaction.atomic
def qualify(
    *,
    officer: Officer,
    number: str = "",
    obtained_on: date | None = None,
    reviewing_since: date | None = None,
) -> LegalQualification:
    """Record the right to review: the national qualification, or since when the officer has reviewed.

    What was not known at first is added to the same record; what stands in it is not replaced.
    Raises BadInputError where neither is given, or another stands there.
    """
    number = number.strip()
    if not number and reviewing_since is None:
        raise BadInputError(
            expected="资格证书编号或者从事审核起始日期",
            got="（都没有填写）",
            where="法律职业资格",
            remedy="填写其一",
        )
    given = {"number": number, "obtained_on": obtained_on, "reviewing_since": reviewing_since}
    row = LegalQualification.objects.filter(officer=officer).first()
    if row is None:
        row = entered(LegalQualification(officer=officer, **given))
    else:
        _complete(row, given)
    record(row)
    return row


def _complete(row: LegalQualification, given: Mapping[str, str | date | None]) -> None:
    """Fill in what is empty in a record. Raises BadInputError for what stands there otherwise."""
    for name, value in given.items():
        stands = getattr(row, name)
        if value and stands and value != stands:
            title = row._meta.get_field(name).verbose_name
            raise BadInputError(
                expected=f"与已登记的{title}（{stands}）相同，或者不填",
                got=value,
                where=f"{row.officer.name}的法律职业资格",
                remedy="核对证书；已登记的不在这里改动",
            )
        if value:
            setattr(row, name, value)
    check(row)
    row.save()


@transaction.atomic
def declare_conflict(*, officer: Officer, party: Party, reason: str, on: date) -> ConflictOfInterest:
    """Record a conflict of interest."""
    row = entered(ConflictOfInterest(officer=officer, party=party, reason=reason, declared_on=on))
    record(row)
    return row


@transaction.atomic
def end_conflict(*, conflict: ConflictOfInterest, on: date) -> ConflictOfInterest:
    """Record from which day a conflict of interest is no more."""
    if on < conflict.declared_on or conflict.ended_on is not None:
        raise BadInputError(
            expected=f"不早于申报日{conflict.declared_on}的日期，且尚未解除",
            got=on,
            where="利害关系",
            remedy="核对日期",
        )
    conflict.ended_on = on
    conflict.save(update_fields=["ended_on"])
    record(conflict)
    return conflict


@transaction.atomic
def set_parameter(*, bureau: Bureau, key: str, value: int, start: date, document: str) -> LocalParameter:
    """Set a local parameter from a day on, resting on a document; the one before ends the day before."""
    if not document:
        raise BadInputError(expected="所依据的文件", got="（空）", where=key, remedy="填写文件名称和文号")
    _check_parameter(key, value, start, document)
    later = LocalParameter.objects.filter(bureau=bureau, key=key, start__gte=start).order_by("start").first()
    if later:
        raise BadInputError(
            expected=f"晚于{later.start}的起始日（自那日起已经设定）",
            got=start,
            where=key,
            remedy="改为更晚的起始日",
        )
    for row in LocalParameter.objects.filter(bureau=bureau, key=key, end=None, start__lt=start):
        row.end = start - timedelta(days=1)
        row.save(update_fields=["end"])
        record(row)
    row = entered(LocalParameter(bureau=bureau, key=key, value=value, start=start, document=document))
    record(row)
    return row


def _check_parameter(key: str, value: int, start: date, document: str) -> None:
    """Only what the law leaves to a place, no length beyond the law's own, and no right taken away by whom the law does not let."""
    law = law_library()
    rule = places.rule_of(law, key)
    if rule is None:
        known = {**law.local_keys(), **places.adopted_by_key(law), **places.of_subjects(law)}
        raise UnknownNameError("地方参数", key, known)
    if rule.unit == "yes_no" and value not in (0, 1):
        raise BadInputError(expected="1（是）或者0（否）", got=value, where=rule.title, remedy="改为1或者0")
    if value < 0:
        raise BadInputError(expected="不小于0", got=value, where=rule.title, remedy="改为0或者更大的数")
    if isinstance(rule, Threshold) and value > rule.value and rule.above_by:
        _check_body(rule, document)
    bound = getattr(rule, "most", None)
    if bound is not None and value > bound:
        raise BadInputError(
            expected=f"不大于{bound}", got=value, where=rule.title, remedy=f"改为不大于{bound}"
        )
    most = places.longest(law, key, start)
    if most is not None and value > most.amount:
        raise BadInputError(
            expected=f"不长于法定的{most.length}（{'、'.join(most.cites)}）",
            got=value,
            where=rule.title,
            remedy="改为不长于法定期限的时限",
        )


def _check_body(rule: Threshold, document: str) -> None:
    """More than the figure of the law, from which on a party has a right, rests on a document of the body that may say so."""
    if not any(body in document for body in rule.above_by):
        raise BadInputError(
            expected=f"高于法定数额的，依据写明是{'、'.join(rule.above_by)}的文件（{'、'.join(rule.cites)}）",
            got=document,
            where=rule.title,
            remedy="写明制定机关、文件名称和文号；没有这样的规定的，不高于法定数额",
        )


@transaction.atomic
def set_local_name(*, bureau: Bureau, key: str, name: str, start: date, document: str = "") -> LocalName:
    """Record what a body the law names by its place is called here, or how the bureau itself is reached, from a day on."""
    known = local_words()
    if key not in known:
        raise UnknownNameError("文书用语", key, known)
    if not name.strip():
        raise BadInputError(
            expected=f"“{known[key]}”在本地的写法", got="（空）", where="内容", remedy="填写全称"
        )
    if LocalName.objects.filter(bureau=bureau, key=key, start=start).exists():
        raise BadInputError(expected="尚未登记的起始日期", got=start, where=known[key], remedy="改用其他日期")
    row = entered(LocalName(bureau=bureau, key=key, name=name.strip(), start=start, document=document))
    record(row)
    return row


@transaction.atomic
def adopt_notice(*, text: str, by: Officer | None) -> HolidayNotice:
    """Adopt the State Council's notice for a year. The caller has shown which open clocks move."""
    notice = read_notice(text, "放假通知")
    row, _ = HolidayNotice.objects.update_or_create(
        year=notice.year, defaults={"text": text, "adopted_at": clock.now(), "adopted_by": by}
    )
    record_notice(row)
    administration.enter(
        by.bureau_id if by else None, "notice", f"采用{notice.year}年放假通知：{notice.title}".rstrip("：")
    )
    return row
