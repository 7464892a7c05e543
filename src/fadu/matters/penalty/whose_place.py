# SPDX-License-Identifier: MulanPSL-2.0
"""What changed between two proposals for those in whose place others stand: merged or divided, they are compared as the one they were.

民法典 67: rights and duties pass to whoever takes the place. Two that become one are compared by what fell on both, one that
becomes two by what falls on both now.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.matters.penalty.sanctions import accused
from fadu.procedure.proposal_change import change_between, severity_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.proposal import Measure, Version
    from fadu.procedure.proposal_change import Change
    from fadu.procedure.state import State


#: one charge of a basis that no text states: party and entry of the catalogue
_CHARGE = re.compile(r"(?P<party>party:\d+)(?P<entry>.*)")


def change_for_those_in_place(world: World, earlier: Version, later: Version) -> Change:
    """The change from one version to another; a party and all in whose place it stands are one, named as by `one_name`."""
    name = one_name(world.state)
    return change_between(_as_one(earlier, name), _as_one(later, name), severity_of(world))


def one_name(state: State) -> Mapping[str, str]:
    """Everybody whose place was taken or who took one -> the one name of all of them: of somebody who is there, where one is."""
    together: dict[str, frozenset[str]] = {}
    for each in state.successions:
        keys = [each.predecessor, each.successor]
        joined = frozenset(keys).union(*(together.get(key, frozenset()) for key in keys))
        together.update(dict.fromkeys(joined, joined))
    here = {party.key for party in accused(state)}
    return {key: min(joined & here or joined) for key, joined in together.items()}


def _as_one(version: Version, name: Mapping[str, str]) -> Version:
    version = replace(version, basis=_charged_as_one(version.basis, name))
    if version.measures is None:
        return version
    falling: dict[str, list[Measure]] = defaultdict(list)
    for party, measures in version.measures.items():
        falling[name.get(party, party)] += measures
    return replace(version, measures={party: _summed(each) for party, each in falling.items()})


def _charged_as_one(basis: str | None, name: Mapping[str, str]) -> str | None:
    """A basis that is told by who is charged by which entry, with the one name of each."""
    charged = [_CHARGE.fullmatch(part) for part in (basis or "").split(";")]
    if not all(charged):
        return basis
    named = ((each["party"], each["entry"]) for each in charged if each)
    return ";".join(sorted({name.get(party, party) + entry for party, entry in named}))


def _summed(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Measures of one kind on one object made one: their sums of money added, the longer of their terms."""
    whole: dict[tuple[str, str], Measure] = {}
    for each in measures:
        before = whole.get((each.kind, each.object))
        whole[each.kind, each.object] = each if before is None else _both(before, each)
    return tuple(whole[key] for key in sorted(whole))


def _both(one: Measure, other: Measure) -> Measure:
    terms = [each.months for each in (one, other) if each.months is not None]
    return replace(
        one,
        amount=one.amount + other.amount,
        months=max(terms, default=None),
        for_life=one.for_life or other.for_life,
        words="；".join(dict.fromkeys(each.words for each in (one, other) if each.words)),
    )
