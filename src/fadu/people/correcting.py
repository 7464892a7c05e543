# SPDX-License-Identifier: MulanPSL-2.0
"""Plain slips of the registers put right: with a reason, entered beside what it was; lists and papers say it from then on.

What was done is not touched: acts and papers keep the names that stood in them. What gives or takes a power (a post, its days,
the days a certificate is valid) is no slip, and is not corrected here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from fadu.kernel.errors import BadInputError, UnknownNameError
from fadu.people import administration
from fadu.people.models import (
    Account,
    Appointment,
    Certificate,
    Committee,
    Department,
    LegalQualification,
    Officer,
)
from fadu.people.proof import record
from fadu.storage.entering import check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model, QuerySet

#: what may be corrected: kind of row -> column
CORRECTABLE: Mapping[str, str] = {
    "officer_name": "name",
    "officer_department": "department",
    "department": "name",
    "account": "username",
    "certificate": "number",
    "qualification": "number",
    "committee": "title",
    "appointment": "document",
}
_MODELS: Mapping[str, tuple[type[Model], str]] = {
    "officer_name": (Officer, "bureau_id"),
    "officer_department": (Officer, "bureau_id"),
    "department": (Department, "bureau_id"),
    "account": (Account, "officer__bureau_id"),
    "certificate": (Certificate, "officer__bureau_id"),
    "qualification": (LegalQualification, "officer__bureau_id"),
    "committee": (Committee, "bureau_id"),
    "appointment": (Appointment, "officer__bureau_id"),
}


def row_of(bureau_id: int, what: str, number: int) -> Any:
    """The row of a bureau that is to be corrected; None where there is none such."""
    model, column = _MODELS[what]
    return model._default_manager.filter(**{column: bureau_id}, pk=number).first()


def title_of(what: str) -> str:
    """What is corrected, in words.

    >>> title_of("certificate"), title_of("officer_department")
    ('执法证号', '所在机构')
    """
    if what == "officer_department":
        return "所在机构"
    model, _ = _MODELS[what]
    field: Any = model._meta.get_field(CORRECTABLE[what])
    title = str(field.verbose_name)
    return (
        title
        if model in {Officer, Certificate, LegalQualification, Account}
        else f"{model._meta.verbose_name}{title}"
    )


@transaction.atomic
def correct(*, bureau_id: int, what: str, row: Any, value: Any, reason: str) -> None:
    """Put a column of a row right, and enter what it was, what it is and why.

    Raises UnknownNameError, BadInputError without a reason or where nothing changes, EntryError where the table cannot hold it.
    """
    if what not in CORRECTABLE:
        raise UnknownNameError("更正的项目", what, CORRECTABLE)
    column, title = CORRECTABLE[what], title_of(what)
    before = getattr(row, column)
    value = value.strip() if isinstance(value, str) else value
    if not reason.strip():
        raise BadInputError(expected="更正的理由", got="（空）", where=title, remedy="写明原来为何写错")
    if value == before:
        raise BadInputError(
            expected=f"与现在（{_words(before)}）不同的内容",
            got=_words(value),
            where=title,
            remedy="填写正确的内容",
        )
    for one in _same(what, row):
        setattr(one, column, value)
        check(one)
        one.save(update_fields=[column])
        record(one)
    administration.enter(
        bureau_id,
        "correction",
        f"更正{title}{_whose(row)}：原为“{_words(before)}”，改为“{_words(value)}”；理由：{reason.strip()}",
        row=f"{row._meta.model_name}:{row.pk}",
        column=column,
        before=_words(before),
        after=_words(value),
        reason=reason.strip(),
    )


def _same(what: str, row: Any) -> list[Any]:
    """The rows that bear the slip: a certificate renewed under its number is several."""
    if what != "certificate":
        return [row]
    rows: QuerySet[Certificate] = Certificate.objects.filter(officer_id=row.officer_id, number=row.number)
    return list(rows.order_by("pk"))


def _whose(row: Any) -> str:
    officer = row if isinstance(row, Officer) else getattr(row, "officer", None)
    return f"（{officer.name}）" if officer is not None else ""


def _words(value: Any) -> str:
    return str(value) if value not in (None, "") else "（空）"
