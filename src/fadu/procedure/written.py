# SPDX-License-Identifier: MulanPSL-2.0
"""An edition written out in full, as a file of the procedure language: what an amendment comes to, to read and to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yamlcore import CoreDumper

from fadu.kernel.yaml_reader import Map, Seq
from fadu.procedure.loading.amending import read_edition

if TYPE_CHECKING:
    from pathlib import Path

#: a part that fits into this many columns stands on one line
_WIDTH = 110
#: `procedure`, `edition` and the like stand first, whatever order the file has
_FIRST = ("procedure", "title", "power", "edition")


class _Dumper(CoreDumper):  # type: ignore[misc]
    """Lists are indented below their key; a mapping that fits stands on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        super().increase_indent(flow, False)  # noqa: FBT003


def _mapping(dumper: Any, value: Map) -> yaml.Node:
    node: yaml.MappingNode = dumper.represent_mapping("tag:yaml.org,2002:map", value.items())
    node.flow_style = _fits(value)
    return node


def _sequence(dumper: Any, value: Seq) -> yaml.Node:
    node: yaml.SequenceNode = dumper.represent_sequence("tag:yaml.org,2002:seq", value)
    node.flow_style = _fits(value)
    return node


def _fits(value: Any) -> bool:
    return len(str(value)) <= _WIDTH


_Dumper.add_representer(Map, _mapping)
_Dumper.add_representer(Seq, _sequence)


def written_out(path: Path) -> str:
    """The edition in a file, in full: it loads to the same procedure, whether or not that file only amends another.

    Raises DefinitionError where the file cannot be read or what it amends is not there.
    """
    top = read_edition(path)
    order = [*_FIRST, *(key for key in top if key not in _FIRST)]
    return "".join(_part(key, top[key]) for key in order if key in top)


def _part(key: str, value: Any) -> str:
    """One entry of the file; what holds parts stands below its key, with a line left before it."""
    text: str = yaml.dump({key: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    return f"\n{text}" if isinstance(value, Map) else text
