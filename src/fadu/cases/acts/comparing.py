# SPDX-License-Identifier: MulanPSL-2.0
"""Comparing cases with the ledger: some at a time, as of one moment, in one pass; derived, compared, nothing written.

What a case is entered with, each act, every row that follows from the acts. What follows is worked out from what the ledger
says, not from rows that may have been changed: so a changed act is named as itself.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import beside, recorded, told
from fadu.cases.acts.derivation import derive, given, places
from fadu.cases.acts.projection import FOLLOWING, stored
from fadu.cases.acts.recorded import UNJUDGED, problem, title
from fadu.cases.acts.recording import body_of, fixed_body, officer_of
from fadu.cases.models import Act, Case, OutboxEvent, RoleTaken
from fadu.cases.world.worlds import Around
from fadu.kernel.canonical import canonical
from fadu.kernel.errors import FaduError
from fadu.law import library as law_library
from fadu.ledger.parts import without
from fadu.people import adopted
from fadu.procedure.library import library
from fadu.storage import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fadu.cases.acts.derivation import Derived
    from fadu.cases.acts.recorded import Recorded
    from fadu.ledger.parts import Said
    from fadu.ledger.problems import Problem
    from fadu.people.models import Bureau
    from fadu.procedure.state import State
    from fadu.storage.owned import OwnedTable, Values

#: what is said of a case whose kind is not installed: its rows wait, and nobody changed anything
KIND_MISSING = "kind_missing"


def differences(keys: Sequence[int]) -> Iterator[Problem]:
    """What these cases and their rows say otherwise than the ledger."""
    cases = recorded.read(keys)
    yield from _lost(set(keys) - {one.case.pk for one in cases})
    states: dict[int, State] = {}
    for one in cases:
        yield from _opening(one)
        yield from _acts(one)
        if not _is_installed(one.case):
            words = f"事项“{one.case.kind}”没有安装，其各行没有核对。"
            yield problem(KIND_MISSING, f"案件 {one.case.number}", words, Case, one.case.pk)
            continue
        try:
            states[one.case.pk] = recorded.state_of(one)
        except UNJUDGED as error:
            yield _unjudged(one.case, error)
    yield from _rows([one for one in cases if one.case.pk in states], states)


def _is_installed(case: Case) -> bool:
    """Whether this program knows the kind of a case, and of the case it springs from."""
    return {case.kind, (case.root or case).kind} <= set(library().kinds())


def _lost(keys: Iterable[int]) -> Iterator[Problem]:
    for case in Case.objects.filter(pk__in=list(keys)).order_by("pk"):
        yield problem("case_changed", f"案件 {case.number}", "所引用的机关不在。", Case, case.pk, "bureau_id")


def _unjudged(case: Case, error: Exception) -> Problem:
    words = error.message if isinstance(error, FaduError) else f"{type(error).__name__}：{error}"
    return problem("not_judged", f"案件 {case.number}", f"没能核对其各行：{words}", Case, case.pk)


# -- what is entered -------------------------------------------------------------------------------


def _opening(one: Recorded) -> Iterator[Problem]:
    """The columns a case was entered with, and how many acts it has."""
    case, where = one.case, f"案件 {one.case.number}"
    if one.opened is None:
        yield problem("case_unrecorded", where, "账本没有记载这一案件的开立。", Case, case.pk)
        return
    body = fixed_body(case) | {"edition": one.opened.body.get("edition")}
    for name in _differing(body, one.opened):
        words = f"{where} {title(Case, name)}"
        yield problem("case_changed", words, "与账本所记不符。", Case, case.pk, name)
    last = max(one.said, default=0)
    if case.revision != last:
        yield problem("case_changed", where, f"修订号应为{last}。", Case, case.pk, "revision")


def _acts(one: Recorded) -> Iterator[Problem]:
    """Acts whose row says otherwise than its entry, acts that are gone, and acts of which the ledger knows nothing."""
    for seq in sorted(one.said.keys() | one.acts.keys()):
        act, said, where = one.acts.get(seq), one.said.get(seq), f"{one.case.number} 第{seq}项"
        if act is None:
            yield problem("act_missing", where, "账本中有这一办理行为，案件中没有。", Act, where)
        elif said is None:
            yield problem("act_unrecorded", where, "案件中有这一办理行为，账本中没有。", Act, act.pk)
        else:
            for name in _differing(body_of(act), said):
                yield problem("act_changed", where, "办理行为的内容与账本不符。", Act, act.pk, name)
            if act.officer_id != officer_of(act.actor):
                yield problem("act_changed", where, "登记的工作人员与行为人不符。", Act, act.pk, "officer_id")


def _differing(body: Mapping[str, Any], said: Said) -> list[str]:
    """The keys of which a row says otherwise than its entry; of an entry that lost a part, beside what was emptied there."""
    if not said.body:
        return []  # its main part was emptied, or is none, which its chain says
    try:
        left = without(body, said.gone)
    except (LookupError, TypeError, ValueError):
        return sorted({str(path[0]) for path in said.gone})
    if canonical(left) == canonical(said.body):
        return []
    return sorted(n for n in {*left, *said.body} if canonical(left.get(n)) != canonical(said.body.get(n)))


# -- what follows ----------------------------------------------------------------------------------


def _around(bureau: Bureau) -> Around:
    """What rows rest on, with the holidays as they were adopted: a notice changed since is named as itself."""
    law = law_library().with_calendar(adopted.calendar_entered())
    return Around(law=law, local=adopted.local_parameters_by_day(bureau))


def _rows(cases: Sequence[Recorded], states: Mapping[int, State]) -> Iterator[Problem]:
    around = cache(_around)
    there = places(states[one.case.pk] for one in cases)
    derived: list[tuple[Recorded, Derived]] = []
    for one in cases:
        case, state = one.case, states[one.case.pk]
        try:
            about = given(case, state, around(case.bureau), there)
            derived.append((one, derive(case, state, about)))
        except UNJUDGED as error:
            yield _unjudged(case, error)
    keys = [one.case.pk for one, _ in derived]
    existing = tables.existing()
    derived_tables = {table for _, now in derived for table in now.tables}
    held = stored(keys, {table for table in derived_tables if table.model._meta.db_table in existing})
    for one, now in derived:
        yield from _case(one, now)
        for table, rows in now.tables.items():
            if table.model._meta.db_table not in existing:
                continue  # named as missing: the others are compared all the same
            yield from _table(one.case, table, held[one.case.pk].get(table, {}), rows)
    judged = [one for one, _ in derived]
    if RoleTaken._meta.db_table in existing:
        yield from beside.roles_taken(judged, states)
    if OutboxEvent._meta.db_table in existing:
        yield from beside.events(judged)
    yield from told.services(judged, states)


def _case(one: Recorded, now: Derived) -> Iterator[Problem]:
    """The columns of the case's own row that follow from its acts."""
    wanted = {name: now.case[name] for name in FOLLOWING} | _pinned(one)
    for name, value in wanted.items():
        have = getattr(one.case, name)
        if have != value:
            where = f"案件 {one.case.number} {title(Case, name)}"
            yield problem("row_changed", where, _should(have, value), Case, one.case.pk, name)


def _pinned(one: Recorded) -> dict[str, str]:
    """What judged the last act."""
    if not one.said:
        return {}
    last = one.said[max(one.said)].body
    return {name: str(last.get(name, "")) for name in ("judges", "words")}


def _table(
    case: Case, table: OwnedTable, held: dict[Values, Values], wanted: dict[Values, Values]
) -> Iterator[Problem]:
    model, heading = table.model, table.model._meta.verbose_name
    for key in sorted(held.keys() | wanted.keys(), key=repr):
        row = "、".join(map(str, (case.number, *key)))
        where = f"{case.number} {heading}{'、'.join(map(str, key))}"
        have, want = held.get(key), wanted.get(key)
        if have is None:
            yield problem("row_missing", where, "按办理行为应有这一行，表中没有。", model, row)
        elif want is None:
            yield problem("row_unrecorded", where, "表中有这一行，办理行为没有记载。", model, row)
        elif have != want:
            for column, value, right in zip(table.columns, have, want, strict=True):
                if value != right:
                    words = f"{where} {title(model, column)}"
                    yield problem("row_changed", words, _should(value, right), model, row, column)


def _should(have: object, want: object) -> str:
    return f"登记值为“{have}”，按办理行为应为“{want}”。"
