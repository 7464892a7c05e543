# SPDX-License-Identifier: MulanPSL-2.0
"""The catalogue of bases against the table it was made from: every row has its bracket, and the bracket its range.

The table is read here by itself, and the range of a value is reckoned from its cells, not by the catalogue's reader.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from fadu.law import library as law_library
from fadu.law.basis import Answers, Basis, Bracket
from fadu.matters.penalty.grades import fine_reaches_floor
from fadu.matters.penalty.ranges import fine_within_ceiling
from fadu.procedure.decision import Ground, World
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.procedure.testing import moment, party

TABLE = Path(__file__).resolve().parents[4] / "shared" / "law" / "volume2" / "penalty_bases.tsv"
LAW = law_library()
#: column ``fine_base`` -> the measure
MEASURES = {
    "multiple_of_goods_value": "goods",
    "multiple_of_ad_fee": "fee",
    "multiple_of_illegal_gains": "gains",
    "multiple_of_illegal_turnover": "turnover",
    "multiple_of_annual_income": "income",
    "percent_of_amount": "amount",
}
#: rows whose text says two ranges, of which the cells hold the first
TWO_RANGES = {"PB0-140", "PB0-220", "PB0-221", "PB0-279", "PB0-298", "PB0-327", "PB0-337", "PB0-356"}
#: the percentage of tobacco is one of the turnover
TURNOVER = {"PB0-181"}
SAMPLE = 200
#: where this procedure begins
PROCEDURE_FROM = date(2021, 7, 15)
#: what the words of a condition say of a case, as a column of its row; of the money, from and below which fen
WORDS = {
    "情节严重": ("serious", True),
    "情节较重": ("serious", True),
    "拒不改正": ("refused", True),
    "逾期未改正": ("refused", True),
    "逾期不改": ("refused", True),
    "逾期不改正": ("refused", True),
    "造成危害后果": ("harm", True),
    "广告费可计算": ("fee_unknown", False),
    "广告费无法计算或偏低": ("fee_unknown", True),
    "费无法计算或偏低": ("fee_unknown", True),
}
MONEY = {
    "货值<10000元": ("goods_value", 0, 1_000_000),
    "货值≥10000元": ("goods_value", 1_000_000, 10**9),
    "有违法所得": ("illegal_gains", 1, 10**9),
    "没有违法所得": ("illegal_gains", 0, 1),
}
#: column ``fine_base`` -> the column of a case that says the value
COLUMN_OF = {"goods": "goods_value", "fee": "ad_fee", "gains": "illegal_gains", "turnover": "turnover"}
needs_table = pytest.mark.skipif(not TABLE.is_file(), reason=f"没有处罚依据表（{TABLE}）")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def brackets_of(row: str) -> Iterator[tuple[Basis, Bracket]]:
    for values in LAW.bases_by_key.values():
        for basis in values:
            yield from ((basis, bracket) for bracket in basis.brackets if bracket.row == row)


def fen(cell: str) -> int:
    return int(cell) * 100


def expected_range(row: dict[str, str], measured: int) -> tuple[int, int]:
    """The range that the cells of a row say for a measured value, in fen."""
    floor, ceiling = row["fine_min"], row["fine_max"]
    if row["fine_base"] == "fixed":
        return fen(floor or "0"), fen(ceiling)
    least = int(Decimal(measured) * Decimal(row["multiple_min"] or "0"))
    most = int(Decimal(measured) * Decimal(row["multiple_max"]))
    if floor and least < fen(floor):
        # the value counts as much as the floor presupposes
        least, most = (
            fen(floor),
            int(fen(floor) / Decimal(row["multiple_min"]) * Decimal(row["multiple_max"])),
        )
    return least, min(most, fen(ceiling)) if ceiling else most


@needs_table
def test_every_row_of_the_table_has_its_bracket_with_dates_and_articles() -> None:
    missing = [row["id"] for row in rows() if not list(brackets_of(row["id"]))]
    other_days = [
        (row["id"], basis.key)
        for row in rows()
        for basis, _ in brackets_of(row["id"])
        if basis.in_force_from != date.fromisoformat(row["in_force_from"])
        or (basis.in_force_to.isoformat() if basis.in_force_to else "") != row["in_force_to"]
    ]

    assert missing == other_days == []


@needs_table
def test_a_row_nobody_read_is_unverified_in_the_catalogue() -> None:
    unread = {row["id"] for row in rows() if row["checked"] != "text"}

    assert all(basis.unverified for row in unread for basis, _ in brackets_of(row))
    assert unread


@needs_table
@pytest.mark.parametrize("seed", range(SAMPLE))
def test_a_random_row_and_value_give_the_range_of_the_table(seed: int) -> None:
    chance = Random(seed)
    row = chance.choice([row for row in rows() if row["fine_base"] != "none" and row["id"] not in TWO_RANGES])
    measure = "turnover" if row["id"] in TURNOVER else MEASURES.get(row["fine_base"], "goods")
    measured = chance.choice(
        [1, 999_900, 1_000_000, chance.randrange(1, 10_000_000), chance.randrange(10**9)]
    )

    (_, bracket), *_ = brackets_of(row["id"])

    if row["fine_base"] != "fixed" and not row["multiple_max"]:
        assert bracket.fine is None
        return
    assert bracket.fine is not None
    least, most = bracket.fine.bounds(Answers(**{measure: measured})) or (-1, -1)
    wanted_least, wanted_most = expected_range(row, measured)
    # a fen that cannot be divided is rounded to the inside
    assert (least - wanted_least, wanted_most - most) in {(0, 0), (1, 0)}


@needs_table
def test_correction_comes_first_where_the_table_says_so() -> None:
    wrong = [
        row["id"]
        for row in rows()
        for _, bracket in brackets_of(row["id"])
        if bracket.fine and bracket.correction_first != (row["order_to_correct_first"] == "yes")
    ]

    assert wrong == []


def described(row: dict[str, str], chance: Random) -> dict[str, object] | None:
    """A case that the condition of a row describes, by its words alone; None where they say what these lists do not hold."""
    case: dict[str, object] = {
        **dict.fromkeys(("serious", "refused", "harm", "fee_unknown"), False),
        **dict.fromkeys(("goods_value", "illegal_gains", "ad_fee", "turnover"), 2_000_000),
    }
    for words in filter(None, (part.strip() for part in re.split("[；，]", row["condition"]))):
        if words in WORDS:
            name, value = WORDS[words]
            case[name] = value
        elif words in MONEY:
            name, least, beyond = MONEY[words]
            case[name] = chance.choice([least, beyond - 1, chance.randrange(least, beyond)])
        elif not words.startswith("罚款≥"):
            return None
    return case


def refusals(row: dict[str, str], key: str, case: dict[str, object], fine: int, grade: str) -> set[str]:
    """What the guards of the procedure say against a fine."""
    day = max(date.fromisoformat(row["in_force_from"]), PROCEDURE_FROM).isoformat()
    world = World(
        procedure=library().procedure("penalty", date.fromisoformat(day)),
        state=State(parties=(party(1),)),
        at=moment(day),
        law=LAW,
        proposed={
            "bases": [{"base": key, "party": "party:1", "ended_on": day, **case}],
            "penalty_kinds": ["fine", "confiscate_gains"],
            "fine": fine,
            "confiscated_gains": 1,
            "discretion_grade": grade,
        },
    )
    verdicts = (fine_within_ceiling(world), fine_reaches_floor(world))
    return {verdict.code for verdict in verdicts if isinstance(verdict, Ground)}


@needs_table
def test_two_hundred_fines_at_the_edges_of_the_table_pass_or_are_refused_as_it_says() -> None:
    chance, tried, wrong = Random(20261129), 0, []
    table = [
        row
        for row in rows()
        if (row["fine_base"] == "fixed" or row["multiple_max"])
        and row["fine_base"] != "none"
        and row["id"] not in TWO_RANGES
        and (not row["in_force_to"] or row["in_force_to"] >= PROCEDURE_FROM.isoformat())
    ]
    while tried < SAMPLE:
        row = chance.choice(table)
        case = described(row, chance)
        (basis, bracket), *_ = brackets_of(row["id"])
        measure = COLUMN_OF.get(
            "turnover" if row["id"] in TURNOVER else MEASURES.get(row["fine_base"], "goods")
        )
        if case is None or measure is None or bracket.when.liable != "operator":
            continue
        tried += 1
        least, most = expected_range(row, int(str(case[measure])))
        for fine, expected in (
            (least - 1, {"below_floor"}),
            (least + 1 if least < most else least, set()),
            (most - 1 if least < most else most, set()),
            (most + 2, {"above_ceiling"}),
        ):
            is_optional = bracket.fine is not None and bracket.fine.is_optional
            if fine <= 0 or (fine < least and is_optional and not fine):
                continue
            if (said := refusals(row, basis.key, case, fine, "ordinary")) != expected:
                wrong.append((row["id"], row["condition"], case, fine, said))
        if least > 1:
            assert refusals(row, basis.key, case, least - 1, "mitigated") == set(), row["id"]

    assert wrong == []
