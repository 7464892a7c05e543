# SPDX-License-Identifier: MulanPSL-2.0
"""Forms and looks in a real browser: faults at the top, another row, names of several files, by day and by night, at every width."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fadu.desk.pages.bureau import FORMS as BUREAU_FORMS

pytestmark = pytest.mark.browser
WIDTHS = (360, 683, 1366)
#: what one reads that stands out too little from what is behind it: the text, the colours, the contrast
FAINT = """
() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length && (colour.length < 4 || colour[3] > 0.9)) return colour;
    }
    return parse(getComputedStyle(document.documentElement).colorScheme === "dark" ? "rgb(0,0,0)" : "rgb(255,255,255)");
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const box = element.getBoundingClientRect();
    if (!own || box.width < 2 || box.height < 2 || element.closest("[disabled], .void")) continue;
    const [one, other] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (other + 0.05);
    if (contrast < 4.5) faint.push([element.textContent.trim().slice(0, 20), element.className, contrast.toFixed(2)]);
  }
  return faint;
}
"""


def newest(site: Any, kind: str) -> int:
    with sqlite3.connect(f"file:{site.home}/fadu.sqlite3?mode=ro", uri=True) as base:
        row = base.execute("select max(id) from cases_case where kind = ?", [kind]).fetchone()
    return int(row[0])


def addresses(site: Any) -> list[str]:
    case = newest(site, "penalty")
    at = f"/case/{case}/"
    acts = ("gather", "conclude", "decide", "inspect", "serve", "assign", "note", "add_party", "succeed")
    lists = [
        "/",
        "/waiting/",
        "/running/",
        "/done/",
        "/closed/",
        "/together/",
        "/search/?q=监",
        "/party/1/",
        "/exports/",
        "/password/",
    ]
    return [
        *lists,
        "/open/",
        "/figures/2022/",
        "/figures/2022/PEN-01/",
        "/report/2022/",
        "/proof/",
        at,
        f"{at}upload/",
        f"{at}materials/",
        *(f"{at}do/{action}/" for action in acts),
    ]


def kept() -> list[str]:
    """The pages of whoever keeps the bureau."""
    pages = (
        "",
        "notices/",
        "numbers/",
        "imports/",
        "background/",
        *(f"add/{what}/" for what in BUREAU_FORMS),
    )
    return ["/confirmations/", *(f"/bureau/{page}" for page in pages)]


@pytest.mark.parametrize("account", ["juzhang", "guanli"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_day_and_by_night_and_is_no_wider_than_the_window(
    site: Any, page_of: Callable[..., Any], scheme: str, account: str
) -> None:
    page = page_of(account)
    page.emulate_media(color_scheme=scheme)
    wide, faint = [], []
    for address in kept() if account == "guanli" else addresses(site):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((address, width))
        faint += [(address, *one) for one in page.evaluate(FAINT)]

    assert wide == []
    assert faint == []


def test_the_figures_of_a_year_can_be_read_on_a_phone(page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/figures/2022/")

    assert page.evaluate("document.documentElement.scrollHeight") < 14_000
    narrowest = "Math.min(...[...document.querySelectorAll('td.small')].map((cell) => cell.clientWidth))"
    assert page.evaluate(narrowest) > 200


def test_what_is_wrong_takes_the_focus_and_leads_to_the_field(page_of: Callable[..., Any]) -> None:
    page = page_of("dengji")
    page.goto("/open/complaint/")
    page.fill("[name=party-name]", "测试人甲")
    page.fill("[name=goods]", "长" * 20)
    page.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true; })")
    page.click("main button.btn-primary")
    page.wait_for_selector(".faults")

    assert page.evaluate("document.activeElement.className").endswith("faults")
    page.click(".faults a[href='#id_received_on']")
    assert page.evaluate("document.activeElement.id") == "id_received_on"
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
