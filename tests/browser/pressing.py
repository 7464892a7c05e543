# SPDX-License-Identifier: MulanPSL-2.0
"""People at the desk in a real browser: they sign in, press and type, and nothing else; every press is counted, every page looked at.

A story knows only what is printed on the screen: the words of links, buttons and labels. It opens no address but the first one,
reads no database and calls no service. A *press* is a click or key that opens or sends; typing, ticking and choosing are none, nor
is signing in.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error
from tests.browser import looking

#: so many milliseconds after the last question of a page no other follows
WHILE_TYPING = 400
#: so many milliseconds a press has to begin to lead on; once it has begun, it is waited for
SETS_OUT = 3000
#: whether a link or button leads to another page when it is pressed: not when it only opens a part of this one, saves a file, or
#: the browser holds the form back because something is missing
LEADS_ON = """(it) => {
  const link = it.closest("a[href]");
  if (link) return !link.download && !link.target && !link.getAttribute("href").startsWith("#");
  return it.type === "submit" && !!it.form && !it.form.hasAttribute("hx-post") && (it.formNoValidate || it.form.checkValidity());
}"""


@dataclass(slots=True)
class Tally:
    """The presses of a story: in order, who pressed what."""

    story: str
    presses: list[tuple[str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.presses)

    def printed(self) -> str:
        """The count over all persons and by person, as the test run prints it."""
        by = "、".join(f"{who} {count}" for who, count in Counter(who for who, _ in self.presses).items())
        return f"{self.story}：按键 {len(self)} 次（{by}）"

    def profile(self) -> str:
        """Every press, in order."""
        return "\n".join(f"{place} {who} {what}" for place, (who, what) in enumerate(self.presses, start=1))


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody with an account, in a browser window of its own.

    ``account`` and ``password`` are typed on the page of signing in; ``faults`` gathers what is wrong with the pages gone
    through, each once (see ``looking``).
    """

    site: Any
    browser: Any
    account: str
    tally: Tally
    password: str = ""
    #: what is open in the window; nothing while nobody sits before it
    page: Any = None
    window: Any = None
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    asking: set[Any] = field(default_factory=set)

    def sign_in(self) -> Person:
        """Open the desk and sign in: no press counts."""
        if self.page is None:
            self.page = self.window = self.window or self._window()
            self.asking.clear()
            self.page.goto("/")
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.fill("[name=username]", self.account)
        self.page.fill("[name=password]", self.password or self.site.password)
        self._click(self.page.locator("main button").first)
        assert "/sign-in/" not in self.page.url, self.page.inner_text("main")
        self.look()
        return self

    def go_home(self) -> None:
        """At the end of the day the window is left, and nothing stays in it; whoever has something to do on another signs in again."""
        if self.page is not None:
            self.page.context.clear_cookies()
        self.page = None

    def close(self) -> None:
        """Close the window: opening one takes a browser longer than a page does."""
        if self.window is not None:
            self.window.context.close()
        self.page = self.window = None

    def _window(self) -> Any:
        window = self.browser.new_context(base_url=self.site.address).new_page()
        window.on("pageerror", lambda error: self.faults.append(f"{window.url} {error}"))
        window.on("request", lambda asked: self.asking.add(asked))
        window.on("requestfinished", lambda asked: self.asking.discard(asked))
        window.on("requestfailed", lambda asked: self.asking.discard(asked))
        return window

    def lose_the_session(self) -> None:
        """What happens over lunch: the session ends, the page in the window stays."""
        self.page.context.clear_cookies()

    # what is pressed

    def press(self, words: str, *, within: str = "body", nth: int = 0, exact: bool = False) -> None:
        """Press the link or button of these words, in a part of the page; the first of several unless said."""
        place = self.page.locator(within)
        name = words if exact else re.compile(re.escape(words))
        button = place.get_by_role("link", name=name, exact=exact or None)
        button = button.or_(place.get_by_role("button", name=name, exact=exact or None))
        shown = [one for one in button.all() if one.is_visible()]
        assert len(shown) > nth, (
            f"{self.account}：页面上没有“{words}”可按：{self.page.url}\n{self.words()[:3000]}"
        )
        self._go(lambda: self._click(shown[nth]), words)

    def send(self, words: str = "") -> None:
        """Press the button that sends the form of the page."""
        button = self.page.locator("main button.btn-primary:visible").first
        assert button.count(), f"{self.account}：没有可以提交的：{self.page.url}\n{self.words()[:3000]}"
        self._go(lambda: self._click(button), words or button.inner_text())

    def key(self, key: str) -> None:
        """Press a key that opens or sends."""

        def pressed() -> None:
            with self.page.expect_navigation():
                self.page.keyboard.press(key)

        self._go(pressed, key)

    def home(self) -> None:
        """Back to what waits for me, by the menu."""
        self.press("待办", within="nav[aria-label='主菜单']")

    # what is typed, ticked, chosen: no presses

    def fill(self, values: dict[str, str]) -> None:
        """Type into the fields of these labels: text, day, choice or tick, whatever each is."""
        for label, value in values.items():
            self.type(label, value)
        self.read_what_is_said()

    def checks(self, *words: str) -> None:
        """Read what the page asks about what is typed, and tick each as checked; it asks of all these words."""
        self.read_what_is_said()
        asked = self.page.locator("#warnings")
        for each in words:
            assert each in asked.inner_text(), f"{self.account} 没有被问到“{each}”：{asked.inner_text()}"
        for place in range(asked.get_by_label("已核对").count()):
            asked.get_by_label("已核对").nth(place).check()
            self.read_what_is_said()

    def read_what_is_said(self) -> None:
        """Leave the field and wait for what the page says of it while one types: who works reads that before pressing."""
        self.page.keyboard.press("Tab")
        quiet = 0
        while quiet < WHILE_TYPING:
            self.page.wait_for_timeout(100)
            quiet = 0 if self.asking else quiet + 100

    def type(self, label: str, value: str, *, nth: int = 0) -> None:
        """Type a value where its label says; of a list the option of these words is chosen, of names offered the one with these words; ``是`` ticks a box."""
        exact = [one for one in self.page.get_by_label(label, exact=True).all() if one.is_visible()]
        place = self.page.get_by_label(re.compile(re.escape(label)))
        fields = exact or [one for one in place.all() if one.is_visible()]
        assert len(fields) > nth, (
            f"{self.account}：页面上没有“{label}”可填：{self.page.url}\n{self.words()[:3000]}"
        )
        one = fields[nth]
        kind = one.evaluate("(it) => it.tagName === 'SELECT' ? 'select' : it.type || it.tagName")
        if kind == "select":
            options = one.locator("option").all_inner_texts()
            meant = next((o for o in options if o.strip() == value), None)
            meant = meant or next((o for o in options if value in o), None)
            assert meant is not None, f"“{label}”中没有“{value}”可选：{options}"
            one.select_option(label=meant)
        elif kind in {"checkbox", "radio"}:
            one.set_checked(value == "是")
        elif kind == "file":
            one.set_input_files(value)
        else:
            offered = one.evaluate("(it) => [...(it.list?.options ?? [])].map((each) => each.value)")
            one.fill(next((each for each in offered if value in each), value))

    # what is read

    def holds(self, label: str) -> str:
        """What stands in the field of a label."""
        return str(self.page.get_by_label(re.compile(re.escape(label))).first.input_value())

    @property
    def name(self) -> str:
        """The name of whoever is signed in, as every page says it."""
        return str(self.page.inner_text("header a.who")).strip()

    def words(self) -> str:
        """What the page says."""
        return self.page.inner_text("main")

    def reads(self, *words: str) -> None:
        """The page says all of this."""
        for each in words:
            assert each in self.words(), (
                f"{self.account} 没有读到“{each}”：{self.page.url}\n{self.words()[:4000]}"
            )

    def look(self) -> None:
        """Look at the page once: what nobody could press or read is noted."""
        where = re.sub(r"\d+", "n", self.page.url.split("?")[0].removeprefix(self.site.address))
        if where not in self.seen:
            self.seen.add(where)
            self.faults += [f"{where} {fault}" for fault in looking.faults_of(self.page)]

    def _click(self, what: Any) -> None:
        """Click and, where that leads on, wait for the other page: a click has ended before a loaded machine shows it."""
        leads_on = what.evaluate(LEADS_ON)
        self.page.evaluate("window.stillHere = true")
        what.click()
        waited = 0
        while leads_on and waited < SETS_OUT and self._is_still_here():
            self.page.wait_for_timeout(50)
            waited = 0 if any(asked.is_navigation_request() for asked in self.asking) else waited + 50
        self.page.wait_for_load_state()

    def _is_still_here(self) -> bool:
        try:
            return bool(self.page.evaluate("window.stillHere === true"))
        except Error:  # the page is just giving way to the next
            return True

    def _go(self, press: Any, words: str) -> None:
        self.tally.presses.append((self.account, words))
        press()
        self.look()
