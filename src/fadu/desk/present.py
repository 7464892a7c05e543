# SPDX-License-Identifier: MulanPSL-2.0
"""Whether an officer is there to be told anything outside the site: in service, holding a post, with an account that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.people import selectors as people

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.people.models import Officer


def is_present(officer: Officer, at: datetime) -> bool:
    """Whether what an officer may see may still leave the site for them."""
    account = getattr(officer, "account", None)
    if account is None or not account.is_active or (officer.until is not None and officer.until < at.date()):
        return False
    return bool(people.holdings(officer, at))
