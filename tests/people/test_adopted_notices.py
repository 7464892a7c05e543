# SPDX-License-Identifier: MulanPSL-2.0
"""Notices that a bureau adopted: what is wrong with a stored one is named, and never counts as a notice."""

from __future__ import annotations

import pytest

from fadu.kernel import clock
from fadu.law.errors import NoticeError
from fadu.people.adopted import working_calendar
from fadu.people.models import HolidayNotice

pytestmark = pytest.mark.django_db
GOOD = "year: 2027\ntitle: 通知\noff: {元旦: [01-01]}\n"


@pytest.mark.parametrize(
    ("year", "text", "said"),
    [
        (2027, "year: 2027\ntitle: 通知\noff: {}\n", "已采用的2027年放假通知 第3行第1列：放假通知缺少“off”"),
        (2027, "", "已采用的2027年放假通知 第1行第1列：文件的最上层应是“键: 值”的对应表"),
        (2028, GOOD, "已采用的2028年放假通知 第1行第1列：应为2028年的放假通知；实为2027年的"),
    ],
)
def test_a_stored_notice_that_cannot_be_read_is_named(year: int, text: str, said: str) -> None:
    HolidayNotice.objects.create(year=year, text=text, adopted_at=clock.now())

    with pytest.raises(NoticeError, match=said):
        working_calendar()


def test_a_stored_notice_announces_its_year() -> None:
    HolidayNotice.objects.create(year=2027, text=GOOD, adopted_at=clock.now())

    assert sorted(working_calendar().notices)[-1] == 2027
