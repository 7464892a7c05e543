# SPDX-License-Identifier: MulanPSL-2.0
"""Who holds what at a moment, and what a bureau has adopted: always as of a moment, never 'now' by itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.people.limits import UNLIMITED, PowerLimits
from fadu.people.models import (
    Account,
    Appointment,
    Bureau,
    Certificate,
    Committee,
    CommitteeMembership,
    ConflictOfInterest,
    Department,
    LegalQualification,
    Officer,
    Party,
)
from fadu.people.rules import posts, quorum, reviewers_rule
from fadu.storage.once import looked_up
from fadu.storage.prepared import Prepared, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPost:
    """A post held at a moment, with what goes with the person."""

    post: str
    officer_id: int
    appointment_id: int
    by: str
    department_id: int | None
    scope: str
    limits: PowerLimits
    certified: bool
    qualified: bool
    certificate_number: str


def holdings(officer: Officer, at: datetime, bureau: Bureau | None = None) -> tuple[HeldPost, ...]:
    """The posts an officer holds at a moment: regular, standing in, delegated; in a bureau, if one is named.

    Posts are held in one's own bureau: in the cases of another an officer holds none.
    """
    if bureau is not None and officer.bureau_id != bureau.pk:
        return ()
    return holdings_of([officer.pk], at).get(officer.pk, ())


def whole_posts(officer: Officer, at: datetime) -> frozenset[str]:
    """The posts an officer holds at a moment without any limit."""
    return frozenset(h.post for h in holdings(officer, at) if h.limits == UNLIMITED)


def holdings_of(
    officer_ids: Iterable[int], at: datetime, bureau_id: int | None = None
) -> dict[int, tuple[HeldPost, ...]]:
    """The posts many officers (of a bureau, if one is named) hold at a moment, in one query."""
    ids, day = list(officer_ids), at.astimezone(LEGAL_TIME).date()
    rows = _HELD(ids, at, day) if bureau_id is None else _HELD_IN(ids, at, day, bureau_id)
    by_officer: dict[int, list[HeldPost]] = defaultdict(list)
    for officer, appointment, post, kind, department, scope, limits, certificate, *qualification in rows:
        by_officer[officer].append(
            HeldPost(
                post=post,
                officer_id=officer,
                appointment_id=appointment,
                by=kind,
                department_id=department,
                scope=scope,
                limits=PowerLimits.read(limits) if limits else UNLIMITED,
                certified=certificate is not None,
                qualified=is_qualified(*qualification, on=day),
                certificate_number=certificate or "",
            )
        )
    return {officer: tuple(rows) for officer, rows in by_officer.items()}


def appointments_at(at: datetime) -> QuerySet[Appointment]:
    """The appointments in force at a moment: from the first moment up to, not including, the last.

    A sub-delegated power ends with the appointment it was delegated from, whatever its own term; whoever has left holds none.
    """
    return _in_force(at, at.astimezone(LEGAL_TIME).date())


def _in_force(at: Any, day: Any) -> QuerySet[Appointment]:
    there = Q(officer__until=None) | Q(officer__until__gte=day)
    giver = Q(delegated_by=None) | Q(delegated_by__start__lte=at) & (
        Q(delegated_by__end=None) | Q(delegated_by__end__gt=at)
    )
    return Appointment.objects.filter(Q(end=None) | Q(end__gt=at), giver, there, start__lte=at)


def _certificate(day: Any) -> Subquery:
    """The number of the certificate valid on a day, the longest where there are several."""
    valid = Certificate.objects.filter(
        officer_id=OuterRef("officer_id"), valid_from__lte=day, valid_to__gte=day
    )
    return Subquery(valid.order_by("-valid_to", "-pk").values("number")[:1])


def _held(ids: list[Any], at: Any, day: Any) -> QuerySet[Appointment, Any]:
    """The appointments of officers in force at a moment, with what goes with the person."""
    return (
        _in_force(at, day)
        .filter(any_of("officer_id", ids))
        .order_by("pk")
        .annotate(certificate=_certificate(day))
        .values_list(
            "officer_id",
            "pk",
            "post",
            "kind",
            "department_id",
            "scope",
            "limits",
            "certificate",
            "officer__qualification__number",
            "officer__qualification__obtained_on",
            "officer__qualification__reviewing_since",
        )
    )


_HELD = Prepared(_held, [int], datetime, date)
_HELD_IN = Prepared(
    lambda ids, at, day, bureau: _held(ids, at, day).filter(officer__bureau_id=bureau),
    [int],
    datetime,
    date,
    int,
)


def declared_against(parties: QuerySet[Any, Any], day: Any) -> QuerySet[ConflictOfInterest, Any]:
    """Officer, party and reason of the interests standing on a day against parties, or against any record merged with one of them."""
    merged = ("party__merged_into__in", "party__merged__in", "party__merged_into__merged__in")
    any_record = reduce(or_, (Q(**{column: parties}) for column in ("party__in", *merged)))
    stands = Q(ended_on=None) | Q(ended_on__gt=day)
    rows = ConflictOfInterest.objects.filter(stands, any_record, declared_on__lte=day)
    return rows.values_list("officer_id", "party__name", "reason")


def is_qualified(
    number: str | None, obtained_on: date | None, reviewing_since: date | None, *, on: date
) -> bool:
    """Whether a person may review on a day: the qualification obtained, or reviewing since before the rule was made."""
    if number and (obtained_on is None or obtained_on <= on):
        return True
    return reviewing_since is not None and reviewing_since < reviewers_rule() and reviewing_since <= on


def is_qualified_officer(officer: Officer, on: date) -> bool:
    """Whether an officer may review on a day."""
    row = LegalQualification.objects.filter(officer=officer).first()
    return row is not None and is_qualified(row.number, row.obtained_on, row.reviewing_since, on=on)


def conflicts(party_ids: Iterable[int], at: datetime) -> dict[int, str]:
    """Officers with a conflict of interest with any of the parties at a moment -> the reason."""
    parties = Party.objects.filter(pk__in=list(party_ids)).values("pk")
    return reasons(declared_against(parties, at.astimezone(LEGAL_TIME).date()))


def reasons(rows: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Officers -> why they keep out, of rows of ``declared_against``."""
    return {officer: f"与{party}有利害关系（{reason}）" for officer, party, reason in rows}


