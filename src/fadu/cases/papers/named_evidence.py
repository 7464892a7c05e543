# SPDX-License-Identifier: MulanPSL-2.0
"""Evidence that the text of a paper names, compared with the dossier: a record that nobody made proves nothing.

A form says which of its fields speak of evidence (``evidence_in``). What they can name wrongly is what the kind itself makes: records,
by the titles of its forms. 行政处罚法 46: 证据必须经查证属实，方可作为认定案件事实的根据.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.papers.form_sources import form_of, forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import World
    from fadu.records.forms import Form


def not_in_dossier(world: World, form: Form, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The records that the text of a paper names and the case does not have, by title."""
    text = "".join(str(data.get(key) or "") for key in form.evidence_in)
    named = [title for title in records_of(world) if title in text]
    if not named:
        return ()
    known = tuple(_dossier(world, data))
    return tuple(title for title in named if not any(title in piece for piece in known))


def records_of(world: World) -> tuple[str, ...]:
    """The titles of the records a kind makes as evidence, longest first."""
    listed = (form for editions in forms_of(world.procedure).values() for form in editions)
    titles = {form.title for form in listed if form.is_evidence}
    return tuple(sorted(titles, key=lambda title: (-len(title), title)))


def _dossier(world: World, data: Mapping[str, Any]) -> Iterator[str]:
    """What lies in the dossier, by title: papers, pieces of evidence, files."""
    for view in world.state.documents:
        if not view.void:
            yield form_of(world.procedure, view.template, view.issued_on).title
    for row in (*data.get("evidence", ()), *world.state.lists.get("evidence", ())):
        yield str(row.get("title", ""))
    yield from world.state.titles_filed()
