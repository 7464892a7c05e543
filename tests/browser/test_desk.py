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
    subprocess.run([sys.executable, "-m", "fadu", "demo", "--scale", "0.05"], env=env, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (home / "log").open("wb") as log:
        served = subprocess.Popen(
            [sys.executable, "-m", "fadu", "demo", "--once", "--serve", "--port", str(port)], env=env, stdout=log, stderr=log
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


def test_no_page_is_wider_than_a_narrow_screen(page: Any) -> None:
    page.set_viewport_size({"width": 1024, "height": 700})
    for address in ("/", "/open/", "/search/?q=监", "/figures/2022/", "/report/2022/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1024, address
