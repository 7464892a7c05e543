# SPDX-License-Identifier: MulanPSL-2.0
"""One round of the background: acts of the law, the outbox, the ledger's sequencer; each step stands behind its wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import apps

from fadu.cases.background import errata, failing, outbox, refusals, scheduler, verifying, walls
from fadu.cases.models import Failure, Pulse
from fadu.kernel import clock
from fadu.ledger import alarms as ledger
from fadu.ledger import sequencing
from fadu.procedure.library import library
from fadu.storage import upkeep

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

#: how long what the database knows of its tables is good
SURVEYED_EVERY = timedelta(hours=6)
#: a background that finished no round for so long does not run
SILENT = timedelta(minutes=10)


#: what rooms above do in every round: title and work
_more: list[tuple[str, Callable[[], None]]] = []


def also(title: str, work: Callable[[], None]) -> None:
    """Let a room above work in every round, after everything else, behind a wall of its own."""
    _more.append((title, work))


@dataclass(slots=True, kw_only=True)
class Round:
    """What one round did: acts by operation of law, events carried out, what fails now, and the size of the ledger."""

    acts: int = 0
    sent: int = 0
    failed: int = 0
    ledger: int = 0

    def scheduled(self) -> None:
        self.acts = len(scheduler.run(clock.now()))

    def carried_out(self) -> None:
        self.sent, _ = outbox.work()

    def sequenced(self) -> None:
        head = sequencing.sequence()
        self.ledger = head.size if head else 0


def run() -> Round:
    """One round; what failed in it stands in :func:`fadu.cases.background.failing.failing`.

    Raises OperationalError where the database does not answer.
    """
    began, done = clock.now(), Round()
    steps: list[tuple[str, Callable[[], None]]] = [
        ("事项", tell_uninstalled),
        ("程序更正", put_right),
        ("依法自动发生的行为", done.scheduled),
        ("待发事项", done.carried_out),
        ("不予办理按月计数", refused),
        ("账本编号和签名", done.sequenced),
        ("账本警报", tell_alarms),
        ("不是本程序写入的账目", tell_foreign),
        ("核对记录", verifying.work),
        *_more,
        ("数据库统计", survey_if_due),
    ]
    list(
        walls.each(
            "round",
            steps,
            do=lambda step: step[1](),
            piece=lambda step: walls.Piece(subject=step[0]),
            may_park=False,
        )
    )
    done.failed = failing.count()
    Pulse.objects.update_or_create(
        pk=1,
        defaults={
            "began_at": began,
            "ended_at": clock.now(),
            "acts": done.acts,
            "sent": done.sent,
            "failed": done.failed,
            "ledger": done.ledger,
        },
    )
    return done


def put_right() -> None:
    """Enter the errata of released editions that are not entered yet."""
    errata.enter_released()


def refused() -> None:
    """Enter the refusals of the months that are over."""
    refusals.count()


def survey_if_due() -> None:
    """Let the database look at its tables where it did not for a while."""
    now = clock.now()
    if not Pulse.objects.filter(pk=1, surveyed_at__gt=now - SURVEYED_EVERY).exists():
        survey_tables()
        Pulse.objects.update_or_create(
            pk=1, defaults={"surveyed_at": now}, create_defaults={"surveyed_at": now, "began_at": now}
        )


def survey_tables() -> None:
    """Let the database look at its tables now: after an import, or a year lived at once."""
    upkeep.survey(apps.get_models())


def tell_uninstalled() -> None:
    """Keep for every kind that is not installed how many cases wait for it; what is back again is forgotten."""
    missing = dict(failing.uninstalled(library().kinds()))
    Failure.objects.filter(task="kind").exclude(subject__in=missing).delete()
    for kind, cases in missing.items():
        error = f"在办案件{cases}件的事项“{kind}”没有安装。"
        now = clock.now()
        Failure.objects.update_or_create(
            task="kind",
            subject=kind,
            defaults={"error": error, "tried_at": now},
            create_defaults={"error": error, "tried_at": now, "since": now},
        )


def tell_alarms() -> None:
    """Keep every alarm of the ledger's witnesses where the administrator sees it; one that ended is forgotten here."""
    standing = {alarm.subject[-240:]: alarm for alarm in ledger.alarms()}
    Failure.objects.filter(task="witness").exclude(subject__in=standing).delete()
    for subject, alarm in standing.items():
        now = clock.now()
        error = f"{alarm.since[:16].replace('T', ' ')}起：{alarm.message}{alarm.remedy}"
        Failure.objects.update_or_create(
            task="witness",
            subject=subject,
            defaults={"error": error, "tried_at": now},
            create_defaults={"error": error, "tried_at": now, "since": now},
        )


def tell_foreign() -> None:
    """Keep where the administrator sees it that entries get no place in the tree because this program did not write them."""
    foreign = sequencing.foreign()
    Failure.objects.filter(task="foreign").exclude(subject__in=foreign[:1]).delete()
    if foreign:
        now = clock.now()
        error = f"账本有{len(foreign)}项不是本程序写入的，没有编号和签名：{'、'.join(foreign[:5])}。"
        Failure.objects.update_or_create(
            task="foreign",
            subject=foreign[0],
            defaults={"error": error, "tried_at": now},
            create_defaults={"error": error, "tried_at": now, "since": now},
        )


def pulse() -> Pulse | None:
    """The last round, None where there never was one."""
    return Pulse.objects.filter(pk=1).first()


def is_silent(last: Pulse | None, now: datetime) -> bool:
    """Whether the background does not run: no round ended for a while."""
    return last is None or last.ended_at is None or now - last.ended_at > SILENT
