# SPDX-License-Identifier: MulanPSL-2.0
"""The tables of law are read strictly: what does not fit is told with file and line, what was expected and what came."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.law.law_tables import BASES, ITEMS, RULES, base, item, rule, written

from fadu.kernel.errors import BadInputError
from fadu.law.tables import Row, read_tables


def test_the_three_kinds_of_table_are_read_also_below_the_folder(tmp_path: Path) -> None:
    written(tmp_path / "rules.tsv", RULES, rule("PP-001"))
    written(tmp_path / "more" / "items.tsv", ITEMS, item("LI-001"))
    written(tmp_path / "more" / "bases.tsv", BASES, base("PB0-001"))

    assert [(row.id, row.table, row.line, row.kind, row.subject) for row in read_tables(tmp_path)] == [
        ("PB0-001", "more/bases.tsv", 2, "penalty_base", "penalty_bases"),
        ("LI-001", "more/items.tsv", 2, "licence_item", "licence_items"),
        ("PP-001", "rules.tsv", 2, "gate", "penalty"),
    ]


def test_each_kind_of_table_gives_its_own_words_for_what_the_row_says(tmp_path: Path) -> None:
    written(tmp_path / "a.tsv", RULES, rule("PP-001"), rule("PP-002", summary_zh="", obligation="应当告知"))
    written(tmp_path / "b.tsv", ITEMS, item("LI-001", article="18"))
    written(tmp_path / "c.tsv", BASES, base("PB0-001", condition="货值较小", penalty_article="122条1款"))

    assert [(row.article, row.summary) for row in read_tables(tmp_path)] == [
        ("第1条", "一行"),
        ("第1条", "应当告知"),
        ("18", "食品经营许可-新办"),
        ("122条1款", "无证经营 货值较小"),
    ]


def test_what_was_not_read_in_the_text_itself_is_unverified(tmp_path: Path) -> None:
    rows = [rule(f"PP-00{n}", checked=checked) for n, checked in enumerate(("text", "secondary", "memory"))]
    written(tmp_path / "a.tsv", RULES, *rows)

    assert [row.unverified for row in read_tables(tmp_path)] == [False, True, True]


@pytest.mark.parametrize(
    ("heads", "values", "said"),
    [
        (RULES, rule("PP-001", kind="wish"), "a.tsv:2 “kind”：应为time_limit、.*；实为“wish”"),
        (RULES, rule("PP-001", checked="seen"), "a.tsv:2 “checked”：应为text、secondary、memory；实为“seen”"),
        (RULES, rule("PP-001", effective_from="2021"), "a.tsv:2 “effective_from”：应为日期.*；实为“2021”"),
        (
            RULES,
            rule("PP-001", amount="some"),
            "a.tsv:2 “amount”：应为数、百分比、分数或者月日.*；实为“some”",
        ),
        (RULES, rule("PP-001", unit="week"), "a.tsv:2 “unit”：应为working_day.*；实为“week”"),
        (RULES, rule("PP-001", procedure="处罚"), "a.tsv:2 “procedure”：应为主题的英文键；实为“处罚”"),
        (RULES, rule("pp 1"), "a.tsv:2 “id”：应为条目编号.*；实为“pp 1”"),
        (ITEMS, item("LI-001", decide_unit="week"), "a.tsv:2 “decide_unit”：应为working_day.*；实为“week”"),
        (ITEMS, item("LI-001", accept_days="soon"), "a.tsv:2 “accept_days”：应为天数.*；实为“soon”"),
        (BASES, base("PB0-001", fine_min="5万"), "a.tsv:2 “fine_min”：应为数，或者留空；实为“5万”"),
        (BASES, base("PB0-001", fine_base="guess"), "a.tsv:2 “fine_base”：应为fixed.*；实为“guess”"),
        (BASES, base("PB0-001", order_to_correct_first=""), "“order_to_correct_first”：应为yes、no；实为“”"),
    ],
)
def test_a_value_that_its_column_does_not_take_is_refused(
    tmp_path: Path, heads: tuple[str, ...], values: dict[str, str], said: str
) -> None:
    written(tmp_path / "a.tsv", heads, values)

    with pytest.raises(BadInputError, match=said):
        read_tables(tmp_path)


def test_a_line_with_a_cell_too_few_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "a.tsv", RULES, rule("PP-001"))
    with (tmp_path / "a.tsv").open("a", encoding="utf-8") as lines:
        lines.write("PP-002\t法\n")

    with pytest.raises(BadInputError, match=r"a\.tsv:3：应为18 列；实为“2 列”"):
        read_tables(tmp_path)


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (RULES[:-1], "缺少 checked"),
        ((*ITEMS, "colour"), "多出 colour"),
        ((*BASES[1:], BASES[0]), "各列的次序不同或者重复"),
        (("id", "instrument"), "缺少 "),
        ((), "缺少 id"),
    ],
)
def test_a_table_with_other_columns_is_refused(tmp_path: Path, heads: tuple[str, ...], said: str) -> None:
    written(tmp_path / "a.tsv", heads)

    with pytest.raises(BadInputError, match=rf"a\.tsv:1：应为依次为 id.*{said}"):
        read_tables(tmp_path)


def test_an_id_that_stands_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    written(tmp_path / "a.tsv", RULES, rule("PP-001"))
    written(tmp_path / "b.tsv", BASES, base("PP-001"))

    with pytest.raises(
        BadInputError, match=r"b\.tsv:2：应为全部表中不重复的编号（a\.tsv:2 已有）；实为“PP-001”"
    ):
        read_tables(tmp_path)


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="含有法律条目表"):
        read_tables(tmp_path)


def test_a_row_keeps_its_place(tmp_path: Path) -> None:
    written(tmp_path / "a.tsv", RULES, rule("PP-001"), rule("PP-002"))

    last: Row = read_tables(tmp_path)[-1]

    assert (last.table, last.line) == ("a.tsv", 3)
