# SPDX-License-Identifier: MulanPSL-2.0
"""A row of a sheet of people: whom it names, with which posts, certificate and account; or every reason why it cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import combinations
from typing import TYPE_CHECKING

from fadu.intake.days import parse_moment
from fadu.intake.histories import Reason
from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.people import selectors as people
from fadu.people.models import Account, Certificate, Department, Officer
from fadu.people.rules import posts, posts_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.intake.reading.source import Record
    from fadu.people.models import Bureau

NAME, UNIT, SINCE = "姓名", "所在机构", "到任日期"
POSTS, PLACE, START, DOCUMENT = "岗位", "任职机构", "任职自", "任职依据文件"
NUMBER, VALID_FROM, VALID_TO = "执法证号", "执法证有效期自", "执法证有效期至"
ACCOUNT = "登录账号"
COLUMNS = (NAME, UNIT, SINCE, POSTS, PLACE, START, DOCUMENT, NUMBER, VALID_FROM, VALID_TO, ACCOUNT)
#: what a row is about as a whole; a post of the whole bureau
ENTIRE, WHOLE = "（整行）", "全局"
LONGEST = 60
_BETWEEN = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it is to be entered. ``officer`` is who it names, where that person is registered already."""

    name: str
    since: date
    department: Department | None
    officer: Officer | None
    posts: tuple[str, ...] = ()
    place: Department | None = None
    start: datetime | None = None
    document: str = ""
    certificate: tuple[str, date, date] | None = None
    is_certified: bool = False
    username: str = ""
    #: named by a row before, which is only tried
    is_expected: bool = False
    is_expected_account: bool = False


@dataclass(slots=True, kw_only=True)
class Known:
    """Who and what is registered in a bureau, and what rows before brought."""

    departments: Mapping[str, Department]
    officers: Mapping[str, Sequence[Officer]]
    certificates: Mapping[str, Officer]
    accounts: Mapping[str, Account]
    terms: frozenset[tuple[str, date]]
    _rows: dict[tuple[str, int | None], Row] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)
    _usernames: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, bureau: Bureau, at: datetime) -> Known:
        """As it stands at a moment."""
        there = [number for number, _ in people.officers_of(bureau.pk, at.date())]
        officers: dict[str, list[Officer]] = {}
        rows = Officer.objects.filter(pk__in=there).select_related("bureau", "department", "account")
        for officer in rows.order_by("pk"):
            officers.setdefault(_plain(officer.name), []).append(officer)
        certificates = list(Certificate.objects.select_related("officer__bureau", "officer__account"))
        return cls(
            departments={d.name: d for d in people.departments_at(bureau.pk, at.date())},
            officers=officers,
            certificates={row.number: row.officer for row in certificates},
            accounts={a.username: a for a in Account.objects.all()},
            terms=frozenset((row.number, row.valid_from) for row in certificates),
        )

    def expect(self, row: Row) -> None:
        """Let the next rows know what a row would bring."""
        self._rows.setdefault((row.name, row.department.pk if row.department else None), row)
        if row.certificate:
            self._numbers[row.certificate[0]] = row.name
        if row.username:
            self._usernames[row.username] = row.name

    def expected(self, name: str, department: Department | None) -> Row | None:
        """The row before that names the same person, where there is one."""
        return self._rows.get((name, department.pk if department else None))

    def whose_number(self, number: str) -> str:
        """The name in whose row before a certificate stands; empty where in none."""
        return self._numbers.get(number, "")

    def whose_account(self, username: str) -> str:
        """The name in whose row before an account stands; empty where in none."""
        return self._usernames.get(username, "")


class _Reading:
    """One row being read; what is wrong is collected."""

    def __init__(self, record: Record) -> None:
        self.values = record.values
        self.faults = [Reason(column=column, message=message) for column, message in record.faults]

    def text(self, column: str) -> str:
        return str(self.values.get(column) or "").strip()

    def wrong(self, column: str, message: str) -> None:
        self.faults.append(Reason(column=column, message=message))

    def day(self, column: str, *, why: str = "") -> date | None:
        """A date; ``why`` it is required, where it is."""
        text = self.text(column)
        if not text:
            if why:
                self.wrong(column, f"没有填写{column}：{why}。请填写如 2022-03-01 的日期。")
            return None
        try:
            return parse_moment(text)[0].date()
        except BadInputError as error:
            self.wrong(column, error.message)
            return None


def read(record: Record, known: Known) -> Row | tuple[Reason, ...]:
    """The row, or every reason why it cannot be entered."""
    reading = _Reading(record)
    missing = [column for column in (NAME, SINCE) if column not in record.values]
    if missing:
        said = "、".join(missing)
        return (
            Reason(
                column=missing[0],
                message=f"没有填写{said}。请在这一行填写；表中没有这一列的，请用本页的模板。",
            ),
        )
    name, since = _plain(reading.text(NAME)), reading.day(SINCE, why="登记人员须有到任日期")
    if not name or len(name) > LONGEST:
        reading.wrong(NAME, f"应为1至{LONGEST}字的姓名；实为“{name}”。请填写身份证件上的姓名。")
    department = _department(reading, known, UNIT)
    certificate, username = _certificate(reading), reading.text(ACCOUNT)
    officer = _recognised(reading, known, name, department, certificate, username)
    before = known.expected(name, department) if officer is None else None
    _unlike_before(reading, known, name, certificate, username)
    post = _posts(reading, known, department)
    if reading.faults or since is None:
        return tuple(reading.faults)
    return Row(
        name=name,
        since=since,
        department=department,
        officer=officer,
        certificate=certificate,
        is_certified=certificate is not None and (certificate[0], certificate[1]) in known.terms,
        username=username,
        is_expected=before is not None,
        is_expected_account=bool(before and before.username),
        **post,  # type: ignore[arg-type]
    )


