# SPDX-License-Identifier: MulanPSL-2.0
"""The settings that move what the law makes of a case, each by its one service: tried, proposed by one, and in effect once another confirms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fadu.cases.background import calendars
from fadu.kernel.errors import UnknownNameError
from fadu.people import second_person, setting_proposals
from fadu.people import services as people
from fadu.records import services as records

if TYPE_CHECKING:
    from fadu.people.models import Bureau, Officer, ProposedSetting

    Content = Mapping[str, Any]


def _parameter(bureau: Bureau, content: Content, _: Officer | None) -> None:
    calendars.set_parameter(bureau=bureau, **_dated(content))


def _local_name(bureau: Bureau, content: Content, _: Officer | None) -> None:
    people.set_local_name(bureau=bureau, **_dated(content))


def _pattern(bureau: Bureau, content: Content, _: Officer | None) -> None:
    records.set_pattern(bureau_id=bureau.pk, **_dated(content))


def _series(bureau: Bureau, content: Content, _: Officer | None) -> None:
    records.begin_series(bureau_id=bureau.pk, **content)


def _notice(_: Bureau, content: Content, by: Officer | None) -> None:
    calendars.adopt(content["text"], keep=True, by=by)


#: key of a setting -> how it takes effect
EFFECTS: Mapping[str, Callable[[Bureau, Content, Officer | None], None]] = {
    "parameter": _parameter,
    "local_name": _local_name,
    "pattern": _pattern,
    "series": _series,
    "notice": _notice,
}


def tried(bureau: Bureau, what: str, content: Content) -> list[dict[str, str]]:
    """The open terms that would move (case, clock, before, after); all is taken back. Raises what the setting would be refused for."""
    if what not in EFFECTS:
        raise UnknownNameError("设定", what, EFFECTS)
    with transaction.atomic(), second_person.confirmed():
        before = calendars.open_terms()
        EFFECTS[what](bureau, content, None)
        after = calendars.open_terms()
        transaction.set_rollback(True)
    return calendars.moved(before, after)


@transaction.atomic
def propose(*, bureau: Bureau, what: str, content: Content, words: str) -> ProposedSetting:
    """Try a setting and propose it: nothing of it holds yet. ``content`` is what the service takes, days as ``2022-03-01``."""
    moves = tried(bureau, what, content)
    return setting_proposals.propose(bureau=bureau, what=what, content=content, words=words, moves=len(moves))


def decide(row: ProposedSetting, *, by: Officer, is_confirmed: bool, remark: str = "") -> ProposedSetting:
    """Confirm a setting, which takes effect in the same transaction, or refuse it with a reason."""

    def take_effect(proposed: ProposedSetting) -> None:
        EFFECTS[proposed.what](proposed.bureau, proposed.content, proposed.proposed_by)

    return setting_proposals.decide(
        row, by=by, is_confirmed=is_confirmed, remark=remark, take_effect=take_effect
    )


def _dated(content: Content) -> dict[str, Any]:
    """The content with its first day as a day."""
    return {**content, "start": date.fromisoformat(content["start"])}
