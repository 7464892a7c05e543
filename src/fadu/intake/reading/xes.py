# SPDX-License-Identifier: MulanPSL-2.0
"""Event logs in XES (IEEE 1849), also gzipped: read safely (no entities, no network), one trace at a time."""

from __future__ import annotations

import gzip
from typing import IO, TYPE_CHECKING

from lxml import etree

from fadu.intake.reading.bounded import Bounded
from fadu.intake.reading.source import Account, Event, Record
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: a file that unpacks to more is refused, and one in which a single trace is larger
MAX_BYTES, MAX_TRACE = 2 * 1024 * 1024 * 1024, 64 * 1024 * 1024
ACTIVITY, MOMENT = "concept:name", "time:timestamp"


def read_xes(path: Path, account: Account | None = None) -> Iterator[Record]:
    """The traces of a log, numbered from 1 in the order of the file; events that belong to none are told. Raises BadInputError."""
    account = account or Account()
    opener = gzip.open if path.name.endswith(".gz") else open
    try:
        with opener(path, "rb") as file:
            yield from _traces(_bounded(file, path.name), path.name, account)  # type: ignore[arg-type]
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


def _traces(file: Bounded, name: str, account: Account) -> Iterator[Record]:
    context = etree.iterparse(
        file,
        events=("start", "end"),
        tag=("{*}log", "{*}trace"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
    )
    place = loose = 0
    for event, element in context:
        _refuse_dtd(element)
        if event == "end" and str(element.tag).endswith("log"):
            loose += sum(1 for _ in element.iterchildren("{*}event"))
            _tell_loose(loose, place, name, account)
        if event == "start" or not str(element.tag).endswith("trace"):
            continue
        place += 1
        yield Record(place=place, values=_attributes(element), events=tuple(_events(element)))
        file.next_piece()
        element.clear()
        while (before := element.getprevious()) is not None:
            loose += str(before.tag).endswith("event")
            before.getparent().remove(before)


def _tell_loose(events: int, traces: int, name: str, account: Account) -> None:
    """Events that stand in no trace belong to no case: told; where there are no others the log is refused."""
    if events and not traces:
        raise BadInputError(
            expected="按案件分成轨迹（trace）的事件日志",
            got=f"{events}个事件，都不在轨迹中",
            where=name,
            remedy="从原系统按案件导出，每件一条轨迹",
        )
    if events:
        account.note(f"有{events}个事件不在任何一条轨迹中，不知道属于哪一件，没有读。")


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
