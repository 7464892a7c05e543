# SPDX-License-Identifier: MulanPSL-2.0
"""Setting up a bureau, its departments, its people and their accounts; and, from here too, what is kept of them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel.errors import BadInputError
from fadu.kernel.plain_numbers import plain_number
from fadu.people import accounts
from fadu.people.adopting import adopt_notice, set_local_name, set_parameter
from fadu.people.appointing import (
    AppointmentError,
    appoint,
    appointed,
    check_appointment,
    delegate,
    delegation,
    depart,
    end_appointment,
    keep_an_administrator,
)
from fadu.people.certifying import certify, declare_conflict, end_conflict, qualify
from fadu.people.models import Account, Bureau, Department, Officer, Party
from fadu.people.proof import record
from fadu.storage.entering import entered

if TYPE_CHECKING:
    from datetime import date

__all__ = (
    "Account",
    "AppointmentError",
    "Bureau",
    "Department",
    "Officer",
    "Party",
    "adopt_notice",
    "appoint",
    "appointed",
    "certify",
    "check_appointment",
    "declare_conflict",
    "delegate",
    "delegation",
    "depart",
    "end_appointment",
    "end_conflict",
    "found_bureau",
    "found_department",
    "hire",
    "keep_an_administrator",
    "open_account",
    "qualify",
    "set_local_name",
    "set_parameter",
)


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
    if not (plain_number(region_code) is not None and len(region_code) in {6, 9, 12}):
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
