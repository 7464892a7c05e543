# SPDX-License-Identifier: MulanPSL-2.0
"""Grades of a penalty: below the floor only by mitigation with its ground, and every grade with the grounds it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.kernel.money import yuan
from fadu.matters.penalty.bases import named
from fadu.matters.penalty.cited import floor_of, names_an_article
from fadu.matters.penalty.ranges import articles_of, below_floor, by_party, cites_of, together
from fadu.matters.penalty.sanctions import planned
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.procedure.decision import Verdict, World

#: grade -> the field of its grounds
_GROUNDS = {"mitigated": "lighter_grounds", "lighter": "lighter_grounds", "heavier": "heavier_grounds"}
#: all fields of grounds
_BOTH = ("lighter_grounds", "heavier_grounds")
_PERCENT = 100


def grounds_of_grade(world: World) -> tuple[str, ...]:
    """The fields of the grounds the grade rests on; an ordinary grade rests on some where lighter ones were weighed against heavier."""
    field = _GROUNDS.get(str(world.value("discretion_grade")))
    if field is not None:
        return (field,)
    return _BOTH if all(world.value(name) for name in _BOTH) else ()


@guard(
    "fine_reaches_floor",
    "罚款不低于法定下限，减轻处罚的除外",
    law=("penalty/lawful_basis", "penalty/lighter"),
    version=2,
    of_proposal=True,
)
def fine_reaches_floor(world: World) -> Verdict:
    """A fine below the floor, or none where one is due, is mitigation and names its ground (行政处罚法 30, 31, 32)."""
    if world.value("discretion_grade") == "mitigated":
        return HOLDS
    below = below_floor(world)
    if below is None:
        return _below_the_articles_cited(world)
    party, whole, mine = below
    return Ground(
        code="below_floor",
        message=f"对{named(world, [party])}的罚款低于法定下限{yuan(whole.least)}元（{articles_of(mine)}），而未认定减轻处罚。",
        cites=(
            *cites_of(mine),
            *world.cites("penalty/lighter"),
        ),
        remedy="写明减轻处罚的情形和条文，或者在幅度内确定罚款",
    )


def _below_the_articles_cited(world: World) -> Verdict:
    """What can be said of a history that names no basis of the catalogue: its fine against the articles of its text."""
    fine = planned(world).fine
    if world.value("bases") or not fine:
        return HOLDS
    cited = floor_of(world.law, str(world.value("basis") or ""), world.at.date())
    if cited is None or fine >= cited[0]:
        return HOLDS
    return Ground(
        code="below_floor",
        message=f"罚款{yuan(fine)}元低于所引条文的法定下限{yuan(cited[0])}元，而未认定减轻处罚。",
        cites=(*cited[1], *world.cites("penalty/lighter")),
        remedy="写明减轻处罚的情形和条文，或者在幅度内确定罚款",
    )


@guard(
    "grade_grounded",
    "裁量阶次有相应的法定情形",
    law=("penalty/lighter", "penalty/discretion"),
    version=2,
    of_proposal=True,
)
def grade_grounded(world: World) -> Verdict:
    """Lighter, mitigated and heavier each rest on a circumstance the law names; on an ordinary grade none alone bears."""
    grade = world.value("discretion_grade")
    field = _GROUNDS.get(str(grade))
    if field is None:
        return _nothing_rests_on(world)
    if field not in world.procedure.fields:
        return HOLDS
    given = world.value(field) or ()
    if given:
        return _article_named(world, field, given)
    titles = {choice.key: choice.title for choice in world.procedure.fields["discretion_grade"].choices}
    return Ground(
        code="grade_without_ground",
        message=f"裁量阶次为“{titles.get(str(grade), grade)}”，没有写明法定情形。",
        remedy=f"填写“{world.procedure.fields[field].title}”",
        unknown=world.replay,
    )


def _nothing_rests_on(world: World) -> Verdict:
    """Grounds on one side that an act states beside an ordinary grade: it says lighter (or heavier) and is not."""
    given = [name for name in _BOTH if world.value(name)]
    if len(given) != 1 or not world.proposed.get(given[0]) or not world.value("discretion_grade"):
        return HOLDS
    title = world.procedure.fields[given[0]].title
    return Ground(
        code="ground_without_grade",
        message=f"写明了“{title}”，裁量阶次却是“一般”。",
        remedy=f"据此从轻、减轻或者从重的，改正裁量阶次；不据此的，不填“{title}”，在理由中说明",
        unknown=world.replay,
    )


def _article_named(world: World, field: str, given: Iterable[str]) -> Verdict:
    """A ground that only points to some other rule is one where that rule is named."""
    open_ones = [key for key in given if key.startswith("by_")]
    if not open_ones or "ground_article" not in world.procedure.fields:
        return HOLDS
    if names_an_article(str(world.value("ground_article") or "")):
        return HOLDS
    titles = {o.key: o.title for o in world.law.options(f"penalty/{field}", world.at.date())}
    return Ground(
        code="ground_without_article",
        message=f"情形“{'、'.join(titles.get(key, key) for key in open_ones)}”没有写明所依据的法名和条号。",
        remedy=f"填写“{world.procedure.fields['ground_article'].title}”，写明法名和条号",
        unknown=world.replay,
    )


@guard("seriousness_grounded", "情节严重有法定的情形", law="penalty/seriousness", version=2)
def seriousness_grounded(world: World) -> Verdict:
    """Where the law lists what makes a violation serious, the one that does is named (食品安全法实施条例 67)."""
    for party, (_share, mine) in by_party(world).items():
        for each in mine:
            key = each.edition.serious_by if each.edition else ""
            if not key or each.charge.answers.serious is not True:
                continue
            listed = world.law.options(key, world.at.date())
            if not listed or each.charge.serious_ground in {option.key for option in listed}:
                continue
            return Ground(
                code="seriousness_without_ground",
                message=f"对{named(world, [party])}认定情节严重，没有写明属于哪一项法定情形。",
                cites=listed[0].cites,
                remedy="在处罚依据中选择情节严重的情形；都不属于的，不认定情节严重",
                unknown=world.replay,
            )
    return HOLDS


@guard("grade_within_band", "罚款与裁量阶次相符", law="penalty/discretion", version=2)
def grade_within_band(world: World) -> Verdict:
    """Where the bureau has adopted bands, a lighter fine lies in the lowest part of the range, a heavier one in the highest."""
    grade, share_of_range = str(world.value("discretion_grade")), _band(world)
    if share_of_range is None:
        return HOLDS
    for party, (share, mine) in by_party(world).items():
        whole = together(mine)
        if whole is None or not share.fine or not whole.least <= share.fine <= whole.most:
            continue
        part = (whole.most - whole.least) * share_of_range // _PERCENT
        low, high = whole.least + part, whole.most - part
        fits = {
            "lighter": share.fine <= low,
            "heavier": share.fine >= high,
            "ordinary": low <= share.fine <= high,
        }
        if not fits.get(grade, grade != "mitigated"):
            return Ground(
                code="other_band",
                message=f"对{named(world, [party])}罚款{yuan(share.fine)}元，与裁量阶次不符：从轻至{yuan(low)}元，从重自{yuan(high)}元。",
                remedy="按阶次确定罚款，或者改正阶次",
            )
    return HOLDS


def _band(world: World) -> int | None:
    """Which part of the range, in per cent, the bureau has adopted for lighter and heavier; none where it has not."""
    try:
        return world.law.threshold("penalty/discretion_share", world.at.date(), local=world.local).value
    except FaduError:
        return None
