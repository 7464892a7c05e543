# SPDX-License-Identifier: MulanPSL-2.0
"""What is new for an officer, with what they have seen of it: one number for the menu, the pieces for their page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, F, OuterRef, Value
from django.urls import reverse

from fadu.cases.reading import days, news, turn_words, turns
from fadu.desk import turn_lines, urging
from fadu.desk.models import NewsMark
from fadu.desk.words import kind_title
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import selectors as people
from fadu.storage.by_key import ByKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from fadu.cases.models import Act, Case
    from fadu.people.models import Officer

#: marks of news that is none any more are forgotten after so long
KEPT = timedelta(days=400)
#: at most so many pieces are marked by one press
MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of news: what kind of news, in which case, since when; ``until`` is the day it is about, ``address`` opens it."""

    key: str
    source: str
    what: str
    case: Case
    since: date
    until: date | None
    address: str
    is_seen: bool = False

    @property
    def case_kind(self) -> str:
        return kind_title(self.case)


def _sources(officer: Officer, at: datetime) -> Iterator[QuerySet[Any, Any]]:
    """Everything that may be news, each row with its key, and whether it calls to an act that is perhaps not for the officer."""
    doubted = (news.turns(officer, at), urging.urged(officer, at))
    others = (*news.acts(officer, at), news.given(officer, at), news.terms(officer, at))
    for rows in doubted:
        yield rows.annotate(doubt=F("in_doubt"))
    for rows in others:
        yield rows.annotate(doubt=Value(value=False, output_field=BooleanField()))


def unread(officer: Officer, at: datetime) -> int:
    """How many pieces an officer has not seen, in one statement, which is written once for their posts, for all days.

    Only where a turn of their post may be one they are kept from is more asked.
    """
    key = (officer.pk, officer.until, people.holdings(officer, at))
    rows = _UNREAD.rows_on(key, at.date(), lambda day: _unread(officer, datetime.combine(day, at.timetz())))
    sure = {key for key, doubt in rows if not doubt}
    doubted = {key for key, doubt in rows if doubt} - sure
    return len(sure) + len(doubted - _for_others(officer, at) if doubted else doubted)


def _unread(officer: Officer, at: datetime) -> QuerySet[Any, Any]:
    """The keys of what an officer has not seen, each with its doubt; nothing in it hangs on the hour."""
    seen = NewsMark.objects.filter(officer=officer, seen_at__isnull=False, key=OuterRef("key"))
    first, *others = (
        rows.filter(~Exists(seen)).order_by().values_list("key", "doubt") for rows in _sources(officer, at)
    )
    return first.union(*others)


def _for_others(officer: Officer, at: datetime) -> set[str]:
    """The keys of what calls to an act that an officer is kept from."""
    kept, columns = news.kept_from(officer, at), ("key", "case_id", "kind", "what", "about")
    doubted = [
        rows.filter(in_doubt=True).values_list(*columns)
        for rows in (news.turns(officer, at), urging.urged(officer, at))
    ]
    return {key for rows in doubted for key, *turn in rows if tuple(turn) in kept}


_UNREAD = ByKey()


def pieces(officer: Officer, at: datetime) -> list[Piece]:
    """All that is news for an officer now, what was not seen first, then the newest."""
    listed = [piece for source in (_turns, _acts, _given, _terms, _urged) for piece in source(officer, at)]
    seen = set(
        NewsMark.objects.filter(
            officer=officer, seen_at__isnull=False, key__in=[piece.key for piece in listed]
        ).values_list("key", flat=True)
    )
    marked = [replace(piece, is_seen=piece.key in seen) for piece in listed]
    return sorted(marked, key=lambda piece: (piece.is_seen, -piece.since.toordinal(), piece.key))


def see(officer: Officer, keys: Iterable[str], at: datetime) -> int:
    """Keep that an officer has seen pieces of news; those that are none for them are passed over."""
    own = {piece.key for piece in pieces(officer, at)}
    chosen = [key for key in dict.fromkeys(keys) if key in own][:MOST]
    _mark(officer, chosen, seen_at=at)
    NewsMark.objects.filter(officer=officer, seen_at__lt=at - KEPT).exclude(key__in=own).delete()
    return len(chosen)


