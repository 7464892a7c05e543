# SPDX-License-Identifier: MulanPSL-2.0
"""What every page of the desk knows: the year whose figures the menu opens, and who keeps the bureau."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from fadu.cases.background import failing
from fadu.cases.reading import selectors
from fadu.desk import carrying, news, urging
from fadu.desk import help as helping
from fadu.desk.shown import beginnings
from fadu.kernel import clock
from fadu.oversight import reach
from fadu.people import aides, setting_proposals
from fadu.people import selectors as people
from fadu.people.rules import confirming_posts, substitutable_posts
from fadu.reporting.readers import READERS
from fadu.storage import once

if TYPE_CHECKING:
    from django.http import HttpRequest

#: the lists of work, as the tabs name them
TABS = (
    ("desk:inbox", "待办"),
    ("desk:waiting", "等待中"),
    ("desk:running", "在办"),
    ("desk:done", "已办"),
    ("desk:closed", "已办结"),
    ("desk:calendar", "日程"),
)

#: the pages on which the bureau is kept: address, title, and the addresses that belong to it
OFFICE = (
    ("desk:bureau", "概况", ("bureau", "background")),
    ("desk:departments", "机构", ("departments", "department_rename", "department_end")),
    ("desk:staff", "人员", ("staff", "officer")),
    ("desk:posts", "任职", ("posts", "appointment_end")),
    ("desk:accounts", "账号", ("accounts", "account")),
    ("desk:certificates", "证件", ("certificates",)),
    ("desk:committees", "委员会", ("committees",)),
    ("desk:parameters", "参数", ("parameters",)),
    ("desk:numbers", "编号", ("numbers",)),
    ("desk:notices", "放假通知", ("notices",)),
    ("desk:catalogues", "目录", ("catalogues",)),
    ("desk:factor_rules", "登录要求", ("factor_rules",)),
    ("desk:imports", "导入", ("imports", "staff_sheet")),
)

#: until the end of this month people still ask for last year's figures (practice, not law)
LAST_MONTH_OF_REPORTING = 6


def menu(request: HttpRequest) -> dict[str, Any]:
    """The year whose figures are asked for now, whether this home is for practice and who reads reports; for who keeps the bureau, how much fails; what is unread."""
    with ExitStack() as block:
        if once.answers() is None:
            block.enter_context(once.asked_once())
        return _menu(request)


def _menu(request: HttpRequest) -> dict[str, Any]:
    officer = getattr(request.user, "officer", None) if request.user.is_authenticated else None
    now = clock.now()
    posts = people.whole_posts(officer, now) if officer else frozenset()
    keeps = "administrator" in posts
    is_part = bool(getattr(request, "htmx", False))
    return {
        "this_year": reported_year(officer.bureau_id) if officer else clock.today().year,
        "is_administrator": keeps,
        "is_head": aides.HEAD in posts,
        "reads_findings": reach.has_a_list(posts),
        "begins": () if is_part else tuple(beginnings.of_posts(posts, now.date())),
        "reads_reports": bool(posts & READERS),
        "leads": officer is not None and urging.leads(officer, now),
        # a part of a page bears no menu
        "unread_news": news.unread(officer, now) if officer and not is_part else 0,
        "to_confirm": setting_proposals.waiting(officer) if officer and posts & confirming_posts() else None,
        "holder": SimpleLazyObject(lambda: carrying.mark(request)),
        "background_failing": failing.count(officer.bureau_id) if officer and keeps else 0,
        "hands_over": bool(posts & substitutable_posts()),
        "office": OFFICE if keeps else (),
        "tabs": TABS,
        "tab_pages": [page for page, _ in TABS],
        "page_help": helping.of_page(request.resolver_match.url_name or "")
        if request.resolver_match
        else None,
        "practice": clock.now() if clock.shifted() else None,
    }


def reported_year(bureau_id: int) -> int:
    """In the first half of a year the year before, whose report is being written; later the newest with records."""
    today = clock.today()
    newest, has_last = selectors.newest_year(bureau_id, today.year - 1)
    if newest == today.year and today.month <= LAST_MONTH_OF_REPORTING and has_last:
        return newest - 1
    return newest or today.year
