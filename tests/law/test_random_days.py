# SPDX-License-Identifier: MulanPSL-2.0
"""Two hundred days drawn by lot, each under every limit there is or was, counted again by another calendar."""

from __future__ import annotations

import os
import random
from datetime import timedelta

import pytest
from tests.law.recounting import KNOWN, recounted

from fadu.law import library

LAW = library()
#: another sample: FADU_SEED=7 pytest tests/law/test_random_days.py
SEED = int(os.environ.get("FADU_SEED", "20261129"))
DAYS = 200


def test_every_limit_from_two_hundred_days_ends_when_another_calendar_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lot = random.Random(SEED)
    first, last = KNOWN
    days = [first + timedelta(days=lot.randrange((last - first).days)) for _ in range(DAYS)]
    asked = [
        (limit.key, day, limit.in_force_from)
        for day in days
        for limit in LAW.limits()
        if not limit.local_key and not limit.open_ended
    ]
    again = {question: recounted(LAW, *question) for question in asked}
    compared = {question: last for question, last in again.items() if last is not None}
    with capsys.disabled():
        print(f"\n期限抽样复算：种子 {SEED}，{DAYS} 日 × 全部期限，{len(compared)} 个末日。")

    assert {(key, day, on): LAW.due(key, day, on=on).last_day for key, day, on in compared} == compared
    assert len(compared) > 0.9 * len(asked)
