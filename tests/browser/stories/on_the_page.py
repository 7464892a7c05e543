# SPDX-License-Identifier: MulanPSL-2.0
"""What people of a story read off a page and need again: what day it is, what they are called, the number of their case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from tests.browser.pressing import Person, Tally


def today(person: Person) -> date:
    """The day, as the inbox says it."""
    said = re.search(r"(\d+)年(\d+)月(\d+)日", person.page.inner_text("h1"))
    assert said is not None, person.page.inner_text("h1")
    return date(*map(int, said.groups()))


def number(person: Person) -> str:
    """The number of the case whose page this is."""
    return str(person.page.locator("main .number").first.inner_text()).strip()


def name_of(people: Callable[..., Person], account: str) -> str:
    """What the holder of an account is called: read off the menu, before the work of the day begins."""
    person = people(account)
    name = person.name
    person.go_home()
    return name


def faults_of(people: Callable[..., Person]) -> list[str]:
    """What is wrong with the pages of everybody in a story."""
    return [fault for person in people.there.values() for fault in person.faults]  # type: ignore[attr-defined]


def take(person: Person, case: str, words: str) -> None:
    """Press what waits in the inbox in a case."""
    person.press(words, within=f"main tr:has-text('{case}')")


def sign(person: Person, case: str) -> None:
    """Of the papers that wait for a signature when the day begins, sign those of one case and leave the others; one alone bears no tick.

    What is asked about them is answered by its tick.
    """
    for paper in person.page.locator("main form section").all():
        is_meant = case in paper.inner_text()
        for tick in paper.locator("[name=sign][type=checkbox]").all():
            tick.set_checked(is_meant)
        for asked in paper.locator("[name=warned]").all():
            asked.set_checked(is_meant)
    person.send("签署")


def open_to_sign(person: Person, case: str) -> None:
    """Open what waits for a signature in a case by itself, to send it back."""
    person.press("单独打开", within=f"main form section:has-text('{case}')")


def onlooker(people: Callable[..., Person], account: str) -> Person:
    """Somebody who looks on, and whose presses are not of the story."""
    person = people(account)
    person.tally = Tally("旁看")
    return person


def pages_of_work(person: Person) -> Iterator[str]:
    """The source of every list an officer may look through, one press each: what waits, what runs, what is done, news, overview."""
    person.home()
    yield person.page.content()
    for words in ("等待中", "在办", "已办", "已办结"):
        person.press(words, within="main", exact=True)
        yield person.page.content()
    for words in ("通知", "总览"):
        if person.page.locator("header nav").get_by_role("link", name=words).count():
            person.press(words, within="header nav")
            yield person.page.content()


def found_for(person: Person, words: str) -> list[str]:
    """The links that are found when somebody searches for words."""
    person.page.locator("header [name=q]").fill(words)
    person.key("Enter")
    return person.page.locator("main a").all_inner_texts()


def this_minute(person: Person) -> str:
    """The time, as the head of a page of the practice bureau says it, for a field of day and time."""
    said = re.search(r"(\d+)年(\d+)月(\d+)日 (\d+:\d+)", person.page.inner_text(".practice"))
    assert said is not None, person.page.inner_text(".practice")
    year, month, day, clock = said.groups()
    return f"{date(int(year), int(month), int(day))}T{clock}"
