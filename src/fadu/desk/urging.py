# SPDX-License-Identifier: MulanPSL-2.0
"""Urging what a case waits for: whoever heads the work tells whoever it waits for; the case itself is not touched.

No law knows the press, so it is no act of the case: it stands on the desk of those waited for until they have acted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from fadu.cases.reading import news, turns
from fadu.cases.reading.turns import OpenTurn
from fadu.cases.rules import officer_id_of
from fadu.desk.models import Urging
from fadu.kernel.errors import FaduError
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fadu.cases.models import Case
    from fadu.people.models import Officer

#: who may urge, each within what they see: the heads of the bureau and of its departments
LEADING = frozenset({"bureau_head", "deputy_head", "unit_head"})


class UrgingError(FaduError):
    """现在不能催办。"""

    code = "urging"


def leads(officer: Officer, at: datetime) -> bool:
    """Whether an officer heads the bureau or a department at a moment."""
    return any(held.post in LEADING for held in people.holdings(officer, at))


def may_be_urged(turn: OpenTurn, by: Officer) -> bool:
    """Whether an officer is waited for, and somebody else than who asks."""
    if turn.kind not in news.AT_THE_DESK:
        return False
    return turn.whom != (("officer", f"officer:{by.pk}"),)


def urge(case: Case, name: str, *, by: Officer, at: datetime) -> OpenTurn:
    """Urge an open turn of a case, named as :func:`name_of` does. Raises UrgingError where it is open no more, or nobody's to urge."""
    asked = next((turn for turn in turns.turn_of(case, at.date()) if name_of(turn) == name), None)
    if asked is None:
        raise UrgingError("这一步已经办了，或者已经轮到别人。请刷新页面，看案件现在在等谁。")
    if not may_be_urged(asked, by):
        raise UrgingError("这一步在等当事人、其他机关或者您本人，没有可以催办的工作人员。")
    Urging.objects.get_or_create(
        case=case, kind=asked.kind, what=asked.what, about=asked.about, by=by, on=at.date()
    )
    return asked


def without_account(turn: OpenTurn) -> list[str]:
    """The names of those whom a turn waits for by name where none of them can sign in, so that nobody reads what is urged."""
    persons = [officer_id_of(name) for who, name in turn.whom if who == "officer"]
    if not persons or len(persons) < len(turn.whom):
        return []
    bureau = turn.case.bureau_id
    if not people.with_account(bureau).isdisjoint(persons):
        return []
    names = people.names_in(bureau)
    return [names[person] for person in persons if person in names]


def name_of(turn: OpenTurn) -> str:
    """A turn within its case, as a form names it."""
    return f"{turn.kind}:{turn.what}:{turn.about}"


def urged(officer: Officer, at: datetime) -> QuerySet[Urging]:
    """What others urged of an officer's open turns, each with the key of its news; ``in_doubt`` as of these turns."""
    waiting = news.open_turns(officer, at).filter(
        case=OuterRef("case_id"), kind=OuterRef("kind"), what=OuterRef("what"), about=OuterRef("about")
    )
    rows = Urging.objects.filter(Exists(waiting)).exclude(by=officer)
    return rows.annotate(
        key=Concat(Value("urged:"), Cast("pk", CharField()), output_field=CharField()),
        in_doubt=~Exists(waiting.filter(in_doubt=False)),
    )


def turn_of(row: Urging) -> OpenTurn:
    """The turn that was urged, as it is called and opened."""
    return OpenTurn(
        case=row.case,
        kind=row.kind,
        what=row.what,
        role="",
        about=row.about,
        since=row.on,
        until=None,
        whom=(),
    )


def last_days(cases: Iterable[int]) -> dict[tuple[int, str], date]:
    """On which day each turn of some cases was urged last: (case, name of the turn) -> day."""
    rows = Urging.objects.filter(case__in=list(cases)).order_by("on")
    return {(row.case_id, f"{row.kind}:{row.what}:{row.about}"): row.on for row in rows}
