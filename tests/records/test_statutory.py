# SPDX-License-Identifier: MulanPSL-2.0
"""Each form says what the statutory form behind it asks for; and what it asks for is what the table of statutory forms lists."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

import fadu
from fadu.cli import document
from fadu.records.forms import Form, editions, read_form
from fadu.records.forms.statutory import Fact, statutory_forms, unstated

ROOT = Path(fadu.__path__[0])
FOLDERS = [ROOT / "records" / "documents", *sorted(ROOT.glob("matters/*/documents"))]
FORMS = [form for folder in FOLDERS for listed in editions(folder).values() for form in listed]
TABLE = Path(__file__).resolve().parents[3] / "shared" / "domain" / "forms.tsv"
#: a sign that parts the facts of a row, unless it stands in brackets
PARTING = re.compile(r";(?![^(（]*[)）])")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.key}@{form.in_force_from}")
def test_a_form_says_what_its_statutory_form_asks_for(form: Form) -> None:
    assert unstated(form) == ()
    assert not form.code or form.code in statutory_forms()


def test_every_statutory_form_that_is_kept_is_that_of_some_form() -> None:
    assert set(statutory_forms()) <= {form.code for form in FORMS}


@pytest.mark.skipif(not TABLE.exists(), reason="the table of statutory forms is not here")
def test_what_is_asked_for_is_what_the_table_lists() -> None:
    with TABLE.open(encoding="utf-8") as lines:
        listed = {
            row["id"]: PARTING.split(row["mandatory_fields"]) for row in csv.DictReader(lines, delimiter="\t")
        }

    assert {code: [fact.title for fact in facts] for code, facts in statutory_forms().items()} == {
        code: [title.strip() for title in listed[code]] for code in statutory_forms()
    }


def test_a_fact_without_words_for_it_says_why() -> None:
    silent = [
        (code, fact.title)
        for code, facts in statutory_forms().items()
        for fact in facts
        if not fact.stated and len(fact.without) < 8
    ]

    assert silent == []


def test_what_a_form_stops_saying_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decision = next(form for form in FORMS if form.key == "penalty_decision")
    without = decision.source_text.replace("百分之三", "若干").replace(
        "（{issued.penalty_notice.number}）", ""
    )
    (tmp_path / "penalty_decision.form").write_text(without, "utf-8")

    assert unstated(read_form(without)) == (
        "告知与听证情况、采纳理由",
        "履行方式期限(15日/指定银行/加处3%)",
    )
    options = type("Options", (), {"verb": "check", "folders": [tmp_path]})()
    assert document.run(options) == 1
    assert (
        "penalty_decision.form（PF-45）没有写明：告知与听证情况、采纳理由、履行方式期限"
        in capsys.readouterr().out
    )


def test_either_of_two_ways_is_enough_and_all_of_a_list_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    order = next(form for form in FORMS if form.key == "correction_order")
    facts = (
        Fact(title="甲", stated=(("nowhere", "correction_facts"),)),
        Fact(title="乙", stated=(("correction_facts",), ("nowhere",))),
        Fact(title="丙", without="由别处印出"),
        Fact(title="丁", stated=(("@seal",),)),
    )
    monkeypatch.setattr("fadu.records.forms.statutory.statutory_forms", lambda: {"PF-33": facts})

    assert unstated(order) == ("乙",)
    assert unstated(replace(order, seal="none")) == ("乙", "丁")
