# SPDX-License-Identifier: MulanPSL-2.0
"""YAML 1.2 with the place of every key and value: dates stay text, `on` and `no` stay words, a key twice is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yamlcore import CCoreLoader

from fadu.kernel.problems import DefinitionError

if TYPE_CHECKING:
    from pathlib import Path

    from fadu.kernel.problems import Source


class Map(dict[str, Any]):
    """A mapping that knows where it and each of its keys stand."""

    source: Source = (0, 0)
    places: dict[str, Source]

    def at(self, key: str) -> Source:
        """Where a key stands; the mapping's own place if it has none."""
        return self.places.get(key, self.source)


class Seq(list[Any]):
    """A sequence that knows where it and each of its items stand."""

    source: Source = (0, 0)
    places: list[Source]


class _Loader(CCoreLoader):  # type: ignore[misc]
    """Core schema, with places and without duplicate keys."""

    path = ""
    error: type[DefinitionError] = DefinitionError


def _source(node: yaml.Node) -> Source:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _mapping(loader: Any, node: yaml.MappingNode) -> Map:
    block = Map()
    block.source, block.places = _source(node), {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in block:
            raise loader.error(loader.path, _source(key_node), f"键“{key}”写了两次。")
        block[key] = loader.construct_object(value_node, deep=True)
        block.places[key] = _source(key_node)
    return block


def _sequence(loader: Any, node: yaml.SequenceNode) -> Seq:
    sequence = Seq(loader.construct_object(item, deep=True) for item in node.value)
    sequence.source, sequence.places = _source(node), [_source(item) for item in node.value]
    return sequence


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:seq", _sequence)


def read(path: Path, error: type[DefinitionError] = DefinitionError) -> Map:
    """Read a file whose top is a mapping. Raises the error given, with line and column."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = content[: problem.start].decode("utf-8", "replace")
        raise error(str(path), _end_of(before), "应为 UTF-8 编码的文字；这里的字节不是。") from problem
    return read_text(text, str(path), error)


def _end_of(text: str) -> Source:
    """Where what comes after a text stands."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def read_text(text: str, path: str, error: type[DefinitionError] = DefinitionError) -> Map:
    """Read a text whose top is a mapping. Raises the error given, with line and column.

    >>> read_text("a: {on: 2022-01-01}", "x.yaml")["a"]["on"]
    '2022-01-01'
    """
    loader = _Loader(text)
    loader.path, loader.error = path, error
    try:
        document = loader.get_single_data()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        source = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise error(path, source, f"不是正确的 YAML：{problem.problem}。") from problem
    except yaml.reader.ReaderError as problem:  # says the character, and the place in bytes
        source = _end_of(text[: text.index(chr(problem.character))])
        message = f"YAML 里不能有 U+{problem.character:04X} 这个字符。"
        raise error(path, source, message) from problem
    except RecursionError as problem:
        raise error(path, (1, 1), "层次太深，读不完。") from problem
    finally:
        loader.dispose()
    if not isinstance(document, Map):
        raise error(path, (1, 1), "文件的最上层应是“键: 值”的对应表。")
    return document
