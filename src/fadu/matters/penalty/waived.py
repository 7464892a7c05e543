# SPDX-License-Identifier: MulanPSL-2.0
"""What decision and approval say of a party that was told and stated nothing: that it gave its right up and when, or let the term pass.

A decision may be made within the term only because the right was given up; a paper that tells of a term that passed instead tells
what is not so, and of an unlawful decision (行政处罚法 44, 62).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import chinese_date
from fadu.matters.penalty.sanctions import accused
from fadu.procedure.clocks import readings
from fadu.procedure.legal_day import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import PartyView

#: the act that gives a right up -> the right, and the act by which it is used
_RIGHTS = {"waive_defence": ("陈述、申辩", "plead"), "waive_hearing": ("要求听证", "request_hearing")}


def stated_nothing(world: World) -> str:
    """Of each accused party: each right it gave up with day and paper; else, where it neither pleaded nor asked for a hearing and
    its term is over, that it stated nothing. Empty where everybody was heard, and while a term runs that nobody gave up.
    """
    return "".join(sentence for party in accused(world.state) for sentence in _of(world, party))


def _of(world: World, party: PartyView) -> Iterator[str]:
    who = party.name if len(accused(world.state)) > 1 else "当事人"
    given_up = {act: entry for act in _RIGHTS if (entry := _given_up(world, party, act))}
    for act, entry in given_up.items():
        right, _ = _RIGHTS[act]
        paper = str(entry.payload.get("waiver_paper") or "").strip()
        said = f"{chinese_date(day_of(world.procedure, entry))}，{who}以书面表示放弃{right}的权利"
        yield said + (f"（《{paper.strip('《》')}》）。" if paper else "。")
    used = any(_last(world, party, use) for _, use in _RIGHTS.values())
    if "waive_defence" not in given_up and not used and _term_over(world, party):
        yield f"{who}在规定的期限内未提出陈述、申辩意见。"


def _given_up(world: World, party: PartyView, act: str) -> Entry | None:
    """The waiver that stands: in writing, and not followed by the use of the right."""
    entry, use = _last(world, party, act), _last(world, party, _RIGHTS[act][1])
    if entry is None or entry.payload.get("waived_in_writing") is not True:
        return None
    return None if use is not None and use.seq > entry.seq else entry


def _last(world: World, party: PartyView, act: str) -> Entry | None:
    """The last act of the kind by a party, or by nobody in particular."""
    done = [e for e in world.state.done(act) if e.payload.get("party") in (None, "", party.key)]
    return done[-1] if done else None


def _term_over(world: World, party: PartyView) -> bool:
    """Whether the last term of a party to state its defence has run out."""
    terms = [r for r in readings(world, only=("defence",)) if r.about in ("", party.key) and not r.void]
    return bool(terms) and terms[-1].state(world.at.date()) == "expired"
