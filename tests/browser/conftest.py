# SPDX-License-Identifier: MulanPSL-2.0
"""A demo bureau served on this machine, and pages of a real browser signed in to it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.served import Bureau
from tests.made_once import made_once
from tests.processes import environment

CHROMIUM = (
    shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("chromium-browser")
)

#: kinds too rare for a small year, and the act by which a case of them begins
RARE = {"hearing": ("receive", "听证"), "committee_item": ("propose", "议题")}


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a demo bureau that has lived its year and is not served: what is served is a copy. All workers share it."""
    if CHROMIUM is None:
        pytest.skip("没有 Chromium，浏览器测试没有运行")

    def live(home: Path) -> None:
        env = environment(home)
        command = [sys.executable, "-m", "fadu", "demo", "--scale", "0.2"]
        subprocess.run(command, env=env, check=True, capture_output=True)
        _import_what_is_rare(home, env)

    return made_once(tmp_path_factory, "lived-by-all", live)


@pytest.fixture(scope="session")
def site(lived: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """A served demo bureau."""
    home = tmp_path_factory.mktemp("served") / "bureau"
    shutil.copytree(lived, home)
    bureau = Bureau(home=home).open()
    yield bureau
    bureau.close()


@pytest.fixture
def calendar(lived: Path, tmp_path: Path) -> Iterator[Bureau]:
    """A served bureau of a test's own, whose days pass as the test says."""
    home = tmp_path / "bureau"
    shutil.copytree(lived, home)
    bureau = Bureau(home=home).open()
    yield bureau
    bureau.close()


def _import_what_is_rare(home: Path, env: dict[str, str]) -> None:
    """Cases of the kinds that so small a year does not bring about, taken over from a register."""
    for kind, (start, word) in RARE.items():
        sheet, mapping = home / f"{kind}.csv", home / f"{kind}.yaml"
        sheet.write_text("案号,日期\n旧案1号,2022-11-01\n".replace("旧案", f"旧{word}"), encoding="utf-8")
        mapping.write_text(
            f"kind: {kind}\nnumber: {{column: 案号}}\nacts: [{{action: {start}, at: {{column: 日期}}}}]\n",
            encoding="utf-8",
        )
        command = [sys.executable, "-m", "fadu", "import", kind, str(sheet), "--mapping", str(mapping)]
        subprocess.run(command, env=env, check=True, capture_output=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser, closed at the end of a file: no longer, for it runs a loop beside which Django asks no database."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def opened(site: Bureau, browser: Any) -> Callable[[str], Any]:
    """Signs an account in, in a window of its own; errors of its console are gathered on the page."""

    def sign_in(account: str) -> Any:
        shown = browser.new_context(base_url=site.address).new_page()
        shown.problems = []
        shown.on(
            "console",
            lambda message: shown.problems.append(message.text) if message.type == "error" else None,
        )
        shown.on("pageerror", lambda error: shown.problems.append(str(error)))
        shown.goto("/sign-in/")
        shown.fill("[name=username]", account)
        shown.fill("[name=password]", site.password)
        shown.keyboard.press("Enter")
        shown.wait_for_selector("nav[aria-label='主菜单']")
        return shown

    return sign_in


@pytest.fixture
def page_of(opened: Callable[[str], Any]) -> Iterator[Callable[[str], Any]]:
    """Signs an account in, in a window that is closed when the test ends."""
    windows: list[Any] = []

    def sign_in(account: str) -> Any:
        windows.append(opened(account))
        return windows[-1]

    yield sign_in
    for window in windows:
        window.context.close()


@pytest.fixture
def page(page_of: Callable[[str], Any]) -> Any:
    """A signed-in page of the head."""
    return page_of("juzhang")
