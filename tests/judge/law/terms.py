# SPDX-License-Identifier: MulanPSL-2.0
"""How long a term runs: its days, what does not count, what stretches it while it still runs, and what ends it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from judge.amounts import term
from judge.days import DAY, is_working, rolled, working_days_after
from judge.life import day_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judge.life import Deed, Life
    from judge.reading import Reading, Runs

#: an end that has not come yet
FAR = date(9000, 1, 1)
#: days looked at before a term counts as endless
HORIZON = 1500


def count(start: date, days: int, *, working: bool, out: Iterable[tuple[date, date]]) -> date:
    """The last day of so many days after a day, leaving out those from one day on and before another."""
    spells, day, left = tuple(out), start, days
    for _ in range(HORIZON):
        if not left:
            return rolled(day)
        day += DAY
        if any(begins <= day < ends for begins, ends in spells) or (working and not is_working(day)):
            continue
        left -= 1
    return FAR


def last_day(life: Life, reading: Reading, name: str, before: int) -> tuple[Deed, date] | None:
    """From which deed a term runs and its last day, as it stood before a deed. None where it does not run."""
    runs = reading.runs[name]
    start = _begun(life, runs, before)
    if start is None:
        return None
    first = next((day for key in runs.day if (day := day_of(start.own.get(key)))), start.on)
    law = term(runs.term or name, first)
    if law is None:
        return None
    days, out, until = law.count, [], None
    last = count(first, days, working=law.working, out=out)
    for at, _seq, what, value in sorted(_events(life, runs, start, before), key=lambda each: each[1]):
        if at > last:
            continue  # it was over
        if what == "longer":
            more = term(value, at) if isinstance(value, str) else None
            days += more.count if more else 0
        elif what == "until":
            until = day_of(value) or until
        else:
            out.append((at, value if isinstance(value, date) else FAR))
        reckoned = count(first, days, working=law.working, out=out)
        if what == "out" and reckoned == last:  # begun on a last day that was itself passed on
            reckoned = max(reckoned, rolled(min(out[-1][1], FAR)) if out[-1][1] < FAR else FAR)
        last = max(reckoned, until) if until else reckoned
    return start, last


def _begun(life: Life, runs: Runs, before: int) -> Deed | None:
    """The deed from which a term runs: of one that was ordered, the order."""
    start = next((d for d in reversed(life.deeds) if d.seq < before and runs.starts & d.words), None)
    if start is None or not runs.ordered:
        return start
    earlier = [d for d in life.deeds if d.seq < start.seq and not d.undone]
    since = max((d.seq for d in earlier if d.words & {"punishes", "not_punished", "not_filed"}), default=0)
    rulings = [d for d in earlier if d.seq > since and runs.ordered in d.words]
    ordered = bool(rulings) and rulings[-1].own.get("challenge_result") == "remade"
    return rulings[-1] if ordered else start


def _events(life: Life, runs: Runs, start: Deed, before: int) -> Iterator[tuple[date, int, str, object]]:
    """What stretches the term: day, place in the record, what it does, by how much."""
    since = start.seq
    deeds = [d for d in life.deeds if since < d.seq < before and not d.undone]
    for deed in deeds:
        if deed.name in runs.longer:
            yield deed.on, deed.seq, "longer", runs.longer[deed.name]
        if deed.name in runs.until:
            yield deed.on, deed.seq, "until", deed.own.get("until")
    for begins, ends in runs.held:
        for at, seq, what, end in _held(
            (d for d in life.deeds if d.seq < before and not d.undone), begins, ends, runs.named
        ):
            out_from = _in_hand(life, seq) if runs.named else at
            if isinstance(end, date) and out_from and end > max(start.on, out_from):
                yield max(at, out_from, start.on), max(seq, start.seq), what, end
    for errand in life.errands:
        if errand.kind in runs.errands and since < errand.sent < before:
            yield errand.on, errand.sent, "out", errand.back_on or FAR


def _in_hand(life: Life, seq: int) -> date | None:
    """The day on which all who are there had the paper of a deed in hand; None while one has not (行政许可法 45: 书面告知)."""
    papers = [p for p in life.papers if p.seq == seq and p.to]
    there = [p for p in life.parties.values() if p.ended is None]
    days = [
        min((day for key in who.stands_for | {who.key} for day in paper.handed[key]), default=None)
        for paper in papers
        for who in there
        if (who.stands_for | {who.key}) & {*paper.to}
    ]
    return None if None in days else max((day for day in days if day), default=date.min)


def _held(
    deeds: Iterable[Deed], begins: frozenset[str], ends: frozenset[str], named: str
) -> Iterator[tuple[date, int, str, object]]:
    """From the first that is sent to the last that comes back: each end answers one beginning."""
    is_open: list[Deed] = []
    for deed in deeds:
        if deed.name in begins:
            is_open.append(deed)
        elif deed.name in ends and is_open:
            first = is_open[0]
            is_open = is_open[1:]
            until = is_open[0].on if is_open else deed.on
            yield first.on, first.seq, "out", min(until, _told_end(first, named))
    if is_open:
        yield is_open[0].on, is_open[0].seq, "out", _told_end(is_open[0], named)


def _told_end(begun: Deed, named: str) -> date:
    """The day from which days count again because those that were told have passed (行政许可法 45: 所需时间书面告知)."""
    days = int(begun.own.get(named) or 0) if named else 0
    return working_days_after(begun.on - DAY, days) + DAY if days else FAR


@sentence(
    "期限届满后不得延长；延长应当延到更晚的一日。",
    "No term is stretched after its end, and none to a day that is no later.",
    "程序规定 18、55、64",
    "行政许可法 42",
    "投诉举报处理暂行办法 31",
)
def no_term_is_stretched_after_its_end(life: Life, deed: Deed, reading: Reading) -> str | None:
    for name, runs in reading.runs.items():
        if deed.name not in runs.longer and deed.name not in runs.until:
            continue
        running = last_day(life, reading, name, deed.seq)
        if running is None:
            continue
        start, last = running
        ended = next((d for d in life.all(*runs.stops, since=start.seq)), None) if runs.stops else None
        if ended is not None and life.last("begins_anew", "verifies_anew", "taken_up_anew", since=ended.seq):
            continue  # what is stretched is the term of deciding anew
        if ended is not None:
            return f"{name} has ended on {ended.on}"
        if deed.on > last:
            return f"{name} was over on {last}"
        until = day_of(deed.own.get("until")) if deed.name in runs.until else None
        if until is not None and until <= max(deed.on, last):
            return f"{until} is no later than {last}"
    return None
