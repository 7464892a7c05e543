# SPDX-License-Identifier: MulanPSL-2.0
"""What heads and whoever keeps the bureau look at, as sheets: what is late and why, the people with their posts, the certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.reading import overview
from fadu.cases.world.worlds import is_installed
from fadu.desk import urging
from fadu.desk.pages.bureau.people import WantedForm, row_of
from fadu.desk.pages.overview import pressing_lines
from fadu.desk.pages.sheets_of_lists import KIND, NAME, NUMBER, STAGE, UNIT, in_words, unit_of
from fadu.desk.sheets import Column, Exported, Part
from fadu.kernel import clock
from fadu.people import rules, selectors, staff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime
    from typing import Any

    from fadu.desk.pages.sheets_of_lists import Asked
    from fadu.desk.sheets import Value
    from fadu.people.models import Officer

NAMED, POSTS = Column(title="姓名", width=12), Column(title="现任岗位", width=36)
PROOF = Column(title="执法证号", width=18)
UNTIL = Column(title="有效至", kind="day", width=12)


def pressing(officer: Officer, now: datetime) -> Exported | None:
    """The open cases of whoever heads them that are late or nearly, each with the cause; None for who heads nothing."""
    if not urging.leads(officer, now):
        return None
    departments = overview.departments_led(officer, urging.LEADING, now)
    cases = overview.pressing(overview.cases_led(officer, departments, now), now.date())
    lines = pressing_lines([case for case in cases if is_installed(case.kind)], officer, now)
    columns = [
        NUMBER,
        NAME,
        KIND,
        STAGE,
        UNIT,
        Column(title="期限", width=20),
        Column(title="时限名称", width=20),
        Column(title="届满", kind="day", width=12),
        Column(title="原因", width=24),
        Column(title="原因说明", width=36),
        Column(title="在等", width=40),
    ]
    part = Part(title="超期和临近届满", columns=columns, rows=map(_late, lines))
    return Exported(title="超期和临近届满", parts=[part])


def _late(line: Mapping[str, Any]) -> tuple[Value, ...]:
    case, term, cause = line["case"], line["line"], line["cause"]
    waited = "；".join("：".join(filter(None, (turn["whom"], turn["what"]))) for turn in line["turns"])
    return (
        case.number,
        case.called,
        line["kind"],
        line["stage"],
        unit_of(case),
        line["words"],
        term.term,
        term.due_on,
        cause.title,
        cause.detail,
        waited,
    )


def people(officer: Officer, now: datetime, asked: Asked) -> Exported:
    """Who serves in the bureau, as the list is narrowed, with posts, account and certificate."""
    form = WantedForm(officer.bureau, asked)
    rows = (_person(row_of(one, now)) for one in staff.staff(officer.bureau, now, form.wanted()))
    columns = [
        NAMED,
        UNIT,
        POSTS,
        Column(title="账号"),
        Column(title="账号情况"),
        PROOF,
        UNTIL,
        Column(title="离任", kind="day", width=12),
    ]
    part = Part(title="人员", columns=columns, rows=rows)
    return Exported(
        title="人员", parts=[part], narrowed=in_words(form), entered=in_words(form, without={"words"})
    )


def _person(row: Mapping[str, Any]) -> tuple[Value, ...]:
    officer, certificate = row["officer"], row["certificate"]
    account = getattr(officer, "account", None)
    return (
        officer.name,
        unit_of(officer),
        row["posts"],
        account.username if account else "",
        ("使用中" if account.is_active else "已停用") if account else "没有账号",
        certificate.number if certificate else "",
        certificate.valid_to if certificate else None,
        officer.until,
    )


def posts(officer: Officer, now: datetime, asked: Asked) -> Exported:
    """Each post with who holds it now or will, from when to when and by which document."""
    rows = (
        (
            rules.posts().get(each.post, each.post),
            each.officer.name,
            each.department.name if each.department else "（全局）",
            each.get_kind_display(),
            clock.legal(each.start).date(),
            clock.legal(each.end).date() if each.end else None,
            each.document,
        )
        for each in selectors.appointments_not_over(officer.bureau, now)
    )
    columns = [
        Column(title="岗位", width=24),
        NAMED,
        UNIT,
        Column(title="性质"),
        Column(title="自", kind="day", width=12),
        Column(title="至", kind="day", width=12),
        Column(title="依据文件", width=36),
    ]
    return Exported(title="任职", parts=[Part(title="任职", columns=columns, rows=rows)])


def certificates(officer: Officer, now: datetime, asked: Asked) -> Exported:
    """The enforcement certificates of those who serve, each renewal a row, with how it stands today."""
    on = now.date()

    def rows() -> Iterator[tuple[Value, ...]]:
        for one in staff.staff(officer.bureau, now, staff.Wanted()):
            for each in sorted(one.certificates.all(), key=lambda row: (row.valid_to, row.pk)):
                yield (
                    one.name,
                    unit_of(one),
                    each.number,
                    each.valid_from,
                    each.valid_to,
                    _standing(each, on),
                )

    columns = [NAMED, UNIT, PROOF, Column(title="有效自", kind="day", width=12), UNTIL, Column(title="情况")]
    return Exported(title="执法证", parts=[Part(title="执法证", columns=columns, rows=rows())])


def _standing(certificate: Any, on: date) -> str:
    if certificate.valid_to < on:
        return "已过期"
    return "将到期" if certificate.valid_to < on + staff.LAPSES_WITHIN else "有效"


#: name in the address -> the register, for whoever keeps the bureau
REGISTERS: Mapping[str, Callable[[Officer, datetime, Asked], Exported]] = {
    "people": people,
    "posts": posts,
    "certificates": certificates,
}
