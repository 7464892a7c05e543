# SPDX-License-Identifier: MulanPSL-2.0
"""The state of a bureau at a glance: one lamp each for what keeps it running, with what to do where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.cases.background import failing, outbox, rounds
from fadu.cases.reading import nobody
from fadu.kernel.chinese_dates import chinese_date, chinese_moment
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import passes
from fadu.people import adopted, backup, proposing, staff
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fadu.people.models import Bureau

#: a backup is made at least so often, and a full pass over the records (both habits of running a system, not law)
BACKUP_EVERY, FULL_PASS_EVERY = timedelta(days=2), timedelta(days=35)
#: what is to follow from an act is sent within that time where the background runs
SENT_WITHIN = timedelta(hours=1)
#: the State Council announces the next year's holidays in November; from this month on their absence is told
ANNOUNCED_FROM_MONTH = 12
_WORDS = {"green": "正常", "yellow": "留意", "red": "要处理"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """One line: green, yellow or red, what it is about, how it stands, and what to do with the page on which to do it."""

    colour: str
    title: str
    said: str
    todo: str = ""
    page: str = ""
    query: str = ""

    @property
    def word(self) -> str:
        """The colour in a word, for who sees none."""
        return _WORDS[self.colour]


def lamps(bureau: Bureau, at: datetime) -> list[Lamp]:
    """Every lamp of a bureau at a moment, the red ones first."""
    lit = [light(bureau, at) for light in _LIGHTS]
    return sorted(lit, key=lambda lamp: list(reversed(_WORDS)).index(lamp.colour))


def _worker(bureau: Bureau, at: datetime) -> Lamp:
    last = rounds.pulse()
    ended = (
        f"最近做完一遍：{chinese_moment(last.ended_at)}。" if last and last.ended_at else "还没有做完过一遍。"
    )
    if rounds.is_silent(last, at):
        return Lamp(
            colour="red",
            title="后台",
            said=f"没有在运行。{ended}",
            todo="请维护人员在服务器上运行 fadu serve（网站和后台一起）或者 fadu work（只有后台）。",
            page="desk:background",
        )
    return Lamp(colour="green", title="后台", said=f"在运行。{ended}", page="desk:background")


def _outbox(bureau: Bureau, at: datetime) -> Lamp:
    standing, failed = outbox.standing(bureau.pk), failing.count(bureau.pk)
    waiting, oldest = standing.waiting, standing.oldest
    said = (
        f"待发{waiting}项"
        + (f"，最早的自{chinese_moment(oldest)}起等待" if oldest else "")
        + f"；未办成{failed}项。"
    )
    if failed:
        return Lamp(
            colour="red",
            title="待发事项",
            said=said,
            todo="逐项看原因和办法，排除后再办一次。",
            page="desk:background",
        )
    if oldest is not None and at - oldest > SENT_WITHIN:
        todo = "后台运行以后自行发出；后台在运行而仍不减少的，把这一页告诉维护人员。"
        return Lamp(colour="yellow", title="待发事项", said=said, todo=todo, page="desk:background")
    return Lamp(colour="green", title="待发事项", said=said, page="desk:background")


def _backup(bureau: Bureau, at: datetime) -> Lamp:
    last, todo = backup.last_made(), "在服务器上运行 fadu backup，并把备份文件另处保存。"
    if last is None:
        return Lamp(colour="red", title="备份", said="没有备份的记录。", todo=todo)
    said = f"最近一次备份是{chinese_moment(last.astimezone(LEGAL_TIME))}，已过{_age(at - last)}。"
    return Lamp(
        colour="yellow" if at - last > BACKUP_EVERY else "green",
        title="备份",
        said=said,
        todo=todo if at - last > BACKUP_EVERY else "",
    )


def _verified(bureau: Bureau, at: datetime) -> Lamp:
    mark, todo = passes.read(), "在服务器上运行 fadu ledger verify。"
    last = mark.last_full if mark else ""
    if not last:
        return Lamp(colour="yellow", title="全部核对", said="还没有全部核对过。", todo=todo)
    is_old = at.date() - date.fromisoformat(last) > FULL_PASS_EVERY
    return Lamp(
        colour="yellow" if is_old else "green",
        title="全部核对",
        said=f"记录与账本最近一次全部核对是{chinese_date(date.fromisoformat(last))}。",
        todo=todo if is_old else "",
    )


def _turns(bureau: Bureau, at: datetime) -> Lamp:
    vain = nobody.waited_for_in_vain(bureau, at)
    nobodys = [one for one in vain if not one.persons]
    silent = [one for one in vain if one.persons]
    if not vain:
        return Lamp(colour="green", title="没有人能办的待办", said="没有：每一项待办都有人能办，也能登录。")
    said = todo = ""
    if nobodys:
        cases = len({one.turn.case.pk for one in nobodys})
        said = (
            f"{len(nobodys)}项（{cases}件案件）：岗位空缺、承办人离任、证件过期，或者任职的人员不得办理本案。"
        )
        todo = "给予任职、换发证件，或者请机构负责人交接案件。"
    if silent:
        names = people.names_in(bureau.pk)
        whom = dict.fromkeys(names[person] for one in silent for person in one.persons)
        said += f"{len(silent)}项只等没有账号的人员（{'、'.join(whom)}），不能登录办理。"
        todo += "为其开立账号，或者请机构负责人改派有账号的人员。"
    return Lamp(
        colour="red",
        title="没有人能办的待办",
        said=said,
        todo=todo,
        page="desk:posts" if nobodys else "desk:staff",
        query="" if nobodys else "?state=no_account",
    )


def _administrators(bureau: Bureau, at: datetime) -> Lamp:
    names = [one.name for one in people.officers_with(bureau.pk, "administrator", at)]
    said = f"{'、'.join(names)}。"
    if len(names) == 1:
        return Lamp(
            colour="yellow",
            title="系统管理员",
            said=f"只有{said}",
            todo="再给予一人系统管理员的任职，一人离岗时仍有人维护。",
            page="desk:posts",
        )
    return Lamp(colour="green", title="系统管理员", said=said, page="desk:posts")


def _confirmations(bureau: Bureau, at: datetime) -> Lamp:
    count = len(proposing.waiting_in(bureau))
    if count:
        return Lamp(
            colour="yellow",
            title="待第二人确认",
            said=f"{count}项任职，确认以前不生效。",
            todo="请主要负责人、分管负责人、纪检人员在“确认”页办理。",
            page="desk:posts",
        )
    return Lamp(colour="green", title="待第二人确认", said="没有。")


def _certificates(bureau: Bureau, at: datetime) -> Lamp:
    rows, days = list(staff.lapsing(bureau, at.date())), staff.LAPSES_WITHIN.days
    lapsed = sum(1 for row in rows if row["last"] < at.date())
    if rows:
        return Lamp(
            colour="red" if lapsed else "yellow",
            title="执法证",
            said=f"已过期{lapsed}人，{days}日内到期{len(rows) - lapsed}人。",
            todo="换发后登记新的有效期；过期期间不能执法。",
            page="desk:certificates",
        )
    return Lamp(
        colour="green", title="执法证", said=f"没有过期或者{days}日内到期的。", page="desk:certificates"
    )


def _accounts(bureau: Bureau, at: datetime) -> Lamp:
    count = len(people.without_account(bureau.pk, at.date()))
    if count:
        return Lamp(
            colour="yellow",
            title="账号",
            said=f"{count}名在任人员没有账号，不能登录办理。",
            todo="开立账号。",
            page="desk:staff",
            query="?state=no_account",
        )
    return Lamp(colour="green", title="账号", said="在任人员都有账号。", page="desk:accounts")


def _holidays(bureau: Bureau, at: datetime) -> Lamp:
    until = adopted.working_calendar(bureau).announced_until
    said = f"工作日确定到{chinese_date(until)}。"
    is_late = until.year < at.year or (until.year == at.year and at.month >= ANNOUNCED_FROM_MONTH)
    if is_late:
        return Lamp(
            colour="red" if until < at.date() else "yellow",
            title="放假通知",
            said=said,
            todo="采用国务院办公厅公布的下一年通知。",
            page="desk:notices",
        )
    return Lamp(colour="green", title="放假通知", said=said, page="desk:notices")


_LIGHTS: tuple[Callable[[Bureau, datetime], Lamp], ...] = (
    _worker,
    _outbox,
    _backup,
    _verified,
    _turns,
    _administrators,
    _confirmations,
    _certificates,
    _accounts,
    _holidays,
)


def _age(time: timedelta) -> str:
    """How long ago, in whole days or hours."""
    hours = max(0, int(time.total_seconds() // 3600))
    return f"{hours // 24}日" if hours >= 48 else f"{hours}小时"
