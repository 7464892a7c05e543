# SPDX-License-Identifier: MulanPSL-2.0
"""What the legal office must confirm: questions the text leaves open, and values and texts nobody has compared yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.law.library import Law
    from fadu.law.limit import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing to confirm. ``kind``: ``question`` (the text is silent or divided) or ``unverified`` (not compared with it)."""

    kind: str
    where: str
    title: str
    text: str
    in_force_from: str
    in_force_to: str | None = None
    cites: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The doubt as plain values."""
        return {
            "kind": self.kind,
            "where": self.where,
            "title": self.title,
            "text": self.text,
            "in_force_from": self.in_force_from,
            "in_force_to": self.in_force_to,
            "cites": list(self.cites),
        }


def of_law(law: Law) -> Iterator[Doubt]:
    """The doubts about limits, thresholds, closed lists, holiday notices and instruments."""
    for limit in law.limits():
        yield from _about(f"limit:{limit.key}", limit)
    for thresholds in law.thresholds_by_key.values():
        for threshold in thresholds:
            yield from _about(f"threshold:{threshold.key}", threshold)
    for options in law.options_by_list.values():
        for option in options:
            yield from _about(f"options:{option.list_key}/{option.key}", option)
    for notice in law.calendar.notices.values():
        if notice.unverified:
            text = "通知的文号没有核对。"
            yield Doubt(
                kind="unverified",
                where=f"calendar:{notice.year}",
                title=notice.title,
                text=text,
                in_force_from=f"{notice.year}-01-01",
            )
    for held in law.instruments.values():
        if held.unverified:
            yield Doubt(
                kind="unverified",
                where=f"instrument:{held.short}",
                title=held.title,
                text="文件全文没有核对。",
                in_force_from=held.in_force_from,
                in_force_to=held.in_force_to or None,
            )


def _about(where: str, rule: Dated) -> Iterator[Doubt]:
    told: dict[str, Any] = {
        "where": where,
        "title": rule.title,
        "in_force_from": rule.in_force_from.isoformat(),
        "in_force_to": rule.in_force_to.isoformat() if rule.in_force_to else None,
        "cites": rule.cites,
    }
    if rule.question:
        yield Doubt(kind="question", text=rule.question, **told)
    if rule.unverified:
        yield Doubt(kind="unverified", text=rule.note or "没有与文本核对。", **told)
