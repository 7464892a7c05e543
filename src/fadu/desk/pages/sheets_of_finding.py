# SPDX-License-Identifier: MulanPSL-2.0
"""What a search found, and the cases of a party, as sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.reading import asked as asking
from fadu.cases.reading import party_pages, seeking
from fadu.desk.pages.party import line_of
from fadu.desk.pages.search import party_lines
from fadu.desk.pages.sheets_of_lists import (
    BEGUN,
    ENDED,
    KIND,
    NAME,
    NUMBER,
    STAGE,
    TYPED,
    UNIT,
    case_row,
    in_words,
    unit_of,
)
from fadu.desk.seeking_form import SeekingForm
from fadu.desk.sheets import MOST, Column, Exported, Part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fadu.desk.pages.sheets_of_lists import Asked, Build
    from fadu.people.models import Officer


def search(officer: Officer, now: datetime, asked: Asked) -> Exported:
    """The cases, parties and papers found; the identity of persons stands masked, as on the page."""
    form = SeekingForm(asked)
    hits = seeking.find(officer, now, asking.read(form.sought()), form.narrowed(), MOST + 1)
    parts = [
        Part(
            title="案件",
            columns=[NUMBER, NAME, KIND, STAGE, UNIT, BEGUN, ENDED],
            rows=map(case_row, hits.cases),
        )
    ]
    if hits.parties:
        columns = [
            Column(title="姓名或名称", width=36),
            Column(title="类型"),
            Column(title="代码或证件号码", width=24),
        ]
        parties = [(party["name"], party["kind"], party["identity"]) for party in party_lines(hits.parties)]
        parts.append(Part(title="当事人", columns=columns, rows=parties))
    if hits.papers:
        columns = [Column(title="文号", width=28), Column(title="文书", width=28), NUMBER, NAME]
        papers = [
            (row.document.number, row.document.title, row.case.number, row.case.called) for row in hits.papers
        ]
        parts.append(Part(title="文书", columns=columns, rows=papers))
    return Exported(title="检索", parts=parts, narrowed=in_words(form), entered=in_words(form, without=TYPED))


def party(officer: Officer, now: datetime, number: int) -> Exported | None:
    """The cases of a party; None where the officer knows of no such party."""
    known = party_pages.known(officer, now, number)
    if known is None:
        return None
    lines = map(line_of, party_pages.cases(officer, now, known.keys, MOST))
    rows = (
        (
            line["case"].number,
            line["case"].called,
            line["kind"],
            line["capacity"],
            line["stage"],
            unit_of(line["case"]),
            line["case"].opened_at,
            line["case"].closed_at,
        )
        for line in lines
    )
    columns = [NUMBER, NAME, KIND, Column(title="身份"), STAGE, UNIT, BEGUN, ENDED]
    part = Part(title="案件", columns=columns, rows=rows)
    return Exported(
        title="当事人的案件",
        parts=[part],
        narrowed=f"当事人：{known.party.name}",
        entered=f"当事人编号：{known.party.pk}",
    )


#: name in the address -> what is exported
LISTS: Mapping[str, Build] = {"search": search}
