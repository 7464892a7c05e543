# SPDX-License-Identifier: MulanPSL-2.0
"""Forms and looks in a real browser: faults at the top, another row, names of several files, paper by day. What holds of every page is in ``test_every_page``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.browser import axe

pytestmark = pytest.mark.browser


def newest(site: Any, kind: str) -> int:
    with sqlite3.connect(f"file:{site.home}/fadu.sqlite3?mode=ro", uri=True) as base:
        row = base.execute("select max(id) from cases_case where kind = ?", [kind]).fetchone()
    return int(row[0])


def test_the_figures_of_a_year_can_be_read_on_a_phone(page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/figures/2022/")

    assert page.evaluate("document.documentElement.scrollHeight") < 14_000
    narrowest = "Math.min(...[...document.querySelectorAll('td.small')].map((cell) => cell.clientWidth))"
    assert page.evaluate(narrowest) > 200


def test_on_a_phone_the_page_of_a_case_shows_what_is_next_and_folds_the_rest_until_it_is_asked_for(
    site: Any, page: Any
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/case/{newest(site, 'penalty')}/")

    assert page.evaluate("document.documentElement.scrollHeight") < 3_000
    assert page.is_visible("#can")
    assert page.is_visible("#terms + *")
    assert page.is_hidden(".timeline")

    page.click("summary:has(#past)")
    assert page.is_visible(".timeline")
    page.set_viewport_size({"width": 1366, "height": 900})
    page.reload()
    assert page.is_visible(".timeline")
    assert page.locator("details.narrow").count() == 0
    assert page.problems == []


def test_the_chart_of_a_case_opens_at_the_stage_in_which_it_stands(site: Any, page: Any) -> None:
    with sqlite3.connect(f"file:{site.home}/fadu.sqlite3?mode=ro", uri=True) as base:
        (case,) = base.execute("select max(id) from cases_case where closed_at is null").fetchone()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/case/{case}/chart/")

    box, here = (page.locator(one).first.bounding_box() for one in (".wall", ".band-here"))
    assert box["y"] <= here["y"] + here["height"]
    assert here["y"] < box["y"] + box["height"]


def test_what_is_wrong_takes_the_focus_and_leads_to_the_field(page_of: Callable[..., Any]) -> None:
    page = page_of("dengji")
    page.goto("/open/complaint/")
    page.fill("[name=party-name]", "测试人甲")
    page.fill("[name=goods]", "长" * 20)
    page.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true; })")
    page.click("main button.btn-primary")
    page.wait_for_selector(".faults")

    assert page.evaluate("document.activeElement.className").endswith("faults")
    page.click(".faults a[href='#id_dispute']")
    assert page.evaluate("document.activeElement.id") == "id_dispute"
    assert page.input_value("[name=goods]") == "长" * 20
    assert page.problems == []


def test_another_row_comes_without_loading_the_page_and_keeps_what_was_typed(site: Any, page: Any) -> None:
    page.goto(f"/case/{newest(site, 'penalty')}/do/gather/")
    rows = page.locator("fieldset.rows").first.locator("[data-one]")
    before = rows.count()
    first = rows.first.locator("input:not([type=hidden])").first
    first.fill("现场照片")
    page.evaluate("window.stays = true")
    page.locator("button[name=more_rows]").first.click()

    assert rows.count() == before + 1
    assert page.evaluate("window.stays") is True
    assert first.input_value() == "现场照片"
    names = rows.last.locator("[name]").evaluate_all("(inputs) => inputs.map((input) => input.name)")
    assert all(f"-{before}-" in name for name in names)
    assert set(rows.last.locator("input").evaluate_all("(inputs) => inputs.map((input) => input.value)")) == {
        ""
    }
    assert page.locator("[name$=TOTAL_FORMS]").first.input_value() == str(before + 1)
    assert page.problems == []


def test_of_several_files_each_gets_its_name_and_kind(site: Any, page: Any, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("发票.txt", "合同.txt")]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"/case/{newest(site, 'penalty')}/upload/")
    page.set_input_files("[name=file]", [str(path) for path in paths])

    titles = page.locator("[name=title_of]").evaluate_all("(inputs) => inputs.map((input) => input.value)")
    assert titles == ["发票", "合同"]
    assert page.locator("[name=kind_of]").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_input_files("[name=file]", [str(paths[0])])
    assert page.locator("[name=title_of]").count() == 0
    assert page.problems == []


def test_paper_is_printed_by_day(page: Any) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/closed/")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(31, 41, 51)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_of_many_rows_that_look_alike_the_one_whose_words_are_too_pale_is_told(
    page: Any, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/closed/")
    assert axe.violations(page) == []
    pale = "(row) => { row.style.color = getComputedStyle(document.body).backgroundColor; }"
    page.locator("main a[data-row]").nth(3).evaluate(pale)

    (fault,) = axe.violations(page, colours_alone=True)
    assert fault.startswith("axe color-contrast（1处）")
