# SPDX-License-Identifier: MulanPSL-2.0
"""What the statutory form behind a form must say, and whether the form says it.

``data/statutory_forms.yaml`` holds, under the code of each statutory form, every fact its pattern asks for, and with what a form
here states it: a name the record fills in, ``@seal``, ``@sign``, ``@remedy`` or ``@cut``, or words that stand in the text.
``a | b`` is either; a list is all of them; ``without`` gives the reason for which the fact is not printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError
from fadu.kernel.yaml_reader import Map, read
from fadu.records.forms.checks import uses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.records.forms.model import Form

DATA = Path(__file__).parents[1] / "data" / "statutory_forms.yaml"
_NAME = re.compile(r"[a-z][a-z0-9_.]*")


class StatutoryFormsError(DefinitionError):
    """The table of statutory forms cannot be read: file, line, column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a statutory form must say; ``stated`` are all the ways needed, each a choice of ways; ``without`` why it is not."""

    title: str
    stated: tuple[tuple[str, ...], ...] = ()
    without: str = ""


@cache
def statutory_forms() -> Mapping[str, tuple[Fact, ...]]:
    """Code of a statutory form -> what it must say. Raises StatutoryFormsError."""
    place = Place(path=str(DATA), error=StatutoryFormsError)
    top = read(DATA, StatutoryFormsError)
    place.known(top, ("forms",), "文件")
    return {code: _facts(place, code, block) for code, block in place.part(top, "forms").items()}


def _facts(place: Place, code: str, value: Any) -> tuple[Fact, ...]:
    block = place.mapping(value, (1, 1), code)
    place.known(block, ("title", "facts"), code)
    facts = place.part(block, "facts")
    return tuple(_fact(place, facts, title, code) for title in facts)


def _fact(place: Place, facts: Map, title: str, code: str) -> Fact:
    if isinstance(facts[title], Map):
        place.known(facts[title], ("without",), f"{code}“{title}”")
        return Fact(title=title, without=place.text(facts[title], "without", f"{code}“{title}”"))
    ways = place.texts(facts, title, code)
    return Fact(title=title, stated=tuple(tuple(way.split(" | ")) for way in ways))


def unstated(form: Form) -> tuple[str, ...]:
    """What the statutory form asks for and this form does not say, in the order of the statutory form."""
    if form.code not in statutory_forms():
        return ()
    named = {use.name.removeprefix("own.") for use in uses(form.blocks)}
    return tuple(
        fact.title
        for fact in statutory_forms()[form.code]
        if not all(any(_says(form, way, named) for way in choice) for choice in fact.stated)
    )


def _says(form: Form, way: str, named: set[str]) -> bool:
    body = form.source_text.split("---", 2)[2]
    if way == "@seal":
        return form.seal != "none" and "@seal" in body
    if _NAME.fullmatch(way):
        return any(name == way or name.startswith(f"{way}.") for name in named)
    return way in body