def officer_name(officer_id: int) -> str:
    """An officer's name."""
    return (
        Officer.objects.values_list("name", flat=True).filter(pk=officer_id).first()
        or f"（人员{officer_id}）"
    )


def posts_by_name(bureau: Bureau, on: date) -> dict[str, str]:
    """The posts held in a bureau on a day, in words, by the name of who holds them; names that two officers bear are left out."""
    held = Appointment.objects.filter(
        Q(end=None) | Q(end__date__gt=on), officer__bureau=bureau, start__date__lte=on
    ).order_by("pk")
    listed: dict[str, dict[int, dict[str, None]]] = defaultdict(dict)
    for officer, name, post in held.values_list("officer_id", "officer__name", "post"):
        listed[name].setdefault(officer, {})[posts().get(post, post)] = None
    return {
        name: "、".join(next(iter(by_officer.values())))
        for name, by_officer in listed.items()
        if len(by_officer) == 1
    }


def names_in(bureau_id: int) -> dict[int, str]:
    """The names of all officers of a bureau, those who have left included, in one query."""
    return dict(_NAMES(bureau_id))


_NAMES = Prepared(lambda bureau: Officer.objects.filter(bureau_id=bureau).values_list("pk", "name"), int)


def officer_in(bureau_id: int, number: int) -> Officer | None:
    """An officer of a bureau by number, whoever has left included; None where it has none such."""
    return Officer.objects.filter(bureau_id=bureau_id, pk=number).first()


def officers_of(bureau_id: int, on: date) -> list[tuple[int, str]]:
    """The officers of a bureau who have not left on a day, by department; who leaves later is there still."""
    return [(number, name) for number, name, _, _ in units_of(bureau_id, on)]


def without_account(bureau_id: int, on: date) -> list[tuple[int, str]]:
    """The officers of a bureau who have not left on a day and cannot sign in, each with name and unit."""
    known = {number for number, _ in _SIGN_IN(bureau_id)}
    listed = units_of(bureau_id, on)
    return [
        (number, f"{name}（{unit}）" if unit else name)
        for number, name, _, unit in listed
        if number not in known
    ]


def with_account(bureau_id: int) -> frozenset[int]:
    """The officers of a bureau who can sign in, by number."""
    return frozenset(number for number, is_active in _SIGN_IN(bureau_id) if is_active)


#: the accounts of a bureau: whose, and whether it is open
_SIGN_IN = Prepared(
    lambda bureau: Account.objects.filter(officer__bureau_id=bureau).values_list("officer_id", "is_active"),
    int,
)


