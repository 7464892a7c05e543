# SPDX-License-Identifier: MulanPSL-2.0
"""A sweep over pages in a real browser: each looked at by day and by night, narrow and wide, with everything folded opened."""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.urls import resolve
from tests.browser import axe, looking
from tests.browser.addresses import PAPERS, REFUSED, SENT_EMPTY
from tests.browser.served_rows import Served

WIDTHS = (360, 683, 1366)
HEIGHT = 800
#: a folder that gets pictures of the pages, if one is named
SHOTS = os.environ.get("FADU_SHOTS", "")
_UNFOLD = "document.querySelectorAll('details').forEach((folded) => { folded.open = true; })"


@dataclass(slots=True, kw_only=True)
class Sweep:
    """One browser on a served bureau, with a window for each account that stays signed in; what is wrong is gathered."""

    site: Any
    browser: Any
    faults: list[str] = field(default_factory=list)
    windows: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    pictures: Counter[str] = field(default_factory=Counter)

    def window(self, account: str) -> Any:
        """The window of an account; of nobody where the account has no name."""
        if account not in self.windows:
            shown = self.browser.new_context(
                base_url=self.site.address,
                viewport={"width": 1366, "height": HEIGHT},
                reduced_motion="reduce",
                locale="zh-CN",
            ).new_page()
            shown.on("console", lambda message: self._heard(message, shown))
            shown.on("pageerror", lambda error: self.problems.append(str(error)))
            shown.goto("/sign-in/")
            if account:
                shown.fill("[name=username]", account)
                shown.fill("[name=password]", self.site.password)
                shown.click("main button")
                shown.wait_for_selector("nav[aria-label='主菜单']")
            self.windows[account] = shown
        return self.windows[account]

    def faults_of(self, account: str, shown: Mapping[str, Mapping[str, list[str]]]) -> list[str]:
        """What is wrong with the pages of an account: its examples, what is told of forms sent empty, and wherever its menu leads."""
        self.faults.clear()
        visited = set()
        for name, by in shown.items():
            for address in by.get(account, ()):
                visited.add(address.split("?")[0])
                self.look_at(name, account, address)
        for name, by_whom, address in SENT_EMPTY:
            if by_whom == account:
                self.look_at_what_is_missing(name, account, address)
        for by_whom, address in REFUSED:
            if by_whom == account:
                self.look_at_a_refusal(account, address)
        for address in self.menu_of(account) if account else ():
            if address not in visited:
                self.look_at(resolve(address).url_name or "", account, address)
        return list(self.faults)

    def look_at(self, name: str, account: str, address: str) -> None:
        """Open an address and look at what is shown."""
        page = self.window(account)
        answer = page.goto(address)
        if answer.status != 200:
            self.faults.append(f"{account} {address} 答复{answer.status}")
        else:
            self.look(name, account)

    def look(self, name: str, account: str, *, state: str = "") -> None:
        """Look at the page as it stands in the window of an account: a paper by width and words, a page of the desk by everything."""
        page = self.window(account)
        is_paper = name in PAPERS
        if SHOTS:
            self._take(page, "-".join(part for part in (name, account or "未登录", state) if part))
        where = f"{account} {page.url.removeprefix(self.site.address)} {state}".rstrip()
        page.evaluate(_UNFOLD)
        seen = [] if is_paper else axe.violations(page)
        seen += looking.worded(page)
        page.emulate_media(color_scheme="dark")
        seen += [] if is_paper else [f"夜间 {one}" for one in axe.violations(page, colours_alone=True)]
        page.emulate_media(color_scheme="light")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            seen += [f"{width} {one}" for one in looking.misplaced(page)]
        seen += [f"控制台：{one}" for one in self.problems]
        self.problems.clear()
        self.faults += [f"{where} {one}" for one in dict.fromkeys(seen)]

    def look_at_what_is_missing(self, name: str, account: str, address: str) -> None:
        """Send the form of an address with nothing typed, and look at what is told of it."""
        page = self.window(account)
        page.goto(address)
        page.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true; })")
        page.locator("main form button.btn-primary:visible").first.click()
        page.wait_for_load_state()
        self.look(name, account, state="空交")

    def look_at_a_refusal(self, account: str, address: str) -> None:
        """Open an address that is refused, and look at what is said."""
        status = self.window(account).goto(address).status
        assert 400 <= status < 500, (address, status)
        self.look(f"refused-{status}", account)

    def menu_of(self, account: str) -> list[str]:
        """Where the menu of an account leads, with the pages that its pages show beside each other."""
        page = self.window(account)
        page.goto("/")
        links = "nav[aria-label='主菜单'] a, .tabs a, .who, .foot a"
        addresses = page.locator(links).evaluate_all("(links) => links.map((link) => link.pathname)")
        if "/bureau/" in addresses:
            page.goto("/bureau/")
            addresses += page.locator(".office-nav a").evaluate_all(
                "(links) => links.map((link) => link.pathname)"
            )
        return list(dict.fromkeys(addresses))

    def _take(self, page: Any, called: str) -> None:
        """Pictures of the page by day, narrow and wide, named by the name of its address and the account."""
        self.pictures[called] += 1
        number = f"-{self.pictures[called]}" if self.pictures[called] > 1 else ""
        for width in (WIDTHS[0], WIDTHS[-1]):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            picture = Path(SHOTS) / f"{called}{number}-{width}.jpeg"
            page.screenshot(path=picture, full_page=True, type="jpeg", quality=70)

    def _heard(self, message: Any, page: Any) -> None:
        """Keep what the console reports as an error; that the page itself is a refusal is none, nor that htmx was left waiting by going on."""
        is_left = message.text.startswith(("htmx:afterRequest", "htmx:sendError"))
        if message.type == "error" and not is_left and message.location.get("url") != page.url:
            self.problems.append(message.text)


