# SPDX-License-Identifier: MulanPSL-2.0
"""Time limits, thresholds, closed lists, provisions, remedies and holidays as dated, cited values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from fadu.law.events import Event
    from fadu.law.extending import ExtensionRule

Unit = Literal["working_day", "calendar_day", "month", "year", "hour"]
UNITS: dict[str, str] = {
    "working_day": "个工作日",
    "calendar_day": "日",
    "month": "个月",
    "year": "年",
    "hour": "小时",
}
#: what a threshold is counted in
THRESHOLD_UNITS: dict[str, str] = {
    "fen": "分",
    "person": "人",
    "percent": "%",
    "permille": "‰",
    "year": "周岁",
    "time": "次",
    "calendar_day": "日",
    "yes_no": "（1为是，0为否）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What every rule carries: its dates in force, its articles, the rows it models, and what is doubtful about it."""

    key: str
    title: str
    in_force_from: date
    in_force_to: date | None = None
    cites: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    note: str = ""
    #: could not be verified in the text
    unverified: bool = False
    #: a question the text leaves open, for the legal office
    question: str = ""

    def is_in_force(self, on: date) -> bool:
        """Whether the rule governs a day."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Governed:
    """Which rule governs a limit asked for a subject matter: the special one of a catalogue's entry, a place's own, or the general one."""

    by: Literal["special", "local", "general"]
    catalogue: str
    #: the subject as it was named
    subject: str
    #: the entry that speaks of the subject, whether or not of this limit; empty where none does
    entry: str
    #: the title of the entry; of the catalogue, where none speaks of the subject
    title: str
    #: the length and articles of the general rule that gives way
    instead_of: str = ""

    def words(self) -> str:
        """The same in a sentence."""
        if self.by == "general" and not self.entry:
            return f"“{self.title}”目录没有收录“{self.subject}”，适用一般规定。"
        if self.by == "general":
            return f"对“{self.title}”没有另外的规定，适用一般规定。"
        whose = "本机关" if self.by == "local" else ""
        instead = f"，不适用一般规定的{self.instead_of}" if self.instead_of else ""
        rests = "（依据见地方参数所附的文件）" if self.by == "local" else ""
        return f"{whose}对“{self.title}”另有规定{rests}，从其规定{instead}。"

    def as_json(self) -> dict[str, str | None]:
        """The same as plain values."""
        return {
            "by": self.by,
            "catalogue": self.catalogue,
            "subject": self.subject,
            "entry": self.entry or None,
            "title": self.title,
            "instead_of": self.instead_of or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Dated):
    """A time limit: how much of which unit, and how it is counted."""

    amount: int
    unit: Unit
    #: the day of the event counts (rare)
    first_day_counts: bool = False
    #: a last day that is a rest day moves to the next working day
    rolls: bool = True
    #: counted backwards from an event: the act must be done before
    backwards: bool = False
    #: what is not counted, in the text's words
    excludes: tuple[str, ...] = ()
    #: the event a term is counted from (or before, if backwards), in the text's words
    event: str = ""
    #: what kind of event that is
    runs_from: Event | None = None
    #: the ways in which it may be extended, in their order; none: it may not
    extensions: tuple[ExtensionRule, ...] = ()
    #: what makes it begin anew, in the text's words
    restarts: str = ""
    #: the length is fixed case by case: no amount in the law
    open_ended: bool = False
    #: another rule that binds at the same time, and which of the two prevails
    together: str = ""
    prevails: Literal["", "earlier", "later"] = ""
    #: the local parameter that alone says how long; without it the limit does not run
    local_key: str = ""
    #: the limit a place's own length must not exceed
    within: str = ""
    #: which rule governs, where it was asked for a subject matter
    governed: Governed | None = None
    #: what the text leaves open about terms that run already when this value comes: a question that hangs on those
    transition: str = ""

    @property
    def is_special(self) -> bool:
        """Whether special law governs instead of the general rule."""
        return self.governed is not None and self.governed.by != "general"

    @property
    def length(self) -> str:
        """The length in words."""
        if self.local_key and not self.amount:
            return f"若干{UNITS[self.unit].removeprefix('个')}（由本机关自定）"
        if self.open_ended:
            return "由决定确定的期间"
        if not self.amount:
            return "当日"
        return f"{self.amount}{UNITS[self.unit]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Dated):
    """An amount, a number of persons, a rate: by whom it is asked about, and whether the figure itself is included."""

    value: int
    unit: str
    #: what it is about: ``{party: person}``
    about: tuple[tuple[str, str], ...] = ()
    #: 以上、以下、以内 include the figure itself
    inclusive: bool = True
    #: the local parameter that may replace it
    local_key: str = ""
    #: the law names no figure: it stands only where a place has set one
    local_only: bool = False
    #: no place may set more; None where nothing bounds it
    most: int | None = None
    #: whose document a place names that sets more than the figure of the law, since a right begins only there; empty: anybody's
    above_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Dated):
    """One item of a closed list: its own dates, its own article; ``item`` is its number there, where the article counts them."""

    list_key: str
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Dated):
    """What the law says about a subject, by its articles alone: a guard or an indicator names the key, the day picks the articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Dated):
    """A statutory holiday: its days as (month, day), or none where it follows the moon or the solar terms."""

    days: tuple[tuple[int, int], ...] = ()

    @property
    def is_movable(self) -> bool:
        """Whether no date of the solar calendar is fixed for it."""
        return not self.days


#: the key of the remedies against every decision that special law does not speak of
GENERAL = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRule(Dated):
    """A remedy (its key: ``reconsideration``, ``litigation``): before which body, within which limit."""

    body: str
    limit: str
    #: what kind of decision special law has it for; empty: the general rule
    about: str = ""
    #: the remedy that must have been sought before; the limit then runs from its outcome
    after: str = ""
