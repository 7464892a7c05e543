# SPDX-License-Identifier: MulanPSL-2.0
"""Seizure of what was preserved: decided on paper outside, recorded here with its number, day and term.

No kind of case handles measures of coercion yet. So the act that settles a preservation by one records the decision that was made
and handed over, never makes it; and the case is not closed before it is recorded what became of what was seized.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from fadu.law.library import OWN
from fadu.matters.penalty.bases import planned_charges
from fadu.matters.penalty.cited import names_an_article
from fadu.matters.penalty.competence import LEVELS
from fadu.matters.penalty.seized import SEIZED, day, seizures
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from fadu.law.basis import Gate
    from fadu.procedure.decision import Verdict, World

#: the law of what is said here, by its keys
PAPER = "penalty/seizure_paper"
POWER = "penalty/seizure_power"
TERM = "penalty/seizure"
#: a name has letters: a dash is none
_NAMED = re.compile(r"[\u4e00-\u9fff]{2}")
#: a number of a paper has a digit
_NUMBERED = re.compile(r"\d")
#: what is recorded of a seizure -> what it is called
_ON_PAPER = {"seizure_number": "决定书文号", "seized_on": "实施之日", "seizure_until": "期限届满之日"}


@guard("seizure_approved", "查封、扣押有权批准", law="penalty/competence", version=2)
def seizure_approved(world: World) -> Verdict:
    """A seizure names the basis it serves; what that leaves to the head of a higher bureau has its written approval first.

    Who approves a measure follows the law of the day of the act, whenever the violation ended.
    """
    if world.value("preservation_outcome") != SEIZED:
        return HOLDS
    named_here = str(world.proposed.get("seizure_basis") or "")
    bases = [named_here] if named_here else [charge.key for charge in planned_charges(world)]
    wrong = [key for key in bases if key != OWN and key not in world.law.bases_by_key]
    if wrong or not bases:
        return Ground(
            code="seizure_basis_unstated",
            message="没有写明查封、扣押所涉违法行为的依据，不能确定由谁批准。",
            remedy="在“查封、扣押所涉违法行为的依据”中从目录选择；目录未收录的写“目录外”",
            unknown=world.replay,
        )
    gates = _gates(world, bases, world.at.date())
    if not gates or _is_approved(world.proposed):
        return HOLDS
    return Ground(
        code="seizure_not_ours",
        message=f"该类案件的查封、扣押，须经{LEVELS[gates[0].level]}主要负责人书面批准，本机关不能自行决定。",
        cites=(*gates[0].cites, *world.cites("penalty/competence")),
        remedy="书面报请有权机关批准，并填写批准的机关和负责人、文号、日期；先行登记保存期限届满前不能取得的，采取其他措施",
    )


@guard("seizure_on_paper", "查封、扣押决定书的文号、日期和期限", law=(PAPER, POWER, TERM))
def seizure_on_paper(world: World) -> Verdict:
    """The decision to seize was made and handed over with its list: recorded are its number, its day and its term (行政强制法 24, 25)."""
    said = world.proposed
    if world.value("preservation_outcome") != SEIZED:
        return HOLDS
    missing = [title for key, title in _ON_PAPER.items() if not said.get(key)]
    if missing or not _NUMBERED.search(str(said.get("seizure_number") or "")):
        return _ground(
            world.cites(PAPER),
            "seizure_not_on_paper",
            f"查封、扣押应当制作并当场交付决定书和清单；没有写明{'、'.join(missing) or '决定书文号'}。",
            "先在系统外制作、交付决定书和清单，告知权利和救济途径，再登记其文号、日期和期限；没有作出决定的，采取其他措施或者解除",
            unknown=world.replay,
        )
    if said.get("seizure_basis") == OWN and not names_an_article(str(said.get("seizure_article") or "")):
        return _ground(
            world.cites(POWER),
            "seizure_article_unstated",
            "目录未收录的依据，没有写明哪一条法律、法规规定可以查封、扣押。",
            "写明法名和条号；没有规定的，不能查封、扣押",
            unknown=world.replay,
        )
    return _in_its_term(world, said)


def _in_its_term(world: World, said: Mapping[str, Any]) -> Verdict:
    """The term is the law's, or that of another law that is named."""
    began, until = day(said.get("seized_on")), day(said.get("seizure_until"))
    acts = [entry for key in ("preserve", "preserve_at_once") for entry in world.state.done(key)]
    kept = max((entry.at.date() for entry in acts), default=date.min)
    if began is None or until is None:
        return HOLDS
    if began < kept:
        return _ground(
            world.cites(PAPER),
            "seized_before_preserved",
            f"实施查封、扣押之日{began}早于登记保存之日{kept}。",
            "改正日期",
        )
    last = world.law.due("penalty/seizure", began).last_day
    special = names_an_article(str(said.get("seizure_term_article") or ""))
    if began <= until and (until <= last or special):
        return HOLDS
    return _ground(
        world.cites(TERM),
        "seizure_too_long",
        f"查封、扣押自{began}起，期限至{last}；填写的是{until}。",
        "改正期限；法律、行政法规对期限另有规定的，写明条文",
    )


