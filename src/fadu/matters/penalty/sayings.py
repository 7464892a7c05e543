# SPDX-License-Identifier: MulanPSL-2.0
"""What the papers of a penalty say that is worked out: how the case is called, by which article it is punished, which edition of
the law governs and why, on which ground a grade rests, and from what to what a proposal was changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.chinese_numerals import in_characters
from fadu.kernel.money import yuan
from fadu.kernel.offences import bare
from fadu.law.instruments import marked
from fadu.matters.penalty.bases import named
from fadu.matters.penalty.grades import grounds_of_grade
from fadu.matters.penalty.hearings_told import hearings_told
from fadu.matters.penalty.preserving import on_the_spot
from fadu.matters.penalty.ranges import all_applied
from fadu.matters.penalty.reviewed import resolved_by_heads, reviewed_another, said_by_counsel
from fadu.matters.penalty.sanctions import AMOUNTS, accused
from fadu.matters.penalty.waived import stated_nothing
from fadu.procedure.fields import titles_of
from fadu.procedure.once_answered import is_of, unanswered_of
from fadu.procedure.proposal import standing
from fadu.procedure.saying import saying

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.law.basis import Basis
    from fadu.matters.penalty.ranges import Applied
    from fadu.procedure.decision import World

#: the rule of the older or the lighter law
_RULE = "penalty/older_or_lighter"


@saying("case_title")
def case_title(world: World) -> str:
    """What the case is called: who is suspected of what (two are named, more are 等)."""
    suspected = str(world.value("suspected_violation") or "").strip()
    names = [party.name for party in accused(world.state)]
    who = "、".join(names[:2]) + ("等" if len(names) > 2 else "")
    return f"{who}涉嫌{bare(suspected)}案" if suspected else ""


@saying("defences")
def defences(world: World) -> str:
    """What was stated and is answered now: of whoever the answer names, else of everybody not answered yet, each by name where
    several are proceeded against.
    """
    whose = str(world.proposed.get("answered_party") or "")
    waiting = unanswered_of(world.state, "plead", "answer_defence", "answered_party")
    pleas = [each for each in waiting if is_of(world.state, each, whose)]
    named_too = len(accused(world.state)) > 1
    return "；".join(
        (f"{named(world, [str(each.payload['party'])])}：" if named_too and each.payload.get("party") else "")
        + str(each.payload.get("defence_text") or "")
        for each in pleas
    )


@saying("punished")
def punished(world: World) -> str:
    """The articles that punish, by the catalogue and with the full titles of the laws; those of a basis of one's own as they were
    confirmed, and the text of a case that names no basis at all (行政处罚法 59).
    """
    articles = [_punishing(each) for each in all_applied(world)] or [str(world.value("basis") or "").strip()]
    return world.law.in_full(marked("、".join(dict.fromkeys(filter(None, articles)))))


def _punishing(each: Applied) -> str:
    if each.edition is not None:
        return each.edition.punished
    return each.charge.own.article if each.charge.own else ""


@saying("violated_rule")
def violated_rule(world: World) -> str:
    """The rule an order to correct names as violated, as it was written, with the full titles of the laws."""
    return world.law.in_full(marked(str(world.value("correction_basis") or "").strip()))


@saying("proposed_before")
def proposed_before(world: World) -> str:
    """The measures that stood until the act at hand."""
    return _measures(world, standing(world.procedure.proposal, world.state, {}))


@saying("proposed_now")
def proposed_now(world: World) -> str:
    """The measures the act at hand puts in their place; nothing where it proposes none."""
    if "penalty_kinds" not in world.proposed:
        return ""
    return _measures(world, standing(world.procedure.proposal, world.state, world.proposed))


def _measures(world: World, values: Mapping[str, Any]) -> str:
    field = world.procedure.fields.get("penalty_kinds")
    titles = titles_of(field, world.law, world.at.date()) if field else {}
    shares = values.get("party_penalties") or [values]
    return "；".join(filter(None, (_share(world, row, values, titles) for row in shares)))


def _share(world: World, row: Mapping[str, Any], values: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    amounts = {kind: row.get(amount) for amount, kind in AMOUNTS.items()}
    kinds = row.get("penalty_kinds") or values.get("penalty_kinds") or ()
    said = [
        titles.get(kind, kind) + (f"{yuan(amount)}元" if (amount := amounts.get(kind)) else "")
        for kind in kinds
    ]
    who = f"{named(world, [row['party']])}：" if row.get("party") else ""
    return (
        who + "、".join([*said, *filter(None, [str(values.get("other_penalty") or "").strip()])])
        if said
        else ""
    )


@saying("unstated")
def unstated(world: World) -> str:
    """Who gave the right to be heard up, when and in which paper; who let the term pass (行政处罚法 44, 62)."""
    return stated_nothing(world)


@saying("hearings")
def hearings(world: World) -> str:
    """Which hearings were asked for and what came of each (行政处罚法 63, 65)."""
    return hearings_told(world)


@saying("several_accused")
def several_accused(world: World) -> str:
    """Who is accused, where there is more than one; a paper to one alone says 当事人 or 你（单位） throughout."""
    names = [party.name for party in accused(world.state)]
    return "、".join(names) if len(names) > 1 else ""


@saying("preserved_at_once")
def preserved_at_once(world: World) -> str:
    """Which preserving on the spot is to be approved: by whom and when, under which notice, and which goods (程序规定 33)."""
    return on_the_spot(world)


@saying("counselled")
def counselled(world: World) -> str:
    """How the last legal review of the case ended, and where it asked for a change, which, and what is another since (行政处罚法 58)."""
    return said_by_counsel(world)


@saying("resolved")
def resolved(world: World) -> str:
    """How the heads who discussed the case decided, and what they resolved (行政处罚法 57, 程序规定 60)."""
    return resolved_by_heads(world)


@saying("reviewed_before")
def reviewed_before(world: World) -> str:
    """Of a review of another proposal than the one decided: what it reviewed, so that it does not seem to cover this one."""
    return reviewed_another(world)


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
    """The circumstances the grade rests on, each with its article: those of an earlier act on which another grade rested are none."""
    return "；".join(_grounds(world))


def _grounds(world: World) -> Iterator[str]:
    article = str(world.value("ground_article") or "").strip()
    for name in grounds_of_grade(world):
        field = world.procedure.fields.get(name)
        options = {o.key: o for o in world.law.options(field.options, world.at.date())} if field else {}
        for key in world.value(name) or ():
            option = options.get(key)
            if option is not None:
                cites = [_article(world, cite) for cite in option.cites]
                yield f"{option.title}（{'、'.join([*cites, *([article] if key.startswith('by_') and article else [])])}）"
