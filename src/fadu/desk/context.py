# SPDX-License-Identifier: MulanPSL-2.0
"""What every page of the desk knows: the year whose figures the menu opens, and who keeps the bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases import selectors
from fadu.kernel import clock
from fadu.people import selectors as people

if TYPE_CHECKING:
    from django.http import HttpRequest


def menu(request: HttpRequest) -> dict[str, Any]:
    """The newest year with records of the officer's bureau; this year where there are none."""
    officer = getattr(request.user, "officer", None) if request.user.is_authenticated else None
    year = selectors.newest_year(officer.bureau_id) if officer else None
    posts = people.whole_posts(officer, clock.now()) if officer else frozenset()
    return {"this_year": year or clock.today().year, "is_administrator": "administrator" in posts}
