# SPDX-License-Identifier: MulanPSL-2.0
"""What is typed in a real browser: kept by the page itself, shown as the paper it becomes, and brought back after a lost session."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

FORM = "/open/licence/"


def signed_in(site: Any, browser: Any, account: str, **options: Any) -> Any:
    shown = browser.new_context(base_url=site.address, **options).new_page()
    shown.goto("/sign-in/")
    shown.fill("[name=username]", account)
    shown.fill("[name=password]", site.password)
    shown.click("main button")
    return shown


def test_a_form_keeps_itself_and_shows_its_paper_while_it_is_typed(site: Any, browser: Any) -> None:
    page = signed_in(site, browser, "chuangkou")
    page.goto(FORM)
    page.fill("[name=party-name]", "城北便民超市")
    page.fill("[name=materials]", "申请书一份")
    page.keyboard.press("Tab")

    page.locator("#draft-kept", has_text="已暂存").wait_for()
    page.locator("#papers", has_text="申请书一份").wait_for()
    assert "草稿" in page.inner_text("#papers")
    assert "城北便民超市" in page.inner_text("#papers")

    page.goto(FORM)
    page.click("text=继续填写")
    assert page.input_value("[name=party-name]") == "城北便民超市"
    assert page.input_value("[name=materials]") == "申请书一份"
    page.goto(FORM)
    page.click("text=放弃，重新填写")
    assert "还没有提交" not in page.inner_text("main")


def test_a_lost_session_loses_nothing_without_javascript(site: Any, browser: Any) -> None:
    page = signed_in(site, browser, "chuangkou", java_script_enabled=False)
    page.goto(FORM)
    page.fill("[name=party-name]", "城北便民超市")
    page.fill("[name=materials]", "申请书一份")
    page.context.clear_cookies()
    page.click("text=预览文书")

    assert "请重新登录" in page.inner_text("main")
    page.fill("[name=username]", "chuangkou")
    page.fill("[name=password]", site.password)
    page.click("main button")

    assert page.input_value("[name=party-name]") == "城北便民超市"
    assert page.input_value("[name=materials]") == "申请书一份"
