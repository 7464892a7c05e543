# SPDX-License-Identifier: MulanPSL-2.0
"""What the papers of a penalty say that is worked out: which edition of the law governs and why, and on which ground a grade rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.chinese_numerals import in_characters
from fadu.matters.penalty.bases import named
from fadu.matters.penalty.ranges import all_applied
from fadu.procedure.saying import saying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.law.basis import Basis
    from fadu.matters.penalty.ranges import Applied
    from fadu.procedure.decision import World

#: the rule of the older or the lighter law, and where grounds of a grade stand
_RULE, _FIELDS = "penalty/older_or_lighter", ("lighter_grounds", "heavier_grounds")


@saying("editions")
def editions(world: World) -> str:
    """Both editions of each basis whose law changed between the violation and the paper, and which of them governs (行政处罚法 37)."""
    return "".join(dict.fromkeys(_chosen(world, each) for each in all_applied(world) if each.others))


def _chosen(world: World, each: Applied) -> str:
    assert each.edition is not None
    others = "、".join(_edition(other) for other in each.others)
    if each.is_later:
        why = "行为终了以后施行的规定处罚较轻，适用该规定"
    elif each.is_doubtful:
        why = "新规定与之相比轻重互见，适用行为终了时的规定"
    else:
        why = "新规定并不较轻，适用行为终了时的规定"
    rule = "、".join(_article(world, cite) for cite in world.cites(_RULE))
    return (
        f"{named(world, [each.charge.party])}的“{each.edition.title}”行为终了于{chinese_date(each.charge.ended_on)}，"
        f"此后法律有修改：{_edition(each.edition)}与{others}不同。依照{rule}，{why}，即{each.edition.punished}。"
    )


def _edition(basis: Basis) -> str:
    return f"{chinese_date(basis.in_force_from)}起施行的{basis.punished}"


def _article(world: World, cite: str) -> str:
    return in_characters(str(world.law.cite(cite) or cite))


@saying("grounds")
def grounds(world: World) -> str:
    """The circumstances a lighter, mitigated or heavier grade rests on, each with its article."""
    return "；".join(_grounds(world))


def _grounds(world: World) -> Iterator[str]:
    article = str(world.value("ground_article") or "").strip()
    for name in _FIELDS:
        field = world.procedure.fields.get(name)
        options = {o.key: o for o in world.law.options(field.options, world.at.date())} if field else {}
        for key in world.value(name) or ():
            option = options.get(key)
            if option is not None:
                cites = [_article(world, cite) for cite in option.cites]
                yield f"{option.title}（{'、'.join([*cites, *([article] if key.startswith('by_') and article else [])])}）"
