# SPDX-License-Identifier: MulanPSL-2.0
"""Who goes on with a case that is taken over: its department and the persons in it, found by name; and whether anybody could.

A case that runs and that nobody would find on the desk is refused with what is missing. One that has ended, or that the
source keeps as a history only, is taken in as it is: names nobody bears here any more are kept as a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from fadu.cases.reading.reach import posts_by_reach
from fadu.intake.histories import Assigned, PastAct, Reason
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import selectors as people
from fadu.procedure.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from fadu.intake.histories import History
    from fadu.intake.mapping import Plan
    from fadu.people.models import Bureau
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure, Role

#: what stands between several names in one cell; a blank does not, for short names are written with one inside
BETWEEN = re.compile(r"[、，,；;/\n]+")
DEPARTMENT, PERSON = "承办机构", "承办人"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The people of a bureau at the moment of an import: departments by name, officers by name or certificate, posts held."""

    departments: Mapping[str, int]
    #: name or number of a certificate -> officers
    officers: Mapping[str, tuple[int, ...]]
    names: Mapping[int, str]
    #: officer -> (post, department) held
    held: Mapping[int, frozenset[tuple[str, int | None]]]

    def posts_of(self, officer: int) -> frozenset[str]:
        """The posts an officer holds."""
        return frozenset(post for post, _ in self.held.get(officer, ()))

    def has_assigner(self, procedure: Procedure, department: int | None) -> bool:
        """Whether somebody who may assign would see a case of that department; always where nobody need be assigned."""
        wanted = {post for role in _assignable(procedure) for post in procedure.roles[role.assigned_by].post}
        if not wanted:
            return True
        everywhere = set(posts_by_reach().bureau)
        return any(
            post in wanted and (post in everywhere or (department is not None and place == department))
            for posts in self.held.values()
            for post, place in posts
        )


def staff_of(bureau: Bureau, at: datetime) -> Staff:
    """The people of a bureau at a moment."""
    officers: dict[str, list[int]] = {}
    names = dict(people.officers_of(bureau.pk, at.astimezone(LEGAL_TIME).date()))
    for pk, name in names.items():
        officers.setdefault(_plain(name), []).append(pk)
    held: dict[int, set[tuple[str, int | None]]] = {}
    for pk, holdings in people.holdings_of(names, at).items():
        held[pk] = {(one.post, one.department_id) for one in holdings}
        for number in {one.certificate_number for one in holdings} - {""}:
            officers.setdefault(number, []).append(pk)
    return Staff(
        departments={d.name: d.pk for d in people.departments_of(bureau.pk)},
        officers={name: tuple(keys) for name, keys in officers.items()},
        names=names,
        held={pk: frozenset(posts) for pk, posts in held.items()},
    )


def _plain(name: str) -> str:
    """A name without the blanks by which short ones are set wide.

    >>> _plain("张 三")
    '张三'
    """
    return re.sub(r"\s+", "", name)


