# SPDX-License-Identifier: MulanPSL-2.0
"""The kinds of case there are, with their titles and roles, read without loading them: kinds name each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fadu.kernel.kinds import handed_down
from fadu.kernel.remembering import code_mark, mark_of, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fadu.procedure.state import ChildView


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What other kinds may know of a kind: its latest title and sight, and the titles of the roles of all its editions."""

    title: str
    roles: Mapping[str, str]
    #: the outcomes on which the case that opened one of this kind may go on
    affirming: frozenset[str] = frozenset()
    #: those of them that affirm no proposal as it was, but one that was changed since
    once_changed: frozenset[str] = frozenset()
    #: of the others those that ask for no change: what was sent may be sent again, as it is or with what was lacking
    again: Mapping[str, str] = field(default_factory=dict)
    #: the outcomes in which a case of the kind may end, with their titles
    outcomes: Mapping[str, str] = field(default_factory=dict)
    #: what the family sees of a case, by the latest edition
    family_sees: str = ""
    #: posts that see every case of the kind in the bureau
    seen_by: frozenset[str] = frozenset()


def folders_of_kinds() -> Mapping[str, Path]:
    """The folders of all kinds of case."""
    return {kind.key: kind.folder for kind in handed_down()}


def outline_of(folder: Path) -> Outline:
    """The outline of the kind in a folder."""
    return handed_down().derived(f"outline of {folder}", lambda: _remembered(folder))


def _remembered(folder: Path) -> Outline:
    """The outline as it was read before, where neither the editions nor their reader changed."""
    mark = mark_of((folder / "procedure").glob("*.yaml"), code_mark("kernel", "procedure"))
    return remembered(f"outline of {folder}", mark, lambda: _read(folder))


def _read(folder: Path) -> Outline:
    from fadu.procedure.loading.amending import read_edition

    editions = [read_edition(path) for path in sorted((folder / "procedure").glob("*.yaml"))]
    roles = {
        str(key): str(role.get("title", key))
        for edition in editions
        for key, role in edition.get("roles", {}).items()
    }
    ends = {
        str(stage.get("outcome", key)): stage
        for edition in editions
        for key, stage in edition.get("stages", {}).items()
        if isinstance(stage, dict) and (stage.get("final") or stage.get("affirms"))
    }
    latest = editions[-1]
    return Outline(
        title=str(latest.get("title", folder.name)),
        roles=roles,
        affirming=frozenset(outcome for outcome, stage in ends.items() if stage.get("affirms")),
        once_changed=frozenset(o for o, stage in ends.items() if stage.get("affirms") == "once_changed"),
        again={outcome: str(stage["again"]) for outcome, stage in ends.items() if stage.get("again")},
        outcomes={outcome: str(stage.get("title", outcome)) for outcome, stage in ends.items()},
        family_sees=str(latest.get("family_sees", "")),
        seen_by=frozenset(map(str, [said] if isinstance(said := latest.get("seen_by", ()), str) else said)),
    )


def title_of(kind: str) -> str:
    """The title of a kind's latest edition; the key itself where there is no such kind."""
    folders = folders_of_kinds()
    return outline_of(folders[kind]).title if kind in folders else kind


def role_title(role: str) -> str:
    """The title of a role in whichever kind defines it; the key itself where none does."""
    outlines = (outline_of(folder).roles for folder in folders_of_kinds().values())
    return next((roles[role] for roles in outlines if role in roles), role)


def outcome_title(kind: str, outcome: str) -> str:
    """What a kind calls an outcome of its cases; the key itself where it knows none of that name."""
    folders = folders_of_kinds()
    return outline_of(folders[kind]).outcomes.get(outcome, outcome) if kind in folders else outcome


def is_affirmed(child: ChildView) -> bool:
    """Whether a child has ended with an outcome on which the case that opened it may go on, as its kind says."""
    folders = folders_of_kinds()
    return child.matter in folders and child.outcome in outline_of(folders[child.matter]).affirming


def asks_for_change(child: ChildView) -> bool:
    """Whether a child has ended by agreeing to what it dealt with only once that is changed."""
    folders = folders_of_kinds()
    return child.matter in folders and child.outcome in outline_of(folders[child.matter]).once_changed


def may_affirm(child: ChildView) -> bool:
    """Whether a child is of a kind that is asked for agreement."""
    folders = folders_of_kinds()
    return child.matter in folders and bool(outline_of(folders[child.matter]).affirming)


def again_of(child: ChildView) -> str:
    """How what a child did not agree to may be sent again without a change: ``unchanged``, once ``supplemented``, or not at all."""
    folders = folders_of_kinds()
    return outline_of(folders[child.matter]).again.get(child.outcome, "") if child.matter in folders else ""
