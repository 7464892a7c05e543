# SPDX-License-Identifier: MulanPSL-2.0
"""What is written openly about a case, held against what is sealed in it and in the cases around it: by acts, and by all that enters
the record beside them (why somebody looks at what is sealed, why cases are handed over, what is made of a finding).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.acts import named_cases
from fadu.cases.acts.refusing import keep
from fadu.cases.world import related, sealed, worlds
from fadu.kernel import clock
from fadu.procedure.decision import Ground
from fadu.procedure.outside import KEPT_UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from fadu.cases.models import Case
    from fadu.procedure.decision import World


def repeats(case: Case, world: World, said: Mapping[str, Any]) -> bool:
    """Whether an open text repeats what is sealed in a case, in another of its family, or in one that the text names to link with."""
    return sealed.repeats_sealed(world, said) or _repeats_around(case, world, said)


def names_repeating(case: Case, names: Iterable[str]) -> set[str]:
    """Those among the names of files that repeat what is sealed. Only where a refusal that is kept has said so already is it asked."""
    world = worlds.world_of(case, clock.legal(clock.now()), None)
    return {name for name in names if repeats(case, world, {"files": [name]})}


def barred(case: Case, doing: str, words: str) -> Ground | None:
    """Why words are not written openly about a case beside its acts, where they repeat what is sealed; that is kept as the refusal of
    an act is, under what was being done.
    """
    if not words or not worlds.is_installed(case.kind):
        return None
    world = worlds.world_of(case, clock.legal(clock.now()), None)
    if not repeats(case, world, {"words": words}):
        return None
    ground = Ground(
        code="sealed_repeated",
        message="所填内容写有本案或者有关案件密封的身份信息，会为不办理该案的人所见，而且不能删改。",
        cites=world.cites(KEPT_UNNAMED),
        remedy="只写来信、来电、交办单的编号或者案号，不写是谁写的、谁说的，也不写其电话、证件号码和住址；所写的是他人或者寻常用语的，换一个说法",
    )
    keep(doing, [ground], bureau=case.bureau, kind=case.kind, case=case)
    return ground


def _repeats_around(case: Case, world: World, payload: Mapping[str, Any]) -> bool:
    """Whether an open text repeats what is sealed in another case of the family, or in one that the act links with."""
    around = related.tokens_around(case, world.state)
    linked = related.tokens_of(named_cases.of_payload(case.bureau, payload))
    parties = [party.name for party in world.state.parties]
    return sealed.says_sealed(world.procedure, payload, [*around, *linked], parties)
