# SPDX-License-Identifier: MulanPSL-2.0
"""Why a case waits or is late: the cause first (the party, a test, another body, a signature, handling), then who, if anybody of ours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.cases.world.worlds import procedure_of, states_of
from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fadu.cases.models import Case
    from fadu.cases.reading.turns import OpenTurn
    from fadu.procedure.state import State

SHIPPED = Path(__file__).parents[1] / "causes.yaml"
#: cause -> how it is called, in the order in which causes come before persons
CAUSES = {
    "party": "等当事人",
    "testing": "等检测、鉴定",
    "body": "等其他机关",
    "superior": "等上级机关",
    "stands": "中止",
    "inside": "等关联程序",
    "signature": "待签",
    "handling": "待办理",
    "nothing": "没有在等什么",
}
_OF_INTERRUPTIONS = ("party", "testing", "body")


class CausesError(DefinitionError):
    """等待原因的数据文件有误。"""

    code = "causes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a case waits: the key of the cause, and what of it is known in words (which interruption); ``turns`` are what is open."""

    key: str
    detail: str = ""
    since: date | None = None
    turns: tuple[OpenTurn, ...] = ()

    @property
    def title(self) -> str:
        return CAUSES[self.key]


@cache
def by_interruption(path: Path = SHIPPED) -> Mapping[str, str]:
    """Interruption -> cause, as it comes with this release. Raises CausesError."""
    place, top = Place(path=str(path), error=CausesError), yaml_reader.read(path, CausesError)
    place.known(top, _OF_INTERRUPTIONS, "文件")
    return {
        str(key): cause
        for cause in _OF_INTERRUPTIONS
        if cause in top
        for key, _ in place.entries(top, cause, "文件")
    }


def causes_of(cases: Sequence[Case], open_turns: Mapping[int, list[OpenTurn]], on: date) -> dict[int, Cause]:
    """Why each of some cases waits on a day, their acts read in one query; ``open_turns`` are those of :func:`turns_in_each`."""
    states = states_of(cases) if cases else {}
    return {case.pk: _cause(case, states[case.pk], open_turns.get(case.pk, []), on) for case in cases}


def _cause(case: Case, state: State, open_turns: Sequence[OpenTurn], on: date) -> Cause:
    """An interruption that runs, else what the first open turn waits for."""
    own = tuple(open_turns)
    interruptions = procedure_of(case).interruptions
    for spell in state.spells:
        if spell.start <= on and (spell.end is None or spell.end > on) and spell.key in interruptions:
            key = by_interruption().get(spell.key, "stands")
            return Cause(key=key, detail=interruptions[spell.key].title, since=spell.start, turns=own)
    if not own:
        return Cause(key="nothing")
    return Cause(key=_of_turn(own), since=own[0].since, turns=own)


def _of_turn(open_turns: Sequence[OpenTurn]) -> str:
    """The cause that comes first of those of the turns that are ours to take; where none is ours, of all."""
    keys = [_KINDS.get(turn.kind) or _of_wait(turn) for turn in open_turns]
    ours = [key for key in keys if key in {"signature", "handling"}]
    return min(ours or keys, key=list(CAUSES).index)


def _of_wait(turn: OpenTurn) -> str:
    whom = {who for who, _ in turn.whom}
    return "body" if "body" in whom else "party"


_KINDS = {
    "sign": "signature",
    "act": "handling",
    "serve": "handling",
    "assign": "handling",
    "confirm": "handling",
    "resume": "stands",
    "child": "inside",
}
