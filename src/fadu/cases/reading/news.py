# SPDX-License-Identifier: MulanPSL-2.0
"""What is new for an officer: what became their turn, what came back, what was handed to them, a day set, a term about to end.

Nothing is written when it happens: each piece is read from turns, acts and terms, and bears a key that says what it is about, so
that whoever keeps what was seen need keep the keys alone. What an officer brought about by an act of their own is no news to them.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from fadu.cases.models import Act, Assignment, Case, Clock, Turn
from fadu.cases.reading.days import setting_days
from fadu.cases.reading.sight import visible_to
from fadu.cases.reading.turns import asked_of, open_on
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.library import library

if TYPE_CHECKING:
    from django.db.models import Expression, QuerySet

    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Officer

#: what happened is news for so long (practice, not law)
NEWS_FOR = timedelta(days=30)
#: a term is news so many days before its last one (practice, not law)
BEFORE_ITS_END = timedelta(days=3)
#: turns that somebody at the desk takes; the others are waited for
AT_THE_DESK = ("sign", "confirm", "act", "serve", "assign", "resume")
#: built-in acts that are news to those they concern
RETURNED, GIVEN = "return_proposal", "assign"


def open_turns(officer: Officer, at: datetime) -> QuerySet[Turn]:
    """The rows of turns that are an officer's now, in cases they may see."""
    mine = asked_of(officer, at)
    if mine is None:
        return Turn.objects.none()
    return Turn.objects.filter(
        mine, open_on(at.date()), kind__in=AT_THE_DESK, case__exercise=False, case__in=_seen(officer, at)
    )


def turns(officer: Officer, at: datetime) -> QuerySet[Turn]:
    """What became an officer's turn: their open turns but for what followed from their own last act."""
    own_last = Act.objects.filter(
        case=OuterRef("case_id"),
        seq=OuterRef("case__revision"),
        officer=officer,
        recorded_at__date__gte=OuterRef("first"),
    )
    rows = open_turns(officer, at).filter(~Exists(own_last))
    return rows.annotate(key=_key("turn", "case_id", "kind", "what", "about", "since"))


def key_of(turn: OpenTurn) -> str:
    """The key of a turn, as :func:`turns` gives it to its rows."""
    return f"turn:{turn.case.pk}:{turn.kind}:{turn.what}:{turn.about}:{turn.since}"


def acts(officer: Officer, at: datetime) -> QuerySet[Act]:
    """Acts of others that concern an officer, of the last while: a signature of theirs returned, a case given to them (where a turn of theirs does not say so already), a day
    set in a case of theirs.
    """
    signed = Act.objects.filter(
        case=OuterRef("case_id"),
        action="sign",
        officer=officer,
        seq__lt=OuterRef("seq"),
        stage_before=OuterRef("stage_before"),
    )
    given = Assignment.objects.filter(case=OuterRef("case_id"), officer=officer, since_seq=OuterRef("seq"))
    waiting = open_turns(officer, at).filter(case=OuterRef("case_id"))
    concerning = [
        Q(Exists(signed), action=RETURNED),
        Q(Exists(given), ~Exists(waiting), action=GIVEN),
        Q(action__in=setting_days(), case__in=cases_of(officer, at)),
    ]
    of_others = Q(officer=None) | ~Q(officer=officer)
    rows = Act.objects.filter(
        of_others,
        reduce(or_, concerning),
        recorded_at__gte=datetime.combine(at.date() - NEWS_FOR, time(), LEGAL_TIME),
        imported=False,
        case__closed_at=None,
        case__exercise=False,
        case__in=_seen(officer, at),
    )
    return rows.annotate(key=_key("act", "case_id", "seq"))


def terms(officer: Officer, at: datetime) -> QuerySet[Clock]:
    """Terms of the bureau in cases assigned to an officer that end within a few days, today included."""
    today = at.date()
    rows = Clock.objects.filter(
        case__in=_assigned(officer),
        case__closed_at=None,
        case__exercise=False,
        whose="bureau",
        target=False,
        void=False,
        waived=False,
        paused=False,
        stopped_on=None,
        due_on__gte=today,
        due_on__lte=today + BEFORE_ITS_END,
    ).filter(case__in=_seen(officer, at))
    return rows.annotate(key=_key("term", "case_id", "clock", "about", "started_seq", "due_on"))


def cases_of(officer: Officer, at: datetime) -> QuerySet[Case]:
    """The open cases whose days are an officer's: assigned to them, opened out of these, or waiting for them."""
    own = _assigned(officer)
    cases = Q(pk__in=own) | Q(parent_id__in=own)
    mine = asked_of(officer, at)
    if mine is not None:
        waiting = Turn.objects.filter(mine, open_on(at.date()), kind__in=AT_THE_DESK)
        cases |= Q(pk__in=waiting.values("case_id"))
    return _seen(officer, at, whole=True).filter(cases, closed_at=None, exercise=False)


def _assigned(officer: Officer) -> QuerySet[Assignment, Any]:
    return Assignment.objects.filter(officer=officer).values("case_id")


def _seen(officer: Officer, at: datetime, *, whole: bool = False) -> QuerySet[Any, Any]:
    """The gate: nothing is news of a case that an officer may not read."""
    seen = visible_to(officer, at).filter(kind__in=library().kinds())
    return seen if whole else seen.values("pk")


def _key(source: str, *columns: str) -> Expression:
    """What a piece of news is about, as one text, the same on both databases."""
    parts: list[Any] = [Value(source)]
    for column in columns:
        parts += [Value(":"), Cast(F(column), CharField())]
    return Concat(*parts, output_field=CharField())
