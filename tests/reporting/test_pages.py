# SPDX-License-Identifier: MulanPSL-2.0
"""The pages of figures and of the report, and the commands."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fadu.cli import figures, report
from fadu.desk.pages import figures as figures_page
from fadu.figures import cells
from fadu.figures.period import Period
from fadu.figures.reading import figure
from fadu.kernel import clock
from fadu.ledger.sequencing import sequence
from fadu.matters.tip_off.models import TipOff
from fadu.people.models import Officer
from fadu.reporting import services
from fadu.reporting.outline_file import outline
from fadu.reporting.services import LockedError, report_of

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize("code", ["LIC-02", "PEN-03", "CMP-08"])
def test_the_page_of_a_figure_lists_exactly_its_records(
    code: str, bureau: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    response = signed_in(fill()).get(f"/figures/2022/{code}/")
    shown = [line["record"] for part in response.context["parts"] for line in part["rows"]]
    assert shown == figure(code, bureau, Period.year(2022, as_of=clock.today())).records


def test_the_page_of_a_rate_opens_both_lists(fill: Callable[..., Any], signed_in: Any) -> None:
    response = signed_in(fill()).get("/figures/2022/CMP-06/")
    assert [len(part["rows"]) for part in response.context["parts"]] == [1, 2]


def test_a_case_an_officer_may_not_see_is_counted_and_not_named(
    bureau: Any, registers: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    fill()
    handler = Officer.objects.get(bureau=bureau, name="甲")
    penalty = registers.penalty()
    page = signed_in(handler).get("/figures/2022/PEN-02/")
    assert len(page.context["parts"][0]["rows"]) == 2
    assert penalty.case.number not in page.content.decode()


def test_the_page_of_figures_asks_as_often_for_many_records_as_for_few_with_cells_and_without(
    bureau: Any, registers: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    client = signed_in(fill())
    few = asked(client)
    for _ in range(6):
        registers.licence()
        registers.complaint()
        registers.tip_off()
        registers.performance(registers.penalty().case)

    many = asked(client)
    sequence()
    cells.refresh(bureau, clock.today())
    from_cells = asked(client)

    assert len(many) == len(few)
    assert len(from_cells) < len(many)
    assert [sql for sql in from_cells if re.match("(INSERT|UPDATE|DELETE)", sql)] == []


def asked(client: Any) -> list[str]:
    """The statements of the page of figures, opened a second time."""
    client.get("/figures/2022/")
    with CaptureQueriesContext(connection) as statements:
        assert client.get("/figures/2022/").status_code == 200
    return [query["sql"] for query in statements.captured_queries]


def test_a_figure_that_does_not_exist_is_not_found(fill: Callable[..., Any], signed_in: Any) -> None:
    assert signed_in(fill()).get("/figures/2022/XXX-01/").status_code == 404


def test_nobody_sees_figures_without_signing_in(client: Any, bureau: Any) -> None:
    assert client.get("/figures/2022/").status_code == 302


def test_the_head_reads_and_locks_the_report_on_screen(
    bureau: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    browser = signed_in(fill())
    assert browser.get("/report/2022/").status_code == 200
    browser.post("/report/2022/", {"lock": "1"})
    assert report_of(bureau, 2022).locked_at is not None


def test_a_case_handler_does_not_read_the_heads_report(
    bureau: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    fill()
    assert signed_in(Officer.objects.get(bureau=bureau, name="甲")).get("/report/2022/").status_code == 403


def run(module: Any, *words: str) -> int:
    parser = ArgumentParser()
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words)))


def test_the_command_prints_each_figure_with_its_records(
    fill: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    fill()
    assert run(figures, "2022", "--json") == 0
    by_code = {shown["code"]: shown for shown in json.loads(capsys.readouterr().out)}
    assert by_code["LIC-02"]["value"] == len(by_code["LIC-02"]["records"]) == 3


def test_the_command_writes_the_report_to_a_file(fill: Callable[..., Any], tmp_path: Path) -> None:
    fill()
    assert run(report, "2022", "--format", "pdf", "-o", str(tmp_path / "report.pdf")) == 0
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_command_names_figures_that_moved_since_the_report_was_locked(
    bureau: Any, registers: Any, fill: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    services.lock(services.report_of(bureau, 2022), by=fill())
    registers.licence()
    run(report, "2022", "--format", "json", "-o", str(tmp_path / "report.json"))
    assert "LIC-02 行政许可申请数，定稿时3件，现在4件" in capsys.readouterr().err


@pytest.mark.parametrize("fmt", ["docx", "pdf", "html", "json"])
def test_a_locked_report_is_handed_out_as_it_was_locked_on_screen_and_by_command(
    bureau: Any, registers: Any, fill: Callable[..., Any], signed_in: Any, tmp_path: Path, fmt: str
) -> None:
    head = fill()
    locked = services.lock(services.report_of(bureau, 2022), by=head)
    before = services.as_file(locked, fmt)
    registers.licence()
    assert services.moved(locked) != []

    assert services.as_file(locked, fmt) == before
    assert signed_in(head).get(f"/report/2022/?format={fmt}").content == before
    run(report, "2022", "--format", fmt, "-o", str(tmp_path / "report"))
    assert (tmp_path / "report").read_bytes() == before


def test_a_locked_report_says_so_in_chinese() -> None:
    assert "定稿" in str(LockedError())


def shown_records(response: Any) -> list[str]:
    return [line["record"] for part in response.context["parts"] for line in part["rows"]]


def test_every_number_of_the_report_on_screen_opens_as_many_records_as_it_says(
    bureau: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    browser = signed_in(fill())
    draft = browser.get("/report/2022/").context["draft"]
    bound = {p.figure or p.evidence for s in draft.sentences() for p in s.pieces if p.figure or p.evidence}
    counted = {name: len(draft.evidence[name]) for name in bound & set(draft.evidence)}
    for code in bound & set(draft.figures):
        shown = draft.figures[code]
        counted[code] = (
            len(shown.rows)
            if shown.numerator is None
            else len(shown.numerator.rows) + len(shown.denominator.rows)
        )
    opened = {name: len(shown_records(browser.get(f"/report/2022/records/{name}/"))) for name in bound}
    assert opened == counted
    assert len(opened) > 40


def test_a_locked_report_on_screen_does_not_change_and_opens_the_records_it_was_locked_with(
    bureau: Any, registers: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    browser = signed_in(fill())
    browser.post("/report/2022/", {"lock": "1"})
    before = browser.get("/report/2022/")
    records = shown_records(browser.get("/report/2022/records/LIC-02/"))
    new = registers.licence()
    after = browser.get("/report/2022/")
    assert after.context["draft"] == before.context["draft"]
    assert shown_records(browser.get("/report/2022/records/LIC-02/")) == records
    assert new.case.number in shown_records(browser.get("/figures/2022/LIC-02/"))
    assert ("LIC-02", "3件", "4件") in [(m.code, m.before, m.now) for m in after.context["moved"]]


def test_a_figure_with_the_same_number_of_other_records_has_moved(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    report = services.lock(services.report_of(bureau, 2022), by=fill())
    TipOff.objects.update(received_on=date(2021, 12, 31))
    registers.tip_off(decided_on=None, told_on=None, verification_due_on=date(2023, 1, 9))
    assert {m.code: m.now for m in services.moved(report) if m.code != "SUP-01"} == {
        "CMP-08": services.OTHER_RECORDS,
        "CMP-11": services.OTHER_RECORDS,
    }


def test_the_author_rewords_a_sentence_on_screen_and_its_number_is_still_computed(
    bureau: Any, registers: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    browser = signed_in(fill())
    key = next(s.key for s in outline().statements() if "CMP-08" in s.figures)
    browser.post("/report/2022/", {"key": key, "text": "全年共收到举报{CMP-08}。"})
    registers.tip_off()
    page = browser.get("/report/2022/")
    assert "全年共收到举报2件。" in [s.text for s in page.context["draft"].sentences()]
    assert "全年共收到举报{CMP-08}。" in page.content.decode()


def test_a_deputys_report_is_locked_by_a_deputy(
    bureau: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    browser = signed_in(fill())
    assert browser.post("/report/2022/?post=deputy_head", {"lock": "1"}).status_code == 403
    assert report_of(bureau, 2022, "deputy_head").locked_at is None
    assert browser.get("/report/2022/?post=window_clerk").status_code == 404


def test_no_english_name_of_a_register_stands_in_a_report_for_readers(
    bureau: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    browser = signed_in(fill())
    text = re.sub(r"<[^>]*>|\{[^}]*\}", "", browser.get("/report/2022/?format=html").content.decode())
    assert re.findall(r"[a-z]{3,}_[a-z]+", text) == []


def test_the_records_behind_a_report_are_shown_to_its_readers_alone(
    bureau: Any, fill: Callable[..., Any], signed_in: Any, client: Any
) -> None:
    fill()
    assert client.get("/report/2022/records/refusals/").status_code == 302
    handler = signed_in(Officer.objects.get(bureau=bureau, name="甲"))
    assert handler.get("/report/2022/records/refusals/").status_code == 403


def test_a_name_the_report_does_not_rest_on_is_not_found(fill: Callable[..., Any], signed_in: Any) -> None:
    browser = signed_in(fill())
    assert browser.get("/report/2022/records/study_sessions/").status_code == 404
    browser.post("/report/2022/", {"lock": "1"})
    assert browser.get("/report/2022/records/study_sessions/").status_code == 404


def test_the_command_opens_one_figure_with_its_amounts_and_both_sides_of_a_rate(
    fill: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    fill()
    run(figures, "2022", "--code", "PRF-01")
    assert "5,123.45元" in capsys.readouterr().out
    run(figures, "2022", "--code", "CMP-06", "--json")
    opened = json.loads(capsys.readouterr().out)
    assert [(shown["code"], len(shown["rows"])) for shown in opened] == [
        ("CMP-06", 1),
        ("CMP-06A", 1),
        ("CMP-06B", 2),
    ]


def test_a_figure_of_more_records_than_one_statement_may_name_opens(
    registers: Any, fill: Callable[..., Any], signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures_page, "AT_ONCE", 2)
    browser = signed_in(fill())
    for _ in range(4):
        registers.licence()
    response = browser.get("/figures/2022/LIC-02/")
    rows = [line for part in response.context["parts"] for line in part["rows"]]
    assert len(rows) == len({line["case_id"] for line in rows}) == 7


def test_figures_that_contradict_each_other_are_shown(
    registers: Any, fill: Callable[..., Any], signed_in: Any
) -> None:
    browser = signed_in(fill())
    assert "数据之间不一致" not in browser.get("/figures/2022/").content.decode()
    for _ in range(3):
        registers.tip_off(received_on=None, decision="file")
    assert "举报立案数（3）应当包含在" in browser.get("/figures/2022/").content.decode()
