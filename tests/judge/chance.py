# SPDX-License-Identifier: MulanPSL-2.0
"""What people might write into a form: mostly sensible, now and then wrong, always of the field's kind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fadu.law import library as law_library
from fadu.procedure.fields import choices_of
from fadu.procedure.testing import moment
from judge.habits import HABITS

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from fadu.procedure.model import Action, Field
    from fadu.procedure.testing import CaseInMemory

#: sums in fen, on both sides of the lines the law draws
SUMS = (0, 5_000_00, 10_000_00, 50_000_00, 100_000_00, 200_000_00)
#: days from today that a date may name
DAYS = (-900, -400, -30, -3, -1, 0, 0, 0, 0, 0, 1, 20)


def payload(case: CaseInMemory, action: Action, day: date, chance: Random) -> dict[str, Any]:
    """Everything that must be given, half of what may be, rows where rows are added."""
    given = [*action.sets, *(key for key in action.may_set if chance.random() < 0.5)]
    said = {key: _value(case, case.procedure.fields[key], day, chance) for key in given}
    for name, columns in action.adds.items():
        said[name] = [
            {key: _value(case, case.procedure.fields[key], day, chance) for key in columns}
            for _ in range(chance.choice((1, 1, 3)))
        ]
    habit = HABITS.get(case.procedure.key)
    if habit is not None and chance.random() < 0.85:
        habit(case, action.key, said, day, chance)
    return said


def _value(case: CaseInMemory, field: Field, day: date, chance: Random) -> Any:
    if field.key in case.state.fields and chance.random() < 0.8:
        return case.state.fields[field.key]
    kinds = {
        "money": lambda: chance.choice([each for each in SUMS if each >= (field.minimum or 0)]),
        "boolean": lambda: chance.random() < 0.5,
        "date": lambda: (day + timedelta(days=chance.choice(DAYS))).isoformat(),
        "datetime": lambda: (moment(day) + timedelta(days=chance.choice((0, 0, 12, 20, 40)))).isoformat(
            timespec="minutes"
        ),
        "integer": lambda: chance.choice((1, 2, 3, 5)),
        "choice": lambda: chance.choice(list(choices_of(field, law_library(), day))),
        "choices": lambda: _some(list(choices_of(field, law_library(), day)), chance),
        "party": lambda: f"party:{chance.choice((1, 1, 2))}",
        "rows": lambda: [
            {column.key: _value(case, column, day, chance) for column in field.columns}
            for _ in range(chance.choice((1, 2)))
        ],
    }
    return kinds[field.type]() if field.type in kinds else case._sample(field, moment(day))


def _some(keys: list[str], chance: Random) -> list[str]:
    count = chance.choice((1, 1, 2, len(keys)))
    return sorted(chance.sample(keys, min(count, len(keys))))
