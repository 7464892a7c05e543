# SPDX-License-Identifier: MulanPSL-2.0
"""The lists of work as sheets: the same filters, the same gate, the same columns as on the page, all pages of it together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fadu.cases.reading import worklist
from fadu.desk import turn_lines
from fadu.desk.choosing_form import ChoosingForm
from fadu.desk.pages.lists import act_line, described
from fadu.desk.sheets import Column, Exported, Part
from fadu.desk.words import kind_title, stage_title

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from django.forms import Form

    from fadu.cases.models import Case
    from fadu.desk.sheets import Value
    from fadu.people.models import Officer

    Asked = Mapping[str, str]
    Build = Callable[[Officer, datetime, Asked], Exported]

#: lines read together
TOGETHER = 5_000
NUMBER, NAME, KIND = (
    Column(title="案号", width=26),
    Column(title="名称", width=48),
    Column(title="事项", width=18),
)
STAGE, UNIT = Column(title="环节"), Column(title="承办机构")
BEGUN, ENDED = Column(title="开始", kind="day", width=12), Column(title="办结", kind="day", width=12)


def inbox(officer: Officer, now: datetime, asked: Asked) -> Exported:
    """What waits for the officer."""
    own = turn_lines.at_the_desk(officer, now)
    kind = asked.get("kind", "")
    turns = [turn for turn in own if turn.kind == kind] if kind in turn_lines.KINDS else own
    lines = (turn_lines.line_of(turn, now.date()) for turn in turns)
    rows = (
        (
            line.what,
            line.case.called,
            line.case.number,
            line.case_kind,
            line.stage,
            line.since,
            line.until,
            line.words if line.until else "",
        )
        for line in lines
    )
    columns = [
        Column(title="所办", width=36),
        NAME,
        NUMBER,
        KIND,
        STAGE,
        Column(title="自", kind="day", width=12),
        Column(title="至", kind="day", width=12),
        Column(title="期限", width=20),
    ]
    narrowed = f"等我{turn_lines.KINDS[kind]}" if kind in turn_lines.KINDS else ""
    return Exported(
        title="待办",
        parts=[Part(title="待办", columns=columns, rows=rows)],
        narrowed=narrowed,
        entered=narrowed,
    )


def running(officer: Officer, now: datetime, asked: Asked) -> Exported:
    """Open cases by their nearest last day."""
    form = ChoosingForm(asked, officer, now)
    chosen = form.chosen()

    def pages() -> Iterator[dict[str, Any]]:
        after = None
        while True:
            lines, after = worklist.page(officer, now, chosen, after=after, most=TOGETHER)
            yield from described(lines, officer, now)
            if after is None:
                return

    return exported("在办", OPEN_COLUMNS, map(open_row, pages()), form)


def waiting(officer: Officer, now: datetime, asked: Asked) -> Exported:
    """One's own cases in which it is somebody else's turn."""
    form = ChoosingForm(asked, officer, now, left_out=("handler", "department", "lamp"))
    lines = described(worklist.waiting(officer, now, form.chosen()), officer, now)
    return exported("等待中", OPEN_COLUMNS, map(open_row, lines), form)


def done(officer: Officer, now: datetime, asked: Asked) -> Exported:
    """What the officer did."""
    form = ChoosingForm(asked, officer, now, left_out=("handler", "lamp"))
    chosen = form.chosen()

    def pages() -> Iterator[dict[str, Any]]:
        before = None
        while True:
            acts, before = worklist.done(officer, now, chosen, before=before, most=TOGETHER)
            yield from map(act_line, acts)
            if before is None:
                return

    rows = (
        (
            line["at"],
            f"签署：{line['title']}" if line["signed"] else line["title"],
            line["case"].number,
            line["case"].called,
            line["kind"],
            line["stage"],
            line["case"].closed_at,
        )
        for line in pages()
    )
    columns = [
        Column(title="时间", kind="moment", width=18),
        Column(title="所办", width=30),
        NUMBER,
        NAME,
        KIND,
        Column(title="案件现在"),
        ENDED,
    ]
    return exported("已办", columns, rows, form)


def closed(officer: Officer, now: datetime, asked: Asked) -> Exported:
    """Closed cases, the newest first."""
    form = ChoosingForm(asked, officer, now, left_out=("lamp",))
    chosen = form.chosen()

    def pages() -> Iterator[Case]:
        before = None
        while True:
            cases, before = worklist.closed(officer, now, chosen, before=before, most=TOGETHER)
            yield from cases
            if before is None:
                return

    columns = [NUMBER, NAME, KIND, Column(title="结果"), UNIT, BEGUN, ENDED]
    return exported("已办结", columns, map(case_row, pages()), form)


#: name in the address -> the list
LISTS: Mapping[str, Build] = {
    "inbox": inbox,
    "waiting": waiting,
    "running": running,
    "done": done,
    "closed": closed,
}

OPEN_COLUMNS = [
    NUMBER,
    NAME,
    KIND,
    STAGE,
    UNIT,
    Column(title="轮到", width=40),
    Column(title="法定时限", kind="day", width=12),
    Column(title="时限名称", width=20),
    Column(title="承诺时限", kind="day", width=12),
    Column(title="期限", width=20),
]


#: fields into which anything may be typed
TYPED = frozenset({"q", "words"})


def exported(title: str, columns: list[Column], rows: Iterable[Sequence[Value]], form: Form) -> Exported:
    """A list of one sheet, narrowed by a form."""
    part = Part(title=title, columns=columns, rows=rows)
    return Exported(title=title, parts=[part], narrowed=in_words(form), entered=in_words(form, without=TYPED))


def open_row(line: Mapping[str, Any]) -> tuple[Value, ...]:
    """An open case with its term and with whom it waits for."""
    case, term = line["case"], line["line"]
    return (
        case.number,
        case.called,
        line["kind"],
        line["stage"],
        unit_of(case),
        "；".join(turn.said for turn in line["turns"]),
        term.due_on,
        f"{term.term}（暂定）" if term.provisional else term.term,
        term.promised_on,
        line["words"],
    )


def case_row(case: Case) -> tuple[Value, ...]:
    """A case with its days."""
    return (
        case.number,
        case.called,
        kind_title(case),
        stage_title(case),
        unit_of(case),
        case.opened_at,
        case.closed_at,
    )


def unit_of(case: Case) -> str:
    """The department that handles a case; empty where it is the bureau's."""
    return case.department.name if case.department else ""


def in_words(form: Form, *, without: Collection[str] = ()) -> str:
    """How a list is narrowed, field by field, as its form shows it; what could not be read narrowed nothing.

    Of the fields ``without`` only that they were filled in is said.
    """
    form.is_valid()
    chosen = [name for name in form.fields if form.data.get(name) and name not in form.errors]
    return "；".join(
        f"{form[name].label}：{'（不记）' if name in without else _shown(form[name])}" for name in chosen
    )


def _shown(field: Any) -> str:
    value = str(field.value() or "")
    choices: Iterable[tuple[Any, Any]] = getattr(field.field, "choices", ())
    return next((str(title) for key, title in choices if str(key) == value), value)
