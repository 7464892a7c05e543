# SPDX-License-Identifier: MulanPSL-2.0
"""What every page of the desk knows: the year whose figures the menu opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases import selectors
from fadu.kernel import clock

if TYPE_CHECKING:
    from django.http import HttpRequest


def menu(request: HttpRequest) -> dict[str, int]:
    """The newest year with records of the officer's bureau; this year where there are none."""
    officer = getattr(request.user, "officer", None) if request.user.is_authenticated else None
    year = selectors.newest_year(officer.bureau_id) if officer else None
    return {"this_year": year or clock.today().year}
