# SPDX-License-Identifier: MulanPSL-2.0
"""Who disposes of what a check found, who reads of it when, within how many days, and what may be chosen: `disposal.yaml`, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.cases.reading.causes import CAUSES
from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError
from fadu.people.rules import posts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SHIPPED = Path(__file__).parent / "disposal.yaml"
#: how far people have got with a finding, before somebody disposed of it: by what the check knows
OPENS_AS = {"certain": "待核", "possible": "提示", "contradiction": "提示"}
#: somebody disposed of it; how, stands in brackets behind
DISPOSED = "已核"
#: between an outcome and a legal character, where both are chosen at once
BETWEEN = "/"
_PARTS = ("disposes", "heads", "afterwards", "overdue")


class DisposalError(DefinitionError):
    """核对事项核定办法的数据文件有误。"""

    code = "disposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A way to dispose of a finding, and the legal characters that fit it: key -> words."""

    title: str
    characters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """The rules of disposal; posts by what they may read or do, ``days`` are working days."""

    disposes: frozenset[str]
    heads: frozenset[str]
    afterwards: frozenset[str]
    overdue: frozenset[str]
    days: int
    #: what stands above and below every list of findings: what it is, and that it is not for everybody
    internal: str
    #: cause -> words, in the order in which causes are asked for
    causes: Mapping[str, str]
    outcomes: Mapping[str, Outcome]

    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What the legal office chooses from: outcomes with their characters, both by one press."""
        return [
            (
                outcome.title,
                [
                    (f"{key}{BETWEEN}{character}", f"{outcome.title}：{words}")
                    for character, words in outcome.characters.items()
                ],
            )
            for key, outcome in self.outcomes.items()
        ]


@cache
def rules() -> Disposal:
    """What comes with this release."""
    return read(SHIPPED, posts())


def read(path: Path, known: Collection[str]) -> Disposal:
    """The rules in a file. Raises DisposalError for posts and causes that are not known, and for what is missing."""
    place, top = Place(path=str(path), error=DisposalError), yaml_reader.read(path, DisposalError)
    place.known(top, (*_PARTS, "internal", "days", "causes", "outcomes"), "文件")
    held = {
        part: frozenset(
            place.resolve(source, "岗位", str(post), known)
            for post, source in place.entries(top, part, "文件")
        )
        for part in _PARTS
    }
    causes = {
        str(key): CAUSES[place.resolve(source, "原因", str(key), CAUSES)]
        for key, source in place.entries(top, "causes", "文件")
    }
    outcomes = {}
    ways = place.part(top, "outcomes")
    for key in ways:
        block = place.mapping(ways[key], ways.at(key), f"结论“{key}”")
        place.known(block, ("title", "characters"), f"结论“{key}”")
        words = place.part(block, "characters")
        outcomes[str(key)] = Outcome(
            title=place.text(block, "title", f"结论“{key}”"),
            characters={str(each): place.text(words, each, f"结论“{key}”") for each in words},
        )
        if not words:
            place.fail(ways.at(key), f"结论“{key}”没有可以选择的性质（characters）。")
    return Disposal(
        internal=place.text(top, "internal", "文件"),
        days=place.amount(top, "days", "文件", least=1),
        causes=causes,
        outcomes=outcomes,
        **held,
    )
