# SPDX-License-Identifier: MulanPSL-2.0
"""Event logs in XES (IEEE 1849), also gzipped: read safely (no entities, no network), one trace at a time."""

from __future__ import annotations

import gzip
from typing import IO, TYPE_CHECKING

from lxml import etree

from fadu.cases.importing.source import Event, Record
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: a file that unpacks to more is refused
MAX_BYTES = 2 * 1024 * 1024 * 1024
ACTIVITY, MOMENT = "concept:name", "time:timestamp"


def read_xes(path: Path) -> Iterator[Record]:
    """The traces of a log, numbered from 1 in the order of the file."""
    opener = gzip.open if path.name.endswith(".gz") else open
    try:
        with opener(path, "rb") as file:
            yield from _traces(file)  # type: ignore[arg-type]
    except (etree.XMLSyntaxError, OSError, EOFError) as error:
        raise BadInputError(
            expected="XES 事件日志（IEEE 1849，可用 gzip 压缩）",
            got=path.name,
            where="导入文件",
            remedy="检查文件是否完整",
        ) from error


def _traces(file: IO[bytes]) -> Iterator[Record]:
    context = etree.iterparse(
        file,
        events=("end",),
        tag="{*}trace",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
    )
    for place, (_, trace) in enumerate(context, start=1):
        values, events = _attributes(trace), tuple(_events(trace))
        yield Record(place=place, values=values, events=events)
        trace.clear()
        while trace.getprevious() is not None:
            del trace.getparent()[0]


def _attributes(element: etree._Element) -> dict[str, str]:
    return {
        key: child.get("value") or ""
        for child in element
        if isinstance(child.tag, str) and (key := child.get("key")) is not None
    }


def _events(trace: etree._Element) -> Iterator[Event]:
    for element in trace.iterchildren("{*}event"):
        attributes = _attributes(element)
        yield Event(
            activity=attributes.get(ACTIVITY, ""), at=attributes.get(MOMENT, ""), attributes=attributes
        )