@contextmanager
def sweep(site: Any) -> Iterator[Sweep]:
    """A browser for a whole sweep."""
    from playwright.sync_api import sync_playwright
    from tests.browser.conftest import CHROMIUM

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield Sweep(site=site, browser=running)
        running.close()


def prepare(swept: Sweep, folder: Path) -> int:
    """What no demo year leaves behind, done at the desk: a running penalty case of the handler with a photograph and a text begun."""
    page = swept.window("zhifa")
    page.goto("/open/penalty/")
    page.fill("[name=party-name]", "清河区城北便民超市")
    page.fill("[name=party-phone]", "13900002468")
    page.select_option("[name=source]", index=1)
    page.fill("[name=received_on]", "2023-01-11")
    page.fill("[name=suspected_violation]", "销售超过保质期的食品")
    page.fill("[name=lead_content]", "现场检查时，货架上有超过保质期的酸牛奶十二盒，标价每盒六元。")
    page.locator("main form button.btn-primary").click()
    if "/case/" not in page.url:  # asked once more about what was typed
        page.locator("main form button.btn-primary").click()
    case = int(re.search(r"/case/(\d+)/", page.url)[1])  # type: ignore[index]
    picture = folder / "货架照片.png"
    picture.write_bytes(_png(320, 200))
    page.goto(f"/case/{case}/upload/")
    page.set_input_files("[name=file]", str(picture))
    page.locator("main form button.btn-primary").click()
    page.goto(f"/case/{case}/do/note/")
    page.locator("main form textarea").first.fill("已电话联系当事人，约定一月十六日上午到局说明情况。")
    page.keyboard.press("Tab")
    page.wait_for_timeout(1500)
    return case


def served(site: Any) -> Served:
    """What the site holds."""
    return Served(site)


def _png(width: int, height: int) -> bytes:
    """A picture of grey steps."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + bytes((x // 40 * 30 + y // 40 * 10) % 256 for x in range(width)) for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    )
