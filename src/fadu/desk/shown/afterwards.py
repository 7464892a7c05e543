# SPDX-License-Identifier: MulanPSL-2.0
"""What is said after a press: what was done, who is next in the case, and the one link to whatever is the officer's own next turn;
and where one stands then: at the form of one's own next turn in the same case or its family, else at the case.

Until the next page is shown a message may lie in the browser: it names no party and no title of a case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html

from fadu.cases.reading import turns
from fadu.cases.reading.veil import TO_BE_SIGNED, Veil
from fadu.cases.rules import officer_id_of
from fadu.cases.world import worlds
from fadu.cases.world.worlds import procedure_of
from fadu.desk import turn_lines, words
from fadu.desk.shown import waited_for
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fadu.cases.models import Act, Case
    from fadu.cases.reading.turns import OpenTurn
    from fadu.desk.shown.waited_for import Waited
    from fadu.people.models import Officer

#: so many of those a case waits for are named; the others stand on its page
NAMED = 2


def done(case: Case, act: Act, action: str, officer: Officer, at: datetime) -> str:
    """What came of a press: the act is done, or signed and waits for whoever signs next; whom the case waits for; the next turn."""
    title, signed = words.action_title(case, action), act.action == "sign"
    open_turns = turns.turn_of(case, at.date())
    of_action = [turn for turn in open_turns if turn.kind == "sign" and turn.what == action]
    asked = of_action if signed and of_action else open_turns
    waited = waited_for.in_a_list(asked, Veil(officer, at))
    said = _signed(title, waited) if signed else f"已办理：{title}{_given(case, act)}。{whose_turn(waited)}"
    return format_html("{}{}", said, leads_on(case, officer, at, signed=signed))


def _given(case: Case, act: Act) -> str:
    """Of an assignment to what, of whom, and how many of those it takes are assigned now; nothing of other acts."""
    role = procedure_of(case).roles.get(str(act.payload.get("role"))) if act.action == "assign" else None
    if role is None:
        return ""
    persons = worlds.known_state_of(case).assigned.get(role.key, ())
    names = people.names_in(case.bureau_id)
    named = "、".join(names.get(officer_id_of(person) or 0, person) for person in persons)
    lacking = role.together - len(persons)
    count = f"，须{role.together}人，还差{lacking}人" if lacking > 0 else ""
    return f"{role.title}（现有{named}{count}）"


def opened(case: Case, officer: Officer, at: datetime) -> str:
    """What is said after a case was opened."""
    waited = waited_for.in_a_list(turns.turn_of(case, at.date()), Veil(officer, at))
    said = f"已登记：{case.number}。{whose_turn(waited)}"
    return format_html("{}{}", said, leads_on(case, officer, at, signed=False))


def address(case: Case, officer: Officer, at: datetime) -> str:
    """Where a press lands: at the form of the officer's next turn in this case whose act may be done now, first at a paper that is to be
    served; else in a case it opened or that opened it; else at the case.
    """
    family = {case.pk, case.parent_id, *case.children.values_list("pk", flat=True)}
    near = [turn for turn in turn_lines.at_the_desk(officer, at) if turn.case.pk in family]
    may = {kin.pk: turn_lines.open_to_officer(officer, kin, at) for kin in {turn.case for turn in near}}
    ready, _lacking = turn_lines.parted(near, lambda turn: may[turn.case.pk])
    for turn in sorted(ready, key=lambda turn: (turn.case.pk != case.pk, turn.kind != "serve")):
        return turn_lines.address_of(turn)
    return reverse("desk:case", args=[case.pk])


def leads_on(case: Case, officer: Officer, at: datetime, *, signed: bool) -> str:
    """The link to the officer's next turn, "" where nothing waits for him: after a signature the next one to sign, else what is
    next in the same case, else what is most urgent. What is next in the same case stands highlighted on its page anyway.
    """
    own = turn_lines.at_the_desk(officer, at)
    turn = next_turn(own, case, signed=signed)
    if turn is None:
        return ""
    if turn.case.pk == case.pk:
        may = turn_lines.open_to_officer(officer, case, at)
        ready, lacking = turn_lines.parted([one for one in own if one.case.pk == case.pk], lambda _: may)
        what = turn_lines.line_of((ready or lacking)[0], at.date()).what
        return "下一步由您办理，见下方。" if ready else f"轮到您的“{what}”现在还不能办理，尚待的见下方。"
    line = turn_lines.line_of(turn, at.date())
    is_highlighted = all(other.case.pk != case.pk for other in own)
    return format_html(
        ' <a class="btn btn-sm btn-{} onward" data-row href="{}">下一件待办：{}（{}）</a>',
        "primary" if is_highlighted else "outline-primary",
        line.address,
        line.what,
        turn.case.number,
    )


def next_turn(own: Sequence[OpenTurn], case: Case, *, signed: bool) -> OpenTurn | None:
    """Which of an officer's turns, the most urgent first, comes after a press in a case."""
    here = [turn for turn in own if turn.case.pk == case.pk]
    signatures = [turn for turn in own if turn.kind == "sign"]
    order = [*signatures, *here, *own] if signed else [*here, *own]
    return order[0] if order else None


def _signed(title: str, waited: Sequence[Waited]) -> str:
    """That one has signed, and whose signature is next; of the head's no more than that it is waited for."""
    if not waited:
        return f"已签署“{title}”，尚待他人签署。"
    if waited[0].what == TO_BE_SIGNED:
        return f"已签署“{title}”，{TO_BE_SIGNED}；签齐以后才办成。"
    return f"已签署“{title}”，待{'、'.join(one.whom for one in waited)}签署；签齐以后才办成。"


def signed_of(case: Case, action: str, officer: Officer, at: datetime) -> str:
    """What came of a signature given among several: of which case, whether it is done by it, and whom the case waits for now."""
    case.refresh_from_db()
    title, open_turns = words.action_title(case, action), turns.turn_of(case, at.date())
    further = [turn for turn in open_turns if turn.kind == "sign" and turn.what == action]
    waited = waited_for.in_a_list(further or open_turns, Veil(officer, at))
    done = _signed(title, waited) if further else f"已签署“{title}”，已经办成。{whose_turn(waited)}"
    return f"{case.number}：{done}"


def whose_turn(waited: Sequence[Waited]) -> str:
    """Whose turn it is in the case now and what it waits for, in words; "" where nobody and nothing. A paper owed to several parties, none of
    whom is named here, is told once.
    """
    said = list(dict.fromkeys((one.is_a_turn, one.said, one.until) for one in waited))
    more = f"等{len(said)}项" if len(said) > NAMED else ""
    parts, before = [], False
    for is_a_turn, words_, until in said[:NAMED]:
        parts.append(
            f"{'轮到' if is_a_turn and not before else ''}{words_}{f'（至{until}）' if until else ''}"
        )
        before = is_a_turn
    return f"现在{'；'.join(parts)}{more}。" if parts else ""