def units_of(bureau_id: int, on: date) -> list[tuple[int, str, int | None, str]]:
    """The officers of a bureau who have not left on a day, each with the key and the name of the unit; asked once on a page."""
    return looked_up(("units", bureau_id, on), lambda: _units_of(bureau_id, on))


def _units_of(bureau_id: int, on: date) -> list[tuple[int, str, int | None, str]]:
    there = Q(until=None) | Q(until__gte=on)
    rows = Officer.objects.filter(there, bureau_id=bureau_id).order_by("department_id", "pk")
    listed = rows.values_list("pk", "name", "department_id", "department__name")
    return [(number, name, department, unit or "") for number, name, department, unit in listed]


def officers_with(bureau_id: int, post: str, at: datetime) -> list[Officer]:
    """The officers who hold a post at a moment."""
    held = appointments_at(at).filter(post=post, officer__bureau_id=bureau_id).values("officer_id")
    return list(Officer.objects.filter(pk__in=held).order_by("pk"))


def holders_of(bureau_id: int, posts: Iterable[str], department: int | None, at: datetime) -> list[str]:
    """The names of those who hold one of some posts at a moment, in a department or in none."""
    there = Q(department=None) | Q(department=department) if department else Q()
    held = appointments_at(at).filter(there, post__in=list(posts), officer__bureau_id=bureau_id)
    return list(dict.fromkeys(held.order_by("officer_id").values_list("officer__name", flat=True)))


def members_at(committee: Committee, on: date) -> list[CommitteeMembership]:
    """The members of a committee on a day, the chair first; whoever has left the bureau is none."""
    return list(_seated(committee.memberships.all(), on))


def _seated(memberships: QuerySet[CommitteeMembership], on: date) -> QuerySet[CommitteeMembership]:
    there = Q(officer__until=None) | Q(officer__until__gte=on)
    rows = memberships.filter(Q(until=None) | Q(until__gte=on), there, since__lte=on)
    return rows.select_related("officer").order_by("-is_chair", "pk")


def seats_of(bureau: Bureau, on: date) -> list[tuple[Committee, list[CommitteeMembership]]]:
    """The committees and leading groups that exist on a day, each with its members, the chair first; in two queries."""
    seats = _seated(CommitteeMembership.objects.filter(committee__bureau=bureau), on)
    by_committee: dict[int, list[CommitteeMembership]] = defaultdict(list)
    for seat in seats:
        by_committee[seat.committee_id].append(seat)
    return [
        (committee, by_committee[committee.pk]) for committee in _committees_at(bureau, on).order_by("pk")
    ]


def bureaus() -> list[Bureau]:
    """Every bureau of this home."""
    return list(Bureau.objects.order_by("pk"))


def bureau_count() -> int:
    """How many bureaus the database holds."""
    return Bureau.objects.count()


