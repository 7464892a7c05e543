# SPDX-License-Identifier: MulanPSL-2.0
"""Which posts see more than their own cases, or may ask for more, by `sight.yaml`, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError
from fadu.people.rules import posts

if TYPE_CHECKING:
    from collections.abc import Collection

SHIPPED = Path(__file__).parents[1] / "sight.yaml"


class SightError(DefinitionError):
    """岗位可见范围的数据文件有误。"""

    code = "sight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The posts that see every case of the bureau, and those that see the cases of the departments in which they are held."""

    bureau: frozenset[str]
    department: frozenset[str]
    #: those that may ask, with a reason, for what is sealed in a case they see whole
    asks_for_sealed: frozenset[str] = frozenset()
    #: the kinds of case that whoever registered one goes on seeing whole once it is assigned
    registered_to_the_end: frozenset[str] = frozenset()


@cache
def posts_by_reach() -> Reach:
    """What comes with this release."""
    return read(SHIPPED, posts())


def read(path: Path, known: Collection[str]) -> Reach:
    """The reach of posts, all of them known. Raises SightError."""
    place, top = Place(path=str(path), error=SightError), yaml_reader.read(path, SightError)
    place.known(top, ("bureau", "department", "asks_for_sealed", "registered_to_the_end"), "文件")
    seen: dict[str, str] = {}
    for part in ("bureau", "department"):
        for post, source in place.entries(top, part, "文件"):
            place.resolve(source, "岗位", str(post), known)
            if post in seen:
                place.fail(source, f"岗位“{post}”写了两次：一个岗位只有一种可见范围。")
            seen[post] = part
    asking = [str(post) for post, _ in place.entries(top, "asks_for_sealed", "文件")]
    for post, source in place.entries(top, "asks_for_sealed", "文件"):
        place.resolve(source, "岗位", str(post), known)
    return Reach(
        asks_for_sealed=frozenset(asking),
        registered_to_the_end=frozenset(
            str(kind) for kind, _ in place.entries(top, "registered_to_the_end", "文件")
        ),
        bureau=frozenset(post for post, part in seen.items() if part == "bureau"),
        department=frozenset(post for post, part in seen.items() if part == "department"),
    )
