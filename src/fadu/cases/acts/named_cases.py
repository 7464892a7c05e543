# SPDX-License-Identifier: MulanPSL-2.0
"""The cases that an act names as linked (``linked``): there must be such cases here, and of the kind that the link speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.models import Case
from fadu.procedure.outlines import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.people.models import Bureau
    from fadu.procedure.model import Action, Procedure


def of_payload(bureau: Bureau, payload: Mapping[str, Any]) -> list[Case]:
    """The cases of a bureau that an act names as linked; a number that no case has is left out."""
    numbers = _numbers(payload)
    return list(Case.objects.filter(bureau=bureau, number__in=numbers)) if numbers else []


def objections(
    bureau: Bureau, procedure: Procedure, action: Action | None, payload: Mapping[str, Any]
) -> tuple[str, ...]:
    """What speaks against the cases that an act names, each in a sentence."""
    numbers = _numbers(payload)
    return tuple(_objections(bureau, procedure, action, numbers)) if numbers and action else ()


def _objections(
    bureau: Bureau, procedure: Procedure, action: Action, numbers: tuple[str, ...]
) -> Iterator[str]:
    if not action.links:
        yield f"“{action.title}”不关联其他案件，而写有“{'、'.join(numbers)}”。"
        return
    kinds = dict(Case.objects.filter(bureau=bureau, number__in=numbers).values_list("number", "kind"))
    followed = procedure.links[action.links].followed
    for number in numbers:
        if number not in kinds:
            yield f"本机关没有案号为“{number}”的案件。"
        elif followed is not None and kinds[number] != followed.matter:
            yield f"“{number}”不是“{title_of(followed.matter)}”案件，是“{title_of(kinds[number])}”。"


def _numbers(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """The numbers named; what is no list of texts is told by the form of the payload."""
    linked = payload.get("linked")
    if not isinstance(linked, list | tuple):
        return ()
    return tuple(number for number in linked if isinstance(number, str))
