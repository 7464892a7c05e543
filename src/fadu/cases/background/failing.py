# SPDX-License-Identifier: MulanPSL-2.0
"""What did not go through in the background, as the administrator sees it: what it was, why, what to do, once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from fadu.cases.background import outbox, walls
from fadu.cases.models import Failure, OutboxEvent
from fadu.kernel import clock
from fadu.kernel.plain_numbers import plain_number
from fadu.storage.once import looked_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

#: task -> what it is called, and what a person can do
WORDS: dict[str, tuple[str, str]] = {
    "archive_document": (
        "归档已送达的文书",
        "按错误所说排除原因（磁盘、文书内容、文书格式）后再办一次；文书本身和送达记录不受影响，案件页上仍可打开。",
    ),
    "by_law": (
        "依法自动发生的行为",
        "请该案承办人打开案件页看期限和记录；排除错误所说的原因后再办一次。在此之前该行为没有记录，案件停在原环节。",
    ),
    "move_edition": (
        "在办案件转入新版程序",
        "请该案承办人打开案件页；排除错误所说的原因后再办一次。在此之前案件仍按原版程序办理。",
    ),
    "read_kind": ("读取事项的程序", "运行 fadu procedure check 查看该事项的程序文件，改正后再办一次。"),
    "kind": (
        "事项没有安装",
        "这些案件完好保存，但不能查看、办理，也不自动发生任何行为。请装回该事项（版本或者 FADU_KINDS），后台下一遍即自行恢复。",
    ),
    "witness": (
        "账本的见证文件",
        "新的账本根没有另处保存，此后恢复旧备份、改写历史可能无从发现。按错误所说处理；见证文件恢复正常后此条自行消失，"
        "历史不相接的警报记在账本中，一直列出。",
    ),
    "foreign": (
        "不是本程序写入的账目",
        "有人绕过程序向数据库写入了账目。请保留现场，运行 fadu ledger verify 全部核对，查明是谁、何时、从何处写的；从备份恢复后此条自行消失。",
    ),
    "verify": (
        "夜间核对记录",
        "有人可能绕过程序改动了数据库。请保留现场，运行 fadu ledger verify 全部核对，查明是谁、何时、从何处改的；"
        "从备份恢复或者依法更正后再办一次，即全部重新核对；全部相符的从此处消失，此前一直列出（已记入账本）。",
    ),
    "figures": (
        "数据核对",
        "数据已按重数的结果改正。请运行 fadu ledger verify 查是否有人绕过账本改动登记；查明后再办一次，即重新核对。",
    ),
    "mail": (
        "邮件服务器",
        "邮件服务器没有应答或者不接受登录。请核对 FADU_SMTP_URL 和网络；恢复后自行补发，其余工作不受影响，站内通知照常。",
    ),
    "mail_to": (
        "给工作人员的邮件",
        "邮件服务器不收给此人的邮件。请此人在“通知”的设置里核对邮箱地址；改正后再办一次。",
    ),
    "round": (
        "后台的一个步骤",
        "后台每隔一段时间自行再试。持续不成的，按错误所说排除原因；详细经过在日志中。",
    ),
}
UNKNOWN = ("待发事项", "本版本不认识这类事项：可能是由更新的版本写入的。请升级后再办一次。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """One piece of work that did not go through. ``next_try_at`` None: it waits for a person."""

    key: str
    task: str
    title: str
    about: str
    error: str
    remedy: str
    attempts: int
    since: datetime
    next_try_at: datetime | None

    def as_json(self) -> dict[str, object]:
        return {
            "key": self.key,
            "task": self.task,
            "about": self.about,
            "error": self.error,
            "remedy": self.remedy,
            "attempts": self.attempts,
            "since": self.since.isoformat(),
            "next_try_at": self.next_try_at.isoformat() if self.next_try_at else None,
        }


def failing(bureau_id: int | None = None) -> list[Failing]:
    """Everything that fails, what waits for a person first; of one bureau, or of all.

    What belongs to no case concerns every bureau.
    """
    failures = [
        *map(_of_event, _events(bureau_id).select_related("case")),
        *map(_of_failure, _failures(bureau_id)),
    ]
    return sorted(failures, key=lambda item: (item.next_try_at is not None, item.since, item.key))


def count(bureau_id: int | None = None) -> int:
    """How much fails, in two cheap questions, which a page of one moment asks once."""
    return outbox.standing(bureau_id).failed + looked_up(
        ("failing", bureau_id), lambda: _failures(bureau_id).count()
    )


def retry(key: str, bureau_id: int | None = None) -> bool:
    """Let the next round try a piece again, its attempts counted anew; False where there is no such piece."""
    kind, _, number = key.partition("-")
    source = {"event": _events, "failure": _failures}.get(kind)
    if source is None or (row := plain_number(number)) is None:
        return False
    return bool(source(bureau_id).filter(pk=row).update(attempts=0, next_try_at=clock.now()))


def _events(bureau_id: int | None) -> QuerySet[OutboxEvent]:
    events = OutboxEvent.objects.filter(outbox.has_failed(), done_at=None)
    return events if bureau_id is None else events.filter(case__bureau_id=bureau_id)


def _failures(bureau_id: int | None) -> QuerySet[Failure]:
    failures = Failure.objects.all()
    return failures if bureau_id is None else failures.filter(Q(case=None) | Q(case__bureau_id=bureau_id))


def _of_event(event: OutboxEvent) -> Failing:
    title, remedy = WORDS.get(event.kind, UNKNOWN)
    return Failing(
        key=f"event-{event.pk}",
        task=event.kind,
        title=title,
        about=event.case.number,
        error=event.last_error or "办到一半后台停了，没有留下错误。",
        remedy=remedy,
        attempts=event.attempts,
        since=event.created_at,
        next_try_at=None if event.attempts >= walls.ATTEMPTS else event.next_try_at or clock.now(),
    )


def _of_failure(failure: Failure) -> Failing:
    title, remedy = WORDS.get(failure.task, UNKNOWN)
    return Failing(
        key=f"failure-{failure.pk}",
        task=failure.task,
        title=title,
        about=failure.subject,
        error=failure.error,
        remedy=remedy,
        attempts=failure.attempts,
        since=failure.since,
        next_try_at=failure.next_try_at,
    )


def uninstalled(kinds: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Kinds of open cases that are not among those installed, each with how many cases it keeps from going on."""
    from django.db.models import Count

    from fadu.cases.models import Case

    rows = Case.objects.filter(closed_at=None).exclude(kind__in=kinds).order_by("kind").values_list("kind")
    yield from rows.annotate(Count("pk"))
