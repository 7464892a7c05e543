# SPDX-License-Identifier: MulanPSL-2.0
"""How people's registers stand in the ledger: each row, with everything it says, in a stream of its own.

A password's hash and a wrapped key are entered by digest: the ledger tells that they are others, not what they are.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock, digests
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import services as ledger
from fadu.ledger.holding import Held, columns, hold
from fadu.ledger.rules import SEALED
from fadu.people import entries
from fadu.people.models import (
    Account,
    Aide,
    Appointment,
    Bureau,
    Certificate,
    Committee,
    CommitteeMembership,
    ConfirmingPin,
    ConflictOfInterest,
    Department,
    HolidayNotice,
    LegalQualification,
    LocalName,
    LocalParameter,
    Officer,
    Party,
    PartyFinding,
    PartyName,
    PasswordReset,
    ProposedAppointment,
    ProposedSetting,
    SealedKey,
    SecondFactor,
    SecondFactorReset,
    SecondFactorRule,
)
from fadu.people.sealed_field import SealedTextField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

#: the beginning of a row's stream, and the kind of its entries
HELD: dict[str, type[Model]] = {
    "bureau": Bureau,
    "department": Department,
    "officer": Officer,
    "account": Account,
    "appointment": Appointment,
    "certificate": Certificate,
    "qualification": LegalQualification,
    "committee": Committee,
    "membership": CommitteeMembership,
    "conflict": ConflictOfInterest,
    "party": Party,
    "proposal": ProposedAppointment,
    "password_reset": PasswordReset,
    "second_factor": SecondFactor,
    "confirming_pin": ConfirmingPin,
    "second_factor_rule": SecondFactorRule,
    "second_factor_reset": SecondFactorReset,
    "setting": ProposedSetting,
    "data_key": SealedKey,
    "parameter": LocalParameter,
    "local_name": LocalName,
    "aide": Aide,
}
#: columns entered by digest
BY_DIGEST = {
    Account: "password",
    PasswordReset: "before",
    SealedKey: "wrapped",
    SecondFactor: "recovery",
    ConfirmingPin: "pin",
}
CALENDAR = "calendar"


def classify() -> None:
    """Say what holds each column of the registers."""
    for model in HELD.values():
        hold(model, Held.ENTERED, derived=_DERIVED.get(model, ()), free=_FREE.get(model, {}))
    hold(PartyName, Held.ENTERED, free={"id": "自动编号，没有别处引用；曾用名记在当事人名下"})
    hold(PartyFinding, Held.DERIVED)
    hold(HolidayNotice, Held.ENTERED, free={"id": "自动编号，没有别处引用；通知以年度为名"})


#: what follows from the number it finds, and must be gone without a trace once a person's data are erased
_DERIVED: Mapping[type[Model], tuple[str, ...]] = {Party: ("id_index",)}
_FREE: Mapping[type[Model], Mapping[str, str]] = {
    Account: {"last_login": "每次登录改写，没有别处依据它判断"},
    SecondFactor: {"last_step": "每次登录改写，只防同一口令用两次；改小了也只在一分半钟内有用"},
}


def body_of(row: Model) -> dict[str, Any]:
    """What is entered of a row: every column held so, as plain values; of a party its names too."""
    model = row._meta.model  # of a lazy user too
    values = {name: _plain(getattr(row, name)) for name in columns(model, Held.ENTERED)}
    if (column := BY_DIGEST.get(model)) is not None:
        values[column] = digests.of(values[column].encode()) if values[column] else ""
    if isinstance(row, Party):
        names = sorted(row.names.all(), key=lambda name: (name.since, name.pk))
        values["names"] = [[name.name, name.since.isoformat()] for name in names]
    return values


def record(row: Model, *, is_new: bool = False) -> None:
    """Enter a row of a register as it now stands into its stream; what is sealed lies in the sealed part.

    ``is_new``: nothing was entered of it before, which then need not be asked.
    """
    kind = next(kind for kind, model in HELD.items() if isinstance(row, model))
    body = body_of(row)
    closed = {
        (field.attname,): SEALED
        for field in row._meta.concrete_fields
        if isinstance(field, SealedTextField) and body.get(field.attname)
    }
    stream = f"{kind}:{row.pk}"
    ledger.append(stream=stream, kind=kind, body=body, at=clock.now(), closed=closed, begins=is_new)
    entries.enter(row)


def notice_body(notice: HolidayNotice) -> dict[str, Any]:
    """What is entered of a holiday notice when it is adopted."""
    return {name: _plain(getattr(notice, name)) for name in columns(HolidayNotice, Held.ENTERED)}


def record_notice(notice: HolidayNotice) -> None:
    """Enter a holiday notice that is adopted."""
    ledger.append(stream=CALENDAR, kind="adopted", body=notice_body(notice), at=clock.now())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LEGAL_TIME).isoformat()
    return value.isoformat() if isinstance(value, date) else value
