# SPDX-License-Identifier: MulanPSL-2.0
"""The remedy paragraph names body, term and last day as the law of the date gives them."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.records.forms import MissingDataError, read_form
from fadu.records.remedies import paragraph
from fadu.records.rendering import render

RECONSIDERATION = {"kind": "reconsideration", "title": "行政复议", "body": "临水区人民政府", "length": "60日"}
LITIGATION = {"kind": "litigation", "title": "行政诉讼", "body": "临水区人民法院", "length": "6个月"}


def test_body_term_and_last_day_of_each_remedy_are_named() -> None:
    text = paragraph(
        [{**RECONSIDERATION, "last_day": "2024-03-04"}, {**LITIGATION, "last_day": date(2024, 7, 2)}]
    )
    assert text == (
        "如不服本决定，可以自收到本文书之日起60日内（至2024年3月4日止）向临水区人民政府申请行政复议；"
        "也可以自收到本文书之日起6个月内（至2024年7月2日止）依法向临水区人民法院提起行政诉讼。"
    )


def test_a_remedy_that_must_come_first_is_named_as_such_with_the_law_that_says_so() -> None:
    first = {**RECONSIDERATION, "grounds": ["《价格违法行为行政处罚规定》第20条", "《行政复议法》第23条"]}
    text = paragraph([first, {**LITIGATION, "length": "15日", "after": "reconsideration"}])

    assert text == (
        "如不服本决定，依照《价格违法行为行政处罚规定》第二十条、《行政复议法》第二十三条的规定，"
        "应当自收到本文书之日起60日内先向临水区人民政府申请行政复议；"
        "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内依法向临水区人民法院提起行政诉讼。"
    )
    assert "6个月" not in text


def test_a_shorter_term_cites_its_own_law_and_parts_are_told_apart() -> None:
    short = {**LITIGATION, "length": "15日", "grounds": ["《计量法》第31条"], "part": "计量处罚"}
    text = paragraph(
        [
            {**RECONSIDERATION, "part": "计量处罚"},
            short,
            {**RECONSIDERATION, "part": "其余处罚"},
            {**LITIGATION, "part": "其余处罚"},
        ]
    )
    assert text == (
        "如不服本决定，对计量处罚，可以自收到本文书之日起60日内向临水区人民政府申请行政复议；"
        "也可以依照《计量法》第三十一条的规定，自收到本文书之日起15日内依法向临水区人民法院提起行政诉讼。"
        "对其余处罚，可以自收到本文书之日起60日内向临水区人民政府申请行政复议；"
        "也可以自收到本文书之日起6个月内依法向临水区人民法院提起行政诉讼。"
    )


def test_a_remedy_without_body_or_term_is_not_printed_as_if_it_were_known() -> None:
    assert paragraph([{**RECONSIDERATION, "body": ""}, LITIGATION]).startswith(
        "如不服本决定，可以自收到本文书之日起6个月内"
    )
    assert paragraph([]) == ""


def test_a_form_with_remedies_is_not_made_without_them() -> None:
    form = read_form(
        "---\nkey: decision\ntitle: 决定书\nfamily: form\nin_force: {from: 2021-07-15}\nremedy: true\nmandatory: []\n"
        "---\n@remedy\n"
    )
    with pytest.raises(MissingDataError, match="救济途径"):
        render(form, {"bureau_name": "某局"}, fmt="text")
    assert "临水区人民法院" in str(render(form, {"bureau_name": "某局", "remedy": [LITIGATION]}, fmt="text"))
