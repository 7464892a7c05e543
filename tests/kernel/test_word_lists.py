# SPDX-License-Identifier: MulanPSL-2.0
"""Lists of words in files: what would never be found, or says nothing, is refused where it stands."""

from __future__ import annotations

import pytest

from fadu.kernel.errors import BadInputError
from fadu.kernel.word_lists import read_lists, word_lists


def test_a_list_goes_on_in_further_lines_and_is_found_where_no_other_word_stands_around_it() -> None:
    lists = read_lists("# 说明\n\nchange 改为 但 | 不但\nchange 处 | 加处 处方\n", "x.txt")
    matched = [
        bool(lists.search("change").search(text)) for text in ("但", "不但", "不但改为", "加处", "处方", "处")
    ]
    assert matched == [True, False, True, False, False, True]
    assert lists.of("change") == ("改为", "但", "处")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("change", "x.txt第1行：应为英文键和至少一个词"),
        ("change | 不但", "x.txt第1行：应为英文键和至少一个词"),
        ("改为 改成", "x.txt第1行：应为英文键和至少一个词"),
        ("change 改为\nchange 改为", "x.txt第2行：应为每个词只写一次"),
        ("change 改 改为", "x.txt第1行：应为较长的词写在“改”之前；实为“改为”"),
        ("change 但 | 不过", "x.txt：应为“change”竖线后的词含有竖线前的词；实为“不过”"),
        ("change 但 | 但", "x.txt：应为“change”竖线后的词含有竖线前的词；实为“但”"),
    ],
)
def test_what_would_never_be_found_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_lists(text, "x.txt")
    assert says in refused.value.args[0]


def test_a_list_that_is_not_there_is_said() -> None:
    with pytest.raises(BadInputError) as refused:
        read_lists("change 改为", "x.txt").of("changes")
    assert "x.txt：应为有“changes”一行" in refused.value.args[0]


def test_a_file_is_read_from_its_package() -> None:
    assert word_lists("fadu.matters.committee_item", "resolution_words.txt").of("refuses")
