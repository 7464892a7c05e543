# SPDX-License-Identifier: MulanPSL-2.0
"""The hours that a record tells of itself: when an inspection, a questioning, a hearing began and ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import in_a_sentence, in_legal_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from fadu.procedure.model import Action, Field, Procedure

#: moments are typed to the minute
MINUTE = timedelta(minutes=1)


def is_of_the_record(procedure: Procedure, field: Field) -> bool:
    """Whether a field holds an hour of the record itself: none set ahead, none of an event outside."""
    if field.type != "datetime" or field.ahead or field.outside:
        return False
    return not any(field.key in action.dated.values() for action in procedure.actions.values())


def hours_of(
    procedure: Procedure, action: Action, said: Mapping[str, Any]
) -> Iterator[tuple[Field, datetime]]:
    """The fields of the record's own hours that an act fills in, with what they say."""
    for key in (*action.sets, *action.may_set):
        field = procedure.fields.get(key)
        if field is not None and is_of_the_record(procedure, field):
            hour = _moment(said.get(key))
            if hour is not None:
                yield field, hour


def not_come(procedure: Procedure, action: Action, said: Mapping[str, Any], at: datetime) -> Iterator[str]:
    """In words, which hours an act told of lay ahead when it was recorded."""
    for field, hour in hours_of(procedure, action, said):
        if hour >= at + MINUTE:
            yield f"“{field.title}”为{in_a_sentence(hour)}，晚于登记之时{in_a_sentence(at)}。"


def turned_round(procedure: Procedure, action: Action, said: Mapping[str, Any]) -> Iterator[str]:
    """In words, where an act tells that its record ended before it began."""
    hours = {field.key: (field, hour) for field, hour in hours_of(procedure, action, said)}
    for last, ends in hours.values():
        first, begins = hours.get(last.not_before, (last, ends))
        if ends < begins:
            yield f"“{last.title}”为{in_a_sentence(ends)}，早于“{first.title}”的{in_a_sentence(begins)}。"


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        return None
    return in_legal_time(moment) if moment else None
