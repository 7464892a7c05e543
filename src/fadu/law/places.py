# SPDX-License-Identifier: MulanPSL-2.0
"""What a place may set by local parameters: figures the law leaves to it, and law of its own for the subjects of catalogues.

A parameter under the key of an entry adopts it; ``limit@subject`` sets a limit of the place's own for a subject, and
``catalogue/attribute@subject`` what a catalogue lets places say of one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.law.catalogue import Subject
from fadu.law.errors import NotInForceError
from fadu.law.limit import Threshold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.law.library import Law
    from fadu.law.limit import Dated, Limit

_OF_A_SUBJECT = "@"


def rule_of(law: Law, key: str) -> Limit | Threshold | None:
    """What a local parameter sets, by its key; None where the law leaves nothing of that key to a place."""
    known = law.local_keys().get(key) or adopted_by_key(law).get(key)
    base, _, name = key.partition(_OF_A_SUBJECT)
    if known is not None or not name.strip():
        return known
    rule = of_subjects(law).get(base + _OF_A_SUBJECT)
    return replace(rule, key=key, local_key=key, title=f"{rule.title}（{name}）") if rule else None


def of_subjects(law: Law) -> Mapping[str, Limit | Threshold]:
    """What a place may set for a subject by its name: ``limit@`` and ``catalogue/attribute@`` -> the rule."""
    rules: dict[str, Limit | Threshold] = {
        f"{key}{_OF_A_SUBJECT}": law.limits_by_key[key][-1]
        for key in law.specials
        if key in law.limits_by_key
    }
    for home in law.catalogues.values():
        for attribute in home.attributes.values():
            if attribute.is_local:
                unit = "yes_no" if attribute.type == "flag" else "time"
                key = f"{home.key}/{attribute.key}{_OF_A_SUBJECT}"
                first = min(entry.in_force_from for entry in home.entries)
                rules[key] = Threshold(
                    key=key, title=attribute.title, in_force_from=first, value=1, unit=unit, local_key=key
                )
    return rules


def adopted_by_key(law: Law) -> Mapping[str, Threshold]:
    """The entries that speak only where a place adopts them, by the parameter that does so."""
    return {
        key: Threshold(
            key=key,
            title=f"采用“{_newest(values).title}”",
            in_force_from=values[0].in_force_from,
            value=1,
            unit="yes_no",
            local_key=key,
        )
        for key, values in law.entries_by_key().items()
        if values[0].is_local
    }


def _newest(values: tuple[Dated, ...]) -> Dated:
    return values[-1]


def longest(law: Law, key: str, on: date) -> Limit | None:
    """The limit a place's own must not exceed: the promise within the law's, a subject's own within that of special law."""
    rule = law.local_keys().get(key)
    within = getattr(rule, "within", "")
    if within:
        return law.limit(within, on)
    base, _, name = key.partition(_OF_A_SUBJECT)
    if not name or base not in law.specials:
        return None
    try:
        limit = law.limit(base, on, subject=Subject(catalogue=law.specials[base], name=name))
    except NotInForceError:
        return None
    return limit if limit.is_special else None
