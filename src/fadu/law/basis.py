# SPDX-License-Identifier: MulanPSL-2.0
"""Bases of punishment: an offence, the articles it violates and is punished by, and the brackets its penalty falls into.

A basis has one value for each edition of its law. What a case answers (the value of the goods, whether the violation is
serious …) picks the bracket, the bracket gives kinds and fine. Money in fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from fadu.law.limit import Dated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

#: the kinds of penalty of 行政处罚法 9, from light to heavy, as the procedure of punishment names them
KINDS = {
    "warning": "警告",
    "criticism": "通报批评",
    "fine": "罚款",
    "confiscate_gains": "没收违法所得",
    "confiscate_goods": "没收非法财物",
    "suspend_licence": "暂扣许可证件",
    "restrict_business": "限制开展生产经营活动",
    "downgrade": "降低资质等级",
    "stop_business": "责令停产停业",
    "restrict_occupation": "限制从业",
    "revoke_licence": "吊销许可证件",
    "close_down": "责令关闭",
    "other": "其他行政处罚",
}
#: the measures of coercion that a gate may be about
COERCIVE = {"seize": "查封、扣押"}
#: what a fine may be a multiple of, and what a bracket may depend on
MEASURES = {
    "goods": "货值金额",
    "turnover": "违法经营额",
    "gains": "违法所得",
    "fee": "广告费用",
    "amount": "涉及的出资、资本金额",
    "income": "本人上一年度从本单位取得的收入",
}
#: how a measure is compared: 以上、以下 include the figure itself, 超过、不足 do not
RELATIONS = {"below": "不足", "from": "以上", "above": "超过", "up_to": "以下"}
#: what is answered by yes or no
FLAGS = {
    "serious": "情节严重",
    "harm": "造成危害后果",
    "refused": "责令改正后拒不改正",
    "fee_unknown": "广告费用无法计算或者明显偏低",
}
#: as what a party is punished
LIABLE = {"operator": "经营者、单位", "individual": "个人", "responsible": "责任人员"}
Holds3 = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a case says of a violation; None: it does not say. Money in fen."""

    goods: int | None = None
    turnover: int | None = None
    gains: int | None = None
    fee: int | None = None
    amount: int | None = None
    income: int | None = None
    serious: bool | None = None
    harm: bool | None = None
    refused: bool | None = None
    fee_unknown: bool | None = None
    liable: str = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A measure compared with a figure.

    >>> small = Comparison(measure="goods", relation="below", figure=1_000_000)
    >>> small.holds(Answers(goods=999_999)), small.holds(Answers(goods=1_000_000)), small.holds(Answers())
    ('yes', 'no', 'unknown')
    """

    measure: str
    relation: str
    figure: int

    def holds(self, answers: Answers) -> Holds3:
        """Whether it holds of what the case answers."""
        value: int | None = getattr(answers, self.measure)
        if value is None:
            return "unknown"
        held = {
            "below": value < self.figure,
            "from": value >= self.figure,
            "above": value > self.figure,
            "up_to": value <= self.figure,
        }
        return "yes" if held[self.relation] else "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Under which circumstances a bracket applies: all comparisons and flags hold, as what the party is liable."""

    comparisons: tuple[Comparison, ...] = ()
    flags: tuple[tuple[str, bool], ...] = ()
    #: one of these is enough
    either: tuple[str, ...] = ()
    #: none of these
    neither: tuple[str, ...] = ()
    liable: str = "operator"

    def holds(self, answers: Answers) -> Holds3:
        """Whether it holds of what the case answers; ``unknown`` where an answer is missing that would decide it."""
        if answers.liable != self.liable:
            return "no"
        held = [comparison.holds(answers) for comparison in self.comparisons]
        held += [_flag(answers, name, wanted=wanted) for name, wanted in self.flags]
        held += [_flag(answers, name, wanted=False) for name in self.neither]
        if self.either:
            held.append(_any([_flag(answers, name, wanted=True) for name in self.either]))
        return "no" if "no" in held else "unknown" if "unknown" in held else "yes"

    def asks(self, answers: Answers) -> tuple[str, ...]:
        """The answers that are missing: measures and flags."""
        wanted = [each.measure for each in self.comparisons]
        wanted += [*(name for name, _ in self.flags), *self.either, *self.neither]
        return tuple(dict.fromkeys(name for name in wanted if getattr(answers, name) is None))


