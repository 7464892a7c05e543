# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of performance: what was paid stands apart from what was decided, fine and additional fine each apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.figures.conditions import Above, Is, OneOf
from fadu.figures.indicators import ActsOf, Indicator, Rows, counted, due, in_time, summed
from fadu.figures.sources import papers
from fadu.matters.performance.models import Payment, Performance

if TYPE_CHECKING:
    from fadu.figures.conditions import Condition

KEPT = (ActsOf(kind="performance"),)


def paid(*where: Condition) -> Rows:
    """Payments received, each a row with its receipt."""
    return Rows(
        of=Payment,
        on="paid_on",
        where=where,
        amounts=("amount",),
        detail=("receipt",),
        case="performance__case",
    )


#: a performance that was ended because nothing can be owed any more was not performed
PERFORMED_OR_OWED = OneOf("case__stage", ("serving", "owing", "in_court", "paid", "enforced"))

INDICATORS = (
    Indicator(
        code="PRF-01",
        name="罚没款实缴金额",
        unit="万元",
        measure="sum",
        definition="当年收到的罚款、违法所得和加处罚款之和，以缴款之日为准；与决定的金额分列。",
        rows=paid(),
        kept=KEPT,
        law="performance/collected",
    ),
    Indicator(
        code="PRF-01A",
        name="其中加处罚款",
        unit="万元",
        measure="sum",
        definition="当年收到的加处罚款。",
        rows=paid(Is("kind", "additional")),
        kept=KEPT,
        inner=True,
        within=("PRF-01",),
    ),
    Indicator(
        code="PRF-02",
        name="处罚决定履行完毕数",
        unit="件",
        measure="count",
        definition="当年履行完毕或者强制执行完毕的，一个当事人计一件。",
        rows=counted(Performance, "ended_on", OneOf("case__stage", ("paid", "enforced"))),
        kept=KEPT,
        law="performance/duty",
    ),
    Indicator(
        code="PRF-03",
        name="准予暂缓、分期缴纳数",
        unit="件",
        measure="count",
        definition="当年发出的准予延期（分期）缴纳罚款通知书。",
        rows=papers("performance", "deferral_notice"),
        kept=KEPT,
        law="performance/deferral",
    ),
    Indicator(
        code="PRF-04",
        name="催告履行数",
        unit="件",
        measure="count",
        definition="当年发出催告书的，一个当事人计一件。",
        rows=counted(Performance, "dunned_on"),
        kept=KEPT,
        law="penalty/dunning",
    ),
    Indicator(
        code="PRF-05",
        name="申请人民法院强制执行数",
        unit="件",
        measure="count",
        definition="当年向人民法院申请强制执行的，一个当事人计一件。",
        rows=counted(Performance, "applied_on"),
        kept=KEPT,
        law="penalty/enforcement_application",
    ),
    Indicator(
        code="PRF-06",
        name="罚没款按期缴清率",
        unit="%",
        measure="rate",
        definition="当年履行完毕、强制执行完毕或者缴款期限届满的当事人中，在期限（含准予的延期）内履行完毕的占比；依法终结履行的不计。",
        numerator="PRF-06A",
        denominator="PRF-06B",
        law="penalty/payment",
    ),
    Indicator(
        code="PRF-06A",
        name="按期履行的当事人",
        unit="件",
        measure="count",
        definition="履行完毕之日不晚于缴款期限。",
        rows=in_time("performance", "payment", where=(PERFORMED_OR_OWED,)),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PRF-06B",
        name="应当履行的当事人",
        unit="件",
        measure="count",
        definition="当年履行完毕或者强制执行完毕，或者缴款期限在当年届满仍未履行的；依法终结履行的不计。",
        rows=due("performance", "payment", where=(PERFORMED_OR_OWED,)),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PRF-07",
        name="强制执行到位金额",
        unit="万元",
        measure="sum",
        definition="当年强制执行完毕的到位金额。",
        rows=summed(
            Performance,
            "ended_on",
            "enforced_amount",
            where=(
                Is("case__stage", "enforced"),
                Above("enforced_amount", 0),
            ),
        ),
        kept=KEPT,
    ),
)
