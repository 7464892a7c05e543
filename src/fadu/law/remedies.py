# SPDX-License-Identifier: MulanPSL-2.0
"""What a person may do against a decision: which body, within how long, by the law of the decision's date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fadu.law.deadline import Due
    from fadu.law.limit import Limit, RemedyRule


class LawOfRemedies(Protocol):
    """What is asked of the law: the limit of a day, and its last day."""

    def limit(self, key: str, on: date) -> Limit: ...

    def due(self, key: str, start: date, *, on: date | None = None) -> Due: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One remedy: its name, the body, the limit with its article, and its last day where service is known."""

    kind: str
    title: str
    body: str
    length: str
    limit: str
    last_day: date | None
    cites: tuple[str, ...]
    unverified: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "title": self.title,
            "body": self.body,
            "length": self.length,
            "limit": self.limit,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "cites": list(self.cites),
            "unverified": self.unverified,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """All remedies against a decision."""

    items: tuple[Remedy, ...]

    def as_json(self) -> list[dict[str, Any]]:
        return [item.as_json() for item in self.items]


def remedies(
    law: LawOfRemedies, rules: Iterable[RemedyRule], decided_on: date, served_on: date | None
) -> Remedies:
    """The remedies against a decision of a day; their last days run from its service."""
    return Remedies(
        items=tuple(
            _remedy(law, rule, decided_on, served_on) for rule in rules if rule.is_in_force(decided_on)
        )
    )


def _remedy(law: LawOfRemedies, rule: RemedyRule, decided_on: date, served_on: date | None) -> Remedy:
    limit = law.limit(rule.limit, decided_on)
    return Remedy(
        kind=rule.key,
        title=rule.title,
        body=rule.body,
        length=limit.length,
        limit=limit.key,
        last_day=law.due(limit.key, served_on, on=decided_on).last_day if served_on else None,
        cites=rule.cites,
        unverified=rule.unverified,
    )
