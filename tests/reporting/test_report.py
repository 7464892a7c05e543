# SPDX-License-Identifier: MulanPSL-2.0
"""The duty report: no sentence without what bears it out, gaps for the author, locking, and what moved since."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fadu.cases.background import failing
from fadu.figures import cells
from fadu.figures.models import Cell, Comparison
from fadu.kernel import clock
from fadu.kernel.errors import FaduError
from fadu.ledger import selectors, sequencing
from fadu.ledger import services as ledger
from fadu.people import models
from fadu.people.models import Bureau, Certificate
from fadu.reporting import exchange, services
from fadu.reporting.draft import draft
from fadu.reporting.drafted import BARE
from fadu.reporting.outline import Statement, check
from fadu.reporting.outline_file import outline, parse
from fadu.reporting.register_names import not_kept
from fadu.reporting.rendering import render
from fadu.reporting.sheet import records_words, sheet

#: kinds of case whose records are emptied, with the rooms whose indicators go with them
WITH = {
    "licence": ("licence",),
    "complaint": ("complaint",),
    "tip_off": ("tip_off",),
    "penalty": ("penalty", "hearing", "committee_item", "performance"),
    "performance": ("performance",),
    "legal_review": ("legal_review",),
}


#: figures of another room that rest on records of the kind as well
ALSO = {"penalty": {"LGL-03"}}


def codes_of(kind: str) -> set[str]:
    own = {i.code for room in WITH[kind] for i in import_module(f"fadu.matters.{room}.indicators").INDICATORS}
    return own | ALSO.get(kind, set())


def drafted(bureau: Any) -> Any:
    return draft(bureau, 2022, as_of=date(2023, 1, 20))


def test_the_outline_has_three_sections_and_six_parts_in_the_first() -> None:
    plan = outline()
    assert [s.title[:2] for s in plan.sections] == ["一、", "二、", "三、"]
    assert [p.title[:3] for p in plan.sections[0].parts] == [
        "（一）",
        "（二）",
        "（三）",
        "（四）",
        "（五）",
        "（六）",
    ]


def test_every_paragraph_of_the_duty_report_has_its_place_in_the_outline() -> None:
    plan = outline()
    leads = [
        [len([p for p in part.paragraphs if p.lead]) for part in section.parts] for section in plan.sections
    ]
    assert leads == [[3, 4, 3, 2, 2, 2], [3], [5]]


def test_every_matter_of_duty_is_told_planned_or_named_as_a_gap() -> None:
    wanted = set((Path(__file__).parent / "matters_of_duty.txt").read_text(encoding="utf-8").split())
    assert outline().covered() == wanted


def test_every_register_named_as_missing_is_asked_for_by_a_statement() -> None:
    asked = {name for statement in outline().statements() for name in statement.evidence}
    assert set(not_kept()) <= asked


def test_intentions_stand_only_in_the_third_section_and_statements_only_in_the_others() -> None:
    first, second, third = outline().sections
    claimed = [
        s
        for section in (first, second)
        for part in section.parts
        for p in part.paragraphs
        for s in p.statements
    ]
    assert not any(s.plan for s in claimed)
    assert all(s.plan for part in third.parts for p in part.paragraphs for s in p.statements)


def parsed(say: dict[str, Any]) -> Any:
    part = {"title": "（一）示例", "paragraphs": [{"lead": "一是示例。", "say": [say]}]}
    posts = {"bureau_head": {"title": "示例", "opening": []}}
    content = {"posts": posts, "sections": [{"title": "一、示例", "parts": [part]}]}
    return parse(json.dumps(content, ensure_ascii=False), "提纲.yaml")


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
        {"say": "全年立案三百余件。", "figures": ["PEN-01"]},
        {"say": "案件按期办结率过半。", "figures": ["PEN-04"]},
        {"say": "立案{PEN-01}，成效显著。", "figures": ["PEN-01"]},
        {"say": "案件均按期办结。", "figures": ["PEN-01"], "totality": "PEN-01"},
        {"say": "案件均按期办结。", "figures": ["PEN-04"], "totality": "PEN-04"},
        {"say": "立案{PEN-01|about}。", "figures": ["PEN-01"]},
        {"say": "立案{PEN-01}。", "figures": ["PEN-01"], "when": {"figure": "PEN-99", "above": 0}},
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
        "number in characters",
        "part in words",
        "praise",
        "totality of a count",
        "totality without what is said below it",
        "unknown style",
        "unknown condition",
    ],
)
def test_the_outline_refuses_a_sentence_that_is_not_bound(say: dict[str, Any]) -> None:
    with pytest.raises(FaduError):
        parsed(say)


def test_every_printed_sentence_names_figures_that_were_kept_or_evidence_that_is_there(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    report = drafted(bureau)
    unborne = [
        s.key
        for s in report.sentences()
        if not (s.figures or s.evidence)
        or not all(report.figures[code].kept for code in s.figures)
        or not all(report.evidence[name] for name in s.evidence)
    ]
    assert unborne == []


@pytest.mark.parametrize(
    "text", ["全年完成12项任务。", "已经建立长效机制。", "办结三百件。", "开展{PEN-01}。"]
)
def test_an_intention_holds_no_number_and_tells_nothing_as_done(text: str) -> None:
    with pytest.raises(FaduError):
        check(Statement(key="3.1.1", text=text, plan=True))


@pytest.mark.parametrize("kind", WITH)
def test_emptying_one_kind_of_record_moves_exactly_its_sentences_to_the_gaps(
    kind: str, registers: Any, fill: Callable[..., Any]
) -> None:
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
    assert {gap.key for gap in less.gaps} - {gap.key for gap in full.gaps} >= gone


def _with_new_certificate(fill: Callable[..., Any], *, without: str) -> None:
    """The number of a certificate is unique over all bureaus."""
    Certificate.objects.update(number="37000002")
    fill(without=without)


#: registers beside the kinds of case -> how they are emptied, and what rests on them
STANDING = {
    "certificates": ("Certificate", {"ENF-02"}),
    "qualifications": ("LegalQualification", {"ORG-05", "ORG-04A"}),
    "seats": (
        "CommitteeMembership",
        {"ORG-04", "ORG-04A", "rule_of_law_group", "group_led_by_head", "committees", "disclosure_group"},
    ),
    "parameters": ("LocalParameter", {"local_parameters"}),
}


@pytest.mark.parametrize("register", ["seats", "parameters"])
def test_emptying_a_standing_register_moves_exactly_its_sentences_to_the_gaps(
    register: str, bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    full = drafted(bureau)
    model, rests = STANDING[register]
    getattr(models, model).objects.all().delete()
    less = drafted(bureau)
    gone = {s.key for s in full.sentences()} - {s.key for s in less.sentences()}
    assert gone == {s.key for s in full.sentences() if (set(s.figures) | set(s.evidence)) & rests} != set()
    assert gone <= {gap.key for gap in less.gaps}


def test_without_refusals_on_record_the_report_does_not_speak_of_refusals(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill(without="refusal")
    report = drafted(bureau)
    assert not any("当场拒绝" in s.text for s in report.sentences())
    assert "依法拒绝的办理请求" in {name for gap in report.gaps for name in gap.missing}


def test_an_empty_bureau_claims_nothing_but_its_name_and_the_procedures_it_runs(bureau: Any) -> None:
    report = drafted(bureau)
    assert {code for s in report.sentences() for code in s.figures} <= {
        "PWR-03",
        "PWR-04",
        "PWR-05",
        "PWR-07",
        "SHO-02",
    }
    assert {name for s in report.sentences() for name in s.evidence} == {"bureau"}


def test_a_part_that_nothing_bears_out_keeps_its_heading_and_says_so(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    texts = [node.text for node in sheet(drafted(bureau)).nodes if hasattr(node, "text")]
    assert texts[texts.index("（六）深化法治宣传教育，营造法治氛围") + 1] == BARE


def test_a_paragraph_that_stands_alone_has_no_ordinal_and_the_last_sentence_ends_it(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    part = drafted(bureau).sections[0].parts[4]
    assert [p.lead for p in part.paragraphs] == ["完善投诉举报工作流程。"]
    every = [p for section in drafted(bureau).sections for part in section.parts for p in part.paragraphs]
    assert [p.lead for p in every if not p.sentences[-1].text.endswith("。")] == []


def test_a_gap_names_its_place_what_is_missing_and_the_matters_it_would_tell(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    gap = next(g for g in drafted(bureau).gaps if "S49-b" in g.covers)
    assert (gap.place, gap.text, gap.missing) == (
        "一（六）二",
        "开展专题警示教育＿＿次。",
        ("专题警示教育记录",),
    )


def test_a_problem_brings_its_intention_and_without_it_there_is_none(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    fill()
    before = drafted(bureau)
    registers.tip_off(verification_due_on=date(2022, 5, 26), decided_on=date(2022, 6, 26))
    after = drafted(bureau)
    assert {s.text for s in after.plans()} - {s.text for s in before.plans()} == {
        "加强举报核查的督办提醒，核查期限届满前必须作出是否立案的决定。"
    }
    assert any("举报办理中超过法定期限的环节有1个" in s.text for s in after.sentences())


def test_a_deputy_gives_a_report_of_their_own_and_an_unknown_post_none(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    head, deputy = (services.report_of(bureau, 2022, post) for post in ("bureau_head", "deputy_head"))
    assert (services.current(head).title, services.current(deputy).title) == (
        "清河市场监管局主要负责人2022年度法治建设第一责任人述法报告",
        "清河市场监管局分管负责人2022年度述法报告",
    )
    with pytest.raises(FaduError, match="述法岗位"):
        services.report_of(bureau, 2022, "window_clerk")


@pytest.mark.both_databases
def test_the_queries_of_a_report_do_not_grow_with_the_records(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    fill()
    with CaptureQueriesContext(connection) as few:
        drafted(bureau)
    for _ in range(5):
        registers.penalty()
        registers.complaint()
        registers.refusal()
    with CaptureQueriesContext(connection) as many:
        drafted(bureau)
    assert len(many) == len(few)


@pytest.mark.both_databases
def test_a_report_read_back_from_its_json_is_the_report(bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    report = drafted(bureau)
    assert exchange.read(exchange.write(report)) == report


def test_every_case_behind_a_figure_stands_in_the_annex_of_the_word_file(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    report = drafted(bureau)
    document = docx.Document(BytesIO(render(report, "docx")))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert [
        f.code for f in report.figures.values() if f.kept and records_words(f, report.figures) not in cells
    ] == []
    assert [g.text for g in report.gap_lines() if g.text not in cells] == []


def test_a_statement_of_totality_is_printed_at_the_whole_only(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    fill()
    whole = next(s for s in drafted(bureau).sentences() if "均经法律审核后发出" in s.text)
    registers.complaint(reply_reviewed=False)
    sentences = drafted(bureau).sentences()
    assert whole.key not in {s.key for s in sentences}
    assert any("经法律审核后发出的占75%（3/4件）" in s.text for s in sentences)


def test_a_rate_prints_with_its_numerator_and_denominator(bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    text = "".join(s.text for s in drafted(bureau).sentences())
    assert "达成协议的占50%（1/2件）" in text


@pytest.mark.parametrize("fmt", ["docx", "pdf", "html", "json"])
def test_the_report_is_written_in_every_format(fmt: str, bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    start = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>", "json": b"{"}[fmt]
    assert render(drafted(bureau), fmt).startswith(start)


def test_the_json_report_carries_the_records_of_both_sides_of_a_rate(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    rate = json.loads(render(drafted(bureau), "json"))["figures"]["CMP-06"]
    assert (len(rate["numerator"]["records"]), len(rate["denominator"]["records"])) == (1, 2)


def test_the_html_report_shows_the_records_of_the_denominator_too(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    report = drafted(bureau)
    only = {"CMP-06": report.figures["CMP-06"]}
    page = render(replace(report, figures=only), "html").decode()
    denominator = only["CMP-06"].denominator
    assert denominator is not None
    assert [name for name in denominator.records if name not in page] == []


@pytest.mark.both_databases
def test_a_locked_report_names_the_figures_that_moved_and_no_others(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    head = fill()
    report = services.lock(services.report_of(bureau, 2022), by=head)
    assert services.moved(report) == []
    registers.tip_off()
    assert [m.code for m in services.moved(report)] == ["CMP-08", "CMP-09", "CMP-10", "CMP-11", "SUP-01"]
    assert services.as_it_stands(report).figures["CMP-08"].value == 1


@pytest.mark.both_databases
def test_a_report_is_locked_from_the_records_whatever_stored_cells_say_and_the_cells_are_set_right(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    head = fill()
    sequencing.sequence()
    cells.refresh(bureau, clock.today())
    true = services.current(services.report_of(bureau, 2022)).figures["CMP-01"].value
    april = Cell.objects.filter(bureau=bureau, code="CMP-01", month=date(2022, 4, 1))
    assert (true, april.update(value=77)) == (2, 1)

    report = services.lock(services.report_of(bureau, 2022), by=head)

    assert report.locked_figures["CMP-01"][0] == true
    assert services.as_it_stands(report).figures["CMP-01"].value == true
    assert april.get().value == true
    (failure,) = failing.failing(bureau.pk)
    assert failure.error == "1个数据单元与重数的结果不符，已经改正：CMP-01 2022年04月存为77，重数为2。"
    assert not Comparison.objects.exists()


@pytest.mark.both_databases
def test_locking_a_year_whose_cells_agree_settles_no_difference_that_nobody_has_looked_into(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    head = fill()
    sequencing.sequence()
    cells.refresh(bureau, clock.today())
    Cell.objects.filter(bureau=bureau, code="CMP-01", month=date(2022, 4, 1)).update(value=77)
    services.lock(services.report_of(bureau, 2022), by=head)
    services.lock(services.report_of(bureau, 2022, "deputy_head"), by=head)
    assert len(failing.failing(bureau.pk)) == 1


def test_the_annex_names_the_root_of_the_ledger_and_the_key_that_signed_it(bureau: Any) -> None:
    ledger.append(stream="case:甲", kind="act", body={}, at=clock.now())
    head = sequencing.sequence()
    assert head is not None

    report = drafted(bureau)
    words = f"账本根（前{head.size}项）：{head.root}；签名公钥指纹：{head.fingerprint}"
    assert words in [
        paragraph.text for paragraph in docx.Document(BytesIO(render(report, "docx"))).paragraphs
    ]
    assert words in render(report, "html").decode()


@pytest.mark.both_databases
def test_locking_enters_the_ledger(bureau: Any, fill: Callable[..., Any]) -> None:
    head = fill()
    report = services.lock(services.report_of(bureau, 2022), by=head)
    entered = [said.body["what"] for said in selectors.said_in(f"report:{report.pk}").values()]
    assert entered == ["begun", "locked"]


def test_a_locked_report_is_not_reworded(bureau: Any, fill: Callable[..., Any]) -> None:
    report = services.lock(services.report_of(bureau, 2022), by=fill())
    with pytest.raises(services.LockedError):
        services.reword(report, key="bureau_head.1", text="改写")


def test_an_authors_wording_cannot_type_a_number(bureau: Any) -> None:
    statement = next(s for s in outline().statements() if "CMP-08" in s.figures)
    with pytest.raises(FaduError, match="数字只能来自数据"):
        services.reword(services.report_of(bureau, 2022), key=statement.key, text="接收举报300件。")


def test_an_authors_wording_still_prints_computed_figures(bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    statement = next(s for s in outline().statements() if "CMP-08" in s.figures)
    report = services.report_of(bureau, 2022)
    services.reword(report, key=statement.key, text="共收到举报{CMP-08}。")
    assert "共收到举报1件。" in [s.text for s in services.current(report).sentences()]


@pytest.mark.parametrize("text", ["接收举报情况良好。", "接收举报三百余件。", "接收举报{CMP-08}，同比下降。"])
def test_an_authors_wording_says_nothing_the_statement_does_not_bear_out(text: str, bureau: Any) -> None:
    statement = next(s for s in outline().statements() if "CMP-08" in s.figures)
    with pytest.raises(FaduError):
        services.reword(services.report_of(bureau, 2022), key=statement.key, text=text)


def test_an_intention_is_reworded_as_an_intention(bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    plan = next(s for s in outline().sentences() if s.plan)
    report = services.report_of(bureau, 2022)
    services.reword(report, key=plan.key, text="将法治建设任务逐项分解到科室。")
    assert "将法治建设任务逐项分解到科室。" in [s.text for s in services.current(report).plans()]


def test_a_wording_equal_to_the_outlines_is_none_of_the_authors(bureau: Any) -> None:
    statement = outline().statements()[0]
    report = services.report_of(bureau, 2022)
    services.reword(report, key=statement.key, text=statement.text)
    assert not report.wordings.exists()
