# SPDX-License-Identifier: MulanPSL-2.0
"""The kinds of penalty that the bases of a case give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.law.basis import LIABLE, RELATIONS
from fadu.matters.penalty.bases import column_title, named
from fadu.matters.penalty.ranges import articles_of, by_party, cites_of, range_ground, together
from fadu.procedure.decision import HOLDS, Holds
from fadu.procedure.fields import titles_of
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.law.basis import Answers, When
    from fadu.matters.penalty.ranges import Applied
    from fadu.procedure.decision import Verdict, World

#: what is confiscated, and what such a confiscation goes together with
_TAKING = frozenset({"confiscate_gains", "confiscate_goods"})
_MONEY = frozenset({"fine", *_TAKING})


@guard(
    "kinds_of_basis",
    "处罚种类为所依据的条款所规定",
    law=("penalty/lawful_basis", "penalty/kinds"),
    version=2,
    of_proposal=True,
)
def kinds_of_basis(world: World) -> Verdict:
    """No kind of penalty is imposed that the bases do not give; what only a serious violation deserves needs one.

    A basis that the catalogue does not hold gives a fine, and the kinds that are confirmed with its range.
    """
    titles = titles_of(world.procedure.fields["penalty_kinds"], world.law, world.at.date())
    asked: list[str] = []
    for party, (share, mine) in by_party(world).items():
        whole = together(mine)
        if whole is None:
            continue
        is_serious = any(each.charge.answers.serious is True for each in mine)
        allowed = whole.kinds | (whole.serious_kinds if is_serious else frozenset())
        foreign = [kind for kind in share.kinds if kind not in allowed]
        if foreign:
            said = "、".join(titles.get(kind, kind) for kind in sorted(foreign))
            unsaid = any(each.charge.own and not each.charge.own.kinds for each in mine)
            why = (
                "（情节严重的方可）"
                if set(foreign) <= whole.serious_kinds
                else "；目录未收录的依据没有写明罚款以外的处罚种类"
                if unsaid
                else _elsewhere(world, mine, foreign)
            )
            return range_ground(
                world,
                "kind_not_of_basis",
                f"对{named(world, [party])}的“{said}”不在所依据的条款（{articles_of(mine)}）对这一情形规定的处罚种类之内{why}。",
                "按依据的处罚种类改正，或者更正处罚依据中所填的情形、补写相应的依据",
                cites=cites_of(mine),
                unknown=world.replay and unsaid,
            )
        asked += _left_out(world, party, share.kinds, mine)
    return Holds(warning="".join(asked)) if asked else HOLDS


def _left_out(world: World, party: str, imposed: frozenset[str], mine: Iterable[Applied]) -> list[str]:
    """Confiscations that the bracket gives and nobody imposes: whether they are due the case knows, so it is asked.

    Nothing is asked of gains that the case says there are none of.
    """
    titles = titles_of(world.procedure.fields["penalty_kinds"], world.law, world.at.date())
    given = {
        kind
        for each in mine
        if each.range is not None
        for kind in _TAKING & each.range.kinds
        if kind != "confiscate_gains" or each.charge.answers.gains != 0
    }
    left = sorted(given - imposed)
    if not left or not imposed & _MONEY:
        return []
    said = "、".join(titles[kind] for kind in left)
    return [
        f"{articles_of(mine)}对这一情形还规定了{said}，对{named(world, [party])}没有拟作出；确无违法所得、物品的，请在案卷中写明。"
    ]


def _elsewhere(world: World, mine: Iterable[Applied], foreign: Iterable[str]) -> str:
    """Which answers of the case keep it from the brackets of its own articles that do give a kind; empty where none does."""
    wanted = set(foreign)
    kept = [
        said
        for each in mine
        if each.edition is not None
        for bracket in each.edition.brackets
        if wanted & {*bracket.kinds, *bracket.serious_kinds}
        for said in _kept_from(world, bracket.when, each.charge.answers)
    ]
    return f"：该条另一情形有此种类，本案所填不合（{'；'.join(dict.fromkeys(kept))}）" if kept else ""


def _kept_from(world: World, when: When, answers: Answers) -> Iterator[str]:
    """Each answer that speaks against the circumstances of a bracket, with what they ask."""
    if answers.liable != when.liable:
        yield f"以{LIABLE[answers.liable]}受罚，该情形处罚{LIABLE[when.liable]}"
    for each in when.comparisons:
        if each.holds(answers) == "no":
            stated, asked = (
                yuan(getattr(answers, each.measure)),
                f"{RELATIONS[each.relation]}{yuan(each.figure)}元",
            )
            yield f"{column_title(world, each.measure)}{stated}元，该情形须{asked}"
    for name, wanted in (*when.flags, *((name, False) for name in when.neither)):
        if getattr(answers, name) is not None and getattr(answers, name) is not wanted:
            yield f"“{column_title(world, name)}”填为{'是' if getattr(answers, name) else '否'}"
