# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the posts, and the bodies that the law names by their place, strictly: each fault by file, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fadu.kernel.yaml_reader import Map


class PeopleDataError(DefinitionError):
    """岗位或者机关的数据文件有误。"""

    code = "people_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post: its title, what it is for, whether two give and end it, whether its holder may be the second."""

    title: str
    may: str
    two: bool
    confirms: bool
    #: whether its holder may name a stand-in for an absence
    substitute: bool = False
    #: the posts that nobody holds beside it
    apart: tuple[str, ...] = ()


def posts(path: Path) -> Mapping[str, Post]:
    """Code -> post. Raises PeopleDataError."""
    place, blocks = _blocks(path, "posts")
    read = {}
    for code, block in blocks.items():
        what = f"岗位“{code}”"
        place.known(block, ("title", "may", "two", "confirms", "substitute", "apart"), what)
        read[code] = Post(
            title=place.text(block, "title", what),
            may=place.text(block, "may", what),
            two=place.flag(block, "two", what),
            confirms=place.flag(block, "confirms", what),
            substitute=place.flag(block, "substitute", what),
            apart=place.texts(block, "apart", what),
        )
    for code, post in read.items():
        if other := next((one for one in post.apart if one == code or one not in read), ""):
            place.fail(blocks[code].at("apart"), f"岗位“{code}”不能与“{other}”同任，但没有这样的其他岗位。")
        if post.two and not any(other.confirms for name, other in read.items() if name != code):
            place.fail(
                blocks[code].at("two"), f"岗位“{code}”须经第二人确认，没有其他岗位可以作第二人（confirms）。"
            )
    return read


def bodies(path: Path) -> Mapping[str, str]:
    """Code -> how the law calls the body. Raises PeopleDataError."""
    place, blocks = _blocks(path, "bodies")
    for code, block in blocks.items():
        place.known(block, ("title",), f"机关“{code}”")
    return {code: place.text(block, "title", f"机关“{code}”") for code, block in blocks.items()}


def particulars(path: Path) -> Mapping[str, str]:
    """Code -> what a bureau enters of itself for its papers. Raises PeopleDataError."""
    place, blocks = _blocks(path, "particulars")
    for code, block in blocks.items():
        place.known(block, ("title",), f"“{code}”")
    return {code: place.text(block, "title", f"“{code}”") for code, block in blocks.items()}


def _blocks(path: Path, part: str) -> tuple[Place, dict[str, Map]]:
    """The mappings under the one part a file has, none of them of the same title."""
    place, top = Place(path=str(path), error=PeopleDataError), yaml_reader.read(path, PeopleDataError)
    place.known(top, (part,), "文件")
    held = place.part(top, part)
    if not held:
        place.fail(top.at(part), f"没有写明任何一项（{part}）。")
    blocks = {code: place.mapping(held[code], held.at(code), f"“{code}”") for code in held}
    titles: dict[str, str] = {}
    for code, block in blocks.items():
        title = str(block.get("title", code))
        if title in titles:
            place.fail(block.at("title"), f"“{code}”与“{titles[title]}”同名：“{title}”。")
        titles[title] = code
    return place, blocks
