# SPDX-License-Identifier: MulanPSL-2.0
"""Setting up a bureau with its first administrator, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.ledger import key_acts
from fadu.people import services

if TYPE_CHECKING:
    from fadu.people.models import Bureau


@transaction.atomic
def found(
    *,
    name: str,
    short: str,
    abbreviation: str,
    region_code: str,
    code: str,
    admin: str,
    admin_name: str,
    password: str,
) -> Bureau:
    """The bureau, its office, and an administrator who may keep people and parameters but handles no case.

    The key that signs the ledger, and the ledger's name, are its first entries.
    """
    try:
        validate_password(password)
    except ValidationError as error:
        raise BadInputError(
            expected="足够强的密码",
            got="（所给的密码）",
            where="管理员密码",
            remedy="；".join(error.messages),
        ) from error
    bureau = services.found_bureau(
        name=name, short=short, abbreviation=abbreviation, region_code=region_code, code=code
    )
    office = services.found_department(bureau=bureau, name="办公室")
    now = clock.now()
    officer = services.hire(bureau=bureau, name=admin_name, since=now.date(), department=office)
    services.appoint(
        officer=officer, post="administrator", start=now, document="设立机关时指定", department=office
    )
    services.open_account(username=admin, password=password, officer=officer)
    key_acts.begin()
    return bureau
