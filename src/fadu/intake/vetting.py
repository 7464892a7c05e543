# SPDX-License-Identifier: MulanPSL-2.0
"""What a row must pass before anything is written: numbers that stand for one case, values a register can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from fadu.cases.background import walls
from fadu.cases.models import Case
from fadu.cases.world.sealed import names_sealed
from fadu.intake.case_numbers import key_of, spellings
from fadu.intake.histories import History, Reason
from fadu.intake.manning import manned
from fadu.intake.parties import registered
from fadu.intake.reading.source import ROWS
from fadu.intake.writing import beyond, edition_for, entries_of, obstacle
from fadu.kernel import digests
from fadu.people.models import Party
from fadu.people.parties import identity_problems
from fadu.storage.bounds import broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.intake.manning import Staff
    from fadu.intake.mapping import Plan
    from fadu.intake.rejections import Rejected
    from fadu.people.models import Bureau
    from fadu.procedure.model import Procedure

#: the longest values the register of cases holds
NUMBER, TITLE = (Case._meta.get_field(name).max_length for name in ("number", "title"))


class Numbers:
    """The numbers of the rows so far, each with its place: by digest, so that a million of them take little room."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._sheets: dict[int, str] = {}

    def before(self, history: History) -> str:
        """Which row before this one bears its number, in words; empty where none does."""
        place = self._places.get(_compact(history.number))
        if place is None:
            return ""
        sheet = self._sheets.get(place // ROWS, "")
        return f"{f'工作表“{sheet}”' if sheet else ''}第 {place % ROWS} 行"

    def keep(self, history: History) -> None:
        """A row bears its number."""
        self._places[_compact(history.number)] = history.place
        if history.sheet:
            self._sheets[history.place // ROWS] = history.sheet


def _compact(number: str) -> int:
    return int.from_bytes(digests.digest(key_of(number).encode())[:16])


def as_known(judged: Sequence[History | Rejected], bureau: Bureau) -> list[History | Rejected]:
    """The rows of a batch, each that names a case under another spelling of its number named as the case is."""
    ways = {
        way: one.number
        for one in judged
        if isinstance(one, History)
        for way in spellings(one.number)
        if way != one.number
    }
    there = Case.objects.filter(bureau=bureau, number__in=[*ways]).values_list("number", flat=True)
    called = {ways[number]: number for number in there}
    return [
        replace(one, number=called[one.number]) if isinstance(one, History) and one.number in called else one
        for one in judged
    ]


def vetted(
    history: History | tuple[Reason, ...],
    numbers: Numbers,
    plan: Plan,
    procedure: Procedure,
    staff: Staff,
    *,
    strict: bool,
) -> History | tuple[Reason, ...]:
    """The history, or why its row is not taken; ``numbers`` keeps those of the rows before it."""
    if not isinstance(history, History):
        return history
    if before := numbers.before(history):
        message = f"案号“{history.number}”与{before}重复。请改正或合并；同一案件有几个当事人的，各行相邻，当事人以外的各列相同或者留空。"
        return (Reason(column="案号", message=message),)
    edition, _ = edition_for(procedure.key, history.acts[0])
    entries = entries_of(history.acts)
    reasons = [*_unkept(history), *(r for party in history.parties for r in _identity(party) if strict)]
    reasons += _exposed(history, procedure)
    reasons += beyond(edition, entries)
    staffed = manned(history, plan, edition, entries, staff)
    if not isinstance(staffed, History):
        return (*reasons, *staffed)
    if reasons:
        return tuple(reasons)
    numbers.keep(history)
    return staffed


def _unkept(history: History) -> Iterator[Reason]:
    """What no register could hold beside the rows of the kind: told before anything is written, for not every database says so."""
    for column, value, most in (("案号", history.number, NUMBER), ("名称", history.title, TITLE)):
        if len(value) > most:
            yield Reason(column=column, message=f"应不超过{most}个字；实为{len(value)}个字。请改短。")
    for party in history.parties:
        for bound in broken(Party, [registered(party)]):
            yield Reason(column=bound.titles, message=bound.message)
    texts = [history.number, history.title, *(v for party in history.parties for v in party.values())]
    texts += [str(value) for act in history.acts for value in act.payload.values()]
    if any("\0" in text for text in texts):
        yield Reason(column="（整行）", message="含有不能保存的字符（NUL）。请在表格软件中删去后重来。")


def _exposed(history: History, procedure: Procedure) -> Iterator[Reason]:
    """A party who is somebody whom the row seals; the name is not repeated."""
    names = [party["name"] for party in history.parties]
    if any(names_sealed(procedure, act.payload, names) for act in history.acts):
        message = (
            "与本行密封的内容是同一姓名或者名称，会为不办理本案的人所见。请核对：要求保密的人不登记为当事人。"
        )
        yield Reason(column="当事人名称", message=message)


def _identity(party: Any) -> Iterator[Reason]:
    for column, message in identity_problems(
        uscc=party.get("uscc", ""), id_number=party.get("id_number", "")
    ):
        yield Reason(column=column, message=message)


def against(good: Sequence[History], bureau: Bureau, kind: str) -> dict[int, tuple[Reason, ...]]:
    """What the cases there are have against histories, by row, with every reason."""
    reasons: dict[int, list[Reason]] = {}
    for history, reason in (
        *_of_other_bureaus(good, bureau),
        *_not_to_be_changed(good, bureau, kind),
        *_unmanned(good, bureau),
    ):
        reasons.setdefault(history.place, []).append(reason)
    return {place: tuple(each) for place, each in reasons.items()}


def _unmanned(good: Sequence[History], bureau: Bureau) -> Iterator[tuple[History, Reason]]:
    """The histories of cases that run and nobody could go on with; a case known already may have somebody."""
    lacking = {history.number: history for history in good if history.unmanned}
    if not lacking:
        return
    known = Case.objects.filter(bureau=bureau, number__in=list(lacking))
    has_somebody = known.filter(Q(assignments__isnull=False) | Q(department__isnull=False))
    for number in has_somebody.values_list("number", flat=True):
        lacking.pop(number, None)
    yield from ((history, history.unmanned) for history in lacking.values() if history.unmanned)


def _of_other_bureaus(good: Sequence[History], bureau: Bureau) -> Iterator[tuple[History, Reason]]:
    """The histories whose number is that of another bureau's case."""
    known = Case.objects.exclude(bureau=bureau).filter(number__in=[history.number for history in good])
    others = set(known.values_list("number", flat=True))
    for history in good:
        if history.number in others:
            message = f"案号“{history.number}”已是其他机关的案件。请核对案号。"
            yield history, Reason(column="案号", message=message)


def _not_to_be_changed(
    good: Sequence[History], bureau: Bureau, kind: str
) -> Iterator[tuple[History, Reason]]:
    """The histories that name a known case and may not change it: of another kind, or gone on here meanwhile."""
    by_number = {history.number: history for history in good}
    for case in Case.objects.filter(bureau=bureau, number__in=list(by_number)).select_related("bureau"):
        history = by_number[case.number]
        if case.import_digest != history.digest and (reason := _obstacle_in(history, case, kind)):
            yield history, reason


def _obstacle_in(history: History, case: Case, kind: str) -> Reason | None:
    """The obstacle, or that this case could not be looked at: then the others are."""
    tried = walls.attempt(lambda: _obstacle(history, case, kind), f"row {history.place}, {case.number}")
    if tried.error is None:
        return tried.result
    said = walls.words_of(tried.error).rstrip("。")
    return Reason(
        column="案号", message=f"本系统中的这一案件不能读：{said}。请由系统维护人员查明后再导入本行。"
    )


def _obstacle(history: History, case: Case, kind: str) -> Reason | None:
    if case.kind != kind:
        return Reason(
            column="案号", message=f"案号“{case.number}”在本系统是另一种事项的案件。请核对案号或事项。"
        )
    if not case.imported_from:
        return Reason(
            column="案号", message=f"案号“{case.number}”是在本系统开立的案件，不能由导入改动。请核对案号。"
        )
    return obstacle(history, case)
