# SPDX-License-Identifier: MulanPSL-2.0
"""What two did and one recorded, over all cases: which of it waits for an officer, and which of his own waits for a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from fadu.cases.models import Case, Turn
from fadu.cases.reading import sight
from fadu.cases.rules import person_of
from fadu.cases.world import sealed
from fadu.cases.world.worlds import is_installed, procedure_of, states_of
from fadu.desk.in_words import InWords
from fadu.desk.words import action_title, payload_words
from fadu.kernel.errors import BadInputError
from fadu.procedure.jointly import CONFIRM_JOINT, unconfirmed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fadu.people.models import Officer
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: between the number of a case and that of an act in it
OF = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An act that waits for a colleague's confirmation: ``mark`` is what is ticked, ``whom`` are the keys of those it waits for."""

    case: Case
    mark: str
    title: str
    at: datetime
    by: str
    whom: dict[str, str]
    lines: list[tuple[str, str]]


def waiting_for(officer: Officer, at: datetime) -> list[Waiting]:
    """The acts of all cases that wait for an officer's confirmation, oldest first."""
    person = person_of(officer.pk)
    rows = Turn.objects.filter(kind="confirm", what=CONFIRM_JOINT, who="officer", name=person)
    return [one for one in _in_cases(rows.values("case"), officer) if person in one.whom]


def left_by(officer: Officer, at: datetime) -> list[Waiting]:
    """The acts an officer recorded that wait for colleagues: they may confirm them on the same device, each by his own PIN or password."""
    seen = sight.visible_to(officer, at).filter(assignments__officer=officer)
    rows = Turn.objects.filter(kind="confirm", what=CONFIRM_JOINT, case__in=seen.values("pk"))
    own = person_of(officer.pk)
    return [one for one in _in_cases(rows.values("case"), officer) if one.by == own]


def _in_cases(numbers: Any, officer: Officer) -> list[Waiting]:
    there = Case.objects.filter(pk__in=numbers, bureau_id=officer.bureau_id).select_related("bureau")
    cases = [case for case in there.order_by("pk") if is_installed(case.kind)]
    states = states_of(cases)
    return [one for case in cases for one in _in(case, states[case.pk])]


def _in(case: Case, state: State) -> Iterable[Waiting]:
    for joint in unconfirmed(procedure_of(case), state):
        entry = joint.entry
        yield Waiting(
            case=case,
            mark=f"{case.pk}{OF}{entry.seq}",
            title=action_title(case, entry.action),
            at=entry.at,
            by=entry.by[0].person,
            whom={one.person: one.name for one in joint.waiting},
            lines=_words(case, entry),
        )


def _words(case: Case, entry: Entry) -> list[tuple[str, str]]:
    covered = sealed.cover(procedure_of(case), dict(entry.payload))
    return payload_words(case, covered, entry.action)


def ticked(marks: Iterable[str], offered: Iterable[Waiting]) -> dict[Case, list[str]]:
    """Of what is ticked the numbers of the acts, case by case. Raises BadInputError for one that does not wait, or where there is none."""
    known = {one.mark: one for one in offered}
    by_case: dict[Case, list[str]] = {}
    for mark in marks:
        if mark not in known:
            raise BadInputError(
                expected="还在等待确认的办理",
                got="已经确认、作废或者不属于您的一项",
                where="所勾选的",
                remedy="刷新本页，重新勾选",
            )
        by_case.setdefault(known[mark].case, []).append(mark.partition(OF)[2])
    if not by_case:
        raise BadInputError(
            expected="至少勾选一项", got="没有勾选", where="共同办理的", remedy="逐项看过，参加了的勾选"
        )
    return by_case


class Beside(InWords):
    """Whoever confirms on a colleague's device: who, and his PIN or password."""

    person = forms.ChoiceField(label="由谁确认")
    password = forms.CharField(
        label="本人的确认口令（数字）或者登录密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="由本人输入，不登录、不保存；连续输错的，与登录一样须等一会儿再试。",
    )

    def __init__(self, whom: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(whom.items())
