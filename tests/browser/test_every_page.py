# SPDX-License-Identifier: MulanPSL-2.0
"""Every page of the desk in a real browser, by day and by night, at three widths: those of who handles, leads and signs.

The other half is in ``test_every_page_of_the_office``; what a page must be is in ``looking`` and ``axe``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser import addresses, sweeping
from tests.browser.sweeping import Sweep

from fadu.demo.bureau import ACCOUNTS
from fadu.desk.bounded import METHODS, SEND

pytestmark = pytest.mark.browser
SHARE = addresses.SHARES[0]


@pytest.fixture(scope="module")
def swept(site: Any) -> Iterator[Sweep]:
    with sweeping.sweep(site) as begun:
        yield begun


@pytest.fixture(scope="module")
def shown(swept: Sweep, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    own = sweeping.prepare(swept, tmp_path_factory.mktemp("photograph"))
    return addresses.examples(sweeping.served(swept.site), own)


def test_every_name_of_an_address_has_examples_or_is_named_as_no_page(
    shown: dict[str, dict[str, list[str]]],
) -> None:
    named = [*shown, *addresses.PRESSED, *addresses.TAKEN]

    assert sorted(named) == sorted(addresses.names())
    assert all(any(by.values()) for by in shown.values())


def test_what_is_named_as_pressed_or_taken_along_takes_nothing_but_a_press() -> None:
    sent = {name for name, methods in METHODS.items() if methods == SEND}

    assert set(addresses.PRESSED) <= sent
    assert sent <= {*addresses.PRESSED, *addresses.TAKEN}


def test_each_account_that_looks_is_one_of_the_demo_and_says_why_in_one_share(
    shown: dict[str, dict[str, list[str]]],
) -> None:
    shared = [account for share in addresses.SHARES for account in share]

    assert sorted(shared) == sorted({"", *addresses.ACCOUNTS})
    assert set(addresses.ACCOUNTS) <= set(ACCOUNTS)
    assert {account for by in shown.values() for account in by} == set(shared)


@pytest.mark.parametrize("account", SHARE)
def test_every_page_that_an_account_may_see_is_whole_by_day_and_by_night_at_every_width(
    swept: Sweep, shown: dict[str, dict[str, list[str]]], account: str
) -> None:
    assert swept.faults_of(account, shown) == []
