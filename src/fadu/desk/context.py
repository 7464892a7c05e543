# SPDX-License-Identifier: MulanPSL-2.0
"""What every page of the desk knows: the year whose figures the menu opens, and who keeps the bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.background import failing
from fadu.cases.reading import selectors
from fadu.kernel import clock
from fadu.people import factor_resets
from fadu.people import selectors as people
from fadu.people.rules import confirming_posts
from fadu.reporting.readers import READERS

if TYPE_CHECKING:
    from django.http import HttpRequest

#: the lists of work, as the tabs name them
TABS = (
    ("desk:inbox", "待办"),
    ("desk:waiting", "等待中"),
    ("desk:running", "在办"),
    ("desk:done", "已办"),
    ("desk:closed", "已办结"),
)

#: until the end of this month people still ask for last year's figures (practice, not law)
LAST_MONTH_OF_REPORTING = 6


def menu(request: HttpRequest) -> dict[str, Any]:
    """The year whose figures are asked for now, whether this home is for practice and who reads reports; for who keeps the bureau, how much fails."""
    officer = getattr(request.user, "officer", None) if request.user.is_authenticated else None
    posts = people.whole_posts(officer, clock.now()) if officer else frozenset()
    keeps = "administrator" in posts
    return {
        "this_year": reported_year(officer.bureau_id) if officer else clock.today().year,
        "is_administrator": keeps,
        "reads_reports": bool(posts & READERS),
        "to_confirm": factor_resets.waiting(officer.bureau)
        if officer and posts & confirming_posts()
        else None,
        "background_failing": failing.count(officer.bureau_id) if officer and keeps else 0,
        "tabs": TABS,
        "tab_pages": [page for page, _ in TABS],
        "practice": clock.now() if clock.shifted() else None,
    }


def reported_year(bureau_id: int) -> int:
    """In the first half of a year the year before, whose report is being written; later the newest with records."""
    today = clock.today()
    newest, has_last = selectors.newest_year(bureau_id, today.year - 1)
    if newest == today.year and today.month <= LAST_MONTH_OF_REPORTING and has_last:
        return newest - 1
    return newest or today.year
