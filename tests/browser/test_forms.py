# SPDX-License-Identifier: MulanPSL-2.0
"""Every form of the desk in a real browser: an input that has no size cannot be filled in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fadu.desk.pages.act import OFFERED
from fadu.desk.pages.bureau import FORMS as BUREAU_FORMS
from fadu.procedure.library import library

pytestmark = pytest.mark.browser

KINDS = sorted(library().kinds())
#: the names of the controls of a page that no mouse can reach, once they are scrolled to: too small, clipped, or covered
UNSEEN = """
() => [...document.querySelectorAll("main input:not([type=hidden]), main select, main textarea, main button:not([hidden])")]
  .filter((control) => {
    control.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
    const box = control.getBoundingClientRect();
    const small = /checkbox|radio/.test(control.type) ? 10 : 40;
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.width < small || box.height < 10 || !(there && control.contains(there));
  })
  .map((control) => control.name || control.innerText)
"""


def unseen(page: Any, address: str) -> list[str]:
    """The controls that nobody can reach on the page of an address."""
    answer = page.goto(address)
    assert answer.status == 200, address
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    return [f"{address} {name}" for name in page.evaluate(UNSEEN)]


def newest_case(site: Any, kind: str) -> tuple[int, date]:
    """The newest case of a kind, and the edition it runs under."""
    with sqlite3.connect(f"file:{site.home}/fadu.sqlite3?mode=ro", uri=True) as base:
        row = base.execute(
            "select id, edition from cases_case where kind = ? order by id desc limit 1", [kind]
        ).fetchone()
    return int(row[0]), date.fromisoformat(row[1])


@pytest.mark.parametrize("kind", KINDS)
def test_every_input_of_every_act_form_has_a_size(site: Any, page: Any, kind: str) -> None:
    case, edition = newest_case(site, kind)
    actions = [*library().edition(kind, edition).actions, *OFFERED]

    assert [lost for action in actions for lost in unseen(page, f"/case/{case}/do/{action}/")] == []


@pytest.mark.parametrize("width", [1366, 390])
def test_a_list_of_rows_shows_its_inputs_at_every_width(site: Any, page: Any, width: int) -> None:
    case, _ = newest_case(site, "penalty")
    page.set_viewport_size({"width": width, "height": 768})

    assert unseen(page, f"/case/{case}/do/gather/") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_input_of_the_other_forms_of_an_officer_has_a_size(
    site: Any, page_of: Callable[..., Any]
) -> None:
    page = page_of("zhifa")
    case, _ = newest_case(site, "penalty")
    opened = [k for k in KINDS if not library().procedure(k, date(2023, 1, 10)).child_only]

    assert [lost for kind in opened for lost in unseen(page, f"/open/{kind}/")] == []
    assert unseen(page, "/password/") == []
    assert unseen(page, "/together/") == []
    assert unseen(page_of("juzhang"), f"/case/{case}/upload/") == []
    assert unseen(page_of("juzhang"), f"/case/{case}/materials/") == []
    assert unseen(page_of("juzhang"), "/stand-in/") == []


def test_every_input_of_the_forms_of_the_administrator_has_a_size(page_of: Callable[..., Any]) -> None:
    page = page_of("guanli")
    assert unseen(page, "/confirmations/") == []
    addresses = [*(f"/bureau/add/{what}/" for what in BUREAU_FORMS), "/bureau/notices/", "/bureau/numbers/"]
    addresses += [
        "/bureau/people/",
        "/bureau/people/sheet/",
        "/bureau/departments/1/rename/",
        "/bureau/departments/1/end/",
        "/bureau/appointment/1/end/",
        "/bureau/account/1/close/",
        "/bureau/correct/officer_name/1/",
        "/bureau/correct/officer_department/1/",
    ]

    assert [lost for address in (*addresses, "/bureau/imports/") for lost in unseen(page, address)] == []