def _flag(answers: Answers, name: str, *, wanted: bool) -> Holds3:
    value: bool | None = getattr(answers, name)
    return "unknown" if value is None else "yes" if value is wanted else "no"


def _any(held: list[Holds3]) -> Holds3:
    return "yes" if "yes" in held else "unknown" if "unknown" in held else "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fine:
    """A fine: between two amounts, or between two multiples of a measure.

    >>> tenfold = Fine(of="goods", times_from=Fraction(10), times_to=Fraction(20))
    >>> tenfold.bounds(Answers(goods=1_500_000))
    (15000000, 30000000)
    >>> Fine(least=5_000_000, most=10_000_000).bounds(Answers())
    (5000000, 10000000)
    >>> tenfold.bounds(Answers()) is None
    True
    """

    least: int = 0
    most: int | None = None
    #: the measure it is a multiple of; empty: fixed amounts
    of: str = ""
    times_from: Fraction = Fraction(0)
    times_to: Fraction = Fraction(0)
    #: a measure below this counts as this
    counts_at_least: int = 0
    #: 可以并处: no fine at all is within the range
    is_optional: bool = False

    def bounds(self, answers: Answers) -> tuple[int, int] | None:
        """Floor and ceiling, rounded to the inside; None where the measure is not known."""
        if not self.of:
            return self.least, self.most or 0
        measured: int | None = getattr(answers, self.of)
        if measured is None:
            return None
        base = max(measured, self.counts_at_least)
        ceiling = int(base * self.times_to)
        return -int(-base * self.times_from // 1), ceiling if self.most is None else min(ceiling, self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """What may be imposed under which circumstances."""

    when: When
    #: kinds of penalty it allows, and those it allows only where the violation is serious
    kinds: tuple[str, ...]
    serious_kinds: tuple[str, ...] = ()
    fine: Fine | None = None
    #: the fine presupposes that correction was ordered and refused, or that the violation is serious where ``or_serious``
    correction_first: bool = False
    or_serious: bool = False
    #: the circumstances in the words of the article, as far as no answer tells them
    words: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Who must decide on a penalty, or approve a measure, instead of a district bureau: from which fine on, since when, by which article."""

    level: Literal["city", "province", "issuer"]
    cites: tuple[str, ...]
    since: date
    #: fines from this amount on; None: whatever the fine
    fine_from: int | None = None
    #: only where one of these kinds is imposed; empty: whatever the kinds
    kinds: tuple[str, ...] = ()
    #: measures of coercion it is about, instead of the penalty; empty: the penalty
    measures: tuple[str, ...] = ()
    #: it is theirs to find that there was such a violation; on that finding the bureau may decide
    finding: bool = False
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis(Dated):
    """A basis of punishment as one edition of its law has it. ``cites`` are the punishing articles."""

    violates: str
    punished: str
    brackets: tuple[Bracket, ...]
    gates: tuple[Gate, ...] = ()
    crime: str = ""
    #: key of the remedies against its penalties, where they are not those of every penalty
    remedies: str = ""
    #: closed list of what makes a violation serious; empty: the law leaves it to the case
    serious_by: str = ""
    #: where it only refers to other articles, the range is theirs
    refers: bool = False

    @property
    def all_rows(self) -> tuple[str, ...]:
        """The rows of the table it models: its brackets' and those of its gates."""
        return tuple(dict.fromkeys((*self.rows, *(row for gate in self.gates for row in gate.rows))))

    def fitting(self, answers: Answers) -> tuple[tuple[Bracket, ...], tuple[str, ...]]:
        """The brackets that apply, or those that may, with the answers that would tell.

        Nothing applies and nothing is missing where this edition knows no penalty for such a party or case.
        """
        held = [(bracket, bracket.when.holds(answers)) for bracket in self.brackets]
        sure = tuple(bracket for bracket, answer in held if answer == "yes")
        if sure:
            return sure, ()
        open_ones = tuple(bracket for bracket, answer in held if answer == "unknown")
        return open_ones, missing(bracket.when.asks(answers) for bracket in open_ones)


def missing(asked: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Each answer that is asked for, once, in the order of the measures and flags."""
    wanted = {name for names in asked for name in names}
    return tuple(name for name in (*MEASURES, *FLAGS) if name in wanted)