@guard("seizure_term_to_look_at", "查封、扣押超过三十日的，有法律、行政法规的规定", law=TERM)
def seizure_term_to_look_at(world: World) -> Verdict:
    """A term beyond that of the law is listed for somebody to look at: whether the article named says so, the catalogue does not know."""
    said = world.proposed
    began, until = day(said.get("seized_on")), day(said.get("seizure_until"))
    article = str(said.get("seizure_term_article") or "")
    if world.value("preservation_outcome") != SEIZED or began is None or until is None or not article:
        return HOLDS
    if until <= world.law.due("penalty/seizure", began).last_day:
        return HOLDS
    return _ground(
        world.cites(TERM),
        "seizure_term_to_look_at",
        f"查封、扣押自{began}至{until}，超过一般期限；所写的另有规定是“{article}”，目录没有收录这一期限，未经核对。",
        "核对该条文是否规定了这一期限；没有规定的，立即解除，超过的期间给当事人造成损失的依法赔偿",
        unknown=True,
    )


@guard("seizures_were_ours", "已经实施的查封、扣押有权批准", law="penalty/competence")
def seizures_were_ours(world: World) -> Verdict:
    """What was seized under another basis, or none of the catalogue, is held against the bases the case ends on.

    A seizure done cannot be undone by refusing the conclusion: it is found. Where it named a basis of the catalogue that needed no
    approval it may have been lawful on its day; then it is for somebody to look at.
    """
    keys = [charge.key for charge in planned_charges(world)]
    for entry in seizures(world.state):
        gates = _gates(world, keys, entry.at.date())
        if not gates or _is_approved(entry.payload):
            continue
        named = str(entry.payload.get("seizure_basis") or "")
        return Ground(
            code="seizure_was_not_ours",
            message=f"本案依据的条款，其查封、扣押须经{LEVELS[gates[0].level]}主要负责人书面批准；"
            f"{entry.at.date()}的查封、扣押没有登记这一批准。",
            cites=(*gates[0].cites, *world.cites("penalty/competence")),
            remedy="核对查封、扣押当时的依据和批准；没有批准的，立即解除，所取得的证据依法审查",
            unknown=named not in {"", OWN, *keys},
        )
    return HOLDS


def _is_approved(said: Mapping[str, Any]) -> bool:
    """Whether an approval names who gave it, under which number and on which day."""
    return bool(
        _NAMED.search(str(said.get("superior_approval") or ""))
        and _NUMBERED.search(str(said.get("approval_number") or ""))
        and said.get("approved_on")
    )


def _gates(world: World, keys: Iterable[str], on: date) -> list[Gate]:
    """The gates of bases on seizure, by their editions of a day."""
    return [
        gate
        for key in keys
        if key != OWN
        for each in world.law.bases_by_key.get(key, ())
        if each.is_in_force(on)
        for gate in each.gates
        if "seize" in gate.measures and gate.since <= on
    ]


def _ground(cites: tuple[str, ...], code: str, message: str, remedy: str, *, unknown: bool = False) -> Ground:
    return Ground(code=code, message=message, cites=cites, remedy=remedy, unknown=unknown)
