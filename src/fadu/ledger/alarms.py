# SPDX-License-Identifier: MulanPSL-2.0
"""Alarms about the witnesses. They are entries of the ledger: who puts an old backup back is named from then on.

An alarm about a witness that was away, or was another's, ends when it takes a head again. A history that did not go on
from what was kept stays an alarm.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fadu.kernel import clock
from fadu.ledger import selectors, services

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fadu.ledger.heads import Head

STREAM = "witness"
BEGUN, ANSWERED = "begun", "answered"


class Cause(StrEnum):
    """Why a head was not appended."""

    FORKED = "forked"
    FOREIGN = "foreign"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    #: from the head that is kept beside the keys
    BROKEN_OFF = "broken_off"


_WORDS = {
    Cause.FORKED: "现有账本不是见证文件中最大的账本根的延续：恢复了旧备份，或者历史被改写。没有写入新的账本根",
    Cause.FOREIGN: "见证文件中没有本账本的账本根：文件属于别的账本或被改动。没有写入新的账本根",
    Cause.GONE: "见证文件不在了或是空的，而账本根曾经写入其中。没有另建文件",
    Cause.UNREACHABLE: "见证文件读写不了，新的账本根没有另处保存",
    Cause.BROKEN_OFF: "现有账本不是密钥旁保存的账本根的延续：数据库恢复了旧备份，或者历史被改写。没有签署新的账本根",
}
_SUBJECTS = {
    Cause.FORKED: "历史不相接",
    Cause.FOREIGN: "不是本账本的",
    Cause.GONE: "不在了",
    Cause.UNREACHABLE: "读写不了",
    Cause.BROKEN_OFF: "不再相接",
}
REMEDIES = {
    Cause.FORKED: "运行 fadu ledger verify 查明失去或被改的是哪些记录；查清以前保留见证文件，不要改动。此后要继续见证的，另设一个新的见证文件，旧文件留存备查。",
    Cause.FOREIGN: "核对 FADU_WITNESS 指的是不是本机关的见证文件。",
    Cause.GONE: "找回见证文件放回原处；找不回的，查明是谁移走的，再另设一个新的见证文件。",
    Cause.UNREACHABLE: "检查 FADU_WITNESS 所指的磁盘或网络位置；恢复后程序自行补写。",
    Cause.BROKEN_OFF: "运行 fadu ledger verify 查明失去或被改的是哪些记录。查清以后，由维护人员把该文件移出 FADU_HOME 另存备查，程序随后继续签名；此条长期列出。",
}


#: a history that does not go on from what was kept stays an alarm
_LASTING = (Cause.FORKED, Cause.BROKEN_OFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that is wrong with a witness: since when, why, and what a person can do."""

    cause: Cause
    path: str
    since: str
    details: Mapping[str, Any]

    @property
    def subject(self) -> str:
        """Which witness, and in a word what is wrong with it."""
        kept = f"见证至{self.details.get('kept_size')}项，" if self.cause in _LASTING else ""
        return f"{self.path}（{kept}{_SUBJECTS[self.cause]}）"

    @property
    def message(self) -> str:
        """What happened, in Chinese."""
        size, kept = self.details.get("size"), self.details.get("kept_size")
        sizes = f"（现有{size}项，所保存的有{kept}项）" if size is not None and kept is not None else ""
        why = f"（{self.details['why']}）" if self.details.get("why") else ""
        return f"{_WORDS[self.cause]}{sizes}{why}。"

    @property
    def remedy(self) -> str:
        """What a person can do, in Chinese."""
        return REMEDIES[self.cause]


def alarms() -> list[Alarm]:
    """Every alarm that stands, oldest first."""
    standing: dict[tuple[Any, ...], Alarm] = {}
    for kind, body in selectors.bodies(STREAM):
        path = str(body.get("path", ""))
        if kind == ANSWERED:
            standing = {key: alarm for key, alarm in standing.items() if not _ends(alarm, path)}
        elif kind in set(Cause):
            alarm = Alarm(cause=Cause(kind), path=path, since=str(body.get("at", "")), details=body)
            standing.setdefault(_identity(alarm), alarm)
    return list(standing.values())


def _ends(alarm: Alarm, path: str) -> bool:
    """Whether an alarm ends when the witness takes a head again."""
    return alarm.path == path and alarm.cause not in _LASTING


def _identity(alarm: Alarm) -> tuple[Any, ...]:
    """What makes two alarms the same one: a fork is one for each head it leaves behind."""
    if alarm.cause in _LASTING:
        return (alarm.path, alarm.cause, alarm.details.get("kept_size"), alarm.details.get("kept_root"))
    return (alarm.path, alarm.cause)


def raise_(
    path: Path,
    cause: Cause,
    *,
    size: int | None = None,
    root: str = "",
    kept: Head | None = None,
    why: str = "",
) -> None:
    """Enter an alarm, once."""
    particulars = {"size": size, "root": root, "why": why}
    if kept is not None:
        particulars |= {"kept_size": kept.size, "kept_root": kept.root, "kept_origin": kept.origin}
    details = {name: value for name, value in particulars.items() if value not in ("", None)}
    alarm = Alarm(cause=cause, path=str(path), since="", details=details)
    if _identity(alarm) not in {_identity(standing) for standing in alarms()}:
        _enter(cause, path, details)


def answered(path: Path) -> None:
    """End the alarms about a witness that was away, where there are any."""
    if any(_ends(alarm, str(path)) for alarm in alarms()):
        _enter(ANSWERED, path, {})


def begun(path: Path, head: Head) -> None:
    """Enter that a witness began with a head."""
    _enter(BEGUN, path, {"size": head.size, "root": head.root})


def has_begun(path: Path) -> bool:
    """Whether heads were appended to this witness before."""
    return any(kind == BEGUN and body.get("path") == str(path) for kind, body in selectors.bodies(STREAM))


def _enter(kind: str, path: Path, details: Mapping[str, Any]) -> None:
    now = clock.now()
    body = {
        "path": str(path),
        "at": now.astimezone(clock.LEGAL_TIME).isoformat(timespec="seconds"),
        **details,
    }
    with transaction.atomic():
        services.append(stream=STREAM, kind=str(kind), body=body, at=now)
