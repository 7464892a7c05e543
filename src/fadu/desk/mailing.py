# SPDX-License-Identifier: MulanPSL-2.0
"""Mail to officers who want it: number and kind of the cases in which there is news, and nothing else.

It is sent by the worker. A server that does not answer keeps nothing else from being done: the error stands before the administrator,
and it is tried again, later each time. What was not sent is sent once it answers.
"""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from fadu.cases.background import walls
from fadu.desk import news
from fadu.desk.models import MailChoice
from fadu.desk.present import is_present
from fadu.desk.words import kind_title
from fadu.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Any

    from fadu.people.models import Officer

#: what is kept of a server, and of an address, that does not take mail
SERVER, LETTER = "mail", "mail_to"
#: the hour from which on the digest of a day is sent
DIGEST_FROM = 8
DAILY, AT_ONCE = "daily", "at_once"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one officer is told by one mail."""

    choice: MailChoice
    pieces: tuple[news.Piece, ...]


def is_on() -> bool:
    """Whether this bureau sends mail at all."""
    return bool(settings.FADU_MAIL)


def choice_of(officer: Officer) -> MailChoice | None:
    """Where and how often an officer wants mail; None: not at all."""
    return MailChoice.objects.filter(officer=officer).first()


def choose(officer: Officer, *, often: str, address: str) -> None:
    """Keep what an officer wants; an empty ``often`` is no mail at all."""
    if not often:
        MailChoice.objects.filter(officer=officer).delete()
        return
    MailChoice.objects.update_or_create(officer=officer, defaults={"often": often, "address": address})


def work() -> None:
    """One round: send what is due, behind a wall of the server and one of each address."""
    if not is_on():
        return
    list(
        walls.each(
            SERVER,
            [settings.EMAIL_HOST],
            do=lambda _: send_due(clock.now()),
            piece=lambda host: walls.Piece(subject=host),
            may_park=False,
        )
    )


def send_due(at: datetime) -> int:
    """Send every letter that is due; return how many went. Raises what the server raises where it does not answer."""
    letters = list(_due(at))
    if not letters:
        return 0
    connection = get_connection()
    try:
        connection.open()
        return len(
            list(
                walls.each(
                    LETTER,
                    letters,
                    do=lambda letter: _send(letter, connection, at),
                    piece=lambda letter: walls.Piece(subject=letter.choice.officer.name),
                )
            )
        )
    finally:
        _close(connection)


def _due(at: datetime) -> Iterator[Letter]:
    for choice in MailChoice.objects.select_related("officer__bureau", "officer__account").order_by("pk"):
        is_digest = choice.often == DAILY
        if is_digest and (at.hour < DIGEST_FROM or choice.digested_on == at.date()):
            continue
        if not is_present(choice.officer, at):
            continue
        pieces = tuple(news.not_mailed(choice.officer, at))
        if pieces:
            yield Letter(choice=choice, pieces=pieces)
        elif is_digest:
            _digested(choice, at)


def _send(letter: Letter, connection: Any, at: datetime) -> None:
    try:
        message_of(letter, connection).send()
    except smtplib.SMTPServerDisconnected:
        _close(connection)  # the next letter opens it anew
        raise
    news.mailed(letter.choice.officer, (piece.key for piece in letter.pieces), at)
    if letter.choice.often == DAILY:
        _digested(letter.choice, at)


def message_of(letter: Letter, connection: Any = None) -> EmailMessage:
    """The mail: how many cases, and number and kind of each."""
    cases = {piece.case.pk: piece.case for piece in letter.pieces}
    lines = [f"{case.number} {kind_title(case)}" for case in cases.values()]
    return EmailMessage(
        subject=f"法度：{len(lines)}件案件有新的通知",
        body="\n".join([*lines, "", "请登录查看。"]),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.choice.address],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _digested(choice: MailChoice, at: datetime) -> None:
    MailChoice.objects.filter(pk=choice.pk).update(digested_on=at.date())


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        log.warning("mail server did not say goodbye")
