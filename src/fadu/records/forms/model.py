# SPDX-License-Identifier: MulanPSL-2.0
"""A form as values: its front matter, and its body as blocks made of parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date


# -- parts: what stands inside a line ------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """Text printed as it is."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """``{name:filter}``: a value from the data."""

    name: str
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """``{choice:name | key=text | …}``: all options, the chosen ones ticked."""

    name: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """``{tick:name | text}``: one box."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """``{hand:what}``: a rule to write on, for what is known only when the paper is signed."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When an optional part or block is printed."""

    name: str
    negated: bool = False
    equals: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Perhaps:
    """``{if …}…{else}…{end}`` inside a line."""

    condition: Condition
    then: tuple[Part, ...]
    otherwise: tuple[Part, ...] = ()


Part = Fixed | Value | Choice | Tick | Hand | Perhaps

# -- blocks: what stands on lines of its own -----------------------------------------------------

Style = Literal["body", "flush", "centre", "right", "heading", "subheading", "note", "copies", "title"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    style: Style
    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row; a cell without values is a label."""

    cells: tuple[tuple[Part, ...], ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Relative widths of the table that follows."""

    widths: tuple[int, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLine:
    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SealBlock:
    body: tuple[Part, ...]
    on: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLine:
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionalBlocks:
    condition: Condition
    then: tuple[Block, ...]
    otherwise: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedBlocks:
    name: str
    then: tuple[Block, ...]
    otherwise: tuple[Block, ...]
    line: int


Block = (
    Paragraph
    | Row
    | Columns
    | SignatureLine
    | SealBlock
    | Remedy
    | PageBreak
    | CutLine
    | OptionalBlocks
    | RepeatedBlocks
)

# -- the form ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A name the form uses, with its Chinese title; a mandatory one with ``when`` is asked for only where one of them holds."""

    key: str
    title: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One statutory form in one edition. ``fingerprint`` is the SHA-256 of ``source_text``."""

    key: str
    title: str
    family: Literal["letter", "form"]
    in_force_from: date
    in_force_to: date | None = None
    code: str = ""
    number: str | None = None
    series: str = ""
    seal: Literal["bureau", "department", "none"] = "none"
    signer: str = ""
    access: Literal["main", "secondary"] = "main"
    #: whose remedies it names: ``general``, by the ``bases`` of the case, or a kind of decision of the law such as ``on_the_spot``
    remedy: str = ""
    #: a record that proves something by itself
    is_evidence: bool = False
    #: the fields whose text speaks of evidence
    evidence_in: tuple[str, ...] = ()
    #: fields that one of its acts says and that still hold when another issues it
    lasting: tuple[str, ...] = ()
    #: what it is in a bound file: the cover, the list of contents, or the sheet behind all others; none of them has a page number
    bound: Literal["", "cover", "contents", "last"] = ""
    #: of a cover: the field that says how many pages the file has
    page_count: str = ""
    mandatory: tuple[Field, ...] = ()
    optional: tuple[Field, ...] = ()
    blocks: tuple[Block, ...] = ()
    fingerprint: str = ""
    source_text: str = field(default="", repr=False)
    file: str = ""

    def is_in_force(self, on: date) -> bool:
        """Whether the form is the one to use on the day ``on``."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def title_of(self, key: str) -> str:
        """The Chinese title of a declared field."""
        titles = {item.key: item.title for item in (*self.mandatory, *self.optional)}
        return titles.get(key, key)
