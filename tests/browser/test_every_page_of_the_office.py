# SPDX-License-Identifier: MulanPSL-2.0
"""Every page of the desk in a real browser: those of who registers, reviews, oversees and keeps the bureau (see ``test_every_page``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser import addresses, sweeping
from tests.browser.sweeping import Sweep

pytestmark = pytest.mark.browser
SHARE = addresses.SHARES[1]


@pytest.fixture(scope="module")
def swept(site: Any) -> Iterator[Sweep]:
    with sweeping.sweep(site) as begun:
        yield begun


@pytest.mark.parametrize("account", SHARE)
def test_every_page_that_an_account_may_see_is_whole_by_day_and_by_night_at_every_width(
    swept: Sweep, account: str
) -> None:
    served = sweeping.served(swept.site)

    assert swept.faults_of(account, addresses.examples(served, served.fullest("penalty", "zhifa"))) == []
