# SPDX-License-Identifier: MulanPSL-2.0
"""Which kinds of case there are on disk, with their titles and roles, read without loading them: kinds name each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.procedure.loading.amending import read_edition

if TYPE_CHECKING:
    from collections.abc import Mapping

#: the package whose folders are kinds of case; found by name, since it stands above this room
MATTERS = "fadu.matters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What other kinds may know of a kind: its latest title, and the titles of the roles of all its editions."""

    title: str
    roles: Mapping[str, str]


@cache
def found_on_disk() -> Mapping[str, Path]:
    """The folders of all kinds of case: those with a folder ``procedure`` that holds an edition."""
    roots = [Path(path) for path in import_module(MATTERS).__path__]
    folders = (path for root in roots for path in sorted(root.iterdir()))
    return {path.name: path for path in sorted(folders) if any((path / "procedure").glob("*.yaml"))}


@cache
def outline_of(folder: Path) -> Outline:
    """The outline of the kind in a folder."""
    editions = [read_edition(path) for path in sorted((folder / "procedure").glob("*.yaml"))]
    roles = {
        str(key): str(told.get("title", key))
        for edition in editions
        for key, told in edition.get("roles", {}).items()
    }
    return Outline(title=str(editions[-1].get("title", folder.name)), roles=roles)


def title_of(kind: str) -> str:
    """The title of a kind's latest edition; the key itself where there is no such kind."""
    folders = found_on_disk()
    return outline_of(folders[kind]).title if kind in folders else kind


def role_title(role: str) -> str:
    """The title of a role in whichever kind defines it; the key itself where none does."""
    outlines = (outline_of(folder).roles for folder in found_on_disk().values())
    return next((roles[role] for roles in outlines if role in roles), role)
