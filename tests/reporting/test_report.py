# SPDX-License-Identifier: MulanPSL-2.0
"""The duty report: no sentence without what bears it out, gaps for the author, locking, and what moved since."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest

from fadu.kernel.errors import FaduError

#: kinds of case whose records are emptied, with the rooms whose indicators go with them
WITH = {
    "licence": ("licence",),
    "complaint": ("complaint",),
    "tip_off": ("tip_off",),
    "penalty": ("penalty", "hearing", "committee_item", "performance"),
    "performance": ("performance",),
    "legal_review": ("legal_review",),
}


def codes_of(kind: str) -> set[str]:
    return {
        i.code for room in WITH[kind] for i in import_module(f"fadu.matters.{room}.indicators").INDICATORS
    }


def drafted(bureau: Any) -> Any:
    from fadu.reporting.draft import draft

    return draft(bureau, 2022)


def test_the_outline_has_three_sections_and_six_parts_in_the_first() -> None:
    from fadu.reporting.outline import outline

    told = outline()
    assert [s.title[:2] for s in told.sections] == ["一、", "二、", "三、"]
    assert [p.title[:3] for p in told.sections[0].parts] == [
        "（一）",
        "（二）",
        "（三）",
        "（四）",
        "（五）",
        "（六）",
    ]


def test_intentions_stand_only_in_the_third_section_and_statements_only_in_the_others() -> None:
    from fadu.reporting.outline import outline

    first, second, third = outline().sections
    assert not any(p.plan for section in (first, second) for part in section.parts for p in part.paragraphs)
    assert not any(p.statements for part in third.parts for p in part.paragraphs)


def parsed(say: dict[str, Any]) -> Any:
    from fadu.reporting.outline import parse

    part = {"title": "（一）示例", "paragraphs": [{"lead": "一是示例。", "say": [say]}]}
    return parse({"title": "示例", "sections": [{"title": "一、示例", "parts": [part]}]})


@pytest.mark.parametrize(
    "say",
    [
        {"say": "各项工作取得明显成效。"},
        {"say": "全年立案12件。", "figures": ["PEN-01"]},
        {"say": "全年作出决定{PEN-02}。", "figures": ["PEN-01"]},
        {"say": "案件均按期办结。", "figures": ["PEN-04"]},
        {"say": "处罚决定{PEN-02}，每次都集体讨论。", "figures": ["PEN-02"]},
        {"say": "全年立案{PEN-01}。", "figures": ["PEN-99"]},
        {"say": "开展{drills.count}次。", "evidence": ["drills"]},
        {"say": "全年立案{PEN-01}。", "figures": ["PEN-01"], "because": "x"},
    ],
    ids=[
        "nothing bears it out",
        "typed number",
        "unnamed figure",
        "totality",
        "totality in other words",
        "unknown figure",
        "unknown evidence",
        "unknown key",
    ],
)
def test_the_outline_refuses_a_sentence_that_is_not_bound(say: dict[str, Any]) -> None:
    with pytest.raises(FaduError):
        parsed(say)


def test_every_printed_sentence_names_figures_that_were_kept_or_evidence_that_is_there(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    told = drafted(bureau)
    unborne = [
        s.key
        for s in told.sentences()
        if not (s.figures or s.evidence)
        or not all(told.figures[code].kept for code in s.figures)
        or not all(told.evidence[name] for name in s.evidence)
    ]
    assert unborne == []


@pytest.mark.parametrize("kind", WITH)
def test_emptying_one_kind_of_record_moves_exactly_its_sentences_to_the_gaps(
    kind: str, registers: Any, fill: Callable[..., Any]
) -> None:
    from fadu.people.models import Bureau

    fill()
    full = drafted(registers.bureau)
    registers.bureau = Bureau.objects.create(
        name="另一局", short="另局", abbreviation="另市监", region_code="370200"
    )
    _with_new_certificate(fill, without=kind)
    less = drafted(registers.bureau)
    gone = {s.key for s in full.sentences()} - {s.key for s in less.sentences()}
    assert gone == {s.key for s in full.sentences() if set(s.figures) & codes_of(kind)}
    assert gone <= {gap.key for gap in less.gaps}


def _with_new_certificate(fill: Callable[..., Any], *, without: str) -> None:
    """The number of a certificate is unique over all bureaus."""
    from fadu.people.models import Certificate

    Certificate.objects.update(number="37000002")
    fill(without=without)


def test_a_statement_of_totality_is_printed_at_the_whole_only(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    fill()
    whole = next(s for s in drafted(bureau).sentences() if "均在法律审核后发出" in s.text)
    registers.complaint(reply_reviewed=False)
    assert whole.key not in {s.key for s in drafted(bureau).sentences()}


def test_a_rate_prints_with_its_numerator_and_denominator(bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    text = "".join(s.text for s in drafted(bureau).sentences())
    assert "调解成功率50%（1/2件）" in text


@pytest.mark.parametrize("fmt", ["docx", "pdf", "html", "json"])
def test_the_report_is_written_in_every_format(fmt: str, bureau: Any, fill: Callable[..., Any]) -> None:
    from fadu.reporting.rendering import render

    fill()
    start = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>", "json": b"{"}[fmt]
    assert render(drafted(bureau), fmt).startswith(start)


def test_the_json_report_carries_the_records_of_both_sides_of_a_rate(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    from fadu.reporting.rendering import render

    fill()
    rate = json.loads(render(drafted(bureau), "json"))["figures"]["CMP-06"]
    assert (len(rate["numerator"]["records"]), len(rate["denominator"]["records"])) == (1, 2)


def test_the_html_report_shows_the_records_of_the_denominator_too(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    from fadu.reporting.rendering import render

    fill()
    told = drafted(bureau)
    only = {"CMP-06": told.figures["CMP-06"]}
    page = render(replace(told, figures=only), "html").decode()
    denominator = only["CMP-06"].denominator
    assert denominator is not None
    assert [name for name in denominator.records if name not in page] == []


def test_a_locked_report_names_the_figures_that_moved_and_no_others(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    from fadu.reporting import services

    head = fill()
    report = services.lock(services.report_of(bureau, 2022), by=head)
    assert services.moved(report) == []
    registers.tip_off()
    assert [code for code, _, _ in services.moved(report)] == ["CMP-08", "CMP-09", "CMP-10", "CMP-11"]


def test_locking_enters_the_ledger(bureau: Any, fill: Callable[..., Any]) -> None:
    from fadu.ledger import selectors
    from fadu.reporting import services

    head = fill()
    services.lock(services.report_of(bureau, 2022), by=head)
    assert len(selectors.digests(f"report:{bureau.pk}/2022/bureau_head")) == 1


def test_a_locked_report_is_not_reworded(bureau: Any, fill: Callable[..., Any]) -> None:
    from fadu.reporting import services

    report = services.lock(services.report_of(bureau, 2022), by=fill())
    with pytest.raises(services.LockedError):
        services.reword(report, key="0.0", text="改写")


def test_an_authors_wording_cannot_type_a_number(bureau: Any) -> None:
    from fadu.reporting import services
    from fadu.reporting.outline import outline

    statement = next(s for s in outline().statements() if "CMP-08" in s.figures)
    with pytest.raises(FaduError, match="数字只能来自数据"):
        services.reword(services.report_of(bureau, 2022), key=statement.key, text="接收举报300件。")


def test_an_authors_wording_still_prints_computed_figures(bureau: Any, fill: Callable[..., Any]) -> None:
    from fadu.reporting import services
    from fadu.reporting.outline import outline

    fill()
    statement = next(s for s in outline().statements() if "CMP-08" in s.figures)
    report = services.report_of(bureau, 2022)
    services.reword(report, key=statement.key, text="共收到举报{CMP-08}。")
    assert "共收到举报1件。" in [s.text for s in services.current(report).sentences()]
