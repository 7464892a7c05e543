# SPDX-License-Identifier: MulanPSL-2.0
"""What became of what was seized: each outcome names its seizure and its paper, and comes by the last day (行政强制法 25, 27, 28)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.matters.penalty.cited import names_an_article
from fadu.matters.penalty.confiscating import was_confiscated
from fadu.matters.penalty.seized import EXTENDED, day, last_day, named_by, plain, seizures, standing
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fadu.matters.penalty.seized import Seizure
    from fadu.procedure.decision import Verdict, World

CONFISCATED, DESTROYED = "confiscated", "destroyed"
#: the law of what is said here, by its keys
DISPOSAL = "penalty/seizure_disposal"
TERM = "penalty/seizure"
#: things go with a case -> to whom, and the acts by which it goes there
_WITH_THE_CASE = {
    "handed_over": ("公安机关", ("transfer_to_police", "send_to_police"), "先报告涉嫌犯罪，批准移送公安机关"),
    "passed_on": ("其他行政管理部门", ("transfer_case",), "先办理“移送其他行政管理部门”"),
}
#: a number of a paper has a digit
_NUMBERED = re.compile(r"\d")


@guard("something_seized", "有查封、扣押而尚未解除、处理的财物", law=DISPOSAL)
def something_seized(world: World) -> Verdict:
    """Something was seized in this case and is neither released nor dealt with."""
    if standing(world.state):
        return HOLDS
    return _ground(
        world.cites(DISPOSAL),
        "nothing_seized",
        "本案没有查封、扣押而尚未解除、处理的财物。",
        "先登记查封、扣押；已经处理的不再登记",
    )


@guard("seizure_named", "写明是哪一次查封、扣押", law=DISPOSAL)
def seizure_named(world: World) -> Verdict:
    """Of several seizures each is kept on, released and dealt with by itself, within its own term."""
    kept = standing(world.state)
    if not kept or named_by(kept, world.proposed) is not None:
        return HOLDS
    numbers = "、".join(seizure.number or "（没有文号）" for seizure in kept)
    return _ground(
        world.cites(DISPOSAL),
        "seizure_not_named",
        f"没有写明是哪一次查封、扣押；尚未解除、处理的有：{numbers}。",
        "填写所涉查封、扣押的决定书文号",
        unknown=world.replay and not world.proposed.get("seizure_of"),
    )


@guard("seizure_outcome_fits", "查封、扣押的延长、处理符合规定", law=(DISPOSAL, TERM), version=2)
def seizure_outcome_fits(world: World) -> Verdict:
    """An outcome has its paper and its ground, and comes after the seizure; an extension says its new last day, once for each."""
    said = world.proposed
    kept = named_by(standing(world.state), said)
    done = day(said.get("seizure_outcome_on"))
    if not _NUMBERED.search(str(said.get("seizure_outcome_number") or "")):
        return _ground(
            world.cites(DISPOSAL),
            "outcome_not_on_paper",
            "没有写明延长、解除或者处理的文书文号。",
            "先在系统外制作、送达文书，再登记其文号",
            unknown=world.replay,
        )
    if kept is not None and kept.began is not None and done is not None and done < kept.began:
        return _ground(
            world.cites(DISPOSAL),
            "outcome_before_seizure",
            f"{done}早于实施查封、扣押之日{kept.began}。",
            "改正日期或者所涉的查封、扣押",
        )
    if said.get("seizure_goes_on") is True and not str(said.get("seizure_part") or "").strip():
        return _ground(
            world.cites(DISPOSAL),
            "part_unstated",
            "其余财物仍在查封、扣押，没有写明解除、处理的是哪些财物。",
            "写明解除、处理的财物",
            unknown=world.replay,
        )
    return _by_outcome(world, kept, done)


def _by_outcome(world: World, kept: Seizure | None, done: date | None) -> Verdict:
    said = world.proposed
    outcome = said.get("seizure_outcome")
    if outcome == CONFISCATED:
        return was_confiscated(world, done)
    if outcome == DESTROYED and not names_an_article(str(said.get("seizure_outcome_article") or "")):
        return _ground(
            world.cites(DISPOSAL),
            "destroyed_by_no_rule",
            "没有写明哪一条法律、行政法规规定应当销毁。",
            "写明法名和条号；没有规定的，解除查封、扣押或者以处罚决定没收",
            unknown=world.replay,
        )
    body, acts, remedy = _WITH_THE_CASE.get(str(outcome), ("", (), ""))
    if acts and not any(world.state.done(act) for act in acts):
        return _ground(
            world.cites(DISPOSAL),
            "nothing_handed_on",
            f"本案没有移送{body}，财物不能随案移送。",
            remedy,
            unknown=world.replay,
        )
    return _extended(world, kept, done) if outcome == EXTENDED and kept is not None else HOLDS


def _extended(world: World, kept: Seizure, done: date | None) -> Verdict:
    before = last_day(world.law, world.state, kept, done or world.at.date())
    if before is None:
        return HOLDS
    until, last = (
        day(world.proposed.get("seizure_until")),
        world.law.due("penalty/seizure", before).last_day,
    )
    if until is not None and before < until <= last and not kept.is_extended:
        return HOLDS
    return _ground(
        world.cites(TERM),
        "extended_too_far",
        f"查封、扣押期限至{before}，只能延长一次，延长后不晚于{last}。",
        "填写延长后的届满之日；已经延长过的，解除或者作出处理",
        unknown=world.replay and until is None,
    )


@guard("seizure_in_its_term", "查封、扣押没有超过期限", law=TERM, standing=True, version=2)
def seizure_in_its_term(world: World) -> Verdict:
    """What was seized was released, dealt with or kept on by the last day of its term; asked of the case as it stands, it is by now."""
    kept, said = standing(world.state), world.proposed
    if not said.get("seizure_outcome_on"):
        return _overrun(world, kept, world.at.date(), "仍没有延长、解除或者处理")
    done, meant = day(said.get("seizure_outcome_on")), named_by(kept, said)
    if done is None or meant is None:
        return HOLDS
    return _overrun(world, (meant,), done, f"至{done}才延长、解除或者处理")


def _overrun(world: World, kept: Sequence[Seizure], by: date, what: str) -> Verdict:
    for seizure in kept:
        last = last_day(world.law, world.state, seizure, by)
        if last is not None and by > last:
            return _ground(
                world.cites(TERM),
                "seizure_overran",
                f"查封、扣押（{seizure.number or '没有文号'}）期限已于{last}届满，{what}。",
                "期限届满的应当立即解除、退还财物；给当事人造成损失的，依法赔偿",
            )
    return next((ground for each in kept if (ground := _tested_unsaid(world, each, by, what))), HOLDS)


def _tested_unsaid(world: World, seizure: Seizure, by: date, what: str) -> Ground | None:
    """Where only testing keeps a seizure in its term, and nobody wrote that it was of these things or that the party was told."""
    last = last_day(world.law, world.state, seizure, by, is_said=True)
    if last is None or by <= last:
        return None
    return _ground(
        world.cites(TERM),
        "testing_unsaid",
        f"查封、扣押（{seizure.number or '没有文号'}）期限至{last}，{what}；检测、检验、检疫、鉴定没有写明所涉的查封、扣押决定，"
        "或者没有写明期间已书面告知当事人之日，其期间不计入没有依据。",
        "核对检测的物品和告知；没有告知的，期间照计",
        unknown=True,
    )


@guard("seizure_in_the_general_term", "查封、扣押没有超过一般期限", law=TERM, standing=True)
def seizure_in_the_general_term(world: World) -> Verdict:
    """What is kept beyond the term that the law gives, on an article that was typed, is looked at for as long as it is kept.

    Whether another law gives more, the catalogue does not know; that an article was written ends no term.
    """
    said, kept = world.proposed, standing(world.state)
    by = day(said.get("seizure_outcome_on")) or world.at.date()
    meant = named_by(kept, said) if said.get("seizure_outcome_on") else None
    for seizure in (meant,) if meant is not None else kept:
        last = _general_last_day(world, seizure, by)
        if last is not None and last < by:
            return _ground(
                world.cites(TERM),
                "seizure_beyond_general_term",
                f"查封、扣押（{seizure.number or '没有文号'}）的一般期限已于{last}届满，登记的届满之日是{seizure.until}，"
                "所写的另有规定未经核对。",
                "核对另有规定的条文和期限；没有规定的，立即解除，给当事人造成损失的，依法赔偿",
                unknown=True,
            )
    return HOLDS


def _general_last_day(world: World, seizure: Seizure, by: date) -> date | None:
    """The last day that the law itself gives a seizure decided for longer, with what testing adds; None for one that was not."""
    if seizure.began is None:
        return None
    last = world.law.due("penalty/seizure", seizure.began).last_day
    decided = [
        day(entry.payload.get("seizure_until"))
        for entry in seizures(world.state)
        if plain(entry.payload.get("seizure_number")) == plain(seizure.number)
    ]
    if last is None or not any(until is not None and until > last for until in decided):
        return None
    general = replace(seizure, until=last, counted_from=seizure.began)
    return last_day(world.law, world.state, general, by)


def _ground(cites: tuple[str, ...], code: str, message: str, remedy: str, *, unknown: bool = False) -> Ground:
    return Ground(code=code, message=message, cites=cites, remedy=remedy, unknown=unknown)
