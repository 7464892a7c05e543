# SPDX-License-Identifier: MulanPSL-2.0
"""Every form of an act in a real browser: an input that has no size cannot be filled in, a key of a machine is not understood."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.browser import looking

from fadu.desk.act_forms import OFFERED
from fadu.procedure.library import library

pytestmark = pytest.mark.browser

KINDS = sorted(library().kinds())


@pytest.fixture(scope="module")
def page(opened: Callable[[str], Any]) -> Any:
    """A signed-in page of the head, in which one form is opened after the other."""
    return opened("juzhang")


def faults(page: Any, address: str) -> list[str]:
    """What is wrong with the form of an address, with everything folded opened."""
    answer = page.goto(address)
    assert answer.status == 200, address
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    return [f"{address} {fault}" for fault in looking.faults_of(page)]


def newest_case(site: Any, kind: str) -> tuple[int, date]:
    """The newest case of a kind, and the edition it runs under."""
    with sqlite3.connect(f"file:{site.home}/fadu.sqlite3?mode=ro", uri=True) as base:
        row = base.execute(
            "select id, edition from cases_case where kind = ? order by id desc limit 1", [kind]
        ).fetchone()
    return int(row[0]), date.fromisoformat(row[1])


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_of_every_act_can_be_filled_in_and_speaks_chinese(site: Any, page: Any, kind: str) -> None:
    case, edition = newest_case(site, kind)
    actions = [*library().edition(kind, edition).actions, *OFFERED]

    assert [fault for action in actions for fault in faults(page, f"/case/{case}/do/{action}/")] == []


def test_every_form_that_opens_a_case_can_be_filled_in_and_speaks_chinese(
    page_of: Callable[..., Any],
) -> None:
    page = page_of("zhifa")
    opened = [k for k in KINDS if not library().procedure(k, date(2023, 1, 10)).child_only]

    assert [fault for kind in opened for fault in faults(page, f"/open/{kind}/")] == []


def test_what_another_choice_asks_for_is_hidden_and_not_sent_and_is_there_again_with_its_choice(
    page_of: Callable[..., Any],
) -> None:
    page = page_of("zhifa")
    page.goto("/open/penalty/")
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    kind, code = page.locator('[name$="-kind"]').first, page.locator('[name$="-uscc"]').first
    kind.select_option("person")
    assert not code.is_visible()

    kind.select_option("enterprise")
    code.fill("91330100MA27XYZ12C")
    kind.select_option("person")
    assert not code.is_visible()
    sent = f"new FormData(document.querySelector('#the-form')).has('{code.get_attribute('name')}')"
    assert not page.evaluate(sent)

    kind.select_option("enterprise")
    assert code.input_value() == "91330100MA27XYZ12C"
    assert page.evaluate(sent)
