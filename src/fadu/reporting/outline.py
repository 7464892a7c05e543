# SPDX-License-Identifier: MulanPSL-2.0
"""The outline of the duty report, read strictly: headings, statements bound to evidence, and declared intentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from fadu.figures.catalogue import indicators
from fadu.kernel.errors import FaduError, UnknownNameError
from fadu.reporting import evidence
from fadu.reporting.claims import PLACE, check_claim, check_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

STYLES = ("approx", "rate", "exact")
PARTS = ("count", "names")
FRAME = ("year", "bureau")
#: whose report is written if nothing else is asked for
HEAD = "bureau_head"


class OutlineError(FaduError):
    """报告提纲有误。"""

    code = "outline"


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


@cache
def outline() -> Outline:
    """The outline that comes with this release."""
    text = (resources.files("fadu.reporting") / "data" / "outline.yaml").read_text(encoding="utf-8")
    return parse(yaml.load(text, yaml.CSafeLoader))


def parse(data: Mapping[str, Any]) -> Outline:
    """Read and check an outline. Raises OutlineError, ClaimError, UnknownNameError."""
    _known(data, ("posts", "sections"), "")
    posts = {post: _beginning(item, post) for post, item in data["posts"].items()}
    sections = tuple(_section(item, str(n)) for n, item in enumerate(data["sections"], start=1))
    parsed = Outline(posts=posts, sections=sections)
    _alternatives(parsed)
    return parsed


def _beginning(data: Mapping[str, Any], post: str) -> Beginning:
    _known(data, ("title", "opening"), post)
    return Beginning(title=str(data["title"]), opening=_statements(data.get("opening", ()), post))


def _section(data: Mapping[str, Any], key: str) -> Section:
    _known(data, ("title", "covers", "parts", "intro", "plans"), key)
    parts = [_part(item, f"{key}.{n}") for n, item in enumerate(data.get("parts", ()), start=1)]
    plans = [Paragraph(lead="", statements=_plans(data["intro"], f"{key}.0"))] if "intro" in data else []
    for place, item in enumerate(data.get("plans", ()), start=1):
        _known(item, ("lead", "plan", "covers"), f"{key}.{place}")
        plans.append(
            Paragraph(
                lead=str(item["lead"]),
                statements=_plans(item["plan"], f"{key}.{place}"),
                covers=_covers(item),
            )
        )
    if plans:
        parts.append(Part(title="", paragraphs=tuple(plans)))
    return Section(title=str(data["title"]), parts=tuple(parts), covers=_covers(data))


def _part(data: Mapping[str, Any], key: str) -> Part:
    _known(data, ("title", "covers", "paragraphs"), key)
    paragraphs = []
    for place, item in enumerate(data["paragraphs"], start=1):
        _known(item, ("lead", "say", "covers"), f"{key}.{place}")
        said = _statements(item["say"], f"{key}.{place}")
        paragraphs.append(Paragraph(lead=str(item["lead"]), statements=said, covers=_covers(item)))
    return Part(title=str(data["title"]), paragraphs=tuple(paragraphs), covers=_covers(data))


def _covers(data: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(matter) for matter in data.get("covers", ()))


def _statements(items: Iterable[Mapping[str, Any]], key: str) -> tuple[Statement, ...]:
    return tuple(_statement(item, f"{key}.{n}") for n, item in enumerate(items, start=1))


def _statement(data: Mapping[str, Any], key: str) -> Statement:
    _known(data, ("say", "figures", "evidence", "totality", "when", "covers"), key)
    statement = Statement(
        key=key,
        text=str(data["say"]),
        figures=tuple(data.get("figures", ())),
        evidence=tuple(data.get("evidence", ())),
        totality=str(data.get("totality", "")),
        when=dict(data.get("when", {})),
        covers=_covers(data),
    )
    check(statement)
    return statement


def _plans(items: Iterable[Mapping[str, Any]], key: str) -> tuple[Statement, ...]:
    plans = []
    for place, item in enumerate(items, start=1):
        _known(item, ("plan", "when", "covers"), f"{key}.{place}")
        when = dict(item.get("when", {}))
        plans.append(
            Statement(
                key=f"{key}.{place}", text=str(item["plan"]), when=when, covers=_covers(item), plan=True
            )
        )
        check(plans[-1])
    return tuple(plans)


def check(statement: Statement) -> None:
    """A statement names what bears it out, prints only what it names, and claims totality only by a rate."""
    where = f"提纲 {statement.key}"
    allowed = {**dict.fromkeys(statement.figures, ""), **dict.fromkeys(statement.evidence, ".")}
    for name, style, part in PLACE.findall(statement.text):
        if name not in FRAME and allowed.get(name) != ("." if part else ""):
            raise OutlineError(f"{where}：印出了没有写明的“{name}”。")
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
        raise OutlineError(f"{where}：表述没有写明由哪些数据或证据支持。")
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
        raise OutlineError(f"{where}：totality 应当是这一表述所依的比率，写的是“{statement.totality}”。")


def _alternatives(parsed: Outline) -> None:
    """What is claimed of the whole at 100 % is told as a rate below it, somewhere: nothing is kept silent."""
    admitted = {code for s in parsed.statements() if s.when and not s.totality for code in s.figures}
    for statement in parsed.statements():
        if statement.totality and statement.totality not in admitted:
            raise OutlineError(
                f"提纲 {statement.key}：{statement.totality} 不到百分之百时没有任何表述说明，报告会略去不足。"
            )


def _known(data: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in data:
        if key not in keys:
            raise UnknownNameError("提纲的键", str(key), keys, f"提纲 {where}")
