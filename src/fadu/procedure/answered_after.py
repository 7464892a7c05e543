# SPDX-License-Identifier: MulanPSL-2.0
"""What answers is not before what it answers: a signature not before the one it follows, a return not before the proposal.

An approval of a day on which nobody had proposed anything approves nothing, in whatever kind of case. What was signed on paper
earlier is entered in its order: the proposal with the time it was signed at, then each signature with its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import jointly
from fadu.procedure.decision import Ground
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.mending import CONFIRM, REFUSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import Request, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Action
    from fadu.procedure.state import Pending, State

#: the rule under which a signature is refused, or found in a history
BEFORE = "before_signature"


def of_signature(world: World, action: Action, pending: Pending | None) -> Iterator[Ground]:
    """Against a signature of a moment before the last one it follows."""
    last = _last_of(world.state, pending)
    if last is None or world.at >= last.at:
        return
    yield Ground(
        code=BEFORE,
        message=f"“{action.title}”的这次签署写为{world.at:%Y-%m-%d %H:%M}，早于{_who(last)}签署的{last.at:%Y-%m-%d %H:%M}；审批不会先于送签。",
        cites=action.cites,
        remedy="填写实际签署的时间；前一次签署的时间没有写对的，退回签批，由经办人按当时的时间重新送签",
    )


def of_built_in(world: World, request: Request) -> Iterator[Ground]:
    """Against a return, a confirmation or a refusal of a moment before what it is about."""
    if world.replay or request.blank:
        return
    about = max(_answered(world.state, request), key=lambda entry: entry.at, default=None)
    if about is not None and world.at < about.at:
        yield Ground(
            code=BEFORE,
            message=f"“{BUILT_IN[request.action]}”写为{world.at:%Y-%m-%d %H:%M}，早于所针对的第{about.seq}项（{about.at:%Y-%m-%d %H:%M}）。",
            remedy="填写实际办理的时间",
            form=True,
        )


def _answered(state: State, request: Request) -> Iterator[Entry]:
    """What an act that every procedure knows answers."""
    of = str(request.payload.get("of", ""))
    if request.action == "return_proposal":
        last = _last_of(state, next((each for each in state.pending if each.action == of), None))
        yield from () if last is None else (last,)
    elif request.action in {CONFIRM, REFUSE}:  # of a correction, which is asked for at a moment of its own
        yield from (entry for entry in state.entries if str(entry.seq) == of)
    elif request.action == jointly.CONFIRM_JOINT:
        numbers = frozenset(of.split(jointly.AND))
        yield from (entry for entry in state.entries if str(entry.seq) in numbers)


def _last_of(state: State, pending: Pending | None) -> Entry | None:
    """The latest moment at which a proposal was signed so far."""
    if pending is None:
        return None
    signed = frozenset(pending.seqs)
    return max(
        (entry for entry in state.entries if entry.seq in signed), key=lambda entry: entry.at, default=None
    )


def _who(entry: Entry) -> str:
    return "、".join(one.name for one in entry.by if one.name) or "前一签署人"
