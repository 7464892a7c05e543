# SPDX-License-Identifier: MulanPSL-2.0
"""The desk in a real browser: an officer signs in, finds a case, reads it by keyboard, and nothing fails in the console."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_the_head_signs_in_by_keyboard_and_reads_a_case_from_the_search(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("监")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.locator("main a[href^='/case/']").first.click()
    page.wait_for_url("**/case/**")

    assert page.locator("main h1").count() == 1
    assert page.problems == []


def test_rows_are_walked_and_opened_by_keyboard_alone(page: Any) -> None:
    page.goto("/closed/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("main a[data-row]").nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{second}")

    assert page.locator("#terms").is_visible()


def test_the_skip_link_and_every_control_show_where_the_focus_is(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_a_case_prints_without_menus_and_buttons(page: Any) -> None:
    page.goto("/closed/")
    page.goto(page.locator("main a[data-row]").first.get_attribute("href"))
    page.emulate_media(media="print")

    assert not page.locator(".masthead nav").is_visible()
    assert not page.locator(".acts").first.is_visible()
    assert page.locator(".timeline").is_visible()


def test_a_complaint_is_registered_without_javascript(site: Any, browser: Any) -> None:
    shown = browser.new_context(base_url=site.address, java_script_enabled=False).new_page()
    shown.goto("/sign-in/")
    shown.fill("[name=username]", "dengji")
    shown.fill("[name=password]", site.password)
    shown.click("main button")
    shown.click("text=登记新件")
    shown.click("main >> text=消费投诉")
    typed = {
        "party-name": "测试人甲",
        "party1-name": "清河百货店",
        "received_on": "2023-01-12",
        "goods": "电饭煲",
        "dispute": "不能加热",
        "request": "退货",
    }
    for name, value in typed.items():
        shown.fill(f"[name={name}]", value)
    shown.select_option("[name=channel]", index=1)
    shown.click("main button.btn-primary")
    body = shown.inner_text("main")

    assert "测试人甲" in body
    assert "清河百货店（被投诉人）" in body
    assert "受理决定期限" in body


def test_whoever_signs_out_is_shown_the_sign_in_page_and_told_so(page: Any) -> None:
    page.click("text=退出")
    page.wait_for_url("**/sign-in/**")

    assert "已退出" in page.inner_text("main")
    page.goto("/")
    assert "/sign-in/" in page.url
    assert page.problems == []
