# SPDX-License-Identifier: MulanPSL-2.0
"""An indicator is what its values say: whatever stands in the registers, a plain reading of the definition finds the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from fadu.figures import compiling, lateness
from fadu.figures import conditions as say
from fadu.figures.catalogue import indicator, parts_of
from fadu.figures.figure import basis_points
from fadu.figures.indicators import Rows
from fadu.figures.period import Period
from fadu.figures.reading import Reading
from fadu.figures.tallies import adding_up
from fadu.kernel.clock import LEGAL_TIME
from fadu.records.models import Document
from fadu.storage import triggers

YEAR = Period.year(2022, as_of=date(2023, 3, 1))
#: a span that begins and ends within a month
SPRING = Period(first=date(2022, 2, 10), last=date(2022, 5, 17), as_of=date(2023, 3, 1))


def at(record: Any, path: str) -> Any:
    """The value at the end of a way through rows; None where the way breaks off."""
    for step in path.split("__"):
        try:
            record = getattr(record, step)
        except ObjectDoesNotExist:
            return None
        if record is None:
            return None
    return record


HOLDS: dict[type, Callable[[Any, Any], bool]] = {
    say.Is: lambda c, r: at(r, c.column) == c.value,
    say.OneOf: lambda c, r: at(r, c.column) in c.values,
    say.Stated: lambda c, r: at(r, c.column) not in (None, ""),
    say.Above: lambda c, r: at(r, c.column) is not None and at(r, c.column) > c.number,
    say.AtLeast: lambda c, r: None not in both(c, r) and both(c, r)[0] >= both(c, r)[1],
    say.After: lambda c, r: None not in both(c, r) and both(c, r)[0] > both(c, r)[1],
    say.NotAfter: lambda c, r: both(c, r)[1] is None or (both(c, r)[0] or date.max) <= both(c, r)[1],
    say.Some: lambda c, r: any(holds(c.where, row) for row in getattr(r, c.table).all()),
    say.No: lambda c, r: not any(holds(c.where, row) for row in getattr(r, c.table).all()),
}


def both(condition: Any, record: Any) -> tuple[Any, Any]:
    return at(record, condition.column), at(record, condition.other)


def holds(where: Iterable[Any], record: Any) -> bool:
    return all(HOLDS[type(condition)](condition, record) for condition in where)


def day_of(value: Any) -> date | None:
    return value.astimezone(LEGAL_TIME).date() if isinstance(value, datetime) else value


def everything(rows: Any, read: dict[Any, list[Any]]) -> list[Any]:
    """Every record of the table, with what conditions may look at; read once."""
    if rows.of not in read:
        named = [name for name in ("document",) if hasattr(rows.of, name)]
        records = rows.of.objects.select_related(f"{rows.case}__parent", *named)
        tables = ["members"] if hasattr(rows.of, "members") else []
        read[rows.of] = list(records.prefetch_related(*tables))
    return read[rows.of]


def plainly(
    rows: Any, bureau: Any, first: date, last: date, read: dict[Any, list[Any]]
) -> Counter[tuple[str, date, int]]:
    """Number, day and value of every record the definition means, found by looking at each record there is."""
    dated: list[tuple[Any, Any]] = []
    for record in everything(rows, read):
        case, on = at(record, rows.case), at(record, rows.on)
        if on is not None and case.bureau_id == bureau.pk and not case.exercise:
            dated.append((record, on))
    if rows.first_of:
        earliest: dict[Any, tuple[Any, int]] = {}
        for record, on in dated:
            key = at(record, rows.first_of)
            earliest[key] = min(earliest.get(key, (on, record.pk)), (on, record.pk))
        dated = [(r, on) for r, on in dated if earliest[at(r, rows.first_of)] == (on, r.pk)]
    return Counter(
        (
            at(record, rows.case).number,
            day_of(on),
            sum(at(record, column) or 0 for column in rows.amounts) if rows.amounts else 1,
        )
        for record, on in dated
        if first <= day_of(on) <= last and holds(rows.where, record)
    )


def definitions() -> dict[str, Any]:
    return {code: rows for code, rows in adding_up().items() if isinstance(rows, Rows)}


@pytest.mark.parametrize("period", [YEAR, SPRING], ids=["year", "spring"])
@pytest.mark.parametrize("seed", range(3))
def test_list_and_value_of_an_indicator_are_what_a_plain_reading_of_its_definition_gives(
    seed: int, period: Period, bureau: Any, random_year: Callable[[int], None]
) -> None:
    random_year(seed)
    reading, read, wrong = Reading(bureau, period), {}, []
    for code, rows in definitions().items():
        expected = plainly(rows, bureau, *period.days, read)
        listed = Counter((r.record, r.on, r.value) for r in compiling.listed(rows, bureau, *period.days))
        if listed != expected:
            wrong.append(f"{code} lists other records")
        figure = reading.figure(code)
        of_rows = sum(value * often for (_, _, value), often in expected.items())
        if isinstance(indicator_rows(code), Rows) and figure.value != of_rows:
            wrong.append(f"{code} is {figure.value}, not {of_rows}")
    assert wrong == []


def indicator_rows(code: str) -> Any:
    return indicator(code).rows


def test_every_kind_of_condition_is_asked_by_some_indicator_of_the_product() -> None:
    def kinds(where: Iterable[Any]) -> set[type]:
        own = {type(condition) for condition in where}
        inner = [condition.where for condition in where if isinstance(condition, say.Some | say.No)]
        return own.union(*map(kinds, inner))

    assert set().union(*(kinds(rows.where) for rows in definitions().values())) == set(HOLDS)


def test_a_value_is_read_without_its_list_and_a_list_is_read_once(
    bureau: Any, fill: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    listings: list[str] = []
    for room in (compiling, lateness):
        plain = room.listed
        monkeypatch.setattr(
            room, "listed", lambda *asked, plain=plain: listings.append("list") or plain(*asked)
        )
    reading = Reading(bureau, YEAR)
    figures = {code: reading.figure(code) for code in ("CMP-01", "CMP-04", "CMP-12", "PEN-03", "LIC-09")}
    assert listings == []
    assert figures["CMP-01"].rows
    assert figures["CMP-01"].rows
    assert listings == ["list"]


def test_a_joint_figure_is_what_its_contributors_say(bureau: Any, registers: Any) -> None:
    registers.complaint()
    registers.tip_off()
    registers.tip_off(reply_reviewed=False)
    reading = Reading(bureau, YEAR)
    assert parts_of("CMP-11B") == ("CMP-11B1", "CMP-11B2")
    assert reading.figure("CMP-11").value == basis_points(2, 3)
    assert len(reading.figure("CMP-11B").rows) == reading.figure("CMP-11B").value == 3


def test_what_was_under_way_when_the_year_began(bureau: Any, registers: Any) -> None:
    before, within = date(2021, 12, 20), date(2022, 1, 1)
    waiting = registers.tip_off(received_on=before, decided_on=None)
    ended_within = registers.tip_off(received_on=before, decided_on=within)
    registers.tip_off(received_on=before, decided_on=date(2021, 12, 31))
    registers.tip_off(received_on=within, decided_on=None)
    counted = Reading(bureau, YEAR).figure("CMP-08O")
    assert counted.records == [waiting.case.number, ended_within.case.number]
    assert (counted.value, counted.rows[0].on) == (2, before)


def test_what_ended_by_another_way_is_not_under_way(bureau: Any, registers: Any) -> None:
    filed = date(2021, 11, 1)
    registers.penalty(filed_on=filed, decided_on=None, dismissed_on=date(2021, 12, 1))
    open_ = registers.penalty(filed_on=filed, decided_on=None, dismissed_on=date(2022, 2, 1))
    assert Reading(bureau, YEAR).figure("PEN-01O").records == [open_.case.number]


def test_an_exercise_and_what_is_under_way_elsewhere_are_not_under_way_here(
    bureau: Any, registers: Any
) -> None:
    from fadu.cases.models import Case
    from fadu.people.models import Bureau

    filed = date(2021, 11, 1)
    registers.penalty(filed_on=filed, decided_on=None, exercise=True)
    mine, elsewhere = (registers.penalty(filed_on=filed, decided_on=None) for _ in range(2))
    other = Bureau.objects.create(name="东湖局", short="东湖局", abbreviation="东", region_code="110001")
    Case.objects.filter(pk=elsewhere.case.pk).update(bureau=other)

    counted = Reading(bureau, YEAR).figure("PEN-01O")

    assert (counted.value, counted.records) == (1, [mine.case.number])


def test_a_paper_counts_on_its_day_of_legal_time(bureau: Any, registers: Any) -> None:
    paper = registers.penalty() and Document.objects.get()
    triggers.remove()
    Document.objects.filter(pk=paper.pk).update(issued_at=datetime(2022, 12, 31, 23, 59, tzinfo=LEGAL_TIME))
    triggers.install()
    counted = Reading(bureau, YEAR).figure("PEN-15")
    assert (counted.value, counted.rows[0].on, counted.rows[0].detail) == (
        1,
        date(2022, 12, 31),
        paper.number,
    )
    assert Reading(bureau, Period.year(2023, as_of=date(2023, 3, 1))).figure("PEN-15").value == 0


def test_a_paper_without_number_is_told_by_its_title(bureau: Any, registers: Any) -> None:
    registers.penalty()
    triggers.remove()
    Document.objects.update(number="")
    triggers.install()
    assert Reading(bureau, YEAR).figure("PEN-15").rows[0].detail == "示例文书"


def test_a_decision_tells_its_number_and_its_amounts_add_up(bureau: Any, registers: Any) -> None:
    registers.penalty(decision_number="清市监罚〔2022〕7号", fine=1, confiscated_gains=2, confiscated_goods=4)
    reading = Reading(bureau, YEAR)
    assert [(r.value, r.detail) for r in reading.figure("PEN-02").rows] == [(1, "清市监罚〔2022〕7号")]
    assert [(r.value, r.detail) for r in reading.figure("PEN-03").rows] == [(7, "清市监罚〔2022〕7号")]
