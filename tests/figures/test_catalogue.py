# SPDX-License-Identifier: MulanPSL-2.0
"""What may be offered as an indicator, and what is said of what may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fadu.cases.models import Act
from fadu.figures import catalogue
from fadu.figures.catalogue import IndicatorError, faults_of
from fadu.figures.conditions import Is, NotAfter, Some
from fadu.figures.indicators import Indicator, Pending, Rows, Standing, Steps
from fadu.kernel.errors import UnknownNameError
from fadu.kernel.kinds import Kinds, handed_down, others
from fadu.matters.committee_item.models import CommitteeItem
from fadu.matters.complaint.models import Complaint


def complaints(**more: Any) -> Rows:
    return Rows(**{"of": Complaint, "on": "received_on"} | more)


def indicator(**more: Any) -> Indicator:
    plain = {"code": "X-01", "name": "件数", "unit": "件", "definition": "。", "measure": "count"}
    return Indicator(**plain | more)


def faults(one: Indicator, source: str = "complaint") -> str:
    return "；".join(faults_of(one, {"X-01": one}, source))


def test_what_the_product_offers_has_no_fault() -> None:
    known = catalogue.indicators()
    assert len(known) > 100
    assert list(known) == sorted(known)


FAULTS: dict[str, Callable[[], Indicator]] = {
    "应当只有一种取数方式": indicator,
    "是比率，应当写明分子和分母": lambda: indicator(measure="rate", numerator="X-01"),
    "引用的指标“X-99”不存在": lambda: indicator(rows=complaints(), within=("X-99",)),
    "引用的指标“X-98”不存在": lambda: indicator(rows=complaints(), sum_of=("X-98",)),
    "引用的指标“X-97”不存在": lambda: indicator(rows=complaints(), part_of="X-97"),
    "引用的指标“X-96”不存在": lambda: indicator(measure="rate", numerator="X-01", denominator="X-96"),
    "应当只写数值，不自带查询": lambda: indicator(rows=Standing(rows=lambda *_: ())),
    "是合计，应当写明金额栏": lambda: indicator(measure="sum", rows=complaints()),
    "“channel”不是日期栏": lambda: indicator(rows=complaints(on="channel")),
    "“nowhere”不是日期栏": lambda: indicator(rows=complaints(on="nowhere")),
    "“channel”不是整数栏": lambda: indicator(measure="sum", rows=complaints(amounts=("channel",))),
    "没有“fate”这一栏": lambda: indicator(rows=complaints(where=(Is("fate", "x"),))),
    "没有“due”这一栏": lambda: indicator(rows=complaints(where=(NotAfter("received_on", "due"),))),
    "没有“told”这一栏": lambda: indicator(rows=complaints(detail=("told",))),
    "没有“twin”这一栏": lambda: indicator(rows=complaints(first_of="twin")),
    "不能按案件的“case__title”取数": lambda: indicator(rows=complaints(where=(Is("case__title", "x"),))),
    "没有“replies”这一附表": lambda: indicator(rows=complaints(where=(Some("replies", ()),))),
    "“ended_on”不是日期栏": lambda: indicator(
        rows=Pending(of=complaints().of, since="received_on", until=("ended_on",))
    ),
    "没有“number”这一栏": lambda: indicator(rows=complaints(), kept=(complaints(where=(Is("number", 1),)),)),
}


@pytest.mark.parametrize("says", FAULTS)
def test_an_indicator_that_cannot_be_computed_is_told(says: str) -> None:
    assert says in faults(FAULTS[says]())


def test_a_fault_names_the_indicator_and_who_offers_it_and_nothing_else() -> None:
    rate = indicator(measure="rate", numerator="X-01")
    assert faults(rate) == "指标“X-01”（complaint）是比率，应当写明分子和分母"


def test_the_rows_of_a_table_of_the_record_are_held_to_their_columns_too() -> None:
    def asked(*where: Any) -> str:
        rows = Rows(of=CommitteeItem, on="resolved_on", where=where)
        return faults(indicator(rows=rows), source="committee_item")

    assert asked(Some("members", (Is("vote", "for"),))) == ""
    assert "没有“party”这一栏" in asked(Some("members", (Is("party", "x"),)))
    assert "没有“body”这一附表" in asked(Some("body", ()))
    assert "没有“nowhere”这一栏" in asked(Some("members", ()), Is("nowhere", 1))


def test_json_is_never_looked_into() -> None:
    looked = Rows(of=Act, on="happened_at", where=(Is("payload", "x"),))
    assert "没有“payload”这一栏" in faults(indicator(rows=looked), source="figures")


def test_a_register_that_a_room_reads_itself_is_no_fault_of_the_room() -> None:
    assert faults(indicator(rows=Standing(rows=lambda *_: ())), source="figures") == ""


def test_an_indicator_of_a_kind_that_cannot_be_computed_stops_the_reading_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(catalogue._offered, "stranger", (indicator(),))
    with others(Kinds(handed_down().folders)), pytest.raises(IndicatorError, match="X-01”（stranger）"):
        catalogue.indicators()


def test_a_code_defined_twice_names_both(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = (indicator(rows=complaints()),)
    monkeypatch.setitem(catalogue._offered, "one", twice)
    monkeypatch.setitem(catalogue._offered, "other", twice)
    with (
        others(Kinds(handed_down().folders)),
        pytest.raises(IndicatorError, match=r"“X-01”定义了两次（one、other）"),
    ):
        catalogue.indicators()


def test_a_room_offers_once() -> None:
    with pytest.raises(IndicatorError, match="提供了两次"):
        catalogue.offer("figures", ())


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="CMP-01"):
        catalogue.indicator("CMP01")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("CMP-01", "complaint"),
        ("CMP-12", "complaint"),
        ("PEN-15", "penalty"),
        ("PEN-11A", "penalty"),
        ("PEN-07", "committee_item"),
        ("SUP-01", ""),
        ("ORG-04", ""),
        ("CMP-11", ""),
    ],
)
def test_the_kind_whose_cases_alone_move_an_indicator(code: str, kind: str) -> None:
    assert catalogue.kind_of(code) == kind


def test_the_clocks_of_a_kind_are_no_other_kinds() -> None:
    steps = [one.rows for one in catalogue.indicators().values() if isinstance(one.rows, Steps)]
    assert len(steps) > 15
    assert {step.kind for step in steps} <= set(catalogue.handed_down().folders)


def test_indicators_are_frozen_and_keyword_only() -> None:
    one = catalogue.indicator("CMP-01")
    assert replace(one) == one
    assert hash(one) == hash(replace(one))
