# SPDX-License-Identifier: MulanPSL-2.0
"""The golden answers of the law: counted by another calendar, and the law agrees with each.

To renew them after a change that is meant: ``PYTHONPATH=src:. python tests/law/test_golden.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from tests.law.recounting import DAY, counted, recounted

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library
from fadu.law.changes import of_basis, of_counting, of_entry, of_limit, of_options, of_threshold
from fadu.law.golden import FILE, SPOKEN, golden, keys_of, last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.law import Law
    from fadu.law.limit import Limit


def telling_days(law: Law, limit: Limit) -> Iterator[date]:
    """The first day of a value, and the first from which a unit more and a unit less end otherwise."""
    yield limit.in_force_from
    if limit.unit != "hour":
        days = (limit.in_force_from + n * DAY for n in range(40))
        yield from islice((day for day in days if limit.is_in_force(day) and tells(law, limit, day)), 1)


def tells(law: Law, limit: Limit, day: date) -> bool:
    amounts = {limit.amount, limit.amount + 1, max(limit.amount - 1, 0)}
    ends = [counted(replace(limit, amount=amount), day) for amount in amounts]
    decides = not limit.together or recounted(law, limit.key, day) == counted(limit, day)
    return None not in ends and len(set(ends)) == len(ends) and decides


def counted_again(law: Law, limit: Limit, day: date) -> str:
    if limit.unit == "hour":
        return (datetime.combine(day, time.min, LEGAL_TIME) + timedelta(hours=limit.amount)).isoformat()
    last = recounted(law, limit.key, day)
    return last.isoformat() if last else ""


def written_anew() -> Iterator[str]:
    law = library()
    yield "# 期限的末日、界限的数额、选项表的各项，与规则分开写下：末日由另一份日历逐日数出。"
    yield "# 规则有意改动后，用 tests/law/test_golden.py 重写，并逐行看过差别。"
    for part, keys in keys_of(law).items():
        yield f"{part}:" + ("" if keys else " {}")
        for key in keys:
            yield f"  {key}:"
            yield from (f'    - "{line}"' for line in SPOKEN[part](law, key))
    yield "dates:"
    for key, values in law.limits_by_key.items():
        days = {
            day: last
            for limit in values
            if not limit.local_key and not limit.open_ended
            for day in telling_days(law, limit)
            if (last := counted_again(law, limit, day))
        }
        if days:
            yield f"  {key}:"
            yield from (f"    {day}: {last}" for day, last in days.items())


def test_the_law_agrees_with_every_golden_answer() -> None:
    law, answers = library(), golden()

    assert [
        line for keys in keys_of(law).values() for key in keys for line in answers.differences(law, key)
    ] == []


def test_every_rule_has_its_golden_answers_and_no_other() -> None:
    answers = golden()

    assert {part: set(getattr(answers, part)) for part in SPOKEN} == {
        part: set(keys) for part, keys in keys_of(library()).items()
    }


def test_every_golden_last_day_is_the_one_another_calendar_counts() -> None:
    law = library()
    answers = {(key, day): last for key, days in golden().dates.items() for day, last in days.items()}

    assert len(answers) > 150
    assert {
        (key, day): counted_again(law, law.limit(key, date.fromisoformat(day)), date.fromisoformat(day))
        for key, day in answers
    } == answers


def test_the_golden_answers_are_written_as_this_file_writes_them() -> None:
    assert FILE.read_text(encoding="utf-8") == "\n".join(written_anew()) + "\n"


def test_whatever_is_changed_by_one_in_the_law_no_longer_agrees() -> None:
    law, answers = library(), golden()
    changes = [
        *(change for key in law.limits_by_key for change in of_limit(law, key)),
        *(change for key in law.thresholds_by_key for change in of_threshold(law, key)),
        *(change for key in law.options_by_list for change in of_options(law, key)),
        *(change for key in law.entries_by_key() for change in of_entry(law, key)),
        *(change for key in law.bases_by_key for change in of_basis(law, key)),
        *of_counting(law),
    ]

    unnoticed = [c.words for c in changes if not any(any(answers.differences(c.law, key)) for key in c.keys)]
    assert unnoticed == []
    assert len(changes) > 700


def test_a_last_day_that_there_is_none_of_is_told_in_words() -> None:
    assert "没有施行的规定" in last_day(library(), "penalty/defence", "2004-01-01")


@pytest.mark.parametrize("key", ["no/such"])
def test_of_a_key_nobody_knows_there_is_nothing_golden(key: str) -> None:
    assert list(golden().differences(library(), key)) == []


if __name__ == "__main__":
    from fadu.assembly.discovery import hand_down

    hand_down()
    FILE.write_text("\n".join(written_anew()) + "\n", encoding="utf-8")
