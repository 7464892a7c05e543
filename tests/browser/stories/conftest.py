# SPDX-License-Identifier: MulanPSL-2.0
"""The people of a story, and the count of their presses at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.browser.pressing import Person, Tally


@pytest.fixture
def story(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[Tally]:
    """The count of a story, printed when it ends."""
    tally = Tally((request.function.__doc__ or request.node.name).splitlines()[0])
    yield tally
    with capsys.disabled():
        print(f"\n{tally.printed()}")


@pytest.fixture
def people(request: pytest.FixtureRequest, browser: Any, story: Tally) -> Iterator[Callable[..., Person]]:
    """Somebody signed in, once an account: ``people("zhifa")`` gives the same window again; at the bureau whose days pass, if there is one."""
    site = request.getfixturevalue("calendar" if "calendar" in request.fixturenames else "site")
    there: dict[str, Person] = {}

    def person(account: str, *, password: str = "") -> Person:
        if account not in there:
            there[account] = Person(
                site=site, browser=browser, account=account, tally=story, password=password
            ).sign_in()
        return there[account]

    person.there = there  # type: ignore[attr-defined]
    yield person
    for each in there.values():
        each.close()