def manned(
    history: History, plan: Plan, procedure: Procedure, entries: Iterable[Entry], staff: Staff
) -> History | tuple[Reason, ...]:
    """The history with its department and persons found; or, where it runs, every reason why nobody could go on with it.

    ``unmanned`` of the result says that nobody was named: a case known already may have somebody.
    """
    stage = procedure.stages.get(fold(procedure, entries).stage)
    runs = not (plan.history or plan.exercise or (stage is not None and stage.final))
    department = staff.departments.get(history.department)
    assigned, faults = _recognised(history, procedure, staff, strict=runs)
    if history.department and department is None:
        faults.insert(0, _unknown(DEPARTMENT, history.department, staff.departments))
    if runs and faults:
        return tuple(faults)
    if not runs:
        return replace(_noted(history, [f.name for f in faults]), department_id=department, assigned=assigned)
    missing = None if assigned or staff.has_assigner(procedure, department) else _nobody(history)
    return replace(history, department_id=department, assigned=assigned, unmanned=missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault(Reason):
    """Why a name stands for nobody here."""

    name: str = ""


def _recognised(
    history: History, procedure: Procedure, staff: Staff, *, strict: bool
) -> tuple[tuple[Assigned, ...], list[_Fault]]:
    assigned: list[Assigned] = []
    faults: list[_Fault] = []
    for role_key, column, cell in history.persons:
        role = procedure.roles[role_key]
        for name in filter(None, map(_plain, BETWEEN.split(cell))):
            answer = _person(role, column, name, staff, strict=strict)
            (faults if isinstance(answer, _Fault) else assigned).append(answer)  # type: ignore[arg-type]
    if strict:
        faults += _combined(assigned, procedure)
    return tuple(dict.fromkeys(assigned)), faults


def _person(role: Role, column: str, name: str, staff: Staff, *, strict: bool) -> Assigned | _Fault:
    known = staff.officers.get(name, ())
    if len(known) > 1:
        message = f"本机关有{len(known)}名“{name}”。请改填其执法证号。"
        return _Fault(column=column, message=message, name=name)
    if not known:
        return _unknown(column, name, staff.officers)
    (officer,) = known
    if strict and not staff.posts_of(officer) & set(role.post):
        message = f"“{name}”没有担任“{role.title}”的岗位，不能承办。请改填他人，或者先给予任职。"
        return _Fault(column=column, message=message, name=name)
    return Assigned(role=role.key, officer_id=officer, name=staff.names[officer])


def _combined(assigned: Iterable[Assigned], procedure: Procedure) -> Iterator[_Fault]:
    """Persons in two roles that the law keeps apart."""
    roles: dict[int, set[str]] = {}
    names: dict[int, str] = {}
    for one in assigned:
        roles.setdefault(one.officer_id, set()).add(one.role)
        names[one.officer_id] = one.name
    for officer, held in roles.items():
        for apart in procedure.apart:
            if len(held & set(apart.roles)) > 1:
                titles = "、".join(procedure.roles[key].title for key in apart.roles if key in held)
                message = f"“{names[officer]}”不能同时是{titles}。请改由他人担任其一。"
                yield _Fault(column=PERSON, message=message, name=names[officer])


def _unknown(column: str, name: str, known: Iterable[str]) -> _Fault:
    near = get_close_matches(name, list(known), n=3, cutoff=0.5)
    hint = f"最接近的是：{'、'.join(near)}。" if near else ""
    what = "内设机构" if column == DEPARTMENT else "在职人员"
    return _Fault(column=column, message=f"本机关没有名为“{name}”的{what}。{hint}请改正。", name=name)


def _nobody(history: History) -> Reason:
    if history.department:
        return Reason(
            column=f"{DEPARTMENT}、{PERSON}",
            message=f"在办案件没有承办人，“{history.department}”也没有可以指派的负责人：导入后没有人能办理。"
            "请填写承办人，或者先登记该机构负责人的任职。",
        )
    return Reason(
        column=f"{DEPARTMENT}、{PERSON}",
        message="在办案件没有承办机构和承办人：导入后没有人能看到、能办理。请填写其一；"
        "已经办结、只作历史留存的，选择“只作历史留存”（--history）。",
    )


def _noted(history: History, names: list[str]) -> History:
    """Names that stand for nobody here, kept as the source tells them."""
    if not names:
        return history
    last = history.acts[-1]
    text = f"原台账所载承办机构、承办人：{'、'.join(dict.fromkeys(names))}。"
    note = PastAct(action="note", at=last.at, day_only=last.day_only, payload={"text": text})
    return replace(history, acts=(*history.acts, note))


def _assignable(procedure: Procedure) -> list[Role]:
    return [role for role in procedure.roles.values() if role.assigned_by]


def columns(procedure: Procedure) -> list[tuple[str, str]]:
    """(column of the template, role) for every role to which somebody is assigned; the first is simply whoever handles the case."""
    return [
        (PERSON if place == 0 else f"{PERSON}（{role.title}）", role.key)
        for place, role in enumerate(_assignable(procedure))
    ]
