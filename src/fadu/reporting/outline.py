# SPDX-License-Identifier: MulanPSL-2.0
"""The outline of the duty report, read strictly: headings, statements bound to evidence, and declared intentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from fadu.kernel.errors import FaduError, UnknownNameError
from fadu.reporting import evidence
from fadu.reporting.figures import indicators

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = re.compile(r"\{([^{}|.]+)(?:\|(\w+)|\.(\w+))?\}")
STYLES = ("approx", "rate", "exact")
#: words of totality: they may only stand in a statement that names the rate that must be 100 %
TOTALITY = ("均", "全部", "全员", "全体", "所有", "一律", "每次都", "逐人", "件件", "逐件", "无一")
FRAME = ("year", "bureau")


class OutlineError(FaduError):
    """报告提纲有误。"""

    code = "outline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence with what bears it out."""

    key: str
    text: str
    figures: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    totality: str = ""
    when: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """`一是……`: its leading sentence (a heading, no claim) and its statements, or an intention."""

    lead: str
    statements: tuple[Statement, ...] = ()
    plan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`（一）……`."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`一、……`."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The whole report."""

    title: str
    opening: tuple[Statement, ...]
    sections: tuple[Section, ...]

    def statements(self) -> list[Statement]:
        """Every statement, in order."""
        inner = [s for sec in self.sections for part in sec.parts for p in part.paragraphs for s in p.statements]
        return [*self.opening, *inner]


@cache
def outline() -> Outline:
    """The outline that comes with this release."""
    text = (resources.files("fadu.reporting") / "data" / "outline.yaml").read_text(encoding="utf-8")
    return parse(yaml.safe_load(text))


def parse(data: Mapping[str, Any]) -> Outline:
    """Read and check an outline. Raises OutlineError, UnknownNameError."""
    opening = tuple(_statement(item, f"0.{n}") for n, item in enumerate(data.get("opening", ())))
    sections = tuple(_section(item, str(n)) for n, item in enumerate(data["sections"], start=1))
    return Outline(title=str(data["title"]), opening=opening, sections=sections)


def _section(data: Mapping[str, Any], key: str) -> Section:
    _known(data, ("title", "parts", "plans"), key)
    parts = [_part(item, f"{key}.{n}") for n, item in enumerate(data.get("parts", ()), start=1)]
    plans = tuple(Paragraph(lead=str(p["lead"]), plan=str(p["plan"])) for p in data.get("plans", ()))
    if plans:
        parts.append(Part(title="", paragraphs=plans))
    return Section(title=str(data["title"]), parts=tuple(parts))


def _part(data: Mapping[str, Any], key: str) -> Part:
    _known(data, ("title", "paragraphs"), key)
    paragraphs = []
    for place, item in enumerate(data["paragraphs"], start=1):
        _known(item, ("lead", "say"), f"{key}.{place}")
        said = tuple(_statement(s, f"{key}.{place}.{n}") for n, s in enumerate(item["say"], start=1))
        paragraphs.append(Paragraph(lead=str(item["lead"]), statements=said))
    return Part(title=str(data["title"]), paragraphs=tuple(paragraphs))


def _statement(data: Mapping[str, Any], key: str) -> Statement:
    _known(data, ("say", "figures", "evidence", "totality", "when"), key)
    found = Statement(
        key=key,
        text=str(data["say"]),
        figures=tuple(data.get("figures", ())),
        evidence=tuple(data.get("evidence", ())),
        totality=str(data.get("totality", "")),
        when=dict(data.get("when", {})),
    )
    check(found)
    return found


def check(statement: Statement) -> None:
    """A statement names what bears it out, prints only what it names, and claims totality only by a rate."""
    if not statement.figures and not statement.evidence:
        raise OutlineError(f"提纲 {statement.key}：表述没有写明由哪些数据或证据支持。")
    _named(statement)
    for name, style, part in PLACE.findall(statement.text):
        allowed = statement.evidence if part else statement.figures
        if name not in allowed and name not in FRAME:
            raise OutlineError(f"提纲 {statement.key}：印出了没有写明的“{name}”。")
        if style and style not in STYLES:
            raise UnknownNameError("写法", style, STYLES, f"提纲 {statement.key}")
    bare = PLACE.sub("＿", statement.text)
    if any(character.isdigit() for character in bare):
        raise OutlineError(f"提纲 {statement.key}：数字只能来自数据，不能直接写在表述里。")
    if any(word in bare for word in TOTALITY) and not statement.totality:
        raise OutlineError(f"提纲 {statement.key}：用了“均、全部、全员”一类全称词，须写明 totality 所依的比率。")


def _named(statement: Statement) -> None:
    for code in statement.figures:
        if code not in indicators():
            raise UnknownNameError("指标", code, indicators(), f"提纲 {statement.key}")
    known = [*evidence.PROVIDERS, *evidence.NOT_KEPT]
    for name in statement.evidence:
        if name not in known:
            raise UnknownNameError("证据", name, known, f"提纲 {statement.key}")


def _known(data: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in data:
        if key not in keys:
            raise UnknownNameError("提纲的键", str(key), keys, f"提纲 {where}")
