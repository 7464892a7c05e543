# SPDX-License-Identifier: MulanPSL-2.0
"""Papers of cases as they are shown today, with what was said of each after it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.papers.since import names_today
from fadu.cases.world.worlds import is_installed, states_of
from fadu.desk import words
from fadu.desk.signed_by_hand import mark_of
from fadu.kernel.chinese_dates import chinese_date
from fadu.records.since import Since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.cases.models import Case, CaseDocument
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: what the sheet behind a paper holds, as a list of contents calls it
REFUSED, SIGNED, CORRECTED = "未签名的记明", "签名", "日期更正"


def since(rows: Sequence[CaseDocument]) -> dict[int, Since]:
    """What was said since of each paper of some cases, by the number of the document; the acts of all of them are read together."""
    cases = {row.case_id: row.case for row in rows if is_installed(row.case.kind)}
    states = states_of(cases.values())
    return {
        row.document_id: each
        for case in cases.values()
        for row, each in _of_case(case, states[case.pk], [row for row in rows if row.case_id == case.pk])
    }


def _of_case(case: Case, state: State, rows: Sequence[CaseDocument]) -> list[tuple[CaseDocument, Since]]:
    names = names_today(case, state)
    lines = {row.pk: behind(case, state, row) for row in rows}
    return [
        (
            row,
            Since(
                names=names.get(row.seq, {}),
                behind=tuple(line for _, line in lines[row.pk]),
                called=tuple(dict.fromkeys(called for called, _ in lines[row.pk])),
            ),
        )
        for row in rows
    ]


def behind(case: Case, state: State, row: CaseDocument) -> list[tuple[str, str]]:
    """What was noted of a paper since, each with what it is called: that somebody did not sign it and why, that somebody did, and which
    of its days were mended.
    """
    mark = mark_of(row.document.digest)
    lines = [
        (REFUSED, f"{_when_and_by(entry)}记明：{entry.payload['text']}")
        for entry in state.done("note")
        if mark in str(entry.payload.get("text", ""))
    ]
    lines += [
        (SIGNED, f"{_when_and_by(entry)}收入签名，存于本卷材料：{entry.payload['title']}。")
        for entry in state.filed()
        if mark in str(entry.payload.get("title", ""))
    ]
    return lines + [
        (CORRECTED, f"出具以后更正的日期：{text}") for text in words.corrected_since(case, state, row.seq)
    ]


def _when_and_by(entry: Entry) -> str:
    names = "、".join(signature.name for signature in entry.by)
    return f"{chinese_date(entry.at.date())}，{names}"
