# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of penalties. An order to correct is no penalty; several kinds in one decision are one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Min

from fadu.cases.models import Act, Case
from fadu.cases.rules import separation_sets
from fadu.cases.world.worlds import procedure_of
from fadu.figures.indicators import (
    Indicator,
    Row,
    counted,
    kept,
    papers,
    summed,
)
from fadu.figures.lateness import ended_or_ran_over, in_time, late_steps
from fadu.matters.penalty.models import Penalty, PenaltyPublication

if TYPE_CHECKING:
    from fadu.figures.indicators import Period
    from fadu.people.models import Bureau

KEPT = kept("penalty")


def decided(bureau: Bureau, period: Period) -> list[Row]:
    """Decisions of the period with fine and confiscation of each."""
    found = Penalty.objects.filter(case__bureau=bureau, case__exercise=False, decided_on__range=period.days)
    return [
        Row(
            record=p.case.number,
            on=p.decided_on,
            value=p.fine + p.confiscated_gains + p.confiscated_goods,
            detail=p.decision_number,
        )
        for p in found.select_related("case").order_by("decided_on", "case_id")
    ]


def published(bureau: Bureau, period: Period) -> list[Row]:
    """Decisions first published in the period, in whatever channel."""
    first = PenaltyPublication.objects.filter(penalty__case__bureau=bureau, penalty__case__exercise=False)
    rows = (
        first.values("penalty__case__number").annotate(on=Min("published_on")).filter(on__range=period.days)
    )
    return [Row(record=row["penalty__case__number"], on=row["on"]) for row in rows.order_by("on")]


def separated(bureau: Bureau, period: Period) -> list[Row]:
    """Decided cases in which nobody acted in two separated roles, over the case and all its children.

    It looks at who signed the acts, so that histories kept elsewhere are judged like those conducted here.
    """
    rows = decided(bureau, period)
    mixed = _mixed({row.record for row in rows})
    return [Row(record=row.record, on=row.on) for row in rows if row.record not in mixed]


def _mixed(numbers: set[str]) -> set[str]:
    roots = {case.pk: case for case in Case.objects.filter(number__in=numbers)}
    taken: dict[tuple[int, str, str], str] = {}
    mixed = set()
    acts = Act.objects.filter(case__root__in=roots) | Act.objects.filter(case__in=roots)
    for own, above, names, signed in acts.order_by("pk").values_list(
        "case_id", "case__root_id", "case__role_names", "by"
    ):
        root = roots[above or own]
        apart = [item.roles for item in procedure_of(root).apart]
        for signature in signed:
            role = names.get(signature["role"], signature["role"])
            for separation in separation_sets(apart, role):
                if taken.setdefault((root.pk, separation, signature["person"]), role) != role:
                    mixed.add(root.number)
    return mixed


def reviewed(bureau: Bureau, period: Period) -> list[Row]:
    """Decisions of the period that had to be legally reviewed, and were before they were made."""
    return counted(Penalty, "decided_on", needs_review=True, legally_reviewed=True)(bureau, period)


