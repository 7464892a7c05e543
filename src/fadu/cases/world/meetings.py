# SPDX-License-Identifier: MulanPSL-2.0
"""Who keeps out of a case because he was recused where its proposal was discussed.

A meeting knows its members by name. Where the bureau has one officer of that name, it is he; of two nobody can say which, and neither is
refused.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from fadu.cases import registry
from fadu.cases.rules import person_of
from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.kinds import handed_down
from fadu.kernel.letters import letters
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from fadu.cases.models import Case
    from fadu.procedure.model import Procedure


def discussions(procedure: Procedure) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The acts by which the proposal of a case is brought before a meeting -> the kind and the topic of what they open."""
    return handed_down().derived(
        f"discussions of {procedure.key} {procedure.edition}", lambda: dict(_discussions(procedure))
    )


def _discussions(procedure: Procedure) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    kinds = handed_down()
    for key, action in procedure.actions.items():
        dealing = (one for one in action.opens if one.deals_with and one.matter in kinds)
        opened = [
            (one.matter, one.topic) for one in dealing if registry.furnishing(one.matter).recused_within
        ]
        if opened:
            yield key, opened


def recused(case: Case, procedure: Procedure, done: Collection[str], on: date) -> dict[str, str]:
    """Person -> reason, by the last word of the meetings that a case was brought before; ``done`` the acts done in it."""
    topics: dict[str, set[str]] = defaultdict(set)
    for action, opened in discussions(procedure).items():
        for matter, topic in opened if action in done else ():
            topics[matter].add(topic)
    reasons: dict[str, str] = {}
    for matter, some in topics.items():
        recused_within = registry.furnishing(matter).recused_within
        entered = recused_within(case.pk, some) if recused_within else {}
        for name, (number, day) in entered.items():
            when = chinese_date(day) if day else ""
            for person in _only_one(case.bureau_id, name, on):
                reasons[person] = f"{when}集体讨论本案（{number}）时已登记回避"
    return reasons


def _only_one(bureau: int, name: str, on: date) -> list[str]:
    """The officer of a name, where there is one alone."""
    persons = [person_of(pk) for pk, one in people.officers_of(bureau, on) if (letters(one) or one) == name]
    return persons if len(persons) == 1 else []
