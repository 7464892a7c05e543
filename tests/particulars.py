# SPDX-License-Identifier: MulanPSL-2.0
"""What a bureau says of itself on its papers, entered for tests that issue some."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.people import services as people

if TYPE_CHECKING:
    from fadu.people.models import Bureau

PARTICULARS = {
    "phone": "0999-6200315",
    "address": "清河区平安路15号",
    "payment_bank": "清河银行营业部",
    "payment_account_name": "清河区财政局非税收入专户",
    "payment_account": "9901020000315000001",
}


def with_particulars(bureau: Bureau) -> Bureau:
    """The bureau, its particulars entered from its earliest day on."""
    for key, text in PARTICULARS.items():
        people.set_local_name(bureau=bureau, key=key, name=text, start=date(2000, 1, 1))
    return bureau
