# SPDX-License-Identifier: MulanPSL-2.0
"""Committees and leading groups: set up, seated, unseated, dissolved; each change rests on a document and enters the ledger."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import FaduError
from fadu.people import together
from fadu.people.models import Committee, CommitteeMembership
from fadu.people.proof import record
from fadu.storage.entering import entered
from fadu.storage.spans import is_overlap

if TYPE_CHECKING:
    from datetime import date

    from fadu.people.models import Bureau, Officer


#: the kind that decides cases, and the post its members hold by their seat: what is kept apart from it takes no seat
DECIDING, MEMBER = "committee", "committee_member"


class SeatError(FaduError):
    """委员会及其成员不能这样登记。"""

    code = "seat"


@transaction.atomic
def found_committee(
    *,
    bureau: Bureau,
    kind: str,
    title: str,
    since: date,
    quorum: tuple[int, int] = (1, 2),
    document: str = "",
) -> Committee:
    """Set up a committee or leading group with its quorum, a share of its members."""
    if not 0 < quorum[0] <= quorum[1]:
        raise SeatError(f"法定人数应为不大于1的份额，如二分之一；所给为{quorum[1]}分之{quorum[0]}。请改正。")
    if Committee.objects.filter(bureau=bureau, title=title).exists():
        raise SeatError(f"“{title}”已经设立。请另取名称，或者登记成员。")
    row = entered(
        Committee(
            bureau=bureau,
            kind=kind,
            title=title,
            since=since,
            quorum_numerator=quorum[0],
            quorum_denominator=quorum[1],
            document=document,
        )
    )
    record(row)
    return row


@transaction.atomic
def seat(
    *, committee: Committee, officer: Officer, since: date, is_chair: bool = False, document: str = ""
) -> CommitteeMembership:
    """Make an officer a member from a day on."""
    if officer.bureau_id != committee.bureau_id:
        raise SeatError(f"{officer.name}不是本机关的人员，不能登记为“{committee.title}”成员。")
    if since < committee.since or (committee.until is not None and since > committee.until):
        raise SeatError(f"“{committee.title}”于{committee.since}成立；成员任期（{since}起）应在其存续期间。")
    if committee.kind == DECIDING and (
        why := together.against(officer.pk, MEMBER, datetime.combine(since, time(), tzinfo=LEGAL_TIME))
    ):
        raise SeatError(f"{officer.name}{why}。请选择其他人员。")
    try:
        with transaction.atomic():
            row = entered(
                CommitteeMembership(
                    committee=committee, officer=officer, since=since, is_chair=is_chair, document=document
                )
            )
    except IntegrityError as error:
        if not is_overlap(error):
            raise
        raise SeatError(f"{officer.name}此时已是“{committee.title}”成员。请先免去，再重新登记。") from error
    record(row)
    return row


@transaction.atomic
def unseat(*, membership: CommitteeMembership, until: date, document: str) -> CommitteeMembership:
    """End a membership with a day, the last; meetings held until then stand."""
    if until < membership.since:
        raise SeatError(f"免去日期（{until}）不能早于任期开始之日（{membership.since}）。")
    if membership.until is not None and until > membership.until:
        raise SeatError(f"此任期已于{membership.until}届满，不得延长。请另行登记。")
    membership.until, membership.end_document = until, document
    membership.save(update_fields=["until", "end_document"])
    record(membership)
    return membership


@transaction.atomic
def dissolve(*, committee: Committee, until: date, document: str) -> Committee:
    """End a committee and all its memberships with a day, the last."""
    if until < committee.since:
        raise SeatError(f"撤销日期（{until}）不能早于成立日期（{committee.since}）。")
    for row in committee.memberships.filter(Q(until=None) | Q(until__gt=until), since__lte=until):
        unseat(membership=row, until=until, document=document)
    committee.until, committee.end_document = until, document
    committee.save(update_fields=["until", "end_document"])
    record(committee)
    return committee
