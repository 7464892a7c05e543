# SPDX-License-Identifier: MulanPSL-2.0
"""What is new for an officer: what became their turn, what came back, what was handed to them, a day set, a term about to end.

Nothing is written when it happens: each piece is read from turns, acts and terms, and bears a key that says what it is about, so
that whoever keeps what was seen need keep the keys alone. What an officer brought about by an act of their own is no news to them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case as Choice
from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Concat

from fadu.cases.models import Act, Assignment, Case, Clock, Turn
from fadu.cases.reading import kept_out
from fadu.cases.reading.days import setting_days
from fadu.cases.reading.sight import visible_to
from fadu.cases.reading.turns import asked_of, joined, not_kept_out, open_on
from fadu.cases.reading.unfinished import is_unfinished
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import selectors as people
from fadu.procedure.library import library
from fadu.procedure.who import LENT
from fadu.storage.once import looked_up

if TYPE_CHECKING:
    from django.db.models import Expression, QuerySet

    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Officer

#: what happened is news for so long (practice, not law)
NEWS_FOR = timedelta(days=30)
#: what somebody signed so long ago at most comes back to them (practice)
SIGNED_WITHIN = timedelta(days=180)
#: a term is news so many days before its last one (practice, not law)
BEFORE_ITS_END = timedelta(days=3)
#: turns that somebody at the desk takes; the others are waited for
AT_THE_DESK = ("sign", "confirm", "act", "serve", "assign", "resume")
#: built-in acts that are news to those they concern
RETURNED, GIVEN = "return_proposal", "assign"


def open_turns(officer: Officer, at: datetime) -> QuerySet[Turn]:
    """The rows of turns that are an officer's now, in cases they may see; ``in_doubt``: of a post, and perhaps not for them there."""
    mine = asked_of(officer, at)
    if mine is None:
        return Turn.objects.none()
    lent = any(one.by in LENT for one in people.holdings(officer, at))
    return Turn.objects.filter(
        mine, open_on(at.date()), _is_seen(officer, at), kind__in=AT_THE_DESK, case__exercise=False
    ).annotate(in_doubt=Choice(When(kept_out.in_doubt(officer, at, lent=lent), then=True), default=False))


def kept_from(officer: Officer, at: datetime) -> frozenset[tuple[int, str, str, str]]:
    """The turns an officer's post has and they are kept from: (case, kind, what, about) of each."""

    def asked() -> frozenset[tuple[int, str, str, str]]:
        rows = open_turns(officer, at).filter(in_doubt=True).select_related("case__bureau", "case__root")
        doubted = joined(rows.order_by("case_id", "place"))
        own = {same_turn(one) for one in not_kept_out(officer, doubted, at)}
        return frozenset(map(same_turn, doubted)) - own

    return looked_up(("kept from", officer.pk, at), asked)


def same_turn(turn: OpenTurn) -> tuple[int, str, str, str]:
    """What says that two turns are one, whenever it began."""
    return turn.case.pk, turn.kind, turn.what, turn.about


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


def acts(officer: Officer, at: datetime) -> list[QuerySet[Act]]:
    """Acts of others that concern an officer, of the last while: a signature of theirs returned; a day set in a case of theirs."""
    own = Act.objects.filter(
        officer=officer, action="sign", recorded_at__gte=_midnight(at.date() - SIGNED_WITHIN)
    )
    signed = own.filter(
        case=OuterRef("case_id"), seq__lt=OuterRef("seq"), stage_before=OuterRef("stage_before")
    )
    since = _midnight(at.date() - NEWS_FOR)
    recent = Act.objects.filter(
        Q(officer=None) | ~Q(officer=officer),
        _is_seen(officer, at),
        is_unfinished(at.date(), "case"),
        recorded_at__gte=since,
        imported=False,
        case__exercise=False,
    ).annotate(key=_key("act", "case_id", "seq"))
    return [
        # done when it is recorded: by that day it is sought, and not among all that ever came back
        recent.filter(Exists(signed), action=RETURNED, happened_at__gte=since),
        recent.filter(action__in=setting_days(), case__in=cases_of(officer, at).values("pk")),
    ]


def given(officer: Officer, at: datetime) -> QuerySet[Assignment]:
    """Assignments of the last while by others, in which no turn of the officer's says already that there is something to do.

    A turn of their post says it where it is surely theirs.
    """
    act = Act.objects.filter(
        case=OuterRef("case_id"), seq=OuterRef("since_seq"), action=GIVEN, imported=False
    )
    by_others = act.filter(Q(officer=None) | ~Q(officer=officer))
    waiting = open_turns(officer, at).filter(case=OuterRef("case_id"), in_doubt=False)
    rows = Assignment.objects.filter(
        ~Exists(waiting),
        _is_seen(officer, at),
        is_unfinished(at.date(), "case"),
        officer=officer,
        case__exercise=False,
    ).annotate(given_at=Subquery(by_others.values("recorded_at")[:1]))
    rows = rows.filter(given_at__gte=_midnight(at.date() - NEWS_FOR))
    return rows.annotate(key=_key("given", "case_id", "since_seq"))


def terms(officer: Officer, at: datetime) -> QuerySet[Clock]:
    """Terms of the bureau in cases assigned to an officer that end within a few days, today included, whether the case is closed or not."""
    today = at.date()
    rows = Clock.objects.filter(
        _is_seen(officer, at),
        case__in=_assigned(officer),
        case__exercise=False,
        whose="bureau",
        target=False,
        void=False,
        waived=False,
        paused=False,
        stopped_on=None,
        due_on__gte=today,
        due_on__lte=today + BEFORE_ITS_END,
    )
    return rows.annotate(key=_key("term", "case_id", "clock", "about", "started_seq", "due_on"))


def cases_of(officer: Officer, at: datetime) -> QuerySet[Case]:
    """The cases in hand whose days are an officer's: assigned to them, opened out of these, or waiting for them.

    They are found by their keys, of which there are few; of conditions joined by "or" a database may take the index of all cases.
    """
    own, mine = _assigned(officer), asked_of(officer, at)
    keys = [Case.objects.filter(parent_id__in=own).values("pk")]
    if mine is not None:
        waiting = Turn.objects.filter(mine, open_on(at.date()), kind__in=AT_THE_DESK)
        keys.append(waiting.values("case_id"))
    return _seen(officer, at).filter(
        is_unfinished(at.date()), pk__in=own.order_by().union(*keys), exercise=False
    )


def _assigned(officer: Officer) -> QuerySet[Assignment, Any]:
    return Assignment.objects.filter(officer=officer).values("case_id")


def _seen(officer: Officer, at: datetime) -> QuerySet[Case]:
    """The gate: nothing is news of a case that an officer may not read, nor of a kind that is not installed."""
    return visible_to(officer, at).filter(kind__in=library().kinds())


def _is_seen(officer: Officer, at: datetime) -> Q:
    """The gate as a condition of a row that has a case: asked of the few rows there are, and not of all cases."""
    return Q(Exists(_seen(officer, at).filter(pk=OuterRef("case_id"))))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LEGAL_TIME)


def _key(source: str, *columns: str) -> Expression:
    """What a piece of news is about, as one text, the same on both databases."""
    parts: list[Any] = [Value(source)]
    for column in columns:
        parts += [Value(":"), Cast(F(column), CharField())]
    return Concat(*parts, output_field=CharField())
