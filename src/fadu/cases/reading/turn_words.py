# SPDX-License-Identifier: MulanPSL-2.0
"""A turn in words: what is to be done or waited for, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.papers import paper
from fadu.cases.rules import officer_id_of
from fadu.cases.world.worlds import procedure_of
from fadu.people import selectors as people
from fadu.people.rules import posts
from fadu.procedure import opinions, sent_back
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.outlines import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.cases.reading.turns import OpenTurn
    from fadu.procedure.model import Procedure


#: whose turn it is where the law brings it about by itself
BY_ITSELF = "依法届满"
#: what another case is waited for to be
ENDED = "办结"
#: why an act is due that a party's missed term opens
MISSED = "当事人到期没有履行"


def what(turn: OpenTurn, parties: Mapping[str, str] | None = None) -> str:
    """What is open: an act, a signature, a paper to be served, somebody to be assigned, a term or a child case that is waited for.

    A paper to be served says on whom, where ``parties`` names him; what an opinion asks for says the opinion,
    what came back before all had signed that it did.
    """
    if sent_back.is_named(turn.about):
        return f"{_what(turn, parties)}（退回，待改好重新送签）"
    said = opinions.words_of(procedure_of(turn.case), turn.about) or (
        MISSED if _is_of_a_missed_term(turn) else ""
    )
    return f"{_what(turn, parties)}（{said}）" if said else _what(turn, parties)


def _is_of_a_missed_term(turn: OpenTurn) -> bool:
    """Whether an act is due because the party let a term run out: it has no term of its own, and is pressing all the same."""
    steps = procedure_of(turn.case).beside
    return turn.kind == "act" and any(step.action == turn.what and step.missed for step in steps)


def _what(turn: OpenTurn, parties: Mapping[str, str] | None = None) -> str:
    procedure = procedure_of(turn.case)
    action = procedure.actions.get(turn.what)
    act = _called(turn, procedure) or (
        action.title if action else _paper(turn) if "/" in turn.what else BUILT_IN.get(turn.what, turn.what)
    )
    if turn.kind == "assign":
        role = procedure.roles.get(turn.about)
        return f"指派{role.title if role else turn.about}（{act}）"
    if turn.kind == "wait":
        if turn.what in procedure.rests_on:
            return f"等待《{procedure.rests_on[turn.what].title}》送达"
        clock = procedure.clocks.get(turn.what)
        return f"等待{clock.title if clock else f'{_paper(turn)}公告期满'}"
    if turn.kind == "child":
        return f"等待“{title_of(turn.what)}”{ENDED}"
    if turn.kind == "confirm":
        return BUILT_IN[turn.what]
    addressee = (parties or {}).get(turn.about, "")
    served = f"向{addressee}送达{act}" if addressee else f"送达{act}"
    if action is not None and is_of_others(turn):
        roles = (procedure.roles[key].title for key in action.actors if key in procedure.roles)
        return f"提请{'、'.join(roles)}办理：{act}"
    return {"sign": f"签署：{act}", "serve": served}.get(turn.kind, act)


def is_of_others(turn: OpenTurn) -> bool:
    """Whether somebody is told of an act that is not theirs to do: they see to it that those do it whose it is."""
    if turn.kind != "act":
        return False
    procedure = procedure_of(turn.case)
    action = procedure.actions.get(turn.what)
    return (
        turn.kind == "act"
        and action is not None
        and turn.role in procedure.roles
        and turn.role not in action.actors
    )


def cites(turn: OpenTurn) -> tuple[str, ...]:
    """The articles of the terms within which an act is due beside the way, or which open it by running out; none for what the stage itself asks."""
    procedure = procedure_of(turn.case)
    within = {
        clock
        for step in procedure.beside
        if step.action == turn.what
        for clock in (*filter(None, (step.within,)), *step.missed)
    }
    return tuple(dict.fromkeys(cite for key in within for cite in procedure.clocks[key].cites))


def _called(turn: OpenTurn, procedure: Procedure) -> str:
    """How the way calls an act whose title tells its outcome beforehand; a signature begun says which it is."""
    stage = procedure.stages.get(turn.case.stage)
    steps = (*(stage.way if stage else ()), *procedure.beside)
    if turn.kind == "sign":
        return ""
    return next((step.called for step in steps if step.action == turn.what and step.called), "")


def whom(turn: OpenTurn, parties: Mapping[str, str]) -> str:
    """Everybody whose turn it is, in words; ``parties`` are the names of parties by their key."""
    return "、".join(dict.fromkeys(_each(turn, parties)))


def _each(turn: OpenTurn, parties: Mapping[str, str]) -> Iterator[str]:
    for who, name in turn.whom:
        if who == "officer":
            number = officer_id_of(name)
            yield people.names_in(turn.case.bureau_id).get(number or 0, name)
        elif who == "post":
            yield posts().get(name, name)
        elif who == "party":
            yield parties.get(name, "当事人")
        else:
            yield name or BY_ITSELF


def _paper(turn: OpenTurn) -> str:
    template = turn.what.partition("/")[0]
    title = paper.form_of(procedure_of(turn.case), template, turn.since).title
    return f"《{title}》"
