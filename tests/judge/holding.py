# SPDX-License-Identifier: MulanPSL-2.0
"""What is held under seizure, paper by paper: since when, to which day, kept on how often, and whether it still is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from judge.days import rolled
from judge.life import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judge.life import Deed, Life

#: what a laboratory does to things, whose days are none of a seizure
TESTS = ("testing", "inspection", "quarantine", "appraisal", None)


@dataclass(slots=True)
class Holding:
    """One paper by which things are held."""

    number: str
    began: date | None
    until: date | None
    since: date | None
    kept_on: int = 0
    is_over: bool = False


def seized(life: Life) -> list[Deed]:
    """The seizures of a case."""
    return [
        deed for deed in life.all("settles_preserved") if deed.own.get("preservation_outcome") == "seized"
    ]


def held(life: Life) -> list[Holding]:
    """What is still held."""
    papers: list[Holding] = []
    for deed in seized(life):
        number = _bare(deed.own.get("seizure_number"))
        began, until = day_of(deed.own.get("seized_on")), day_of(deed.own.get("seizure_until"))
        same = next((each for each in papers if number and each.number == number), None)
        if same is None:
            papers.append(Holding(number, began, until, began))
            continue
        same.began = same.since = min((d for d in (same.began, began) if d), default=None)
        same.until = min((d for d in (same.until, until) if d), default=None)
    for deed in life.all("ends_seizure"):
        still = [each for each in papers if not each.is_over]
        if still:
            _end(meant(still, deed) or still[0], deed)
    return [each for each in papers if not each.is_over]


def meant(still: list[Holding], deed: Deed) -> Holding | None:
    """Which paper is meant: the one named, or the only one."""
    number = _bare(deed.own.get("seizure_of"))
    if not number:
        return still[0] if len(still) == 1 else None
    return next((each for each in still if each.number == number), None)


def last_day(life: Life, holding: Holding, on: date) -> date | None:
    """To which day a holding reaches, as it is seen on a day."""
    last, since = holding.until, holding.since
    if last is None or since is None:
        return last
    out: set[date] = set()
    for begun, ended in sorted(_tests(life, on)):
        first = max(begun, since)
        if begun <= last:
            out |= {first + timedelta(days=n) for n in range((ended - first).days)}
            last = holding.until + timedelta(days=len(out)) if holding.until else None
        if last is None:
            return None
    return rolled(last) if out else last


def _end(holding: Holding, deed: Deed) -> None:
    if deed.own.get("seizure_outcome") == "extended":
        holding.kept_on += 1
        holding.until = day_of(deed.own.get("seizure_until")) or holding.until
        holding.since = day_of(deed.own.get("seizure_outcome_on")) or holding.since
    else:
        holding.is_over = deed.own.get("seizure_goes_on") is not True


def _tests(life: Life, on: date) -> Iterator[tuple[date, date]]:
    """From sending things out to the day they are back: what was sent first comes back first."""
    out: list[Deed] = []
    for deed in life.deeds:
        if deed.undone:
            continue
        if deed.name == "commission_appraisal":
            out.append(deed)
        if deed.name == "receive_appraisal" and out:
            sent = out.pop(0)
            if sent.own.get("appraisal_kind") in TESTS:
                yield sent.on, min(deed.on, on)
    yield from ((sent.on, on) for sent in out if sent.own.get("appraisal_kind") in TESTS)


def _bare(number: Any) -> str:
    return "".join(str(number or "").split())