INDICATORS = (
    Indicator(
        code="PEN-01",
        name="行政处罚立案数",
        unit="件",
        measure="count",
        definition="当年决定立案的行政处罚案件。",
        rows=counted(Penalty, "filed_on"),
        kept=KEPT,
        law="penalty/filing",
    ),
    Indicator(
        code="PEN-01A",
        name="投诉举报线索立案数",
        unit="件",
        measure="count",
        definition="当年立案的案件中，来源为投诉或者举报的。",
        rows=counted(Penalty, "filed_on", source__in=("complaint", "tip_off")),
        kept=KEPT,
    ),
    Indicator(
        code="PEN-02",
        name="行政处罚决定数",
        unit="件",
        measure="count",
        definition="当年作出的行政处罚决定；责令改正不计入，数种处罚同一决定计一件。",
        rows=lambda bureau, period: [
            Row(record=r.record, on=r.on, detail=r.detail) for r in decided(bureau, period)
        ],
        kept=KEPT,
        law="penalty/decision",
    ),
    Indicator(
        code="PEN-03",
        name="罚没金额",
        unit="万元",
        measure="sum",
        definition="当年处罚决定载明的罚款、没收违法所得和没收非法财物价值之和。",
        rows=decided,
        kept=KEPT,
    ),
    Indicator(
        code="PEN-03A",
        name="罚款",
        unit="万元",
        measure="sum",
        definition="当年处罚决定载明的罚款之和。",
        rows=summed(Penalty, "decided_on", "fine", fine__gt=0),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PEN-03B",
        name="没收违法所得",
        unit="万元",
        measure="sum",
        definition="当年处罚决定载明的没收违法所得之和。",
        rows=summed(Penalty, "decided_on", "confiscated_gains", confiscated_gains__gt=0),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PEN-03C",
        name="没收非法财物价值",
        unit="万元",
        measure="sum",
        definition="当年处罚决定载明的没收非法财物价值之和。",
        rows=summed(Penalty, "decided_on", "confiscated_goods", confiscated_goods__gt=0),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PEN-15",
        name="责令改正通知书数",
        unit="件",
        measure="count",
        definition="当年发出的责令改正通知书；不是行政处罚，不计入处罚决定数。",
        rows=papers("penalty", "correction_order"),
        kept=KEPT,
        law="penalty/correction",
    ),
    Indicator(
        code="PEN-16",
        name="听取陈述申辩数",
        unit="件",
        measure="count",
        definition="当年制作的陈述申辩笔录。",
        rows=papers("penalty", "defence_record"),
        kept=KEPT,
        law="penalty/defence_heard",
    ),
    Indicator(
        code="PEN-04",
        name="案件按期办结率",
        unit="%",
        measure="rate",
        definition="当年作出决定或者办案期限届满的案件中，在法定办案期限（含依法扣除和延长）内作出决定的占比。",
        numerator="PEN-04A",
        denominator="PEN-04B",
        law="penalty/handling",
    ),
    Indicator(
        code="PEN-04A",
        name="按期办结的案件",
        unit="件",
        measure="count",
        definition="决定之日不晚于办案期限。",
        rows=in_time("penalty", "handling"),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PEN-04B",
        name="应当办结的案件",
        unit="件",
        measure="count",
        definition="当年结束办案期限，或者期限在当年届满仍未决定的案件。",
        rows=ended_or_ran_over("penalty", "handling"),
        inner=True,
        kept=KEPT,
    ),
    Indicator(
        code="PEN-08",
        name="不予处罚决定数",
        unit="件",
        measure="count",
        definition="当年作出的不予行政处罚决定。",
        rows=counted(Penalty, "no_penalty_on"),
        kept=KEPT,
        law="penalty/no_penalty",
    ),
    Indicator(
        code="PEN-08A",
        name="从轻、减轻处罚决定数",
        unit="件",
        measure="count",
        definition="当年处罚决定中认定从轻或者减轻的。",
        rows=counted(Penalty, "decided_on", discretion_grade__in=("lighter", "mitigated")),
        kept=KEPT,
    ),
    Indicator(
        code="PEN-08B",
        name="裁量说理率",
        unit="%",
        measure="rate",
        definition="当年处罚决定中，载明裁量阶次的占比。",
        numerator="PEN-08C",
        denominator="PEN-02",
        law="penalty/discretion",
    ),
    Indicator(
        code="PEN-08C",
        name="载明裁量阶次的决定",
        unit="件",
        measure="count",
        definition="当年处罚决定中载明裁量阶次的。",
        rows=counted(Penalty, "decided_on", discretion_grade__gt=""),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PEN-09A",
        name="公安机关立案数",
        unit="件",
        measure="count",
        definition="当年公安机关对移送案件决定立案的。",
        rows=counted(Penalty, "police_accepted_on"),
        kept=KEPT,
    ),
    Indicator(
        code="LGL-04",
        name="重大执法决定法制审核率",
        unit="%",
        measure="rate",
        definition="当年作出的、依法应当法制审核的处罚决定中，审核通过后作出的占比。",
        numerator="LGL-04A",
        denominator="LGL-04B",
        law="legal_review/duty",
    ),
    Indicator(
        code="LGL-04A",
        name="审核通过后作出的重大决定",
        unit="件",
        measure="count",
        definition="法制审核同意或者修改后同意。",
        rows=reviewed,
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="LGL-04B",
        name="应当法制审核的处罚决定",
        unit="件",
        measure="count",
        definition="具有法定审核情形，或者经过听证且直接关系重大权益的。",
        rows=counted(Penalty, "decided_on", needs_review=True),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PEN-09",
        name="移送公安机关案件数",
        unit="件",
        measure="count",
        definition="当年批准移送公安机关的案件。",
        rows=counted(Penalty, "police_on"),
        kept=KEPT,
        law="penalty/crime_transfer",
    ),
    Indicator(
        code="PEN-11",
        name="查处分离合规率",
        unit="%",
        measure="rate",
        definition="当年处罚决定中，办案、审核、听证主持在全案（含子程序）由不同人员担任的占比。",
        numerator="PEN-11A",
        denominator="PEN-02",
        law="penalty/apart",
    ),
    Indicator(
        code="PEN-11A",
        name="查处分离的决定",
        unit="件",
        measure="count",
        definition="没有一人兼任须分离的岗位。",
        rows=separated,
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="DIS-02",
        name="公开行政处罚事项件数",
        unit="件",
        measure="count",
        definition="当年首次公示的处罚决定，不重复计算渠道。",
        rows=published,
        kept=KEPT,
    ),
    Indicator(
        code="DIS-04",
        name="行政处罚公开及时率",
        unit="%",
        measure="rate",
        definition="当年公示或者公示期限届满的处罚决定中，在法定期限内公示的占比；未公示而期限未满的不计。",
        numerator="DIS-04A",
        denominator="DIS-04B",
        law="publication/penalty",
    ),
    Indicator(
        code="DIS-04A",
        name="及时公示的决定",
        unit="件",
        measure="count",
        definition="当年公示，且不晚于公示期限的决定。",
        rows=in_time("penalty", "publication"),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="DIS-04B",
        name="应当公示的决定",
        unit="件",
        measure="count",
        definition="当年公示，或者公示期限在当年届满仍未公示的处罚决定。",
        rows=ended_or_ran_over("penalty", "publication"),
        inner=True,
        kept=KEPT,
    ),
    Indicator(
        code="PEN-17",
        name="处罚案件超期环节数",
        unit="个",
        measure="count",
        definition="当年超过法定期限才完成，或者期限在当年届满仍未完成的办理环节；内部目标不算。",
        rows=late_steps("penalty"),
        kept=KEPT,
    ),
)
