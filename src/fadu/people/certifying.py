# SPDX-License-Identifier: MulanPSL-2.0
"""What people are certified and qualified to do, and what keeps them out of a case: each entered in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel.errors import BadInputError
from fadu.people.models import Certificate, ConflictOfInterest, LegalQualification
from fadu.people.proof import record
from fadu.storage.entering import check, entered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.people.models import Officer, Party


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
            expected="其本人的证号",
            got=f"{number}，已登记在{other.officer.name}名下",
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
