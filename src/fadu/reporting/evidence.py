# SPDX-License-Identifier: MulanPSL-2.0
"""Evidence that is no figure: records of mechanisms, by name. A name without a register yet is a gap that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.figures.evidence import refused
from fadu.figures.indicators import Row
from fadu.figures.listing import Listing
from fadu.kernel.errors import UnknownNameError
from fadu.people import adopted
from fadu.people import selectors as people
from fadu.records import selectors as records
from fadu.reporting.register_names import not_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fadu.figures.period import Period
    from fadu.people.models import Bureau

RULE_OF_LAW_GROUP = "法治建设领导小组"
DISCLOSURE_GROUP = "政府信息公开工作领导小组"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A kind of record: its name on screen, and its rows for a bureau and a period."""

    title: str
    rows: Callable[[Bureau, Period], Sequence[Row]]


def the_bureau(bureau: Bureau, period: Period) -> list[Row]:
    """The bureau itself."""
    return [Row(record=bureau.name)]


def rule_of_law_group(bureau: Bureau, period: Period) -> list[Row]:
    """The members of the leading group for the rule of law at the period's end."""
    seats = [
        m
        for group, members in people.seats_of(bureau, period.until)
        if group.title == RULE_OF_LAW_GROUP
        for m in members
    ]
    return [Row(record=m.officer.name, detail="组长" if m.is_chair else "成员") for m in seats]


def led_by_the_head(bureau: Bureau, period: Period) -> list[Row]:
    """That group, if whoever chairs it holds the post of the bureau's head."""
    heads = {officer.pk for officer in people.officers_with(bureau.pk, "bureau_head", period.end)}
    seats = [
        m
        for group, members in people.seats_of(bureau, period.until)
        if group.title == RULE_OF_LAW_GROUP
        for m in members
    ]
    return [
        Row(record=RULE_OF_LAW_GROUP, detail=f"组长{m.officer.name}")
        for m in seats
        if m.is_chair and m.officer_id in heads
    ]


def disclosure_group(bureau: Bureau, period: Period) -> list[Row]:
    """The leading group for disclosure at the period's end."""
    return [row for row in _titles(bureau, period, "leading_group") if row.record == DISCLOSURE_GROUP]


def committees(bureau: Bureau, period: Period) -> list[Row]:
    """Committees with members at the period's end."""
    return _titles(bureau, period, "committee")


def _titles(bureau: Bureau, period: Period, kind: str) -> list[Row]:
    seats = people.seats_of(bureau, period.until)
    return [Row(record=committee.title) for committee, members in seats if committee.kind == kind and members]


def discipline_officers(bureau: Bureau, period: Period) -> list[Row]:
    """Officers in the post of discipline officer at the period's end: it opens every dossier to them."""
    return [
        Row(record=officer.name)
        for officer in people.officers_with(bureau.pk, "discipline_officer", period.end)
    ]


def local_parameters(bureau: Bureau, period: Period) -> list[Row]:
    """Local parameters in force at the period's end, each resting on a document."""
    return [
        Row(record=document, on=start)
        for document, start in adopted.parameter_documents(bureau, period.until)
    ]


def numbers(bureau: Bureau, period: Period) -> Listing:
    """Numbers given out in the period; a void one stays and is marked."""
    asked = bureau.pk, period.first.year
    return Listing(
        count=lambda: records.how_many_numbers(*asked),
        read=lambda: [
            Row(record=text, detail="作废" if void else "") for text, void in records.numbers_of(*asked)
        ],
    )


def refusals(bureau: Bureau, period: Period) -> Listing:
    """Acts that were asked for and refused in the period, each with its grounds."""
    return refused(bureau, period)


PROVIDERS: dict[str, Evidence] = {
    "bureau": Evidence(title="本机关", rows=the_bureau),
    "rule_of_law_group": Evidence(title="法治建设领导小组组成人员", rows=rule_of_law_group),
    "group_led_by_head": Evidence(title="主要负责人任组长的法治建设领导小组", rows=led_by_the_head),
    "disclosure_group": Evidence(title="政府信息公开工作领导小组", rows=disclosure_group),
    "committees": Evidence(title="委员会", rows=committees),
    "discipline_officers": Evidence(title="纪检监察岗位人员", rows=discipline_officers),
    "local_parameters": Evidence(title="办理时限承诺等地方参数及其依据文件", rows=local_parameters),
    "numbers": Evidence(title="编发的案号和文号", rows=numbers),
    "refusals": Evidence(title="依法拒绝的办理请求", rows=refusals),
}


def names() -> list[str]:
    """Every name a statement may rest on."""
    return [*PROVIDERS, *not_kept()]


def rows_of(name: str, bureau: Bureau, period: Period) -> Sequence[Row]:
    """The records of a name; none where its register is not kept. Raises UnknownNameError."""
    if name in PROVIDERS:
        rows = PROVIDERS[name].rows(bureau, period)
        return rows if isinstance(rows, Listing) else tuple(rows)
    if name in not_kept():
        return ()
    raise UnknownNameError("证据", name, names())


def title_of(name: str) -> str:
    """A name as it is printed."""
    return PROVIDERS[name].title if name in PROVIDERS else not_kept()[name]
