# SPDX-License-Identifier: MulanPSL-2.0
"""Figures that contradict each other are told with both; those of any register that can be are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fadu.figures import catalogue, relations
from fadu.figures.period import Period
from fadu.figures.reading import Reading

YEAR = Period.year(2022, as_of=date(2023, 3, 1))


def contradictions(bureau: Any) -> list[str]:
    return [str(contradiction) for contradiction in relations.broken(Reading(bureau, YEAR))]


def test_the_figures_of_a_filled_year_do_not_contradict_each_other(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    assert contradictions(bureau) == []


def test_every_record_of_a_part_is_a_record_of_its_whole(bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    reading = Reading(bureau, YEAR)
    parts = list(relations.parts())
    assert ("CMP-08A", ("CMP-08", "CMP-08O")) in parts
    assert ("CMP-06A", ("CMP-06B",)) in parts
    assert [
        code
        for code, wholes in parts
        if set(reading.figure(code).records)
        - {record for whole in wholes for record in reading.figure(whole).records}
    ] == []


def test_a_ratio_of_two_groups_of_people_is_no_part_of_a_whole() -> None:
    assert "RES-02A" not in dict(relations.parts())


def test_more_decisions_than_there_were_cases_to_decide_are_told(bureau: Any, registers: Any) -> None:
    registers.tip_off()
    registers.tip_off(received_on=None, decision="file")
    registers.tip_off(received_on=None, decision="file")
    assert contradictions(bureau) == [
        "CMP-08A 举报立案数（2）应当包含在CMP-08 举报接收数、CMP-08O 年初未决的举报（1）之内。",
        *_petitions(),
    ]


def _petitions() -> list[str]:
    return ["CMP-10 处理信访举报件数（3）应当包含在CMP-08 举报接收数、CMP-08O 年初未决的举报（1）之内。"]


def test_amounts_that_do_not_add_up_are_told(
    bureau: Any, registers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    registers.penalty(fine=100, confiscated_gains=0)
    whole = catalogue.indicators()
    short = {**whole, "PEN-03": replace(whole["PEN-03"], sum_of=("PEN-03B", "PEN-03C"))}
    monkeypatch.setattr(relations, "indicators", lambda: short)
    assert contradictions(bureau) == [
        "PEN-03 罚没金额（100）应当等于PEN-03B 没收违法所得、PEN-03C 没收非法财物价值之和（0）。"
    ]
