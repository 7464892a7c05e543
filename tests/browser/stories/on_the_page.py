# SPDX-License-Identifier: MulanPSL-2.0
"""What people of a story read off a page and need again: what day it is, what they are called, the number of their case."""

from __future__ import annotations

import re
from collections.abc import Callable
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


def take(person: Person, case: str, words: str) -> None:
    """Press what waits in the inbox in a case."""
    person.press(words, within=f"main tr:has-text('{case}')")


def onlooker(people: Callable[..., Person], account: str) -> Person:
    """Somebody who looks on, and whose presses are not of the story."""
    person = people(account)
    person.tally = Tally("旁看")
    return person
