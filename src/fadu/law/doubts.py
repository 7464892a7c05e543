# SPDX-License-Identifier: MulanPSL-2.0
"""What the legal office must confirm: questions the text leaves open, and values and texts nobody has compared yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.law.catalogue import Entry
from fadu.law.limit import Limit, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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

    def as_text(self) -> str:
        """One line for a reader: what, where, from when to when, what is asked, and the articles."""
        span = f"{self.in_force_from}至{self.in_force_to or '今'}"
        cites = f"（{'、'.join(self.cites)}）" if self.cites else ""
        return f"{self.title}（{self.where}，{span}）：{self.text}{cites}"

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
    """The doubts about limits, thresholds, closed lists, provisions, entries of catalogues, holiday notices and instruments."""
    for kind, book in law.books().items():
        yield from of_rules(kind, (rule for rules in book.values() for rule in rules))
    yield from of_rules("remedy", (rule for rules in law.remedy_rules.values() for rule in rules))
    yield from _notices(law)
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


def of_rules(kind: str, rules: Iterable[Dated]) -> Iterator[Doubt]:
    """The doubts about some rules of one kind (``limit``, ``threshold``, …), those about the limits of an entry among them."""
    for rule in rules:
        yield from _about(f"{kind}:{_name(rule)}", rule)
        yield from _of_terms(rule)


def _of_terms(rule: Dated) -> Iterator[Doubt]:
    """The questions about the limits of an entry; that the entry as a whole was not verified is said once."""
    for key, term in rule.terms.items() if isinstance(rule, Entry) else ():
        if term.limit.question or term.limit.unverified is not rule.unverified:
            yield from _about(f"entry:{rule.key} {key}", term.limit)


def _name(rule: Dated) -> str:
    return f"{rule.list_key}/{rule.key}" if isinstance(rule, Option) else rule.key


def _notices(law: Law) -> Iterator[Doubt]:
    for notice in law.calendar.notices.values():
        if notice.unverified:
            yield Doubt(
                kind="unverified",
                where=f"calendar:{notice.year}",
                title=notice.title,
                text="通知的文号没有核对。",
                in_force_from=f"{notice.year}-01-01",
            )


def _about(where: str, rule: Dated) -> Iterator[Doubt]:
    particulars: dict[str, Any] = {
        "where": where,
        "title": rule.title,
        "in_force_from": rule.in_force_from.isoformat(),
        "in_force_to": rule.in_force_to.isoformat() if rule.in_force_to else None,
        "cites": rule.cites,
    }
    for asked in (rule.question, rule.transition if isinstance(rule, Limit) else ""):
        if asked:
            yield Doubt(kind="question", text=asked, **particulars)
    if rule.unverified:
        yield Doubt(kind="unverified", text=rule.note or "没有与文本核对。", **particulars)
