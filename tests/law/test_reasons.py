# SPDX-License-Identifier: MulanPSL-2.0
"""Why a row of the tables has no rule of its own: data, read strictly, the row's own word before that of its subject."""

from __future__ import annotations

from pathlib import Path

import pytest

from fadu.law.errors import LawDataError
from fadu.law.reasons import Reason, Reasons, reasons
from fadu.law.tables import Row

AWAITED = "awaited: {petition: 信访事项, post: 信息发布}"
SUBJECTS = "subjects: [{subject: penalty, built: penalty}]"
ROWS = "coverage: [{rows: [A-1], reason: 一, state: not_ours}]"


def folder(at: Path, *, awaited: str = AWAITED, subjects: str = SUBJECTS, rows: str = ROWS) -> Path:
    for name, text in (("awaited", awaited), ("subjects", subjects), ("reasons", rows)):
        (at / f"{name}.yaml").write_text(text, encoding="utf-8")
    return at


def row(name: str, subject: str, instrument: str = "某法") -> Row:
    return Row(
        id=name,
        table="a.tsv",
        line=2,
        instrument=instrument,
        article="1",
        kind="gate",
        subject=subject,
        summary="一行",
        checked="text",
    )


def test_the_rows_own_reason_comes_before_that_of_its_instrument_and_that_before_the_subjects(
    tmp_path: Path,
) -> None:
    why = reasons(
        folder(
            tmp_path,
            subjects=(
                "subjects:\n- {subject: letters, awaiting: petition, reason: 主题}\n"
                "- {subject: letters, instruments: [公开法], awaiting: post, reason: 文件}\n"
            ),
        )
    )

    assert [why.of(each) for each in (row("A-1", "letters", "公开法"), row("A-2", "letters", "公开法"))] == [
        Reason(state="not_ours", text="一"),
        Reason(state="awaiting", text="文件", awaiting="post"),
    ]
    assert why.of(row("A-3", "letters")) == Reason(state="awaiting", text="主题", awaiting="petition")
    assert why.of(row("A-4", "penalty")) is None


def test_a_subject_that_stands_names_its_kind(tmp_path: Path) -> None:
    assert reasons(folder(tmp_path)).built == {"penalty": "penalty"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("coverage: []", "第1行第1列：条目说明的“coverage”应为列表，至少有一项"),
        ("coverage: [{rows: [A-1], by: [module:os]}]", "条目说明的一组缺少“reason”"),
        ("coverage: [{reason: 一, state: kept}]", "条目说明的一组的“rows”应为列表，至少有一项"),
        ("coverage: [{rows: [A-1], reason: 一, why: 二}]", "条目说明的一组里没有“why”这一项"),
        ("coverage: [{rows: [A-1], reason: 一}]", "应写 by、awaiting、state 中的一项；实为“没有写”"),
        (
            "coverage: [{rows: [A-1], reason: 一, state: kept, awaiting: petition}]",
            "应写 by、awaiting、state 中的一项；实为“awaiting、state”",
        ),
        (
            "coverage: [{rows: [A-1], reason: 一, state: modelled}]",
            "“state”应为kept、not_ours、unexplained之一；实为“modelled”",
        ),
        (
            "coverage: [{rows: [A-1], reason: 一, awaiting: petitions}]",
            "没有名为“petitions”的待建种类。是不是“petition”？",
        ),
        (
            "coverage: [{rows: [A-1], reason: 一, state: kept}, {rows: [A-1], reason: 二, state: kept}]",
            "第1行第59列：“A-1”写了两次",
        ),
    ],
)
def test_a_broken_file_of_reasons_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LawDataError, match=said):
        reasons(folder(tmp_path, rows=text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("subjects: [{subject: a, built: b, reason: 一}]", "主题说明的一项里没有“reason”这一项"),
        ("subjects: [{subject: a, built: b}, {subject: a, built: c}]", "“a”写了两次"),
        (
            "subjects: [{subject: a, instruments: [甲, 甲], state: not_ours, reason: 一}]",
            "“a、甲”写了两次",
        ),
        (
            "subjects: [{subject: a, built: b}, {subject: a, state: not_ours, reason: 一}]",
            "主题“a”既写为已建，又有整个主题的理由",
        ),
        ("subjects: [{built: b}]", "主题说明的一项缺少“subject”"),
    ],
)
def test_a_broken_file_of_subjects_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LawDataError, match=said):
        reasons(folder(tmp_path, subjects=text))


def test_an_awaited_kind_without_a_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawDataError, match="待建种类缺少“petition”"):
        reasons(folder(tmp_path, awaited="awaited: {petition: }"))


def test_every_awaited_kind_is_awaited_by_some_row() -> None:
    why = reasons()
    named = {reason.awaiting for reason in (*why.by_row.values(), *why.by_subject.values())} - {""}

    assert named == set(why.awaited)


def test_without_reasons_nothing_is_said() -> None:
    assert Reasons().of(row("A-1", "penalty")) is None
