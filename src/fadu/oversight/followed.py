# SPDX-License-Identifier: MulanPSL-2.0
"""What two linked cases must say alike, since it is one decision: a tip-off “filed” and the penalty case that was filed with it.

Either end may have recorded the link, and either may go on after the other was looked at: so this is asked of the links and acts of
both each time, and never kept. What a procedure's links say of it (``followed``) names the acts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from fadu.cases.models import Act, Case, CaseLink
from fadu.kernel.clock import LEGAL_TIME
from fadu.oversight.finding import Finding
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from fadu.procedure.model import Followed, Procedure

#: the rule under which this is found
RULE = "decided_together"
BATCH = 200


@dataclass(frozen=True, slots=True)
class _Decided:
    """The last standing act of some in a case: its legal day, and whether it came from a source."""

    action: str
    on: date
    imported: bool


@dataclass(slots=True)
class _Linked:
    """A case of the other kind that is linked with one of this kind, by either end."""

    case: Case
    said_there: bool = False
    others_there: set[str] = field(default_factory=set)


def findings(cases: QuerySet[Case], on: date) -> list[Finding]:
    """What is found of some cases on a day, in their order: from the day after a decision the other case must say it, too."""
    those = [
        each
        for kind in library().kinds()
        for rule in _rules(library().editions(kind)[-1])
        for each in _of_kind(cases.filter(kind=kind), rule, on)
    ]
    return sorted(those, key=lambda each: each.case)


def _rules(procedure: Procedure) -> list[Followed]:
    return [words.followed for words in procedure.links.values() if words.followed is not None]


def _of_kind(cases: QuerySet[Case], rule: Followed, on: date) -> Iterator[Finding]:
    deciding = Act.objects.filter(case=OuterRef("pk"), action__in=(*rule.after, *rule.denied))
    keys = cases.filter(Exists(deciding)).order_by("pk").values_list("pk", flat=True)
    waiting = iter(list(keys))
    while some := list(islice(waiting, BATCH)):
        yield from _of_some(some, rule, on)


def _of_some(keys: Sequence[int], rule: Followed, on: date) -> Iterator[Finding]:
    here = _last(keys, (*rule.after, *rule.denied))
    linked = _linked(keys, rule.matter)
    there = _last({other for each in linked.values() for other in each}, rule.by)
    for case in Case.objects.filter(pk__in=keys).order_by("pk"):
        decided = here.get(case.pk)
        if decided is None or decided.imported or decided.on >= on:
            continue
        others = list(linked.get(case.pk, {}).values())
        own = next((each for each in _rules(_edition(case)) if each.matter == rule.matter), rule)
        title = _title(_edition(case), decided.action)
        judge = _denied if decided.action in rule.denied else _filed
        for severity, message in judge(decided, title, others, there, _names(rule)):
            yield Finding(
                case=case.pk,
                number=case.number,
                rule=RULE,
                severity=severity,
                message=message,
                cites=own.cites,
                exercise=case.exercise,
            )


def _filed(
    decided: _Decided,
    title: str,
    others: Sequence[_Linked],
    there: Mapping[int, _Decided],
    names: tuple[str, str],
) -> Iterator[tuple[str, str]]:
    """What speaks against a decision that the other case must have taken, too, and not later."""
    kind, act = names
    if not others:
        words = f"没有任何“{kind}”案件与本案关联：没有{act}，或者没有登记{act}的案号。"
        yield "possible", f"{decided.on}“{title}”，{words}"
        return
    done = [each for each in others if each.case.pk in there]
    numbers = "、".join(each.case.number for each in others)
    if not done:
        ended = all(each.case.closed_at is not None for each in others)
        words = f"已经办结而没有“{act}”。" if ended else f"至今没有“{act}”。"
        yield "contradiction" if ended else "possible", f"{decided.on}“{title}”，关联的{numbers}{words}"
        return
    first = min(done, key=lambda each: there[each.case.pk].on)
    if (later := there[first.case.pk].on) > decided.on:
        words = f"关联的{first.case.number}到{later}才“{act}”：这是一个决定，应在同日。"
        yield "contradiction", f"{decided.on}“{title}”，{words}"
    if all(each.others_there and not each.said_there for each in done):
        leads = "、".join(sorted({number for each in done for number in each.others_there}))
        yield "possible", f"关联的{numbers}登记的线索来自{leads}，不是本案；请核对是否同一违法行为。"


def _denied(
    decided: _Decided,
    title: str,
    others: Sequence[_Linked],
    there: Mapping[int, _Decided],
    names: tuple[str, str],
) -> Iterator[tuple[str, str]]:
    """What speaks against a decision that the other case took otherwise."""
    for each in others:
        done = there.get(each.case.pk)
        if done is None:
            continue
        words = f"{decided.on}“{title}”，关联的{each.case.number}却于{done.on}“{names[1]}”"
        if done.on <= decided.on:
            yield "contradiction", f"{words}。"
        else:
            yield "possible", f"{words}，本案没有改变决定的记录。"


def _last(keys: Collection[int], actions: Iterable[str]) -> dict[int, _Decided]:
    """The last of some acts that stands, of each case."""
    wanted = frozenset(actions)
    acts = Act.objects.filter(Q(action__in=wanted) | ~Q(voids=[]), case__in=keys).order_by("case_id", "seq")
    rows = list(acts.values_list("case_id", "seq", "action", "happened_at", "voids", "imported"))
    void = {(case, seq) for case, _, _, _, voids, _ in rows for seq in voids}
    return {
        case: _Decided(action, at.astimezone(LEGAL_TIME).date(), imported)
        for case, seq, action, at, _, imported in rows
        if action in wanted and (case, seq) not in void
    }


def _linked(keys: Collection[int], matter: str) -> dict[int, dict[int, _Linked]]:
    """The cases of a kind that are linked with some cases, and what those say of where they came from."""
    known: dict[int, dict[int, _Linked]] = defaultdict(dict)
    kinds = set(Case.objects.filter(pk__in=keys).values_list("kind", flat=True))
    away = CaseLink.objects.filter(case__in=keys, other__kind=matter).select_related("other")
    for row in away:
        known[row.case_id].setdefault(row.other_id, _Linked(row.other))
    back = CaseLink.objects.filter(other__in=keys, case__kind=matter).select_related("case")
    for row in back:
        known[row.other_id].setdefault(row.case_id, _Linked(row.case)).said_there = True
    others = {other for each in known.values() for other in each}
    leads: dict[int, dict[int, str]] = defaultdict(dict)
    for row in CaseLink.objects.filter(case__in=others, other__kind__in=kinds).select_related("other"):
        leads[row.case_id][row.other_id] = row.other.number
    for case, cases in known.items():
        for other, each in cases.items():
            each.others_there = {number for key, number in leads[other].items() if key != case}
    return known


def _edition(case: Case) -> Procedure:
    return library().edition(case.kind, case.edition)


def _title(procedure: Procedure, action: str) -> str:
    known = procedure.actions.get(action)
    return known.title if known else action


def _names(rule: Followed) -> tuple[str, str]:
    """What the other kind and its act are called."""
    editions = library().editions(rule.matter)
    return editions[-1].title, _title(editions[-1], rule.by[0])
