# SPDX-License-Identifier: MulanPSL-2.0
"""The case a case springs from, those that spring from it, and those linked with it: as far as the officer may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.reading import selectors
from fadu.desk import words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fadu.cases.models import Case


def family(case: Case, near: list[Case]) -> dict[str, Any]:
    """The case this one springs from and those that spring from it, of those the officer may know of."""
    return {
        "parent": next((other for other in near if other.pk == case.parent_id), None),
        "children": [
            {"case": child, "kind": words.kind_title(child), "stage": words.stage_title(child)}
            for child in near
            if child.pk != case.parent_id
        ],
    }


def links(case: Case, visible: QuerySet[Case]) -> list[tuple[str, Case]]:
    """The linked cases that may be seen, each with what it is to this one."""
    rows = selectors.links_of(case)
    others = {other if one == case.pk else one for _, one, other in rows}
    seen = {other.pk: other for other in visible.filter(pk__in=others)} if rows else {}
    linked = [
        (words.link_words(case, kind).here, seen[other])
        if one == case.pk
        else (words.link_words(seen[one], kind).there, seen[one])
        for kind, one, other in rows
        if (other if one == case.pk else one) in seen
    ]
    return list(dict.fromkeys(linked))
