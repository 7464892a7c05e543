# SPDX-License-Identifier: MulanPSL-2.0
"""What the grounds of guards rest on: every key of the law a guard names has articles as long as the edition governs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.kernel.errors import UnknownNameError
from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.kernel.problems import Source
    from fadu.law import Law
    from fadu.procedure.model import Procedure
    from fadu.procedure.offering import GuardSpec

CODE, TITLE = "guard_law", "办理条件的依据在本版本适用期间有条文"


def lines(
    procedure: Procedure, law: Law | None, guards: Mapping[str, GuardSpec] | None, until: date | None
) -> Iterator[Line]:
    """One line for each key that fails, or one for all. ``until``: the day the next edition begins."""
    if law is None or guards is None:
        yield Line(code=CODE, title=TITLE, ok=True, skipped=True, witness="未给出法律数据，没有核对")
        return
    keys = dict(_keys(procedure, guards))
    wrong = [
        Line(code=f"{CODE}:{key}", title=TITLE, ok=False, witness=problem, source=source)
        for key, (guard, source) in keys.items()
        if (problem := _problem(law, key, guard, procedure.edition, until))
    ]
    yield from wrong or [Line(code=CODE, title=TITLE, ok=True, witness=f"{len(keys)}项依据都有条文")]


def _keys(procedure: Procedure, guards: Mapping[str, GuardSpec]) -> Iterator[tuple[str, tuple[str, Source]]]:
    """The keys behind the guards of an edition; a guard whose articles the file itself names needs none."""
    for action in procedure.actions.values():
        for use in action.uses:
            spec = guards.get(use.name)
            if spec is not None and not use.cites:
                yield from ((key, (use.name, use.source)) for key in spec.law)


def _problem(law: Law, key: str, guard: str, first: date, until: date | None) -> str:
    try:
        law.rules(key)
    except UnknownNameError as error:
        return f"办理条件“{guard}”：{error}"
    gap = _gap(law, key, first, until)
    return f"办理条件“{guard}”的依据“{key}”在{gap}没有条文。" if gap else ""


def _gap(law: Law, key: str, first: date, until: date | None) -> date | None:
    """The first day of a span on which nothing with articles is in force under a key."""
    day, cited = first, [rule for rule in law.rules(key) if rule.cites]
    while until is None or day < until:
        ends = [rule.in_force_to for rule in cited if rule.is_in_force(day)]
        if not ends:
            return day
        if None in ends:
            return None
        day = max(end for end in ends if end) + timedelta(days=1)
    return None