def _committees_at(bureau: Bureau, on: date) -> QuerySet[Committee]:
    return Committee.objects.filter(Q(until=None) | Q(until__gte=on), bureau=bureau, since__lte=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as it stands on a day: the names of its members, and how many must be present."""

    members: tuple[str, ...]
    quorum: int


def body_at(bureau: Bureau, title: str, on: date) -> Body | None:
    """A committee or group by its title on a day; None where none of that title exists."""
    committee = _committees_at(bureau, on).filter(title=title).first()
    if committee is None:
        return None
    names = tuple(m.officer.name for m in members_at(committee, on))
    share = {"numerator": committee.quorum_numerator, "denominator": committee.quorum_denominator}
    return Body(members=names, quorum=quorum(len(names), **share))


def heads_at(bureau: Bureau, at: datetime) -> tuple[str, ...]:
    """The names of the heads of a bureau at a moment: the chief and the deputies."""
    held = appointments_at(at).filter(post__in=("bureau_head", "deputy_head"), officer__bureau=bureau)
    return tuple(dict.fromkeys(held.order_by("post", "pk").values_list("officer__name", flat=True)))


def legally_qualified(bureau: Bureau, on: date) -> list[tuple[str, date | None]]:
    """Officers in service with the national legal qualification, and since when."""
    there = Q(officer__until=None) | Q(officer__until__gte=on)
    rows = LegalQualification.objects.filter(there, officer__bureau=bureau, officer__since__lte=on)
    rows = (
        rows.exclude(number="").filter(Q(obtained_on=None) | Q(obtained_on__lte=on)).select_related("officer")
    )
    return [(row.officer.name, row.obtained_on) for row in rows.order_by("officer_id")]


def qualified_ids(bureau: Bureau, on: date) -> set[int]:
    """Officers of a bureau with the national legal qualification on a day."""
    rows = LegalQualification.objects.filter(
        Q(obtained_on=None) | Q(obtained_on__lte=on), officer__bureau=bureau
    )
    return set(rows.exclude(number="").values_list("officer_id", flat=True))


def enforcement_officers(bureau: Bureau, at: datetime) -> list[tuple[str, bool]]:
    """(name, certified) of the officers in enforcement posts at a moment."""
    held = appointments_at(at).filter(post="case_handler", officer__bureau=bureau).values("officer_id")
    officers = Officer.objects.filter(pk__in=held).order_by("pk")
    posts = holdings_of([officer.pk for officer in officers], at)
    return [(o.name, any(h.certified for h in posts.get(o.pk, ()))) for o in officers]


def staff_of(bureau: Bureau, word: str, on: date) -> list[str]:
    """Staff in service of the departments whose name contains a word."""
    there = Q(until=None) | Q(until__gte=on)
    rows = Officer.objects.filter(there, bureau=bureau, department__name__contains=word, since__lte=on)
    return list(rows.order_by("pk").values_list("name", flat=True))


def has_staff(bureau: Bureau, on: date) -> bool:
    """Whether anybody served in a bureau on a day."""
    return Officer.objects.filter(Q(until=None) | Q(until__gte=on), bureau=bureau, since__lte=on).exists()


def the_bureau(name: str = "") -> Bureau:
    """The bureau of that name, or the only one. Raises BadInputError where it cannot be told."""
    candidates = list(Bureau.objects.filter(name=name) if name else Bureau.objects.all()[:2])
    if len(candidates) == 1:
        return candidates[0]
    known = "、".join(Bureau.objects.values_list("name", flat=True)) or "（尚未设立，先运行 fadu init）"
    raise BadInputError(
        expected=f"机关名称之一：{known}", got=name or "（未指明）", where="--bureau", remedy="指明机关"
    )


def department_name(department_id: int) -> str:
    """What a department is called; nothing where there is none."""
    return Department.objects.values_list("name", flat=True).filter(pk=department_id).first() or ""


def departments_of(bureau_id: int) -> QuerySet[Department]:
    """The departments of a bureau."""
    return Department.objects.filter(bureau_id=bureau_id).order_by("pk")


def departments_at(bureau_id: int, on: date) -> QuerySet[Department]:
    """The departments of a bureau that are not over on a day."""
    return departments_of(bureau_id).filter(Q(until=None) | Q(until__gte=on))


def account_of(username: str) -> Account:
    """The account of that name."""
    return Account.objects.get(username=username)


def account_by_key(key: int) -> Account | None:
    """The account of that number; None where there is none."""
    return Account.objects.filter(pk=key).first()


def account_exists(username: str) -> bool:
    """Whether an account of that name is there."""
    return Account.objects.filter(username=username).exists()


def appointments_of(bureau: Bureau, at: datetime) -> list[Appointment]:
    """The appointments in force in a bureau at a moment, by officer."""
    return list(
        appointments_at(at)
        .filter(officer__bureau=bureau)
        .select_related("officer")
        .order_by("officer_id", "pk")
    )


def appointments_not_over(bureau: Bureau, at: datetime) -> list[Appointment]:
    """The appointments of a bureau in force at a moment or to come, by officer."""
    there = Q(officer__until=None) | Q(officer__until__gte=at.date())
    rows = Appointment.objects.filter(Q(end=None) | Q(end__gt=at), there, officer__bureau=bureau)
    return list(
        rows.select_related("officer", "department", "delegated_by__officer").order_by("officer_id", "pk")
    )


def appointment_in(bureau: Bureau, appointment_id: int) -> Appointment:
    """An appointment of an officer of the bureau; raises Appointment.DoesNotExist."""
    return Appointment.objects.select_related("officer", "department").get(
        pk=appointment_id, officer__bureau=bureau
    )


def appointment_of(bureau_id: int, appointment_id: int, at: datetime) -> Appointment | None:
    """An appointment that is not over at a moment, of an officer of the bureau."""
    rows = Appointment.objects.filter(Q(end=None) | Q(end__gt=at), officer__bureau_id=bureau_id)
    return rows.select_related("officer__bureau", "department").filter(pk=appointment_id).first()
