# SPDX-License-Identifier: MulanPSL-2.0
"""Which papers are drawn blank, with numbers, for places without a network, by `blank_forms.yaml`; and which of those an act would use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.cases.papers.form_sources import form_of
from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.procedure.model import Action
    from fadu.records.forms import Form

SHIPPED = Path(__file__).parents[1] / "blank_forms.yaml"


class BlankFormsError(DefinitionError):
    """空白文书的数据文件有误。"""

    code = "blank_forms"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankForms:
    """How numbers of control are written, and the templates of each kind."""

    pattern: str
    kinds: Mapping[str, tuple[str, ...]]


@cache
def blank_forms() -> BlankForms:
    """What comes with this release. Raises BlankFormsError."""
    place, top = Place(path=str(SHIPPED), error=BlankFormsError), yaml_reader.read(SHIPPED, BlankFormsError)
    place.known(top, ("pattern", "kinds"), "文件")
    held = place.part(top, "kinds")
    return BlankForms(
        pattern=place.text(top, "pattern", "控制编号"),
        kinds={str(kind): tuple(map(str, held[kind])) for kind in held},
    )


def on_offer(on: date) -> dict[tuple[str, str], tuple[str, Form]]:
    """What may be drawn on a day: (kind, template) -> what the kind is called, and the form in force."""
    there = {}
    for kind, templates in blank_forms().kinds.items():
        if kind not in library().kinds():
            continue
        procedure = library().procedure(kind, on)
        for template in templates:
            there[kind, template] = (procedure.title, form_of(procedure, template, on))
    return there


def written_on(kind: str, action: Action) -> tuple[str, ...]:
    """The templates an act makes that may have been written on a blank paper before it is entered; none where several sign."""
    if action.signs:
        return ()
    known = blank_forms().kinds.get(kind, ())
    return tuple(issue.template for issue in action.issues if issue.template in known)
