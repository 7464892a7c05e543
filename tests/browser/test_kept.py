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
    assert "还没有办成" not in page.inner_text("main")


def test_without_a_connection_what_is_typed_stays_in_the_browser_and_comes_through_afterwards(
    site: Any, browser: Any
) -> None:
    page = signed_in(site, browser, "chuangkou")
    page.goto(FORM)
    page.context.set_offline(True)
    page.select_option("[name=party-kind]", "person")
    page.fill("[name=party-name]", "地下市场三号摊")
    page.fill("[name=party-id_number]", "370101199001011234")
    page.fill("[name=materials]", "申请书一份")
    page.keyboard.press("Tab")
    page.locator("#kept-here", has_text="没有网络：填写的内容暂存在这台设备的浏览器里").wait_for()
    page.click("main button.btn-primary")
    assert page.input_value("[name=materials]") == "申请书一份", "nothing is sent into nowhere"
    lying = page.evaluate("JSON.stringify(localStorage)")
    assert "地下市场三号摊" in lying
    assert "370101199001011234" not in lying
    page.context.set_offline(False)
    page.close()

    page = page.context.new_page()
    page.goto(site.address + FORM)
    page.wait_for_url("**/?draft=1")
    assert page.input_value("[name=party-name]") == "地下市场三号摊"
    assert page.evaluate("localStorage.length") == 0


def test_what_stays_in_the_browser_goes_when_its_owner_signs_out_or_another_signs_in(
    site: Any, browser: Any
) -> None:
    page = signed_in(site, browser, "chuangkou")
    for another in (False, True):
        page.goto("/")
        keeper = page.get_attribute("meta[name=keeper]", "content")
        entry = '{"at": Date.now(), "sent": false, "typed": [["materials", "申请书"]]}'
        page.evaluate(f"localStorage.setItem('fadu-form:{keeper}:/open/x/', JSON.stringify({entry}))")
        assert page.evaluate("localStorage.length") == 1
        if another:
            page.context.clear_cookies()
            page.goto("/sign-in/")
            page.fill("[name=username]", "dengji")
            page.fill("[name=password]", site.password)
            page.click("main button")
        else:
            page.click("text=退出")
            page.wait_for_url("**/sign-in/**")
            page.fill("[name=username]", "chuangkou")
            page.fill("[name=password]", site.password)
            page.click("main button")
        page.wait_for_selector("nav[aria-label='主菜单']")
        assert page.evaluate("localStorage.length") == 0


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
