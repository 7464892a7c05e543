# SPDX-License-Identifier: MulanPSL-2.0
"""What the pages on law say is true of the code."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fadu.law import library
from fadu.law.notices import read_notice

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_notice_in_the_guide_can_be_read() -> None:
    page = (DOCS / "howto" / "adopt-holiday-notice.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)

    assert example is not None
    assert read_notice(example[1], "2027.yaml").off[date(2027, 2, 12)] == "春节"


@pytest.mark.parametrize(
    "prefix", ["penalty", "hearing", "licence", "complaint", "tip_off", "publication", "service"]
)
def test_every_rule_the_page_names_exists(prefix: str) -> None:
    law = library()
    keys = {*law.limits_by_key, *law.thresholds_by_key, *law.options_by_list}
    named = set(re.findall(rf"`({prefix}/[a-z_]+)`", (DOCS / "explanation" / "law.md").read_text("utf-8")))

    assert named - keys == set()
