# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau, a form, and a place for files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fadu.people.services import found_bureau
from fadu.records.forms import Form, read_form

NOTICE = """---
key: notice
title: 行政处罚告知书
family: letter
in_force: {from: 2021-07-15}
number: "{abbreviation}市监罚告〔{year}〕{serial}号"
mandatory:
  - party.name: 当事人
  - facts: 违法事实
  - fine: 罚款金额
---
> {party.name}：
{facts}，拟罚款{fine:money}元。
@seal
"""


@pytest.fixture
def notice() -> Form:
    return read_form(NOTICE, file="notice.form")


def founded() -> Any:
    return found_bureau(
        name="江州市临水区市场监督管理局", short="临水局", abbreviation="临", region_code="990102"
    )


@pytest.fixture
def bureau(begin_from: Any) -> Any:
    return begin_from(founded)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Path:
    settings.FADU_FILES = tmp_path / "files"
    return settings.FADU_FILES
