# SPDX-License-Identifier: MulanPSL-2.0
"""What a page is, in a few words beside it, with the articles behind it; and what the words on the desk mean. All of it is data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError
from fadu.procedure.labels import in_articles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.kernel.yaml_reader import Map

_FILE = Path(__file__).parent / "help.yaml"


class HelpError(DefinitionError):
    """页面说明的数据文件有误。"""

    code = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """A short text under a title: of a page, or of a word. ``cites``: the articles as definitions write them."""

    title: str
    says: str
    cites: tuple[str, ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles as people read them."""
        return tuple(map(in_articles, self.cites))


#: an address that answers a press with the page of another
_SAME_PAGE = {"feed_change": "telling"}


def of_page(name: str) -> Help | None:
    """The help beside a page of the desk; ``name`` as its address is named."""
    return pages().get(_SAME_PAGE.get(name, name))


@cache
def pages() -> Mapping[str, Help]:
    """Page -> its help. Raises HelpError."""
    place, top = _read()
    held = place.part(top, "pages")
    return {
        name: _help(place, place.mapping(held[name], held.at(name), f"“{name}”"), "title") for name in held
    }


@cache
def terms() -> tuple[Help, ...]:
    """The words on the desk. Raises HelpError."""
    place, top = _read()
    return tuple(_help(place, place.mapping(item, top.at("terms"), "名词"), "word") for item in top["terms"])


def _read() -> tuple[Place, Map]:
    place, top = Place(path=str(_FILE), error=HelpError), yaml_reader.read(_FILE, HelpError)
    place.known(top, ("pages", "terms"), "文件")
    return place, top


def _help(place: Place, block: Map, name: str) -> Help:
    place.known(block, (name, "says", "cites"), "说明")
    return Help(
        title=place.text(block, name, "说明"),
        says=place.text(block, "says", "说明"),
        cites=tuple(map(str, block.get("cites", ()))),
    )
