# SPDX-License-Identifier: MulanPSL-2.0
"""What a person may do against a decision: before which body, within how long, and which way must be gone first.

By the law of the day the decision was made. Special law goes before general law: some decisions go to reconsideration
first, against others a lawsuit has a term of its own. A decision that rests on several bases may have remedies in parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from fadu.kernel.errors import UnknownNameError
from fadu.law.limit import GENERAL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.law.basis import Basis
    from fadu.law.deadline import Due
    from fadu.law.instruments import Citation
    from fadu.law.limit import Limit, RemedyRule

#: what the parts of a decision are called that no special law speaks of, beside others
OTHER_PARTS = "其余处罚"


class LawOfRemedies(Protocol):
    """What is asked of the law: the remedies by kind of decision, the bases, the limit of a day, its last day, and an article in full."""

    @property
    def remedy_rules(self) -> Mapping[str, tuple[RemedyRule, ...]]: ...

    @property
    def bases_by_key(self) -> Mapping[str, tuple[Basis, ...]]: ...

    def limit(self, key: str, on: date) -> Limit: ...

    def due(self, key: str, start: date, *, on: date | None = None) -> Due: ...

    def cite(self, text: str) -> Citation | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A decision as far as its remedies hang on it: the day it was made, and what each part of it falls under.

    ``under`` holds keys of special law such as ``price`` or ``on_the_spot``, and ``*`` for what no special law speaks of.
    """

    made_on: date
    under: tuple[str, ...] = (GENERAL,)


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
    #: the remedy that must be sought before; then the term runs from its outcome and has no last day yet
    after: str = ""
    #: the part of the decision it is against, where the parts have different ones
    part: str = ""
    #: the articles of special law it follows, in full
    grounds: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        special = {"after": self.after, "part": self.part, "grounds": list(self.grounds)}
        return {
            "kind": self.kind,
            "title": self.title,
            "body": self.body,
            "length": self.length,
            "limit": self.limit,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "cites": list(self.cites),
            "unverified": self.unverified,
            **{name: value for name, value in special.items() if value},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """All remedies against a decision."""

    items: tuple[Remedy, ...]

    def as_json(self) -> list[dict[str, Any]]:
        return [item.as_json() for item in self.items]

    @property
    def latest(self) -> Remedy | None:
        """The remedy that stays open longest; None where none has a last day. One that follows another is not open by itself."""
        dated = [(item.last_day, item) for item in self.items if item.last_day is not None]
        return max(dated, key=lambda each: each[0])[1] if dated else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What governs one part of a decision."""

    title: str
    rules: tuple[RemedyRule, ...]
    special: tuple[RemedyRule, ...] = field(default=())


def of_bases(law: LawOfRemedies, bases: tuple[str, ...], on: date) -> tuple[str, ...]:
    """What the remedies against a penalty fall under by its bases, each once: as their editions of the day say, else the latest.

    A basis that the catalogue does not hold, and none at all, fall under the general rule.
    """
    under: dict[str, None] = {}
    for key in bases:
        editions = law.bases_by_key.get(key, ())
        governing = next(
            (each for each in editions if each.is_in_force(on)), editions[-1] if editions else None
        )
        under[(governing.remedies if governing else "") or GENERAL] = None
    return tuple(under) or (GENERAL,)


def remedies(law: LawOfRemedies, contested: Contested, served_on: date | None) -> Remedies:
    """The remedies against a decision of a day; their last days run from its service."""
    parts = _parts(law, contested)
    return Remedies(
        items=tuple(
            _remedy(law, rule, part, contested.made_on, served_on, named=len(parts) > 1)
            for part in parts
            for rule in part.rules
        )
    )


def limit_in_place_of(law: LawOfRemedies, limit: str, contested: Contested) -> str | None:
    """The limit that runs where the general rule has this one; None where that remedy is not open before another was sought.

    Where parts of the decision have different ones, the longest.
    """
    kinds = {rule.key for rule in law.remedy_rules.get(GENERAL, ()) if rule.limit == limit}
    if not kinds:
        return limit
    rules = [rule for part in _parts(law, contested) for rule in part.rules if rule.key in kinds]
    limits = {rule.limit for rule in rules if not rule.after}
    day = contested.made_on
    return max(sorted(limits), key=lambda key: law.due(key, day, on=day).last_day, default=None)


def _parts(law: LawOfRemedies, contested: Contested) -> tuple[_Part, ...]:
    """Each part with its rules; parts that the same rules govern are one. The general rule comes last."""
    by_rules: dict[tuple[RemedyRule, ...], _Part] = {}
    for key in sorted(contested.under, key=lambda key: key == GENERAL):
        if key != GENERAL and key not in law.remedy_rules:
            raise UnknownNameError("救济", key, law.remedy_rules)
        part = _part(law.remedy_rules, key, contested.made_on)
        by_rules.setdefault(part.rules, part)
    return tuple(by_rules.values())


def _part(rules: Mapping[str, tuple[RemedyRule, ...]], key: str, on: date) -> _Part:
    general = [rule for rule in rules.get(GENERAL, ()) if rule.is_in_force(on)]
    special = {rule.key: rule for rule in rules.get(key, ()) if key != GENERAL and rule.is_in_force(on)}
    return _Part(
        title=next((rule.about for rule in special.values()), ""),
        rules=tuple(special.get(rule.key, rule) for rule in general),
        special=tuple(special.values()),
    )


def _remedy(
    law: LawOfRemedies, rule: RemedyRule, part: _Part, on: date, served_on: date | None, *, named: bool
) -> Remedy:
    limit = law.limit(rule.limit, on)
    governing = [each for each in part.special if rule.key in (each.key, each.after)]
    grounds = tuple(dict.fromkeys(cite for each in governing for cite in each.cites))
    return Remedy(
        kind=rule.key,
        title=rule.title,
        body=rule.body,
        length=limit.length,
        limit=limit.key,
        last_day=law.due(limit.key, served_on, on=on).last_day if served_on and not rule.after else None,
        cites=tuple(dict.fromkeys((*rule.cites, *grounds))),
        unverified=rule.unverified or any(each.unverified for each in governing),
        after=rule.after,
        part=(part.title or OTHER_PARTS) if named else "",
        grounds=tuple(str(law.cite(cite) or cite) for cite in grounds),
    )
