# SPDX-License-Identifier: MulanPSL-2.0
"""The outline of the duty report as values: headings, statements bound to evidence, and declared intentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fadu.figures.catalogue import indicators
from fadu.kernel.errors import FaduError, UnknownNameError
from fadu.reporting import evidence
from fadu.reporting.claims import PLACE, check_claim, check_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STYLES = ("approx", "rate", "exact")
PARTS = ("count", "names")
FRAME = ("year", "bureau")
#: whose report is written if nothing else is asked for
HEAD = "bureau_head"


class StatementError(FaduError):
    """表述有误。"""

    code = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence with what bears it out, or a plan, which claims nothing. ``covers`` are the matters of duty it tells."""

    key: str
    text: str
    figures: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    totality: str = ""
    when: Mapping[str, Any] = field(default_factory=dict)
    covers: tuple[str, ...] = ()
    plan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """`一是……`: its leading phrase (a heading, no claim) and its sentences."""

    lead: str
    statements: tuple[Statement, ...] = ()
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`（一）……`."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`一、……`."""

    title: str
    parts: tuple[Part, ...]
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """How the report of a post begins."""

    title: str
    opening: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The whole report."""

    posts: Mapping[str, Beginning]
    sections: tuple[Section, ...]

    def of(self, post: str) -> Beginning:
        """How the report of a post begins. Raises UnknownNameError for a post that gives no report."""
        if post not in self.posts:
            raise UnknownNameError("述法岗位", post, self.posts)
        return self.posts[post]

    def statements(self) -> list[Statement]:
        """Every statement that claims something, in order."""
        return [s for s in self.sentences() if not s.plan]

    def sentences(self) -> Iterator[Statement]:
        """Every statement and every plan, in order."""
        for beginning in self.posts.values():
            yield from beginning.opening
        for paragraph in self._paragraphs():
            yield from paragraph.statements

    def _paragraphs(self) -> Iterator[Paragraph]:
        for section in self.sections:
            for part in section.parts:
                yield from part.paragraphs

    def covered(self) -> set[str]:
        """The matters of duty that have a place: told, planned, or named by a heading."""
        parts = [part for section in self.sections for part in section.parts]
        holders = [*self.sections, *parts, *self._paragraphs(), *self.sentences()]
        return {matter for holder in holders for matter in holder.covers}


def check(statement: Statement) -> None:
    """A statement names what bears it out, prints only what it names, and claims totality only by a rate."""
    where = f"提纲 {statement.key}"
    allowed = {**dict.fromkeys(statement.figures, ""), **dict.fromkeys(statement.evidence, ".")}
    for name, style, part in PLACE.findall(statement.text):
        if name not in FRAME and allowed.get(name) != ("." if part else ""):
            raise StatementError(f"{where}：印出了没有写明的“{name}”。")
        if style and style not in STYLES:
            raise UnknownNameError("写法", style, STYLES, where)
        if part and part not in PARTS:
            raise UnknownNameError("证据的写法", part, PARTS, where)
    if statement.when and statement.when.get("figure") not in indicators():
        raise UnknownNameError("指标", str(statement.when.get("figure")), indicators(), f"{where} 的 when")
    if statement.plan:
        check_plan(statement.text, where)
        return
    if not statement.figures and not statement.evidence:
        raise StatementError(f"{where}：表述没有写明由哪些数据或证据支持。")
    _named(statement)
    check_claim(statement.text, where, totality=bool(statement.totality))


def _named(statement: Statement) -> None:
    where = f"提纲 {statement.key}"
    for code in statement.figures:
        if code not in indicators():
            raise UnknownNameError("指标", code, indicators(), where)
    for name in statement.evidence:
        if name not in evidence.names():
            raise UnknownNameError("证据", name, evidence.names(), where)
    if statement.totality and (
        statement.totality not in statement.figures or indicators()[statement.totality].measure != "rate"
    ):
        raise StatementError(f"{where}：totality 应当是这一表述所依的比率，写的是“{statement.totality}”。")