def mailed(officer: Officer, keys: Iterable[str], at: datetime) -> None:
    """Keep that an officer was told of pieces of news by mail."""
    _mark(officer, list(keys), mailed_at=at)


def not_mailed(officer: Officer, at: datetime) -> list[Piece]:
    """What an officer has neither seen nor been told of by mail."""
    sent = set(
        NewsMark.objects.filter(officer=officer, mailed_at__isnull=False).values_list("key", flat=True)
    )
    return [piece for piece in pieces(officer, at) if not piece.is_seen and piece.key not in sent]


def _mark(officer: Officer, keys: list[str], **when: datetime) -> None:
    NewsMark.objects.bulk_create(
        [NewsMark(officer=officer, key=key, **when) for key in keys],
        update_conflicts=True,
        unique_fields=["officer", "key"],
        update_fields=list(when),
    )


def _turns(officer: Officer, at: datetime) -> Iterator[Piece]:
    rows = news.turns(officer, at).select_related("case__bureau").order_by("case_id", "place")
    kept = _kept_from(rows, officer, at)
    for turn in turns.joined(rows):
        if news.same_turn(turn) in kept:
            continue
        line = turn_lines.line_of(turn, at.date())
        yield Piece(
            key=news.key_of(turn),
            source="轮到您",
            what=line.what,
            case=turn.case,
            since=turn.since,
            until=turn.until,
            address=line.address,
        )


def _acts(officer: Officer, at: datetime) -> Iterator[Piece]:
    acts = [act for rows in news.acts(officer, at) for act in rows.select_related("case__bureau")]
    set_days = days.set_by(acts)
    for act in acts:
        source, what, until = _of_act(act, set_days[act.pk])
        yield Piece(
            key=act.key,
            source=source,
            what=what,
            case=act.case,
            since=act.recorded_at.astimezone(LEGAL_TIME).date(),
            until=until,
            address=_page(act.case),
        )


def _given(officer: Officer, at: datetime) -> Iterator[Piece]:
    for row in news.given(officer, at).select_related("case__bureau"):
        yield Piece(
            key=row.key,
            source="交给您",
            what="案件指派给您",
            case=row.case,
            since=row.given_at.astimezone(LEGAL_TIME).date(),
            until=None,
            address=_page(row.case),
        )


def _of_act(act: Act, set_days: list[tuple[str, date]]) -> tuple[str, str, date | None]:
    """What kind of news an act is, in words, and the day it is about."""
    if act.action == news.RETURNED:
        return "退回", "您签署过的事项被退回", None
    first = min((day for _, day in set_days), default=None)
    return "定了日子", "、".join(title for title, _ in set_days) or "日期有变动", first


def _terms(officer: Officer, at: datetime) -> Iterator[Piece]:
    for row in news.terms(officer, at).select_related("case__bureau"):
        if row.due_on is None:  # the query leaves out what has no last day
            continue
        yield Piece(
            key=row.key,
            source="即将届满",
            what=row.title,
            case=row.case,
            since=row.due_on - news.BEFORE_ITS_END,
            until=row.due_on,
            address=_page(row.case),
        )


def _urged(officer: Officer, at: datetime) -> Iterator[Piece]:
    names = people.names_in(officer.bureau_id)
    rows = urging.urged(officer, at).select_related("case__bureau")
    kept = _kept_from(rows, officer, at)
    for row in rows:
        turn = urging.turn_of(row)
        if news.same_turn(turn) in kept:
            continue
        yield Piece(
            key=row.key,
            source=f"{names.get(row.by_id, '负责人')}催办",
            what=turn_words.what(turn),
            case=row.case,
            since=row.on,
            until=None,
            address=turn_lines.address_of(turn),
        )


def _kept_from(
    rows: QuerySet[Any, Any], officer: Officer, at: datetime
) -> frozenset[tuple[int, str, str, str]]:
    """The turns an officer is kept from, asked only where rows leave it in doubt."""
    return news.kept_from(officer, at) if any(row.in_doubt for row in rows) else frozenset()


def _page(case: Case) -> str:
    return reverse("desk:case", args=[case.pk])