def _department(reading: _Reading, known: Known, column: str) -> Department | None:
    name = reading.text(column)
    if name and name not in known.departments:
        there = "、".join(known.departments) or "（还没有设立机构）"
        reading.wrong(column, f"没有名为“{name}”的机构；有：{there}。请照“机构”页的名称填写，或者先设立。")
    return known.departments.get(name)


def _certificate(reading: _Reading) -> tuple[str, date, date] | None:
    number = reading.text(NUMBER)
    if not number:
        if reading.text(VALID_FROM) or reading.text(VALID_TO):
            reading.wrong(NUMBER, "填写了有效期而没有证号。请填写执法证号，或者清空有效期。")
        return None
    first = reading.day(VALID_FROM, why="执法证须有有效期")
    last = reading.day(VALID_TO, why="执法证须有有效期")
    if first is None or last is None:
        return None
    if last < first:
        reading.wrong(VALID_TO, f"有效期截止日{last}早于起始日{first}。请与证件核对。")
    return number, first, last


def _recognised(
    reading: _Reading,
    known: Known,
    name: str,
    department: Department | None,
    certificate: tuple[str, date, date] | None,
    username: str,
) -> Officer | None:
    """Who is registered already under what the row says; None for somebody new."""
    by_number = known.certificates.get(certificate[0]) if certificate else None
    account = known.accounts.get(username) if username else None
    by_account = account.officer if account else None
    if by_number is not None and _plain(by_number.name) != name:
        reading.wrong(
            NUMBER, f"证号“{certificate[0] if certificate else ''}”登记在{by_number.name}名下。请与证件核对。"
        )
    if account is not None and (by_account is None or _plain(by_account.name) != name):
        reading.wrong(ACCOUNT, f"账号“{username}”已有人使用。请换一个。")
    if reading.faults:
        return None
    same = known.officers.get(name, ())
    officer = (
        by_number
        or by_account
        or _by_unit(reading, same, department, is_told_apart=bool(certificate or username))
    )
    if (
        officer is not None
        and username
        and getattr(officer, "account", None)
        and officer.account.username != username
    ):
        reading.wrong(
            ACCOUNT, f"{name}已有账号“{officer.account.username}”。请照填或者留空；要改名的，在其人员页更正。"
        )
    return officer


def _by_unit(
    reading: _Reading, same: Sequence[Officer], department: Department | None, *, is_told_apart: bool
) -> Officer | None:
    """Of those who bear a name the one of the unit; where that cannot be told, it is asked."""
    there = [one for one in same if one.department_id == (department.pk if department else None)]
    if len(there) == 1:
        return there[0]
    if not same or (is_told_apart and not there):
        return None
    units = "、".join(one.department.name if one.department else "（没有机构）" for one in same)
    reading.wrong(
        NAME,
        f"已登记有同名人员（{units}）。同一人的，所在机构照登记填写；不是同一人的，填写执法证号或者登录账号以相区别。",
    )
    return None


def _unlike_before(
    reading: _Reading, known: Known, name: str, certificate: tuple[str, date, date] | None, username: str
) -> None:
    """Nobody else in the sheet has the same certificate or account."""
    if certificate and known.whose_number(certificate[0]) not in ("", name):
        reading.wrong(
            NUMBER, f"证号“{certificate[0]}”在前面已是{known.whose_number(certificate[0])}的。请核对。"
        )
    if username and known.whose_account(username) not in ("", name):
        reading.wrong(ACCOUNT, f"账号“{username}”在前面已是{known.whose_account(username)}的。请换一个。")


def _posts(reading: _Reading, known: Known, unit: Department | None) -> dict[str, object]:
    """The posts of a row with place, beginning and document; nothing where it names none."""
    titles = {_bare(title): code for code, title in posts().items()}
    named = [_bare(word) for word in _BETWEEN.split(reading.text(POSTS)) if word.strip()]
    if not named:
        return {}
    unknown = [word for word in named if word not in titles]
    if unknown:
        reading.wrong(POSTS, f"没有岗位“{'、'.join(unknown)}”；可填：{'、'.join(posts().values())}。")
    start = reading.day(START, why="填写了岗位")
    document = reading.text(DOCUMENT)
    if not document:
        reading.wrong(DOCUMENT, "填写了岗位而没有依据文件。请填写任命文件的名称和文号。")
    place = reading.text(PLACE)
    where = unit if not place else None if place == WHOLE else _department(reading, known, PLACE)
    codes = tuple(dict.fromkeys(titles[word] for word in named if word in titles))
    for code, other in combinations(codes, 2):
        if other in posts_apart(code):
            said = f"“{posts()[code]}”和“{posts()[other]}”不能由同一人同时担任。请删去一个。"
            reading.wrong(POSTS, said)
    beginning = datetime.combine(start, time(), tzinfo=clock.LEGAL_TIME) if start else None
    return {"posts": codes, "place": where, "start": beginning, "document": document[:200]}


def _plain(name: str) -> str:
    """A name without the blanks by which short ones are set wide."""
    return re.sub(r"\s+", "", name)


def _bare(title: str) -> str:
    """A title of a post, whichever brackets it is written with.

    >>> _bare("执法(经办)人员 ")
    '执法（经办）人员'
    """
    return _plain(title).replace("(", "（").replace(")", "）")
