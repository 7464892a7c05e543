# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the outline of the duty report, strictly: each fault is told by file, line and column, with the nearest name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fadu.kernel import yaml_reader
from fadu.kernel.errors import FaduError
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError
from fadu.people.rules import posts
from fadu.reporting.outline import Beginning, Outline, Paragraph, Part, Section, Statement, check

if TYPE_CHECKING:
    from fadu.kernel.problems import Source
    from fadu.kernel.yaml_reader import Map

SHIPPED = Path(__file__).parent / "data" / "outline.yaml"


class OutlineError(DefinitionError):
    """报告提纲有误。"""

    code = "outline"


@cache
def outline() -> Outline:
    """The outline that comes with this release."""
    return read(SHIPPED)


def read(path: Path) -> Outline:
    """Read and check an outline. Raises OutlineError."""
    return parse(path.read_text(encoding="utf-8"), str(path))


def parse(text: str, path: str) -> Outline:
    """An outline from the text of its file. Raises OutlineError."""
    reading = _Reading(place=Place(path=path, error=OutlineError))
    top = yaml_reader.read_text(text, path, OutlineError)
    reading.place.known(top, ("posts", "sections"), "提纲")
    beginnings = reading.place.part(top, "posts")
    if not beginnings:
        reading.place.fail(top.at("posts"), "提纲没有写明由哪些岗位述法（posts）。")
    parsed = Outline(
        posts={post: reading.beginning(beginnings, post) for post in beginnings},
        sections=tuple(
            reading.section(item, source, str(n))
            for n, (item, source) in enumerate(reading.place.entries(top, "sections", "提纲"), start=1)
        ),
    )
    reading.alternatives(parsed)
    return parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The file being read, and where each statement stands in it."""

    place: Place
    stands: dict[str, Source] = field(default_factory=dict)

    def beginning(self, beginnings: Map, post: str) -> Beginning:
        what = f"岗位“{post}”"
        self.place.resolve(beginnings.at(post), "岗位", post, posts())
        block = self.place.mapping(beginnings[post], beginnings.at(post), what)
        self.place.known(block, ("title", "opening"), what)
        opening = self.statements(block, "opening", post, what) if block.get("opening") else ()
        return Beginning(title=self.place.text(block, "title", what), opening=opening)

    def section(self, value: Any, source: Source, key: str) -> Section:
        what = f"提纲第{key}章"
        block = self.place.mapping(value, source, what)
        self.place.known(block, ("title", "covers", "parts", "intro", "plans"), what)
        parts = [self.part(*item, f"{key}.{n}") for n, item in self._numbered(block, "parts", what)]
        plans = (
            [Paragraph(lead="", statements=self.plans(block, "intro", f"{key}.0", what))]
            if "intro" in block
            else []
        )
        for n, (item, stands) in self._numbered(block, "plans", what):
            inner = self.place.mapping(item, stands, f"提纲{key}.{n}")
            self.place.known(inner, ("lead", "plan", "covers"), f"提纲{key}.{n}")
            planned = self.plans(inner, "plan", f"{key}.{n}", f"提纲{key}.{n}")
            plans.append(self._paragraph(inner, planned, f"提纲{key}.{n}"))
        if plans:
            parts.append(Part(title="", paragraphs=tuple(plans)))
        return Section(
            title=self.place.text(block, "title", what),
            parts=tuple(parts),
            covers=self.place.texts(block, "covers", what),
        )

    def part(self, value: Any, source: Source, key: str) -> Part:
        what = f"提纲{key}"
        block = self.place.mapping(value, source, what)
        self.place.known(block, ("title", "covers", "paragraphs"), what)
        paragraphs = []
        for n, (item, stands) in enumerate(self.place.entries(block, "paragraphs", what), start=1):
            inner = self.place.mapping(item, stands, f"{what}.{n}")
            self.place.known(inner, ("lead", "say", "covers"), f"{what}.{n}")
            said = self.statements(inner, "say", f"{key}.{n}", f"{what}.{n}")
            paragraphs.append(self._paragraph(inner, said, f"{what}.{n}"))
        return Part(
            title=self.place.text(block, "title", what),
            paragraphs=tuple(paragraphs),
            covers=self.place.texts(block, "covers", what),
        )

    def _paragraph(self, block: Map, statements: tuple[Statement, ...], what: str) -> Paragraph:
        covers = self.place.texts(block, "covers", what)
        return Paragraph(lead=self.place.text(block, "lead", what), statements=statements, covers=covers)

    def statements(self, block: Map, key: str, number: str, what: str) -> tuple[Statement, ...]:
        """Sentences that claim something."""
        items = enumerate(self.place.entries(block, key, what), start=1)
        return tuple(self.statement(*item, f"{number}.{n}") for n, item in items)

    def statement(self, value: Any, source: Source, key: str) -> Statement:
        what = f"表述 {key}"
        block = self.place.mapping(value, source, what)
        self.place.known(block, ("say", "figures", "evidence", "totality", "when", "covers"), what)
        return self._checked(
            source,
            Statement(
                key=key,
                text=self.place.text(block, "say", what),
                figures=self.place.texts(block, "figures", what),
                evidence=self.place.texts(block, "evidence", what),
                totality=self.place.text(block, "totality", what, ""),
                when=self._when(block, what),
                covers=self.place.texts(block, "covers", what),
            ),
        )

    def plans(self, block: Map, key: str, number: str, what: str) -> tuple[Statement, ...]:
        """Sentences that say what is intended."""
        items = enumerate(self.place.entries(block, key, what), start=1)
        return tuple(self._plan(*item, f"{number}.{n}") for n, item in items)

    def _plan(self, value: Any, source: Source, key: str) -> Statement:
        what = f"打算 {key}"
        block = self.place.mapping(value, source, what)
        self.place.known(block, ("plan", "when", "covers"), what)
        plan = Statement(
            key=key,
            text=self.place.text(block, "plan", what),
            when=self._when(block, what),
            covers=self.place.texts(block, "covers", what),
            plan=True,
        )
        return self._checked(source, plan)

    def _when(self, block: Map, what: str) -> dict[str, Any]:
        """Under which condition a sentence is said: a figure, above or below a number."""
        condition = self.place.part(block, "when")
        if not condition:
            return {}
        self.place.known(condition, ("figure", "above", "below"), f"{what}的“when”")
        if not condition.keys() & {"above", "below"}:
            self.place.fail(block.at("when"), f"{what}的“when”没有写明 above 或者 below。")
        read: dict[str, Any] = {"figure": self.place.text(condition, "figure", f"{what}的“when”")}
        for bound in ("above", "below"):
            if bound in condition:
                read[bound] = self.place.amount(condition, bound, f"{what}的“when”")
        return read

    def _checked(self, source: Source, statement: Statement) -> Statement:
        self.stands[statement.key] = source
        try:
            check(statement)
        except FaduError as error:
            self.place.fail(source, error.message)
        return statement

    def alternatives(self, parsed: Outline) -> None:
        """What is claimed of the whole at 100 % is told as a rate below it, somewhere: nothing is kept silent."""
        admitted = {code for s in parsed.statements() if s.when and not s.totality for code in s.figures}
        for statement in parsed.statements():
            if statement.totality and statement.totality not in admitted:
                self.place.fail(
                    self.stands[statement.key],
                    f"{statement.totality} 不到百分之百时没有任何表述说明，报告会略去不足。",
                )

    def _numbered(self, block: Map, key: str, what: str) -> list[tuple[int, tuple[Any, Source]]]:
        items = self.place.entries(block, key, what) if key in block else []
        return list(enumerate(items, start=1))
