# SPDX-License-Identifier: MulanPSL-2.0
"""The desk in a real browser: an officer signs in, finds a case, reads it by keyboard, and nothing fails in the console."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A served demo bureau: its address and password."""
    if CHROMIUM is None:
        pytest.skip("没有 Chromium，浏览器测试没有运行")
    home = tmp_path_factory.mktemp("served")
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"FADU_HOME": str(home)}
    subprocess.run(
        [sys.executable, "-m", "fadu", "demo", "--scale", "0.05"], env=env, check=True, capture_output=True
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (home / "log").open("wb") as log:
        served = subprocess.Popen(
            [sys.executable, "-m", "fadu", "demo", "--once", "--serve", "--port", str(port)],
            env=env,
            stdout=log,
            stderr=log,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, home / "log")
            yield address, (home / "keys" / "demo-password").read_text(encoding="ascii")
        finally:
            served.terminate()
            served.wait(timeout=20)


def _wait(address: str, log: Path) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=2).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail(log.read_text(encoding="utf-8")[-2000:])


@pytest.fixture
def page(site: tuple[str, str]) -> Iterator[Any]:
    """A signed-in page of the head; errors of the console are gathered on it."""
    from playwright.sync_api import sync_playwright

    address, password = site
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_page(base_url=address)
        shown.problems = []
        shown.on("console", lambda told: shown.problems.append(told.text) if told.type == "error" else None)
        shown.on("pageerror", lambda error: shown.problems.append(str(error)))
        shown.goto("/sign-in/")
        shown.fill("[name=username]", "juzhang")
        shown.fill("[name=password]", password)
        shown.keyboard.press("Enter")
        shown.wait_for_selector("nav[aria-label='主菜单']")
        yield shown
        browser.close()


def test_the_head_signs_in_by_keyboard_and_reads_a_case_from_the_search(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("监")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.locator("main a[href^='/case/']").first.click()

    assert page.locator("main h1").count() == 1
    assert page.problems == []


def test_figures_and_report_open_without_an_error(page: Any) -> None:
    for address in ("/figures/2022/", "/report/2022/"):
        assert page.goto(address).status == 200
        assert page.locator("main h1").count() >= 1
    assert page.problems == []


@pytest.mark.parametrize("width", [1366, 1024, 390])
def test_no_page_is_wider_than_the_screen(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.goto("/done/")
    case = page.locator("main a[data-row]").first.get_attribute("href")
    for address in (
        "/",
        "/done/",
        case,
        "/open/",
        "/open/penalty/",
        "/search/?q=监",
        "/figures/2022/",
        "/report/2022/",
        "/password/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_rows_are_walked_and_opened_by_keyboard_alone(page: Any) -> None:
    page.goto("/done/")
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
    page.goto("/done/")
    page.goto(page.locator("main a[data-row]").first.get_attribute("href"))
    page.emulate_media(media="print")

    assert not page.locator(".masthead nav").is_visible()
    assert not page.locator(".acts").first.is_visible()
    assert page.locator(".timeline").is_visible()


def test_a_complaint_is_registered_without_javascript(site: tuple[str, str]) -> None:
    from playwright.sync_api import sync_playwright

    address, password = site
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_context(base_url=address, java_script_enabled=False).new_page()
        shown.goto("/sign-in/")
        shown.fill("[name=username]", "dengji")
        shown.fill("[name=password]", password)
        shown.click("main button")
        shown.click("text=登记新件")
        shown.click("main >> text=消费投诉")
        told = {
            "party-name": "测试人甲",
            "party1-name": "清河百货店",
            "received_on": "2023-01-12",
            "goods": "电饭煲",
            "dispute": "不能加热",
            "request": "退货",
        }
        for name, value in told.items():
            shown.fill(f"[name={name}]", value)
        shown.select_option("[name=channel]", index=1)
        shown.click("main button.btn-primary")
        body = shown.inner_text("main")
        browser.close()
    assert "测试人甲" in body
    assert "清河百货店（被投诉人）" in body
    assert "受理决定期限" in body
