# SPDX-License-Identifier: MulanPSL-2.0
"""Event logs in XES (IEEE 1849), also gzipped: read safely (no entities, no network), one trace at a time."""

from __future__ import annotations

import gzip
from typing import IO, TYPE_CHECKING

from lxml import etree

from fadu.intake.bounded import Bounded
from fadu.intake.source import Event, Record
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: a file that unpacks to more is refused, and one in which a single trace is larger
MAX_BYTES, MAX_TRACE = 2 * 1024 * 1024 * 1024, 64 * 1024 * 1024
ACTIVITY, MOMENT = "concept:name", "time:timestamp"


def read_xes(path: Path) -> Iterator[Record]:
    """The traces of a log, numbered from 1 in the order of the file."""
    opener = gzip.open if path.name.endswith(".gz") else open
    try:
        with opener(path, "rb") as file:
            yield from _traces(_bounded(file, path.name))  # type: ignore[arg-type]
    except (etree.XMLSyntaxError, OSError, EOFError) as error:
        raise BadInputError(
            expected="XES 事件日志（IEEE 1849，可用 gzip 压缩）",
            got=path.name,
            where="导入文件",
            remedy="检查文件是否完整",
        ) from error


def _bounded(file: IO[bytes], name: str) -> Bounded:
    """The file, read no further than the bounds: what unpacks to more is no log of cases."""
    refusal = BadInputError(
        expected=f"解压后不超过{MAX_BYTES // 2**20}MB、每条轨迹不超过{MAX_TRACE // 2**20}MB的事件日志",
        got=name,
        where="导入文件",
        remedy="分成几个文件导入，并核对文件来源",
    )
    return Bounded(file, most=MAX_BYTES, piece=MAX_TRACE, refusal=refusal)


def _traces(file: Bounded) -> Iterator[Record]:
    context = etree.iterparse(
        file,
        events=("start", "end"),
        tag=("{*}log", "{*}trace"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
    )
    place = 0
    for event, element in context:
        _refuse_dtd(element)
        if event == "start" or not str(element.tag).endswith("trace"):
            continue
        place += 1
        yield Record(place=place, values=_attributes(element), events=tuple(_events(element)))
        file.next_piece()
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _refuse_dtd(element: etree._Element) -> None:
    if element.getparent() is None and element.getroottree().docinfo.doctype:
        raise BadInputError(
            expected="不含文档类型定义（DOCTYPE、实体）的 XES",
            got=element.getroottree().docinfo.doctype[:60],
            where="导入文件",
            remedy="从原系统重新导出；事件日志不需要这些声明",
        )


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
